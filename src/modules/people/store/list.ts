// SQL of lists and searches. Every condition that is to use an index is a range or an equality, because under row
// security nothing else may (`LIKE` and array operators are not leakproof). A page is cut from `arrivals` before anything
// is joined to it, so that it costs what it shows.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export type Sort = '-registeredAt' | 'arrivalDay' | '-arrivalDay'

export interface ListFilters {
  /** Lower-case beginning of a term. */
  term?: string
  /** Persons found by their document. */
  personIds?: readonly string[]
  area?: string
  category?: string
  status?: string
  arrivedFrom?: Day
  arrivedTo?: Day
  registeredFrom?: Instant
  registeredBefore?: Instant
  /** °C: at or above, or (`hasFever: false`) not. */
  hasFever?: boolean
  feverThreshold: number
  temperatureOwed?: boolean
  overdue?: boolean
  presence?: 'here' | 'left'
  today: Day
  importId?: string
  household?: string
}

export interface Position {
  key: string
  personId: string
}

export interface ListRow {
  id: string
  arrival_id: string
  name: string
  sex: 'male' | 'female' | null
  birth_date: Day | null
  document_type: string
  document_masked: string
  telephones: string[]
  area_code: string
  township: string | null
  village: string | null
  address: string
  category: 'keyArea' | 'elsewhere'
  status: 'expected' | 'arrived' | 'cancelled'
  origin_text: string
  arrival_day: Day
  means: string
  service_no: string
  companions: string
  first_temperature: number | null
  remark: string
  registered_at: Instant
  left_on: Day | null
}

/** The last character there is: `[prefix, prefix + LAST)` is every text that begins with the prefix, also Chinese. */
const LAST = '\u{10ffff}'

