// `lianfang demo`: a district on a moved clock at 2020-01-25, every account on one printed password, the sample list
// imported when the data is new.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { newId } from '../../kernel/ids.ts'
import { isolationOfPersons } from '../../modules/isolation/index.ts'
import { importList } from '../../modules/people/import/actions.ts'
import { readConfig } from '../../platform/config.ts'
import { openSpreadsheet } from '../../platform/spreadsheet/index.ts'
import type { District } from '../district.ts'
import { serve } from './start.ts'

const PASSWORD = 'lianfang-demo'
const FIRST_MORNING = '2020-01-25T00:30:00.000Z'
const SAMPLE = path.join(import.meta.dirname, '../../../plans/samples/returnees-2020-01-25.xlsx')

export async function run(args: string[]): Promise<undefined> {
  const { values } = parseArgs({ args, options: { clock: { type: 'string' } }, strict: false, allowPositionals: true })
  const config = readConfig(process.env, values.clock === undefined ? [...args, `--clock=${FIRST_MORNING}`] : args)
  await serve({
    config: { ...config, dataFolder: `${config.dataFolder}-demo` },
    password: PASSWORD,
    secondFactor: 'nobody',
    prepare: async (district) => {
      if (district.firstAccounts) await importSample(district)
    },
  })
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
