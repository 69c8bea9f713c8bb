// Everybody from outside, at the end: the calendar of each period, its readings, referrals and state are read over HTTP and
// held against the course that the story knows.
import { inParallel } from './api.ts'
import {
  type Course,
  dayOf,
  dayText,
  endOf,
  isFever,
  iso,
  lastDayOf,
  missedOf,
  type Outcome,
  openFever,
  outcomeOf,
  unexplainedOf,
  wasOver,
  windowsOf,
} from './oracle.ts'
import type { Look } from './own-server.ts'
import type { Life, World } from './world.ts'

interface PeriodView {
  id: string
  status: { state: string; temperatureOwed?: boolean; closedAt?: string }
  startDay: string
  lastDay: string
  endsAt: string
  windows: { day: string; slot: string; opensAt: string; closesAt: string; outcome: string }[]
  readings: {
    id: string
    temperature: number | null
    observedAt: string
    receivedAt: string
    fever: boolean
    completes: { day: string; slot: string; late: boolean } | null
  }[]
  referrals: { openedAt: string; closedAt: string | null; outcome: string | null }[]
}

const OUTCOMES: Record<string, Outcome> = {
  suspended: 'notOwed',
  beforeRegistration: 'notOwed',
  afterEnd: 'notOwed',
}

export async function checkPeople(world: World): Promise<void> {
  const { crew, findings, lives } = world
  // Somebody who came again has a life for each stay.
  await inParallel(
    Map.groupBy(lives, ({ personId }) => personId),
    async ([personId, stays]) => {
      const answer = await crew.office.get(`/api/v1/persons/${personId}/isolation-periods`)
      const items = (answer.body.items ?? []) as PeriodView[]
      const who = `person ${stays[0]!.person.index} (${personId})`
      const isolated = stays.filter(({ course }) => course.status === 'arrived')
      findings.check(
        'states',
        items.length === isolated.length,
        () => `${who} has ${items.length} periods, not ${isolated.length}`,
      )
      for (const life of isolated) {
        const view = items.find(({ startDay }) => startDay === dayText(life.course.arrivalDay))
        findings.check(
          'states',
          view !== undefined,
          () => `${who} has no period from ${dayText(life.course.arrivalDay)}`,
        )
        if (!view) continue
        life.periodId ??= view.id
        checkState(world, who, life.course, view)
        checkWindows(world, who, life.course, view)
        checkReadings(world, who, view)
        checkFevers(world, who, life.course, view)
      }
      if (stays.length > 1 || stays[0]!.course.moves.length > 0) await checkMoves(world, who, stays)
      if (stays[0]!.person.index % PAPERS_OF_EACH === 0) await checkPapers(world, who, stays)
    },
  )
}

interface Span {
  from: string
  until: string | null
  area: string | null
}

/** One side at every instant: the spans touch, and each begins when the story says. */
async function checkMoves({ crew, findings }: World, who: string, stays: readonly Life[]): Promise<void> {
  const { personId, person } = stays[0]!
  const answer = await crew.office.get(`/api/v1/persons/${personId}/movements`)
  const spans = (answer.body.spans ?? []) as Span[]
  const touch = spans.every(({ until }, index) => until === (spans[index + 1]?.from ?? null))
  findings.check('responsibility', touch, () => `${who}: the spans do not touch: ${JSON.stringify(spans)}`)
  const all = stays.flatMap(({ course, person }) => [
    ...(person.source === 'again' ? [{ at: course.registeredAt, areaCode: person.areaCode }] : []),
    ...course.moves,
  ])
  // Whoever was accepted and left at one instant was nobody's in between.
  const changes = all.filter(({ at }, index) => all[index + 1]?.at !== at)
  const told = [person.areaCode, ...changes.map(({ at, areaCode }) => `${iso(at)} ${areaCode}`)]
  const found = spans.map(({ from, area }, index) => (index === 0 ? area : `${from} ${area}`))
  findings.check('responsibility', told.join() === found.join(), () => `${who}: [${found}], the story says [${told}]`)
}

const PAPERS_OF_EACH = 10

async function checkPapers({ crew, findings }: World, who: string, stays: readonly Life[]): Promise<void> {
  const answer = await crew.office.get(`/api/v1/persons/${stays[0]!.personId}/papers`)
  const form = (id: string, servedAt: string | null) => `${id} ${servedAt}`
  type Paper = { id: string; served: { at: string } | null }
  const found = ((answer.body.items ?? []) as Paper[]).map(({ id, served }) => form(id, served?.at ?? null)).sort()
  const told = stays
    .flatMap(({ papers }) => papers)
    .map(({ id, servedAt }) => form(id, servedAt === null ? null : iso(servedAt)))
    .sort()
  findings.check('papers', found.join() === told.join(), () => `${who} has papers [${found}], not [${told}]`)
}

function stateOf(course: Course): string {
  if (wasOver(course)) return 'endedBeforeRegistration'
  return course.closed?.how ?? (openFever(course) ? 'referred' : 'active')
}