class Parameters {
  readonly values: unknown[] = []
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

function conditions(filters: ListFilters, parameters: Parameters): string[] {
  const p = (value: unknown) => parameters.add(value)
  const where = ['a.is_current']
  if (filters.area !== undefined) {
    const { from, to } = areaRange(filters.area)
    where.push(`a.area_code >= ${p(from)} and a.area_code < ${p(to)}`)
  }
  if (filters.personIds) where.push(`a.person_id = any(${p(filters.personIds)}::uuid[])`)
  if (filters.term !== undefined) {
    where.push(
      `a.person_id in (select person_id from person_terms where term >= ${p(filters.term)} and term < ${p(filters.term + LAST)})`,
    )
  }
  if (filters.category) where.push(`a.category = ${p(filters.category)}`)
  if (filters.status) where.push(`a.status = ${p(filters.status)}`)
  if (filters.arrivedFrom) where.push(`a.arrival_day >= ${p(filters.arrivedFrom)}`)
  if (filters.arrivedTo) where.push(`a.arrival_day <= ${p(filters.arrivedTo)}`)
  if (filters.registeredFrom) where.push(`a.registered_at >= ${p(filters.registeredFrom)}`)
  if (filters.registeredBefore) where.push(`a.registered_at < ${p(filters.registeredBefore)}`)
  if (filters.hasFever !== undefined) {
    const fever = `coalesce(a.first_temperature >= ${p(filters.feverThreshold)}, false)`
    where.push(filters.hasFever ? fever : `not ${fever}`)
  }
  if (filters.temperatureOwed === true) where.push(`a.status = 'arrived' and a.first_temperature is null`)
  if (filters.temperatureOwed === false) where.push(`not (a.status = 'arrived' and a.first_temperature is null)`)
  if (filters.overdue === true) where.push(`a.status = 'expected' and a.arrival_day < ${p(filters.today)}`)
  if (filters.overdue === false) where.push(`not (a.status = 'expected' and a.arrival_day < ${p(filters.today)})`)
  if (filters.presence === 'here') where.push(`a.status = 'arrived' and a.left_on is null`)
  if (filters.presence === 'left') where.push('a.left_on is not null')
  if (filters.importId) where.push(`a.import_id = ${p(filters.importId)}`)
  if (filters.household) {
    where.push(
      `a.person_id in (select id from persons where household_id = ${p(filters.household)} and voided_at is null)`,
    )
  }
  return where
}

const KEYS = {
  '-registeredAt': { column: 'registered_at', type: 'timestamptz', order: 'desc', beyond: '<' },
  arrivalDay: { column: 'arrival_day', type: 'date', order: 'asc', beyond: '>' },
  '-arrivalDay': { column: 'arrival_day', type: 'date', order: 'desc', beyond: '<' },
} as const

export const positionOf = (row: ListRow, sort: Sort): Position => ({ key: row[KEYS[sort].column], personId: row.id })

/** Rows beyond `after` in the order of `sort`; ties stand in the order of the person's id. */
export function listPersons(
  tx: Tx,
  { filters, sort, limit, after }: { filters: ListFilters; sort: Sort; limit: number; after: Position | null },
): Promise<ListRow[]> {
  const parameters = new Parameters()
  const where = conditions(filters, parameters)
  const { column, type, order, beyond } = KEYS[sort]
  if (after) {
    where.push(
      `(a.${column}, a.person_id) ${beyond} (${parameters.add(after.key)}::${type}, ${parameters.add(after.personId)}::uuid)`,
    )
  }
  return tx.sql<ListRow>(
    `select p.id, a.id as arrival_id, p.name, p.sex, p.birth_date, p.document_type, p.document_masked, p.telephones,
       a.area_code, t.name as township, v.name as village, p.address, a.category, a.status, a.origin_text, a.arrival_day,
       a.means, a.service_no, a.companions, a.first_temperature, a.remark, a.registered_at, a.left_on
     from (
       select a.* from arrivals a where ${where.join(' and ')}
       order by a.${column} ${order}, a.person_id ${order} limit ${parameters.add(limit)}
     ) a
     join persons p on p.id = a.person_id
     left join areas t on t.code = left(a.area_code, 9)
     left join areas v on v.code = left(a.area_code, 12) and v.level = 'village'
     order by a.${column} ${order}, a.person_id ${order}`,
    parameters.values,
  )
}

export async function countPersons(tx: Tx, filters: ListFilters): Promise<number> {
  const parameters = new Parameters()
  const where = conditions(filters, parameters)
  const [row] = await tx.sql<{ count: number }>(
    `select count(*) as count from arrivals a where ${where.join(' and ')}`,
    parameters.values,
  )
  return row?.count ?? 0
}

export interface FoundRow {
  id: string
  name: string
  sex: 'male' | 'female' | null
  document_masked: string
  telephones: string[]
  area_code: string
}

/** Persons by the beginning of a term, nearest terms first. Looks at a bounded number of terms, however short `term`. */
export const searchByTerm = (tx: Tx, term: string, limit: number): Promise<FoundRow[]> =>
  tx.sql<FoundRow>(
    `select p.id, p.name, p.sex, p.document_masked, p.telephones, p.area_code
     from (
       select person_id, min(term) as term from (
         select person_id, term from person_terms where term >= $1 and term < $2 order by term, person_id limit $4
       ) near group by person_id order by min(term), person_id limit $3
     ) found join persons p on p.id = found.person_id
     order by found.term, p.id`,
    [term, term + LAST, limit, limit * 8],
    'people.search',
  )

export const findPersons = (tx: Tx, ids: readonly string[]): Promise<FoundRow[]> =>
  tx.sql<FoundRow>(
    `select id, name, sex, document_masked, telephones, area_code from persons
     where id = any($1::uuid[]) and voided_at is null`,
    [ids],
    'people.found',
  )

/** Does the account have persons assigned outside `area`? If not, its scope is a plain range, which indexes know. */
export async function hasAssignedOutside(tx: Tx, area: string): Promise<boolean> {
  const { from, to } = areaRange(area)
  const rows = await tx.sql(
    `select from assignments where account_id = nullif(current_setting('app.account', true), '')::uuid
       and until_at is null and not (area_code >= $1 and area_code < $2) limit 1`,
    [from, to],
    'people.assignedOutside',
  )
  return rows.length > 0
}

/** Persons assigned to the account of the transaction beyond what lies in these areas. */
export async function assignedBeyond(tx: Tx, areas: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select distinct person_id as id from assignments where account_id = nullif(current_setting('app.account', true), '')::uuid
       and until_at is null
       and not exists (select from unnest($1::text[]) m (code) where area_code >= m.code and area_code < m.code || '~')`,
    [areas],
    'people.assignedBeyond',
  )
  return rows.map(({ id }) => id)
}
