// From the plan's clocks to who owes what on a day (M53, M59): the span that is reported, when it is due, from when it is
// missed, all in the plan's time zone. The due instant itself is late already. Pure.
import { addDays, addMinutes, at, type Day, dayOf, type Instant } from '../../../../kernel/time.ts'
import { type Clock, type Plan, type PostKind, resolveUnits, unitArea } from '../../../../plan/index.ts'

export interface Owner {
  kind: 'group' | 'unit'
  key: string
}
export const ownerId = ({ kind, key }: Owner): string => `${kind}:${key}`
/** Of an id that a shape has checked. */
export function ownerOfId(id: string): Owner {
  const [kind, key] = id.split(':') as [Owner['kind'], string]
  return { kind, key }
}

/** The clocks of the plan that a daily report meets (M59). */
export const DAILY_REPORTS = ['groupReport', 'townshipReport'] as const
export const isDailyReport = (key: string): boolean => (DAILY_REPORTS as readonly string[]).includes(key)

export type DailyClock = Extract<Clock, { kind: 'daily' }>
type WithinClock = Extract<Clock, { kind: 'within' }>

export interface Moments {
  coversFrom: Instant | null
  coversTo: Instant | null
  dueAt: Instant
  missedAt: Instant
}

/** The clocks that fall due every day; what is on shift or begins with an event is owed otherwise. */
export const dailyClocks = (plan: Plan): [key: string, DailyClock][] =>
  Object.entries(plan.clocks).filter((entry): entry is [string, DailyClock] => entry[1].kind === 'daily')

export function withinClock(plan: Plan, key: string): WithinClock | undefined {
  const clock = Object.entries(plan.clocks).find(([name]) => name === key)?.[1]
  return clock?.kind === 'within' ? clock : undefined
}

/** Groups first, then units, each in the plan's order. */
export function ownersOf(plan: Plan, { owes }: Pick<Clock, 'owes'>): Owner[] {
  const groups =
    owes.groups === 'all' ? plan.groups : plan.groups.filter(({ key }) => owes.groups?.includes(key) ?? false)
  return [
    ...groups.map(({ key }): Owner => ({ kind: 'group', key })),
    ...resolveUnits(plan, owes.units ?? []).map(({ key }): Owner => ({ kind: 'unit', key })),
  ]
}

/** Where what an owner owes is counted: a unit's own area, the district for a group and for what the plan no longer names. */
export function areaOf(plan: Plan, owner: Owner): string {
  const unit = owner.kind === 'unit' ? plan.units.find(({ key }) => key === owner.key) : undefined
  return unit ? unitArea(plan, unit) : plan.district.code
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** The end of the day that an instant falls on. */
const endOfDay = (instant: Instant, zone: string): Instant => at(dayOf(instant, zone), '24:00', zone)

export function momentsOf(clock: DailyClock, day: Day, zone: string): Moments {
  const dueAt = addMinutes(at(day, clock.at, zone), clock.grace ?? 0)
  const missedAt =
    clock.missedAfter === undefined ? later(at(day, '24:00', zone), dueAt) : addMinutes(dueAt, clock.missedAfter)
  return { ...spanOf(clock, day, zone), dueAt, missedAt }
}

/**
 * Whole days go from clock time to clock time, so that spans of days on which the clocks change leave no gap. Nothing is
 * reported before it has passed: a span that would end after it is due ends the day before.
 */
function spanOf({ at: due, covers }: DailyClock, on: Day, zone: string): Pick<Moments, 'coversFrom' | 'coversTo'> {
  if (!covers) return { coversFrom: null, coversTo: null }
  const day = at(on, covers.until, zone) <= at(on, due, zone) ? on : addDays(on, -1)
  const coversTo = at(day, covers.until, zone)
  const coversFrom =
    covers.hours % 24 === 0
      ? at(addDays(day, -covers.hours / 24), covers.until, zone)
      : addMinutes(coversTo, -60 * covers.hours)
  return { coversFrom, coversTo }
}

/** Of what begins with an event: so many minutes after it. */
export function momentsWithin(clock: WithinClock, since: Instant, zone: string): Moments {
  const dueAt = addMinutes(since, clock.minutes)
  return momentsBy(dueAt, zone, clock.missedAfter)
}

/** Of a task with a deadline of its own: missed from the end of that day, where nothing else is said. */
export const momentsBy = (dueAt: Instant, zone: string, missedAfter?: number): Moments => ({
  coversFrom: null,
  coversTo: null,
  dueAt,
  missedAt: missedAfter === undefined ? later(endOfDay(dueAt, zone), dueAt) : addMinutes(dueAt, missedAfter),
})

export interface Knocks {
  remind: readonly number[]
  climb: readonly { after: number; to: PostKind; group?: string | undefined }[]
}

/** How an obligation of that key knocks; of a task beside the clocks, as the plan says of all of them. */
export function knocksOf(plan: Plan, key: string): Knocks {
  const clock = Object.entries(plan.clocks).find(([name]) => name === key)?.[1]
  return clock && clock.kind !== 'roster' ? clock : plan.obligations
}
