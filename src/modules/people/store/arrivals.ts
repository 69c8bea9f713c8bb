// SQL of arrivals: the current one of a person and the history before it.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { joinOf, VILLAGE, type Whom } from '../../../platform/db/whom.ts'

export type ArrivalStatus = 'expected' | 'arrived' | 'cancelled'

export interface ArrivalWrite {
  id: string
  person_id: string
  area_code: string
  status: 'expected' | 'arrived'
  category: 'keyArea' | 'elsewhere'
  category_by: 'plan' | 'clerk'
  origin_text: string
  origin_code: string | null
  arrival_day: Day
  means: string
  service_no: string
  companions: string
  first_temperature: number | null
  temperature_site: string | null
  has_home: boolean | null
  home_suitable: boolean | null
  source: string
  remark: string
  is_transient: boolean
  registered_at: Instant
  registered_by: string | null
  import_id: string | null
  plan_version_id: string
}

export interface ArrivalRow extends Omit<ArrivalWrite, 'status' | 'import_id' | 'plan_version_id'> {
  status: ArrivalStatus
  is_current: boolean
  registered_by_name: string | null
  confirmed_at: Instant | null
  cancelled_at: Instant | null
  cancel_reason: string | null
  left_on: Day | null
}

export const insertArrivals = (tx: Tx, rows: readonly ArrivalWrite[]): Promise<unknown> =>
  tx.sql(
    `insert into arrivals (id, person_id, area_code, is_current, status, category, category_by, origin_text,
       origin_code, arrival_day, means, service_no, companions, first_temperature, temperature_site, has_home,
       home_suitable, source, remark, is_transient, registered_at, registered_by, import_id, plan_version_id)
     select id, person_id, area_code, true, status, category, category_by, origin_text, origin_code, arrival_day, means,
       service_no, companions, first_temperature, temperature_site, has_home, home_suitable, source, remark,
       is_transient, registered_at, registered_by, import_id, plan_version_id
     from json_to_recordset($1) as r (id uuid, person_id uuid, area_code text, status text, category text,
       category_by text, origin_text text, origin_code text, arrival_day date, means text, service_no text,
       companions text, first_temperature numeric, temperature_site text, has_home boolean, home_suitable boolean,
       source text, remark text, is_transient boolean, registered_at timestamptz, registered_by uuid,
       import_id uuid, plan_version_id uuid)`,
    [JSON.stringify(rows)],
  )

const COLUMNS = `a.id, a.person_id, a.area_code, a.is_current, a.status, a.category, a.category_by, a.origin_text,
  a.origin_code, a.arrival_day, a.means, a.service_no, a.companions, a.first_temperature, a.temperature_site, a.has_home,
  a.home_suitable, a.source, a.remark, a.registered_at, a.registered_by, a.confirmed_at, a.cancelled_at, a.cancel_reason,
  a.left_on, a.is_transient`

/** Newest first. */
export const listArrivals = (tx: Tx, personId: string): Promise<ArrivalRow[]> =>
  tx.sql<ArrivalRow>(
    `select ${COLUMNS}, r.display_name as registered_by_name
     from arrivals a left join accounts r on r.id = a.registered_by
     where a.person_id = $1 order by a.registered_at desc, a.id desc`,
    [personId],
    'people.arrivals',
  )

/** Held until the transaction ends: an arrival is confirmed or cancelled once. */
export async function lockArrival(tx: Tx, id: string): Promise<ArrivalRow | undefined> {
  return (await tx.sql<ArrivalRow>(`select ${COLUMNS} from arrivals a where a.id = $1 for update`, [id]))[0]
}

export const confirmArrival = (
  tx: Tx,
  id: string,
  said: {
    arrivalDay: Day
    firstTemperature: number | null
    temperatureSite: string | null
    at: Instant
    by: string | null
    /** The origin as the plan in force now reads it. */
    category: ArrivalRow['category']
    originCode: string | null
    planVersionId: string
  },
): Promise<unknown> =>
  tx.sql(
    `update arrivals set status = 'arrived', arrival_day = $2, first_temperature = $3, temperature_site = $4,
       confirmed_at = $5, confirmed_by = $6, category = $7, origin_code = $8, plan_version_id = $9 where id = $1`,
    [
      id,
      said.arrivalDay,
      said.firstTemperature,
      said.temperatureSite,
      said.at,
      said.by,
      said.category,
      said.originCode,
      said.planVersionId,
    ],
  )

