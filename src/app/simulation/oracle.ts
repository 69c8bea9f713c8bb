// What must be true (M07, M21, M52), worked out a second time: times are milliseconds, windows come from plain arithmetic on
// a fixed offset, and nothing of the server's rules is used, so that a defect there is not repeated here.

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The shipped plan, in numbers. Its zone has had one offset since 1991. */
export const PLAN = {
  offset: 8 * HOUR,
  days: 14,
  windows: [
    { slot: 'morning', opens: 6 * HOUR, closes: 11 * HOUR },
    { slot: 'afternoon', opens: 14 * HOUR, closes: 20 * HOUR },
  ],
  fever: 37.3,
  normalBeforeRelease: 2,
} as const

/** Of a day, worked out once: a story asks millions of times. */
function kept<T>(known: Map<number, T>, day: number, work: () => T): T {
  const found = known.get(day) ?? work()
  known.set(day, found)
  return found
}
const TEXTS = new Map<number, string>()
const WINDOWS = new Map<number, readonly Window[]>()

/** Days are numbers, counted from 1970 in local time. */
export const dayOf = (at: number): number => Math.floor((at + PLAN.offset) / DAY)
export const startOf = (day: number): number => day * DAY - PLAN.offset
export const dayText = (day: number): string => kept(TEXTS, day, () => new Date(day * DAY).toISOString().slice(0, 10))
export const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY
export const iso = (at: number): string => new Date(at).toISOString()
export const local = (day: number, time: string): number => {
  const [hours, minutes] = time.split(':').map(Number) as [number, number]
  return startOf(day) + hours * HOUR + minutes * MINUTE
}

export interface Taken {
  id: string
  observedAt: number
  receivedAt: number
  /** Null: nobody at home. */
  temperature: number | null
}

export interface Fever {
  openedAt: number
  closedAt: number | null
  outcome: 'excluded' | 'suspected' | 'withdrawn' | null
}

/** What happened to one person so far. */
export interface Course {
  status: 'unknown' | 'expected' | 'arrived' | 'cancelled'
  arrivalDay: number
  /** Registered as arrived, or confirmed. */
  registeredAt: number
  days: number
  /** Between the end and an extension. */
  pauses: { from: number; until: number }[]
  /** Taken at registration. */
  firstTemperature: number | null
  temperatureOwed: boolean
  hasMedic: boolean
  /** Where the person lives now. */
  areaCode: string
  /** To whom they are offered, while nobody has answered. */
  offer: { toArea: string; at: number } | null
  /** Who answers from when on; null: nobody here, the person has left. */
  moves: { at: number; areaCode: string | null }[]
  leftOn: number | null
  goneSince: number | null
  /** This stay is history: another followed. */
  cameAgain: boolean
  taken: Taken[]
  completed: Map<string, 'done' | 'late'>
  fevers: Fever[]
  explained: Set<string>
  closed: { how: 'released' | 'endedEarly' | 'suspected'; at: number } | null
}

export interface Window {
  key: string
  day: number
  slot: string
  opens: number
  closes: number
  /** The next window opens, or the period ends: too late even for a late visit. */
  lapses: number
}

export const lastDayOf = ({ arrivalDay, days }: Pick<Course, 'arrivalDay' | 'days'>): number => arrivalDay + days
export const endOf = (course: Pick<Course, 'arrivalDay' | 'days'>): number => startOf(lastDayOf(course) + 1)
export const openFever = ({ fevers }: Pick<Course, 'fevers'>): Fever | undefined =>
  fevers.find(({ closedAt }) => closedAt === null)
export const wasOver = (course: Course): boolean => course.registeredAt >= endOf(course)
export const isOpen = (course: Course): boolean =>
  course.status === 'arrived' && course.closed === null && !wasOver(course)
export const isFever = (temperature: number | null): boolean => temperature !== null && temperature >= PLAN.fever

