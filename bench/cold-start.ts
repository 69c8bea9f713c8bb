// `start`: from `npm start` on an empty data folder, and on one that is there, to healthy; and memory at rest.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { medianOf, type Row, row, spreadOf } from './report.ts'

const ROOT = path.join(import.meta.dirname, '..')
const REST_MS = 5000

export async function coldStart({ rounds = 5 } = {}): Promise<Row[]> {
  const first: number[] = []
  const again: number[] = []
  const memory: number[] = []
  for (let round = 0; round < rounds; round++) {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-bench-'))
    first.push((await started(dataFolder)).seconds)
    const { seconds, megabytes } = await started(dataFolder)
    again.push(seconds)
    memory.push(megabytes)
    await rm(dataFolder, { recursive: true, force: true })
  }
  const of = (name: string, values: number[], unit: string) =>
    row({ benchmark: 'start', case: name, value: medianOf(values), unit, spread: spreadOf(values) })
  return [
    of('first, empty folder', first, 's to healthy'),
    of('again', again, 's to healthy'),
    of('memory at rest', memory, 'MB'),
  ]
}

/** Starts, waits until healthy, rests, and stops as Ctrl-C does. */
async function started(dataFolder: string): Promise<{ seconds: number; megabytes: number }> {
  const port = await freePort()
  const env = { ...process.env, LIANFANG_DATA: dataFolder, PORT: String(port), LOG_LEVEL: 'error' }
  const began = performance.now()
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/lianfang.mjs'), 'start'], { env, stdio: 'ignore' })
  try {
    while (!(await isHealthy(port))) {
      if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it was healthy`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const seconds = (performance.now() - began) / 1000
    await new Promise((resolve) => setTimeout(resolve, REST_MS))
    return { seconds, megabytes: await residentOf(child.pid!) }
  } finally {
    await stopped(child)
  }
}

const isHealthy = (port: number) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  )

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGINT')
  })
}

/** Megabytes that a process and everything it started hold alone (Linux: shared pages are counted by their share). */
async function residentOf(root: number): Promise<number> {
  let kilobytes = 0
  for (const pid of await familyOf(root)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0)
  }
  return kilobytes / 1024
}

async function familyOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const families = await Promise.all(children.split(' ').filter(Boolean).map(Number).map(familyOf))
  return [pid, ...families.flat()]
}
