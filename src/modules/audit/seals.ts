// Seals the audit in batches off the write path: each seal is a hash over its events and the seal before, so that a
// row changed or taken out later is found. Ids are handed out before they are committed, so a seal takes what was
// written by transactions older than the oldest one still running, and remembers which ids those were.
import { createHash } from 'node:crypto'
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { SealsState, Verification } from './contract.ts'

interface SealRow {
  id: number
  sealed_at: Instant
  /** The first and last id that it covers. */
  first: number
  last: number
  events: number
  hash: string
  previous_hash: string
}

const PAGE = 5000
const GENESIS = 'lianfang-audit'
const WATERMARK = 'audit.sealedBeforeTx'
// Exactly what is hashed; `tx` is left out, since a restored database has other transaction numbers.
const LINE =
  'json_build_array(e.id, e.at, e.account_id, e.action, e.subject_kind, e.subject_id, e.area_code, e.request_id, e.details)::text'

/** Seals what is not sealed yet, if there is anything; answers how many events. */
export async function sealAudit(tx: Tx, now: Instant): Promise<number> {
  await tx.sql(`select pg_advisory_xact_lock(hashtext('audit.seal'))`)
  const [mark] = await tx.sql<{ after: string; before: string; previous: string | null }>(
    `select coalesce((select value #>> '{}' from settings where key = $1), '0') as after,
            pg_snapshot_xmin(pg_current_snapshot())::text as before,
            (select hash from audit_seals order by id desc limit 1) as previous`,
    [WATERMARK],
  )
  const { after, before } = mark!
  const previous = mark!.previous ?? GENESIS
  // After a restore there is no watermark, and what an earlier seal covers is left out by looking.
  const unsealed = after === '0' ? 'and not exists (select 1 from audit_seals s where s.ids @> e.id)' : ''
  const hash = createHash('sha256').update(previous)
  const ids = new Ranges()
  for (let last = 0; ; ) {
    const rows = await tx.sql<{ id: number; line: string }>(
      `select e.id, ${LINE} as line from audit_events e
       where e.tx >= $1::xid8 and e.tx < $2::xid8 and e.id > $3 ${unsealed} order by e.id limit ${PAGE}`,
      [after, before, last],
    )
    for (const row of rows) {
      hash.update(`\n${row.line}`)
      ids.add(row.id)
    }
    if (rows.length < PAGE) break
    last = rows.at(-1)!.id
  }
  if (ids.count > 0) {
    await tx.sql(
      'insert into audit_seals (sealed_at, ids, events, hash, previous_hash) values ($1, $2::int8multirange, $3, $4, $5)',
      [now, ids.toString(), ids.count, hash.digest('hex'), previous],
    )
  }
  await tx.sql(
    'insert into settings values ($1, to_jsonb($2::text)) on conflict (key) do update set value = excluded.value',
    [WATERMARK, before],
  )
  return ids.count
}

/** Recomputes every seal in order and stops at the first that does not hold, saying what is wrong under it. */
export async function verifySeals(tx: Tx, now: Instant): Promise<Verification> {
  const seals = await tx.sql<SealRow>(
    `select id, sealed_at, events, hash, previous_hash, lower(ids) as first, upper(ids) - 1 as last
     from audit_seals order by id`,
  )
  let previous = GENESIS
  let total = 0
  let until: Instant | null = null
  for (const seal of seals) {
    const { digest, events } = await recompute(tx, seal.id, previous)
    const fault =
      seal.previous_hash !== previous
        ? ('chain' as const)
        : events !== seal.events
          ? ('missing' as const)
          : digest === seal.hash
            ? null
            : ('changed' as const)
    if (fault) {
      const broken = {
        seal: seal.id,
        sealedAt: seal.sealed_at,
        fault,
        firstId: seal.first,
        lastId: seal.last,
        expected: seal.events,
        found: events,
        missing: fault === 'missing' ? await missingIds(tx, seal.id) : [],
      }
      return { at: now, seals: seals.length, events: total, until, broken }
    }
    previous = seal.hash
    until = seal.sealed_at
    total += events
  }
  return { at: now, seals: seals.length, events: total, until, broken: null }
}

