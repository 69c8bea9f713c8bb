// When a daily report is due and what it covers (M59): as the plan's clock of it says, never the program. A report is in time
// before it is due; the due time itself is late. Whoever reports 24 hours leaves no instant out and none twice.
import type { Day, Instant, LocalTime, Zone } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import {
  type DAILY_REPORTS,
  type DailyClock,
  dailyClocks,
  momentsOf,
  type Owner,
} from '../../obligations/rules/clocks.ts'

export type { Owner } from '../../obligations/rules/clocks.ts'
export const OWNER_KINDS = ['group', 'unit'] as const satisfies readonly Owner['kind'][]

export interface Period {
  from: Instant
  until: Instant
  /** In time before it. */
  dueAt: Instant
}

export type ReportClock = Pick<DailyClock, 'at' | 'covers' | 'grace'>

/** The obligation that a report of such an owner meets. */
export const clockKeyOf = (kind: Owner['kind']): (typeof DAILY_REPORTS)[number] =>
  kind === 'group' ? 'groupReport' : 'townshipReport'

/** Undefined where the plan wants no daily report of them. */
export const reportClock = (plan: Plan, kind: Owner['kind']): DailyClock | undefined =>
  dailyClocks(plan).find(([key]) => key === clockKeyOf(kind))?.[1]

/** Of the report of a day; a clock that says no span covers the day up to its time. */
export function periodOf(clock: ReportClock, day: Day, zone: Zone): Period {
  const covers = clock.covers ?? { hours: 24, until: clock.at satisfies LocalTime }
  const { coversFrom, coversTo, dueAt } = momentsOf({ ...clock, covers } as DailyClock, day, zone)
  return { from: coversFrom!, until: coversTo!, dueAt }
}

/** When the last of a day's reports is due: the office totals then. Null where nobody reports. */
export function closesAt(plan: Plan, day: Day): Instant | null {
  const due = OWNER_KINDS.flatMap((kind) => {
    const clock = reportClock(plan, kind)
    return clock ? [periodOf(clock, day, plan.zone).dueAt] : []
  })
  return due.toSorted().at(-1) ?? null
}
