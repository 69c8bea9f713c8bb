// The board from outside: each figure, of the whole and of every area, is counted again from the list behind it, and where
// the story knows everybody, it is what the story says.
import { type Account, inParallel, listAll } from './api.ts'
import { dayOf, dayText, figuresOf, iso, movementsOf } from './oracle.ts'
import type { World } from './world.ts'

type Figures = Record<string, number>
interface Board {
  total: Figures
  areas: ({ areaCode: string } & Record<string, unknown>)[]
}

const QUEUE_OF: Record<string, string> = {
  inIsolation: 'all',
  due: 'dueNow',
  done: 'doneNow',
  overdue: 'overdue',
  temperatureOwed: 'temperatureOwed',
  feversToday: 'feversToday',
  feversOpen: 'fever',
  releasesToday: 'releasedToday',
  endingToday: 'endingToday',
  noMedic: 'noMedic',
  noGuarantor: 'noGuarantor',
  assigneeGone: 'assigneeGone',
}

/** The areas of the people of a figure's list. */
async function recount(account: Account, figure: string, today: string): Promise<string[]> {
  const queue = QUEUE_OF[figure]
  if (queue !== undefined) {
    const rows = await listAll<{ person: { areaCode: string } }>(account, `/api/v1/isolation-periods?queue=${queue}`)
    return rows.map(({ person }) => person.areaCode)
  }
  const lists: Record<string, string> = { expected: 'status=expected', present: 'presence=here' }
  const filters = lists[figure] ?? `status=arrived&arrivedFrom=${today}&arrivedTo=${today}`
  return (await listAll<{ areaCode: string }>(account, `/api/v1/persons?${filters}`)).map(({ areaCode }) => areaCode)
}

/** `all`: nobody is in the district but the people of the story. */
export async function checkBoard(world: World, account: Account, { all }: { all: boolean }): Promise<void> {
  const { findings, lives, now } = world
  const answer = await account.get('/api/v1/board')
  if (answer.status !== 200) throw new Error(`the board: ${answer.status} ${JSON.stringify(answer.body)}`)
  const board = answer.body as Board
  const today = dayText(dayOf(now))
  const told = all ? tally(lives.map(({ course }) => figuresOf(course, now))) : null
  await inParallel(Object.entries(board.total), async ([figure, value]) => {
    const areas = await recount(account, figure, today)
    const where = `${figure} of ${account.userName} at ${iso(now)}`
    findings.check('board', areas.length === value, () => `${where}: ${value}, its list has ${areas.length}`)
    for (const area of board.areas) {
      const inside = areas.filter((code) => code.startsWith(area.areaCode)).length
      findings.check(
        'board',
        // Somebody whose village is not known counts for the township, whose code no area below it has.
        area[figure] === inside || area.areaCode.length < 12,
        () => `${where} in ${area.areaCode}: ${area[figure]}, its list has ${inside}`,
      )
    }
    if (told && figure in told) {
      findings.check('board', told[figure] === value, () => `${where}: ${value}, the story says ${told[figure]}`)
    }
  })
  await checkMovements(world, account, { all })
}

/** The queues of movements: each count is its list, and what waits is what the story says. */
async function checkMovements({ findings, lives, now }: World, account: Account, { all }: { all: boolean }) {
  const answer = await account.get('/api/v1/movements/queue-counts')
  const told = all ? tally(lives.map(({ course }) => movementsOf(course))) : null
  for (const [queue, count] of Object.entries((answer.body.counts ?? {}) as Figures)) {
    const rows = await listAll(account, `/api/v1/movements?queue=${queue}`)
    const where = `movements ${queue} of ${account.userName} at ${iso(now)}`
    findings.check('board', rows.length === count, () => `${where}: ${count}, its list has ${rows.length}`)
    if (told && queue in told) {
      findings.check('board', told[queue] === count, () => `${where}: ${count}, the story says ${told[queue]}`)
    }
  }
}

function tally(all: readonly Record<string, boolean>[]): Figures {
  const sums: Figures = {}
  for (const one of all)
    for (const [figure, is] of Object.entries(one)) sums[figure] = (sums[figure] ?? 0) + (is ? 1 : 0)
  return sums
}
