// Under which scope the use cases of people write, and who counts as assigned.
import type { Instant } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Scope, Tx } from '../../../platform/db/database.ts'
import type { Sealer } from '../../../platform/sealed.ts'

/** What the actions of this slice need beside the context. */
export interface Tools {
  sealer: Sealer
}

/** What merging asks of the isolation slice, which knows what a period, a referral and an assignment are. */
export interface IsolationOfPersons {
  /** Held until the transaction ends, with what lapsed by now recorded. */
  hold(ctx: Context, tx: Tx, personIds: readonly string[]): Promise<void>
  /** Of two that would stand twice one goes on. */
  join(
    ctx: Context,
    tx: Tx,
    kept: { personId: string; areaCode: string },
    mergedId: string,
  ): Promise<{ openArrivalId: string | null; united: boolean }>
  /** What is open of a person: readings of the open period, and a fever referral. */
  open(tx: Tx, personId: string): Promise<{ period: boolean; referral: boolean; readings: number }>
  /** How the open isolation of each stands; absent: none is open. */
  courses(
    ctx: Pick<Context, 'db' | 'now'>,
    tx: Tx,
    personIds: readonly string[],
  ): Promise<Map<string, { place: 'home' | 'central'; dayNumber: number; days: number; lastDay: string }>>
  /** The last day of the isolation of each, null while one is open; absent: there was none. */
  lastDays(tx: Tx, personIds: readonly string[]): Promise<Map<string, string | null>>
  /** The registration was a mistake: nothing is owed of it. */
  end(ctx: Context, tx: Tx, personId: string): Promise<void>
  /** After the rows went back. */
  part(ctx: Context, tx: Tx, periods: readonly { id: string; wasMerged: boolean }[], mergedAt: Instant): Promise<void>
}

export interface MergeTools extends Tools {
  isolation: IsolationOfPersons
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
