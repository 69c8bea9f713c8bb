// From rows to what a screen is told of a shift, a member, a swap.
import { dayOf } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Actor } from '../../../../platform/context.ts'
import type { MemberView, ShiftView, SwapView } from '../contract.ts'
import { isNight, isRestDay } from '../rules/draft.ts'
import { ownerOf, type RosterOwner } from '../rules/owed.ts'
import type { MemberRow } from '../store/members.ts'
import type { ShiftRow } from '../store/shifts.ts'
import type { SwapRow } from '../store/swaps.ts'
import { maskTelephone, mayKeep, seesTelephones } from './load.ts'

export interface Looking {
  actor: Actor
  plan: Plan
  /** Of the units, for shifts whose people gave none. */
  telephones: ReadonlyMap<string, string | null>
}

/** A unit that the plan names no more is called by its key. */
export const ownerOrGone = (plan: Plan, { unit_id, area_code }: { unit_id: string; area_code: string }): RosterOwner =>
  ownerOf(plan, unit_id) ?? {
    unitId: unit_id,
    areaCode: area_code,
    name: { zh: unit_id, en: unit_id },
    kinds: [],
    sort: 'bureau',
  }

export function shiftView(row: ShiftRow, { actor, plan, telephones }: Looking): ShiftView {
  const owner = ownerOrGone(plan, row)
  const sees = seesTelephones(actor, owner)
  const said = (number: string | null) => (number === null || sees ? number : maskTelephone(number))
  const span = { from: row.from_at, until: row.until_at }
  const firstOf = row.seats.find(({ telephone }) => telephone !== null)?.telephone ?? null
  return {
    id: row.id,
    unitId: row.unit_id,
    unit: owner.name,
    kind: row.kind,
    ...span,
    state: row.state,
    version: row.version,
    telephone: said(row.telephone ?? firstOf ?? telephones.get(row.unit_id) ?? null),
    ownTelephone: said(row.telephone),
    isNight: isNight(span, plan.zone),
    seats: row.seats.map((seat) => ({
      memberId: seat.member_id,
      role: seat.role,
      name: seat.name,
      telephone: said(seat.telephone),
      isMe: seat.account_id !== null && seat.account_id === actor.accountId,
    })),
    signedOnAt: row.signed_on_at,
    signedOnBy: row.signed_on_name,
    handedOverAt: row.handed_over_at,
    acceptedAt: row.accepted_at,
  }
}

/** Why somebody is away is told to whoever keeps the roster. */
export function memberView(row: MemberRow, shifts: readonly ShiftRow[], { actor, plan }: Looking): MemberView {
  const owner = ownerOrGone(plan, row)
  const own = shifts.filter(({ seats }) => seats.some(({ member_id }) => member_id === row.id))
  const keeps = mayKeep(actor, owner)
  const sees = seesTelephones(actor, owner)
  return {
    id: row.id,
    name: row.name,
    hasAccount: row.account_id !== null,
    isMe: row.account_id !== null && row.account_id === actor.accountId,
    telephone: row.telephone === null || sees ? row.telephone : maskTelephone(row.telephone),
    roles: row.roles,
    absences: row.absences.map(({ kind, ...away }) => ({ ...away, kind: keeps ? kind : null })),
    shifts: own.length,
    nights: own.filter((one) => isNight({ from: one.from_at, until: one.until_at }, plan.zone)).length,
    restDays: own.filter((one) => isRestDay(dayOf(one.from_at, plan.zone))).length,
  }
}

export function swapView(row: SwapRow, { actor, plan }: Looking): SwapView {
  const owner = ownerOrGone(plan, row)
  const keeps = mayKeep(actor, owner)
  const is = (account: string | null) => account !== null && account === actor.accountId
  return {
    id: row.id,
    unit: owner.name,
    shift: { id: row.shift_id, from: row.from_at, until: row.until_at, kind: row.kind },
    from: row.from_name,
    to: row.to_name,
    reason: row.reason,
    state: row.state,
    askedAt: row.asked_at,
    may: {
      answer: row.state === 'asked' && (is(row.to_account) || (row.to_account === null && keeps)),
      withdraw: (row.state === 'asked' || row.state === 'agreed') && (is(row.from_account) || is(row.asked_by)),
      approve: row.state === 'agreed' && keeps && !is(row.from_account) && !is(row.to_account),
    },
  }
}
