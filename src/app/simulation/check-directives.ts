// Directives from outside (M18, M50): each stands where the story left it, every count is its list, and numbers have no gap.
import { type Account, inParallel, listAll } from './api.ts'
import { type Course, type Standing, standingOf, type Told } from './courses.ts'
import { dayOf, iso, startOf } from './oracle.ts'
import type { World } from './world.ts'

interface Row {
  directiveId: string
  assignmentId: string | null
  kind: string
  number: { zh: string }
  state: string
  receiptDueAt: string | null
  receivedAt: string | null
  dueAt: string
  submittedAt: string | null
  endedAt: string | null
  unsignedAt: string | null
  overdueAt: string | null
}
type Counts = Record<'unsigned' | 'running' | 'overdue' | 'toDecide' | 'refused' | 'toPassOn', number>

const FILTERS = ['open', 'waiting', 'unsigned', 'running', 'overdue', 'submitted', 'refused', 'ended']
const text = (at: number | null): string | null => (at === null ? null : iso(at))

export async function checkDirectives(world: World, all: readonly Told[], accounts: readonly Account[]): Promise<void> {
  const { crew, findings, now } = world
  const check = (is: boolean, otherwise: () => string) => findings.check('directives', is, otherwise)
  const courses = all.flatMap((told) =>
    told.courses.map((course) => ({ told, course, standing: standingOf(course, now) })),
  )
  const rows = await listAll<Row>(crew.office, '/api/v1/directives?list=all')
  const known = new Map(rows.map((row) => [row.assignmentId, row]))
  for (const { course, standing } of courses) {
    const row = known.get(course.assignmentId)
    const [is, should] = [row && JSON.stringify(shown(row)), JSON.stringify(told(course, standing))]
    check(is === should, () => `${course.title}, ${course.unit}: ${is}, the story says ${should}`)
  }
  const waiting = all.filter(({ passOn }) => passOn !== null && passOn.at === null).length
  check(rows.length === courses.length + waiting, () => `${rows.length} rows, not ${courses.length} and ${waiting}`)
  for (const [kind, same] of Map.groupBy(rows, (row) => row.kind)) {
    const numbers = new Set(same.map(({ number }) => Number(/〕(\d+)号/.exec(number.zh)?.[1])))
    const isWhole = [...numbers].every((number) => number >= 1 && number <= numbers.size)
    check(isWhole, () => `numbers of ${kind}: ${[...numbers].sort((a, b) => a - b)}`)
  }
  for (const state of FILTERS) {
    const list = await listAll<Row>(crew.office, `/api/v1/directives?list=all&state=${state}`)
    const { count } = (await crew.office.get(`/api/v1/directives/count?list=all&state=${state}`)).body
    check(list.length === count, () => `directives that are ${state}: ${count}, their list has ${list.length}`)
  }
  await inParallel(accounts, async (account) => {
    const inbox = new Set((await listAll<Row>(account, '/api/v1/directives?list=inbox')).map((row) => row.assignmentId))
    const issued = new Set(
      (await listAll<Row>(account, '/api/v1/directives?list=issued')).map((row) => row.assignmentId),
    )
    const count = (of: Set<string | null>, which: (standing: Standing, course: Course) => boolean) =>
      courses.filter(({ course, standing }) => of.has(course.assignmentId) && which(standing, course)).length
    const runs = ({ state }: Standing) => state === 'issued' || state === 'received'
    const should: Counts = {
      unsigned: count(inbox, ({ state }, { kind }) => state === 'issued' && kind !== 'help'),
      running: count(inbox, runs),
      overdue: count(inbox, (one) => runs(one) && one.dueAt <= now),
      toDecide: count(issued, ({ state }) => state === 'submitted'),
      refused: count(issued, ({ state }) => state === 'refused'),
      toPassOn: account === crew.office ? waiting : 0,
    }
    const { counts } = (await account.get('/api/v1/directives/waiting')).body as { counts: Counts }
    for (const [what, value] of Object.entries(should) as [keyof Counts, number][]) {
      check(counts[what] === value, () => `${what} of ${account.userName}: ${counts[what]}, the story has ${value}`)
    }
  })
  await checkFigures(world, all)
}

const shown = (row: Row) => [
  row.state,
  [row.receiptDueAt, row.receivedAt, row.dueAt, row.submittedAt, row.endedAt],
  [row.unsignedAt, row.overdueAt],
]
const told = ({ receiptDueAt }: Course, one: Standing) => [
  one.state,
  [receiptDueAt, one.receivedAt, one.dueAt, one.submittedAt, one.endedAt].map(text),
  [one.unsignedAt, one.overdueAt].map(text),
]

/** The plan's own figure: of what fell due in seven days, what was handed in before, as the story counts it. */
async function checkFigures({ crew, findings, now }: World, all: readonly Told[]): Promise<void> {
  const since = startOf(dayOf(now) - 6)
  const count = (kinds: readonly string[]) => {
    const due = all
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(({ courses }) => courses.map((course) => standingOf(course, now)))
      .filter(
        ({ state, dueAt, overdueAt }) =>
          since <= dueAt && dueAt <= now && (state !== 'withdrawn' || overdueAt !== null),
      )
    const kept = due.filter(
      ({ submittedAt, dueAt, overdueAt }) => submittedAt !== null && submittedAt < dueAt && overdueAt === null,
    )
    return { kept: kept.length, failing: due.length - kept.length }
  }
  for (const [duty, kinds] of [
    ['directives', ['directive', 'requirement']],
    ['mutualHelp', ['help']],
  ] as const) {
    const { visible } = (await crew.office.get(`/api/v1/plan/duties/${duty}/evidence`)).body
    const [is, should] = [JSON.stringify(visible), JSON.stringify(count(kinds))]
    findings.check('directives', is === should, () => `the plan's figure of ${duty}: ${is}, the story counts ${should}`)
  }
}
