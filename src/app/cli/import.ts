// `lianfang import FILE [--dry-run] [--json]`: a list into the register, for the whole district, whether a server runs or
// not. Standard output is one JSON object that describes the list (on one line with --json); what became of it, and the
// progress, go to standard error.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { newId } from '../../kernel/ids.ts'
import { refused } from '../../kernel/problem.ts'
import { isolationOfPersons } from '../../modules/isolation/index.ts'
import { importList, previewList } from '../../modules/people/import/actions.ts'
import { readConfig } from '../../platform/config.ts'
import { openLog } from '../../platform/log.ts'
import { openSpreadsheet } from '../../platform/spreadsheet/index.ts'
import { openDistrict } from '../district.ts'

const PROGRESS_ROWS = 10_000

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) {
    console.error('usage: lianfang import FILE [--dry-run] [--json]')
    return 2
  }
  let book: Awaited<ReturnType<typeof openSpreadsheet>>
  try {
    book = await openSpreadsheet(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    console.error(`${file}: no such file`)
    return 1
  }
  const config = readConfig(
    process.env,
    args.filter((arg) => arg.startsWith('--clock')),
  )
  const district = await openDistrict({ config, log: openLog('silent'), poolSize: 3 })
  try {
    const { app } = district
    const ctx = app.systemContext()
    const list = { book, fileName: path.basename(file) }
    const onProgress = (rows: number) => void (rows % PROGRESS_ROWS === 0 && console.error(`${rows} rows`))
    const importing = { areas: [ctx.db.district], onProgress }
    const tools = { sealer: app.sealer, isolation: isolationOfPersons }
    if (values['dry-run']) {
      const preview = await previewList(ctx, tools, list, importing)
      if (preview.blockers.length > 0) throw refused(preview.blockers)
      say(preview.summary, values.json === true)
      console.error(
        `would save ${preview.toSave} (${preview.returning} of them come again); registered already: ${preview.alreadyRegistered}`,
      )
    } else {
      const result = await importList(ctx, tools, { ...list, id: newId() }, importing)
      say(result.summary, values.json === true)
      console.error(
        `saved ${result.saved}; come again: ${result.returning}; registered already: ${result.alreadyRegistered}; refused: ${result.refusedCount}`,
      )
      for (const { no, why } of result.unsavedFevers) console.error(`fever not saved: no. ${no} (${why})`)
    }
    return 0
  } finally {
    book.close()
    await district.close()
  }
}

const say = (summary: object, line: boolean) => console.log(JSON.stringify(summary, null, line ? undefined : 2))
