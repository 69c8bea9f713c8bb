// SQL of offers between townships. A row is seen from both sides and from where the person is; it says of the person only
// what both sides may know.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface TransferWrite {
  id: string
  person_id: string
  area_code: string
  from_area: string
  to_area: string
  address: string
  reason: string
  moves_on: Day
  offered_at: Instant
  offered_by: string | null
  due_at: Instant
  is_direct: boolean
  name_masked: string
  sex: string | null
  birth_year: number | null
  household_id: string | null
  plan_version_id: string
}

export interface TransferRow extends TransferWrite {
  status: 'offered' | 'accepted' | 'returned' | 'withdrawn'
  decided_at: Instant | null
  decided_by: string | null
  decision_reason: string
  accepted_area: string | null
}

export const insertOffer = (tx: Tx, row: TransferWrite): Promise<unknown> =>
  tx.sql(
    `insert into transfers (id, person_id, area_code, from_area, to_area, address, reason, moves_on, offered_at, offered_by,
       due_at, status, is_direct, name_masked, sex, birth_year, household_id, plan_version_id)
     select id, person_id, area_code, from_area, to_area, address, reason, moves_on, offered_at, offered_by,
       due_at, 'offered', is_direct, name_masked, sex, birth_year, household_id, plan_version_id
     from json_to_record($1) as r (id uuid, person_id uuid, area_code text, from_area text, to_area text, address text,
       reason text, moves_on date, offered_at timestamptz, offered_by uuid, due_at timestamptz, is_direct boolean,
       name_masked text, sex text, birth_year integer, household_id uuid, plan_version_id uuid)`,
    [JSON.stringify(row)],
  )

export async function findTransfer(tx: Tx, id: string): Promise<TransferRow | undefined> {
  return (await tx.sql<TransferRow>('select * from transfers where id = $1', [id]))[0]
}

/** Held until the transaction ends: an offer is decided once. */
export async function lockTransfer(tx: Tx, id: string): Promise<TransferRow | undefined> {
  return (await tx.sql<TransferRow>('select * from transfers where id = $1 for update', [id]))[0]
}

export const decideOffer = (
  tx: Tx,
  id: string,
  said: {
    status: 'accepted' | 'returned' | 'withdrawn'
    at: Instant
    by: string | null
    reason: string
    acceptedArea: string | null
  },
): Promise<unknown> =>
  tx.sql(
    `update transfers set status = $2, decided_at = $3, decided_by = $4, decision_reason = $5, accepted_area = $6
     where id = $1`,
    [id, said.status, said.at, said.by, said.reason, said.acceptedArea],
  )

export async function openOfferOf(tx: Tx, personId: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }>(`select id from transfers where person_id = $1 and status = 'offered'`, [
    personId,
  ])
  return row?.id
}

/** The household that others of `householdId` became in `area`, or undefined when this is the first of them. */
export async function householdThere(tx: Tx, householdId: string, area: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ household_id: string }>(
    `select p.household_id from transfers t join persons p on p.id = t.person_id
     where t.household_id = $1 and t.status = 'accepted' and t.accepted_area = $2 and p.area_code = $2
       and p.household_id is not null and p.voided_at is null
     order by t.decided_at desc limit 1`,
    [householdId, area],
  )
  return row?.household_id
}

/** Offers that have become overdue and of which the command office has not heard; told once. */
export const escalate = (
  tx: Tx,
  now: Instant,
  limit: number,
): Promise<{ id: string; person_id: string; from_area: string; to_area: string }[]> =>
  tx.sql(
    `update transfers set escalated_at = $1 where id in (
       select id from transfers where status = 'offered' and due_at <= $1 and escalated_at is null
       order by due_at, id limit $2 for no key update skip locked)
     returning id, person_id, from_area, to_area`,
    [now, limit],
  )

/** Of everybody who moved at `since` or later: where he was before. */
export const areasBefore = (tx: Tx, since: Instant): Promise<{ person: string; area: string }[]> =>
  tx.sql(
    `select distinct on (person_id) person_id as person, from_area as area from transfers
     where status = 'accepted' and decided_at >= $1 order by person_id, decided_at`,
    [since],
  )
