// The two words `npm start`, as people give them: as root, as root with the clone in a folder that only root may enter,
// as an ordinary user, and twice at once. Each time: the first start, Ctrl-C, a second start on the same data, a crash,
// and a start after the crash; and nothing left running.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = path.join(import.meta.dirname, '..')
const isRoot = process.getuid?.() === 0
const NOBODY = { uid: 65_534, gid: 65_534 }

interface Situation {
  clone: string
  dataFolder: string
  /** Is LIANFANG_DATA said, or is `dataFolder` the one it chooses itself? */
  sayData?: boolean
  user?: { uid: number; gid: number }
}

let top: string
const running = new Set<Started>()
beforeAll(async () => {
  top = await mkdtemp(path.join(tmpdir(), 'lianfang-situations-'))
  execFileSync('chmod', ['755', top])
})
afterAll(async () => {
  // Only after a failure: what was started is ended, the database with it.
  for (const started of running) await started.ctrlC().catch(() => {})
  await rm(top, { recursive: true, force: true })
})

/** The tree as git sees it, with what is installed linked in: installing is tested beside the launcher. */
async function cloneTo(folder: string, user?: { uid: number; gid: number }): Promise<string> {
  await mkdir(folder, { recursive: true })
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' })
  for (const file of files.split('\0').filter(Boolean)) {
    await cp(path.join(ROOT, file), path.join(folder, file), { recursive: true }).catch(() => {})
  }
  execFileSync('sh', ['-c', `cp -al node_modules "$0" 2>/dev/null || cp -a node_modules "$0"`, folder], { cwd: ROOT })
  await rm(path.join(folder, 'node_modules/.cache'), { recursive: true, force: true })
  // What says that everything is installed is of this clone alone, should the other tree be installed anew meanwhile.
  for (const name of ['.lianfang-lock', '.package-lock.json']) {
    const file = path.join(folder, 'node_modules', name)
    const text = await readFile(file)
    await rm(file)
    await writeFile(file, text)
  }
  if (user) {
    // Linked files keep their owner, whom they share with this very tree.
    const given = `${user.uid}:${user.gid}`
    execFileSync('find', [
      folder,
      '(',
      '-type',
      'd',
      '-o',
      '-links',
      '1',
      ')',
      '-exec',
      'chown',
      '-h',
      given,
      '{}',
      '+',
    ])
  }
  return folder
}

class Started {
  readonly port: number
  readonly situation: Situation
  readonly #child: ChildProcess
  readonly #ended: Promise<number | null>
  said = ''

  constructor(situation: Situation, port: number) {
    this.port = port
    this.situation = situation
    // In a process group of its own, to which a Ctrl-C goes as a terminal sends it.
    this.#child = spawn('npm', ['start'], {
      cwd: situation.clone,
      env: {
        PATH: process.env.PATH,
        HOME: path.join(top, `home-${situation.user?.uid ?? 'own'}`),
        PORT: String(port),
        ...(situation.sayData === false ? {} : { LIANFANG_DATA: situation.dataFolder }),
      },
      detached: true,
      ...situation.user,
    })
    const hear = (chunk: Buffer) => {
      this.said += chunk
    }
    this.#child.stdout?.on('data', hear)
    this.#child.stderr?.on('data', hear)
    this.#ended = new Promise((resolve) => this.#child.on('close', resolve))
    running.add(this)
  }

  /** Seconds until /healthz says ready. */
  async healthy(): Promise<number> {
    const begin = performance.now()
    while (performance.now() - begin < 120_000) {
      const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => null)
      if (answer?.status === 200) return (performance.now() - begin) / 1000
      if (this.#child.exitCode !== null) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`not healthy:\n${this.said}`)
  }

  /** Afterwards nothing of it runs: the server has ended in order, and its database before it. */
  async ctrlC(): Promise<void> {
    const pids = [await this.server(), await this.postmaster()]
    process.kill(-(this.#child.pid as number), 'SIGINT')
    await this.#ended
    running.delete(this)
    expect(pids.filter(isAlive)).toEqual([])
    // Only an orderly end takes the mark away.
    expect(await this.server().catch(() => null)).toBe(null)
  }

  /** The server dies without a word, as when the machine runs out of memory. */
  async crash(): Promise<void> {
    process.kill(await this.server(), 'SIGKILL')
    await this.#ended
    running.delete(this)
  }

  async server(): Promise<number> {
    return JSON.parse(await readFile(path.join(this.situation.dataFolder, 'run.json'), 'utf8')).pid
  }

  async postmaster(): Promise<number> {
    return Number.parseInt(await readFile(path.join(this.situation.dataFolder, 'postgres/postmaster.pid'), 'utf8'), 10)
  }
}

const start = async (situation: Situation) => new Started(situation, await freePort())

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function livesThrough(situation: Situation): Promise<void> {
  const first = await start(situation)
  const firstSeconds = await first.healthy()
  await expect.poll(() => first.said).toContain(`http://127.0.0.1:${first.port}`)
  expect(first.said).toContain(situation.dataFolder)
  expect(first.said).toContain('one-time')
  expect(first.said).not.toMatch(/\b(warn|error|deprecated)/i)
  await first.ctrlC()

  const second = await start(situation)
  const secondSeconds = await second.healthy()
  await expect.poll(() => second.said).toContain(`http://127.0.0.1:${second.port}`)
  expect(second.said).not.toContain('one-time')
  const left = await second.postmaster()
  await second.crash()
  expect(isAlive(left)).toBe(true)

  const third = await start(situation)
  await third.healthy()
  expect(await third.postmaster()).toBe(left)
  await third.ctrlC()

  // Said, not asserted: a machine that is busy with other tests proves nothing about the aims (30 and 5).
  process.stdout.write(`healthy after ${firstSeconds.toFixed(1)} s, the second time ${secondSeconds.toFixed(1)} s\n`)
}

describe('npm start', () => {
  it.runIf(isRoot)('works as root', async () => {
    const clone = await cloneTo(path.join(top, 'as-root'))
    await livesThrough({ clone, dataFolder: path.join(top, 'as-root-data') })
  })

  it.runIf(isRoot)('works as root with the clone where only root may enter', async () => {
    await mkdir(path.join(top, 'home-of-root'), { mode: 0o700 })
    const clone = await cloneTo(path.join(top, 'home-of-root/lianfang'))
    await livesThrough({ clone, dataFolder: path.join(top, 'home-of-root-data') })
  })

  it('works as an ordinary user, whose data is in the clone', async () => {
    const user = isRoot ? NOBODY : undefined
    const clone = await cloneTo(path.join(top, 'ordinary'), user)
    if (user) await mkdir(path.join(top, `home-${user.uid}`), { mode: 0o777 })
    if (user) execFileSync('chown', [`${user.uid}:${user.gid}`, path.join(top, `home-${user.uid}`)])
    await livesThrough({ clone, dataFolder: path.join(clone, 'data'), sayData: false, user })
  })

  it('works twice at once on different data, and not on the same', async () => {
    const clone = await cloneTo(path.join(top, 'twice'))
    const situations = ['a', 'b'].map((name) => ({ clone, dataFolder: path.join(top, `twice-${name}`) }))
    const both = await Promise.all(situations.map(start))
    await Promise.all(both.map((started) => started.healthy()))
    const third = await start(situations[0] as Situation)
    await expect(third.healthy()).rejects.toThrow(`port ${both[0]?.port}`)
    running.delete(third)
    await Promise.all(both.map((started) => started.ctrlC()))
  })
})
