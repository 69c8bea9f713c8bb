// Who may be given persons, and who is given some though nobody comes any more (M21, M52).
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { holdersOf } from '../../identity/index.ts'
import { type AssignmentRole, accountsBeside, type Gone } from '../store/assignments.ts'

const POST_FOR = { medic: 'villageMedic', guarantor: 'guarantorLeader' } as const

/** Accounts that hold the post now and are not disabled, each once an area. */
export const assigneesOf = (tx: Tx, role: AssignmentRole, now: Instant) => holdersOf(tx, [POST_FOR[role]], now)

export async function goneAssignees(tx: Tx, now: Instant): Promise<Gone> {
  const idsOf = async (role: AssignmentRole) => (await assigneesOf(tx, role, now)).map(({ accountId }) => accountId)
  return accountsBeside(tx, { medic: await idsOf('medic'), guarantor: await idsOf('guarantor') })
}
