// Use cases of sending (M45): an area for each person, then to the townships at once. Each township owes the answers of what it
// was sent as one obligation, which knocks and climbs like every other.
import { newId } from '../../../kernel/ids.ts'
import { conflict, notFound, refused } from '../../../kernel/problem.ts'
import { addMinutes, dayOf, type Instant } from '../../../kernel/time.ts'
import type { Plan } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { meetOccurrence, type Owner, owe } from '../../duties/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { activeSpans, planInForce, wasActive } from '../../organisation/index.ts'
import { areaState, by, whyNotArea } from '../../people/index.ts'
import type { AssignArea, ListDetail, SendEntries } from '../contract.ts'
import * as entries from '../store/entries.ts'
import * as store from '../store/findings.ts'
import { detailOf, tell } from './lists.ts'
import { aList, holdList, loadList } from './load.ts'

/** The unit that answers for a township, as the plan has it. */
const ownerOf = (plan: Plan, township: string): Owner | null => {
  const unit = plan.units.find(({ areaCode }) => areaCode === township)
  return unit ? { kind: 'unit', key: unit.key } : null
}

export const assignArea = (ctx: Context, listId: string, { ids, areaCode }: AssignArea): Promise<ListDetail> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await holdList(ctx, tx, listId)
    const wrong = whyNotArea(await areaState(ctx, tx, areaCode), 'areaCode')
    if (wrong) throw refused([wrong])
    permit(ctx, 'verification.receive', { area: areaCode })
    const done = await entries.setProposedArea(tx, listId, ids, areaCode)
    if (done > 0) await tell(ctx, tx, listId, row.area_code, 'assigned', { areaCode, persons: done })
    return detailOf(ctx, tx, await loadList(ctx, tx, listId))
  })

/** Those, or everybody who has an area. Somebody without one stays here. */
export const sendEntries = (
  ctx: Context,
  listId: string,
  { ids }: SendEntries,
): Promise<{ sent: number; areas: number; unassigned: number }> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const list = await holdList(ctx, tx, listId)
    const rows = await entries.entriesToSend(tx, listId, ids ?? null)
    const ready = rows.flatMap(({ id, proposed_area: area }) => (area === null ? [] : [{ id, area }]))
    const byTownship = Map.groupBy(ready, ({ area }) => area.slice(0, 9))
    for (const [township, group] of byTownship) {
      const batchId = await openBatch(ctx, tx, list, township)
      await entries.sendEntries(
        tx,
        group.map((one) => ({ ...one, batchId })),
      )
      await tellSent(ctx, tx, listId, township, group.length)
    }
    return { sent: ready.length, areas: byTownship.size, unassigned: rows.length - ready.length }
  })

export async function tellSent(ctx: Context, tx: Tx, listId: string, areaCode: string, count: number): Promise<void> {
  await audit(tx, ctx, {
    action: 'verification.sent',
    subject: { kind: 'verificationList', id: listId },
    areaCode,
    details: { persons: count },
  })
  await ctx.emit(tx, { type: 'verification.sent', areaCode, listId, count })
}

/** A sending of the list to the township that is open and leaves at least half of the plan's time; a new one is owed from here on. */
export async function openBatch(
  ctx: Context,
  tx: Tx,
  list: { id: string; due_at: Instant; authority: string; letter_no: string },
  township: string,
): Promise<string> {
  const { plan } = await planInForce(ctx)
  const least = addMinutes(ctx.now, plan.verification.areaWithin)
  // What is sent within minutes is one sending; of one that is nearly due nobody new can be a part.
  const open = () => store.lockOpenBatch(tx, list.id, township, addMinutes(ctx.now, plan.verification.areaWithin / 2))
  const before = await open()
  if (before) return before.id
  const dueAt = list.due_at > least ? list.due_at : least
  const id = newId()
  const batch = { id, list_id: list.id, area_code: township, due_at: dueAt, sent_at: ctx.now, sent_by: by(ctx) }
  if (!(await store.insertBatch(tx, batch))) return (await open())!.id
  const owner = ownerOf(plan, township)
  if (owner && wasActive(await activeSpans(tx), ctx.now)) {
    await owe(ctx, tx, {
      key: 'verification',
      subject: id,
      owner,
      due: { at: dueAt },
      title: {
        zh: `名单核查：${list.authority}${list.letter_no}`,
        en: `List to verify: ${list.authority} ${list.letter_no}`,
      },
      source: { kind: 'verificationList', id: list.id },
    })
  }
  return id
}

/** The township has met what it owed once nobody of the sending is left, each answered or passed on. */
export const settleBatch = (ctx: Context, tx: Tx, batchId: string, entryId: string): Promise<void> =>
  tx.withScope(ctx.db.whole, async () => {
    const batch = await store.findBatch(tx, batchId)
    if (!batch || batch.closed_at !== null || !(await store.isAnswered(tx, batchId))) return
    await store.closeBatch(tx, batchId, ctx.now)
    const { plan } = await planInForce(ctx)
    const owner = ownerOf(plan, batch.area_code)
    if (owner) {
      await meetOccurrence(ctx, tx, {
        key: 'verification',
        owner,
        day: dayOf(batch.due_at, plan.zone),
        subject: batchId,
        evidence: { kind: 'verificationEntry', id: entryId },
        at: ctx.now,
      })
    }
    await ctx.emit(tx, { type: 'verification.areaAnswered', areaCode: batch.area_code, listId: batch.list_id })
  })

/** The township has seen what it was sent. */
export const recordReceipt = (ctx: Context, batchId: string): Promise<ListDetail> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'verification.answer')
    const batch = await store.findBatch(tx, batchId)
    if (!batch || !mayAct(ctx.actor, 'verification.answer', { area: batch.area_code })) throw notFound(aList)
    if (batch.closed_at !== null && batch.received_at === null)
      throw conflict('batch_closed', '该批已全部核查，无需签收', 'Everybody of it is answered: nothing to sign for')
    if (batch.received_at === null) {
      await store.recordReceipt(tx, batchId, { at: ctx.now, by: by(ctx) })
      await audit(tx, ctx, {
        action: 'verification.receipted',
        subject: { kind: 'verificationList', id: batch.list_id },
        areaCode: batch.area_code,
      })
      await ctx.emit(tx, { type: 'verification.changed', areaCode: batch.area_code, listId: batch.list_id })
    }
    return detailOf(ctx, tx, await loadList(ctx, tx, batch.list_id))
  })
