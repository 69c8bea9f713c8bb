// Which process is meant by a pid written in a file, so that a file left by a crash is told from a live owner even
// when the pid was given to somebody else since. On Linux the kernel's start time (and boot) identifies a process;
// elsewhere a live pid is believed.
import { link, mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ProcessMark {
  pid: number
  started: string
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Resolves true once the process is gone, false when it still lives after `timeoutMs`. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const until = performance.now() + timeoutMs
  while (isAlive(pid)) {
    if (performance.now() > until) return false
    await sleep(20)
  }
  return true
}

export async function markOf(pid: number): Promise<ProcessMark> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
    // Field 22, counted after the command name, which may itself hold spaces and parentheses.
    return { pid, started: `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}` }
  } catch {
    return { pid, started: '' }
  }
}

export async function isStillThere(mark: ProcessMark): Promise<boolean> {
  return isAlive(mark.pid) && (await markOf(mark.pid)).started === mark.started
}

/** The mark in a file, or null when there is none, it cannot be read, or its process is gone. */
export async function liveMark<T extends ProcessMark>(file: string): Promise<T | null> {
  try {
    const mark = JSON.parse(await readFile(file, 'utf8')) as T
    return (await isStillThere(mark)) ? mark : null
  } catch {
    return null
  }
}

/**
 * Claims `file` for this process; resolves null on success, or the live owner's mark. The claim appears complete or
 * not at all, and a claim left by a dead process is replaced.
 */
export async function claim<T extends object>(file: string, details: T): Promise<(ProcessMark & T) | null> {
  await mkdir(path.dirname(file), { recursive: true })
  const mine = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`
  await writeFile(mine, JSON.stringify({ ...(await markOf(process.pid)), ...details }), { mode: 0o600 })
  try {
    for (;;) {
      if (await linked(mine, file)) return null
      const owner = await liveMark<ProcessMark & T>(file)
      if (owner) return owner
      // Taken away under another name first: if a live claim came between, it is put back.
      const aside = `${mine}.stale`
      await rename(file, aside).catch(ignoreMissing)
      if (await liveMark(aside)) await linked(aside, file)
      await rm(aside, { force: true })
    }
  } finally {
    await unlink(mine)
  }
}

export async function release(file: string): Promise<void> {
  const mark = await liveMark(file)
  if (mark?.pid === process.pid) await rm(file, { force: true })
}

/** Runs `fn` while no other process (or other call in this one) runs under the same lock file. */
export async function exclusively<T>(file: string, fn: () => Promise<T>, timeoutMs = 120_000): Promise<T> {
  const until = performance.now() + timeoutMs
  for (;;) {
    const owner = await claim(file, {})
    if (!owner) break
    if (performance.now() > until) throw new Error(`process ${owner.pid} has held ${file} for too long`)
    await sleep(50)
  }
  try {
    return await fn()
  } finally {
    await release(file)
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
