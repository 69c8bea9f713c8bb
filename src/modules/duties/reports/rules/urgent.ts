// An urgent report at any hour (M59): the office acknowledges it within the plan's minutes; the minute itself is late, and from
// then on it climbs, step by step, each told once.
import { addMinutes, type Instant } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'

export const acknowledgeBy = (reportedAt: Instant, { urgentReport }: Pick<Plan, 'urgentReport'>): Instant =>
  addMinutes(reportedAt, urgentReport.acknowledgeWithin)

export const isOverdue = (
  { dueAt, acknowledgedAt }: { dueAt: Instant; acknowledgedAt: Instant | null },
  now: Instant,
) => (acknowledgedAt ?? now) >= dueAt

type Step = Plan['urgentReport']['climb'][number]

/** The steps that have come since the last `told` of them. */
export const climbsDue = (
  dueAt: Instant,
  told: number,
  { urgentReport }: Pick<Plan, 'urgentReport'>,
  now: Instant,
): Step[] => urgentReport.climb.slice(told).filter(({ after }) => addMinutes(dueAt, after) <= now)
