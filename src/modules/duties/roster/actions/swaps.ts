// Use cases of swaps (M51): asked by one, agreed by the other, and only then the shift changes hands. Of somebody without an
// account the unit's own clerk records what he or she said. Of two who decide at once one does; the other is told.
import { conflict, forbidden, idTaken, notFound, refused } from '../../../../kernel/problem.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { type AuditAction, audit } from '../../../audit/index.ts'
import { permit } from '../../../identity/index.ts'
import type { AskSwap, SWAP_ACTS } from '../contract.ts'
import { decideChange, decideSeats, decideSwap, type SwapState } from '../rules/shifts.ts'
import { lockUnit } from '../store/members.ts'
import * as shifts from '../store/shifts.ts'
import * as store from '../store/swaps.ts'
import { aShift, by, mayKeep, requireServing, type Unit, unitOf } from './load.ts'
import { membersAround, shiftNow } from './shifts.ts'
import { swapView } from './views.ts'

type Act = (typeof SWAP_ACTS)[number]

/** What the shift would be with the other one in the seat. */
async function requireFits(
  ctx: Context,
  tx: Tx,
  { plan, owner }: Unit,
  row: shifts.ShiftRow,
  { from, to }: { from: string; to: string },
): Promise<shifts.Seat[]> {
  const change = decideChange(shiftNow(row), ctx.now)
  if (!change.ok) throw refused(change.reasons)
  if (!row.seats.some(({ member_id }) => member_id === from)) {
    throw refused([reason('swap.notThere', '换出的人已不在此班，请刷新', 'Not in this shift any more', 'fromMemberId')])
  }
  const seats = row.seats.map(({ member_id, role }) => ({ memberId: member_id === from ? to : member_id, role }))
  const span = { from: row.from_at, until: row.until_at }
  const verdict = decideSeats(
    {
      ...span,
      kind: row.kind,
      leaderId: seats.find(({ role }) => role === 'leader')?.memberId ?? null,
      staffIds: seats.filter(({ role }) => role === 'staff').map(({ memberId }) => memberId),
    },
    await membersAround(ctx, tx, owner.unitId, span, row.id),
    { zone: plan.zone, now: ctx.now },
  )
  if (!verdict.ok) throw refused(verdict.reasons.map((one) => ({ ...one, field: 'toMemberId' })))
  return seats
}

export const askSwap = (ctx: Context, said: AskSwap): Promise<void> =>
  ctx.db.transaction(nobody, async (tx) => {
    const row = await shifts.findShift(tx, said.shiftId, ctx.now)
    if (row?.state !== 'published') throw notFound(aShift)
    const unit = await unitOf(ctx, row.unit_id)
    requireServing(ctx, unit.owner, row.seats)
    const known = await store.findSwap(tx, said.id)
    if (known) {
      if (known.shift_id === said.shiftId && known.to_member === said.toMemberId) return
      throw idTaken()
    }
    const seat = row.seats.find(({ member_id }) => member_id === said.fromMemberId)
    const isMine = seat !== undefined && seat.account_id !== null && seat.account_id === ctx.actor.accountId
    // Only the own shift is given away; of somebody without an account, the clerk writes down who asked.
    if (!isMine && !(mayKeep(ctx.actor, unit.owner) && seat?.account_id === null)) throw forbidden('roster.serve')
    await requireFits(ctx, tx, unit, row, { from: said.fromMemberId, to: said.toMemberId })
    const isNew = await store.insertSwap(tx, {
      id: said.id,
      shift_id: said.shiftId,
      unit_id: row.unit_id,
      area_code: row.area_code,
      from_member: said.fromMemberId,
      to_member: said.toMemberId,
      reason: said.reason,
      at: ctx.now,
      by: by(ctx),
    })
    if (!isNew)
      throw conflict('swap.open', '此班已有一笔换班待答复，请先撤回', 'A swap of this shift is open: withdraw it first')
    await told(ctx, tx, 'swap.asked', (await store.findSwap(tx, said.id))!)
  })

const AUDIT: Record<SwapState, AuditAction> = {
  asked: 'swap.asked',
  agreed: 'swap.agreed',
  done: 'swap.done',
  declined: 'swap.declined',
  withdrawn: 'swap.withdrawn',
  rejected: 'swap.rejected',
}

export async function actOnSwap(ctx: Context, id: string, act: Act): Promise<void> {
  permit(ctx, 'roster.serve')
  await ctx.db.transaction(nobody, async (tx) => {
    const seen = await store.findSwap(tx, id)
    if (!seen) throw notFound({ zh: '该换班申请', en: 'Swap' })
    const unit = await unitOf(ctx, seen.unit_id)
    requireParty(ctx, unit, seen, act)
    await lockUnit(tx, seen.unit_id)
    const row = (await store.lockSwap(tx, id))!
    const verdict = decideSwap(row.state, act, unit.clock.swapsApproved)
    if (!verdict.ok) {
      const { code, zh, en } = verdict.reasons[0]!
      throw conflict(code, zh, en)
    }
    if (verdict.value === 'done') {
      const shift = (await shifts.findShift(tx, row.shift_id, ctx.now))!
      const seats = await requireFits(ctx, tx, unit, shift, { from: row.from_member, to: row.to_member })
      await shifts.changeSeats(tx, shift.id, { seats, telephone: shift.telephone, at: ctx.now })
    }
    const step = act === 'approve' || act === 'reject' ? 'approved' : 'answered'
    await store.decideSwapRow(tx, id, { state: verdict.value, step, at: ctx.now, by: by(ctx) })
    await told(ctx, tx, AUDIT[verdict.value], row)
  })
}

/** Whoever is asked answers, whoever asked withdraws, whoever keeps the roster approves, and not for himself. */
function requireParty(ctx: Context, { plan, owner }: Unit, row: store.SwapRow, act: Act): void {
  const { may } = swapView(row, { actor: ctx.actor, plan, telephones: new Map() })
  const accounts = [row.from_account, row.to_account]
  const isParty = ctx.actor.accountId !== '' && accounts.includes(ctx.actor.accountId)
  const keeps = mayKeep(ctx.actor, owner)
  const fits = {
    agree: may.answer || (row.state !== 'asked' && (isParty || keeps)),
    decline: may.answer || (row.state !== 'asked' && (isParty || keeps)),
    withdraw: row.from_account === ctx.actor.accountId || row.asked_by === ctx.actor.accountId,
    approve: keeps && !isParty,
    reject: keeps && !isParty,
  }
  if (!fits[act]) throw forbidden('roster.serve')
}

async function told(ctx: Context, tx: Tx, action: AuditAction, row: store.SwapRow): Promise<void> {
  await audit(tx, ctx, {
    action,
    subject: { kind: 'shift', id: row.shift_id },
    areaCode: row.area_code,
    details: { swapId: row.id, from: row.from_member, to: row.to_member },
  })
  await ctx.emit(tx, {
    type: action,
    areaCode: row.area_code,
    swapId: row.id,
    unitId: row.unit_id,
    fromAccount: row.from_account,
    toAccount: row.to_account,
  })
}
