// Which checks are owed (M21): every window of every day from day 0 to the end of day 14. One principle decides all
// cases: a window is judged by how things stood at the instant it closed. Registered, back from the clinic, or the
// period ended a minute before, and it is owed or not accordingly. So a window that is still open at registration is
// owed, and one that has closed is `beforeRegistration`, never missed.
//   Between closing and the next opening a check is overdue, and a visit then still counts, as late. When the next
// window opens it is missed for good; a reading taken in time that arrives afterwards makes it late, never done.
//   Obligations end with the response (M01): when it is stood down, whatever was not missed for good by then is owed no
// more, and what closes after its next activation is owed again.
import { addDays, at, type Day, dayOf, type Instant, type Zone } from '../../../kernel/time.ts'
import { closedAt, endsAt, lastDay, owedUntil, type Period, type StandDown } from './period.ts'
import type { IsolationPlan } from './plan.ts'

export interface CheckWindow {
  day: Day
  slot: string
  opensAt: Instant
  /** Its first instant that is too late. */
  closesAt: Instant
  /** A late check counts until here: the opening of the next window, or the end of the period. */
  lapsesAt: Instant
}

export const WINDOW_OUTCOMES = [
  'done',
  'late',
  'missed',
  'overdue',
  'open',
  'upcoming',
  'suspended',
  'stoodDown',
  'beforeRegistration',
  'afterEnd',
] as const
export type WindowOutcome = (typeof WINDOW_OUTCOMES)[number]

/** What completed a window, by `windowKey`. */
export type Completions = ReadonlyMap<string, 'done' | 'late'>
export const windowKey = (window: Pick<CheckWindow, 'day' | 'slot'>): string => `${window.day}/${window.slot}`

// The windows of a day are the same for everybody under one plan, and time-zone arithmetic is the slow part of these rules.
const remembered = new WeakMap<IsolationPlan, Map<Day, readonly CheckWindow[]>>()

function planWindows(day: Day, plan: IsolationPlan): readonly CheckWindow[] {
  let days = remembered.get(plan)
  if (!days) {
    days = new Map()
    remembered.set(plan, days)
  }
  let found = days.get(day)
  if (!found) {
    const own = ownWindows(day, plan)
    found = plan.before ? afterAmendment(day, own, plan, plan.before) : own
    days.set(day, found)
  }
  return found
}

function ownWindows(day: Day, { zone, windows }: IsolationPlan): readonly CheckWindow[] {
  const opensNext = at(addDays(day, 1), windows[0]!.opens, zone)
  return windows.map(({ slot, opens, closes }, index) => {
    const next = windows[index + 1]
    const lapsesAt = next ? at(day, next.opens, zone) : opensNext
    return { day, slot, opensAt: at(day, opens, zone), closesAt: at(day, closes, zone), lapsesAt }
  })
}

/**
 * Of a day under an amended plan: the old windows that had closed by then, and the new ones that close after. The last old
 * one lapses when the first new one opens, like any other.
 */
function afterAmendment(
  day: Day,
  own: readonly CheckWindow[],
  plan: IsolationPlan,
  { plan: earlier, until }: NonNullable<IsolationPlan['before']>,
): readonly CheckWindow[] {
  const old = planWindows(day, earlier).filter(({ closesAt }) => closesAt <= until)
  const fresh = own.filter(({ closesAt }) => closesAt > until)
  if (old.every(({ lapsesAt }) => lapsesAt <= until)) return [...old, ...fresh]
  const today = dayOf(until, plan.zone)
  const first = [today, addDays(today, 1)]
    .flatMap((one) => ownWindows(one, plan))
    .find(({ closesAt }) => closesAt > until)!
  const opens = first.opensAt > until ? first.opensAt : until
  return [...old.map((window) => (window.lapsesAt > until ? { ...window, lapsesAt: opens } : window)), ...fresh]
}

/** The windows of one day of the period; none outside it. The last one lapses with the period. */
function windowsOn(day: Day, period: Period, plan: IsolationPlan): readonly CheckWindow[] {
  const last = lastDay(period)
  if (day < period.startDay || day > last) return []
  const windows = planWindows(day, plan)
  const final = windows.at(-1)
  // On the day of an amendment there may be none.
  return day < last || !final ? windows : windows.with(-1, { ...final, lapsesAt: endsAt(period, plan.zone) })
}

/** The period's windows from the day `from` on, in order, to the end of its last day. */
export function* windowsFrom(from: Day, period: Period, plan: IsolationPlan): Generator<CheckWindow> {
  const last = lastDay(period)
  for (let day = from < period.startDay ? period.startDay : from; day <= last; day = addDays(day, 1)) {
    yield* windowsOn(day, period, plan)
  }
}

export const allWindows = (period: Period, plan: IsolationPlan): CheckWindow[] => [
  ...windowsFrom(period.startDay, period, plan),
]

