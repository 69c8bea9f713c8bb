// SQL of the figures of isolation (M07, M21, M52). Checks on time are counted from periods and from what was not made in
// time, never from the readings: those are millions, and every check owed that is neither missed, late nor overdue was made.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant, Zone } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Gone } from './assignments.ts'
import type { ReferralRow } from './referrals.ts'

const FIRST_DAY: Day = '0001-01-01'

/** The closings of the windows to be judged, in order, under one plan version. */
export interface VersionClosings {
  id: string
  closes: readonly Instant[]
}

/**
 * Checks owed in those windows and how many were made in time. `width_bucket` says how many closings are not after an
 * instant, so the windows that a period owes are a difference of two of them, whatever the number of days.
 */
export async function countChecks(
  tx: Tx,
  { area, from, now, versions }: { area: string; from: Day; now: Instant; versions: readonly VersionClosings[] },
): Promise<{ owed: number; onTime: number }> {
  const judged = versions.filter(({ closes }) => closes.length > 0)
  if (judged.length === 0) return { owed: 0, onTime: 0 }
  const range = areaRange(area)
  const [row] = await tx.sql<{ owed: number; on_time: number }>(
    `with periods as materialized (
       select p.id, v.closes, p.owed_from, p.next_check_due_at,
         least(p.ends_at, coalesce(p.closed_at, p.ends_at), $5) as until
       from isolation_periods p join json_to_recordset($3) as v (id uuid, closes timestamptz[]) on v.id = p.plan_version_id
       where p.owed_from < $5 and (p.state in ('active', 'referred') or p.closed_on >= $4)
         and p.area_code >= $1 and p.area_code < $2
     ), owed as (
       select coalesce(sum(greatest(0, width_bucket(until, closes) - width_bucket(owed_from, closes))), 0) as windows,
         coalesce(sum(greatest(0, width_bucket(until, closes) - width_bucket(next_check_due_at, closes)
           + (next_check_due_at = any (closes))::int)) filter (where next_check_due_at <= $5), 0) as overdue
       from periods
     ), away as (
       -- A referral open as a window closed: nothing was owed at the door.
       select coalesce(sum(greatest(0, width_bucket(least(coalesce(r.closed_at, p.until), p.until), p.closes)
         - width_bucket(greatest(r.opened_at, p.owed_from), p.closes))), 0) as windows
       from referrals r join periods p on p.id = r.period_id
       where (r.closed_at is null or r.closed_at >= $6) and r.area_code >= $1 and r.area_code < $2
     ), failed as (
       select count(*) as windows from checks c
       where c.day >= $4 and c.closed_at = any ($7::timestamptz[]) and c.area_code >= $1 and c.area_code < $2
         and not exists (select from referrals r where r.period_id = c.period_id and r.opened_at < c.closed_at
           and (r.closed_at is null or c.closed_at <= r.closed_at))
     )
     select owed.windows - away.windows as owed, owed.windows - away.windows - failed.windows - owed.overdue as on_time
     from owed, away, failed`,
    [
      range.from,
      range.to,
      JSON.stringify(judged),
      from,
      now,
      judged.map(({ closes }) => closes[0]!).sort()[0],
      judged.flatMap(({ closes }) => closes),
    ],
  )
  return { owed: row!.owed, onTime: row!.on_time }
}

/** Periods by the arrival day, and those that were begun on it. One that was over at registration never began. */
export async function countStarts(
  tx: Tx,
  { area, from, today, zone }: { area: string; from: Day | null; today: Day; zone: Zone },
): Promise<{ all: number; atOnce: number }> {
  const range = areaRange(area)
  const [row] = await tx.sql<{ all: number; atOnce: number }>(
    `select count(*)::int as all,
       (count(*) filter (where (registered_at at time zone $5)::date = start_day))::int as "atOnce"
     from isolation_periods
     where start_day between $3 and $4 and (state in ('active', 'referred') or closed_on >= $3)
       and area_code >= $1 and area_code < $2`,
    [range.from, range.to, from ?? FIRST_DAY, today, zone],
  )
  return row!
}

/** A medic who is one no more does not count. */
export async function countOpen(tx: Tx, area: string, gone: Gone): Promise<{ open: number; withMedic: number }> {
  const range = areaRange(area)
  const [row] = await tx.sql<{ open: number; withMedic: number }>(
    `select count(*)::int as open, (count(*) filter (where medic_id is not null and medic_id <> all($3)))::int as "withMedic"
     from isolation_periods
     where state in ('active', 'referred') and area_code >= $1 and area_code < $2`,
    [range.from, range.to, gone.medic],
  )
  return row!
}

export async function countKeyPersons(
  tx: Tx,
  area: string,
  gone: Gone,
): Promise<{ key: number; withGuarantor: number }> {
  const range = areaRange(area)
  const [row] = await tx.sql<{ key: number; withGuarantor: number }>(
    `select count(*)::int as key, (count(*) filter (where guarantor_id is not null and guarantor_id <> all($3)))::int as "withGuarantor"
     from isolation_periods
     where state in ('active', 'referred') and key_person and area_code >= $1 and area_code < $2`,
    [range.from, range.to, gone.guarantor],
  )
  return row!
}

/** Periods released or ended early, and those closed at their end or later. */
export async function countEnded(
  tx: Tx,
  { area, from, today }: { area: string; from: Day | null; today: Day },
): Promise<{ ended: number; full: number }> {
  const range = areaRange(area)
  const [row] = await tx.sql<{ ended: number; full: number }>(
    `select count(*)::int as ended, (count(*) filter (where closed_at >= ends_at))::int as full
     from isolation_periods
     where closed_on between $3 and $4 and state in ('released', 'endedEarly') and area_code >= $1 and area_code < $2`,
    [range.from, range.to, from ?? FIRST_DAY, today],
  )
  return row!
}

/** With the plan version that each is judged by. */
export const listReferralsOpened = (
  tx: Tx,
  { area, from, today }: { area: string; from: Day | null; today: Day },
): Promise<(ReferralRow & { plan_version_id: string })[]> => {
  const range = areaRange(area)
  return tx.sql<ReferralRow & { plan_version_id: string }>(
    `select r.*, p.plan_version_id from referrals r join isolation_periods p on p.id = r.period_id
     where r.opened_on between $3 and $4 and r.outcome is distinct from 'withdrawn'
       and r.area_code >= $1 and r.area_code < $2`,
    [range.from, range.to, from ?? FIRST_DAY, today],
  )
}
