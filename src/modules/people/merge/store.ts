// SQL of merges. Rows are read and put back as JSON of their own table, so that every column, also one that a later migration
// adds, is compared and restored as PostgreSQL writes it. Names of tables and columns come from the list of what hangs on a
// person and from the catalogue, never from a request.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { columnOf, HANGS_ON_A_PERSON, type Hanging } from './hanging.ts'
import type { Row } from './rules.ts'

const NAME = /^[a-z_]+$/
const named = (names: readonly string[]): string[] => {
  for (const name of names) if (!NAME.test(name)) throw new RangeError('no name of a table or column')
  return [...names]
}

const keyOf = (key: readonly string[], row: Row): Row => Object.fromEntries(key.map((column) => [column, row[column]]))

/** Both, held in the order of their ids until the transaction ends, voided or not. */
export const lockBoth = (
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; area_code: string; voided: boolean; merged_into: string | null; version: number }[]> =>
  tx.sql(
    `select id, area_code, voided_at is not null as voided, merged_into, version from persons
     where id = any ($1::uuid[]) order by id for update`,
    [ids],
  )

/** Whole rows of a table that hang on these persons. */
export async function rowsOf(tx: Tx, hanging: Hanging, personIds: readonly string[]): Promise<Row[]> {
  const rows = await tx.sql<{ row: Row }>(
    `select to_jsonb(t) as row from ${hanging.table} t where ${columnOf(hanging)} = any ($1::uuid[])`,
    [personIds],
  )
  return rows.map(({ row }) => row)
}

export async function personRow(tx: Tx, id: string): Promise<Row> {
  return (await tx.sql<{ row: Row }>('select to_jsonb(p) as row from persons p where id = $1', [id]))[0]!.row
}

/** Gives the rows of one person to another; answers their keys. */
export async function moveRows(
  tx: Tx,
  hanging: Hanging,
  from: string,
  to: { personId: string; areaCode: string },
): Promise<Row[]> {
  const keys = named(hanging.key).map((column) => `'${column}', t.${column}`)
  const rows = await tx.sql<{ key: Row }>(
    `update ${hanging.table} t set ${columnOf(hanging)} = $2${hanging.withoutArea ? '' : ', area_code = $3'}
     where ${columnOf(hanging)} = $1 returning json_build_object(${keys.join(', ')}) as key`,
    hanging.withoutArea ? [from, to.personId] : [from, to.personId, to.areaCode],
  )
  return rows.map(({ key }) => key)
}

export interface MergeRow {
  table_name: string
  row_key: Row
  came_from: string
  before: Row
  after: Row
}

export const insertRows = (tx: Tx, mergeId: string, areaCode: string, rows: readonly MergeRow[]): Promise<unknown> =>
  tx.sql(
    `insert into person_merge_rows (merge_id, area_code, table_name, row_key, came_from, before, after)
     select $1, $2, r.* from json_to_recordset($3) as r (table_name text, row_key jsonb, came_from uuid, before jsonb, after jsonb)`,
    [mergeId, areaCode, JSON.stringify(rows)],
  )

export const listRows = (tx: Tx, mergeId: string): Promise<MergeRow[]> =>
  tx.sql<MergeRow>('select table_name, row_key, came_from, before, after from person_merge_rows where merge_id = $1', [
    mergeId,
  ])

/** One row as it is now, by its key; undefined when somebody changed even that. */
export async function currentRow(
  tx: Tx,
  { table, key }: Pick<Hanging, 'table' | 'key'>,
  at: Row,
): Promise<Row | undefined> {
  const where = named(key).map((column) => `t.${column} = k.${column}`)
  const [found] = await tx.sql<{ row: Row }>(
    `select to_jsonb(t) as row from ${table} t, jsonb_populate_record(null::${table}, $1) k where ${where.join(' and ')}`,
    [JSON.stringify(keyOf(key, at))],
  )
  return found?.row
}

/** Sets the columns of one row. */
export async function setRow(tx: Tx, { table, key }: Pick<Hanging, 'table' | 'key'>, at: Row, set: Row): Promise<void> {
  const columns = named(Object.keys(set))
  if (columns.length === 0) return
  const where = named(key).map((column) => `t.${column} = k.${column}`)
  await tx.sql(
    `update ${table} t set ${columns.map((column) => `${column} = v.${column}`).join(', ')}
     from jsonb_populate_record(null::${table}, $1) k, jsonb_populate_record(null::${table}, $2) v
     where ${where.join(' and ')}`,
    [JSON.stringify(keyOf(key, at)), JSON.stringify(set)],
  )
}

