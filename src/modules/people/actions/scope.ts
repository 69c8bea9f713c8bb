// Under which scope the use cases of people write, and who counts as assigned.
import type { Context } from '../../../platform/context.ts'
import type { Scope } from '../../../platform/db/database.ts'
import type { Sealer } from '../../../platform/sealed.ts'

/** What the actions of this slice need beside the context. */
export interface Tools {
  sealer: Sealer
}

/**
 * For a write in `area` that the permission check has allowed. Somebody at a checkpoint registers people in an area that
 * he cannot look into: row security lets this one transaction write there, and the action answers nothing it read.
 */
export const writeScope = ({ actor }: Pick<Context, 'actor'>, area: string): Scope => ({
  areas: actor.scope.areas.some((seen) => area.startsWith(seen)) ? actor.scope.areas : [...actor.scope.areas, area],
  accountId: actor.scope.accountId,
})

/** For `permit`: the actor is the person's medic or guarantor. */
export const assignedTo = (ctx: Pick<Context, 'actor'>, isAssigned: boolean): string[] =>
  isAssigned ? [ctx.actor.accountId] : []

/** Who did it, as the columns have it: null is the system. */
export const by = (ctx: Pick<Context, 'actor'>): string | null => ctx.actor.accountId || null
