// What every use case of the roster begins with: which unit it is about, what the plan asks of it, and who may do what there
// (M51, M57). A unit's roster is kept by its own people and by the command office; its log is read and written by its own people,
// the office, and whoever sits in the shift.
import { isWithin } from '../../../../kernel/area.ts'
import { forbidden, notFound } from '../../../../kernel/problem.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Actor, Context } from '../../../../platform/context.ts'
import type { Scope, Tx } from '../../../../platform/db/database.ts'
import { mayAct, type Permission, permit, WHO_MAY } from '../../../identity/index.ts'
import { activeSpans, planInForce, planVersions } from '../../../organisation/index.ts'
import { type History, OFFICE, ownerOf, type RosterClock, type RosterOwner, rosterClock } from '../rules/owed.ts'

export const aUnit = { zh: '该单位的值班表', en: 'Roster of this unit' }
export const aShift = { zh: '该班次', en: 'Shift' }

export interface Unit {
  plan: Plan
  clock: RosterClock
  owner: RosterOwner
}

export async function unitOf(ctx: Pick<Context, 'db' | 'now'>, unitId: string): Promise<Unit> {
  const { plan } = await planInForce(ctx)
  const clock = rosterClock(plan)
  const owner = ownerOf(plan, unitId)
  if (!clock || !owner) throw notFound(aUnit)
  return { plan, clock, owner }
}

export const readHistory = async (ctx: Pick<Context, 'db'>, tx: Tx): Promise<History> => ({
  versions: await planVersions(ctx.db),
  active: await activeSpans(tx),
})

/** Posts of the command office whose area holds the unit. */
const isOffice = ({ posts }: Actor, { areaCode }: RosterOwner): boolean =>
  posts.some(({ kind, areaCode: of }) => /^office(Director|Staff)$/.test(kind) && isWithin(areaCode, of))

export const isOwn = ({ posts }: Actor, { unitId }: RosterOwner): boolean =>
  posts.some((post) => post.unitId === unitId && post.kind !== 'administrator')

const holds = ({ posts }: Actor, permission: Permission, { unitId }: RosterOwner): boolean =>
  posts.some((post) => post.unitId === unitId && (WHO_MAY[permission] as readonly string[]).includes(post.kind))

export const mayKeep = (actor: Actor, owner: RosterOwner): boolean =>
  mayAct(actor, 'roster.edit', { area: owner.areaCode }) &&
  (isOffice(actor, owner) || holds(actor, 'roster.edit', owner))

export function requireKeeper(ctx: Context, owner: RosterOwner): void {
  permit(ctx, 'roster.edit')
  if (!mayKeep(ctx.actor, owner)) throw forbidden('roster.edit')
}

/** Reads and writes the log of a shift there. */
export const mayServe = (
  actor: Actor,
  owner: RosterOwner,
  seats: readonly { account_id: string | null }[] = [],
): boolean =>
  mayAct(actor, 'roster.serve') &&
  (isOwn(actor, owner) ||
    (actor.accountId !== '' && seats.some(({ account_id }) => account_id === actor.accountId)) ||
    isOffice(actor, owner))

export function requireServing(
  ctx: Context,
  owner: RosterOwner,
  seats: readonly { account_id: string | null }[],
): void {
  permit(ctx, 'roster.serve')
  if (!mayServe(ctx.actor, owner, seats)) throw forbidden('roster.serve')
}

/** The office can be called by everybody, a unit by its own and by those who have to. */
export const seesTelephones = (actor: Actor, owner: RosterOwner): boolean =>
  owner.unitId === OFFICE || isOwn(actor, owner) || mayAct(actor, 'roster.telephone')

/** The first three digits and the last two. */
export const maskTelephone = (number: string): string =>
  number.length < 7
    ? '*'.repeat(number.length)
    : `${number.slice(0, 3)}${'*'.repeat(number.length - 5)}${number.slice(-2)}`

/** The one area whose log this transaction may see, once it was decided that the account may. */
export const scopeOf = (ctx: Context, owner: RosterOwner): Scope => ({
  areas: [owner.areaCode],
  accountId: ctx.actor.scope.accountId,
})

export const by = ({ actor }: Context): string | null => actor.accountId || null
