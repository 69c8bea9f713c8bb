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
