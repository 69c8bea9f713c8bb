// SQL of imports: their results, and what the register holds of people that a list names again.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

interface ImportRow {
  id: string
  file_name: string
  imported_at: Instant
  imported_by_name: string | null
  result: unknown
}

const SELECT = `select i.id, i.file_name, i.imported_at, r.display_name as imported_by_name, i.result
  from imports i left join accounts r on r.id = i.imported_by`

export async function findImport(tx: Tx, id: string): Promise<ImportRow | undefined> {
  return (await tx.sql<ImportRow>(`${SELECT} where i.id = $1`, [id]))[0]
}

export const listImports = (tx: Tx): Promise<ImportRow[]> =>
  tx.sql<ImportRow>(`${SELECT} order by i.imported_at desc, i.id desc limit 50`)

export const insertImport = (
  tx: Tx,
  row: { id: string; areaCode: string; fileName: string; at: Instant; by: string | null; result: unknown },
): Promise<unknown> =>
  tx.sql(
    `insert into imports (id, area_code, file_name, imported_at, imported_by, result) values ($1, $2, $3, $4, $5, $6)`,
    [row.id, row.areaCode, row.fileName, row.at, row.by, JSON.stringify(row.result)],
  )

/** One import at a time: two of overlapping lists would wait for each other's rows in opposite order. */
export const lockImports = (tx: Tx): Promise<unknown> =>
  tx.sql(`select pg_advisory_xact_lock(hashtext('people.import'))`)

export interface RegisteredRow {
  id: string
  name: string
  area_code: string
  arrival_id: string
  arrival_day: Day
  status: 'expected' | 'arrived' | 'cancelled'
  first_temperature: number | null
}

/** Of these persons, those that the transaction sees, with their current arrival. */
export const listRegistered = (tx: Tx, ids: readonly string[]): Promise<RegisteredRow[]> =>
  tx.sql<RegisteredRow>(
    `select p.id, p.name, p.area_code, a.id as arrival_id, a.arrival_day, a.status, a.first_temperature
     from persons p join arrivals a on a.person_id = p.id and a.is_current where p.id = any($1::uuid[])`,
    [ids],
  )
