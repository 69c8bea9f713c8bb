// Use cases of calls at random (M58): the office draws a unit among all that owe somebody now, calls, and records whether anybody
// answered, who, and after how long. One result a call; one that nobody answered is told of.
import { conflict, notFound, refused } from '../../../../kernel/problem.ts'
import { addMinutes } from '../../../../kernel/time.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../../../platform/http/cursor.ts'
import { audit } from '../../../audit/index.ts'
import { permit } from '../../../identity/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import type { CallQuery, CallResult, CallView } from '../contract.ts'
import { drawOne } from '../rules/calls.ts'
import { owedSpans, rosterOwners } from '../rules/owed.ts'
import * as store from '../store/calls.ts'
import { unitTelephones } from '../store/members.ts'
import { findShift, listShifts, type ShiftRow } from '../store/shifts.ts'
import { by, readHistory } from './load.ts'
import { type Looking, ownerOrGone, shiftView } from './views.ts'

const aCall = { zh: '该次查岗', en: 'Call' }

/** The same id again is the same draw. */
export async function drawCall(ctx: Context, id: string): Promise<CallView> {
  permit(ctx, 'roster.call')
  const { plan } = await planInForce(ctx)
  return ctx.db.transaction(nobody, async (tx) => {
    if (!(await store.findCall(tx, id))) {
      const history = await readHistory(ctx, tx)
      const now = { from: ctx.now, until: addMinutes(ctx.now, 1) }
      // Where the permission holds in a part of the district, its units alone are called.
      const scopes = ctx.actor.permissions.get('roster.call') ?? []
      const owing = rosterOwners(plan).filter(
        ({ unitId, areaCode }) =>
          scopes.some((scope) => areaCode.startsWith(scope)) &&
          owedSpans(history, unitId, 'duty', now).some(({ from }) => from <= ctx.now),
      )
      const unitId = drawOne(
        id,
        owing.map((owner) => owner.unitId),
      )
      const owner = owing.find((one) => one.unitId === unitId)
      if (!owner) {
        throw refused([reason('call.nobody', '此刻方案没有要求任何单位值守', 'The plan asks nobody to be on duty now')])
      }
      const [shift] = (await listShifts(tx, { unitId: owner.unitId, ...now, now: ctx.now, drafts: false })).filter(
        ({ kind, from_at }) => kind === 'duty' && from_at <= ctx.now,
      )
      await store.insertCall(tx, {
        id,
        unit_id: owner.unitId,
        area_code: owner.areaCode,
        shift_id: shift?.id ?? null,
        drawn_from: owing.length,
        drawn_at: ctx.now,
        drawn_by: by(ctx),
      })
      await audit(tx, ctx, {
        action: 'call.drawn',
        subject: { kind: 'call', id },
        areaCode: owner.areaCode,
        details: { unit: owner.unitId, of: owing.length },
      })
      await ctx.emit(tx, { type: 'call.drawn', areaCode: owner.areaCode })
    }
    return view(ctx, tx, (await store.findCall(tx, id))!)
  })
}

export async function recordResult(ctx: Context, id: string, said: CallResult): Promise<CallView> {
  permit(ctx, 'roster.call')
  return ctx.db.transaction(nobody, async (tx) => {
    const row = await store.findCall(tx, id)
    if (!row) throw notFound(aCall)
    permit(ctx, 'roster.call', { area: row.area_code })
    if (said.answered && said.answeredBy === '') {
      throw refused([reason('call.nobodyNamed', '请填写接听人', 'Say who answered', 'answeredBy')])
    }
    const isSame = row.answered === said.answered && row.seconds === said.seconds && row.answered_by === said.answeredBy
    if (row.answered !== null && !isSame) throw taken()
    if (row.answered === null) {
      if (!(await store.setResult(tx, id, { ...said, at: ctx.now }))) throw taken()
      await audit(tx, ctx, {
        action: 'call.recorded',
        subject: { kind: 'call', id },
        areaCode: row.area_code,
        details: { unit: row.unit_id, answered: said.answered, seconds: said.seconds },
      })
      const about = { callId: id, unitId: row.unit_id, shiftId: row.shift_id, areaCode: row.area_code }
      await ctx.emit(tx, { type: said.answered ? 'call.answered' : 'call.unanswered', ...about })
    }
    return view(ctx, tx, (await store.findCall(tx, id))!)
  })
}
const taken = () => conflict('call.recorded', '此次查岗已有结果，请刷新', 'The result is recorded already, look again')

export async function listCalls(
  ctx: Context,
  { limit, cursor }: CallQuery,
): Promise<{ items: CallView[]; next: string | null }> {
  permit(ctx, 'roster.call')
  const after = momentAfter(cursor)
  return ctx.db.transaction(nobody, async (tx) => {
    const rows = await store.listCalls(tx, { limit: limit + 1, after })
    const { page, next } = pageByMoment(rows, limit, (row) => row.drawn_at)
    const items: CallView[] = []
    for (const row of page) items.push(await view(ctx, tx, row))
    return { items, next }
  })
}

async function view(ctx: Context, tx: Tx, row: store.CallRow): Promise<CallView> {
  const { plan } = await planInForce(ctx)
  const looking: Looking = { actor: ctx.actor, plan, telephones: await unitTelephones(tx) }
  const shift: ShiftRow | undefined = row.shift_id === null ? undefined : await findShift(tx, row.shift_id, ctx.now)
  return {
    id: row.id,
    unitId: row.unit_id,
    unit: ownerOrGone(plan, row).name,
    drawnFrom: row.drawn_from,
    drawnAt: row.drawn_at,
    drawnBy: row.drawn_by_name,
    shift: shift === undefined ? null : shiftView(shift, looking),
    answered: row.answered,
    answeredBy: row.answered_by,
    seconds: row.seconds,
    note: row.note,
  }
}
