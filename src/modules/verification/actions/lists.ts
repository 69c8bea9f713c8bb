// Use cases of the letter (M45): received, read, voided.
import { conflict, idTaken, notFound, refused } from '../../../kernel/problem.ts'
import { addMinutes, dayOf, instant } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../../platform/http/cursor.ts'
import { audit } from '../../audit/index.ts'
import { callOff } from '../../duties/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import { by } from '../../people/index.ts'
import type { Counts, ListDetail, ListFilters, ListQuery, ListView, ReceiveList } from '../contract.ts'
import type { Finding } from '../rules/findings.ts'
import * as findings from '../store/findings.ts'
import * as store from '../store/lists.ts'
import { aList, holdList, loadList, readAreas } from './load.ts'

/** The same id again is the same list; another of the same letter is refused. */
export function receiveList(ctx: Context, input: ReceiveList): Promise<ListDetail> {
  permit(ctx, 'verification.receive')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { plan, versionId } = await planInForce(ctx)
    const today = dayOf(ctx.now, plan.zone)
    const dueAt = input.dueAt === null ? addMinutes(ctx.now, plan.verification.replyWithin) : instant(input.dueAt)
    const before = await store.findList(tx, input.id, readAreas(ctx))
    if (before) {
      if (before.authority === input.authority && before.letter_no === input.letterNo) return detailOf(ctx, tx, before)
      throw idTaken()
    }
    const wrong = [
      ...(dueAt > ctx.now ? [] : [reason('due_past', '时限应在现在以后', 'The deadline lies in the past', 'dueAt')]),
      ...(input.letterDay <= today
        ? []
        : [reason('letter_in_future', '来函日期晚于今天', 'The letter is of a day to come', 'letterDay')]),
      ...(input.travelledOn === null || input.travelledOn <= today
        ? []
        : [reason('travel_in_future', '乘车日期晚于今天', 'The journey is of a day to come', 'travelledOn')]),
    ]
    if (wrong.length > 0) throw refused(wrong)
    const areaCode = readAreas(ctx)[0] ?? ctx.db.district
    const isNew = await store.insertList(tx, {
      id: input.id,
      area_code: areaCode,
      kind: input.kind,
      authority: input.authority,
      letter_no: input.letterNo,
      letter_day: input.letterDay,
      contact: input.contact,
      why: input.why,
      origin_text: input.originText,
      service_no: input.serviceNo,
      travelled_on: input.travelledOn,
      due_at: dueAt,
      received_at: ctx.now,
      received_by: by(ctx),
      plan_version_id: versionId,
    })
    if (!isNew) {
      throw conflict('letter_known', '这份函已登记，请到名单中查看', 'This letter is registered: look at the lists')
    }
    await tell(ctx, tx, input.id, areaCode, 'received', { kind: input.kind, dueAt })
    return detailOf(ctx, tx, await loadList(ctx, tx, input.id))
  })
}

/** Nobody of it is looked for any more. */
export const voidList = (ctx: Context, id: string, why: string): Promise<ListDetail> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'verification.receive')
    const known = await store.lockList(tx, id, readAreas(ctx))
    if (!known) throw notFound(aList)
    if (known.voided_at !== null && known.void_reason === why) return detailOf(ctx, tx, known)
    const row = await holdList(ctx, tx, id)
    await store.voidList(tx, id, { reason: why, at: ctx.now, by: by(ctx) })
    for (const batch of await findings.openBatchesOf(tx, id)) {
      await findings.closeBatch(tx, batch.id, ctx.now)
      await callOff(ctx, tx, { key: 'verification', subject: batch.id, reason: why })
    }
    await tell(ctx, tx, id, row.area_code, 'voided', { reason: why })
    return detailOf(ctx, tx, await loadList(ctx, tx, id))
  })

