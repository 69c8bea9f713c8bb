// Use cases of notifications: what the account is told, and that it has read it.
import { addDays, at, dayOf, instant } from '../../kernel/time.ts'
import type { Context } from '../../platform/context.ts'
import { nobody } from '../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../platform/http/cursor.ts'
import { planInForce } from '../organisation/index.ts'
import type { MarkRead, NotificationFilters, NotificationQuery, NotificationView } from './contract.ts'
import * as store from './store.ts'

/** What is older concerns nobody any more; it stays in the audit. */
const DAYS = 30

async function readerOf(ctx: Context): Promise<store.Reader> {
  const { zone } = (await planInForce(ctx)).plan
  return {
    accountId: ctx.actor.accountId,
    posts: ctx.actor.posts,
    since: at(addDays(dayOf(ctx.now, zone), -DAYS), '00:00', zone),
  }
}

export async function listNotifications(
  ctx: Context,
  { unread, limit, cursor }: NotificationQuery,
): Promise<{ items: NotificationView[]; next: string | null }> {
  const after = momentAfter(cursor)
  const who = await readerOf(ctx)
  const rows = await ctx.db.transaction(nobody, (tx) =>
    store.listNotifications(tx, who, {
      unread: unread !== undefined,
      limit: limit + 1,
      after,
    }),
  )
  const { page, next } = pageByMoment(rows, limit, (row) => row.at)
  return {
    items: page.map((row) => ({
      id: row.id,
      at: row.at,
      kind: row.kind,
      areaCode: row.area_code,
      count: row.count,
      path: row.path,
      readAt: row.read_at,
    })),
    next,
  }
}

export async function countNotifications(ctx: Context, { unread }: NotificationFilters): Promise<number> {
  const who = await readerOf(ctx)
  return ctx.db.transaction(nobody, (tx) => store.countNotifications(tx, who, { unread: unread !== undefined }))
}

export async function markRead(ctx: Context, said: MarkRead): Promise<void> {
  const who = await readerOf(ctx)
  const which = 'ids' in said ? { ids: said.ids, until: null } : { ids: null, until: instant(said.until) }
  await ctx.db.transaction(nobody, (tx) => store.markRead(tx, who, { ...which, now: ctx.now }))
}
