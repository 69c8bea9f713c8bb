// One round of readings against one side: the product, the echo, or direct writers that commit every row a reading writes.
import pg from 'pg'
import { newId } from '../src/kernel/ids.ts'
import type { Connection } from '../src/platform/db/database.ts'
import { type LoadResult, load } from './load.ts'

interface Round {
  side: 'product' | 'echo' | 'direct'
  url: string
  cookie: string
  owner: Connection
  /** Who records them. */
  account: string
  connections: number
  seconds: number
  /** Periods whose present window is not completed yet, each used once. */
  periods: { id: string; person: string; area: string }[]
  observedAt: string
}

function http({ side, url, cookie, connections, seconds, periods, observedAt }: Round): Promise<LoadResult> {
  const headers = { 'content-type': 'application/json', cookie }
  const path = side === 'echo' ? '/echo' : '/api/v1/readings'
  return load({ url, connections, seconds }, (n) => {
    const period = periods[n % periods.length]!
    const body = { id: newId(), periodId: period.id, temperature: 36.5, site: 'forehead', observedAt }
    return { method: 'POST', path, headers, body: JSON.stringify(body) }
  })
}

/**
 * The reading, the period's next deadline and the audit event, with every column that the product writes, in one prepared
 * statement: one round trip, one commit.
 */
async function direct({ owner, account, connections, seconds, periods, observedAt }: Round): Promise<LoadResult> {
  const clients = Array.from(
    { length: connections },
    () => new pg.Client({ ...owner, options: '-c search_path=d230406,public' }),
  )
  await Promise.all(clients.map((client) => client.connect()))
  const times: number[] = []
  let n = 0
  const began = performance.now()
  const end = began + seconds * 1000
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const period = periods[n++ % periods.length]!
        const at = performance.now()
        await client.query({
          name: 'reading',
          text: STATEMENT,
          values: [newId(), period.id, period.person, period.area, observedAt, account, newId()],
        })
        times.push(performance.now() - at)
      }
    }),
  )
  const took = (performance.now() - began) / 1000
  await Promise.all(clients.map((client) => client.end()))
  times.sort((a, b) => a - b)
  return {
    requests: times.length,
    failed: 0,
    seconds: took,
    perSecond: times.length / took,
    p50: times[Math.floor(times.length * 0.5)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  }
}

const STATEMENT = `with reading as (
    insert into readings (id, period_id, person_id, area_code, at_home, temperature, site, taken_by, observed_at, received_at,
      fever, day, completes_slot, plan_version_id, symptoms, recorded_by, note, late)
    select $1, id, $3, $4, true, 36.5, 'forehead', 'medic', $5, $5, false, '2020-01-25', 'morning', plan_version_id,
      '{}', $6, '', false
    from isolation_periods where id = $2
  ), event as (
    insert into audit_events (at, account_id, action, subject_kind, subject_id, area_code, request_id, details)
    values ($5, $6, 'reading.recorded', 'reading', $1::text, $4, $7,
      jsonb_build_object('periodId', $2::uuid, 'completes', 'done', 'atHome', true))
  )
  update next_checks set last_temperature = 36.5, last_reading_at = $5, missed_in_row = 0, last_done_opens_at = next_opens_at,
    next_day = '2020-01-25', next_slot = 'afternoon', next_opens_at = $5::timestamptz + interval '5 hours 30 minutes',
    next_check_due_at = $5::timestamptz + interval '9 hours 30 minutes', not_home_at = null
  where period_id = $2`

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = ''
  for await (const chunk of stream) all += chunk
  return all
}

const round = JSON.parse(await text(process.stdin)) as Round
const result = round.side === 'direct' ? await direct(round) : await http(round)
process.stdout.write(`${JSON.stringify(result)}\n`)
