// The simulation (M07, M21): a story is told, lived over HTTP by its people, and checked from outside. The server is our
// own, or one that somebody started with a clock that moves.
import { openApi, type Timing } from './api.ts'
import { checkAudit } from './check-audit.ts'
import { checkBoard } from './check-board.ts'
import { checkPeople, checkRecordedMisses } from './check-people.ts'
import { gatherCrew } from './crew.ts'
import { openDuties } from './duties.ts'
import { openFindings, type Verdict } from './findings.ts'
import { CLOCK } from './life.ts'
import { liveThrough } from './live-through.ts'
import { dayNumber, dayOf, dayText, iso, local } from './oracle.ts'
import { startOwnServer } from './own-server.ts'
import { digestOf, tellStory } from './story.ts'
import { openWorld } from './world.ts'

export interface Simulation {
  people: number
  days: number
  seed: number
  /** More happens to each: for few people. */
  eventful?: boolean | undefined
  /** The first day; without it the plan's own, or where the server's clock stands. */
  from?: string | undefined
  /** A server that is there already, and the password of its accounts. */
  server?: { url: string; password: string } | undefined
  /** A folder for a CPU profile of our own server. */
  profile?: string | undefined
  /** Told how far it is, once a day. */
  onDay?(day: string, requests: number): void
}

export interface Result {
  people: number
  days: number
  seed: number
  from: string
  /** Of the story as it was told: the same seed on the same plan has the same. */
  story: string
  requests: number
  /** Of the story alone, without the start of the server and the last checks. */
  seconds: number
  perSecond: number
  passed: boolean
  invariants: Verdict[]
  timings: Timing[]
}

const FIRST_DAY = '2020-01-25'
/** Where a server of our own begins: before the first moment of the story. */
const BEGINS = '06:00'
/** The board is counted again in the middle of the morning's window, and when the day is over. */
const RECOUNTS = [2, CLOCK.length - 1]

export async function simulate(simulation: Simulation): Promise<Result> {
  const { server, profile } = simulation
  if (server) return run(simulation, { ...server, look: null })
  const from = simulation.from ?? FIRST_DAY
  const own = await startOwnServer({ at: iso(local(dayNumber(from), BEGINS)), profile })
  try {
    return await run({ ...simulation, from }, own)
  } finally {
    await own.stop()
  }
}

interface Reached {
  url: string
  password: string
  look: Awaited<ReturnType<typeof startOwnServer>>['look'] | null
}

async function run(simulation: Simulation, { url, password, look }: Reached): Promise<Result> {
  const { people, days, seed, eventful, onDay } = simulation
  const api = openApi(url, password)
  const findings = openFindings()
  const crew = await gatherCrew(api, people)
  const me = (await crew.office.get('/api/v1/me')).body
  if (!me.clockMoves) throw new Error(`the clock of ${url} does not move: start the server with --clock`)
  const from = simulation.from ?? firstDayAfter(Date.parse(me.now))
  const story = tellStory({ people, days, seed, from, eventful, villages: crew.villages })
  if (story.moments[0]!.at < Date.parse(me.now))
    throw new Error(`the clock of ${url} is past ${from} already: ${me.now}`)
  const world = openWorld(api, crew, findings, story.people)
  // On a server that others use, others report too.
  const duties = look === null ? null : await openDuties(world, { seed, from, days, bureaus: crew.isLarge })
  const began = performance.now()
  await liveThrough(world, story.moments, {
    before: async (at) => duties?.until(at),
    async after(index) {
      const clock = index % CLOCK.length
      await duties?.now()
      if (RECOUNTS.includes(clock)) {
        await checkBoard(world, crew.office, { all: look !== null })
        const village = crew.villages[index % crew.villages.length]!
        await checkBoard(world, crew.clerk(village), { all: false })
      }
      if (clock !== CLOCK.length - 1) return
      await duties?.note()
      onDay?.(dayText(dayOf(world.now)), api.requests)
    },
  })
  const seconds = (performance.now() - began) / 1000
  const requests = api.requests
  await checkPeople(world)
  await duties?.check()
  const looked = (await look?.()) ?? null
  if (looked) {
    checkRecordedMisses(world, looked)
    checkAudit(world, looked)
  }
  findings.check('noFaults', api.broken.length === 0, () => api.broken.slice(0, 10).join('; '))
  const invariants = findings.verdicts()
  return {
    people,
    days,
    seed,
    from,
    story: digestOf(story),
    requests,
    seconds,
    perSecond: requests / seconds,
    passed: invariants.every(({ passed }) => passed),
    invariants,
    timings: api.timings(),
  }
}

/** A day whose first moment the clock has not passed. */
function firstDayAfter(now: number): string {
  const today = dayOf(now)
  return dayText(now <= local(today, CLOCK[0]) ? today : today + 1)
}
