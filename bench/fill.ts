// A data folder with a generated district in it, filled while no server of the product runs. With `LIANFANG_BENCH_KEEP` a copy of
// each size stays beside the other temporary folders and is taken the next time.
import { execFile } from 'node:child_process'
import { rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { openDistrict } from '../src/app/district.ts'
import { readConfig } from '../src/platform/config.ts'
import { openDataFolder } from '../src/platform/data-folder.ts'
import { openLog } from '../src/platform/log.ts'
import { openPostgres } from '../src/platform/postgres/embedded.ts'
import { openSealer } from '../src/platform/sealed.ts'
import { generate, type Size } from './generate/index.ts'
import { PASSWORD } from './password.ts'

const copy = (from: string, to: string) => promisify(execFile)('cp', ['-a', '--reflink=auto', `${from}/.`, to])

export interface Filled {
  dataFolder: string
  at: string
  size: Size
  databaseUrl?: string
}

/** Answers the seconds that it took. */
export async function fill({ dataFolder, at, size, databaseUrl }: Filled): Promise<number> {
  const kept = process.env.LIANFANG_BENCH_KEEP
    ? path.join(tmpdir(), `lianfang-bench-kept-${size.persons}-${size.days}-${size.today}-${size.done ?? 0}`)
    : null
  if (kept && (await stat(kept).catch(() => null))) {
    const began = performance.now()
    await copy(kept, dataFolder)
    return (performance.now() - began) / 1000
  }
  const env = { LIANFANG_DATA: dataFolder, PORT: '0', DATABASE_URL: databaseUrl }
  const config = readConfig(env, [`--clock=${at}`])
  const started = await openDistrict({ config, log: openLog('error'), password: PASSWORD, secondFactor: 'nobody' })
  const { district } = started.app.db
  await started.close()
  const { connection, stop } = await openPostgres(config)
  const { secrets } = await openDataFolder(dataFolder)
  const seconds = await generate(connection, district, openSealer(secrets), size).finally(stop)
  if (kept) {
    await rm(`${kept}.new`, { recursive: true, force: true })
    await promisify(execFile)('cp', ['-a', '--reflink=auto', dataFolder, `${kept}.new`])
    await rename(`${kept}.new`, kept)
  }
  return seconds
}
