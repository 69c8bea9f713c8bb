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