async function recompute(tx: Tx, sealId: number, previous: string): Promise<{ digest: string; events: number }> {
  const hash = createHash('sha256').update(previous)
  let events = 0
  for (let last = 0; ; ) {
    const rows = await tx.sql<{ id: number; line: string }>(
      `select e.id, ${LINE} as line from audit_seals s cross join unnest(s.ids) as covered(ids)
       join audit_events e on e.id >= lower(covered.ids) and e.id < upper(covered.ids)
       where s.id = $1 and e.id > $2 order by e.id limit ${PAGE}`,
      [sealId, last],
    )
    for (const row of rows) hash.update(`\n${row.line}`)
    events += rows.length
    if (rows.length < PAGE) break
    last = rows.at(-1)!.id
  }
  return { digest: hash.digest('hex'), events }
}

const missingIds = async (tx: Tx, sealId: number): Promise<number[]> =>
  (
    await tx.sql<{ id: number }>(
      `select g.id from audit_seals s cross join unnest(s.ids) as covered(ids)
         cross join generate_series(lower(covered.ids), upper(covered.ids) - 1) as g (id)
       where s.id = $1 and not exists (select from audit_events e where e.id = g.id) order by g.id limit 100`,
      [sealId],
    )
  ).map(({ id }) => id)

const VERIFIED = 'audit.verified'

/** Keeps the outcome, for whoever asks when the chain was last looked over. */
export const keepVerification = (tx: Tx, verification: Verification): Promise<unknown> =>
  tx.sql('insert into settings values ($1, $2) on conflict (key) do update set value = excluded.value', [
    VERIFIED,
    JSON.stringify(verification),
  ])

export async function readSeals(tx: Tx): Promise<SealsState> {
  const [row] = await tx.sql<{
    seal: number | null
    sealed_at: Instant | null
    seals: number
    events: number
    verification: Verification | null
  }>(
    `select last.id as seal, last.sealed_at, all_seals.seals, all_seals.events,
       (select value from settings where key = $1) as verification
     from (select count(*) as seals, coalesce(sum(events), 0) as events from audit_seals) all_seals
     left join lateral (select id, sealed_at from audit_seals order by id desc limit 1) last on true`,
    [VERIFIED],
  )
  const { seal, sealed_at: sealedAt, seals, events, verification } = row!
  return {
    last: seal === null || sealedAt === null ? null : { seal, sealedAt },
    seals,
    sealedEvents: events,
    verification,
  }
}

/** What `lianfang audit verify` says and answers: plainly where the chain breaks. */
export function sayVerification({ seals, events, until, broken }: Verification): { text: string; exitCode: 0 | 1 } {
  if (!broken) return { text: `${seals} seals over ${events} events hold`, exitCode: 0 }
  const { seal, sealedAt, fault, firstId, lastId, expected, found, missing } = broken
  const range = firstId === lastId ? `event ${firstId}` : `events ${firstId} to ${lastId}`
  const what = {
    changed: `${range}: what stands there is not what was written`,
    missing: `${range}: ${expected} were sealed, ${found} are there; missing: ${missing.join(', ') || 'none of these ids, so one was put in'}`,
    chain: 'it does not follow the seal before it: a seal was changed, taken out or put in',
  }[fault]
  const held = until === null ? 'nothing before it is sealed' : `the ${events} events sealed until ${until} hold`
  return { text: `seal ${seal} of ${sealedAt} does not hold: ${what}\n${held}`, exitCode: 1 }
}

/** Ascending ids as a PostgreSQL multirange. */
class Ranges {
  count = 0
  private readonly ranges: [number, number][] = []
  add(id: number): void {
    const last = this.ranges.at(-1)
    if (last && last[1] === id) last[1] = id + 1
    else this.ranges.push([id, id + 1])
    this.count += 1
  }
  toString(): string {
    return `{${this.ranges.map(([from, to]) => `[${from},${to})`).join(',')}}`
  }
}
