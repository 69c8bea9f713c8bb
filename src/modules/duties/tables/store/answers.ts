// SQL of what units are asked and answer, and of what the office corrects: each a version of its own, the latest counts.
import type { Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { Value } from '../contract.ts'
import { type By, FILLING, type FillingRow } from './fillings.ts'

export interface OwnerRow {
  owner_kind: 'group' | 'unit'
  owner_key: string
}

export async function askUnits(
  tx: Tx,
  id: string,
  owners: readonly { kind: string; key: string }[],
  dueAt: Instant,
  { at, by }: By,
): Promise<void> {
  await tx.sql(`update table_fillings set state = 'asked', due_at = $2, asked_at = $3, asked_by = $4 where id = $1`, [
    id,
    dueAt,
    at,
    by,
  ])
  await tx.sql(
    `insert into table_asked (filling_id, owner_kind, owner_key)
     select $1, kind, key from json_to_recordset($2) as o (kind text, key text)`,
    [id, JSON.stringify(owners)],
  )
}

export interface AnswerRow extends OwnerRow {
  id: string
  filling_id: string
  version: number
  cells: Record<string, Value>
  answered_at: Instant
  answered_by_name: string | null
  /** Of the first version. */
  first_at: Instant
}

const ANSWER = `select distinct on (w.filling_id, w.owner_kind, w.owner_key) w.id, w.filling_id, w.owner_kind, w.owner_key, w.version,
    w.cells, w.answered_at, a.display_name as answered_by_name, min(w.answered_at) over
      (partition by w.filling_id, w.owner_kind, w.owner_key) as first_at
  from table_answers w left join accounts a on a.id = w.answered_by`
const LATEST = 'order by w.filling_id, w.owner_kind, w.owner_key, w.version desc'

export const answersOf = (tx: Tx, fillingIds: readonly string[]): Promise<AnswerRow[]> =>
  tx.sql<AnswerRow>(`${ANSWER} where w.filling_id = any($1::uuid[]) ${LATEST}`, [fillingIds])

export const ownersOf = (tx: Tx, fillingId: string): Promise<OwnerRow[]> =>
  tx.sql<OwnerRow>('select owner_kind, owner_key from table_asked where filling_id = $1', [fillingId])

/** False: the id is in use, or that version is there. */
export const insertAnswer = async (
  tx: Tx,
  row: { id: string; fillingId: string; version: number; cells: Record<string, Value> } & OwnerRow & By,
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into table_answers (id, filling_id, owner_kind, owner_key, version, cells, answered_at, answered_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
      [row.id, row.fillingId, row.owner_kind, row.owner_key, row.version, JSON.stringify(row.cells), row.at, row.by],
    )
  ).length > 0

export const findAnswer = async (
  tx: Tx,
  id: string,
): Promise<(OwnerRow & { filling_id: string; cells: Record<string, Value> }) | undefined> =>
  (
    await tx.sql<OwnerRow & { filling_id: string; cells: Record<string, Value> }>(
      'select filling_id, owner_kind, owner_key, cells from table_answers where id = $1',
      [id],
    )
  )[0]

/** What these owners are asked: all that is open, and the latest that are settled. */
export const requestsOf = (
  tx: Tx,
  owners: readonly { kind: string; key: string }[],
  settledSince: Instant,
): Promise<(FillingRow & OwnerRow)[]> =>
  tx.sql<FillingRow & OwnerRow>(
    `select o.owner_kind, o.owner_key, f.* from table_asked o join (${FILLING}) f on f.id = o.filling_id
     where (o.owner_kind, o.owner_key) in (select kind, key from json_to_recordset($1) as j (kind text, key text))
       and (f.state = 'asked' or f.state = 'closed' and f.settled_at > $2)
     order by f.state, f.due_at, f.id, o.owner_key`,
    [JSON.stringify(owners), settledSince],
  )

export interface CorrectionRow {
  id: string
  filling_id: string
  ref: string
  value: Value
  note: string
  corrected_at: Instant
  corrected_by_name: string | null
}

export const correctionsOf = (tx: Tx, fillingId: string): Promise<CorrectionRow[]> =>
  tx.sql<CorrectionRow>(
    `select c.id, c.filling_id, c.ref, c.value, c.note, c.corrected_at, a.display_name as corrected_by_name
     from table_corrections c left join accounts a on a.id = c.corrected_by where c.filling_id = $1 order by c.number`,
    [fillingId],
  )

export const findCorrection = async (
  tx: Tx,
  id: string,
): Promise<Pick<CorrectionRow, 'filling_id' | 'ref' | 'value'> | undefined> =>
  (
    await tx.sql<Pick<CorrectionRow, 'filling_id' | 'ref' | 'value'>>(
      'select filling_id, ref, value from table_corrections where id = $1',
      [id],
    )
  )[0]

export const insertCorrection = (
  tx: Tx,
  row: { id: string; fillingId: string; number: number; ref: string; value: Value; note: string } & By,
): Promise<unknown> =>
  tx.sql(
    `insert into table_corrections (id, filling_id, number, ref, value, note, corrected_at, corrected_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.fillingId, row.number, row.ref, JSON.stringify(row.value), row.note, row.at, row.by],
  )
