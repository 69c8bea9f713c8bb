// SQL of what early warning is told from (M04): fevers by day, and how many of those who isolate are overdue.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export interface FeversOfDay {
  area: string
  day: Day
  count: number
  latestAt: Instant
}

/** Referrals by village and the day they were opened on; those opened by a mistake are no fevers. */
export function feversByDay(
  tx: Tx,
  { from, until, area }: { from: Day; until: Day; area: string },
): Promise<FeversOfDay[]> {
  const range = areaRange(area)
  return tx.sql<FeversOfDay>(
    `select left(area_code, 12) as area, opened_on as day, count(*)::int as count, max(opened_at) as "latestAt"
     from referrals
     where opened_on between $1 and $2 and area_code >= $3 and area_code < $4
       and (outcome is null or outcome not in ('withdrawn', 'merged'))
     group by 1, 2`,
    [from, until, range.from, range.to],
  )
}

/** By village, where anybody is overdue: how many isolate there and how many of them are. */
export const overdueByVillage = (tx: Tx, now: Instant): Promise<{ area: string; open: number; overdue: number }[]> =>
  tx.sql(
    `with late as (
       select left(area_code, 12) as area, count(*)::int as overdue from next_checks
       where next_check_due_at <= $1 group by 1
     )
     select late.area, late.overdue, count(*)::int as open
     from late join isolation_periods p on p.area_code >= late.area and p.area_code < late.area || '~'
       and (length(late.area) = 12 or p.area_code = late.area)
     where p.state in ('active', 'referred') group by 1, 2`,
    [now],
  )
