// SQL of the figures of registration (M07), counted from arrivals by when they were registered or followed up.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant, Zone } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface CountedArrivals {
  all: number
  onTime: number
  measuredFirst: number
}

/** A time in which the response was active; `day` is the local day of its beginning. */
interface Span {
  from: Instant
  until: Instant | null
  day: Day
}

/** Arrivals registered or confirmed since `since` (null: ever), while the response was active. */
export async function countRegistered(
  tx: Tx,
  {
    area,
    now,
    zone,
    since,
    spans,
  }: { area: string; now: Instant; zone: Zone; since: Instant | null; spans: readonly Span[] },
): Promise<CountedArrivals> {
  const { from, to } = areaRange(area)
  // Two arms, each with its index: those registered as arrived, and those expected first and confirmed later.
  const [row] = await tx.sql<CountedArrivals>(
    `with registered as (
       select arrival_day, first_temperature, temperature_was_owed, registered_at as at from arrivals
       where is_current and status = 'arrived' and confirmed_at is null and registered_at >= $3 and registered_at <= $4
         and area_code >= $1 and area_code < $2
       union all
       select arrival_day, first_temperature, temperature_was_owed, confirmed_at from arrivals
       where is_current and status = 'arrived' and confirmed_at is not null
         and coalesce(confirmed_at, cancelled_at) >= $3 and coalesce(confirmed_at, cancelled_at) <= $4
         and area_code >= $1 and area_code < $2
     )
     select count(*)::int as all,
       (count(*) filter (where (r.at at time zone $5)::date <= greatest(r.arrival_day, s.day) + 1))::int as "onTime",
       (count(*) filter (where first_temperature is not null and not temperature_was_owed))::int as "measuredFirst"
     from registered r join unnest($6::timestamptz[], $7::timestamptz[], $8::date[]) as s ("from", until, day)
       on r.at >= s."from" and r.at < coalesce(s.until, 'infinity')`,
    [
      from,
      to,
      since ?? '-infinity',
      now,
      zone,
      spans.map((span) => span.from),
      spans.map((span) => span.until),
      spans.map((span) => span.day),
    ],
  )
  return row!
}

/** Expected arrivals whose day has passed, and those of whom it was said since `since` that they came or will not. */
export async function countExpected(
  tx: Tx,
  { area, now, today, since }: { area: string; now: Instant; today: Day; since: Instant | null },
): Promise<{ waiting: number; followed: number }> {
  const { from, to } = areaRange(area)
  const [row] = await tx.sql<{ waiting: number; followed: number }>(
    `select
       (select count(*)::int from arrivals where is_current and status = 'expected' and arrival_day < $3
          and area_code >= $1 and area_code < $2) as waiting,
       (select count(*)::int from arrivals where coalesce(confirmed_at, cancelled_at) >= $4
          and coalesce(confirmed_at, cancelled_at) <= $5 and area_code >= $1 and area_code < $2) as followed`,
    [from, to, today, since ?? '-infinity', now],
  )
  return row!
}
