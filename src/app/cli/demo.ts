// `lianfang demo`: a district on a moved clock, every account on one printed password. When the data is new the sample list is
// imported on 2020-01-25, and its people and some newcomers live seven days: readings, missed visits, fevers, moves, papers.
// `--days 0` stops after the import. Given a clock of one's own, nothing is lived.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { newId } from '../../kernel/ids.ts'
import { isolationOfPersons } from '../../modules/isolation/index.ts'
import { importList } from '../../modules/people/import/actions.ts'
import { readConfig, SetupError } from '../../platform/config.ts'
import { openSpreadsheet } from '../../platform/spreadsheet/index.ts'
import type { District } from '../district.ts'
import { liveDays } from '../simulation/live-days.ts'
import { serve } from './start.ts'

const PASSWORD = 'lianfang-demo'
const FIRST_DAY = '2020-01-25'
/** Of that day: before anybody does anything, and when the office begins. */
const EARLY = '2020-01-24T22:30:00.000Z'
const FIRST_MORNING = '2020-01-25T00:30:00.000Z'
const DAYS = 7
const SAMPLE = path.join(import.meta.dirname, '../../../plans/samples/returnees-2020-01-25.xlsx')
const NEWCOMERS = 60
/** The story is the same at every first start. */
const SEED = 2020
/** Of one address: everybody in the story comes from this machine. */
const RATE_LIMIT = 1_000_000

export async function run(args: string[]): Promise<undefined> {
  const options = { clock: { type: 'string' }, days: { type: 'string' } } as const
  const { values } = parseArgs({ args, options, strict: false, allowPositionals: true })
  const days = values.clock === undefined ? readDays(values.days) : 0
  const others = args.filter((arg, index) => !arg.startsWith('--days') && args[index - 1] !== '--days')
  const begins = days > 0 ? EARLY : FIRST_MORNING
  const config = readConfig(process.env, values.clock === undefined ? [...others, `--clock=${begins}`] : others)
  await serve({
    config: { ...config, dataFolder: `${config.dataFolder}-demo`, rateLimit: Math.max(config.rateLimit, RATE_LIMIT) },
    password: PASSWORD,
    secondFactor: 'nobody',
    prepare: async (district, url) => {
      if (!district.firstAccounts) return
      await importSample(district)
      if (days > 0) await live(url, days)
    },
  })
}

function readDays(said: string | boolean | undefined): number {
  if (said === undefined) return DAYS
  if (typeof said === 'string' && /^\d{1,2}$/.test(said) && Number(said) <= 14) return Number(said)
  throw new SetupError(`--days=${said}: expected a number from 0 to 14`)
}

async function live(url: string, days: number): Promise<void> {
  console.log(`its people live ${days} days; this takes a minute, at the first start only`)
  const began = performance.now()
  const unexpected = await liveDays({
    url,
    password: PASSWORD,
    from: FIRST_DAY,
    days,
    seed: SEED,
    people: NEWCOMERS,
    onDay: (day, requests) => console.log(`  ${day}  ${requests} requests`),
  })
  console.log(`lived in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  for (const what of unexpected) console.error(`not as the story tells: ${what}`)
}

async function importSample({ app }: District): Promise<void> {
  const ctx = app.systemContext()
  const book = await openSpreadsheet(SAMPLE)
  try {
    const list = { id: newId(), book, fileName: path.basename(SAMPLE) }
    const { saved } = await importList(ctx, { sealer: app.sealer, isolation: isolationOfPersons }, list, {
      areas: [ctx.db.district],
    })
    console.log(`sample list imported: ${saved} persons`)
  } finally {
    book.close()
  }
}
