// SQL of what a daily report counts of isolation (M59), by township, in one statement: what happened in a period, and how it
// stood at its end. By the instants of the records, so that the same period is the same count whenever it is asked.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface IsolationCounts {
  area: string
  isolationStarted: number
  inIsolation: number
  released: number
  fevers: number
  feversOpen: number
  withoutMedic: number
  keyPersons: number
  withoutGuarantor: number
}

/** Where a person was at the end of the period, where that is not the present area. */
export interface MovedSince {
  person: string
  area: string
}

/** `fromDay` is the local day of `from`. Whoever moved since counts where he was then (`moved`). */
export const countIsolation = (
  tx: Tx,
  { from, until, fromDay, moved }: { from: Instant; until: Instant; fromDay: Day; moved: readonly MovedSince[] },
): Promise<IsolationCounts[]> =>
  tx.sql<IsolationCounts>(
    `with moved as (select * from json_to_recordset($4) as m (person uuid, area text)), assigned as (
       select person_id, bool_or(role = 'medic') as medic, bool_or(role = 'guarantor') as guarantor from assignments
       where from_at < $2 and (until_at is null or until_at >= $2) group by 1
     ), figures as (
       select left(coalesce(m.area, area_code), 9) as area, count(*) as started, 0 as open, 0 as released, 0 as fevers, 0 as fevers_open,
         0 as no_medic, 0 as key_persons, 0 as no_guarantor
       from isolation_periods left join moved m on m.person = person_id
       where registered_at >= $1 and registered_at < $2 and state <> 'endedBeforeRegistration' group by 1
       union all
       select left(coalesce(m.area, p.area_code), 9), 0, count(*), 0, 0, 0, count(*) filter (where not coalesce(a.medic, false)),
         count(*) filter (where p.key_person),
         count(*) filter (where p.key_person and not coalesce(a.guarantor, false))
       from isolation_periods p left join assigned a on a.person_id = p.person_id left join moved m on m.person = p.person_id
       where p.registered_at < $2 and p.state <> 'endedBeforeRegistration'
         and (p.state in ('active', 'referred') or p.closed_on >= $3 and p.closed_at >= $2) group by 1
       union all
       select left(coalesce(m.area, area_code), 9), 0, 0, count(*), 0, 0, 0, 0, 0
       from isolation_periods left join moved m on m.person = person_id
       where closed_on >= $3 and closed_at >= $1 and closed_at < $2 and state = 'released' group by 1
       union all
       select left(coalesce(m.area, area_code), 9), 0, 0, 0, count(distinct period_id), 0, 0, 0, 0
       from referrals left join moved m on m.person = person_id
       where opened_on >= $3 and opened_at >= $1 and opened_at < $2
         and (outcome is null or outcome not in ('withdrawn', 'merged') or closed_at >= $2) group by 1
       union all
       select left(coalesce(m.area, area_code), 9), 0, 0, 0, 0, count(*), 0, 0, 0
       from referrals left join moved m on m.person = person_id
       where opened_at < $2 and (closed_at is null or closed_at >= $2) group by 1
     )
     select area, sum(started)::int as "isolationStarted", sum(open)::int as "inIsolation", sum(released)::int as released,
       sum(fevers)::int as fevers, sum(fevers_open)::int as "feversOpen", sum(no_medic)::int as "withoutMedic",
       sum(key_persons)::int as "keyPersons", sum(no_guarantor)::int as "withoutGuarantor"
     from figures group by area`,
    [from, until, fromDay, JSON.stringify(moved)],
  )

/** Checks that are overdue at this moment. */
export async function countOverdue(tx: Tx, now: Instant): Promise<number> {
  const [row] = await tx.sql<{ count: number }>(
    'select count(*)::int as count from next_checks where next_check_due_at <= $1',
    [now],
  )
  return row!.count
}
