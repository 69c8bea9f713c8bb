// All SQL of occurrences: written, moved, judged, closed. A judgement is one guarded statement, so that of two at once only
// the first one counts.
import type { Day, Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { DAILY_REPORTS, type Owner } from '../rules/clocks.ts'
import type { Judgement } from '../rules/judging.ts'
import type { OccurrenceState } from '../rules/settling.ts'

export interface OccurrenceRow {
  id: string
  key: string
  subject: string
  owner_kind: Owner['kind']
  owner_key: string
  area_code: string
  day: Day
  begun_at: Instant
  covers_from: Instant | null
  covers_to: Instant | null
  due_at: Instant
  missed_at: Instant
  state: OccurrenceState
  judged_at: Instant | null
  evidence_kind: string | null
  evidence_id: string | null
  evidence_at: Instant | null
  evidence_is_zero: boolean
  reason: string
  excused_by: string | null
  title_zh: string | null
  title_en: string | null
  source_kind: string | null
  source_id: string | null
  next_knock_at: Instant | null
  knocked_until: Instant
  plan_version_id: string
}

export type NewOccurrence = Omit<
  OccurrenceRow,
  'state' | 'judged_at' | 'evidence_kind' | 'evidence_id' | 'evidence_at' | 'evidence_is_zero' | 'reason' | 'excused_by'
>

/** Of one that is there already nothing is written. Answers the ids that were. */
export const insertOccurrences = async (tx: Tx, rows: readonly NewOccurrence[]): Promise<string[]> => {
  if (rows.length === 0) return []
  const written = await tx.sql<{ id: string }>(
    `insert into occurrences (id, key, subject, owner_kind, owner_key, area_code, day, begun_at, covers_from, covers_to, due_at,
       missed_at, title_zh, title_en, source_kind, source_id, next_knock_at, knocked_until, plan_version_id)
     select id, key, subject, owner_kind, owner_key, area_code, day, begun_at, covers_from, covers_to, due_at,
       missed_at, title_zh, title_en, source_kind, source_id, next_knock_at, knocked_until, plan_version_id
     from json_populate_recordset(null::occurrences, $1)
     on conflict do nothing returning id`,
    [JSON.stringify(rows)],
  )
  return written.map(({ id }) => id)
}

/** Whatever changes what is owed does so one after the other. */
export const lockSettling = (tx: Tx): Promise<unknown> =>
  tx.sql(`select pg_advisory_xact_lock(hashtext('duties.settle'))`)

/** Of the clocks themselves, from that day or the oldest one on which something is open. */
export const clockOccurrences = (tx: Tx, from: Day): Promise<OccurrenceRow[]> =>
  tx.sql<OccurrenceRow>(
    `select * from occurrences where subject = ''
       and day >= least($1::date, (select min(day) from occurrences where state = 'open' and subject = ''))
     order by begun_at, id`,
    [from],
  )

export const moveOccurrences = (
  tx: Tx,
  rows: readonly Pick<
    OccurrenceRow,
    'id' | 'covers_from' | 'covers_to' | 'due_at' | 'missed_at' | 'area_code' | 'plan_version_id' | 'next_knock_at'
  >[],
): Promise<unknown> =>
  tx.sql(
    `update occurrences o set covers_from = n.covers_from, covers_to = n.covers_to, due_at = n.due_at,
       missed_at = n.missed_at, area_code = n.area_code, plan_version_id = n.plan_version_id, next_knock_at = n.next_knock_at
     from json_to_recordset($1) as n (id uuid, covers_from timestamptz, covers_to timestamptz, due_at timestamptz,
       missed_at timestamptz, area_code text, plan_version_id uuid, next_knock_at timestamptz)
     where o.id = n.id and o.state = 'open'`,
    [JSON.stringify(rows)],
  )

export const closeOccurrences = async (
  tx: Tx,
  rows: readonly { id: string; at: Instant; reason: string }[],
): Promise<OccurrenceRow[]> =>
  rows.length === 0
    ? []
    : tx.sql<OccurrenceRow>(
        `update occurrences o set state = 'closed', judged_at = n.at, reason = n.reason, next_knock_at = null
         from json_to_recordset($1) as n (id uuid, at timestamptz, reason text)
         where o.id = n.id and o.state = 'open' returning o.*`,
        [JSON.stringify(rows)],
      )

/** Tasks beside the clocks end with the response too. */
export const openTasks = (tx: Tx): Promise<{ id: string }[]> =>
  tx.sql<{ id: string }>(`select id from occurrences where state = 'open' and subject <> ''`)

export interface Place {
  key: string
  owner: Owner
  day: Day
  subject: string
}

/** Held until the transaction ends. Of one that was closed and is owed anew, the one that is owed. */
export const lockOccurrence = async (tx: Tx, { key, owner, day, subject }: Place): Promise<OccurrenceRow | undefined> =>
  (
    await tx.sql<OccurrenceRow>(
      `select * from occurrences where key = $1 and owner_kind = $2 and owner_key = $3 and day = $4 and subject = $5
       order by state = 'closed', begun_at desc limit 1 for update`,
      [key, owner.kind, owner.key, day, subject],
    )
  )[0]

export const lockById = async (tx: Tx, id: string): Promise<OccurrenceRow | undefined> =>
  (await tx.sql<OccurrenceRow>('select * from occurrences where id = $1 for update', [id]))[0]

export const judge = (tx: Tx, id: string, { state, at }: Judgement): Promise<unknown> =>
  tx.sql(`update occurrences set state = $2, judged_at = $3, next_knock_at = null where id = $1 and state = 'open'`, [
    id,
    state,
    at,
  ])

/** The first evidence stays. */
export const attachEvidence = (
  tx: Tx,
  id: string,
  { kind, id: evidenceId, at, isZero }: { kind: string; id: string; at: Instant; isZero: boolean },
): Promise<unknown> =>
  tx.sql(
    `update occurrences set evidence_kind = $2, evidence_id = $3, evidence_at = $4, evidence_is_zero = $5 where id = $1 and evidence_id is null`,
    [id, kind, evidenceId, at, isZero],
  )

/** Judges those that count as missed by now, each at its own time; the answer is in that order. */
export const judgeMissed = async (tx: Tx, now: Instant, limit: number): Promise<OccurrenceRow[]> =>
  (
    await tx.sql<OccurrenceRow>(
      `update occurrences o set state = 'missed', judged_at = o.missed_at, next_knock_at = null
       where o.state = 'open' and o.missed_at <= $1
         and o.id in (select id from occurrences where state = 'open' and missed_at <= $1 order by missed_at, id limit $2)
       returning o.*`,
      [now, limit],
    )
  ).sort((a, b) => (a.missed_at === b.missed_at ? (a.id < b.id ? -1 : 1) : a.missed_at < b.missed_at ? -1 : 1))

export const excuse = (
  tx: Tx,
  id: string,
  { at, reason, by }: { at: Instant; reason: string; by: string },
): Promise<unknown> =>
  tx.sql(
    `update occurrences set state = 'excused', judged_at = $2, reason = $3, excused_by = $4, next_knock_at = null
     where id = $1 and state = 'open'`,
    [id, at, reason, by],
  )

/** Those at which a reminder or a step has come and that are still owed; nobody else knocks meanwhile. */
export const lockKnocking = (tx: Tx, now: Instant, limit: number): Promise<OccurrenceRow[]> =>
  tx.sql<OccurrenceRow>(
    `select * from occurrences where state = 'open' and next_knock_at <= $1 and missed_at > $1
     order by next_knock_at, id limit $2 for update`,
    [now, limit],
  )

export const setKnocked = (
  tx: Tx,
  rows: readonly { id: string; at: Instant | null }[],
  now: Instant,
): Promise<unknown> =>
  tx.sql(
    `update occurrences o set next_knock_at = n.at, knocked_until = $2
     from json_to_recordset($1) as n (id uuid, at timestamptz) where o.id = n.id`,
    [JSON.stringify(rows), now],
  )

/** What these owe today, and whatever of theirs is open; not what was closed and is owed anew. */
export const openOrOf = (tx: Tx, day: Day, owners: readonly Owner[]): Promise<OccurrenceRow[]> =>
  tx.sql<OccurrenceRow>(
    `select * from occurrences where owner_kind || ':' || owner_key = any($2)
       and (day = $1 and state <> 'closed' or state = 'open') order by due_at, key, owner_kind, owner_key`,
    [day, owners.map(({ kind, key }) => `${kind}:${key}`)],
  )

export interface OccurrenceFilter {
  from?: Day
  until?: Day
  keys?: readonly string[]
  owners?: readonly Owner[]
  states?: readonly OccurrenceState[]
  subject?: string
}

/** In order of their deadlines; of few days or owners, since nothing bounds how many there are. */
export const occurrencesOf = (
  tx: Tx,
  { from, until, keys, owners, states, subject }: OccurrenceFilter,
): Promise<OccurrenceRow[]> =>
  tx.sql<OccurrenceRow>(
    `select * from occurrences
     where ($1::date is null or day >= $1) and ($2::date is null or day <= $2) and ($3::text[] is null or key = any($3))
       and ($4::text[] is null or owner_kind || ':' || owner_key = any($4)) and ($5::text[] is null or state = any($5))
       and ($6::text is null or subject = $6)
     order by due_at, key, owner_kind, owner_key, begun_at`,
    [
      from ?? null,
      until ?? null,
      keys ?? null,
      owners?.map(({ kind, key }) => `${kind}:${key}`) ?? null,
      states ?? null,
      subject ?? null,
    ],
  )

/** What was due by `now` or done before, as it stood then; excused and closed ones were not due. */
export const dueBy = (
  tx: Tx,
  over: {
    keys?: readonly string[]
    owners?: readonly Owner[]
    from: Day | null
    today: Day
    area: string
    now: Instant
  },
): Promise<OccurrenceRow[]> =>
  tx.sql<OccurrenceRow>(
    `select * from occurrences
     where ($1::text[] is null or key = any($1)) and ($2::text[] is null or owner_kind || ':' || owner_key = any($2))
       and ($3::date is null or day >= $3) and day <= $4 and area_code >= $5 and area_code < $5 || '~'
       and (due_at <= $6 or state in ('inTime', 'late') and judged_at <= $6)
       and not (state in ('excused', 'closed') and judged_at <= $6)`,
    [
      over.keys ?? null,
      over.owners?.map(({ kind, key }) => `${kind}:${key}`) ?? null,
      over.from,
      over.today,
      over.area,
      over.now,
    ],
  )

/** Daily reports of a day that were due by `now`: how many, how many of them are not there, and when the last fell due. */
export async function unreported(
  tx: Tx,
  day: Day,
  now: Instant,
): Promise<{ due: number; missing: number; dueAt: Instant } | null> {
  const [row] = await tx.sql<{ due: number; missing: number; last: Instant | null }>(
    `select count(*)::int as due, count(*) filter (where state in ('open', 'missed'))::int as missing, max(due_at) as last
     from occurrences where day = $1 and key = any($2) and due_at <= $3 and state not in ('excused', 'closed')`,
    [day, DAILY_REPORTS, now],
  )
  return row?.last ? { due: row.due, missing: row.missing, dueAt: row.last } : null
}