function checkState({ findings }: World, who: string, course: Course, view: PeriodView): void {
  const { state, temperatureOwed = false, closedAt } = view.status
  const expected = stateOf(course)
  findings.check('states', state === expected, () => `${who} is ${state}, not ${expected}`)
  const owed = state === 'active' && course.temperatureOwed
  findings.check('states', temperatureOwed === owed, () => `${who}: temperature owed ${temperatureOwed}, not ${owed}`)
  const lastDay = dayText(lastDayOf(course))
  findings.check('states', view.lastDay === lastDay, () => `${who}: last day ${view.lastDay}, not ${lastDay}`)
  if (state !== 'released') return
  const open = view.referrals.filter((referral) => referral.closedAt === null || referral.closedAt > closedAt!)
  findings.check(
    'releases',
    closedAt! >= iso(endOf(course)),
    () => `${who} was released at ${closedAt}, before the end`,
  )
  findings.check('releases', open.length === 0, () => `${who} was released with an open referral`)
}

function checkWindows({ findings, now }: World, who: string, course: Course, view: PeriodView): void {
  const windows = windowsOf(course)
  const known = new Map(view.windows.map((window) => [`${window.day}/${window.slot}`, window]))
  findings.check(
    'windows',
    known.size === windows.length && view.windows.length === windows.length,
    () => `${who} has ${view.windows.length} windows, not ${windows.length}`,
  )
  for (const window of windows) {
    const shown = known.get(window.key)
    const outcome = shown && (OUTCOMES[shown.outcome] ?? shown.outcome)
    const expected = outcomeOf(course, window, now)
    const isMiss = outcome === 'missed' || expected === 'missed'
    findings.check(
      isMiss ? 'misses' : 'windows',
      outcome === expected && shown?.opensAt === iso(window.opens) && shown.closesAt === iso(window.closes),
      () => `${who} at ${window.key}: ${shown?.outcome} (${shown?.opensAt}–${shown?.closesAt}), not ${expected}`,
    )
  }
}

/** Whatever completes a window in time was received before it closed, and was measured in it. */
function checkReadings({ findings }: World, who: string, view: PeriodView): void {
  const windows = new Map(view.windows.map((window) => [`${window.day}/${window.slot}`, window]))
  for (const { id, completes, observedAt, receivedAt } of view.readings) {
    if (!completes) continue
    const window = windows.get(`${completes.day}/${completes.slot}`)
    const inTime = window !== undefined && receivedAt < window.closesAt
    findings.check(
      'misses',
      window !== undefined && observedAt >= window.opensAt && inTime === !completes.late,
      () => `${who}: reading ${id} of ${observedAt}, received ${receivedAt}, completes ${JSON.stringify(completes)}`,
    )
  }
}

function checkFevers({ findings }: World, who: string, course: Course, view: PeriodView): void {
  const form = (openedAt: string, outcome: string | null) => `${openedAt} ${outcome ?? 'open'}`
  const expected = course.fevers.map((fever) => form(iso(fever.openedAt), fever.outcome)).sort()
  const found = view.referrals.map((referral) => form(referral.openedAt, referral.outcome)).sort()
  findings.check(
    'fevers',
    expected.join() === found.join(),
    () => `${who} has referrals [${found.join(', ')}], not [${expected.join(', ')}]`,
  )
  for (const { id, temperature, observedAt } of view.readings.filter((reading) => isFever(reading.temperature))) {
    const covered = view.referrals.some(
      ({ openedAt, closedAt }) => openedAt <= observedAt && (closedAt === null || observedAt <= closedAt),
    )
    findings.check('fevers', covered, () => `${who}: no referral for ${temperature} °C of reading ${id}`)
  }
}

/** What is recorded of missed checks is what the story knows of them, to the row. */
export function checkRecordedMisses({ findings, lives, now }: World, look: Look): void {
  const recorded = new Map<string, Set<string>>()
  for (const [periodId, key] of look.missed) recorded.set(periodId, (recorded.get(periodId) ?? new Set()).add(key))
  const counters = new Map(look.counters.map(([id, missed, unexplained]) => [id, { missed, unexplained }]))
  const text = (keys: Iterable<string>) => [...keys].sort().join(' ')
  for (const { person, course, periodId } of lives) {
    if (periodId === null || course.status !== 'arrived') continue
    const expected = text(missedOf(course, now).map(({ key }) => key))
    const found = text(recorded.get(periodId) ?? [])
    const who = `person ${person.index} (period ${periodId}, registered ${dayText(dayOf(course.registeredAt))})`
    findings.check('misses', expected === found, () => `${who}: recorded [${found}], missed [${expected}]`)
    const count = counters.get(periodId)
    const unexplained = unexplainedOf(course, now).length
    findings.check(
      'misses',
      count?.unexplained === unexplained,
      () => `${who}: ${count?.unexplained} unexplained of ${count?.missed}, not ${unexplained}`,
    )
  }
}
