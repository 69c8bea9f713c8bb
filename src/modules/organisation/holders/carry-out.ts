// What a beginning or an end brings with it (M02, M57), at its instant: the open work goes with the post, both sides are
// told, the audit has it. The posts' permissions need nothing carried out: they follow the spans by themselves.
import { newId } from '../../../kernel/ids.ts'
import { ONE_HOLDER } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { givesPost, type Holding, isInForce } from './rules.ts'
import * as store from './store.ts'
import { type OpenWork, postOfWork, type WorkItem } from './work.ts'

export const holdingOf = (row: store.HoldingRow): Holding => ({
  id: row.id,
  standing: row.standing,
  actingFor: row.acting_for,
  suspends: row.suspends,
  replaces: row.replaces,
  accountId: row.account_id,
  from: row.from_at,
  until: row.until_at,
})

/** Carries out what has fallen due by now, post by post, each in a transaction of its own. */
export async function carryOutDue(ctx: Context, work: readonly OpenWork[]): Promise<void> {
  const due = await ctx.db.transaction(nobody, (tx) => store.postsDue(tx, ctx.now))
  for (const id of due) {
    // Work lies where it lies, so a hand-over reaches the whole district.
    await ctx.db.transaction(ctx.db.whole, async (tx) => {
      const post = await store.lockPost(tx, id)
      if (post) await carryOut(ctx, tx, post, work)
    })
  }
}

/** Carries out what is due of a post that this transaction holds, in the order of time. */
export async function carryOut(ctx: Context, tx: Tx, post: store.PostRow, work: readonly OpenWork[]): Promise<void> {
  const rows = await store.listHoldings(tx, post.id)
  const due = rows.flatMap((row) => [
    ...(!row.begun && row.from_at <= ctx.now ? [{ row, what: 'begun' as const, at: row.from_at }] : []),
    ...(!row.over && row.until_at !== null && row.until_at <= ctx.now
      ? [{ row, what: 'over' as const, at: row.until_at }]
      : []),
  ])
  // At one instant what begins comes first, so that what ends finds who follows.
  due.sort((a, b) => (a.at === b.at ? a.what.localeCompare(b.what) : a.at < b.at ? -1 : 1))
  for (const { row, what } of due) {
    await (what === 'begun' ? begin : end)({ ctx, tx, post, work, rows }, row)
    await store.setCarriedOut(tx, row.id, what)
  }
}

interface Carrying {
  ctx: Context
  tx: Tx
  post: store.PostRow
  work: readonly OpenWork[]
  rows: readonly store.HoldingRow[]
}

async function begin(carrying: Carrying, row: store.HoldingRow): Promise<void> {
  const { ctx, tx, post, rows } = carrying
  const formerId = row.standing === 'acting' ? row.acting_for : row.replaces
  const former = rows.find(({ id }) => id === formerId)?.account_id ?? null
  if (row.hands_over) await handOver(carrying, row, 'taken', former, row.account_id)
  const said = { areaCode: post.area_code, postId: post.id, holdingId: row.id, accountId: row.account_id }
  await (row.standing === 'acting'
    ? ctx.emit(tx, { type: 'acting.started', ...said, forAccountId: former, until: row.until_at })
    : ctx.emit(tx, { type: 'holder.changed', ...said, formerAccountId: former }))
}

async function end(carrying: Carrying, row: store.HoldingRow): Promise<void> {
  const { ctx, tx, post, rows } = carrying
  const successor = rows.find(({ replaces, voided_at }) => replaces === row.id && voided_at === null)
  const said = { areaCode: post.area_code, postId: post.id, holdingId: row.id }
  if (row.standing === 'holder') {
    // With a successor the work went, or stayed, when that one began.
    if (successor) return
    const acting = rows.find((one) => one.acting_for === row.id && isInForce(holdingOf(one), ctx.now))
    await handOver(carrying, row, 'returned', row.account_id, acting?.account_id ?? null)
    await ctx.emit(tx, { type: 'holder.changed', ...said, accountId: null, formerAccountId: row.account_id })
    return
  }
  const to = follower(carrying, row)
  if (row.hands_over) await handOver(carrying, row, 'returned', row.account_id, to)
  await ctx.emit(tx, { type: 'acting.ended', ...said, accountId: row.account_id, forAccountId: to })
}

