// SQL of handovers to other districts and from them, and of departures.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface HandoverWrite {
  id: string
  person_id: string
  area_code: string
  direction: 'out' | 'in'
  place_text: string
  place_code: string | null
  authority: string
  contact: string
  reason: string
  letter_no: string
  letter_day: Day
  moves_on: Day
  days_elsewhere: number | null
  documents: number | null
  days_credited: number | null
  recorded_at: Instant
  recorded_by: string | null
  receipt_due_at: Instant
  plan_version_id: string
}

export interface HandoverRow extends HandoverWrite {
  status: 'open' | 'closed' | 'cancelled'
  receipt_no: string
  receipt_day: Day | null
  closed_at: Instant | null
  closed_by: string | null
  cancel_reason: string
}

export const insertHandover = (tx: Tx, row: HandoverWrite): Promise<unknown> =>
  tx.sql(
    `insert into handovers (id, person_id, area_code, direction, place_text, place_code, authority, contact, reason,
       letter_no, letter_day, moves_on, days_elsewhere, documents, days_credited, recorded_at, recorded_by, receipt_due_at,
       status, plan_version_id)
     select id, person_id, area_code, direction, place_text, place_code, authority, contact, reason, letter_no, letter_day,
       moves_on, days_elsewhere, documents, days_credited, recorded_at, recorded_by, receipt_due_at, 'open', plan_version_id
     from json_to_record($1) as r (id uuid, person_id uuid, area_code text, direction text, place_text text, place_code text,
       authority text, contact text, reason text, letter_no text, letter_day date, moves_on date, days_elsewhere integer,
       documents integer, days_credited integer, recorded_at timestamptz, recorded_by uuid, receipt_due_at timestamptz,
       plan_version_id uuid)`,
    [JSON.stringify(row)],
  )

export async function lockHandover(tx: Tx, id: string): Promise<HandoverRow | undefined> {
  return (await tx.sql<HandoverRow>('select * from handovers where id = $1 for update', [id]))[0]
}

export async function openHandoverOf(tx: Tx, personId: string, direction: 'out' | 'in'): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }>(
    `select id from handovers where person_id = $1 and direction = $2 and status = 'open'`,
    [personId, direction],
  )
  return row?.id
}

export const closeHandover = (
  tx: Tx,
  id: string,
  said: { receiptNo: string; receiptDay: Day; at: Instant; by: string | null },
): Promise<unknown> =>
  tx.sql(
    `update handovers set status = 'closed', receipt_no = $2, receipt_day = $3, closed_at = $4, closed_by = $5 where id = $1`,
    [id, said.receiptNo, said.receiptDay, said.at, said.by],
  )

export const cancelHandover = (
  tx: Tx,
  id: string,
  said: { reason: string; at: Instant; by: string | null },
): Promise<unknown> =>
  tx.sql(
    `update handovers set status = 'cancelled', cancel_reason = $2, closed_at = $3, closed_by = $4 where id = $1`,
    [id, said.reason, said.at, said.by],
  )

export interface DepartureWrite {
  id: string
  person_id: string
  area_code: string
  arrival_id: string
  kind: 'completed' | 'permitted' | 'handedOver' | 'gone'
  departed_on: Day
  destination: string
  permitted_by: string
  reason: string
  recorded_at: Instant
  recorded_by: string | null
}

export interface DepartureRow extends DepartureWrite {
  resolved_at: Instant | null
  resolved_by: string | null
  outcome: 'found' | 'elsewhere' | null
  resolution: string
  voided_at: Instant | null
  voided_by: string | null
  void_reason: string
}

export const insertDeparture = (tx: Tx, row: DepartureWrite): Promise<unknown> =>
  tx.sql(
    `insert into departures (id, person_id, area_code, arrival_id, kind, departed_on, destination, permitted_by, reason,
       recorded_at, recorded_by)
     select * from json_to_record($1) as r (id uuid, person_id uuid, area_code text, arrival_id uuid, kind text,
       departed_on date, destination text, permitted_by text, reason text, recorded_at timestamptz, recorded_by uuid)`,
    [JSON.stringify(row)],
  )

export async function findDeparture(tx: Tx, id: string): Promise<DepartureRow | undefined> {
  return (await tx.sql<DepartureRow>('select * from departures where id = $1', [id]))[0]
}

export async function lockDeparture(tx: Tx, id: string): Promise<DepartureRow | undefined> {
  return (await tx.sql<DepartureRow>('select * from departures where id = $1 for update', [id]))[0]
}

export async function goneMatterOf(tx: Tx, personId: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }>(
    `select id from departures where person_id = $1 and kind = 'gone' and resolved_at is null`,
    [personId],
  )
  return row?.id
}

export const resolveGone = (
  tx: Tx,
  id: string,
  said: { outcome: 'found' | 'elsewhere'; resolution: string; at: Instant; by: string | null },
): Promise<unknown> =>
  tx.sql(`update departures set resolved_at = $2, resolved_by = $3, outcome = $4, resolution = $5 where id = $1`, [
    id,
    said.at,
    said.by,
    said.outcome,
    said.resolution,
  ])

export const voidDeparture = (
  tx: Tx,
  id: string,
  said: { reason: string; at: Instant; by: string | null },
): Promise<unknown> =>
  tx.sql('update departures set voided_at = $2, voided_by = $3, void_reason = $4 where id = $1', [
    id,
    said.at,
    said.by,
    said.reason,
  ])
