// The check that opens every use case. A permission holds in areas; whoever is assigned to a person (medic, guarantor)
// may act for that person wherever he or she lives.
import { isWithin } from '../../kernel/area.ts'
import { forbidden } from '../../kernel/problem.ts'
import type { Context } from '../../platform/context.ts'
import type { Permission } from './permissions.ts'

export interface Where {
  area?: string
  /** Accounts assigned to the person this is about. */
  assignedTo?: readonly (string | null)[]
}

/** Throws Problem 403 unless the actor holds `permission`, and holds it for `where` when that is said. */
export function permit(ctx: Pick<Context, 'actor'>, permission: Permission, where: Where = {}): void {
  if (!mayAct(ctx.actor, permission, where)) throw forbidden(permission)
}

export function mayAct(actor: Context['actor'], permission: Permission, { area, assignedTo }: Where = {}): boolean {
  const areas = actor.permissions.get(permission)
  if (!areas) return false
  if (area === undefined) return true
  return areas.some((scope) => isWithin(area, scope)) || (assignedTo?.includes(actor.accountId) ?? false)
}
