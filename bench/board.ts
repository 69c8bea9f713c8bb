// `board`: all figures of the command's overview in an open loop, and how long a write takes to reach every one of 200 boards
// that listen.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { LoadResult } from './load.ts'
import { run, start } from './processes.ts'
import { medianOf, type Row, row, spreadOf } from './report.ts'
import { signIn } from './sign-in.ts'
import { AT, SIZES, type SizeName } from './sizes.ts'

const RATE = 20
const P99_MS = 50
const BOARDS = 200
const REACHED_MS = 1000

export async function board({ large = false, rounds = 5, seconds = 3 } = {}): Promise<Row[]> {
  const rows = await atSize('100k', rounds, seconds)
  if (large) rows.push(...(await atSize('1M', rounds, seconds)))
  return rows
}

async function atSize(name: SizeName, rounds: number, seconds: number): Promise<Row[]> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-bench-'))
  const server = await start('server.ts', { dataFolder, at: AT, size: SIZES[name] })
  try {
    const url = server.said.url as string
    const cookie = await signIn(url, 'office')
    const due = await fetch(`${url}/api/v1/isolation-periods?queue=dueNow&limit=1`, { headers: { cookie } })
    const periodId = ((await due.json()) as { items: { id: string }[] }).items[0]!.id
    const figures: LoadResult[] = []
    const reached: number[] = []
    for (let round = 0; round < rounds; round++) {
      const asked = { url, cookies: [cookie], paths: ['/api/v1/board'], rate: RATE, seconds }
      figures.push(await run<LoadResult>('get-load.ts', asked))
      const listening = { url, cookie, boards: BOARDS, writes: 10, periodId, observedAt: AT }
      reached.push(...(await run<{ times: number[] }>('listeners.ts', listening)).times)
    }
    const p99 = medianOf(figures.map((result) => result.p99))
    const sorted = [...reached].sort((a, b) => a - b)
    const slowest = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))]!
    return [
      row({
        benchmark: 'board',
        case: `figures ${name}`,
        value: p99,
        unit: 'ms p99',
        spread: spreadOf(figures.map((result) => result.p99)),
        p50_ms: medianOf(figures.map(({ p50 }) => p50)),
        p99_ms: p99,
        aim: `p99 under ${P99_MS} ms`,
        met: p99 < P99_MS,
        beside: `${RATE} requests/s, open loop`,
      }),
      row({
        benchmark: 'board',
        case: `reaches ${BOARDS} boards ${name}`,
        value: slowest,
        unit: 'ms p99',
        spread: spreadOf(reached),
        p50_ms: medianOf(reached),
        p99_ms: slowest,
        aim: `p99 under ${REACHED_MS} ms`,
        met: slowest < REACHED_MS,
        beside: 'from the request of the write until the last board was told',
      }),
    ]
  } finally {
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}
