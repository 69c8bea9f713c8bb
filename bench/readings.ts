// `readings`: single readings over HTTP with everything that a reading does, acknowledged after commit, beside (i) the same
// rows committed one reading at a time by as many direct connections to the same server, and (ii) a bare Fastify that
// validates the same body. Rounds of the three are interleaved.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { Connection } from '../src/platform/db/database.ts'
import type { LoadResult } from './load.ts'
import { run, start } from './processes.ts'
import { medianOf, type Row, row, spreadOf } from './report.ts'
import { signIn } from './sign-in.ts'

const CONNECTIONS = [1, 16, 64, 256]
const SIDES = ['product', 'direct', 'echo'] as const
const AT = '2020-01-25T00:30:00.000Z'

export async function readings({ rounds = 5, seconds = 2, cases = CONNECTIONS } = {}): Promise<Row[]> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'lianfang-bench-'))
  const server = await start('server.ts', {
    dataFolder,
    at: AT,
    size: { persons: 100_000, days: 2, today: '2020-01-25' },
  })
  const echo = await start('echo.ts', {})
  try {
    const { url, owner } = server.said as { url: string; owner: Connection }
    const cookie = await signIn(url, 'office')
    const { periods, account } = await arranged(owner)
    const results = new Map<string, LoadResult[]>()
    for (let round = 0; round < rounds; round++) {
      for (const connections of cases) {
        for (const side of SIDES) {
          // Every reading completes a window that is open: what the round before wrote is put back.
          await reset(owner)
          const result = await run<LoadResult>('readings-load.ts', {
            side,
            url: side === 'echo' ? echo.said.url : url,
            cookie,
            owner,
            account,
            connections,
            seconds,
            periods: shuffled(periods).slice(0, 40_000),
            observedAt: AT,
          })
          if (result.failed > 0) throw new Error(`${result.failed} of ${result.requests} requests failed at ${side}`)
          const key = `${side}/${connections}`
          results.set(key, [...(results.get(key) ?? []), result])
        }
      }
    }
    return cases.map((connections) => rowOf(connections, results))
  } finally {
    await echo.stop()
    await server.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
}

function rowOf(connections: number, results: ReadonlyMap<string, LoadResult[]>): Row {
  const of = (side: string) => results.get(`${side}/${connections}`)!
  const ratio = (side: string) =>
    medianOf(of('product').map((result, round) => result.perSecond / of(side)[round]!.perSecond))
  const [toDirect, toEcho] = [ratio('direct'), ratio('echo')]
  const main = connections === 64
  return row({
    benchmark: 'readings',
    case: String(connections),
    value: medianOf(of('product').map(({ perSecond }) => perSecond)),
    unit: 'readings/s',
    spread: spreadOf(of('product').map(({ perSecond }) => perSecond)),
    p50_ms: medianOf(of('product').map(({ p50 }) => p50)),
    p99_ms: medianOf(of('product').map(({ p99 }) => p99)),
    ratio_to_direct: toDirect,
    ratio_to_echo: toEcho,
    aim: main ? 'at least 1.0 of direct and 0.4 of echo' : null,
    met: main ? toDirect >= 1 && toEcho >= 0.4 : null,
    beside: `direct ${Math.round(medianOf(of('direct').map(({ perSecond }) => perSecond)))}/s, echo ${Math.round(medianOf(of('echo').map(({ perSecond }) => perSecond)))}/s`,
  })
}

export async function arranged(owner: Connection) {
  const client = new pg.Client({ ...owner, options: '-c search_path=d230406,public' })
  await client.connect()
  const { rows } = await client.query<{ id: string; person: string; area: string }>(
    `select c.period_id as id, c.person_id as person, c.area_code as area
     from next_checks c join isolation_periods p on p.id = c.period_id
     where c.next_slot = 'morning' and c.next_day = '2020-01-25' and p.registered_at < '2020-01-24 12:00Z'`,
  )
  const accounts = await client.query<{ id: string }>(`select id from accounts where user_name = 'office'`)
  await client.end()
  return { periods: rows, account: accounts.rows[0]!.id }
}

/** Readings are gone and their windows open again. What refers to readings refers to none of these. */
export async function reset(owner: Connection): Promise<void> {
  const client = new pg.Client({
    ...owner,
    options: '-c search_path=d230406,public -c session_replication_role=replica',
  })
  await client.connect()
  await client.query("delete from readings where day = '2020-01-25'")
  await client.query(`update next_checks c set next_slot = 'morning', next_opens_at = f.next_opens_at,
      next_check_due_at = f.next_check_due_at, last_done_opens_at = null
    from (select next_opens_at, next_check_due_at from next_checks where next_slot = 'morning' limit 1) f
    where c.next_slot = 'afternoon'`)
  await client.query('vacuum readings, next_checks')
  await client.end()
}

export function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}
