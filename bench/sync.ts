// `sync`: batches of 50 readings from phones over HTTP, with everything that a reading does, beside `COPY` of as many rows into the
// same table with its indexes. Rounds of the two are interleaved.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Connection } from '../src/platform/db/database.ts'
import { run, start } from './processes.ts'
import { arranged, reset, shuffled } from './readings.ts'
import { medianOf, type Row, row, spreadOf } from './report.ts'
import { signIn } from './sign-in.ts'
import type { SyncResult } from './sync-load.ts'

const AT = '2020-01-25T00:30:00.000Z'
const CONNECTIONS = 8
const AIM = 0.25

export async function sync({ rounds = 5, seconds = 3 } = {}): Promise<Row[]> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-bench-'))
  const size = { persons: 100_000, days: 2, today: '2020-01-25' }
  const server = await start('server.ts', { dataFolder, at: AT, size })
  try {
    const { url, owner } = server.said as { url: string; owner: Connection }
    const cookie = await signIn(url, 'office')
    const { periods, account } = await arranged(owner)
    const results: Record<'product' | 'copy', SyncResult[]> = { product: [], copy: [] }
    for (let round = 0; round < rounds; round++) {
      for (const side of ['product', 'copy'] as const) {
        await reset(owner)
        results[side].push(
          await run<SyncResult>('sync-load.ts', {
            side,
            url,
            cookie,
            owner,
            account,
            connections: CONNECTIONS,
            seconds,
            periods: shuffled(periods),
            observedAt: AT,
          }),
        )
      }
    }
    const perSecond = (side: 'product' | 'copy') => results[side].map((result) => result.perSecond)
    const ratio = medianOf(perSecond('product').map((rows, round) => rows / perSecond('copy')[round]!))
    return [
      row({
        benchmark: 'sync',
        case: 'batches of 50',
        value: medianOf(perSecond('product')),
        unit: 'rows/s',
        spread: spreadOf(perSecond('product')),
        p50_ms: medianOf(results.product.map(({ p50 }) => p50)),
        p99_ms: medianOf(results.product.map(({ p99 }) => p99)),
        ratio_to_copy: ratio,
        aim: `at least ${AIM} of COPY`,
        met: ratio >= AIM,
        beside: `${CONNECTIONS} phones at once; COPY ${Math.round(medianOf(perSecond('copy')))} rows/s`,
      }),
    ]
  } finally {
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}
