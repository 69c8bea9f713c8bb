// SQL of who is the medic and who the guarantor of a person (M21, M52). The history stays; the one in force is copied to
// the open period, whose queues are read by it.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

export type AssignmentRole = 'medic' | 'guarantor'

export interface AssignmentRow {
  person_id: string
  account_id: string
  account_name: string
  role: AssignmentRole
  from_at: Instant
  until_at: Instant | null
}

/** All of a person, the latest first. */
export const listAssignments = (tx: Tx, personId: string): Promise<AssignmentRow[]> =>
  tx.sql<AssignmentRow>(
    `select s.person_id, s.account_id, a.display_name as account_name, s.role, s.from_at, s.until_at
     from assignments s join accounts a on a.id = s.account_id where s.person_id = $1 order by s.from_at desc, s.id desc`,
    [personId],
  )

/**
 * Gives the persons of these periods, held by this transaction, to an account, or to nobody (`null`). Whoever has it
 * already keeps it. `ids` are new, one for each period.
 */
export async function assign(
  tx: Tx,
  said: {
    periodIds: readonly string[]
    ids: readonly string[]
    role: AssignmentRole
    accountId: string | null
    at: Instant
    by: string | null
  },
): Promise<void> {
  const { periodIds, ids, role, accountId, at, by } = said
  await tx.sql(
    `update assignments s set until_at = greatest($4, s.from_at) from isolation_periods p
     where p.id = any($1::uuid[]) and s.person_id = p.person_id and s.role = $2 and s.until_at is null
       and s.account_id is distinct from $3`,
    [periodIds, role, accountId, at],
  )
  if (accountId !== null) {
    await tx.sql(
      `insert into assignments (id, person_id, area_code, account_id, role, from_at, assigned_by)
       select n.id, p.person_id, p.area_code, $3, $4, $5, $6
       from unnest($1::uuid[], $2::uuid[]) as n (id, period_id) join isolation_periods p on p.id = n.period_id
       on conflict (person_id, role) where until_at is null do nothing`,
      [ids, periodIds, accountId, role, at, by],
    )
  }
  const column = role === 'medic' ? 'medic_id' : 'guarantor_id'
  await tx.sql(`update isolation_periods set ${column} = $2 where id = any($1::uuid[])`, [periodIds, accountId])
}