export async function tell(
  ctx: Context,
  tx: Tx,
  listId: string,
  areaCode: string,
  what: 'received' | 'voided' | 'added' | 'matched' | 'assigned' | 'replied',
  details: Record<string, unknown> = {},
): Promise<void> {
  await audit(tx, ctx, {
    action: `verification.${what}`,
    subject: { kind: 'verificationList', id: listId },
    areaCode,
    details,
  })
  await ctx.emit(tx, { type: 'verification.changed', areaCode, listId })
}

export async function listLists(
  ctx: Context,
  { cursor, limit, kind, open }: ListQuery,
): Promise<{ items: ListView[]; next: string | null }> {
  permit(ctx, 'verification.read')
  const after = momentAfter(cursor)
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const rows = await store.listLists(tx, askedOf(ctx, { kind, open }), { limit: limit + 1, after })
    const { page, next } = pageByMoment(rows, limit, (row) => row.received_at)
    const counts = await store.countsOf(
      tx,
      page.map(({ id }) => id),
      ctx.now,
    )
    return { items: page.map((row) => viewOf(row, counts.get(row.id)!)), next }
  })
}

export function countLists(ctx: Context, filters: ListFilters): Promise<number> {
  permit(ctx, 'verification.read')
  return ctx.db.transaction(ctx.actor.scope, (tx) => store.countLists(tx, askedOf(ctx, filters)))
}

const askedOf = (ctx: Context, { kind, open }: ListFilters): store.AskedLists => ({
  areas: readAreas(ctx),
  kind,
  open: open === undefined ? undefined : open === 'true',
})

export function readList(ctx: Context, id: string): Promise<ListDetail> {
  permit(ctx, 'verification.read')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => detailOf(ctx, tx, await loadList(ctx, tx, id)))
}

const viewOf = (row: store.ListRow, counts: Counts): ListView => ({
  id: row.id,
  kind: row.kind,
  areaCode: row.area_code,
  authority: row.authority,
  letterNo: row.letter_no,
  letterDay: row.letter_day,
  contact: row.contact,
  why: row.why,
  originText: row.origin_text,
  serviceNo: row.service_no,
  travelledOn: row.travelled_on,
  dueAt: row.due_at,
  receivedAt: row.received_at,
  receivedBy: row.received_by_name,
  voided: row.voided_at === null ? null : { at: row.voided_at, reason: row.void_reason },
  repliedAt: row.replied_at,
  counts,
})

export async function detailOf(ctx: Context, tx: Tx, row: store.ListRow): Promise<ListDetail> {
  const counts = (await store.countsOf(tx, [row.id], ctx.now)).get(row.id)!
  const receives = mayAct(ctx.actor, 'verification.receive', { area: row.area_code })
  const replies = await store.repliesOf(tx, row.id)
  const last = replies[0] ? await store.lastFoundAt(tx, row.id) : null
  const batches = await findings.batchesOf(tx, row.id)
  return {
    ...viewOf(row, counts),
    findings: (await store.findingCounts(tx, row.id)).map(({ finding, count }) => ({
      finding: finding as Finding,
      count,
    })),
    batches: batches.map((batch) => ({
      id: batch.id,
      areaCode: batch.area_code,
      sentAt: batch.sent_at,
      dueAt: batch.due_at,
      receivedAt: batch.received_at,
      receivedBy: batch.received_by_name,
      closedAt: batch.closed_at,
      all: batch.all,
      answered: batch.answered,
      isOverdue: batch.answered < batch.all && batch.due_at <= ctx.now,
      mayReceipt: batch.received_at === null && mayAct(ctx.actor, 'verification.answer', { area: batch.area_code }),
    })),
    replies: replies.map(({ id, number, how, sent_at, sent_by_name, counts: of }) => ({
      id,
      number,
      how,
      sentAt: sent_at,
      sentBy: sent_by_name,
      counts: of,
    })),
    changedSinceReply: last !== null && last > replies[0]!.sent_at,
    may: { receive: receives && row.voided_at === null, void: receives && row.voided_at === null },
  }
}