export interface PersonMerge {
  id: string
  kept_id: string
  area_code: string
  merged_id: string
  merged_at: Instant
  merged_by: string | null
  reason: string
  moved: Record<string, number>
  kept_terms: string[]
  merged_terms: string[]
  undone_at: Instant | null
  merged_by_name: string | null
  undone_by_name: string | null
  merged_name: string | null
}

const MERGE = `select m.*, a.display_name as merged_by_name, u.display_name as undone_by_name, p.name as merged_name
  from person_merges m left join accounts a on a.id = m.merged_by left join accounts u on u.id = m.undone_by
  left join persons p on p.id = m.merged_id`

export async function findMerge(tx: Tx, id: string): Promise<PersonMerge | undefined> {
  return (await tx.sql<PersonMerge>(`${MERGE} where m.id = $1`, [id]))[0]
}

export async function lockMerge(tx: Tx, id: string): Promise<PersonMerge | undefined> {
  return (await tx.sql<PersonMerge>(`${MERGE} where m.id = $1 for update of m`, [id]))[0]
}

/** The latest first. */
export const listMerges = (tx: Tx, keptId: string): Promise<PersonMerge[]> =>
  tx.sql<PersonMerge>(`${MERGE} where m.kept_id = $1 order by m.merged_at desc, m.id desc`, [keptId])

/** Of merges of the kept person in force, the one made last: undone first. */
export async function lastMergeOf(tx: Tx, keptId: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }>(
    `select id from person_merges where kept_id = $1 and undone_at is null order by merged_at desc, id desc limit 1`,
    [keptId],
  )
  return row?.id
}

