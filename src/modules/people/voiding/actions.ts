// Voiding a registration that was made by mistake, with a reason, and restoring it (decision 0012). Nothing is owed of it any
// more and it counts nowhere. An open fever referral is never voided away; readings only by who says so knowingly.
import { conflict, notFound, refused } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ID, INSTANT, readCursor, writeCursor } from '../../../platform/http/cursor.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { PERSON } from '../actions/read.ts'
import { by, type MergeTools } from '../actions/scope.ts'
import { reopenAllOf, settleAllOf } from '../duplicates/store.ts'
import { changes, replaceTerms, snapshot } from '../merge/rows.ts'
import * as rows from '../merge/store.ts'
import { restore } from '../merge/undo.ts'
import type { ListVoidings, VoidingView, VoidPerson } from './contract.ts'
import * as store from './store.ts'

const viewOf = (row: store.Voiding): VoidingView => ({
  id: row.id,
  personId: row.person_id,
  name: row.name,
  documentMasked: row.document_masked,
  areaCode: row.area_code,
  reason: row.reason,
  voidedAt: row.voided_at,
  voidedBy: row.voided_by_name,
  restoredAt: row.restored_at,
})

/** Throws 404, 409 when somebody was first, 422 with what stands against it. The same id again is the same. */
export const voidPerson = (ctx: Context, tools: MergeTools, id: string, input: VoidPerson): Promise<VoidingView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const [person] = await rows.lockBoth(tx, [id])
    if (!person) throw notFound(PERSON)
    permit(ctx, 'person.void', { area: person.area_code })
    const again = await store.findVoiding(tx, input.id)
    if (again && again.person_id !== id) {
      throw conflict('id_taken', '此编号已用于另一次注销', 'This id belongs to another voiding')
    }
    if (again) return viewOf(again)
    if (person.voided || person.version !== input.version) {
      throw conflict(
        'person_changed',
        '该人员刚被他人修改或注销，请刷新',
        'Somebody just changed or voided this person',
      )
    }
    await refuseWhatStandsAgainst(ctx, tx, tools, id, input)
    const before = await snapshot(tx, [id])
    const terms = await rows.termsOf(tx, id)
    await tools.isolation.end(ctx, tx, id)
    const current = await rows.currentArrivals(tx, [id])
    await rows.setNotCurrent(
      tx,
      current.map((arrival) => arrival.id),
    )
    const said = { reason: input.reason, at: ctx.now, by: by(ctx) }
    await store.voidPerson(tx, id, said)
    await replaceTerms(tx, id, [], person.area_code)
    const changed = await changes(tx, before, [id])
    await store.insertVoiding(tx, {
      id: input.id,
      person_id: id,
      area_code: person.area_code,
      reason: input.reason,
      voided_at: ctx.now,
      by: by(ctx),
      changed,
      terms,
    })
    await tx.withScope(ctx.db.whole, () => settleAllOf(tx, id, 'voided', ctx.now, by(ctx)))
    await tell(ctx, tx, 'person.voided', id, person.area_code, { voidingId: input.id, reason: input.reason })
    return viewOf((await store.findVoiding(tx, input.id))!)
  })

async function refuseWhatStandsAgainst(
  ctx: Context,
  tx: Tx,
  tools: MergeTools,
  id: string,
  { evenWithReadings }: VoidPerson,
): Promise<void> {
  await tools.isolation.hold(ctx, tx, [id])
  const open = await tools.isolation.open(tx, id)
  const reasons = []
  if (open.referral) {
    reasons.push(reason('void.referral', '发热转诊尚未结束，不能注销', 'A fever referral is open: it comes first'))
  }
  if (open.readings > 0 && !evenWithReadings) {
    reasons.push(
      reason(
        'void.readings',
        `正在隔离且已有 ${open.readings} 条体温记录，请确认确属误登记`,
        `In isolation with ${open.readings} readings: confirm that it was a mistake`,
        'evenWithReadings',
      ),
    )
  }
  if ((await rows.openTwice(tx, [id])) === 'transfer') {
    reasons.push(reason('void.transfer', '有转移待接收，请先撤回', 'A transfer waits: withdraw it first'))
  }
  if (reasons.length > 0) throw refused(reasons)
}

export const restorePerson = (
  ctx: Context,
  tools: MergeTools,
  voidingId: string,
  why: string,
): Promise<VoidingView> => {
  const put = async (tx: Tx): Promise<VoidingView> => {
    const seen = await store.findVoiding(tx, voidingId)
    if (!seen) throw notFound({ zh: '该次注销', en: 'Voiding' })
    const [person] = await rows.lockBoth(tx, [seen.person_id])
    permit(ctx, 'person.void', { area: seen.area_code })
    const voiding = (await store.findVoiding(tx, voidingId))!
    if (!person || voiding.restored_at !== null) return viewOf(voiding)
    const periods = await restore(tx, voiding.changed, person.id, null)
    await tools.isolation.part(ctx, tx, periods, voiding.voided_at)
    await rows.ensureCurrent(tx, [person.id])
    await replaceTerms(tx, person.id, voiding.terms, person.area_code)
    await store.markRestored(tx, voidingId, { reason: why, at: ctx.now, by: by(ctx) })
    await tx.withScope(ctx.db.whole, () => reopenAllOf(tx, person.id, 'voided'))
    await tell(ctx, tx, 'person.restored', person.id, person.area_code, { voidingId, reason: why })
    return viewOf((await store.findVoiding(tx, voidingId))!)
  }
  return ctx.db.transaction(ctx.actor.scope, put).catch((error) => {
    if ((error as { code?: string }).code !== '23505') throw error
    throw conflict('already_registered', '此证件其后已另行登记', 'The document was registered again since')
  })
}

async function tell(
  ctx: Context,
  tx: Tx,
  action: 'person.voided' | 'person.restored',
  id: string,
  areaCode: string,
  details: object,
): Promise<void> {
  await audit(tx, ctx, { action, subject: { kind: 'person', id }, areaCode, details: { ...details } })
  await ctx.emit(tx, { type: action, areaCode, personId: id })
}

export async function listVoidings(
  ctx: Context,
  { cursor, limit }: ListVoidings,
): Promise<{ items: VoidingView[]; next: string | null }> {
  permit(ctx, 'person.void')
  const after = cursor === undefined ? null : readCursor(cursor, [INSTANT, ID])
  const found = await ctx.db.transaction(ctx.actor.scope, (tx) => store.listVoidings(tx, { limit: limit + 1, after }))
  const items = found.slice(0, limit).map(viewOf)
  const last = items.at(-1)
  return { items, next: found.length > limit && last ? writeCursor([last.voidedAt, last.id]) : null }
}

export function countVoidings(ctx: Context): Promise<number> {
  permit(ctx, 'person.void')
  return ctx.db.transaction(ctx.actor.scope, store.countVoidings)
}