/** Was the check owed when its window closed, and if not, why? */
export function owing(
  window: CheckWindow,
  period: Period,
  zone: Zone,
): 'owed' | 'beforeRegistration' | 'suspended' | 'stoodDown' | 'afterEnd' {
  const { closesAt } = window
  if (
    period.state === 'endedBeforeRegistration' ||
    period.state === 'merged' ||
    period.state === 'voided' ||
    period.owedFrom === null ||
    closesAt <= period.owedFrom
  ) {
    return 'beforeRegistration'
  }
  if (closesAt > owedUntil(period, zone)) return 'afterEnd'
  const away = period.suspensions.some(({ from, until }) => from < closesAt && (until === null || closesAt <= until))
  if (away) return 'suspended'
  return isStoodDown(window, period.standDowns) ? 'stoodDown' : 'owed'
}

/** The response ended before the window was missed for good, and was not active again as it closed. */
const isStoodDown = ({ closesAt, lapsesAt }: CheckWindow, standDowns: readonly StandDown[]): boolean =>
  standDowns.some(({ from, until }) => from < lapsesAt && (until === null || closesAt <= until))

export function windowOutcome(
  window: CheckWindow,
  { period, completions }: { period: Period; completions: Completions },
  now: Instant,
  zone: Zone,
): WindowOutcome {
  const completed = completions.get(windowKey(window))
  if (completed) return completed
  const why = owing(window, period, zone)
  if (why !== 'owed') return why
  if (now < window.opensAt) return 'upcoming'
  if (now < window.closesAt) return 'open'
  // Once the period is closed nobody makes it any more.
  return now < window.lapsesAt && closedAt(period) === null ? 'overdue' : 'missed'
}

/** Every window of the period with what became of it: the calendar on the person's page. */
export const windowsOwed = (
  known: { period: Period; completions: Completions },
  now: Instant,
  plan: IsolationPlan,
): (CheckWindow & { outcome: WindowOutcome })[] =>
  allWindows(known.period, plan).map((window) => ({
    ...window,
    outcome: windowOutcome(window, known, now, plan.zone),
  }))

/** The window that `instant` falls in or is late for, owed or not; null before the first and after the end. */
export function windowAt(instant: Instant, period: Period, plan: IsolationPlan): CheckWindow | null {
  const day = dayOf(instant, plan.zone)
  // Before the first opening of a day the last window of the day before is still the one.
  for (const window of windowsFrom(addDays(day, -1), period, plan)) {
    if (window.opensAt > instant) return null
    if (instant < window.lapsesAt) return window
  }
  return null
}

/**
 * The check to be made next, overdue ones first: what a period stores as its next deadline (`closesAt`). Null when
 * nothing is owed any more, or nothing for now (referral open, response not active). `completions` must hold those of
 * yesterday and later.
 */
export function nextCheck(
  { period, completions }: { period: Period; completions: Completions },
  now: Instant,
  plan: IsolationPlan,
): CheckWindow | null {
  if (period.owedFrom === null || period.state !== 'active') return null
  for (const window of windowsFrom(addDays(dayOf(now, plan.zone), -1), period, plan)) {
    if (window.lapsesAt <= now || completions.has(windowKey(window))) continue
    if (owing(window, period, plan.zone) === 'owed') return window
  }
  return null
}

/**
 * The windows that became missed for good up to `now`, from the day `from` on: they record themselves, whoever looks,
 * and also when nobody ran the server for a while.
 */
export function missedWindows(
  known: { period: Period; completions: Completions },
  from: Day,
  now: Instant,
  plan: IsolationPlan,
): CheckWindow[] {
  const missed: CheckWindow[] = []
  for (const window of windowsFrom(from, known.period, plan)) {
    if (window.lapsesAt > now) break
    if (windowOutcome(window, known, now, plan.zone) === 'missed') missed.push(window)
  }
  return missed
}

/** The closings, in order, of the plan's windows from the day `from` on that closed by `now` and were owed at all. */
export function closingsOwed(
  from: Day,
  now: Instant,
  plan: IsolationPlan,
  standDowns: readonly StandDown[],
): Instant[] {
  const closings: Instant[] = []
  for (let day = from; day <= dayOf(now, plan.zone); day = addDays(day, 1)) {
    for (const window of planWindows(day, plan)) {
      if (window.closesAt <= now && !isStoodDown(window, standDowns)) closings.push(window.closesAt)
    }
  }
  return closings
}

/**
 * The window of the plan that opened last: the present one, open or closed. A stored deadline at or before its opening is
 * of a window that has lapsed: that is how the rows to be moved on are found without computing anything for them.
 */
export function presentWindow(now: Instant, plan: IsolationPlan): CheckWindow | null {
  const today = dayOf(now, plan.zone)
  const windows = [...planWindows(addDays(today, -1), plan), ...planWindows(today, plan)]
  return windows.findLast(({ opensAt }) => opensAt <= now) ?? null
}
