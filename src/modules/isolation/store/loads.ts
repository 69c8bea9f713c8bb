// SQL of who looks after how many, and of whom a proposal is about (M21, M52): open periods alone, counted in one statement.
import { areaRange } from '../../../kernel/area.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { AssignmentRole } from './assignments.ts'
import { PERIODS } from './periods.ts'

const OPEN = `p.state in ('active', 'referred')`
const COLUMN = { medic: 'p.medic_id', guarantor: 'p.guarantor_id' } as const
/** Who has nobody: everybody needs a medic, key persons a guarantor. */
const LACKS = { medic: 'p.medic_id is null', guarantor: 'p.key_person and p.guarantor_id is null' } as const
const HOUSEHOLD = 'coalesce(n.household_id, n.id)'

export interface LoadRow {
  account_id: string | null
  persons: number
  households: number
  due: number
  overdue: number
  fevers: number
}

/** Of each account that has persons in the area; of those who lack one, under null. */
export function listLoads(
  tx: Tx,
  { role, area, now }: { role: AssignmentRole; area: string; now: Instant },
): Promise<LoadRow[]> {
  const { from, to } = areaRange(area)
  return tx.sql<LoadRow>(
    `select ${COLUMN[role]} as account_id, count(*)::int as persons, count(distinct ${HOUSEHOLD})::int as households,
       (count(*) filter (where c.next_check_due_at > $3 and c.next_opens_at <= $3))::int as due,
       (count(*) filter (where c.next_check_due_at <= $3))::int as overdue,
       (count(*) filter (where p.open_referral_id is not null))::int as fevers
     from ${PERIODS} join persons n on n.id = p.person_id
     where ${OPEN} and p.area_code >= $1 and p.area_code < $2 and (${COLUMN[role]} is not null or ${LACKS[role]})
     group by 1`,
    [from, to, now],
  )
}

/** Of each guarantor: periods that are over, and those kept to their end. */
export function listAssured(
  tx: Tx,
  area: string,
): Promise<{ account_id: string; ended: number; ended_full: number }[]> {
  const { from, to } = areaRange(area)
  return tx.sql(
    `select guarantor_id as account_id, count(*)::int as ended,
       (count(*) filter (where closed_at >= ends_at))::int as ended_full
     from isolation_periods
     where state in ('released', 'endedEarly') and guarantor_id is not null and area_code >= $1 and area_code < $2
     group by 1`,
    [from, to],
  )
}

/** Persons that these accounts have in the whole sight of the transaction. */
export async function countPersonsOf(
  tx: Tx,
  role: AssignmentRole,
  accountIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx.sql<{ id: string; persons: number }>(
    `select ${COLUMN[role]} as id, count(*)::int as persons from isolation_periods p
     where ${OPEN} and ${COLUMN[role]} = any($1::uuid[]) group by 1`,
    [accountIds],
  )
  return new Map(rows.map(({ id, persons }) => [id, persons]))
}

/** Of whom an act is: those who have nobody, or those of an account. */
export interface Selection {
  role: AssignmentRole
  area: string
  from?: string
}

const SELECTED = ({ role, from }: Selection) =>
  `${OPEN} and p.area_code >= $1 and p.area_code < $2 and ${from ? `${COLUMN[role]} = $3` : LACKS[role]}`

const parametersOf = ({ area, from }: Selection) => {
  const range = areaRange(area)
  return [range.from, range.to, ...(from ? [from] : [])]
}

/** Holds them until the transaction ends, in the order of their ids: of two acts at once the second finds them taken. */
export const lockSelected = (tx: Tx, selection: Selection): Promise<unknown> =>
  tx.sql(
    `select p.id from isolation_periods p where ${SELECTED(selection)} order by p.id for no key update`,
    parametersOf(selection),
  )

export interface SelectedRow {
  id: string
  person_id: string
  area_code: string
  household: string
}

/** Neighbours stand together: by village, address and household. */
export const listSelected = (tx: Tx, selection: Selection): Promise<SelectedRow[]> =>
  tx.sql<SelectedRow>(
    `select p.id, p.person_id, p.area_code, ${HOUSEHOLD} as household
     from isolation_periods p join persons n on n.id = p.person_id
     where ${SELECTED(selection)} order by left(p.area_code, 12), n.address, household, p.id`,
    parametersOf(selection),
  )

/** Who looks after others of the same households, `from` left out. */
export async function listHouseholdTakers(
  tx: Tx,
  { role, from }: Selection,
  households: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx.sql<{ household: string; account_id: string }>(
    `select n.household_id as household, (array_agg(${COLUMN[role]} order by p.registered_at, p.id))[1] as account_id
     from persons n join isolation_periods p on p.person_id = n.id
     where n.household_id = any($1::uuid[]) and ${OPEN} and ${COLUMN[role]} is not null
       and ${COLUMN[role]} is distinct from $2::uuid
     group by 1`,
    [households, from ?? null],
  )
  return new Map(rows.map(({ household, account_id }) => [household, account_id]))
}

/** Where these accounts go already. */
export async function listVillagesOf(
  tx: Tx,
  { role, area }: Selection,
  accountIds: readonly string[],
): Promise<{ account_id: string; village: string }[]> {
  const { from, to } = areaRange(area)
  return tx.sql(
    `select distinct ${COLUMN[role]} as account_id, left(p.area_code, 12) as village from isolation_periods p
     where ${OPEN} and ${COLUMN[role]} = any($3::uuid[]) and p.area_code >= $1 and p.area_code < $2`,
    [from, to, accountIds],
  )
}

export interface ActRow {
  id: string
  role: AssignmentRole
  area_code: string
  from_account_id: string | null
  reason: string
  persons: number
  households: number
  made_at: Instant
  made_by: string | null
}

/** False when an act of that id is there. */
export async function insertAct(tx: Tx, row: ActRow): Promise<boolean> {
  const made = await tx.sql(
    `insert into assignment_acts select * from json_to_record($1) as r (id uuid, role text, area_code text,
       from_account_id uuid, reason text, persons integer, households integer, made_at timestamptz, made_by uuid)
     on conflict (id) do nothing returning id`,
    [JSON.stringify(row)],
  )
  return made.length > 0
}

export const findAct = async (tx: Tx, id: string): Promise<ActRow | undefined> =>
  (await tx.sql<ActRow>('select * from assignment_acts where id = $1', [id]))[0]
