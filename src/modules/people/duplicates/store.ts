// SQL of pairs that may be one person. Who is alike is looked for by birth date and by telephone terms, each an equality that
// an index answers; what comes back is a few rows a person, and the rule judges them.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { DocumentType, Sex } from '../rules/documents.ts'
import type { Alike, Strength } from './rules.ts'

export interface Sought {
  id: string
  name: string
  /** The name as the terms hold it. */
  term: string
  /** What the same name begins with, however it is spelled: '' where capitals may differ. */
  initial: string
  birthDate: Day | null
  /** A right resident number: whoever has another is somebody else, unless the name is the same. */
  hasNumber: boolean
  /** Telephones as digits, with those that two neighbouring digits changed over would give. */
  digits: string[]
  sounds: string[]
}

export interface Candidate {
  /** Of the person sought. */
  sought: string
  id: string
  area_code: string
  name: string
  sex: Sex | null
  birth_date: Day | null
  document_type: DocumentType
  telephones: string[]
}

/** A switchboard that hundreds gave tells nothing; the first few are enough to look at. */
const MOST = 30

const LIKE_NAME = `(left(p.name, 1) = left(n.name, 1) or right(p.name, 1) = right(n.name, 1)
  or exists (select from person_terms s where s.person_id = p.id and s.term = any (n.sounds)))`

/**
 * Who may be one of `sought`: born on the day with the same name, or where not both have a right number with a name that
 * begins, ends or sounds alike; or of a like telephone. Each arm reads few rows however many were born on one day.
 */
export const candidates = (tx: Tx, sought: readonly Sought[]): Promise<Candidate[]> =>
  tx.sql<Candidate>(
    `with n as materialized (
       select * from json_to_recordset($1) as r (id uuid, name text, term text, initial text, "birthDate" date,
         "hasNumber" boolean, digits text[], sounds text[])
     ), found as materialized (
       select n.id as sought, c.id from n cross join lateral (
         (select p.id from persons p
          where p.birth_date = n."birthDate" and p.voided_at is null and p.name collate "C" >= n.initial
            and p.name collate "C" < n.initial || U&'\\+10FFFF'
            and (p.name = n.name or exists (select from person_terms s where s.person_id = p.id and s.term = n.term))
          limit $2)
         union
         (select p.id from persons p
          where p.birth_date = n."birthDate" and p.voided_at is null and p.document_type <> 'resident-id' and ${LIKE_NAME}
          limit $2)
         union
         (select p.id from persons p
          where not n."hasNumber" and p.birth_date = n."birthDate" and p.voided_at is null and ${LIKE_NAME}
          limit $2)
         union
         (select t.person_id from unnest(n.digits) as d (digits) join person_terms t on t.term = d.digits limit $2)
       ) c where c.id <> n.id
     )
     select f.sought, p.id, p.area_code, p.name, p.sex, p.birth_date, p.document_type, p.telephones
     from found f join persons p on p.id = f.id
     -- Said twice so that the index is used: in the midst of an import the planner knows the table as it was before.
     where p.id = any (array(select id from found)) and p.voided_at is null`,
    [JSON.stringify(sought), MOST],
  )

export interface ComparedRow {
  id: string
  area_code: string
  name: string
  sex: Sex | null
  birth_date: Day | null
  document_type: DocumentType
  telephones: string[]
}

/** Registered before anybody was compared; held so that two runs share the work. */
export const takeToCompare = (tx: Tx, limit: number): Promise<ComparedRow[]> =>
  tx.sql<ComparedRow>(
    `update persons p set to_compare = false from (
       select id from persons where to_compare order by id limit $1 for no key update skip locked) t
     where p.id = t.id
     returning p.id, p.area_code, p.name, p.sex, p.birth_date, p.document_type, p.telephones`,
    [limit],
  )

export interface PairWrite {
  personId: string
  areaCode: string
  otherId: string
  otherArea: string
  strength: Strength
  reasons: readonly Alike[]
}

/** Both sides of each pair. What was settled stays settled, except by a correction that is no more. Answers new pairs. */
export async function insertPairs(tx: Tx, pairs: readonly PairWrite[], at: Instant): Promise<number> {
  if (pairs.length === 0) return 0
  const rows = await tx.sql(
    `insert into possible_duplicates as d (person_id, area_code, other_id, other_area, strength, reasons, found_at)
     select distinct on (person_id, other_id) person_id, area_code, other_id, other_area, strength, reasons, $2::timestamptz
     from (
       select "personId" as person_id, "areaCode" as area_code, "otherId" as other_id, "otherArea" as other_area, strength,
         reasons from json_to_recordset($1) as r ("personId" uuid, "areaCode" text, "otherId" uuid, "otherArea" text,
         strength text, reasons text[])
       union all
       select "otherId", "otherArea", "personId", "areaCode", strength, reasons from json_to_recordset($1) as r
         ("personId" uuid, "areaCode" text, "otherId" uuid, "otherArea" text, strength text, reasons text[])
     ) sides order by person_id, other_id
     on conflict (person_id, other_id) do update
       set strength = excluded.strength, reasons = excluded.reasons, settled = null, settled_at = null, settled_by = null
       where d.settled is null or d.settled = 'corrected'
     returning 1`,
    [JSON.stringify(pairs), at],
  )
  return rows.length / 2
}

/** Those open of one person that are alike no more. */
export const settleCorrected = (tx: Tx, personId: string, stillAlike: readonly string[], at: Instant) =>
  tx.sql(
    `update possible_duplicates set settled = 'corrected', settled_at = $3
     where settled is null and ((person_id = $1 and other_id <> all ($2::uuid[]))
       or (other_id = $1 and person_id <> all ($2::uuid[])))`,
    [personId, stillAlike, at],
  )

