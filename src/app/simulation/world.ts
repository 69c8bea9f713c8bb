// The story being lived: what each person's course is by now, what the server calls them, and what has been written so far.
import { type Act, beginning, type Person } from './acts.ts'
import { type Account, type Answer, type Api, listAll } from './api.ts'
import type { Crew } from './crew.ts'
import type { Findings } from './findings.ts'
import { type Course, iso } from './oracle.ts'

export interface Life {
  person: Person
  course: Course
  /** As the server knows them. */
  personId: string
  arrivalId: string
  periodId: string | null
  referralId: string | null
}

export interface World {
  api: Api
  crew: Crew
  findings: Findings
  lives: Life[]
  now: number
  /** Requests that wrote, with the audit events each must have left. */
  written: Map<string, { events: number; what: string }>
}

export const openWorld = (api: Api, crew: Crew, findings: Findings, people: readonly Person[]): World => ({
  api,
  crew,
  findings,
  now: 0,
  written: new Map(),
  lives: people.map((person) => ({
    person,
    course: beginning(person),
    personId: person.id,
    arrivalId: person.arrivalId,
    periodId: person.periodId,
    referralId: null,
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
    ? crew.find(act.by, { areaCode: life.person.areaCode, hasMedic: life.course.hasMedic })
    : crew.clerk(life.person.areaCode)

interface Row {
  id: string
  person: { id: string }
  openReferral: { id: string } | null
}

/** Which periods and referrals began with the registrations. */
export async function findPeriods(world: World): Promise<void> {
  const { office } = world.crew
  const known = new Map(world.lives.map((life) => [life.personId, life]))
  for (const queue of ['all', 'fever']) {
    for (const row of await listAll<Row>(office, `/api/v1/isolation-periods?queue=${queue}`)) {
      const life = known.get(row.person.id)
      if (!life) continue
      life.periodId ??= row.id
      if (row.openReferral) life.referralId = row.openReferral.id
    }
  }
}
