// One PostgreSQL server of our own on one data directory: made, started, found again after a crash, stopped. It listens
// on the loopback address only, with a password, and runs in a session of its own so that a Ctrl-C on the terminal does
// not reach it before the application has finished with it.
import { spawn } from 'node:child_process'
import { mkdir, open, readFile, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { SetupError } from '../config.ts'
import type { Connection } from '../db/database.ts'
import { isAlive, waitForEnd } from '../processes.ts'
import type { Binaries } from './binaries.ts'
import { giveTo, type RunAs, whereStopped } from './run-as.ts'

export const OWNER = 'lianfang'
const LOG_LIMIT_BYTES = 10_000_000

export interface Cluster {
  pgdata: string
  binaries: Binaries
  user: RunAs | null
  password: string
  /** Server settings beside ours. */
  settings?: Record<string, string>
}

/** A server that runs: its postmaster and where it listens. */
export interface Running {
  pid: number
  port: number
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '320',
  // Compressing the pages that are first written after a checkpoint takes a third of all that the database computes for a
  // reading; where that is saved, the log is twice as long, so checkpoints come by time rather than by its size.
  wal_compression: 'off',
  max_wal_size: '4GB',
  idle_in_transaction_session_timeout: '60s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  // A failing statement and its detail line hold personal data; the application logs the error's code.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

export const connectionTo = (cluster: Cluster, port: number, database: string): Connection => ({
  host: '127.0.0.1',
  port,
  user: OWNER,
  password: cluster.password,
  database,
})

/** Makes the data directory when there is none. It has its name only once it is whole. */
export async function initialise({ pgdata, binaries, user, password }: Cluster): Promise<void> {
  const written = await readFile(path.join(pgdata, 'PG_VERSION'), 'utf8').catch(() => null)
  if (written !== null) {
    if (Number(written) === binaries.major) return
    throw new SetupError(
      `${pgdata} was written by PostgreSQL ${written.trim()}, and this version brings ${binaries.major}: back up with the old version and restore with this one`,
    )
  }
  const folder = `${pgdata}.new`
  const passwordFile = `${pgdata}.pw`
  try {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { mode: 0o700 })
    await giveTo(user, folder)
    await mustReach(user, folder)
    await rm(passwordFile, { force: true })
    await writeFile(passwordFile, password, { mode: 0o600 })
    await giveTo(user, passwordFile)
    const locale =
      binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8']
    await run(user, folder, path.join(binaries.bin, 'initdb'), [
      ...['--pgdata', folder, '--encoding=UTF8', ...locale, '--no-instructions'],
      ...[`--username=${OWNER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ])
    await rename(folder, pgdata)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

async function mustReach(user: RunAs | null, folder: string): Promise<void> {
  const stopped = user && (await whereStopped(user, folder))
  if (stopped) {
    throw new SetupError(
      `the database runs as user ${user.name}, who may not enter ${stopped}: set LIANFANG_DATA to a folder outside it`,
    )
  }
}

/** The server that is running on this data directory and answers, whoever started it. */
export async function findRunning(cluster: Cluster): Promise<Running | null> {
  for (const until = performance.now() + 30_000; ; await sleep(100)) {
    const found = await readPidFile(cluster.pgdata)
    if (!found) return null
    if (found.port && (await answers(cluster, found.port))) return found as Running
    if (!(await isPostmasterOf(found.pid, cluster.pgdata))) {
      // The pid was given to a stranger since, for whose sake the new postmaster would refuse to start.
      await rm(path.join(cluster.pgdata, 'postmaster.pid'), { force: true })
      return null
    }
    // It is starting, recovering or shutting down; when it never answers it is of no use to anybody.
    if (performance.now() > until) {
      await stopServer(found.pid)
      return null
    }
  }
}

async function readPidFile(pgdata: string): Promise<{ pid: number; port: number | null } | null> {
  const text = await readFile(path.join(pgdata, 'postmaster.pid'), 'utf8').catch(() => null)
  const lines = text?.split('\n') ?? []
  const pid = Number.parseInt(lines[0] ?? '', 10)
  return pid > 0 && isAlive(pid) ? { pid, port: Number.parseInt(lines[3] ?? '', 10) || null } : null
}

async function isPostmasterOf(pid: number, pgdata: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(pgdata))
  } catch {
    // No such look without /proc; a live pid is believed.
    return process.platform !== 'linux' && isAlive(pid)
  }
}

async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const client = new pg.Client({ ...connectionTo(cluster, port, 'postgres'), connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return (await realpath(rows[0]?.data_directory ?? '')) === (await realpath(cluster.pgdata))
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Starts the server, on `preferredPort` when it is free, and resolves when it takes connections. */
export async function startServer(cluster: Cluster, logFile: string, preferredPort: number | null): Promise<Running> {
  await mustReach(cluster.user, cluster.pgdata)
  for (let attempt = 0; ; attempt += 1) {
    const port = await freePort(attempt === 0 ? preferredPort : null)
    const outcome = await tryStart(cluster, logFile, port)
    if (typeof outcome !== 'string') return outcome
    // Somebody took the port in between, or backends of a killed postmaster are still ending.
    const worthRetrying = /Address already in use|pre-existing shared memory block/.test(outcome)
    if (!worthRetrying || attempt === 20) throw new SetupError(`PostgreSQL did not start:\n${outcome.trim()}`)
    await sleep(250)
  }
}

async function tryStart(cluster: Cluster, logFile: string, port: number): Promise<Running | string> {
  if (((await stat(logFile).catch(() => null))?.size ?? 0) > LOG_LIMIT_BYTES) await rename(logFile, `${logFile}.1`)
  const log = await open(logFile, 'a', 0o600)
  const settings = { ...SETTINGS, ...cluster.settings, port: String(port) }
  try {
    const from = (await log.stat()).size
    const child = spawn(
      path.join(cluster.binaries.bin, 'postgres'),
      ['-D', cluster.pgdata, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { stdio: ['ignore', log.fd, log.fd], detached: true, cwd: cluster.pgdata, env: cleanEnv(), ...cluster.user },
    )
    let ended: string | null = null
    child.on('error', (error) => {
      ended = error.message
    })
    child.on('exit', (code, signal) => {
      ended = `ended with ${signal ?? code}`
    })
    child.unref()
    for (const until = performance.now() + 120_000; performance.now() < until; await sleep(20)) {
      if (ended !== null) return `${(await readFile(logFile, 'utf8')).slice(from)}${ended}`
      if (child.pid && (await answers(cluster, port))) return { pid: child.pid, port }
    }
    if (child.pid) await stopServer(child.pid)
    return 'it did not take connections within two minutes'
  } finally {
    await log.close()
  }
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
export async function stopServer(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 60_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    if (await waitForEnd(pid, patienceMs)) return
  }
}

/** `preferred` when nobody listens there, else a port that the system gives. */
async function freePort(preferred: number | null): Promise<number> {
  const listen = (port: number) =>
    new Promise<number | null>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(null))
      server.listen(port, '127.0.0.1', () => {
        const { port: given } = server.address() as { port: number }
        server.close(() => resolve(given))
      })
    })
  const port = (preferred && (await listen(preferred))) || (await listen(0))
  if (!port) throw new Error('no free port on 127.0.0.1')
  return port
}

// Variables such as PGPORT or LC_ALL of the person who starts us must not change the server.
const cleanEnv = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' })

function run(user: RunAs | null, cwd: string, program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd, env: cleanEnv(), ...user })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${path.basename(program)} ended with ${code}:\n${output.trim()}`)),
    )
  })
}
