// Use cases of saved views. A view belongs to whoever saved it; the office may share one with the whole district and say that
// it is the standard, which gives everybody's screen and workbook the office's order of columns.
import { conflict, forbidden, notFound, Problem } from '../../kernel/problem.ts'
import type { Context } from '../../platform/context.ts'
import { nobody } from '../../platform/db/database.ts'
import { audit } from '../audit/index.ts'
import { permit } from '../identity/index.ts'
import type { NewView, ViewView } from './contract.ts'
import * as store from './store.ts'

const MOST_OF_AN_ACCOUNT = 100
const aView = { zh: '视图', en: 'View' }

const unitsOf = ({ actor }: Context) => [...new Set(actor.posts.map(({ unitId }) => unitId))]

export async function listViews(ctx: Context, list: string): Promise<ViewView[]> {
  const rows = await ctx.db.transaction(nobody, (tx) =>
    store.listViews(tx, { list, accountId: ctx.actor.accountId, units: unitsOf(ctx) }),
  )
  return rows.map((row) => ({
    id: row.id,
    list: row.list,
    path: row.path,
    name: row.name,
    search: row.search,
    columns: row.columns,
    shared: row.shared,
    isStandard: row.is_standard,
    isMine: row.owner_id === ctx.actor.accountId,
    ownerName: row.owner_name,
  }))
}

/** Saves a view under the caller's id: new, or in place of the own one of that id. */
export async function saveView(ctx: Context, view: NewView): Promise<void> {
  if (view.shared === 'district') permit(ctx, 'view.shareWithDistrict')
  if (view.isStandard && view.shared !== 'district') {
    throw new Problem(
      422,
      'standard_not_shared',
      '标准视图须全区共享',
      'The standard view is one for the whole district',
      [{ code: 'standard_not_shared', zh: '须全区共享', en: 'Must be shared with the district', field: 'isStandard' }],
    )
  }
  const [unitId] = unitsOf(ctx)
  if (view.shared === 'unit' && unitId === undefined) throw forbidden('view.shareWithUnit')
  await ctx.db.transaction(nobody, async (tx) => {
    const before = await store.lockView(tx, view.id)
    if (before) ownView(ctx, before)
    else if ((await store.countViews(tx, ctx.actor.accountId)) >= MOST_OF_AN_ACCOUNT) {
      throw conflict('too_many_views', '视图过多，请先删除不用的', 'Too many views: remove some first')
    }
    if (view.isStandard) await store.clearStandard(tx, view.list)
    try {
      await store.saveView(tx, {
        ...view,
        ownerId: ctx.actor.accountId,
        unitId: view.shared === 'unit' ? unitId! : null,
        savedAt: ctx.now,
      })
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string }
      if (code !== '23505') throw error
      throw constraint === 'saved_views_standard'
        ? conflict(
            'standard_taken',
            '标准视图刚被他人更改，请重试',
            'Somebody just changed the standard view, try again',
          )
        : conflict('view_name_taken', '您已有同名视图', 'You have a view of this name already')
    }
    await audit(tx, ctx, {
      action: 'view.saved',
      subject: { kind: 'view', id: view.id },
      details: { list: view.list, shared: view.shared, isStandard: view.isStandard },
    })
    await ctx.emit(tx, { type: 'view.saved', areaCode: null, viewId: view.id })
  })
}

/** Of the own views, and of those shared with the district for whoever may share there. Removed twice is removed. */
export async function removeView(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(nobody, async (tx) => {
    const view = await store.lockView(tx, id)
    if (!view) throw notFound(aView)
    if (view.shared === 'district' && view.owner_id !== ctx.actor.accountId) permit(ctx, 'view.shareWithDistrict')
    else ownView(ctx, view, { mayBeRemoved: true })
    if (view.removed_at !== null) return
    await store.removeView(tx, id, ctx.now)
    await audit(tx, ctx, { action: 'view.removed', subject: { kind: 'view', id }, details: { list: view.list } })
    await ctx.emit(tx, { type: 'view.removed', areaCode: null, viewId: id })
  })
}

function ownView(
  ctx: Context,
  view: { owner_id: string; removed_at: string | null },
  { mayBeRemoved = false } = {},
): void {
  if (view.owner_id !== ctx.actor.accountId || (!mayBeRemoved && view.removed_at !== null)) throw notFound(aView)
}
