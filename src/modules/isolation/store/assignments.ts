// SQL of who is the medic and who the guarantor of a person (M21, M52). The history stays; the one in force is copied to
// the open period, whose queues are read by it.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { PERIODS } from './periods.ts'

export type AssignmentRole = 'medic' | 'guarantor'

/** Accounts that are no medics, and no guarantors, at the moment: whoever is given to one of them has nobody. */
export type Gone = Record<AssignmentRole, string[]>

/** All accounts but those that hold the posts. */
export async function accountsBeside(tx: Tx, holders: Gone): Promise<Gone> {
  const [row] = await tx.sql<Gone>(
    `select array(select id from accounts where id <> all($1::uuid[])) as medic,
       array(select id from accounts where id <> all($2::uuid[])) as guarantor`,
    [holders.medic, holders.guarantor],
  )
  return row!
}

/** The open period's copy of the assignment in force. */
const COLUMN = { medic: 'medic_id', guarantor: 'guarantor_id' } as const

export interface AssignmentRow {
  person_id: string
  account_id: string
  account_name: string
  role: AssignmentRole
  from_at: Instant
  until_at: Instant | null
  assigned_by_name: string | null
  reason: string
}

/** All of a person, the latest first. */
export const listAssignments = (tx: Tx, personId: string): Promise<AssignmentRow[]> =>
  tx.sql<AssignmentRow>(
    `select s.person_id, s.account_id, a.display_name as account_name, s.role, s.from_at, s.until_at,
       b.display_name as assigned_by_name, coalesce(c.reason, '') as reason
     from assignments s join accounts a on a.id = s.account_id left join accounts b on b.id = s.assigned_by
     left join assignment_acts c on c.id = s.act_id where s.person_id = $1 order by s.from_at desc, s.id desc`,
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
    /** Of an act that gave many. */
    actId?: string | null
  },
): Promise<void> {
  const { periodIds, ids, role, accountId, at, by, actId = null } = said
  await tx.sql(
    `update assignments s set until_at = greatest($4, s.from_at) from isolation_periods p
     where p.id = any($1::uuid[]) and s.person_id = p.person_id and s.role = $2 and s.until_at is null
       and s.account_id is distinct from $3`,
    [periodIds, role, accountId, at],
  )
  if (accountId !== null) {
    await tx.sql(
      `insert into assignments (id, person_id, area_code, account_id, role, from_at, assigned_by, act_id)
       select n.id, p.person_id, p.area_code, $3, $4, $5, $6, $7
       from unnest($1::uuid[], $2::uuid[]) as n (id, period_id) join isolation_periods p on p.id = n.period_id
       on conflict (person_id, role) where until_at is null do nothing`,
      [ids, periodIds, accountId, role, at, by, actId],
    )
  }
  await tx.sql(`update isolation_periods set ${COLUMN[role]} = $2 where id = any($1::uuid[])`, [periodIds, accountId])
}

/** Ends what an account has of persons who are not in isolation: nothing is to be done for them. */
export const endLeftOver = (
  tx: Tx,
  { accountId, role, at }: { accountId: string; role: AssignmentRole; at: Instant },
): Promise<unknown> =>
  tx.sql(
    `update assignments s set until_at = greatest($3, s.from_at)
     where s.account_id = $1 and s.role = $2 and s.until_at is null and not exists (
       select from isolation_periods p where p.person_id = s.person_id and p.state in ('active', 'referred'))`,
    [accountId, role, at],
  )

const OPEN_OF = (role: AssignmentRole) => `p.${COLUMN[role]} = $1 and p.state in ('active', 'referred')`

/** Open periods that an account has in this role, with what is pressing about them. */
export const openOf = (
  tx: Tx,
  role: AssignmentRole,
  accountId: string,
  now: Instant,
): Promise<{ id: string; area_code: string; is_due: boolean; is_referred: boolean }[]> =>
  tx.sql(
    `select p.id, p.area_code, c.next_opens_at is not null and c.next_opens_at <= $2 as is_due,
       p.state = 'referred' as is_referred
     from ${PERIODS} where ${OPEN_OF(role)} order by p.id`,
    [accountId, now],
  )

/** Those of these periods that the account still has in this role, held until the transaction ends. */
export const lockAssigned = (
  tx: Tx,
  role: AssignmentRole,
  accountId: string,
  ids: readonly string[],
): Promise<{ id: string; person_id: string; area_code: string }[]> =>
  tx.sql(
    `select p.id, p.person_id, p.area_code from isolation_periods p where ${OPEN_OF(role)} and p.id = any($2::uuid[])
     order by p.id for no key update`,
    [accountId, ids],
  )
