// Looking at the persons of a list: pages with what everybody may see who sees the person, one person with history and
// candidates, and the whole number, which needs a reason. Looks at one person are in the audit.
import { notFound, Problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import { ID, INSTANT, readCursor, writeCursor } from '../../../platform/http/cursor.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { by } from '../../people/index.ts'
import type { EntryDetail, EntryFilters, EntryQuery, EntryRow, ListDetail } from '../contract.ts'
import * as store from '../store/entries.ts'
import { detailOf } from './lists.ts'
import { anEntry, holdEntry, holdList, loadEntry, loadList, type Tools } from './load.ts'
import { settleBatch } from './sending.ts'
import { rowOf, viewOf } from './views.ts'

const asked = (ctx: Context, { list, state, match, finding, area }: EntryFilters): store.AskedEntries => ({
  list,
  state,
  match,
  finding,
  area,
  now: ctx.now,
})

export async function listEntries(
  ctx: Context,
  { cursor, limit, ...filters }: EntryQuery,
): Promise<{ items: EntryRow[]; next: string | null }> {
  permit(ctx, 'verification.read')
  const at = cursor === undefined ? null : readCursor(cursor, [INSTANT, /^\d{1,9}$/, ID])
  const rows = await ctx.db.transaction(ctx.actor.scope, (tx) =>
    store.listEntries(tx, asked(ctx, filters), {
      limit: limit + 1,
      after: at && { at: at[0], no: Number(at[1]), id: at[2] },
    }),
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => rowOf(ctx, row)),
    next: rows.length > limit && last ? writeCursor([last.list_received_at, String(last.no), last.id]) : null,
  }
}

export function countEntries(ctx: Context, filters: EntryFilters): Promise<number> {
  permit(ctx, 'verification.read')
  return ctx.db.transaction(ctx.actor.scope, (tx) => store.countEntries(tx, asked(ctx, filters)))
}

export const readEntry = (ctx: Context, id: string): Promise<EntryDetail> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const entry = await loadEntry(tx, id)
    permit(ctx, 'verification.read', { area: entry.area_code })
    await audit(tx, ctx, {
      action: 'verification.viewed',
      subject: { kind: 'verificationEntry', id },
      areaCode: entry.area_code,
    })
    return viewOf(ctx, tx, entry)
  })

/** The whole number; the look and its reason, or the attempt, stay in the audit. */
export async function viewDocument(
  ctx: Context,
  { sealer }: Tools,
  id: string,
  why: string,
): Promise<{ type: string; document: string }> {
  try {
    return await ctx.db.transaction(ctx.actor.scope, async (tx) => {
      const entry = await loadEntry(tx, id)
      permit(ctx, 'person.unmask', { area: entry.area_code })
      if (entry.document_sealed === null || entry.document_type === null)
        throw notFound({ zh: '证件号码', en: 'Document number' })
      await audit(tx, ctx, {
        action: 'document.viewed',
        subject: { kind: 'verificationEntry', id },
        areaCode: entry.area_code,
        details: { reason: why },
      })
      return { type: entry.document_type, document: sealer.open(entry.document_sealed, id) }
    })
  } catch (error) {
    if (error instanceof Problem && [403, 404].includes(error.details.status)) await refuseDocument(ctx, id)
    throw error
  }
}

/** Kept for whoever watches over the area of that person. */
export const refuseDocument = (ctx: Context, id: string): Promise<void> =>
  ctx.db.transaction(ctx.db.whole, async (tx) => {
    const entry = await store.findEntry(tx, id)
    if (!entry) return
    await audit(tx, ctx, {
      action: 'document.refused',
      subject: { kind: 'verificationEntry', id },
      areaCode: entry.area_code,
    })
  })

/** Was on the list by mistake. The reason stays with it. */
export const voidEntry = (ctx: Context, id: string, why: string): Promise<ListDetail> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'verification.receive')
    const known = await loadEntry(tx, id)
    const list = await holdList(ctx, tx, known.list_id)
    const entry = await holdEntry(tx, id)
    if (entry.voided_at === null) {
      await store.voidEntry(tx, id, { reason: why, at: ctx.now, by: by(ctx) })
      await audit(tx, ctx, {
        action: 'verification.entryVoided',
        subject: { kind: 'verificationEntry', id },
        areaCode: entry.area_code,
        details: { listId: list.id, reason: why },
      })
      if (entry.batch_id !== null) await settleBatch(ctx, tx, entry.batch_id, id)
      await ctx.emit(tx, { type: 'verification.changed', areaCode: entry.area_code, listId: list.id })
    } else if (entry.void_reason !== why) throw notFound(anEntry)
    return detailOf(ctx, tx, await loadList(ctx, tx, list.id))
  })
