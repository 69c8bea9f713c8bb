// SQL of where a person is and has been, as far as the account sees the person.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { PersonRow } from '../../papers/index.ts'

export interface PersonCourse {
  areaCode: string
  registeredAt: Instant
  status: 'expected' | 'arrived' | 'cancelled'
  leftOn: Day | null
  /** When each arrival was registered. */
  arrivals: Instant[]
}

export async function findCourse(tx: Tx, personId: string): Promise<PersonCourse | undefined> {
  const rows = await tx.sql<Omit<PersonCourse, 'arrivals'> & { isCurrent: boolean; arrivedAt: Instant }>(
    `select p.area_code as "areaCode", p.registered_at as "registeredAt", a.status, a.left_on as "leftOn",
       a.is_current as "isCurrent", a.registered_at as "arrivedAt"
     from persons p join arrivals a on a.person_id = p.id where p.id = $1 and p.voided_at is null
     order by a.registered_at`,
    [personId],
  )
  const current = rows.find(({ isCurrent }) => isCurrent)
  return current && { ...current, arrivals: rows.map(({ arrivedAt }) => arrivedAt) }
}

/** What a paper says of a person. */
export async function findOnPaper(tx: Tx, personId: string): Promise<PersonRow | undefined> {
  const [row] = await tx.sql<PersonRow>(
    `select p.name, p.sex, p.document_masked, p.telephones, t.name as township, v.name as village, p.address
     from persons p left join areas t on t.code = left(p.area_code, 9)
     left join areas v on v.code = left(p.area_code, 12) and v.level = 'village' where p.id = $1`,
    [personId],
  )
  return row
}
