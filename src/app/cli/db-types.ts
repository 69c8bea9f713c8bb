// `lianfang db:types [--check]`: writes the types of the migrated database to src/platform/db/schema.ts, or with
// `--check` says whether the file is up to date. Uses a database of its own in a temporary folder.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { migrate } from '../../platform/db/migrate.ts'
import { openPostgres } from '../../platform/postgres/embedded.ts'

const ROOT = path.join(import.meta.dirname, '../../..')
const TARGET = path.join(ROOT, 'src/platform/db/schema.ts')
// Any district will do: they are alike.
const DISTRICT = '230406'

export async function run(args: string[]): Promise<number> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-types-'))
  const postgres = await openPostgres({ dataFolder, databaseUrl: null })
  try {
    await migrate(postgres.connection, { district: DISTRICT, appPassword: 'unused' })
    const { host, port, user, password, database } = postgres.connection
    const out = path.join(dataFolder, 'schema.ts')
    await promisify(execFile)(process.execPath, [
      path.join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      ...['--dialect', 'postgres', '--default-schema', `d${DISTRICT}`, '--include-pattern', `d${DISTRICT}.*`],
      ...['--date-parser', 'string', '--numeric-parser', 'number', '--out-file', out],
      ...['--url', `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`],
    ])
    const types = await readFile(out, 'utf8')
    if (!args.includes('--check')) await writeFile(TARGET, types)
    else if (types !== (await readFile(TARGET, 'utf8'))) {
      console.error('src/platform/db/schema.ts is out of date: npm run db:types')
      return 1
    }
    return 0
  } finally {
    await postgres.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}
