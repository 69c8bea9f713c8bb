// Who stands where to a directive: the units that an account answers for, those in whose name it issues, and the areas it
// oversees. A directive that is none of these is answered as if it did not exist.
import { isWithin } from '../../../kernel/area.ts'
import { notFound } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import { mayAct, type Permission, postsThatAllow } from '../../identity/index.ts'
import type { DirectiveKind } from '../rules/kinds.ts'
import type { Looking } from '../store/lists.ts'

export const A_DIRECTIVE = { zh: '该事项', en: 'Directive' }

/** What issues each kind. */
export const ISSUES: Record<DirectiveKind, Permission> = {
  directive: 'directive.issue',
  requirement: 'directive.require',
  supervision: 'directive.supervise',
  help: 'directive.help',
}

/** The units that an account answers for by the posts it holds, acting ones among them. */
const unitsOf = (posts: Context['actor']['posts']): string[] => [
  ...new Set(postsThatAllow(posts, 'directive.answer').map(({ unitId }) => unitId)),
]

export const by = (ctx: Pick<Context, 'actor'>): string | null => ctx.actor.accountId || null

/** The office writes in the command's name as well. */
const withCommand = (units: readonly string[]): string[] =>
  units.includes('office') ? [...new Set([...units, 'command'])] : [...units]

/** The units in whose name the account issues this kind, its own first. */
export const issuersOf = ({ actor }: Pick<Context, 'actor'>, kind: DirectiveKind): string[] =>
  withCommand([...new Set(postsThatAllow(actor.posts, ISSUES[kind]).map(({ unitId }) => unitId))])

export function lookingOf({ actor }: Pick<Context, 'actor'>): Looking {
  const units = unitsOf(actor.posts)
  return { units, issuers: withCommand(units), oversees: actor.permissions.get('directive.oversee') ?? [] }
}

export interface Sides {
  /** Accepts, returns, withdraws. */
  isIssuer: boolean
  /** Sees every unit's course. */
  seesAll: boolean
  isUnit(unitId: string): boolean
}

export function sidesOf(
  ctx: Pick<Context, 'actor'>,
  directive: { issuer_unit: string; area_code: string },
  assignments: readonly { unit_id: string; area_code: string }[],
): Sides {
  const { units, issuers, oversees } = lookingOf(ctx)
  const isIssuer = issuers.includes(directive.issuer_unit)
  const areas = [directive.area_code, ...assignments.map(({ area_code }) => area_code)]
  return {
    isIssuer,
    seesAll: isIssuer || areas.some((area) => oversees.some((scope) => isWithin(area, scope))),
    isUnit: (unitId) => units.includes(unitId),
  }
}

export function requireSeen(sides: Sides, assignments: readonly { unit_id: string }[]): void {
  if (!sides.seesAll && !assignments.some(({ unit_id }) => sides.isUnit(unit_id))) throw notFound(A_DIRECTIVE)
}

/** The account acts for this unit where its post stands. */
export const mayAnswer = (
  ctx: Pick<Context, 'actor'>,
  { unit_id, area_code }: { unit_id: string; area_code: string },
) => unitsOf(ctx.actor.posts).includes(unit_id) && mayAct(ctx.actor, 'directive.answer', { area: area_code })

export const mayDecide = (
  ctx: Pick<Context, 'actor'>,
  { issuer_unit, area_code }: { issuer_unit: string; area_code: string },
) =>
  withCommand(unitsOf(ctx.actor.posts)).includes(issuer_unit) &&
  mayAct(ctx.actor, 'directive.decide', { area: area_code })
