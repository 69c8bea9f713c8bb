// The embedded server's life: made, started, shared, found again after its owner was killed, stopped by the last one
// out; and as root, with the programs in a folder that only root may enter.
import { execFileSync, spawn } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../db/database.ts'
import { isAlive } from '../processes.ts'
import { embeddedBinaries, packageRoot } from './binaries.ts'
import { type OpenPostgres, openPostgres, parseDatabaseUrl } from './embedded.ts'
import { whereStopped } from './run-as.ts'

let top: string
let dataFolder: string
beforeAll(async () => {
  top = await mkdtemp(path.join(tmpdir(), 'lianfang-embedded-'))
  await chmod(top, 0o711)
  dataFolder = path.join(top, 'data')
})
afterAll(() => rm(top, { recursive: true, force: true }))

async function query<Row extends object>(connection: Connection, sql: string): Promise<Row[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

const postmaster = async () =>
  Number.parseInt(await readFile(path.join(dataFolder, 'postgres/postmaster.pid'), 'utf8'), 10)
const mode = async (name: string) => ((await stat(path.join(dataFolder, name))).mode & 0o777).toString(8)

/** Opens the database in another process and answers that process once it holds it. */
function holderElsewhere(): Promise<{ kill(): Promise<void> }> {
  const script = `import { openPostgres } from ${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))}
    const { startedByUs } = await openPostgres({ dataFolder: ${JSON.stringify(dataFolder)}, databaseUrl: null })
    console.log('open', startedByUs)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`holder ended with ${code}`)))
    child.stdout.once('data', () =>
      resolve({
        kill: () =>
          new Promise((done) => {
            child.once('exit', () => done())
            child.kill('SIGKILL')
          }),
      }),
    )
  })
}

describe('the embedded server', () => {
  const opened: OpenPostgres[] = []
  const open = async () => {
    const postgres = await openPostgres({ dataFolder, databaseUrl: null })
    opened.push(postgres)
    return postgres
  }
  afterAll(async () => {
    for (const postgres of opened) await postgres.stop()
  })

  it('is made at the first start, in UTF-8, durable, with a password, on the loopback address only', async () => {
    const { connection, startedByUs, stop } = await open()
    expect(startedByUs).toBe(true)
    const [settings] = await query<Record<string, string>>(
      connection,
      `select current_setting('fsync') fsync, current_setting('listen_addresses') addresses,
              current_setting('server_encoding') encoding, current_setting('unix_socket_directories') sockets,
              (select datlocale from pg_database where datname = current_database()) locale`,
    )
    expect(settings).toEqual({ fsync: 'on', addresses: '127.0.0.1', encoding: 'UTF8', sockets: '', locale: 'C.UTF-8' })
    await expect(query({ ...connection, password: 'wrong' }, 'select 1')).rejects.toThrow('password authentication')
    expect(await mode('secrets.json')).toBe('600')
    expect(await mode('postgres')).toBe('700')
    await query(connection, 'create table kept (word text)')
    await query(connection, `insert into kept values ('返鹤')`)
    const pid = await postmaster()
    await stop()
    expect(isAlive(pid)).toBe(false)
  })

  it('has its data and its port again at the second start', async () => {
    const port = await readFile(path.join(dataFolder, 'postgres.port'), 'utf8')
    const { connection, stop } = await open()
    expect(`${connection.port}\n`).toBe(port)
    expect(await query(connection, 'select word from kept')).toEqual([{ word: '返鹤' }])
    await stop()
  })

  it('is shared, and stopped by the last one out', async () => {
    const first = await open()
    const second = await open()
    expect([first.startedByUs, second.startedByUs]).toEqual([true, false])
    await first.stop()
    expect(await query(second.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    const pid = await postmaster()
    await second.stop()
    expect(isAlive(pid)).toBe(false)
  })

  it('is adopted when its owner was killed, and stopped then', async () => {
    const holder = await holderElsewhere()
    const pid = await postmaster()
    await holder.kill()
    expect(isAlive(pid)).toBe(true)
    const { startedByUs, connection, stop } = await open()
    expect(startedByUs).toBe(false)
    expect(await query(connection, 'select word from kept')).toHaveLength(1)
    await stop()
    expect(isAlive(pid)).toBe(false)
  })

  it('starts again after the server itself was killed, even when its pid belongs to somebody else now', async () => {
    const first = await open()
    const pid = await postmaster()
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => isAlive(pid)).toBe(false)
    await first.stop()
    const pidFile = path.join(dataFolder, 'postgres/postmaster.pid')
    await writeFile(pidFile, (await readFile(pidFile, 'utf8')).replace(/^\d+/, String(process.pid)))
    const { connection, startedByUs, stop } = await open()
    expect(startedByUs).toBe(true)
    expect(await query(connection, 'select word from kept')).toHaveLength(1)
    await stop()
  })

  it('starts once when two processes open it at the same time', async () => {
    const both = await Promise.all([open(), holderElsewhere()])
    const [mine, theirs] = both
    expect(await query(mine.connection, 'select 1 as one')).toHaveLength(1)
    await theirs.kill()
    await mine.stop()
  })
})

describe.runIf(process.getuid?.() === 0)('as root', () => {
  it('says which folder stops the database user', async () => {
    const closed = path.join(top, 'closed')
    await expect(openPostgres({ dataFolder: await closedFolder(closed), databaseUrl: null })).rejects.toThrow(
      `may not enter ${closed}`,
    )
  })

  it('finds a way that is closed, and one that is open', async () => {
    const somebody = { uid: 65_534, gid: 65_534, name: 'nobody' }
    const closed = path.join(top, 'shut')
    expect(await whereStopped(somebody, path.dirname(await closedFolder(closed)))).toBe(closed)
    expect(await whereStopped(somebody, '/bin/sh')).toBe(null)
  })

  it('runs the programs from a copy when their folder is closed, made once, library links included', async () => {
    const user = { uid: 65_534, gid: 65_534, name: 'nobody' }
    const closed = path.join(top, 'clone/package')
    await cp(packageRoot(), closed, { recursive: true, verbatimSymlinks: true })
    await rm(path.join(closed, 'native/lib/libicuuc.so.60'), { force: true })
    await chmod(path.join(top, 'clone'), 0o700)
    const { bin } = await embeddedBinaries(user, top, closed)
    expect(path.relative(top, bin)).toMatch(/^postgresql-18\.[^/]+\/native\/bin$/)
    expect(await embeddedBinaries(user, top, closed)).toMatchObject({ bin })
    const said = execFileSync(path.join(bin, 'postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
    expect(said).toContain('PostgreSQL) 18')
  })

  async function closedFolder(folder: string): Promise<string> {
    await mkdir(path.join(folder, 'inner'), { recursive: true })
    await chmod(folder, 0o700)
    return path.join(folder, 'inner/data')
  }
})

it('reads DATABASE_URL', () => {
  expect(parseDatabaseUrl('postgres://clerk:p%40ss@db.example:5433/district')).toEqual({
    host: 'db.example',
    port: 5433,
    user: 'clerk',
    password: 'p@ss',
    database: 'district',
  })
})
