// SQL of what was found, and of the sendings to townships. A sending of a list to a township is open until everybody of it is
// answered; what is sent meanwhile joins it.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Finding, Try } from '../rules/findings.ts'

export interface FindingWrite {
  id: string
  entry_id: string
  area_code: string
  kind: Finding
  person_id: string | null
  reason: string
  place_text: string
  to_area: string | null
  arrived_on: Day | null
  tries: readonly Try[]
  note: string
  corrects: string | null
  correction: string
  found_at: Instant
  found_by: string | null
}
export type FindingRow = FindingWrite & { found_by_name: string | null }

/** False: the id is there already. */
export const insertFindings = async (tx: Tx, rows: readonly FindingWrite[]): Promise<number> =>
  (
    await tx.sql(
      `insert into verification_findings (id, entry_id, area_code, kind, person_id, reason, place_text, to_area, arrived_on, tries,
         note, corrects, correction, found_at, found_by)
       select id, entry_id, area_code, kind, person_id, reason, place_text, to_area, arrived_on, tries, note, corrects, correction,
         found_at, found_by
       from json_populate_recordset(null::verification_findings, $1) on conflict do nothing returning id`,
      [JSON.stringify(rows)],
    )
  ).length

const FINDING = `select f.*, a.display_name as found_by_name from verification_findings f left join accounts a on a.id = f.found_by`

export const findFinding = async (tx: Tx, id: string): Promise<FindingRow | undefined> =>
  (await tx.sql<FindingRow>(`${FINDING} where f.id = $1`, [id]))[0]

export const findingsOf = (tx: Tx, entryId: string): Promise<FindingRow[]> =>
  tx.sql<FindingRow>(`${FINDING} where f.entry_id = $1 order by f.found_at desc, f.id desc`, [entryId])

export interface BatchRow {
  id: string
  list_id: string
  area_code: string
  due_at: Instant
  sent_at: Instant
  received_at: Instant | null
  received_by_name: string | null
  closed_at: Instant | null
}

/** An open one of the list and the township that leaves the time until `least`, or undefined; held. */
export const lockOpenBatch = async (
  tx: Tx,
  listId: string,
  area: string,
  least: Instant,
): Promise<BatchRow | undefined> =>
  (
    await tx.sql<BatchRow>(
      `select * from verification_batches where list_id = $1 and area_code = $2 and closed_at is null and due_at >= $3
       order by due_at limit 1 for update`,
      [listId, area, least],
    )
  )[0]

/** False: another one of the same deadline was opened a moment ago. */
export const insertBatch = async (
  tx: Tx,
  row: Pick<BatchRow, 'id' | 'list_id' | 'area_code' | 'due_at' | 'sent_at'> & { sent_by: string | null },
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into verification_batches (id, list_id, area_code, due_at, sent_at, sent_by) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing returning id`,
      [row.id, row.list_id, row.area_code, row.due_at, row.sent_at, row.sent_by],
    )
  ).length > 0

export const findBatch = async (tx: Tx, id: string): Promise<BatchRow | undefined> =>
  (
    await tx.sql<BatchRow>('select *, null as received_by_name from verification_batches where id = $1 for update', [
      id,
    ])
  )[0]

export const recordReceipt = (tx: Tx, id: string, said: { at: Instant; by: string | null }): Promise<unknown> =>
  tx.sql('update verification_batches set received_at = $2, received_by = $3 where id = $1 and received_at is null', [
    id,
    said.at,
    said.by,
  ])

/** Whether nobody of it is left; whoever asks holds the batch. */
export const isAnswered = async (tx: Tx, batchId: string): Promise<boolean> =>
  (
    await tx.sql(
      'select from verification_entries where batch_id = $1 and finding_id is null and voided_at is null limit 1',
      [batchId],
    )
  ).length === 0

export const closeBatch = (tx: Tx, id: string, at: Instant): Promise<unknown> =>
  tx.sql('update verification_batches set closed_at = $2 where id = $1 and closed_at is null', [id, at])

/** With the figures of those persons whom the transaction sees; of whom it sees none, it does not stand. */
export const batchesOf = (tx: Tx, listId: string): Promise<(BatchRow & { all: number; answered: number })[]> =>
  tx.sql(
    `select b.*, r.display_name as received_by_name, c.all, c.answered
     from verification_batches b left join accounts r on r.id = b.received_by
       cross join lateral (select count(*)::int as all, count(e.finding_id)::int as answered from verification_entries e
         where e.batch_id = b.id and e.voided_at is null) c
     where b.list_id = $1 and c.all > 0 order by b.area_code, b.sent_at`,
    [listId],
  )

export const openBatchesOf = (tx: Tx, listId: string): Promise<BatchRow[]> =>
  tx.sql<BatchRow>(
    'select *, null as received_by_name from verification_batches where list_id = $1 and closed_at is null order by id for update',
    [listId],
  )
