// How a use case of this slice begins: the period is held and read, the plan version it is judged by is at hand, and the
// actor may do this to somebody of that area. Out of sight and absent are answered the same.
import { notFound } from '../../../kernel/problem.ts'
import { addDays, type Day, dayOf, type Instant } from '../../../kernel/time.ts'
import type { Plan } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { type Permission, permit } from '../../identity/index.ts'
import type { PlanInForce } from '../../organisation/index.ts'
import type { IsolationPlan } from '../rules/plan.ts'
import { type KnownPeriod, lockPeriod } from '../store/periods.ts'
import { planOfPeriod } from './plans.ts'

export const aPeriod = { zh: '隔离记录', en: 'Isolation period' }
export const by = (ctx: Pick<Context, 'actor'>): string | null => ctx.actor.accountId || null

export interface Held extends KnownPeriod {
  /** The rules of the plan version that the period is judged by. */
  plan: IsolationPlan
  wholePlan: Plan
  version: PlanInForce
}

/** Holds a period until the transaction ends. Throws 404 when it is out of sight, 403 when the post does not allow this. */
export async function hold(
  ctx: Context,
  tx: Tx,
  periodId: string,
  permission: Permission,
  { completedSince }: { completedSince?: Day } = {},
): Promise<Held> {
  const known = await lockPeriod(tx, periodId, completedSince)
  if (!known) throw notFound(aPeriod)
  permit(ctx, permission, whereOf(known.row))
  return withPlan(ctx, known)
}

export async function withPlan(ctx: Pick<Context, 'db'>, known: KnownPeriod): Promise<Held> {
  return { ...known, ...(await planOfPeriod(ctx.db, known.row)) }
}

/** Where a permission must hold: in the area, or as medic or guarantor of the person. */
export const whereOf = (row: { area_code: string; medic_id: string | null; guarantor_id: string | null }) => ({
  area: row.area_code,
  assignedTo: [row.medic_id, row.guarantor_id],
})

/** The day before the earlier of two instants: completions from there on are enough to find the next check. */
export function completionsSince(a: Instant, b: Instant, zone: string): Day {
  return addDays(dayOf(a < b ? a : b, zone), -1)
}
