// How a paper is served: into the person's hands, to a member of the family, or left there when it was refused, which
// needs a photo or the name of a witness.
import { addMinutes, type Instant } from '../../../kernel/time.ts'
import { no, reason, type Verdict, yes } from '../../../kernel/verdict.ts'

export const SERVED_HOW = ['inPerson', 'family', 'refused'] as const
export type ServedHow = (typeof SERVED_HOW)[number]

export interface Service {
  how: ServedHow
  at: Instant
  note: string
  fileId: string | null
}

export interface Printed {
  printedAt: Instant
  voided: boolean
  served: Service | null
}

/** Clocks of phones differ by so much. */
const TOLERANCE_MINUTES = 5

const same = (a: Service, b: Service) =>
  a.how === b.how && a.at === b.at && a.note === b.note && (a.fileId ?? null) === (b.fileId ?? null)

/** `again`: this very service is recorded already. */
export function decideService(paper: Printed, service: Service, now: Instant): Verdict<'new' | 'again'> {
  if (paper.voided) return no(reason('paper.voided', '该文书已作废', 'This paper was voided'))
  if (paper.served) {
    if (same(paper.served, service)) return yes('again')
    return no(reason('paper.served', '该文书已送达', 'This paper was served already'))
  }
  if (service.at > addMinutes(now, TOLERANCE_MINUTES)) {
    return no(reason('paper.future', '送达时间不能晚于现在', 'It cannot be served later than now', 'at'))
  }
  if (service.at < addMinutes(paper.printedAt, -TOLERANCE_MINUTES)) {
    return no(reason('paper.beforePrinted', '送达时间早于打印时间', 'Served before it was printed', 'at'))
  }
  if (service.how === 'refused' && service.note === '' && service.fileId === null) {
    return no(
      reason(
        'paper.refusalNeedsProof',
        '拒收须拍照，或写明见证人',
        'A refusal needs a photo, or the name of a witness',
        'note',
      ),
    )
  }
  return yes('new')
}
