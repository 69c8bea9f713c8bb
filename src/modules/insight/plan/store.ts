// SQL of the days that were recorded (M01–M63).
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { AreaFigure } from '../../../platform/measure.ts'

/** The days of the list that are recorded already. */
export const recordedDays = async (tx: Tx, days: readonly Day[]): Promise<Set<Day>> =>
  new Set(
    (await tx.sql<{ day: Day }>('select day from plan_days where day = any($1::date[])', [days])).map(({ day }) => day),
  )

/** Of two that record a day at once one is told no. */
export const insertDay = async (
  tx: Tx,
  { day, planVersionId, at }: { day: Day; planVersionId: string; at: Instant },
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into plan_days (day, plan_version_id, recorded_at) values ($1, $2, $3)
       on conflict do nothing returning day`,
      [day, planVersionId, at],
    )
  ).length > 0

export const insertFigures = (
  tx: Tx,
  day: Day,
  figures: readonly (AreaFigure & { figure: string })[],
): Promise<unknown> =>
  tx.sql(
    `insert into measure_days (day, figure, area_code, numerator, denominator, value)
     select $1, figure, area, numerator, denominator, value from json_to_recordset($2)
       as f (figure text, area text, numerator integer, denominator integer, value double precision)`,
    [day, JSON.stringify(figures)],
  )

export interface DayRow {
  day: Day
  plan_version_id: string
  figure: string | null
  area_code: string
  numerator: number | null
  denominator: number | null
  value: number | null
}

/** The recorded days with their figures inside `area` and the district's own; a day without any has one row. */
export function listDays(
  tx: Tx,
  { from, until, area, district }: { from: Day; until: Day; area: string; district: string },
): Promise<DayRow[]> {
  const range = areaRange(area)
  return tx.sql<DayRow>(
    `select d.day, d.plan_version_id, m.figure, m.area_code, m.numerator, m.denominator, m.value
     from plan_days d left join measure_days m
       on m.day = d.day and (m.area_code >= $3 and m.area_code < $4 or m.area_code = $5)
     where d.day between $1 and $2`,
    [from, until, range.from, range.to, district],
  )
}
