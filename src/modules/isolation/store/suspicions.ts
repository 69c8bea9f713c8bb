// SQL of what in readings looks invented, and of what stood behind a case (M55). Of a day that is over.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

/** Accounts that entered so many homes within so many seconds of that day, with the most of them at a time. */
export const rapidReaders = (
  tx: Tx,
  { day, homes, seconds }: { day: Day; homes: number; seconds: number },
): Promise<{ account: string; homes: number }[]> =>
  tx.sql(
    `with visits as (
       select r.recorded_by, coalesce(p.household_id, p.id) as home, r.completes_slot, min(r.observed_at) as at
       from readings r join persons p on p.id = r.person_id
       where r.day = $1 and r.recorded_by is not null and r.at_home and r.taken_by = 'medic' group by 1, 2, 3
     ), runs as (
       select recorded_by, count(*) over (partition by recorded_by order by at
         range between make_interval(secs => $3) preceding and current row) as homes
       from visits
     )
     select recorded_by as account, max(homes)::int as homes from runs group by 1 having max(homes) >= $2`,
    [day, homes, seconds],
  )

/** Accounts whose last `equal` temperatures of somebody are one and the same, and of how many persons. */
export const equalReaders = (
  tx: Tx,
  { day, equal }: { day: Day; equal: number },
): Promise<{ account: string; persons: number }[]> =>
  tx.sql(
    `with seen as (select distinct period_id from readings where day = $1 and temperature is not null and recorded_by is not null),
     last as (
       select s.period_id, count(*) as n, count(distinct l.temperature) as temperatures, count(distinct l.recorded_by) as readers,
         min(l.recorded_by::text) as account
       from seen s cross join lateral (
         select r.temperature, r.recorded_by from readings r
         where r.period_id = s.period_id and r.day <= $1 and r.temperature is not null
         order by r.observed_at desc, r.id desc limit $2) l
       group by 1
     )
     select account, count(*)::int as persons from last
     where n = $2 and temperatures = 1 and readers = 1 group by 1`,
    [day, equal],
  )

export interface CourseBehind {
  areaCode: string
  startDay: Day
  registeredAt: Instant
  openedAt: Instant
  closedAt: Instant
  missed: Instant[]
  steps: { step: string; at: Instant }[]
}

/** What had been before a referral that ended in a suspicion; none when it did not. */
export async function courseBehind(tx: Tx, referralId: string): Promise<CourseBehind | undefined> {
  const [row] = await tx.sql<Omit<CourseBehind, 'missed'> & { missed: Instant[] | null }>(
    `select r.area_code as "areaCode", p.start_day as "startDay", p.registered_at as "registeredAt",
       r.opened_at as "openedAt", r.closed_at as "closedAt", r.steps,
       (select array_agg(c.closed_at order by c.closed_at) from checks c
        where c.period_id = p.id and c.outcome = 'missed' and c.closed_at <= r.opened_at) as missed
     from referrals r join isolation_periods p on p.id = r.period_id where r.id = $1 and r.outcome = 'suspected'`,
    [referralId],
  )
  return row && { ...row, missed: row.missed ?? [] }
}
