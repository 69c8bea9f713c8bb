// The days of the story, moment by moment: the clock is moved, everybody acts side by side, then the desk acts on many.
import { type Act, apply, type Moment, release } from './acts.ts'
import { type Account, inParallel, listAll } from './api.ts'
import { CLOCK } from './life.ts'
import { iso } from './oracle.ts'
import { printPapers, servePapers } from './papers.ts'
import { perform } from './perform.ts'
import { openRandom } from './random.ts'
import { listOf } from './story.ts'
import { isKept, roundsOf, sendRound, type Visit } from './visits.ts'
import { chunks, findPeriods, type Life, moveClock, townshipOf, type World, write } from './world.ts'

export interface Watching {
  /** Before the clock comes to that moment. */
  before(at: number): Promise<void>
  /** After everybody has acted. */
  after(index: number): Promise<void>
}

export async function liveThrough(
  world: World,
  moments: readonly Moment[],
  { before, after }: Watching,
): Promise<void> {
  for (const [index, moment] of moments.entries()) {
    if (moment.at < world.now) continue
    await before(moment.at)
    await moveClock(world, moment.at)
    await importLists(world, moment, index)
    await act(world, moment)
    const isDesk =
      moment.imports.length > 0 || moment.acts.some(({ kind }) => kind === 'register' || kind === 'confirm')
    if (isDesk) await findPeriods(world)
    await assign(world, moment)
    const released = await releaseMany(world, moment)
    await printPapers(world, moment, released)
    await servePapers(world, moment)
    await after(index)
  }
}

/** Everybody side by side, one person's acts in their order. What is all that a medic's phone kept of a person goes in rounds. */
async function act(world: World, { acts }: Moment): Promise<void> {
  const [kept, others] = [[] as { life: Life; act: Visit }[], [] as Act[][]]
  for (const theirs of byPerson(acts)) {
    const life = world.lives[theirs[0]!.person]!
    const [first] = theirs
    if (theirs.length === 1 && isKept(life, first!)) kept.push({ life, act: first })
    else others.push(theirs)
  }
  const rounds = roundsOf(world, kept).map((round) => () => sendRound(world, round))
  const singles = others.map((theirs) => async () => {
    for (const one of theirs) await perform(world, world.lives[one.person]!, one)
  })
  await inParallel([...rounds, ...singles], (what) => what())
}

function byPerson(acts: readonly Act[]): Act[][] {
  const groups = new Map<number, Act[]>()
  for (const act of acts) groups.set(act.person, [...(groups.get(act.person) ?? []), act])
  return [...groups.values()]
}

/** The first list is the district's and comes to the office; later ones are a township's own. */
async function importLists(world: World, { imports, at }: Moment, index: number): Promise<void> {
  const { crew, lives } = world
  if (imports.length === 0) return
  const listed = imports.map((index) => lives[index]!)
  if (index < CLOCK.length) return importList(world, crew.office, listed, at)
  for (const [township, theirs] of Map.groupBy(listed, townshipOf)) {
    await importList(world, crew.clerk(township), theirs, at)
  }
}

async function importList(world: World, account: Account, listed: Life[], at: number): Promise<void> {
  const { crew, findings } = world
  for (const { course, person } of listed)
    apply(course, { kind: 'register', person: person.index, status: person.status }, at)
  const id = openRandom(`list/${at}/${listed.length}/${listed[0]!.person.id}`).id(at)
  const people = listed.map(({ person }) => person)
  const file = { name: '返鹤人员名单.csv', content: listOf(people, crew.areaNames) }
  const answer = await write(world, 'import of the list', account.upload('/api/v1/imports', { id }, file), {
    status: 201,
    // The import, and for each person the registration and the beginning of isolation.
    events: ({ body }) => 1 + 2 * body.saved,
  })
  findings.check(
    'answers',
    answer.body.saved === listed.length,
    () => `import of the list: ${answer.body.saved} of ${listed.length} saved: ${JSON.stringify(answer.body.summary)}`,
  )
  const keyOf = (name: string, telephone: string | null) => `${name} ${telephone}`
  const known = new Map(listed.map((life) => [keyOf(life.person.name, life.person.telephone), life]))
  type Row = { id: string; arrivalId: string; name: string; telephone: string | null }
  for (const row of await listAll<Row>(crew.office, `/api/v1/persons?importId=${id}`)) {
    const life = known.get(keyOf(row.name, row.telephone))
    if (life) Object.assign(life, { personId: row.id, arrivalId: row.arrivalId })
  }
}

async function assign(world: World, { assigns }: Moment): Promise<void> {
  const { crew, lives, findings } = world
  const withMedic = assigns
    .map((index) => lives[index]!)
    .filter(({ course, periodId }) => periodId !== null && !course.hasMedic && crew.medicIdOf(course.areaCode) !== null)
  const medicOf = ({ course }: Life) => crew.medicIdOf(course.areaCode)!
  await inParallel(
    chunks(withMedic, (life) => `${townshipOf(life)} ${medicOf(life)}`),
    async (group) => {
      const body = { periodIds: group.map(({ periodId }) => periodId), role: 'medic', accountId: medicOf(group[0]!) }
      const sent = crew.clerk(townshipOf(group[0]!)).post('/api/v1/isolation-assignments', body)
      const answer = await write(world, 'assignment', sent, { status: 201, events: ({ body }) => body.done.length })
      findings.check(
        'answers',
        answer.body.done?.length === group.length,
        () => `assignment: refused ${JSON.stringify(answer.body.refused)}`,
      )
      for (const { course } of group) course.hasMedic = true
    },
  )
}

async function releaseMany(world: World, { releases }: Moment): Promise<Life[]> {
  const { crew, lives, findings } = world
  const released: Life[] = []
  await inParallel(
    chunks(
      releases.map((index) => lives[index]!),
      townshipOf,
    ),
    async (group) => {
      const allowed = new Set(group.filter(({ course }) => release(course, world.now)).map(({ periodId }) => periodId))
      const body = { periodIds: group.map(({ periodId }) => periodId) }
      const sent = crew.clerk(townshipOf(group[0]!)).post('/api/v1/isolation-releases', body)
      const answer = await write(world, 'release', sent, { status: 201, events: ({ body }) => body.done.length })
      const done = new Set<string | null>(answer.body.done)
      for (const life of group) {
        const is = done.has(life.periodId)
        const should = allowed.has(life.periodId)
        if (is) released.push(life)
        findings.check('releases', is === should, () => {
          const refused = answer.body.refused?.find(({ id }: { id: string }) => id === life.periodId)
          const why = is
            ? 'released, which must not be'
            : `refused, which must not be: ${JSON.stringify(refused?.reasons)}`
          return `person ${life.person.index} (period ${life.periodId}) at ${iso(world.now)}: ${why}`
        })
      }
    },
  )
  return released
}
