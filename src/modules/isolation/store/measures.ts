// SQL of the figures of isolation (M07, M21, M52), as of an instant. Checks on time are counted from periods and from what
// was not made in time, never from the readings: those are millions, and every check owed that is neither missed, late nor
// overdue was made. The list behind a count is the same conditions, one row a thing that was due.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant, Zone } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Due, Rows } from '../../../platform/measure.ts'
import type { Gone } from './assignments.ts'
import { PERIODS } from './periods.ts'
import type { ReferralRow } from './referrals.ts'

const FIRST_DAY: Day = '0001-01-01'

/** The closings of the windows to be judged, in order, under one plan. */
export interface PlanClosings {
  beganUnder: string
  planVersionId: string
  closes: readonly Instant[]
}

interface Windows {
  area: string
  from: Day
  now: Instant
  plans: readonly PlanClosings[]
}

/** Periods that may owe a check in those windows, with the closings of their own plan. */
const OWING = `select p.id, p.person_id, p.area_code, v.closes, p.pauses, p.owed_from, c.next_check_due_at,
    least(p.ends_at, coalesce(p.closed_at, p.ends_at), $5) as until
  from ${PERIODS} join json_to_recordset($3)
    as v ("beganUnder" uuid, "planVersionId" uuid, closes timestamptz[])
    on v."beganUnder" = p.began_under and v."planVersionId" = p.plan_version_id
  where p.owed_from < $5 and (p.state in ('active', 'referred') or p.closed_on >= $4)
    and p.area_code >= $1 and p.area_code < $2`

const windowParams = ({ area, from, now, plans }: Windows): unknown[] | null => {
  const judged = plans.filter(({ closes }) => closes.length > 0)
  const range = areaRange(area)
  return judged.length === 0 ? null : [range.from, range.to, JSON.stringify(judged), from, now]
}

/**
 * Checks owed in those windows and how many were made in time, by township. `width_bucket` says how many closings are not
 * after an instant, so the windows that a period owes are a difference of two of them, whatever the number of days.
 */
export async function countChecks(tx: Tx, windows: Windows): Promise<{ area: string; owed: number; onTime: number }[]> {
  const params = windowParams(windows)
  if (!params) return []
  const closes = windows.plans.flatMap((plan) => plan.closes)
  return tx.sql(
    `with periods as materialized (${OWING}), owed as (
       select left(area_code, 9) as area,
         sum(greatest(0, width_bucket(until, closes) - width_bucket(owed_from, closes))) as owed,
         coalesce(sum(greatest(0, width_bucket(until, closes) - width_bucket(next_check_due_at, closes)
           + (next_check_due_at = any (closes))::int)) filter (where next_check_due_at <= $5), 0) as not_made
       from periods group by 1
     ), away as (
       -- A referral open as a window closed: nothing was owed at the door.
       select left(r.area_code, 9) as area,
         -sum(greatest(0, width_bucket(least(coalesce(r.closed_at, p.until), p.until), p.closes)
           - width_bucket(greatest(r.opened_at, p.owed_from), p.closes))) as owed, 0 as not_made
       from referrals r join periods p on p.id = r.period_id
       where (r.closed_at is null or r.closed_at >= $6) and r.area_code >= $1 and r.area_code < $2 group by 1
     ), paused as (
       -- Between the end and an extension, and while a merge that was taken back was in force.
       select left(p.area_code, 9) as area, -sum(greatest(0, width_bucket(least(s.until, p.until), p.closes)
           - width_bucket(greatest(s."from", p.owed_from), p.closes))) as owed, 0 as not_made
       from periods p cross join lateral jsonb_to_recordset(p.pauses) as s ("from" timestamptz, until timestamptz)
       where p.pauses <> '[]' group by 1
     ), failed as (
       select left(c.area_code, 9) as area, 0 as owed, count(*) as not_made from checks c
       where c.outcome <> 'settled' and c.day >= $4 and c.closed_at = any ($7::timestamptz[]) and c.area_code >= $1 and c.area_code < $2
         and not exists (select from referrals r where r.period_id = c.period_id and r.opened_at < c.closed_at
           and (r.closed_at is null or c.closed_at <= r.closed_at))
       group by 1
     )
     select area, sum(owed)::int as owed, (sum(owed) - sum(not_made))::int as "onTime"
     from (select * from owed union all select * from away union all select * from paused
       union all select * from failed) as part
     group by area having sum(owed) > 0`,
    [...params, closes.toSorted()[0], closes],
  )
}

export interface CheckRow extends Due {
  outcome: 'missed' | 'late' | null
}