const windowsOn = (day: number): readonly Window[] =>
  kept(WINDOWS, day, () =>
    PLAN.windows.map(({ slot, opens, closes }, index) => ({
      key: `${dayText(day)}/${slot}`,
      day,
      slot,
      opens: startOf(day) + opens,
      closes: startOf(day) + closes,
      lapses:
        index + 1 < PLAN.windows.length
          ? startOf(day) + PLAN.windows[index + 1]!.opens
          : startOf(day + 1) + PLAN.windows[0].opens,
    })),
  )

/** Every window of the days of the period from `from` on. */
export function windowsOf(course: Course, from = course.arrivalDay): Window[] {
  const end = endOf(course)
  const windows: Window[] = []
  for (let day = Math.max(from, course.arrivalDay); day <= lastDayOf(course); day++) {
    for (const window of windowsOn(day)) windows.push(window.lapses <= end ? window : { ...window, lapses: end })
  }
  return windows
}

/** The window of the plan that opened last, whoever owes it. */
export const presentWindow = (now: number): Window =>
  [...windowsOn(dayOf(now) - 1), ...windowsOn(dayOf(now))].findLast(({ opens }) => opens <= now)!

/** Is a check owed in this window, as things stood when it closed? */
export function isOwed(course: Course, { closes }: Window): boolean {
  if (wasOver(course) || closes <= course.registeredAt) return false
  if (closes > Math.min(endOf(course), course.closed?.at ?? Number.POSITIVE_INFINITY)) return false
  if (course.pauses.some(({ from, until }) => from < closes && closes <= until)) return false
  return !course.fevers.some(({ openedAt, closedAt }) => openedAt < closes && (closedAt === null || closes <= closedAt))
}

export type Outcome = 'done' | 'late' | 'missed' | 'overdue' | 'open' | 'upcoming' | 'notOwed'

export function outcomeOf(course: Course, window: Window, now: number): Outcome {
  const completed = course.completed.get(window.key)
  if (completed) return completed
  if (!isOwed(course, window)) return 'notOwed'
  if (now < window.opens) return 'upcoming'
  if (now < window.closes) return 'open'
  return now < window.lapses ? 'overdue' : 'missed'
}

export interface TakenResult {
  completes: { key: string; late: boolean } | null
  opensReferral: boolean
}

/** A visit is recorded: what it completes and whether a referral follows. */
export function take(course: Course, taken: Taken): TakenResult {
  course.taken.push(taken)
  const { observedAt, receivedAt, temperature } = taken
  const day = dayOf(observedAt)
  const window = windowsOf(course, day - 1).find(({ opens, lapses }) => opens <= observedAt && observedAt < lapses)
  const wasAway = course.fevers.some(
    ({ openedAt, closedAt }) => openedAt <= observedAt && (closedAt === null || observedAt < closedAt),
  )
  const wasOut = course.pauses.some(({ from, until }) => from <= observedAt && observedAt < until)
  const counts =
    temperature !== null &&
    window !== undefined &&
    !course.completed.has(window.key) &&
    !wasAway &&
    !wasOut &&
    window.closes > course.registeredAt &&
    window.closes <= Math.min(endOf(course), course.closed?.at ?? Number.POSITIVE_INFINITY)
  if (counts) course.completed.set(window.key, receivedAt < window.closes ? 'done' : 'late')
  if (temperature !== null) course.temperatureOwed = false
  const opensReferral = isFever(temperature) && openFever(course) === undefined
  if (opensReferral) course.fevers.push({ openedAt: observedAt, closedAt: null, outcome: null })
  return { completes: counts ? { key: window.key, late: receivedAt >= window.closes } : null, opensReferral }
}

/** A reading is put right; answers whether a referral follows. */
export function correct(course: Course, id: string, temperature: number): boolean {
  const taken = course.taken.find((one) => one.id === id)!
  taken.temperature = temperature
  const opensReferral = isFever(temperature) && isOpen(course) && openFever(course) === undefined
  if (opensReferral) {
    course.fevers.push({ openedAt: taken.observedAt, closedAt: null, outcome: null })
    course.temperatureOwed = false
  }
  return opensReferral
}

