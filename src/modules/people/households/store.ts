// SQL of households: one door, its address, its head and whoever lives behind it.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface HouseholdWrite {
  id: string
  area_code: string
  address: string
  at: Instant
  by: string | null
}

/** Begins a household; one that is there stays as it is. */
export const beginHousehold = (tx: Tx, row: HouseholdWrite): Promise<unknown> =>
  tx.sql(
    `insert into households (id, area_code, address, created_at, created_by) values ($1, $2, $3, $4, $5)
     on conflict (id) do nothing`,
    [row.id, row.area_code, row.address, row.at, row.by],
  )

export interface MemberRow {
  id: string
  household_id: string | null
  area_code: string
  address: string
  name: string
  birth_date: string | null
  is_head: boolean
}

const MEMBER = `select p.id, p.household_id, coalesce(h.area_code, p.area_code) as area_code,
    coalesce(nullif(h.address, ''), p.address) as address, p.name, p.birth_date, coalesce(h.head_id = p.id, false) as is_head
  from persons p left join households h on h.id = p.household_id`

/** The head first, then the eldest. */
export const listMembers = (tx: Tx, householdIds: readonly string[]): Promise<MemberRow[]> =>
  tx.sql<MemberRow>(
    `${MEMBER} where p.household_id = any ($1::uuid[]) and p.voided_at is null
     order by is_head desc, p.birth_date nulls last, p.id limit 200`,
    [householdIds],
  )

/** Who may live there: at the same address, under the same telephone, or this person. Each by its index. */
export const findDwellers = (
  tx: Tx,
  by: { areaCode: string | null; address: string | null; digits: string | null; personId: string | null },
): Promise<MemberRow[]> =>
  tx.sql<MemberRow>(
    `${MEMBER} where p.voided_at is null and p.id in (
       select id from persons where area_code = $1 and address = $2 and address <> '' and voided_at is null
       union select person_id from person_terms where term = $3
       union select id from persons where id = $4)
     order by p.household_id, p.birth_date nulls last limit 40`,
    [by.areaCode, by.address, by.digits, by.personId],
  )

export const setHousehold = (tx: Tx, personId: string, householdId: string | null): Promise<unknown> =>
  tx.sql(
    `update persons set household_id = $2, version = version + 1 where id = $1 and household_id is distinct from $2`,
    [personId, householdId],
  )

export const setHead = (tx: Tx, householdId: string, personId: string): Promise<unknown> =>
  tx.sql('update households set head_id = $2 where id = $1', [householdId, personId])

/** Whoever left is head of the household no more; it has none then. */
export const leaveHead = (tx: Tx, householdId: string, personId: string): Promise<unknown> =>
  tx.sql('update households set head_id = null where id = $1 and head_id = $2', [householdId, personId])