/** The same checks one by one. `outcome` is null for one that was made in time, and for one that is still to be made. */
export function rowsOfChecks(windows: Windows): Rows | null {
  const params = windowParams(windows)
  return (
    params && {
      text: `with periods as (${OWING})
        select p.id || '/' || w.closes_at as id, p.person_id, p.area_code, w.closes_at as at, c.outcome,
          c.outcome is null and not coalesce(p.next_check_due_at <= w.closes_at, false) as kept
        from periods p cross join lateral unnest(p.closes) as w (closes_at)
          left join checks c on c.period_id = p.id and c.closed_at = w.closes_at and c.outcome <> 'settled'
        where w.closes_at > p.owed_from and w.closes_at <= p.until
          and not exists (select from referrals r where r.period_id = p.id and r.opened_at < w.closes_at
            and (r.closed_at is null or w.closes_at <= r.closed_at))
          and not exists (select from jsonb_to_recordset(p.pauses) as s ("from" timestamptz, until timestamptz)
            where s."from" < w.closes_at and w.closes_at <= s.until)`,
      params,
    }
  )
}

export interface StartRow extends Due {
  start_day: Day
  registered_on: Day
}

/** Periods by the arrival day, and those that were begun on it. One that was over at registration never began. */
export function rowsOfStarts({
  area,
  from,
  today,
  now,
  zone,
}: {
  area: string
  from: Day | null
  today: Day
  now: Instant
  zone: Zone
}): Rows {
  const range = areaRange(area)
  return {
    text: `select id, person_id, area_code, registered_at as at, start_day,
        (registered_at at time zone $5)::date as registered_on,
        (registered_at at time zone $5)::date = start_day as kept
      from isolation_periods
      where start_day between $3 and $4 and (state in ('active', 'referred') or closed_on >= $3) and registered_at <= $6
        and area_code >= $1 and area_code < $2`,
    params: [range.from, range.to, from ?? FIRST_DAY, today, zone, now],
  }
}

interface OpenPeriods {
  area: string
  today: Day
  now: Instant
}

// Open at `now`: open still, or closed since. Who was assigned then is told by the assignments.
const OPEN = `p.registered_at <= $4 and (p.state in ('active', 'referred') or p.closed_on >= $3 and p.closed_at > $4)
  and p.area_code >= $1 and p.area_code < $2`

function rowsOfAssigned(
  role: 'medic' | 'guarantor',
  { area, today, now }: OpenPeriods,
  gone: readonly string[],
  who: string,
): Rows {
  const range = areaRange(area)
  return {
    text: `select p.id, p.person_id, p.area_code, p.registered_at as at, exists (select from assignments a
        where a.person_id = p.person_id and a.role = '${role}' and a.from_at <= $4
          and (a.until_at is null or a.until_at > $4) and a.account_id <> all($5::uuid[])) as kept
      from isolation_periods p where ${OPEN}${who}`,
    params: [range.from, range.to, today, now, gone],
  }
}

/** Open periods, and those with a medic; one who is a medic no more does not count. */
export const rowsOfMedics = (over: OpenPeriods, gone: Gone): Rows => rowsOfAssigned('medic', over, gone.medic, '')

/** Open periods of key persons, and those with a guarantor. */
export const rowsOfGuarantors = (over: OpenPeriods, gone: Gone): Rows =>
  rowsOfAssigned('guarantor', over, gone.guarantor, ' and p.key_person')

export interface EndRow extends Due {
  ends_on: Day
  closed_on: Day
  close_reason: string | null
}

/** Periods released or ended early, and those closed at their end or later. */
export function rowsOfEnds({
  area,
  from,
  today,
  now,
}: {
  area: string
  from: Day | null
  today: Day
  now: Instant
}): Rows {
  const range = areaRange(area)
  return {
    text: `select id, person_id, area_code, closed_at as at, closed_at >= ends_at as kept, ends_on, closed_on, close_reason
      from isolation_periods
      where closed_on between $3 and $4 and state in ('released', 'endedEarly') and closed_at <= $5
        and area_code >= $1 and area_code < $2`,
    params: [range.from, range.to, from ?? FIRST_DAY, today, now],
  }
}

/** One withdrawn by `now` was none. */
export const listReferralsOpened = (
  tx: Tx,
  { area, from, today, now }: { area: string; from: Day | null; today: Day; now: Instant },
): Promise<ReferralRow[]> => {
  const range = areaRange(area)
  return tx.sql<ReferralRow>(
    `select r.* from referrals r
     where r.opened_on between $3 and $4 and r.opened_at <= $5
       and (r.outcome is null or r.outcome not in ('withdrawn', 'merged') or r.closed_at > $5) and r.area_code >= $1 and r.area_code < $2`,
    [range.from, range.to, from ?? FIRST_DAY, today, now],
  )
}
