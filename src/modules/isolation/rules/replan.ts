// An amendment that says so changes the periods that run (M21): from its time on they are judged by the new version, and
// last as long as it says. What an office added stays added, and nobody's isolation ends before the amendment is in force.
import { addDays, at, type Day, dayOf, daysBetween, type Instant } from '../../../kernel/time.ts'
import { type Course, endsAt, LONGEST, lastDay } from './period.ts'
import type { IsolationPlan } from './plan.ts'

/** The span of an open period under `to` from `when` on; extensions are the days beyond those of `from`. */
export function replannedSpan(
  { startDay, days }: Pick<Course, 'startDay' | 'days'>,
  from: Pick<IsolationPlan, 'days'>,
  to: Pick<IsolationPlan, 'days' | 'zone'>,
  when: Instant,
): { days: number; lastDay: Day; endsAt: Instant } {
  const wanted = Math.min(LONGEST, Math.max(1, days - from.days + to.days))
  const span = { startDay, days: Math.max(wanted, daysBetween(startDay, lastDayBy(when, to.zone))) }
  return { days: span.days, lastDay: lastDay(span), endsAt: endsAt(span, to.zone) }
}

/** The first day whose end is not before `when`: midnight is the end of the day before. */
const lastDayBy = (when: Instant, zone: string): Day => {
  const day = dayOf(when, zone)
  return when === at(day, '00:00', zone) ? addDays(day, -1) : day
}
