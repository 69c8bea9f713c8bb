// SQL of papers: their records, the batches they were printed in, their numbers.
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { PaperKind } from './rules/kinds.ts'
import type { ServedHow } from './rules/serving.ts'

export interface PaperRow {
  id: string
  person_id: string
  area_code: string
  period_id: string | null
  kind: PaperKind
  number: string
  printed_at: Instant
  printed_by_name: string | null
  plan_version_id: string
  template_hash: string
  facts_sealed: Buffer
  facts_hash: Buffer
  served_at: Instant | null
  served_how: ServedHow | null
  served_note: string
  served_file_id: string | null
  served_by_name: string | null
  voided_at: Instant | null
  voided_by_name: string | null
  void_reason: string | null
  /** The account of the transaction's scope is the person's medic or guarantor. */
  is_assigned: boolean
}

const SELECT = `select p.id, p.person_id, p.area_code, p.period_id, p.kind, p.number, p.printed_at, p.plan_version_id,
    p.template_hash, p.facts_sealed, p.facts_hash, p.served_at, p.served_how, p.served_note, p.served_file_id,
    p.voided_at, p.void_reason, a.display_name as printed_by_name, s.display_name as served_by_name,
    v.display_name as voided_by_name,
    exists (select from assignments g where g.person_id = p.person_id and g.until_at is null
      and g.account_id = nullif(current_setting('app.account', true), '')::uuid) as is_assigned
  from papers p left join accounts a on a.id = p.printed_by left join accounts s on s.id = p.served_by
  left join accounts v on v.id = p.voided_by`

/** Those of `ids` that are seen, in the order of the ids. */
export const findPapers = (tx: Tx, ids: readonly string[]): Promise<PaperRow[]> =>
  tx.sql<PaperRow>(`${SELECT} where p.id = any($1::uuid[]) order by array_position($1::uuid[], p.id)`, [ids])

/** Held until the transaction ends, in the order of their ids. */
export async function lockPapers(tx: Tx, ids: readonly string[]): Promise<PaperRow[]> {
  await tx.sql('select id from papers where id = any($1::uuid[]) order by id for update', [ids])
  return findPapers(tx, ids)
}

export const papersOfPerson = (tx: Tx, personId: string): Promise<PaperRow[]> =>
  tx.sql<PaperRow>(`${SELECT} where p.person_id = $1 order by p.printed_at desc, p.id desc`, [personId])

/** The papers of a kind that these periods have, not voided, the latest first. */
export const currentPapers = (tx: Tx, kind: PaperKind, periodIds: readonly string[]): Promise<PaperRow[]> =>
  tx.sql<PaperRow>(
    `${SELECT} where p.period_id = any($1::uuid[]) and p.kind = $2 and p.voided_at is null order by p.printed_at desc, p.id desc`,
    [periodIds, kind],
  )

/** Of a certificate's number, whether there is one and whether it still holds. */
export const findByNumber = async (
  tx: Tx,
  kind: PaperKind,
  number: string,
): Promise<{ voided_at: Instant | null } | undefined> =>
  (
    await tx.sql<{ voided_at: Instant | null }>('select voided_at from papers where number = $1 and kind = $2', [
      number,
      kind,
    ])
  )[0]

export interface PaperWrite {
  id: string
  person_id: string
  area_code: string
  period_id: string | null
  kind: PaperKind
  number: string
  printed_at: Instant
  printed_by: string | null
  plan_version_id: string
  template_hash: string
  facts_sealed: Buffer
  facts_hash: Buffer
}

export const insertPapers = (tx: Tx, rows: readonly PaperWrite[]): Promise<unknown> =>
  tx.sql(
    `insert into papers (id, person_id, area_code, period_id, kind, number, printed_at, printed_by, plan_version_id,
       template_hash, facts_sealed, facts_hash)
     select id, person_id, area_code, period_id, kind, number, printed_at, printed_by, plan_version_id, template_hash,
       decode(facts_sealed, 'hex'), decode(facts_hash, 'hex')
     from json_to_recordset($1) as r (id uuid, person_id uuid, area_code text, period_id uuid, kind text, number text,
       printed_at timestamptz, printed_by uuid, plan_version_id uuid, template_hash text, facts_sealed text, facts_hash text)`,
    [
      JSON.stringify(
        rows.map((row) => ({
          ...row,
          facts_sealed: row.facts_sealed.toString('hex'),
          facts_hash: row.facts_hash.toString('hex'),
        })),
      ),
    ],
  )

/** Holds the numbers of a kind and year until the transaction ends. */
export async function lockNumbers(tx: Tx, kind: PaperKind, year: string): Promise<number> {
  await tx.sql('insert into paper_numbers (kind, year) values ($1, $2) on conflict do nothing', [kind, year])
  const [row] = await tx.sql<{ last: number }>(
    'select last from paper_numbers where kind = $1 and year = $2 for update',
    [kind, year],
  )
  return row!.last
}

export const saveNumbers = (tx: Tx, kind: PaperKind, year: string, last: number): Promise<unknown> =>
  tx.sql('update paper_numbers set last = $3 where kind = $1 and year = $2', [kind, year, last])

export interface BatchRow {
  id: string
  kind: PaperKind
  paper_ids: string[]
  printed_at: Instant
  printed_by: string | null
}

export const findBatch = async (tx: Tx, id: string): Promise<BatchRow | undefined> =>
  (
    await tx.sql<BatchRow>('select id, kind, paper_ids, printed_at, printed_by from paper_batches where id = $1', [id])
  )[0]

export const insertBatch = (tx: Tx, row: BatchRow): Promise<unknown> =>
  tx.sql(
    'insert into paper_batches (id, kind, paper_ids, printed_at, printed_by) values ($1, $2, $3::uuid[], $4, $5)',
    [row.id, row.kind, row.paper_ids, row.printed_at, row.printed_by],
  )

export interface ServiceWrite {
  id: string
  at: Instant
  how: ServedHow
  note: string
  fileId: string | null
}

export const saveServices = (
  tx: Tx,
  services: readonly ServiceWrite[],
  { now, by }: { now: Instant; by: string | null },
): Promise<unknown> =>
  tx.sql(
    `update papers p set served_at = r.at, served_how = r.how, served_note = r.note, served_file_id = r."fileId",
       served_recorded_at = $2, served_by = $3
     from json_to_recordset($1) as r (id uuid, at timestamptz, how text, note text, "fileId" uuid) where p.id = r.id`,
    [JSON.stringify(services), now, by],
  )

export const voidPaper = (
  tx: Tx,
  id: string,
  { at, by, reason }: { at: Instant; by: string | null; reason: string },
): Promise<unknown> =>
  tx.sql('update papers set voided_at = $2, voided_by = $3, void_reason = $4 where id = $1', [id, at, by, reason])
