// The story being lived: what each person's course is by now, what the server calls them, and what has been written so far.
import { type Act, beginning, type Person, type Step } from './acts.ts'
import { type Account, type Answer, type Api, listAll } from './api.ts'
import type { Crew } from './crew.ts'
import type { Findings } from './findings.ts'
import { type Course, isOpen, iso, openFever } from './oracle.ts'

export interface Life {
  person: Person
  course: Course
  /** As the server knows them. */
  personId: string
  arrivalId: string
  periodId: string | null
  referralId: string | null
  /** Of the referral that is or was the last. */
  steps: { step: Step; at: number }[]
  papers: { id: string; printedAt: number; servedAt: number | null }[]
}

export interface World {
  api: Api
  crew: Crew
  findings: Findings
  lives: Life[]
  now: number
  /** Requests that wrote, with the audit events each must have left. */
  written: Map<string, { events: number; what: string }>
  /** Suspected cases that grew from a gap, by the township that answers for them. */
  cases: { unit: string; day: string }[]
  /** Doors that opened to a medic, by account. */
  doors: Map<string, { person: string; at: number; completes: string | null; receivedAt: number }[]>
  /** Days on which somebody opened a batch of papers. */
  opened: Set<number>
}

export const openWorld = (api: Api, crew: Crew, findings: Findings, people: readonly Person[]): World => ({
  api,
  crew,
  findings,
  now: 0,
  written: new Map(),
  cases: [],
  doors: new Map(),
  opened: new Set(),
  lives: people.map((person) => ({
    person,
    course: beginning(person),
    personId: person.id,
    arrivalId: person.arrivalId,
    periodId: person.periodId,
    referralId: null,
    steps: [],
    papers: [],
  })),
})

export const describe = (world: World, life: Life): string =>
  `person ${life.person.index} (period ${life.periodId}) at ${iso(world.now)}`

/** The status must be the one that the story expects; `events` are what the audit must have of this request. */
export async function write(
  world: World,
  what: string,
  sent: Promise<Answer>,
  { status, events }: { status: number; events: (answer: Answer) => number },
): Promise<Answer> {
  const answer = await sent
  world.findings.check(
    'answers',
    answer.status === status,
    () => `${what}: ${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`,
  )
  const done = answer.status === status
  world.written.set(answer.requestId, { events: done ? events(answer) : 0, what })
  return answer
}

export const actor = ({ crew }: World, life: Life, act: Act): Account =>
  'by' in act
    ? crew.find(act.by, { areaCode: life.course.areaCode, hasMedic: life.course.hasMedic })
    : crew.clerk(life.course.areaCode)

interface Row {
  id: string
  person: { id: string }
  openReferral: { id: string } | null
}

/** Which periods and referrals began with the registrations: whoever is new has no medic yet. */
export async function findPeriods(world: World): Promise<void> {
  const { office } = world.crew
  const fresh = new Map(
    world.lives
      .filter(({ periodId, course }) => periodId === null && (isOpen(course) || openFever(course) !== undefined))
      .map((life) => [life.personId, life]),
  )
  if (fresh.size === 0) return
  // A fever of somebody whose days were over at registration stands in the fevers alone.
  for (const queue of ['noMedic', 'all', 'fever']) {
    if (fresh.size === 0) return
    for (const row of await listAll<Row>(office, `/api/v1/isolation-periods?queue=${queue}`)) {
      const life = fresh.get(row.person.id)
      if (!life) continue
      fresh.delete(row.person.id)
      life.periodId = row.id
      life.referralId = row.openReferral?.id ?? null
    }
  }
}

/** As many as one press of a button may act on. */
const AT_ONCE = 500

export function chunks(lives: readonly Life[], keyOf: (life: Life) => string): Life[][] {
  const groups = new Map<string, Life[]>()
  for (const life of lives) groups.set(keyOf(life), [...(groups.get(keyOf(life)) ?? []), life])
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / AT_ONCE) }, (_, n) => group.slice(n * AT_ONCE, (n + 1) * AT_ONCE)),
  )
}

export const townshipOf = ({ course }: Life): string => course.areaCode.slice(0, 9)

export async function moveClock(world: World, to: number): Promise<void> {
  const answer = await world.crew.office.post('/api/v1/clock', { to: iso(to) })
  if (answer.status !== 200) throw new Error(`the clock does not move: ${answer.status} ${JSON.stringify(answer.body)}`)
  world.now = to
}

/** Who answers for an area. */
export const UNITS: Readonly<Record<string, string>> = {
  230406001: 'gongrencun',
  230406002: 'xinyi',
  230406004: 'dongshanOffice',
  230406005: 'hexing',
  230406100: 'xinhua',
  230406201: 'shuyuan',
  230406202: 'dongfanghong',
  230406400: 'forestry',
  230406501: 'farm',
}