/** The referral that is open ends. */
export function closeFever(course: Course, outcome: Exclude<Fever['outcome'], null>, at: number): void {
  const fever = openFever(course)!
  Object.assign(fever, { outcome, closedAt: at })
  if (outcome === 'suspected' && isOpen(course)) course.closed = { how: 'suspected', at }
}

export const missedOf = (course: Course, now: number): Window[] =>
  windowsOf(course).filter((window) => outcomeOf(course, window, now) === 'missed')

export const unexplainedOf = (course: Course, now: number): Window[] =>
  missedOf(course, now).filter(({ key }) => !course.explained.has(key))

/** May this person go? */
export function mayBeReleased(course: Course, now: number): boolean {
  if (!isOpen(course) || now < endOf(course) || openFever(course) || course.temperatureOwed) return false
  const last = lastTaken(course)
  return (
    last.length === PLAN.normalBeforeRelease &&
    !last.some(({ temperature }) => isFever(temperature)) &&
    !isLongAgo(course, last) &&
    unexplainedOf(course, now).length === 0
  )
}

const lastTaken = (course: Course): Pick<Taken, 'temperature' | 'observedAt'>[] =>
  [
    ...course.taken
      .filter(({ temperature }) => temperature !== null)
      .sort((a, b) => b.observedAt - a.observedAt || (a.id < b.id ? 1 : -1)),
    ...(course.firstTemperature === null
      ? []
      : [{ temperature: course.firstTemperature, observedAt: course.registeredAt }]),
  ].slice(0, PLAN.normalBeforeRelease)

/** Some of the last temperatures are of before the last day: who missed it is measured again before he may go. */
export function isLongAgo(course: Course, last = lastTaken(course)): boolean {
  const windows = windowsOf(course).filter(({ closes }) => closes > course.registeredAt)
  const since = windows.at(-PLAN.normalBeforeRelease)?.day
  return since !== undefined && last.some(({ observedAt }) => dayOf(observedAt) < since)
}

/** The figures of the board that follow from a course at `now`. */
export function figuresOf(course: Course, now: number): Record<string, boolean> {
  const today = dayOf(now)
  const present = presentWindow(now)
  const open = isOpen(course)
  const away = openFever(course) !== undefined
  const window = open && !away ? windowsOf(course, today - 1).find(({ key }) => key === present.key) : undefined
  const outcome = window && outcomeOf(course, window, now)
  const doneNow =
    course.completed.has(present.key) && [...course.completed.keys()].every((key) => keyAt(key) <= present.opens)
  return {
    inIsolation: open,
    due: outcome === 'open',
    overdue: outcome === 'overdue',
    done: open && doneNow,
    temperatureOwed: open && !away && course.temperatureOwed,
    feversToday: course.fevers.some(({ openedAt, outcome }) => dayOf(openedAt) === today && outcome !== 'withdrawn'),
    feversOpen: away,
    arrivalsToday: course.status === 'arrived' && course.arrivalDay === today && !course.cameAgain,
    expected: course.status === 'expected' && !course.cameAgain,
    present: course.status === 'arrived' && course.leftOn === null,
    releasesToday: course.closed?.how === 'released' && dayOf(course.closed.at) === today,
    endingToday: open && lastDayOf(course) <= today,
    noMedic: open && !course.hasMedic,
  }
}

/** And those of the queues of movements. */
export const movementsOf = ({ offer, goneSince }: Course): Record<string, boolean> => ({
  incoming: offer !== null,
  outgoing: offer !== null,
  gone: goneSince !== null,
})

function keyAt(key: string): number {
  const [day, slot] = key.split('/') as [string, string]
  return startOf(dayNumber(day)) + PLAN.windows.find((window) => window.slot === slot)!.opens
}
