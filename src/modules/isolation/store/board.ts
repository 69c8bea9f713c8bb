// SQL of the board (M21): each figure counted by area in one statement over open periods, today's closings and referrals.
// A figure here and the queue behind it are the same condition.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Gone } from './assignments.ts'
import { IS_DONE_NOW, type OpeningOf } from './next-checks.ts'
import { PERIODS } from './periods.ts'

export interface AreaFigures {
  /** The area's code, cut to `digits`. */
  area: string
  inIsolation: number
  due: number
  done: number
  overdue: number
  temperatureOwed: number
  feversToday: number
  feversOpen: number
  releasesToday: number
  endingToday: number
  noMedic: number
  noGuarantor: number
  assigneeGone: number
}

/**
 * Figures of the areas inside `area`, by the first `digits` of their codes. `openings` is when the present window of each
 * plan opened: who completed it is done, whoever still can is due or overdue.
 */
export function boardFigures(
  tx: Tx,
  {
    area,
    digits,
    now,
    today,
    openings,
    gone,
  }: { area: string; digits: number; now: Instant; today: Day; openings: readonly OpeningOf[]; gone: Gone },
): Promise<AreaFigures[]> {
  const { from, to } = areaRange(area)
  return tx.sql<AreaFigures>(
    `with figures as (
       select left(p.area_code, $3) as area, count(*) as in_isolation,
         count(*) filter (where next_check_due_at > $4 and next_opens_at <= $4) as due,
         count(*) filter (where ${IS_DONE_NOW('$6')}) as done,
         count(*) filter (where next_check_due_at <= $4) as overdue,
         count(*) filter (where temperature_owed) as temperature_owed,
         0 as fevers_today, 0 as fevers_open, 0 as releases,
         count(*) filter (where ends_on <= $5) as ending,
         count(*) filter (where medic_id is null) as no_medic,
         count(*) filter (where key_person and guarantor_id is null) as no_guarantor,
         count(*) filter (where medic_id = any($7) or guarantor_id = any($8)) as gone
       from ${PERIODS} where state in ('active', 'referred') and p.area_code >= $1 and p.area_code < $2 group by 1
       union all
       select left(area_code, $3), 0, 0, 0, 0, 0, 0, 0, count(*), 0, 0, 0, 0
       from isolation_periods where closed_on = $5 and state = 'released' and area_code >= $1 and area_code < $2 group by 1
       union all
       select left(area_code, $3), 0, 0, 0, 0, 0, count(distinct period_id), 0, 0, 0, 0, 0, 0
       from referrals where opened_on = $5 and outcome is distinct from 'withdrawn' and area_code >= $1 and area_code < $2
       group by 1
       union all
       select left(area_code, $3), 0, 0, 0, 0, 0, 0, count(*), 0, 0, 0, 0, 0
       from referrals where closed_at is null and area_code >= $1 and area_code < $2 group by 1
     )
     select area, sum(in_isolation)::int as "inIsolation", sum(due)::int as due, sum(done)::int as done,
       sum(overdue)::int as overdue, sum(temperature_owed)::int as "temperatureOwed",
       sum(fevers_today)::int as "feversToday", sum(fevers_open)::int as "feversOpen",
       sum(releases)::int as "releasesToday", sum(ending)::int as "endingToday", sum(no_medic)::int as "noMedic",
       sum(no_guarantor)::int as "noGuarantor", sum(gone)::int as "assigneeGone"
     from figures group by area order by area`,
    [from, to, digits, now, today, JSON.stringify(openings), gone.medic, gone.guarantor],
  )
}
