// A server for one simulation, in a process of its own so that story and server do not wait for each other: temporary data
// folder with its own PostgreSQL, a clock that moves, one password. It ends with the process that started it.
import { type ChildProcess, fork } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What only the database says. */
export interface Look {
  /** Audit events by request. */
  events: [requestId: string, count: number][]
  actions: [requestId: string, action: string][]
  /** The first seal that does not hold. */
  brokenSeal: number | null
  /** Checks recorded as missed. */
  missed: [periodId: string, key: string][]
  counters: [periodId: string, missed: number, unexplained: number][]
}

export interface OwnServer {
  url: string
  password: string
  look(): Promise<Look>
  stop(): Promise<void>
}

export type ToServer = { kind: 'look' } | { kind: 'stop' }
export type FromServer =
  | { kind: 'ready'; url: string }
  | { kind: 'looked'; look: Look }
  | { kind: 'failed'; why: string }

const PASSWORD = 'lianfang-simulation'

/** `at`: where its clock begins. `profile`: a folder for a CPU profile of the server. */
export async function startOwnServer({
  at,
  profile,
}: {
  at: string
  profile?: string | undefined
}): Promise<OwnServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lianfang-simulation-'))
  // As root, the database runs as another user, who has to pass through.
  await chmod(folder, 0o711)
  const child = fork(path.join(import.meta.dirname, 'server-process.ts'), [path.join(folder, 'data'), at, PASSWORD], {
    execArgv: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
    // Its log, errors alone, goes where ours goes.
    stdio: ['ignore', 2, 'inherit', 'ipc'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    if (child.connected) child.send({ kind: 'stop' } satisfies ToServer)
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const { url } = await said(child, 'ready')
    return {
      url,
      password: PASSWORD,
      async look() {
        child.send({ kind: 'look' } satisfies ToServer)
        return (await said(child, 'looked')).look
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function said<K extends FromServer['kind']>(child: ChildProcess, kind: K): Promise<Extract<FromServer, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const left = () => reject(new Error('the server of the simulation ended'))
    child.once('exit', left)
    child.once('message', (message: FromServer) => {
      child.off('exit', left)
      if (message.kind === kind) resolve(message as Extract<FromServer, { kind: K }>)
      else reject(new Error(message.kind === 'failed' ? message.why : `unexpected ${message.kind}`))
    })
  })
}
