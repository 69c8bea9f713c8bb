// One round of `sync` against one side: batches over HTTP for some seconds, or one COPY of readings of as many periods.
import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { newId } from '../src/kernel/ids.ts'
import type { Connection } from '../src/platform/db/database.ts'
import { load } from './load.ts'

interface Round {
  side: 'product' | 'copy'
  url: string
  cookie: string
  owner: Connection
  account: string
  connections: number
  seconds: number
  periods: { id: string; person: string; area: string }[]
  observedAt: string
}

export interface SyncResult {
  perSecond: number
  p50: number
  p99: number
}

const BATCH = 50
const COPIED = 50_000

async function product({ url, cookie, connections, seconds, periods, observedAt }: Round): Promise<SyncResult> {
  const headers = { 'content-type': 'application/json', cookie }
  const most = Math.floor(periods.length / BATCH)
  const result = await load({ url, connections, seconds }, (n) => {
    if (n >= most) throw new Error('every window is completed: more persons are needed')
    const readings = periods
      .slice(n * BATCH, (n + 1) * BATCH)
      .map(({ id }) => ({ id: newId(), periodId: id, temperature: 36.5, site: 'forehead', observedAt }))
    return { method: 'POST', path: '/api/v1/reading-batches', headers, body: JSON.stringify({ readings }) }
  })
  if (result.failed > 0) throw new Error(`${result.failed} of ${result.requests} batches failed`)
  return { ...result, perSecond: result.perSecond * BATCH }
}

async function copy({ owner, account, periods, observedAt }: Round): Promise<SyncResult> {
  const client = new pg.Client({ ...owner, options: '-c search_path=d230406,public' })
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select plan_version_id as id from isolation_periods limit 1')
  const version = rows[0]!.id
  const lines = periods
    .slice(0, COPIED)
    .map(({ id, person, area }) =>
      [newId(), id, person, area, true, 36.5, 'forehead', '{}', 'medic', observedAt, observedAt, account, '', false]
        .concat(['2020-01-25', 'morning', false, version])
        .join('\t'),
    )
  const stream = client.query(
    copyFrom(`copy readings (id, period_id, person_id, area_code, at_home, temperature, site, symptoms, taken_by, observed_at,
      received_at, recorded_by, note, fever, day, completes_slot, late, plan_version_id) from stdin`),
  )
  const began = performance.now()
  stream.end(`${lines.join('\n')}\n`)
  await once(stream, 'finish')
  const took = performance.now() - began
  await client.end()
  return { perSecond: (lines.length * 1000) / took, p50: took, p99: took }
}

let said = ''
for await (const chunk of process.stdin) said += chunk
const round = JSON.parse(said) as Round
process.stdout.write(`${JSON.stringify(round.side === 'copy' ? await copy(round) : await product(round))}\n`)
