// SQL that finds persons of the register whom another list may name (M45), for thousands at once, each step by an index:
// document, telephone with the name, day of birth with the name or its sound. Row security decides among whom.
import type { Day } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { IdentityDocument } from '../rules/documents.ts'
import { soundsOf } from '../rules/names.ts'
import { findByDocuments } from './persons.ts'

export interface SoughtPerson {
  key: string
  name: string
  document: Pick<IdentityDocument, 'type'> | null
  documentHash: Buffer | null
  telephones: readonly string[]
  birthDate: Day | null
}

export interface FoundPerson {
  key: string
  personId: string
  by: 'document' | 'telephone' | 'name'
  areaCode: string
  /** Is registered here and has not left. */
  isHere: boolean
}

/** More of one name and day of birth nobody compares. */
const MOST_CANDIDATES = 20

/** The best way of finding each alone; several persons where it does not tell them apart. */
export async function matchPersons(tx: Tx, sought: readonly SoughtPerson[]): Promise<FoundPerson[]> {
  const hashed = new Map<string, string[]>()
  for (const { key, documentHash } of sought) {
    if (documentHash === null) continue
    const hash = documentHash.toString('hex')
    hashed.set(hash, [...(hashed.get(hash) ?? []), key])
  }
  const holders =
    hashed.size === 0
      ? []
      : await findByDocuments(
          tx,
          [...hashed.keys()].map((hash) => Buffer.from(hash, 'hex')),
        )
  const found = holders.flatMap(({ id, hash }) =>
    (hashed.get(hash) ?? []).map((key) => ({ key, personId: id, by: 'document' as const })),
  )
  const certain = new Set(found.map(({ key }) => key))
  const rest = sought.filter(({ key, name }) => !certain.has(key) && name !== '')
  const others = rest.length === 0 ? [] : await likely(tx, rest)
  const best = new Map<string, 'telephone' | 'name'>()
  for (const { key, by } of others) if (by === 'telephone' || !best.has(key)) best.set(key, by)
  return placesOf(tx, [...found, ...others.filter(({ key, by }) => best.get(key) === by)])
}

const likely = (tx: Tx, sought: readonly SoughtPerson[]) =>
  tx.sql<{ key: string; personId: string; by: 'telephone' | 'name' }>(
    `with listed as materialized (
       select * from json_to_recordset($1) as r (key text, name text, digits text[], born date, sounds text[], "hasId" boolean))
     select l.key, f.id as "personId", 'telephone' as by from listed l cross join lateral (
       select distinct p.id from person_terms t join persons p on p.id = t.person_id
       where t.term = any(l.digits) and p.name = l.name and p.voided_at is null limit ${MOST_CANDIDATES}) f
     where cardinality(l.digits) > 0
     union all
     -- Two valid numbers of residents that differ are two persons, whatever else is the same. Looked for person by person:
     -- joined, a thousand of them would read everybody in the district.
     select l.key, f.id, 'name' from listed l cross join lateral (
       select p.id from persons p
       where p.birth_date = l.born and p.voided_at is null and not (l."hasId" and p.document_type = 'resident-id')
         and (p.name = l.name or exists (select from person_terms t where t.person_id = p.id and t.term = any(l.sounds)))
       order by p.name = l.name desc limit ${MOST_CANDIDATES}) f
     where l.born is not null`,
    [
      JSON.stringify(
        sought.map(({ key, name, document, telephones, birthDate }) => ({
          key,
          name,
          digits: telephones.map((telephone) => telephone.replace(/\D/g, '')),
          born: birthDate,
          sounds: soundsOf(name),
          hasId: document?.type === 'resident-id',
        })),
      ),
    ],
  )

async function placesOf<Found extends { personId: string }>(tx: Tx, found: readonly Found[]) {
  const rows = await tx.sql<{ id: string; area_code: string; is_here: boolean }>(
    `select p.id, p.area_code, a.status = 'arrived' and a.left_on is null as is_here
     from persons p join arrivals a on a.person_id = p.id and a.is_current where p.id = any($1::uuid[])`,
    [[...new Set(found.map(({ personId }) => personId))]],
  )
  const places = new Map(rows.map((row) => [row.id, row]))
  return found.flatMap((one) => {
    const place = places.get(one.personId)
    return place ? [{ ...one, areaCode: place.area_code, isHere: place.is_here }] : []
  })
}

export interface PersonBrief {
  id: string
  name: string
  document_masked: string
  telephones: string[]
  birth_date: Day | null
  area_code: string
  address: string
  status: 'expected' | 'arrived' | 'cancelled'
  arrival_day: Day
  left_on: Day | null
}

/** Of these, those whom the transaction sees, as they are told apart: masked. */
export const personBriefs = (tx: Tx, ids: readonly string[]): Promise<PersonBrief[]> =>
  tx.sql<PersonBrief>(
    `select p.id, p.name, p.document_masked, p.telephones, p.birth_date, p.area_code, p.address, a.status, a.arrival_day, a.left_on
     from persons p join arrivals a on a.person_id = p.id and a.is_current
     where p.id = any($1::uuid[]) and p.voided_at is null order by p.id`,
    [ids],
  )
