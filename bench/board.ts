// `board`: all figures of the command's overview in an open loop, while nothing happens and while readings come in, and how long
// a write takes until every one of 200 boards that listen shows it.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { newId } from '../src/kernel/ids.ts'
import type { LoadResult } from './load.ts'
import { run, start } from './processes.ts'
import { medianOf, type Row, row, spreadOf } from './report.ts'
import { signIn } from './sign-in.ts'
import { AT, SIZES, type SizeName } from './sizes.ts'

const RATE = 20
const WRITES_A_SECOND = 20
const P99_MS = 50
const BOARDS = 200
const WRITES = 10
const REACHED_MS = 1000

export async function board({ large = false, rounds = 5, seconds = 5 } = {}): Promise<Row[]> {
  const rows = await atSize('100k', rounds, seconds)
  if (large) rows.push(...(await atSize('1M', rounds, seconds)))
  return rows
}

async function atSize(name: SizeName, rounds: number, seconds: number): Promise<Row[]> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-bench-'))
  const server = await start('server.ts', { dataFolder, at: AT, size: SIZES[name] })
  try {
    const url = server.said.url as string
    const [cookie, writer] = (await Promise.all([signIn(url, 'commander'), signIn(url, 'office')])) as [string, string]
    const periods = await duePeriods(url, writer)
    // A server that has just started counts everything once.
    await fetch(`${url}/api/v1/board`, { headers: { cookie } })
    const asked = { url, cookies: [cookie], paths: ['/api/v1/board'], rate: RATE, seconds }
    const [quiet, busy]: [LoadResult[], LoadResult[]] = [[], []]
    const reached: number[] = []
    for (let round = 0; round < rounds; round++) {
      quiet.push(await run<LoadResult>('get-load.ts', asked))
      const [result] = await Promise.all([
        run<LoadResult>('get-load.ts', asked),
        write(url, writer, periods.splice(0, seconds * WRITES_A_SECOND)),
      ])
      busy.push(result)
      const listening = { url, cookie, writer, boards: BOARDS, periods: periods.splice(0, WRITES), observedAt: AT }
      reached.push(...(await run<{ times: number[] }>('listeners.ts', listening)).times)
    }
    return [
      figuresRow(`figures ${name}`, quiet, ''),
      figuresRow(`figures, written to ${name}`, busy, `, ${WRITES_A_SECOND} readings/s of all villages beside`),
      reachedRow(name, reached),
    ]
  } finally {
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

/** Of all villages, as they come in the queue. */
async function duePeriods(url: string, cookie: string): Promise<string[]> {
  const found: string[] = []
  for (let cursor = ''; found.length < 4000; ) {
    const answer = await fetch(`${url}/api/v1/isolation-periods?queue=dueNow&limit=200${cursor}`, {
      headers: { cookie },
    })
    const { items, next } = (await answer.json()) as { items: { id: string }[]; next: string | null }
    found.push(...items.map(({ id }) => id))
    if (next === null) break
    cursor = `&cursor=${next}`
  }
  return found
    .map((id, at) => ({ id, at: (at * 7919) % found.length }))
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id)
}

async function write(url: string, cookie: string, periods: readonly string[]): Promise<void> {
  const began = performance.now()
  await Promise.all(
    periods.map(async (periodId, n) => {
      const due = began + (n * 1000) / WRITES_A_SECOND
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, due - performance.now())))
      const answer = await fetch(`${url}/api/v1/readings`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ id: newId(), periodId, temperature: 36.5, site: 'forehead', observedAt: AT }),
      })
      if (answer.status !== 201) throw new Error(await answer.text())
      await answer.arrayBuffer()
    }),
  )
}

function figuresRow(name: string, results: readonly LoadResult[], beside: string): Row {
  const p99 = medianOf(results.map((result) => result.p99))
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  if (failed > 0) throw new Error(`${name}: ${failed} requests failed`)
  return row({
    benchmark: 'board',
    case: name,
    value: p99,
    unit: 'ms p99',
    spread: spreadOf(results.map((result) => result.p99)),
    p50_ms: medianOf(results.map(({ p50 }) => p50)),
    p99_ms: p99,
    aim: `p99 under ${P99_MS} ms`,
    met: p99 < P99_MS,
    beside: `${RATE} requests/s, open loop${beside}`,
  })
}

function reachedRow(name: string, reached: readonly number[]): Row {
  const sorted = [...reached].sort((a, b) => a - b)
  const slowest = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))]!
  return row({
    benchmark: 'board',
    case: `reaches ${BOARDS} boards ${name}`,
    value: slowest,
    unit: 'ms p99',
    spread: spreadOf(reached),
    p50_ms: medianOf(reached),
    p99_ms: slowest,
    aim: `p99 under ${REACHED_MS} ms`,
    met: slowest < REACHED_MS,
    beside: 'from the request of the write until the last board shows it',
  })
}