/** Whose the work of an acting holder is afterwards: the one acted for, or who followed; nobody in a vacancy. */
function follower({ ctx, post, rows }: Carrying, row: store.HoldingRow): string | null {
  const all = rows.map(holdingOf)
  const holders = all.filter((one) => one.standing === 'holder' && givesPost(one, all, ctx.now))
  const found =
    holders.find(({ id }) => id === row.acting_for) ??
    holders.find(({ replaces }) => replaces === row.acting_for) ??
    (ONE_HOLDER.has(post.kind) ? holders[0] : undefined) ??
    all.find((one) => one.standing === 'acting' && one.actingFor === row.acting_for && isInForce(one, ctx.now))
  return found?.accountId ?? null
}

/** The work that is done under the post goes to `to`, or to nobody: then it stands in the queue of what nobody has. */
async function handOver(
  { ctx, tx, post, work }: Carrying,
  row: store.HoldingRow,
  direction: 'taken' | 'returned',
  from: string | null,
  to: string | null,
): Promise<void> {
  if (from === null || from === to) return
  const taken = (await store.listHandOvers(tx, post.id)).find(
    (one) => one.holding_id === row.id && one.direction === 'taken' && one.to_account === from,
  )?.items
  const items: Record<string, string[]> = {}
  for (const kind of work) {
    const ending = direction === 'returned' ? { taken: taken?.[kind.key] ?? [] } : null
    const ids = (await workUnder({ ctx, tx, post, kind }, from, ending)).map(({ id }) => id)
    if (ids.length === 0) continue
    const gone = await kind.handOver(tx, ctx, { ids, from, to, at: ctx.now })
    if (gone.length > 0) items[kind.key] = gone
  }
  if (Object.keys(items).length === 0) return
  const counts = Object.fromEntries(Object.entries(items).map(([key, ids]) => [key, ids.length]))
  await store.insertHandOver(tx, {
    id: newId(),
    post_id: post.id,
    holding_id: row.id,
    direction,
    from_account: from,
    to_account: to,
    handed_over_at: ctx.now,
    items,
  })
  await audit(tx, ctx, {
    action: 'work.handedOver',
    subject: { kind: 'post', id: post.id },
    areaCode: post.area_code,
    details: { fromAccountId: from, toAccountId: to, counts },
  })
  await ctx.emit(tx, {
    type: 'work.handedOver',
    areaCode: post.area_code,
    postId: post.id,
    fromAccountId: from,
    toAccountId: to,
    counts,
  })
}

/**
 * What of one kind of work lies in an account's hands under this post. At the end of a holding also what was taken over with
 * it, whatever else is held; and nothing but that where the account goes on in the same post by itself.
 */
export async function workUnder(
  { ctx, tx, post, kind }: { ctx: Pick<Context, 'db' | 'now'>; tx: Tx; post: store.PostRow; kind: OpenWork },
  accountId: string,
  ending: { taken: readonly string[] } | null = null,
): Promise<WorkItem[]> {
  const held = (await store.postsOfAccount(tx, accountId, ctx.now)).map((one) => ({
    id: one.id,
    kind: one.kind,
    areaCode: one.area_code,
    isActing: one.is_acting,
  }))
  const goesOn = held.some(({ id }) => id === post.id)
  // At its end a post is no longer among those held, and its work is still there.
  const left = { id: post.id, kind: post.kind, areaCode: post.area_code, isActing: ending !== null }
  const posts = goesOn ? held : [...held, left]
  return (await kind.openWorkOf(tx, ctx, accountId)).filter(
    (item) => ending?.taken.includes(item.id) || (!(ending && goesOn) && postOfWork(item, posts)?.id === post.id),
  )
}
