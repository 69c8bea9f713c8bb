// `npm run bench [-- NAME ...] [-- --json FILE] [--large]`: the benchmarks, one after the other.
import { writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { lineOf, type Row } from './report.ts'

const BENCHMARKS: Record<string, (options: { large: boolean }) => Promise<Row[]>> = {
  readings: async () => (await import('./readings.ts')).readings(),
  sync: async () => (await import('./sync.ts')).sync(),
  queues: async (options) => (await import('./queues.ts')).queues(options),
  board: async (options) => (await import('./board.ts')).board(options),
  import: async () => (await import('./import.ts')).importing(),
  start: async () => (await import('./cold-start.ts')).coldStart(),
  web: async () => (await import('./web.ts')).web(),
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, large: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const names = positionals.length > 0 ? positionals : Object.keys(BENCHMARKS)
const unknown = names.filter((name) => !BENCHMARKS[name])
if (unknown.length > 0) {
  process.stderr.write(`no such benchmark: ${unknown.join(', ')}; there are: ${Object.keys(BENCHMARKS).join(', ')}\n`)
  process.exit(2)
}
process.stdout.write(
  `node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
)
const rows: Row[] = []
for (const name of names) {
  const made = await BENCHMARKS[name]!({ large: values.large })
  for (const row of made) process.stdout.write(`${lineOf(row)}\n`)
  rows.push(...made)
}
if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 2)}\n`)