export const insertMerge = (
  tx: Tx,
  row: Pick<
    PersonMerge,
    'id' | 'kept_id' | 'area_code' | 'merged_id' | 'merged_at' | 'merged_by' | 'reason' | 'kept_terms' | 'merged_terms'
  > & { choices: object },
): Promise<unknown> =>
  tx.sql(
    `insert into person_merges (id, kept_id, area_code, merged_id, merged_at, merged_by, reason, choices, kept_terms, merged_terms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      row.kept_id,
      row.area_code,
      row.merged_id,
      row.merged_at,
      row.merged_by,
      row.reason,
      JSON.stringify(row.choices),
      row.kept_terms,
      row.merged_terms,
    ],
  )

export const setMoved = (tx: Tx, id: string, moved: Record<string, number>): Promise<unknown> =>
  tx.sql('update person_merges set moved = $2 where id = $1', [id, JSON.stringify(moved)])

export const markUndone = (tx: Tx, id: string, at: Instant, by: string | null): Promise<unknown> =>
  tx.sql('update person_merges set undone_at = $2, undone_by = $3 where id = $1', [id, at, by])

export const voidInto = (
  tx: Tx,
  mergedId: string,
  keptId: string,
  said: { at: Instant; by: string | null },
): Promise<unknown> =>
  tx.sql(
    `update persons set voided_at = $3, voided_by = $4, void_reason = 'merged', merged_into = $2, household_id = null,
       version = version + 1 where id = $1`,
    [mergedId, keptId, said.at, said.by],
  )

/** Whom an id leads to: the registration that was kept, however many merges later; undefined when it is nobody's. */
export async function leadsTo(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ id: string }>(
    `with recursive chain as (
       select id, merged_into, voided_at from persons where id = $1
       union all select p.id, p.merged_into, p.voided_at from persons p join chain c on p.id = c.merged_into
     ) select id from chain where voided_at is null`,
    [id],
    'people.leadsTo',
  )
  return row?.id
}

export const termsOf = async (tx: Tx, personId: string): Promise<string[]> =>
  (await tx.sql<{ term: string }>('select term from person_terms where person_id = $1 order by term', [personId])).map(
    ({ term }) => term,
  )

export interface ArrivalForMerge {
  id: string
  person_id: string
  status: 'expected' | 'arrived' | 'cancelled'
  arrival_day: string
  registered_at: Instant
  is_current: boolean
  first_temperature: number | null
}

export const currentArrivals = (tx: Tx, personIds: readonly string[]): Promise<ArrivalForMerge[]> =>
  tx.sql<ArrivalForMerge>(
    `select id, person_id, status, arrival_day, registered_at, is_current, first_temperature from arrivals
     where person_id = any ($1::uuid[]) and is_current for update`,
    [personIds],
  )

export const setNotCurrent = (tx: Tx, ids: readonly string[]): Promise<unknown> =>
  tx.sql('update arrivals set is_current = false where id = any ($1::uuid[])', [ids])

/** The temperature that was taken at the door under the other registration is no longer owed. */
export const copyFirstTemperature = (tx: Tx, from: string, to: string): Promise<unknown> =>
  tx.sql(
    `update arrivals a set first_temperature = f.first_temperature, temperature_site = f.temperature_site,
       temperature_was_owed = f.temperature_was_owed from arrivals f where a.id = $2 and f.id = $1`,
    [from, to],
  )

/** Of each that has none, the latest arrival that was not cancelled becomes current. */
export const ensureCurrent = (tx: Tx, personIds: readonly string[]): Promise<unknown> =>
  tx.sql(
    `update arrivals a set is_current = true from (
       select distinct on (person_id) id from arrivals r where person_id = any ($1::uuid[])
         and not exists (select from arrivals c where c.person_id = r.person_id and c.is_current)
       order by person_id, status = 'cancelled', arrival_day desc, registered_at desc, id desc
     ) latest where latest.id = a.id`,
    [personIds],
  )

/** Something that only one row of a person may be: is there another that is it by now? */
export async function isTaken(tx: Tx, what: 'arrivals' | 'assignments', personId: string, row: Row): Promise<boolean> {
  const rows =
    what === 'arrivals'
      ? await tx.sql('select from arrivals where person_id = $1 and is_current and id <> $2', [personId, row.id])
      : await tx.sql('select from assignments where person_id = $1 and role = $3 and until_at is null and id <> $2', [
          personId,
          row.id,
          row.role,
        ])
  return rows.length > 0
}

/** What both have open and only one may have; an offer to another township is answered before, whoever has it. */
export async function openTwice(tx: Tx, ids: readonly string[]): Promise<'transfer' | 'handover' | 'gone' | undefined> {
  const [row] = await tx.sql<{ what: 'transfer' | 'handover' | 'gone' }>(
    `select 'transfer' as what from transfers where person_id = any ($1::uuid[]) and status = 'offered'
     union all
     select 'handover' from handovers where person_id = any ($1::uuid[]) and status = 'open'
       group by direction having count(distinct person_id) > 1
     union all
     select 'gone' from departures where person_id = any ($1::uuid[]) and kind = 'gone' and resolved_at is null
       having count(distinct person_id) > 1`,
    [ids],
  )
  return row?.what
}

/** How many rows of each table hang on each of the two. */
export async function countHanging(
  tx: Tx,
  left: string,
  right: string,
): Promise<{ table: string; left: number; right: number }[]> {
  const counted = HANGS_ON_A_PERSON.filter(({ words }) => words)
  const rows = await tx.sql<{ table: string; left: number; right: number }>(
    counted
      .map(
        (one) => `select '${one.table}' as "table", (count(*) filter (where ${columnOf(one)} = $1))::int as "left",
          (count(*) filter (where ${columnOf(one)} = $2))::int as "right" from ${one.table}
          where ${columnOf(one)} in ($1::uuid, $2::uuid)`,
      )
      .join(' union all '),
    [left, right],
  )
  return rows
}

/** Tables of this district with a person in them: by the name of the column, or by a reference to persons. */
export const tablesWithAPerson = (tx: Tx): Promise<{ table: string; column: string }[]> =>
  tx.sql(
    `select c.table_name as "table", c.column_name as "column" from information_schema.columns c
     join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
     where c.table_schema = current_schema() and c.column_name = 'person_id' and t.table_type = 'BASE TABLE'
     union
     select r.relname::text, a.attname::text from pg_constraint f
     join pg_class r on r.oid = f.conrelid join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
     where f.contype = 'f' and f.confrelid = 'persons'::regclass and f.conrelid <> f.confrelid
     order by 1, 2`,
  )
