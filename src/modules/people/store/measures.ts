// SQL of the figures of registration (M07): one row an arrival that was due, as of an instant, told from arrivals by when
// they were registered or followed up.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant, Zone } from '../../../kernel/time.ts'
import type { Due, Rows } from '../../../platform/measure.ts'

/** A time in which the response was active; `day` is the local day of its beginning. */
interface Span {
  from: Instant
  until: Instant | null
  day: Day
}

export interface RegisteredRow extends Due {
  arrival_day: Day
  registered_on: Day
  first_temperature: number | null
}

/** Which of those registered were as they should be. */
const KEPT = {
  onTime: '(r.at at time zone $5)::date <= greatest(r.arrival_day, s.day) + 1',
  measuredFirst: 'first_temperature is not null and not temperature_was_owed',
}

/** Arrivals registered or confirmed since `since` (null: ever), while the response was active. */
export function rowsRegistered(
  kept: keyof typeof KEPT,
  {
    area,
    now,
    zone,
    since,
    spans,
  }: { area: string; now: Instant; zone: Zone; since: Instant | null; spans: readonly Span[] },
): Rows {
  const { from, to } = areaRange(area)
  // Two arms, each with its index: those registered as arrived, and those expected first and confirmed later.
  return {
    text: `with registered as (
       select id, person_id, area_code, arrival_day, first_temperature, temperature_was_owed, registered_at as at
       from arrivals
       where is_current and status = 'arrived' and confirmed_at is null and registered_at >= $3 and registered_at <= $4
         and area_code >= $1 and area_code < $2
       union all
       select id, person_id, area_code, arrival_day, first_temperature, temperature_was_owed, confirmed_at from arrivals
       where is_current and status = 'arrived' and confirmed_at is not null
         and coalesce(confirmed_at, cancelled_at) >= $3 and coalesce(confirmed_at, cancelled_at) <= $4
         and area_code >= $1 and area_code < $2
     )
     select r.id, r.person_id, r.area_code, r.at, ${KEPT[kept]} as kept, r.arrival_day, r.first_temperature,
       (r.at at time zone $5)::date as registered_on
     from registered r join unnest($6::timestamptz[], $7::timestamptz[], $8::date[]) as s ("from", until, day)
       on r.at >= s."from" and r.at < coalesce(s.until, 'infinity')`,
    params: [
      from,
      to,
      since ?? '-infinity',
      now,
      zone,
      spans.map((span) => span.from),
      spans.map((span) => span.until),
      spans.map((span) => span.day),
    ],
  }
}

export interface ExpectedRow extends Due {
  arrival_day: Day
  status: 'expected' | 'arrived' | 'cancelled'
}

/**
 * Expected arrivals whose day had passed, and those of whom it was said since `since` that they came or will not. Whoever
 * was followed up after `now` still waited then.
 */
export function rowsExpected({
  area,
  now,
  today,
  since,
  zone,
}: {
  area: string
  now: Instant
  today: Day
  since: Instant | null
  zone: Zone
}): Rows {
  const { from, to } = areaRange(area)
  return {
    text: `select id, person_id, area_code, false as kept, arrival_day, status,
         (arrival_day + 1)::timestamp at time zone $6 as at
       from arrivals
       where is_current and status = 'expected' and arrival_day < $3 and registered_at <= $5
         and area_code >= $1 and area_code < $2
       union all
       select id, person_id, area_code, false, arrival_day, 'expected', (arrival_day + 1)::timestamp at time zone $6
       from arrivals
       where coalesce(confirmed_at, cancelled_at) > $5 and arrival_day < $3 and registered_at <= $5
         and area_code >= $1 and area_code < $2
       union all
       select id, person_id, area_code, true, arrival_day, status, coalesce(confirmed_at, cancelled_at)
       from arrivals
       where coalesce(confirmed_at, cancelled_at) >= $4 and coalesce(confirmed_at, cancelled_at) <= $5
         and area_code >= $1 and area_code < $2`,
    params: [from, to, today, since ?? '-infinity', now, zone],
  }
}
