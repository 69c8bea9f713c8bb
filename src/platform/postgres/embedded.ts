// The database of this installation: the one that DATABASE_URL names, or our own PostgreSQL in the data folder. Every
// process that uses our own is written down as a holder; whoever comes finds the running server, starts one or adopts
// one left by a crash, and the last holder to leave stops it. So a server, an import beside it and a backup share it.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { type Config, SetupError } from '../config.ts'
import { openDataFolder } from '../data-folder.ts'
import type { Connection } from '../db/database.ts'
import { exclusively, isStillThere, markOf, type ProcessMark } from '../processes.ts'
import { embeddedBinaries } from './binaries.ts'
import { type Cluster, connectionTo, findRunning, initialise, startServer, stopServer } from './cluster.ts'
import { chooseUser } from './run-as.ts'

const DATABASE = 'lianfang'

export interface OpenPostgres {
  /** As the owner of the schema; the application itself connects as the role that `migrate` answers. */
  connection: Connection
  /** Leaves it; ours is shut down when nobody else holds it. Call it last. */
  stop(): Promise<void>
  startedByUs: boolean
}

export async function openPostgres(config: Pick<Config, 'dataFolder' | 'databaseUrl'>): Promise<OpenPostgres> {
  if (config.databaseUrl) {
    const connection = parseDatabaseUrl(config.databaseUrl)
    await checkVersion(connection)
    return { connection, stop: async () => {}, startedByUs: false }
  }
  const { path: folder, secrets } = await openDataFolder(config.dataFolder)
  const lock = path.join(folder, 'postgres.lock')
  const pgdata = path.join(folder, 'postgres')
  return exclusively(lock, async () => {
    const user = await chooseUser(pgdata)
    const binaries = await embeddedBinaries(user, folder)
    const cluster: Cluster = { pgdata, binaries, user, password: secrets.databaseOwnerPassword }
    await initialise(cluster)
    const found = await findRunning(cluster)
    const running = found ?? (await start(cluster, folder))
    const leave = await hold(folder)
    const connection = connectionTo(cluster, running.port, DATABASE)
    try {
      await createDatabase({ ...connection, database: 'postgres' })
    } catch (error) {
      if (await leave()) await stopServer(running.pid)
      throw error
    }
    const stop = () =>
      exclusively(lock, async () => {
        if (await leave()) await stopServer(running.pid)
      })
    return { connection, stop, startedByUs: found === null }
  })
}

async function start(cluster: Cluster, folder: string) {
  const portFile = path.join(folder, 'postgres.port')
  const remembered = Number(await readFile(portFile, 'utf8').catch(() => '')) || null
  const running = await startServer(cluster, path.join(folder, 'postgres.log'), remembered)
  if (running.port !== remembered) await writeFile(portFile, `${running.port}\n`, { mode: 0o600 })
  return running
}

/** Writes this process down as a user of the server; the answer leaves, and says whether nobody is left. */
async function hold(folder: string): Promise<() => Promise<boolean>> {
  const holders = path.join(folder, 'postgres.holders')
  await mkdir(holders, { recursive: true, mode: 0o700 })
  const mine = path.join(holders, `${process.pid}-${Math.random().toString(36).slice(2)}`)
  await writeFile(mine, JSON.stringify(await markOf(process.pid)), { mode: 0o600 })
  return async () => {
    await rm(mine, { force: true })
    let others = 0
    for (const name of await readdir(holders)) {
      const file = path.join(holders, name)
      const mark = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Partial<ProcessMark>
      if (mark.pid && (await isStillThere(mark as ProcessMark))) others += 1
      else await rm(file, { force: true })
    }
    return others === 0
  }
}

async function createDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (!rowCount) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** `sslmode` and the other options that pg understands are kept for the pool. */
export function parseDatabaseUrl(url: string): Connection {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url })
  return { host, port, user: user ?? '', password: password ?? '', database: database ?? '', ...(ssl ? { ssl } : {}) }
}

async function checkVersion(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    const major = Math.floor((rows[0]?.version ?? 0) / 10_000)
    if (major < 15) throw new Error(`PostgreSQL ${major} is too old; 15 or later is needed`)
  } catch (error) {
    throw new SetupError(`DATABASE_URL: ${(error as Error).message}`, { cause: error })
  } finally {
    await client.end().catch(() => {})
  }
}
