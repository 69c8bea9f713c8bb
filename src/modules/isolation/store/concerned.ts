// SQL of whom something about periods concerns: the person, the area, who is assigned.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { PERIODS } from './periods.ts'

export interface PeriodConcern {
  period_id: string
  person_id: string
  area_code: string
  medic_id: string | null
  guarantor_id: string | null
}

const COLUMNS = 'p.id as period_id, p.person_id, p.area_code, p.medic_id, p.guarantor_id'

export const concernsOfPeriods = (tx: Tx, periodIds: readonly string[]): Promise<PeriodConcern[]> =>
  tx.sql<PeriodConcern>(`select ${COLUMNS} from isolation_periods p where p.id = any($1::uuid[])`, [periodIds])

export const concernsOfReferrals = (tx: Tx, referralIds: readonly string[]): Promise<PeriodConcern[]> =>
  tx.sql<PeriodConcern>(
    `select ${COLUMNS} from referrals r join isolation_periods p on p.id = r.period_id where r.id = any($1::uuid[])`,
    [referralIds],
  )

export interface OverdueCount {
  due_at: Instant
  area_code: string
  medic_id: string | null
  count: number
}

/** Checks that were due in this span and are still owed, by when, where and by whom. */
export const countOverdue = (tx: Tx, { from, until }: { from: Instant; until: Instant }): Promise<OverdueCount[]> =>
  tx.sql<OverdueCount>(
    `select c.next_check_due_at as due_at, p.area_code, p.medic_id, count(*) as count from ${PERIODS}
     where c.next_check_due_at > $1 and c.next_check_due_at <= $2 and p.state = 'active' group by 1, 2, 3`,
    [from, until],
  )
