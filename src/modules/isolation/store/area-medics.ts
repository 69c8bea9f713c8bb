// SQL of the default medics of villages and townships (M21), and of whom newly isolated persons would get by default.
import { areaRange } from '../../../kernel/area.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface AreaMedicRow {
  area_code: string
  account_id: string
  account_name: string
  from_at: Instant
}

/** In force inside an area, and of the areas around it. */
export function listAreaMedics(tx: Tx, area: string): Promise<AreaMedicRow[]> {
  const { from, to } = areaRange(area)
  return tx.sql<AreaMedicRow>(
    `select m.area_code, m.account_id, a.display_name as account_name, m.from_at
     from area_medics m join accounts a on a.id = m.account_id
     where m.until_at is null and (m.area_code >= $1 and m.area_code < $2 or m.area_code = left($1, 9))
     order by m.area_code`,
    [from, to],
  )
}

/** The areas whose default medic an account is. */
export const areasOfMedic = async (tx: Tx, accountId: string): Promise<string[]> =>
  (
    await tx.sql<{ area_code: string }>(
      'select area_code from area_medics where account_id = $1 and until_at is null order by area_code',
      [accountId],
    )
  ).map(({ area_code }) => area_code)

export const wasSet = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.sql('select from area_medics where id = $1', [id])).length > 0

/** Ends the one in force; answers whose it was. */
export async function endAreaMedic(
  tx: Tx,
  { areaCode, at, by }: { areaCode: string; at: Instant; by: string | null },
): Promise<string | null> {
  const [row] = await tx.sql<{ account_id: string }>(
    `update area_medics set until_at = greatest($2, from_at), ended_by = $3
     where area_code = $1 and until_at is null returning account_id`,
    [areaCode, at, by],
  )
  return row?.account_id ?? null
}

/** False when another one is in force: somebody was first. */
export async function beginAreaMedic(
  tx: Tx,
  said: { id: string; areaCode: string; accountId: string; at: Instant; by: string | null },
): Promise<boolean> {
  const made = await tx.sql(
    `insert into area_medics (id, area_code, account_id, from_at, set_by) values ($1, $2, $3, $4, $5)
     on conflict (area_code) where until_at is null do nothing returning id`,
    [said.id, said.areaCode, said.accountId, said.at, said.by],
  )
  return made.length > 0
}

/** Of these periods, those without a medic for whom there is one: of the household first, then of village and township. */
export const listDefaults = (
  tx: Tx,
  periodIds: readonly string[],
): Promise<
  { id: string; person_id: string; area_code: string; of_household: string | null; of_area: string | null }[]
> =>
  tx.sql(
    `select * from (
       select p.id, p.person_id, p.area_code,
         (select q.medic_id from persons me
            join persons other on other.household_id = me.household_id and other.id <> me.id
            join isolation_periods q on q.person_id = other.id
          where me.id = p.person_id and q.state in ('active', 'referred') and q.medic_id is not null
          order by q.registered_at, q.id limit 1) as of_household,
         (select m.account_id from area_medics m
          where m.until_at is null and m.area_code in (left(p.area_code, 12), left(p.area_code, 9))
          order by length(m.area_code) desc limit 1) as of_area
       from isolation_periods p
       where p.id = any($1::uuid[]) and p.medic_id is null and p.state in ('active', 'referred')
     ) found where of_household is not null or of_area is not null`,
    [periodIds],
  )
