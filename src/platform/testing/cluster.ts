// Starts the one PostgreSQL of a test run, before any test and for all of them: a template database is migrated once,
// and every test file copies it. LIANFANG_TEST_POSTGRES names another PostgreSQL's `bin` folder (Debian's 15). Nothing
// here needs to survive a power cut, so the server does not wait for the disk.
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import type { Connection } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { embeddedBinaries, installedBinaries } from '../postgres/binaries.ts'
import { type Cluster, connectionTo, findRunning, initialise, startServer, stopServer } from '../postgres/cluster.ts'
import { chooseUser } from '../postgres/run-as.ts'
import { isStillThere, markOf, type ProcessMark } from '../processes.ts'
import { TEST_DISTRICT } from './district.ts'

const TEMPLATE = 'lianfang_template'
const PREFIX = 'lianfang-test-'
const PASSWORD = 'only-for-tests'

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's and the application's connection to the template. */
    postgres: { owner: Connection; app: Connection }
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeLeftovers()
  const folder = await mkdtemp(path.join(tmpdir(), PREFIX))
  await chmod(folder, 0o711)
  await writeFile(path.join(folder, 'owner.json'), JSON.stringify(await markOf(process.pid)))
  const cluster = await describe(folder)
  await initialise(cluster)
  const { pid, port } = await startServer(cluster, path.join(folder, 'postgres.log'), null)
  const teardown = async () => {
    await stopServer(pid)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await createTemplate(connectionTo(cluster, port, 'postgres'))
    const owner = connectionTo(cluster, port, TEMPLATE)
    const app = await migrate(owner, { district: TEST_DISTRICT, appPassword: PASSWORD })
    project.provide('postgres', { owner, app })
  } catch (error) {
    await teardown()
    throw error
  }
  return teardown
}

async function describe(folder: string): Promise<Cluster> {
  const pgdata = path.join(folder, 'postgres')
  const user = await chooseUser(pgdata)
  const given = process.env.LIANFANG_TEST_POSTGRES
  return {
    pgdata,
    user,
    binaries: given ? await installedBinaries(given) : await embeddedBinaries(user, folder),
    password: PASSWORD,
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      shared_buffers: '128MB',
      max_connections: '200',
    },
  }
}

async function createTemplate(connection: Connection): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
}

/** Servers of test runs that were killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const folder = path.join(tmpdir(), name)
    const mark = JSON.parse(await readFile(path.join(folder, 'owner.json'), 'utf8').catch(() => '{}')) as ProcessMark
    if (!mark.pid || (await isStillThere(mark))) continue
    const pgdata = path.join(folder, 'postgres')
    const running = await findRunning({ pgdata, binaries: { bin: '', major: 0 }, user: null, password: PASSWORD })
    if (running) await stopServer(running.pid)
    await rm(folder, { recursive: true, force: true })
  }
}
