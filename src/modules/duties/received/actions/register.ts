// Use cases of the register itself: a document comes in under the next number, is corrected, done or voided; a deadline that
// passes is told to the office, once.
import { conflict, refused } from '../../../../kernel/problem.ts'
import { dayOf, instant } from '../../../../kernel/time.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { permit } from '../../../identity/index.ts'
import type { CorrectDocument, DocumentView, RegisterDocument } from '../contract.ts'
import { numberText, registrationReasons } from '../rules.ts'
import * as store from '../store.ts'
import { by, change, reading, requireStanding, told, viewOf } from './load.ts'

const registrationOf = (id: string, input: Omit<RegisterDocument, 'id'>): store.Registration => ({
  id,
  documentNumber: input.documentNumber,
  authority: input.authority,
  title: input.title,
  receivedAt: instant(input.receivedAt),
  urgency: input.urgency,
  asks: input.asks,
  dueAt: input.dueAt === null ? null : instant(input.dueAt),
})

async function requireNew(tx: Tx, row: store.Registration): Promise<void> {
  const same = await store.findSame(tx, row)
  if (!same) return
  const number = numberText(same)
  throw conflict(
    'registered_already',
    `该文号已登记为${number}`,
    `A document of this number is registered already: ${number}`,
  )
}

/** The same id again is the same document. Of two at once each has a number of its own. */
export const registerDocument = (ctx: Context, input: RegisterDocument): Promise<DocumentView> =>
  reading(ctx, async (tx, who, plan) => {
    permit(ctx, 'received.keep')
    const row = registrationOf(input.id, input)
    await store.waitForNumber(tx)
    const known = await store.findDocument(tx, who, input.id)
    if (known) {
      if (known.title === row.title && known.authority === row.authority) return viewOf(ctx, tx, who, plan, row.id)
      throw conflict(
        'id_taken',
        '此编号已用于另一份收文，请刷新后重试',
        'This id is another document: reload and try again',
      )
    }
    const reasons = registrationReasons(row, ctx.now)
    if (reasons.length > 0) throw refused(reasons)
    await requireNew(tx, row)
    const year = Number(dayOf(ctx.now, plan.zone).slice(0, 4))
    const number = await store.nextNumber(tx, year)
    await store.insertDocument(tx, { ...row, ...by(ctx), areaCode: ctx.db.district, year, number })
    await told(ctx, tx, row.id, {
      action: 'received.registered',
      details: { year, number, urgency: row.urgency },
      event: { type: 'received.registered' },
    })
    return viewOf(ctx, tx, who, plan, row.id)
  })

/** What stands in the register is put right; its number stays. */
export const correctDocument = (ctx: Context, id: string, input: CorrectDocument): Promise<DocumentView> =>
  change(ctx, id, 'received.keep', async (tx, before) => {
    requireStanding(before)
    const row = registrationOf(id, input)
    const changed = FIELDS.filter(([field, column]) => row[field] !== before[column]).map(([field]) => field)
    if (changed.length === 0) return null
    if (before.version !== input.version) {
      throw conflict('changed_meanwhile', '他人刚改过该登记，请刷新', 'Somebody has just corrected it: look again')
    }
    const reasons = registrationReasons(row, ctx.now)
    if (reasons.length > 0) throw refused(reasons)
    await store.waitForNumber(tx)
    await requireNew(tx, row)
    await store.correctDocument(tx, row)
    return { action: 'received.corrected', details: { fields: changed } }
  })

const FIELDS = [
  ['documentNumber', 'document_number'],
  ['authority', 'authority'],
  ['title', 'title'],
  ['receivedAt', 'received_at'],
  ['urgency', 'urgency'],
  ['asks', 'asks'],
  ['dueAt', 'due_at'],
] as const

export const completeDocument = (ctx: Context, id: string, note: string): Promise<DocumentView> =>
  change(ctx, id, 'received.keep', async (tx, row) => {
    requireStanding(row)
    if (row.done_at) {
      if (row.done_note === note) return null
      throw conflict('done_already', '他人已登记办结，请刷新', 'Somebody recorded it as done: look again')
    }
    await store.completeDocument(tx, id, { note, ...by(ctx) })
    return { action: 'received.done' }
  })

/** Registered by mistake: it stays in the register with its number and the reason. */
export const voidDocument = (ctx: Context, id: string, reason: string): Promise<DocumentView> =>
  change(ctx, id, 'received.keep', async (tx, row) => {
    if (row.voided_at) {
      if (row.void_reason === reason) return null
      requireStanding(row)
    }
    await store.voidDocument(tx, id, { reason, ...by(ctx) })
    return { action: 'received.voided', details: { reason } }
  })

/** What has passed its deadline by now: marked and told once, however often it is asked. */
export const tellOverdueDocuments = (ctx: Context): Promise<void> =>
  ctx.db.transaction(ctx.db.whole, async (tx) => {
    for (const { id } of await store.markOverdue(tx, ctx.now)) {
      await told(ctx, tx, id, { action: 'received.overdue', event: { type: 'received.overdue' } })
    }
  })