export const cancelArrival = (
  tx: Tx,
  id: string,
  { reason, at, by }: { reason: string; at: Instant; by: string | null },
): Promise<unknown> =>
  tx.sql(
    `update arrivals set status = 'cancelled', cancel_reason = $2, cancelled_at = $3, cancelled_by = $4 where id = $1`,
    [id, reason, at, by],
  )

/** What a reaction needs of arrivals just registered or confirmed, in the order of `ids`. */
export interface ArrivalFacts {
  arrivalId: string
  personId: string
  areaCode: string
  status: ArrivalStatus
  category: 'keyArea' | 'elsewhere'
  arrivalDay: Day
  /** °C, or null: owed. */
  firstTemperature: number | null
  temperatureSite: string | null
  /** It came with a reading after registration. */
  temperatureWasOwed: boolean
  hasHome: boolean | null
  homeSuitable: boolean | null
  isTransient: boolean
  registeredAt: Instant
  /** When it was said that an expected arrival is here; null when it was registered as arrived. */
  confirmedAt: Instant | null
  /** The plan version that the category was judged under. */
  planVersionId: string
}

export const arrivalFacts = (tx: Tx, ids: readonly string[]): Promise<ArrivalFacts[]> =>
  tx.sql<ArrivalFacts>(
    `select a.id as "arrivalId", a.person_id as "personId", a.area_code as "areaCode", a.status, a.category,
       a.arrival_day as "arrivalDay", a.first_temperature as "firstTemperature", a.temperature_site as "temperatureSite",
       a.temperature_was_owed as "temperatureWasOwed", a.has_home as "hasHome", a.home_suitable as "homeSuitable",
       a.is_transient as "isTransient", a.registered_at as "registeredAt",
       a.confirmed_at as "confirmedAt", a.plan_version_id as "planVersionId"
     from unnest($1::uuid[]) with ordinality as wanted (id, position) join arrivals a on a.id = wanted.id
     -- Said twice so that the index is used: in the midst of an import the planner knows the table as it was before.
     where a.id = any ($1::uuid[]) order by wanted.position`,
    [ids],
    'arrivals.facts',
  )

/** The temperature that was owed since the arrival, once it is taken. Does nothing when there is one. */
export const setFirstTemperature = (
  tx: Tx,
  personId: string,
  { temperature, site }: { temperature: number; site: string | null },
): Promise<unknown> =>
  tx.sql(
    `update arrivals set first_temperature = $2, temperature_site = $3, temperature_was_owed = true
     where person_id = $1 and is_current and status = 'arrived' and first_temperature is null`,
    [personId, temperature, site],
  )

export interface ArrivalFigures {
  area: string
  arrivalsToday: number
  expected: number
  /** Here, in isolation or after it. */
  present: number
}

/** Who came today, who is expected and who is here, by village. */
export function arrivalFigures(tx: Tx, whom: Whom, today: Day): Promise<ArrivalFigures[]> {
  const { join, params } = joinOf(whom)
  return tx.sql<ArrivalFigures>(
    `with figures as (
       select left(a.area_code, ${VILLAGE}) as area, count(*) filter (where a.status = 'arrived') as arrived,
         count(*) filter (where a.status = 'expected') as expected, 0 as present
       from arrivals a ${join('a')}
       where a.is_current and (a.status = 'expected' or (a.status = 'arrived' and a.arrival_day = $3)) group by 1
       union all
       select left(a.area_code, ${VILLAGE}), 0, 0, count(*) from arrivals a ${join('a')}
       where a.is_current and a.status = 'arrived' and a.left_on is null group by 1
     )
     select area, sum(arrived)::int as "arrivalsToday", sum(expected)::int as expected, sum(present)::int as present
     from figures group by area order by area`,
    [...params, today],
  )
}
