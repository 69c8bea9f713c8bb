// SQL of the board (M21): each figure counted by village in one statement over open periods, today's closings and referrals.
// A figure here and the queue behind it are the same condition.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { joinOf, VILLAGE, type Whom } from '../../../platform/db/whom.ts'
import type { Gone } from './assignments.ts'
import { IS_DONE_NOW, type OpeningOf } from './next-checks.ts'
import { PERIODS } from './periods.ts'

export interface AreaFigures {
  /** The village's code; the township's, of those whose village is not known. */
  area: string
  inIsolation: number
  due: number
  done: number
  overdue: number
  temperatureOwed: number
  notAtHome: number
  feversToday: number
  feversOpen: number
  releasesToday: number
  endingToday: number
  noMedic: number
  noGuarantor: number
  assigneeGone: number
  noNotice: number
}

/** Of some, row by row: they are fewer than all, whatever the planner thinks of them. */
const EACH = `isolation_periods p %s cross join lateral (
    select * from next_checks n where n.period_id = p.id and n.area_code = p.area_code limit 1) c`

/**
 * Figures by village. `openings` is when the present window of each plan opened: who completed it is done, whoever still can
 * is due or overdue.
 */
export function boardFigures(
  tx: Tx,
  whom: Whom,
  { now, today, openings, gone }: { now: Instant; today: Day; openings: readonly OpeningOf[]; gone: Gone },
): Promise<AreaFigures[]> {
  const { join, params } = joinOf(whom)
  const periods = 'in' in whom ? `${PERIODS} ${join('p')}` : EACH.replace('%s', join('p'))
  return tx.sql<AreaFigures>(
    `with figures as (
       select left(p.area_code, ${VILLAGE}) as area, count(*) as in_isolation,
         count(*) filter (where c.next_check_due_at > $3 and c.next_opens_at <= $3) as due,
         count(*) filter (where ${IS_DONE_NOW('$5')}) as done,
         count(*) filter (where c.next_check_due_at <= $3) as overdue,
         count(*) filter (where p.temperature_owed) as temperature_owed,
         count(*) filter (where c.not_home_at is not null and p.state = 'active') as not_at_home,
         0 as fevers_today, 0 as fevers_open, 0 as releases,
         count(*) filter (where p.ends_on <= $4) as ending,
         count(*) filter (where p.medic_id is null) as no_medic,
         count(*) filter (where p.key_person and p.guarantor_id is null) as no_guarantor,
         count(*) filter (where p.medic_id = any($6) or p.guarantor_id = any($7)) as gone,
         count(*) filter (where p.notice_served_at is null) as no_notice
       from ${periods} where p.state in ('active', 'referred') group by 1
       union all
       select left(p.area_code, ${VILLAGE}), 0, 0, 0, 0, 0, 0, 0, 0, count(*), 0, 0, 0, 0, 0
       from isolation_periods p ${join('p')} where p.closed_on = $4 and p.state = 'released' group by 1
       union all
       select left(r.area_code, ${VILLAGE}), 0, 0, 0, 0, 0, 0, count(distinct r.period_id), 0, 0, 0, 0, 0, 0, 0
       from referrals r ${join('r')} where r.opened_on = $4 and r.outcome is distinct from 'withdrawn' group by 1
       union all
       select left(r.area_code, ${VILLAGE}), 0, 0, 0, 0, 0, 0, 0, count(*), 0, 0, 0, 0, 0, 0
       from referrals r ${join('r')} where r.closed_at is null group by 1
     )
     select area, sum(in_isolation)::int as "inIsolation", sum(due)::int as due, sum(done)::int as done,
       sum(overdue)::int as overdue, sum(temperature_owed)::int as "temperatureOwed", sum(not_at_home)::int as "notAtHome",
       sum(fevers_today)::int as "feversToday", sum(fevers_open)::int as "feversOpen",
       sum(releases)::int as "releasesToday", sum(ending)::int as "endingToday", sum(no_medic)::int as "noMedic",
       sum(no_guarantor)::int as "noGuarantor", sum(gone)::int as "assigneeGone", sum(no_notice)::int as "noNotice"
     from figures group by area order by area`,
    [...params, now, today, JSON.stringify(openings), gone.medic, gone.guarantor],
  )
}
