// SQL of fillings and of the figures as they were taken, each time a snapshot.
import type { Day, Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { Mapping } from '../contract.ts'

export interface By {
  at: Instant
  by: string | null
}

export type Span = 'report' | 'calendar'
export type FillingState = 'draft' | 'asked' | 'closed' | 'withdrawn'

export interface FillingWrite {
  id: string
  version_id: string
  day: Day
  span: Span
  period_from: Instant
  period_until: Instant
  mapping: Mapping
  begun_at: Instant
  begun_by: string | null
  plan_version_id: string
}

export interface FillingRow extends FillingWrite {
  form_id: string
  form_name: string
  version_number: number
  state: FillingState
  due_at: Instant | null
  asked_at: Instant | null
  settled_at: Instant | null
  settled_by_name: string | null
  reason: string
  asked: number
  answered: number
}

/** False: the id is in use. */
export const insertFilling = async (tx: Tx, row: FillingWrite): Promise<boolean> =>
  (
    await tx.sql(
      `insert into table_fillings (id, version_id, day, span, period_from, period_until, mapping, state, begun_at, begun_by,
         plan_version_id)
       select id, version_id, day, span, period_from, period_until, mapping, 'draft', begun_at, begun_by, plan_version_id
       from json_populate_record(null::table_fillings, $1) on conflict do nothing returning id`,
      [JSON.stringify(row)],
    )
  ).length > 0

/** With its form, and how many were asked and have answered. */
export const FILLING = `select t.*, v.form_id, v.number as version_number, f.name as form_name, s.display_name as settled_by_name,
    (select count(*)::int from table_asked a where a.filling_id = t.id) as asked,
    (select count(distinct (a.owner_kind, a.owner_key))::int from table_answers a where a.filling_id = t.id) as answered
  from table_fillings t join table_form_versions v on v.id = t.version_id join table_forms f on f.id = v.form_id
    left join accounts s on s.id = t.settled_by`

export const findFilling = async (tx: Tx, id: string): Promise<FillingRow | undefined> =>
  (await tx.sql<FillingRow>(`${FILLING} where t.id = $1`, [id]))[0]

/** Whoever asks, answers, corrects or closes does so one after the other. */
export async function lockFilling(tx: Tx, id: string): Promise<FillingRow | undefined> {
  await tx.sql('select from table_fillings where id = $1 for no key update', [id])
  return findFilling(tx, id)
}

interface Asked {
  form: string | undefined
  state: FillingState | undefined
}
const WHERE = '($1::uuid is null or v.form_id = $1) and ($2::text is null or t.state = $2)'

export const listFillings = (
  tx: Tx,
  { form, state }: Asked,
  { after, limit }: { after: { at: Instant; id: string } | null; limit: number },
): Promise<FillingRow[]> =>
  tx.sql<FillingRow>(
    `${FILLING} where ${WHERE} and ($3::timestamptz is null or (t.begun_at, t.id) < ($3, $4::uuid))
     order by t.begun_at desc, t.id desc limit $5`,
    [form ?? null, state ?? null, after?.at ?? null, after?.id ?? null, limit],
  )

export const countFillings = async (tx: Tx, { form, state }: Asked): Promise<number> =>
  (
    await tx.sql<{ count: number }>(
      `select count(*)::int as count from table_fillings t join table_form_versions v on v.id = t.version_id where ${WHERE}`,
      [form ?? null, state ?? null],
    )
  )[0]!.count

export interface SnapshotRow {
  number: number
  taken_at: Instant
  taken_by_name: string | null
  figures: Record<string, number | null>
}

export const insertSnapshot = (
  tx: Tx,
  fillingId: string,
  figures: Record<string, number | null>,
  { at, by }: By,
): Promise<unknown> =>
  tx.sql(
    `insert into table_snapshots (filling_id, number, taken_at, taken_by, figures)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from table_snapshots where filling_id = $1`,
    [fillingId, at, by, JSON.stringify(figures)],
  )

export const lastSnapshot = async (tx: Tx, fillingId: string): Promise<SnapshotRow> =>
  (
    await tx.sql<SnapshotRow>(
      `select s.number, s.taken_at, s.figures, a.display_name as taken_by_name
       from table_snapshots s left join accounts a on a.id = s.taken_by where s.filling_id = $1 order by s.number desc limit 1`,
      [fillingId],
    )
  )[0]!

export const settleFilling = (
  tx: Tx,
  id: string,
  state: 'closed' | 'withdrawn',
  { at, by, reason }: By & { reason: string },
): Promise<unknown> =>
  tx.sql('update table_fillings set state = $2, settled_at = $3, settled_by = $4, reason = $5 where id = $1', [
    id,
    state,
    at,
    by,
    reason,
  ])
