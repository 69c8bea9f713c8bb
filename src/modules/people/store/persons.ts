// SQL of persons and the terms by which they are found. Rows go in through one statement for one or for thousands. The
// row security of the transaction decides who is seen; a look-up across the district says so where it is called.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { DocumentType, Sex } from '../rules/documents.ts'

export interface PersonWrite {
  id: string
  area_code: string
  name: string
  sex: Sex | null
  birth_date: Day | null
  document_type: DocumentType
  document_sealed: Buffer
  document_hash: Buffer
  document_masked: string
  telephones: string[]
  address: string
  household_id: string | null
  registered_at: Instant
  registered_by: string | null
  import_id: string | null
}

export interface PersonFull extends Omit<PersonWrite, 'import_id'> {
  version: number
  registered_by_name: string | null
  /** The account of the transaction's scope is the person's medic or guarantor. */
  is_assigned: boolean
}

const hex = (bytes: Buffer) => bytes.toString('hex')

/** Inserts those whose id and document nobody in the district has, seen or not; answers their ids. */
export async function insertPersons(tx: Tx, rows: readonly PersonWrite[]): Promise<Set<string>> {
  const inserted = await tx.sql<{ id: string }>(
    `insert into persons (id, area_code, name, sex, birth_date, document_type, document_sealed, document_hash,
       document_masked, telephones, address, household_id, registered_at, registered_by, import_id)
     select id, area_code, name, sex, birth_date, document_type, decode(document_sealed, 'hex'),
       decode(document_hash, 'hex'), document_masked, telephones, address, household_id, registered_at, registered_by,
       import_id
     from json_to_recordset($1) as r (id uuid, area_code text, name text, sex text, birth_date date,
       document_type text, document_sealed text, document_hash text, document_masked text, telephones text[],
       address text, household_id uuid, registered_at timestamptz, registered_by uuid, import_id uuid)
     on conflict do nothing
     returning id`,
    [
      JSON.stringify(
        rows.map((row) => ({
          ...row,
          document_sealed: hex(row.document_sealed),
          document_hash: hex(row.document_hash),
        })),
      ),
    ],
  )
  return new Set(inserted.map(({ id }) => id))
}

export interface TermRow {
  term: string
  person_id: string
  area_code: string
}

export const insertTerms = (tx: Tx, rows: readonly TermRow[]): Promise<unknown> =>
  tx.sql(
    `insert into person_terms (term, person_id, area_code)
     select * from unnest($1::text[], $2::uuid[], $3::text[]) on conflict do nothing`,
    [rows.map((row) => row.term), rows.map((row) => row.person_id), rows.map((row) => row.area_code)],
  )

export const deleteTerms = (tx: Tx, personId: string): Promise<unknown> =>
  tx.sql('delete from person_terms where person_id = $1', [personId])

const FULL = `select p.id, p.area_code, p.name, p.sex, p.birth_date, p.document_type, p.document_sealed,
    p.document_hash, p.document_masked, p.telephones, p.address, p.household_id, p.registered_at, p.registered_by, p.version,
    r.display_name as registered_by_name,
    exists (select from assignments a where a.person_id = p.id and a.until_at is null
      and a.account_id = nullif(current_setting('app.account', true), '')::uuid) as is_assigned
  from persons p left join accounts r on r.id = p.registered_by`

/** Names of those of them whom the account sees. */
export const personNames = async (tx: Tx, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (await tx.sql<{ id: string; name: string }>('select id, name from persons where id = any($1::uuid[])', [ids])).map(
      ({ id, name }) => [id, name],
    ),
  )

export async function findPerson(tx: Tx, id: string): Promise<PersonFull | undefined> {
  return (await tx.sql<PersonFull>(`${FULL} where p.id = $1 and p.voided_at is null`, [id], 'people.find'))[0]
}

/** Held until the transaction ends, so that two edits of one person come one after the other. */
export async function lockPerson(tx: Tx, id: string): Promise<PersonFull | undefined> {
  return (await tx.sql<PersonFull>(`${FULL} where p.id = $1 and p.voided_at is null for update of p`, [id]))[0]
}

/** Held against a merge or a voiding until the transaction ends; answers those that are registered still. */
export const keepPersons = async (tx: Tx, ids: readonly string[]): Promise<Set<string>> => {
  const kept = await tx.sql<{ id: string }>(
    'select id from persons where id = any ($1::uuid[]) and voided_at is null order by id for key share',
    [ids],
  )
  return new Set(kept.map(({ id }) => id))
}

export interface Holder {
  id: string
  area_code: string
  hash: string
}

/** Who has these documents, among those that the transaction sees; `hash` in hex. */
export const findByDocuments = (tx: Tx, hashes: readonly Buffer[]): Promise<Holder[]> =>
  tx.sql<Holder>(
    `select id, area_code, encode(document_hash, 'hex') as hash from persons
     where document_hash = any($1::bytea[]) and voided_at is null
     union all
     -- Of a registration that was merged into another: it still finds the person.
     select k.id, k.area_code, encode(m.document_hash, 'hex') from persons m
     cross join lateral (
       with recursive chain as (
         select m.merged_into as id
         union all select p.merged_into from persons p join chain c on p.id = c.id where p.merged_into is not null
       ) select p.id, p.area_code from chain c join persons p on p.id = c.id where p.voided_at is null
     ) k
     where m.document_hash = any($1::bytea[]) and m.merged_into is not null
       and not exists (select from persons o where o.document_hash = m.document_hash and o.voided_at is null)`,
    [hashes],
    'people.byDocument',
  )

export const listHousehold = (tx: Tx, householdId: string, except: string): Promise<{ id: string; name: string }[]> =>
  tx.sql(
    `select id, name from persons where household_id = $1 and id <> $2 and voided_at is null order by birth_date limit 50`,
    [householdId, except],
    'people.household',
  )

export type PersonChange = Partial<
  Pick<
    PersonWrite,
    | 'area_code'
    | 'name'
    | 'sex'
    | 'birth_date'
    | 'document_type'
    | 'document_sealed'
    | 'document_hash'
    | 'document_masked'
    | 'telephones'
    | 'address'
    | 'household_id'
  >
>

/** Keys are column names of this type alone; values are parameters. */
export async function updatePerson(tx: Tx, id: string, change: PersonChange): Promise<void> {
  const columns = Object.keys(change) as (keyof PersonChange)[]
  const sets = columns.map((column, index) => `${column} = $${index + 2}`)
  await tx.sql(`update persons set ${[...sets, 'version = version + 1'].join(', ')} where id = $1`, [
    id,
    ...columns.map((column) => change[column]),
  ])
}

export const findArea = async (tx: Tx, code: string): Promise<{ level: string; hasEnded: boolean } | undefined> =>
  (
    await tx.sql<{ level: string; hasEnded: boolean }>(
      'select level, ended_at is not null as "hasEnded" from areas where code = $1',
      [code],
    )
  )[0]
