// SQL of what the slice of movements needs of a person: who it is and where, held while it is decided; the move to another
// area with everything that hangs on the person (the keys cascade); and the end of a stay.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { beginHousehold } from '../households/store.ts'

export interface MovingPerson {
  id: string
  areaCode: string
  name: string
  sex: 'male' | 'female' | null
  birthDate: Day | null
  address: string
  householdId: string | null
  /** Of the current arrival. */
  arrivalId: string
  arrivalDay: Day
  status: 'expected' | 'arrived' | 'cancelled'
  leftOn: Day | null
  /** The account of the transaction's scope is the person's medic or guarantor. */
  isAssigned: boolean
}

/** Held until the transaction ends: of two moves of one person the second sees the first. */
export async function holdPerson(tx: Tx, id: string): Promise<MovingPerson | undefined> {
  await tx.sql('select from persons where id = $1 and voided_at is null for update', [id])
  const [row] = await tx.sql<MovingPerson>(
    `select p.id, p.area_code as "areaCode", p.name, p.sex, p.birth_date as "birthDate", p.address,
       p.household_id as "householdId", a.id as "arrivalId", a.arrival_day as "arrivalDay", a.status,
       a.left_on as "leftOn",
       exists (select from assignments s where s.person_id = p.id and s.until_at is null
         and s.account_id = nullif(current_setting('app.account', true), '')::uuid) as "isAssigned"
     from persons p join arrivals a on a.person_id = p.id and a.is_current where p.id = $1 and p.voided_at is null`,
    [id],
  )
  return row
}

/** Into the household of that id there, which is begun if it is not yet. */
export async function movePerson(
  tx: Tx,
  id: string,
  to: { areaCode: string; address: string; householdId: string | null; at: Instant; by: string | null },
): Promise<void> {
  const { areaCode, address, householdId, at, by } = to
  if (householdId !== null) await beginHousehold(tx, { id: householdId, area_code: areaCode, address, at, by })
  await tx.sql(
    'update persons set area_code = $2, address = $3, household_id = $4, version = version + 1 where id = $1',
    [id, areaCode, address, householdId],
  )
  await tx.sql('update person_terms set area_code = $2 where person_id = $1', [id, areaCode])
}

/** The person is not here any more since that day; null: is here after all. */
export const setLeft = (tx: Tx, arrivalId: string, day: Day | null): Promise<unknown> =>
  tx.sql('update arrivals set left_on = $2 where id = $1', [arrivalId, day])
