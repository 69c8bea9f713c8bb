// SQL of transients' stays and their daily checks.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant, Zone } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Due, Rows } from '../../../platform/measure.ts'

export interface StayWrite {
  id: string
  person_id: string
  area_code: string
  arrival_id: string
  place: string
  room: string
  from_day: Day
  until_day: Day
  recorded_at: Instant
  recorded_by: string | null
  next_check_day: Day
  next_due_at: Instant
  last_temperature: number | null
  last_checked_at: Instant | null
  plan_version_id: string
}

export interface StayRow extends Omit<StayWrite, 'next_check_day' | 'next_due_at'> {
  next_check_day: Day | null
  next_due_at: Instant | null
  ended_at: Instant | null
}

export const insertStay = (tx: Tx, row: StayWrite): Promise<unknown> =>
  tx.sql(
    `insert into stays (id, person_id, area_code, arrival_id, place, room, from_day, until_day, recorded_at, recorded_by,
       next_check_day, next_due_at, last_temperature, last_checked_at, plan_version_id)
     select * from json_to_record($1) as r (id uuid, person_id uuid, area_code text, arrival_id uuid, place text, room text,
       from_day date, until_day date, recorded_at timestamptz, recorded_by uuid, next_check_day date,
       next_due_at timestamptz, last_temperature numeric, last_checked_at timestamptz, plan_version_id uuid)`,
    [JSON.stringify(row)],
  )

export async function lockStay(tx: Tx, id: string): Promise<StayRow | undefined> {
  return (await tx.sql<StayRow>('select * from stays where id = $1 for update', [id]))[0]
}

/** False when this id is a check already. */
export async function insertCheck(
  tx: Tx,
  stay: StayRow,
  said: { id: string; day: Day; temperature: number; at: Instant; by: string | null },
): Promise<boolean> {
  const rows = await tx.sql(
    `insert into stay_checks (id, stay_id, person_id, area_code, day, temperature, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning id`,
    [said.id, stay.id, stay.person_id, stay.area_code, said.day, said.temperature, said.at, said.by],
  )
  return rows.length > 0
}

export const saveCheck = (
  tx: Tx,
  id: string,
  said: { nextDay: Day; dueAt: Instant; temperature: number; at: Instant },
): Promise<unknown> =>
  tx.sql(
    `update stays set next_check_day = $2, next_due_at = $3, last_temperature = $4, last_checked_at = $5 where id = $1`,
    [id, said.nextDay, said.dueAt, said.temperature, said.at],
  )

/** Did the person stay at an inn with this arrival? */
export const isStay = async (tx: Tx, arrivalId: string): Promise<boolean> =>
  (await tx.sql('select from stays where arrival_id = $1', [arrivalId])).length > 0

/** The open stay of a person, if there is one, is over. */
export const endStayOf = (
  tx: Tx,
  personId: string,
  said: { day: Day; at: Instant; kind: 'left' | 'isolated' },
): Promise<unknown> =>
  tx.sql(
    `update stays set ended_at = $2, ended_on = $3, end_kind = $4, next_check_day = null, next_due_at = null
     where person_id = $1 and ended_at is null`,
    [personId, said.at, said.day, said.kind],
  )

export interface StayDayRow extends Due {
  day: Day
}

/** Days of stays that have passed, each with whether somebody took the temperature by `now`; of the day a person came, at once. */
export function rowsOfStayDays({
  area,
  now,
  today,
  from,
  zone,
}: {
  area: string
  now: Instant
  today: Day
  from: Day | null
  zone: Zone
}): Rows {
  const { from: first, to } = areaRange(area)
  return {
    text: `select s.id || '/' || d.day::date as id, s.person_id, s.area_code, d.day::date as day,
         (d.day::date + 1)::timestamp at time zone $6 as at,
         (a.arrival_day = d.day::date and a.first_temperature is not null and not a.temperature_was_owed) or exists (
           select from stay_checks c where c.stay_id = s.id and c.day = d.day::date and c.recorded_at <= $5) as kept
       from stays s join arrivals a on a.id = s.arrival_id
       cross join lateral generate_series(greatest(s.from_day, coalesce($4::date, s.from_day)),
         least(coalesce(case when s.ended_at <= $5 then s.ended_on end, $3::date), $3::date) - 1, interval '1 day') as d (day)
       where s.recorded_at <= $5 and s.area_code >= $1 and s.area_code < $2`,
    params: [first, to, today, from, now, zone],
  }
}

/** Checks of transients recorded in a period, by township. */
export const countStayChecks = (
  tx: Tx,
  { from, until }: { from: Instant; until: Instant },
): Promise<{ area: string; checks: number }[]> =>
  tx.sql(
    `select left(area_code, 9) as area, count(*)::int as checks from stay_checks
     where recorded_at >= $1 and recorded_at < $2 group by 1`,
    [from, until],
  )
