// SQL of what a daily report counts of arrivals (M59), by township, in one statement: who came to be here in a period, and
// who was announced. By the instants of the records, so that the same period is the same count whenever it is asked.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface ArrivalCounts {
  area: string
  registered: number
  keyArea: number
  temperatureFirst: number
  expected: number
}

/** An expected arrival counts as registered when it is confirmed. One registered by mistake and voided since counts for none. */
export const countArrivals = (tx: Tx, { from, until }: { from: Instant; until: Instant }): Promise<ArrivalCounts[]> =>
  tx.sql<ArrivalCounts>(
    `with came as (
       select a.person_id, a.area_code, a.category, 1 as here, 0 as expected,
         (a.first_temperature is not null and not a.temperature_was_owed)::int as measured from arrivals a
       where a.confirmed_at >= $1 and a.confirmed_at < $2
       union all
       select a.person_id, a.area_code, a.category, (a.confirmed_at is null and a.status = 'arrived')::int,
         (a.confirmed_at is not null or a.status = 'expected')::int,
         (a.confirmed_at is null and a.first_temperature is not null and not a.temperature_was_owed)::int from arrivals a
       where a.registered_at >= $1 and a.registered_at < $2 and (a.status <> 'cancelled' or a.cancelled_at >= $2)
     )
     select left(c.area_code, 9) as area, sum(here)::int as registered, sum(measured)::int as "temperatureFirst",
       (sum(here) filter (where category = 'keyArea'))::int as "keyArea", sum(expected)::int as expected
     from came c join persons p on p.id = c.person_id
     where p.voided_at is null or p.voided_at >= $2
     group by 1`,
    [from, until],
  )
