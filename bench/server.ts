// The product's server for a benchmark: its own data folder, fsync on, a clock that moves, generated people.

import { startServer } from '../src/app/server.ts'
import { buildWeb } from '../src/app/web.ts'
import { readConfig } from '../src/platform/config.ts'
import { openDataFolder } from '../src/platform/data-folder.ts'
import { openLog } from '../src/platform/log.ts'
import { parseDatabaseUrl } from '../src/platform/postgres/embedded.ts'
import { fill } from './fill.ts'
import type { Size } from './generate/index.ts'
import { PASSWORD } from './password.ts'

const { dataFolder, size, at, databaseUrl, pages } = JSON.parse(process.argv[2]!) as {
  dataFolder: string
  size: Size | null
  at: string
  databaseUrl?: string
  /** Builds the web pages too. */
  pages?: boolean
}
const generatedIn = size === null ? 0 : await fill({ dataFolder, at, size, databaseUrl })
const env = { LIANFANG_DATA: dataFolder, PORT: '0', LIANFANG_RATE_LIMIT: '100000000', DATABASE_URL: databaseUrl }
const config = readConfig(env, [`--clock=${at}`])
const server = await startServer({
  config,
  log: openLog('error'),
  password: PASSWORD,
  secondFactor: 'nobody',
  ...(pages ? { pages: buildWeb(() => {}) } : {}),
})
const { connection } = server.district
const { secrets } = await openDataFolder(dataFolder)
const owner = databaseUrl
  ? parseDatabaseUrl(databaseUrl)
  : { ...connection, user: 'lianfang', password: secrets.databaseOwnerPassword }
process.stdout.write(
  `${JSON.stringify({ url: server.address, pid: process.pid, owner, app: connection, generatedIn })}\n`,
)
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