/** Both rows of a pair; false when it was settled already or never was one. */
export async function settlePair(
  tx: Tx,
  pair: { personId: string; otherId: string },
  said: { settled: 'notSame' | 'merged'; reason: string; at: Instant; by: string | null },
): Promise<boolean> {
  const rows = await tx.sql(
    `update possible_duplicates set settled = $3, settled_at = $4, settled_by = $5, settle_reason = $6
     where settled is null and ((person_id = $1 and other_id = $2) or (person_id = $2 and other_id = $1)) returning 1`,
    [pair.personId, pair.otherId, said.settled, said.at, said.by, said.reason],
  )
  return rows.length > 0
}

/** A person who is no more (merged or voided) is no pair's; one who is again has the pairs back. */
export const settleAllOf = (tx: Tx, personId: string, settled: 'merged' | 'voided', at: Instant, by: string | null) =>
  tx.sql(
    `update possible_duplicates set settled = $2, settled_at = $3, settled_by = $4
     where settled is null and (person_id = $1 or other_id = $1)`,
    [personId, settled, at, by],
  )

export const reopenAllOf = (tx: Tx, personId: string, settled: 'merged' | 'voided') =>
  tx.sql(
    `update possible_duplicates set settled = null, settled_at = null, settled_by = null, settle_reason = ''
     where settled = $2 and (person_id = $1 or other_id = $1)`,
    [personId, settled],
  )

export interface SideRow {
  id: string | null
  area_code: string
  name: string | null
  sex: Sex | null
  birth_date: Day | null
  document_masked: string | null
  telephones: string[] | null
  address: string | null
}

export interface PairRow {
  person_id: string
  area_code: string
  other_id: string
  other_area: string
  strength: Strength
  reasons: Alike[]
  found_at: Instant
  person: SideRow
  other: SideRow
}

export interface PairQuery {
  area?: string
  strength?: Strength
  person?: string
  importId?: string
  /** What the account sees: a pair with both sides inside is shown once. */
  scope: readonly string[]
}

function conditions(query: PairQuery, values: unknown[]): string {
  const p = (value: unknown) => {
    values.push(value)
    return `$${values.length}`
  }
  const where = ['d.settled is null']
  const area = query.area ?? (query.scope.length === 1 ? query.scope[0] : undefined)
  if (area !== undefined) {
    const { from, to } = areaRange(area)
    where.push(`d.area_code >= ${p(from)} and d.area_code < ${p(to)}`)
    // The other side inside the same area shows the same pair again.
    if (!query.person)
      where.push(
        `(d.person_id < d.other_id or not (d.other_area >= $${values.length - 1} and d.other_area < $${values.length}))`,
      )
  } else if (!query.person) {
    where.push(`(d.person_id < d.other_id or not exists (select from unnest(${p(query.scope)}::text[]) as s (code)
      where d.other_area >= s.code and d.other_area < s.code || '~'))`)
  }
  if (query.strength) where.push(`d.strength = ${p(query.strength)}`)
  if (query.person) where.push(`d.person_id = ${p(query.person)}`)
  if (query.importId) {
    const id = p(query.importId)
    where.push(`exists (select from persons i where i.id in (d.person_id, d.other_id) and i.import_id = ${id})`)
  }
  return where.join(' and ')
}

const SIDE = (of: string) => `json_build_object('id', ${of}.id, 'area_code', ${of}.area_code, 'name', ${of}.name,
  'sex', ${of}.sex, 'birth_date', ${of}.birth_date, 'document_masked', ${of}.document_masked,
  'telephones', ${of}.telephones, 'address', ${of}.address)`

/** The latest found first; under the account's own scope, so that a side of another area comes without anything. */
export function listPairs(
  tx: Tx,
  query: PairQuery,
  { limit, after }: { limit: number; after: readonly [at: string, personId: string, otherId: string] | null },
): Promise<PairRow[]> {
  const values: unknown[] = []
  let where = conditions(query, values)
  if (after) {
    values.push(...after)
    const [at, person, other] = [values.length - 2, values.length - 1, values.length]
    where += ` and d.found_at <= $${at}::timestamptz and (d.found_at < $${at}::timestamptz
      or (d.person_id, d.other_id) > ($${person}::uuid, $${other}::uuid))`
  }
  values.push(limit)
  return tx.sql<PairRow>(
    `select d.person_id, d.area_code, d.other_id, d.other_area, d.strength, d.reasons, d.found_at,
       ${SIDE('p')} as person, ${SIDE('o')} as other
     from (select * from possible_duplicates d where ${where}
       order by d.found_at desc, d.person_id, d.other_id limit $${values.length}) d
     left join persons p on p.id = d.person_id left join persons o on o.id = d.other_id
     order by d.found_at desc, d.person_id, d.other_id`,
    values,
  )
}

export async function countPairs(tx: Tx, query: PairQuery): Promise<number> {
  const values: unknown[] = []
  const where = conditions(query, values)
  const [row] = await tx.sql<{ count: number }>(
    `select count(*) as count from possible_duplicates d where ${where}`,
    values,
  )
  return row?.count ?? 0
}

/** Of these persons, those that the transaction sees. */
export const findSides = (tx: Tx, ids: readonly string[]): Promise<(SideRow & { id: string })[]> =>
  tx.sql(
    `select id, area_code, name, sex, birth_date, document_masked, telephones, address from persons
     where id = any ($1::uuid[]) and voided_at is null`,
    [ids],
  )
