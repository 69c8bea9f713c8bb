// SQL of who sees to a person who moves: nobody of before, and perhaps a medic of the township that has him now.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

/** Nobody is the person's medic or guarantor any more; an open period of his, held by this transaction, says so. */
export async function endAssignments(tx: Tx, personId: string, at: Instant): Promise<void> {
  await tx.sql(`update assignments set until_at = greatest($2, from_at) where person_id = $1 and until_at is null`, [
    personId,
    at,
  ])
  await tx.sql(
    `update isolation_periods set medic_id = null, guarantor_id = null
     where person_id = $1 and state in ('active', 'referred')`,
    [personId],
  )
}

/** The person, who has no medic, gets one; an open period of his, held by this transaction, says so. */
export async function giveMedic(
  tx: Tx,
  said: { id: string; personId: string; areaCode: string; accountId: string; at: Instant; by: string | null },
): Promise<void> {
  const { id, personId, areaCode, accountId, at, by } = said
  await tx.sql(
    `insert into assignments (id, person_id, area_code, account_id, role, from_at, assigned_by)
     values ($1, $2, $3, $4, 'medic', $5, $6)`,
    [id, personId, areaCode, accountId, at, by],
  )
  await tx.sql(`update isolation_periods set medic_id = $2 where person_id = $1 and state in ('active', 'referred')`, [
    personId,
    accountId,
  ])
}
