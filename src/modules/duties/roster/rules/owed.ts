// Who owes somebody on duty, and when (M51, M58): the plan's roster clock says it. A roster day begins at the clock's time and is
// owed when the response was active as it began, so that the day on which it is activated is there to set the roster up
// (docs/decisions/0025-roster.md). Pure: the history of plan and response alone decides, not when somebody looks.
import { addDays, addMinutes, at, type Day, dayOf, type Instant, type Zone } from '../../../../kernel/time.ts'
import { type Clock, type Plan, resolveUnits, type Text, unitArea } from '../../../../plan/index.ts'
import { inside, type Span } from './spans.ts'

export const SHIFT_KINDS = ['duty', 'medical'] as const
export type ShiftKind = (typeof SHIFT_KINDS)[number]
export type RosterClock = Extract<Clock, { kind: 'roster' }>

/** The command office stands beside the units: it is the one that must be reached first. */
export const OFFICE = 'office'

export interface RosterOwner {
  unitId: string
  areaCode: string
  name: Text
  kinds: ShiftKind[]
  /** `office`, `group`, or the kind of the unit. */
  sort: string
}

export const rosterClock = (plan: Plan): RosterClock | null =>
  plan.clocks.roster.kind === 'roster' ? plan.clocks.roster : null

const known = new WeakMap<Plan, RosterOwner[]>()

/** The office first, then groups and units in the plan's order. */
export function rosterOwners(plan: Plan): RosterOwner[] {
  const before = known.get(plan)
  if (before) return before
  const owners = findOwners(plan)
  known.set(plan, owners)
  return owners
}

function findOwners(plan: Plan): RosterOwner[] {
  const clock = rosterClock(plan)
  if (!clock) return []
  const groups = clock.owes.groups === 'all' ? plan.groups.map(({ key }) => key) : (clock.owes.groups ?? [])
  const duty = new Set(resolveUnits(plan, clock.owes.units ?? []).map(({ key }) => key))
  const medical = new Set(resolveUnits(plan, clock.medical).map(({ key }) => key))
  return [
    { unitId: OFFICE, areaCode: plan.district.code, name: plan.office.name, kinds: ['duty'], sort: 'office' },
    ...plan.groups
      .filter(({ key }) => groups.includes(key))
      .map(({ key, name }): RosterOwner => {
        return { unitId: `group.${key}`, areaCode: plan.district.code, name, kinds: ['duty'], sort: 'group' }
      }),
    ...plan.units
      .filter(({ key }) => duty.has(key) || medical.has(key))
      .map((unit): RosterOwner => {
        const { key, zh, en, kind } = unit
        const kinds = SHIFT_KINDS.filter((one) => (one === 'duty' ? duty : medical).has(key))
        return { unitId: key, areaCode: unitArea(plan, unit), name: { zh, en }, kinds, sort: kind }
      }),
  ]
}

export const ownerOf = (plan: Plan, unitId: string): RosterOwner | undefined =>
  rosterOwners(plan).find((owner) => owner.unitId === unitId)

export const owes = (plan: Plan, unitId: string, kind: ShiftKind): boolean =>
  ownerOf(plan, unitId)?.kinds.includes(kind) ?? false

/** From clock time to clock time, so that a day on which the clocks change leaves no hole and no overlap. */
export function rosterDay(clock: RosterClock, day: Day, zone: Zone): Span {
  const from = at(day, clock.begins, zone)
  return {
    from,
    until: clock.hours === 24 ? at(addDays(day, 1), clock.begins, zone) : addMinutes(from, clock.hours * 60),
  }
}

/** The shifts that a roster day is made of; the last one ends with the day. */
export function slotsOf(clock: RosterClock, day: Day, zone: Zone): Span[] {
  const { from, until } = rosterDay(clock, day, zone)
  const count = Math.ceil(clock.hours / clock.shiftHours)
  const begins = Array.from({ length: count }, (_, index) => addMinutes(from, index * clock.shiftHours * 60))
  return begins.map((begin, index) => ({ from: begin, until: begins[index + 1] ?? until }))
}

/** The day whose roster day holds this instant, or whose roster day began last before it. */
export function rosterDayOf(clock: RosterClock, now: Instant, zone: Zone): Day {
  const day = dayOf(now, zone)
  return at(day, clock.begins, zone) <= now ? day : addDays(day, -1)
}

export interface History {
  /** Every version of the plan, in the order of their times. */
  versions: readonly { effectiveFrom: Instant; plan: Plan }[]
  /** The times in which the response was active. */
  active: readonly { from: Instant; until: Instant | null }[]
}

export const planAt = ({ versions }: Pick<History, 'versions'>, now: Instant): Plan | undefined =>
  (versions.findLast(({ effectiveFrom }) => effectiveFrom <= now) ?? versions[0])?.plan

/** The times in which a unit owes somebody, one for each roster day, as far as they lie in the range. */
export function owedSpans(history: History, unitId: string, kind: ShiftKind, range: Span): (Span & { day: Day })[] {
  const zone = planAt(history, range.from)?.zone
  if (zone === undefined || range.from >= range.until) return []
  const result: (Span & { day: Day })[] = []
  const last = dayOf(range.until, zone)
  for (let day = addDays(dayOf(range.from, zone), -1); day <= last; day = addDays(day, 1)) {
    const plan = planAt(history, at(day, '00:00', zone))
    const clock = plan && rosterClock(plan)
    if (!clock || !owes(plan, unitId, kind)) continue
    const span = rosterDay(clock, day, zone)
    const active = history.active.find(({ from, until }) => from <= span.from && (until === null || until > span.from))
    if (!active) continue
    result.push({ ...span, day, until: active.until !== null && active.until < span.until ? active.until : span.until })
  }
  return inside(result, range)
}
