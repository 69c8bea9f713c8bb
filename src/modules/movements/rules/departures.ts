// Leaving (M05, M07): when the isolation is over, before its end with leave, or gone without. Whoever is gone is owed for as
// before, since nobody is released by fleeing: it is a matter until he is found or another district has him.
import type { Day } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import { type Moving, movable, type OpenMatters } from './transfers.ts'

/** What a clerk records; a handover to another district records its own. */
export const DEPARTURE_KINDS = ['completed', 'permitted', 'gone'] as const
export type DepartureKind = (typeof DEPARTURE_KINDS)[number]

export interface DepartureFacts extends Moving {
  arrivalDay: Day
  inIsolation: boolean
  isGone: boolean
}

export function decideDeparture(
  person: DepartureFacts,
  open: OpenMatters,
  said: { kind: DepartureKind; departedOn: Day; permittedBy: string; reason: string },
  today: Day,
): Verdict<null> {
  // Whoever is gone is gone, whatever was on its way.
  const reasons: Reason[] = movable(person, said.kind === 'gone' ? { hasOffer: false, hasHandover: false } : open)
  if (person.status === 'expected') {
    reasons.push(reason('departure.expected', '尚未到达，不能登记离开', 'Not here yet: nobody can leave'))
  }
  if (said.departedOn > today || said.departedOn < person.arrivalDay) {
    reasons.push(
      reason(
        'departure.badDay',
        `离开日期应在抵达日 ${person.arrivalDay} 至今天之间`,
        `Between the arrival on ${person.arrivalDay} and today`,
        'departedOn',
      ),
    )
  }
  if (said.kind === 'completed' && person.inIsolation) {
    reasons.push(
      reason(
        'departure.inIsolation',
        '隔离尚未解除：请先解除，或登记为经批准离开、失联',
        'Still in isolation: release first, or record leave given or gone',
        'kind',
      ),
    )
  }
  if (said.kind === 'permitted' && !person.inIsolation) {
    reasons.push(
      reason('departure.notInIsolation', '不在隔离期内，不需批准', 'Not in isolation: no leave is needed', 'kind'),
    )
  }
  if (said.kind === 'permitted' && said.permittedBy.length < 2) {
    reasons.push(reason('departure.noLeave', '请写明批准机关或批准人', 'Say who gave leave', 'permittedBy'))
  }
  if (said.kind !== 'completed' && said.reason.length < 2) {
    reasons.push(reason('departure.noReason', '请写明情况', 'Say what happened', 'reason'))
  }
  if (said.kind === 'gone' && person.isGone) {
    reasons.push(reason('departure.goneAlready', '已登记失联，正在查找', 'Recorded as gone already'))
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}

export interface DepartureToVoid {
  kind: DepartureKind | 'handedOver'
  voided: boolean
  /** It ended the arrival that the person has now. */
  isCurrent: boolean
  /** The person stayed at an inn. */
  ofStay: boolean
}

/**
 * A departure that never was. One that another district has receipted was, somebody gone is found instead, and whoever came
 * again had left. An isolation that ended with it goes on.
 */
export function decideVoiding({ kind, voided, isCurrent, ofStay }: DepartureToVoid): Verdict<null> {
  const reasons: Reason[] = []
  if (voided) reasons.push(reason('departure.voided', '该离开登记已作废', 'This departure was voided already'))
  if (kind === 'handedOver') {
    reasons.push(reason('departure.receipted', '外区已回执，不能作废', 'The other district has receipted it'))
  }
  if (kind === 'gone') reasons.push(reason('departure.gone', '失联的请“登记找到”', 'Somebody gone is found instead'))
  if (!isCurrent) {
    reasons.push(reason('departure.cameAgain', '此人后来又登记返回，不能作废', 'The person came again since'))
  }
  if (ofStay) {
    reasons.push(
      reason('departure.ofStay', '住客离店的请登记再次返回', 'Of a stay at an inn: register the person again'),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}
