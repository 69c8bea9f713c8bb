// Seals the audit in batches off the write path: each seal is a hash over its events and the seal before, so that a
// row changed or taken out later is found. Ids are handed out before they are committed, so a seal takes what was
// written by transactions older than the oldest one still running, and remembers which ids those were.
import { createHash } from 'node:crypto'
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'

interface SealRow {
  id: number
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

/** Recomputes every seal in order; `broken` is the first that does not hold, or null. */
export async function verifySeals(tx: Tx): Promise<{ broken: number | null; seals: number; events: number }> {
  const seals = await tx.sql<SealRow>('select id, events, hash, previous_hash from audit_seals order by id')
  let previous = GENESIS
  let total = 0
  for (const seal of seals) {
    const hash = createHash('sha256').update(previous)
    let events = 0
    for (let last = 0; ; ) {
      const rows = await tx.sql<{ id: number; line: string }>(
        `select e.id, ${LINE} as line from audit_seals s cross join unnest(s.ids) as covered(ids)
         join audit_events e on e.id >= lower(covered.ids) and e.id < upper(covered.ids)
         where s.id = $1 and e.id > $2 order by e.id limit ${PAGE}`,
        [seal.id, last],
      )
      for (const row of rows) hash.update(`\n${row.line}`)
      events += rows.length
      if (rows.length < PAGE) break
      last = rows.at(-1)!.id
    }
    if (seal.previous_hash !== previous || hash.digest('hex') !== seal.hash || events !== seal.events) {
      return { broken: seal.id, seals: seals.length, events: total }
    }
    previous = seal.hash
    total += events
  }
  return { broken: null, seals: seals.length, events: total }
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
