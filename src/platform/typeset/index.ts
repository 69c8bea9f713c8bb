// Sets papers from Typst templates, in a process of its own: a page takes tens of milliseconds in which nothing else runs,
// and a reading must not wait for it; and a template that never ends, or brings the compiler down, takes no server with it.
// The process starts with the first job, and ends when it had none for a while: its fonts take 200 MB.
import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type { Reply, Request } from './process.ts'

export { FAMILIES } from './fonts.ts'

export interface Job {
  /** The document. It may import `sources` by name and has `data` as JSON in `sys.inputs.data`. */
  main: string
  sources: Record<string, string>
  data: unknown
}

export interface Typesetter {
  /** Throws TypesetError when a template is at fault. */
  pdf(job: Job): Promise<Buffer>
  /** Of the characters of `text`, those that no font has a glyph for. */
  missing(text: string): Promise<string[]>
  close(): Promise<void>
}

/** The template, not the program: the message says where. */
export class TypesetError extends Error {
  override readonly name = 'TypesetError'
}

interface Waiting {
  resolve(reply: Reply): void
  reject(error: Error): void
}

interface Options {
  /** Further fonts, a folder that need not exist. */
  fontsFolder?: string | null
  idleMs?: number
  /** For one job; the process that does not answer is ended. */
  timeoutMs?: number
}

// Jobs hold whole documents, so a crowd of them is refused rather than kept.
const MOST_WAITING = 50

export function openTypesetter({ fontsFolder = null, idleMs = 120_000, timeoutMs = 60_000 }: Options = {}): Typesetter {
  let child: ChildProcess | null = null
  let next = 0
  let rest: NodeJS.Timeout | undefined
  const waiting = new Map<number, Waiting>()

  function end(reason: string): void {
    clearTimeout(rest)
    const ended = child
    child = null
    ended?.removeAllListeners()
    ended?.on('error', () => {})
    ended?.kill('SIGKILL')
    for (const { reject } of waiting.values()) reject(new TypesetError(reason))
    waiting.clear()
  }

  function started(): ChildProcess {
    if (child) return child
    const made = fork(path.join(import.meta.dirname, 'process.ts'), [fontsFolder ?? ''], {
      serialization: 'advanced',
      execArgv: [],
      // Nothing of the server's environment concerns a template; and none brings packages from the network, since the way
      // there leads to a port that nobody can listen at.
      env: { HTTPS_PROXY: 'http://127.0.0.1:0', HTTP_PROXY: 'http://127.0.0.1:0' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    made.on('message', (reply: Reply) => {
      waiting.get(reply.id)?.resolve(reply)
      waiting.delete(reply.id)
      if (waiting.size === 0) rest = setTimeout(() => end('closed'), idleMs).unref()
    })
    made.on('error', (error) => end(error.message))
    made.on('exit', () => end('the typesetting process ended'))
    // A command that has printed its paper ends without waiting for the rest.
    made.unref()
    made.channel?.unref()
    child = made
    return made
  }

  function ask(request: Request): Promise<Reply> {
    if (waiting.size >= MOST_WAITING) return Promise.reject(new TypesetError('too many papers at once'))
    clearTimeout(rest)
    const process = started()
    process.channel?.ref()
    return new Promise<Reply>((resolve, reject) => {
      const timer = setTimeout(() => end('it took too long'), timeoutMs)
      const settled =
        <T>(fn: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer)
          if (waiting.size <= 1) process.channel?.unref()
          fn(value)
        }
      waiting.set(request.id, { resolve: settled(resolve), reject: settled(reject) })
      process.send(request, (error) => error && end(error.message))
    })
  }

  return {
    async pdf({ main, sources, data }) {
      next += 1
      const reply = await ask({ id: next, kind: 'pdf', main, sources, data: JSON.stringify(data) })
      if ('pdf' in reply) return Buffer.from(reply.pdf)
      throw new TypesetError('fault' in reply ? reply.fault : 'no answer')
    },
    async missing(text) {
      next += 1
      const reply = await ask({ id: next, kind: 'missing', text })
      if ('missing' in reply) return reply.missing
      throw new TypesetError('fault' in reply ? reply.fault : 'no answer')
    },
    async close() {
      end('closed')
    },
  }
}
