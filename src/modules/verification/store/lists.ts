// SQL of the letters and their replies. Who sees a list is whoever sees somebody of it, or may receive lists where it came in;
// the counts are of those persons whom the transaction sees.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Counts, ListKind } from '../contract.ts'

export interface ListWrite {
  id: string
  area_code: string
  kind: ListKind
  authority: string
  letter_no: string
  letter_day: Day
  contact: string
  why: string
  origin_text: string
  service_no: string
  travelled_on: Day | null
  due_at: Instant
  received_at: Instant
  received_by: string | null
  plan_version_id: string
}

export interface ListRow extends ListWrite {
  received_by_name: string | null
  voided_at: Instant | null
  void_reason: string
  replied_at: Instant | null
}

/** False: the id or the letter is there already. */
export const insertList = async (tx: Tx, row: ListWrite): Promise<boolean> =>
  (
    await tx.sql(
      `insert into verification_lists (id, area_code, kind, authority, letter_no, letter_day, contact, why, origin_text,
         service_no, travelled_on, due_at, received_at, received_by, plan_version_id)
       select id, area_code, kind, authority, letter_no, letter_day, contact, why, origin_text, service_no, travelled_on, due_at,
         received_at, received_by, plan_version_id
       from json_populate_record(null::verification_lists, $1) on conflict do nothing returning id`,
      [JSON.stringify(row)],
    )
  ).length > 0

const LIST = `select l.*, r.display_name as received_by_name,
    (select max(p.sent_at) from verification_replies p where p.list_id = l.id) as replied_at
  from verification_lists l left join accounts r on r.id = l.received_by`

/** `areas`: where the account reads lists. */
const VISIBLE = `(exists (select from unnest($1::text[]) as a (code) where l.area_code >= a.code and l.area_code < a.code || '~')
  or exists (select from verification_entries e where e.list_id = l.id and e.voided_at is null))`

export const findList = async (tx: Tx, id: string, areas: readonly string[]): Promise<ListRow | undefined> =>
  (await tx.sql<ListRow>(`${LIST} where ${VISIBLE} and l.id = $2`, [areas, id]))[0]

/** Held against whoever else adds to it or answers it. */
export async function lockList(tx: Tx, id: string, areas: readonly string[]): Promise<ListRow | undefined> {
  await tx.sql('select from verification_lists where id = $1 for update', [id])
  return findList(tx, id, areas)
}

const OPEN = `($3::boolean is null or $3 = exists (select from verification_entries e
  where e.list_id = l.id and e.voided_at is null and e.finding_id is null))`

export interface AskedLists {
  areas: readonly string[]
  kind: string | undefined
  open: boolean | undefined
}
const asked = ({ areas, kind, open }: AskedLists) => [areas, kind ?? null, open ?? null]

export const listLists = (
  tx: Tx,
  of: AskedLists,
  page: { limit: number; after: { at: Instant; id: string } | null },
): Promise<ListRow[]> =>
  tx.sql<ListRow>(
    `${LIST} where ${VISIBLE} and ($2::text is null or l.kind = $2) and ${OPEN} and l.voided_at is null
       and ($4::timestamptz is null or (l.received_at, l.id) < ($4, $5::uuid))
     order by l.received_at desc, l.id desc limit $6`,
    [...asked(of), page.after?.at ?? null, page.after?.id ?? null, page.limit],
  )

export const countLists = async (tx: Tx, of: AskedLists): Promise<number> =>
  (
    await tx.sql<{ count: number }>(
      `select count(*)::int as count from verification_lists l
       where ${VISIBLE} and ($2::text is null or l.kind = $2) and ${OPEN} and l.voided_at is null`,
      asked(of),
    )
  )[0]!.count

const NONE: Counts = {
  all: 0,
  hit: 0,
  elsewhere: 0,
  unknown: 0,
  uncertain: 0,
  ready: 0,
  unassigned: 0,
  assigned: 0,
  sent: 0,
  answered: 0,
  overdue: 0,
  unregistered: 0,
}

export async function countsOf(tx: Tx, listIds: readonly string[], now: Instant): Promise<Map<string, Counts>> {
  const rows = await tx.sql<Counts & { list_id: string }>(
    `select e.list_id, count(*)::int as all, count(*) filter (where e.match = 'hit')::int as hit,
       count(*) filter (where e.match = 'elsewhere')::int as elsewhere,
       count(*) filter (where e.match = 'unknown')::int as unknown,
       count(*) filter (where e.match <> 'unknown' and not e.is_certain and e.finding_id is null)::int as uncertain,
       count(*) filter (where e.match = 'hit' and e.is_certain and e.person_id is not null and e.finding_id is null
         and e.batch_id is null)::int as ready,
       count(*) filter (where e.finding_id is null and e.batch_id is null and e.proposed_area is null)::int as unassigned,
       count(*) filter (where e.finding_id is null and e.batch_id is null and e.proposed_area is not null)::int as assigned,
       count(*) filter (where e.finding_id is null and e.batch_id is not null)::int as sent,
       count(*) filter (where e.finding_id is not null)::int as answered,
       count(*) filter (where e.finding_id is null and coalesce(b.due_at, l.due_at) <= $2)::int as overdue,
       count(*) filter (where e.unregistered_since is not null)::int as unregistered
     from verification_entries e join verification_lists l on l.id = e.list_id left join verification_batches b on b.id = e.batch_id
     where e.list_id = any($1::uuid[]) and e.voided_at is null group by e.list_id`,
    [listIds, now],
  )
  const counts = new Map(rows.map(({ list_id, ...count }) => [list_id, count]))
  return new Map(listIds.map((id) => [id, counts.get(id) ?? NONE]))
}

export const findingCounts = (tx: Tx, listId: string): Promise<{ finding: string; count: number }[]> =>
  tx.sql(
    `select finding, count(*)::int as count from verification_entries
     where list_id = $1 and voided_at is null and finding is not null group by 1 order by 1`,
    [listId],
  )

export const voidList = (tx: Tx, id: string, said: { reason: string; at: Instant; by: string | null }) =>
  tx.sql('update verification_lists set voided_at = $2, voided_by = $3, void_reason = $4 where id = $1', [
    id,
    said.at,
    said.by,
    said.reason,
  ])

export interface ReplyRow {
  id: string
  list_id: string
  number: string
  how: string
  sent_at: Instant
  sent_by_name: string | null
  counts: Record<string, number>
}

export const insertReply = async (
  tx: Tx,
  row: Omit<ReplyRow, 'sent_by_name'> & { sent_by: string | null },
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into verification_replies (id, list_id, number, how, counts, sent_at, sent_by)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
      [row.id, row.list_id, row.number, row.how, JSON.stringify(row.counts), row.sent_at, row.sent_by],
    )
  ).length > 0

export const repliesOf = (tx: Tx, listId: string): Promise<ReplyRow[]> =>
  tx.sql<ReplyRow>(
    `select p.*, a.display_name as sent_by_name from verification_replies p left join accounts a on a.id = p.sent_by
     where p.list_id = $1 order by p.sent_at desc, p.id desc`,
    [listId],
  )

export const lastFoundAt = async (tx: Tx, listId: string): Promise<Instant | null> =>
  (
    await tx.sql<{ at: Instant | null }>(
      `select max(f.found_at) as at from verification_findings f join verification_entries e on e.id = f.entry_id
       where e.list_id = $1`,
      [listId],
    )
  )[0]!.at
