// A post as it is read: who holds it and held it, what was handed over with it, who could stand in, what work is open.
import { notFound } from '../../../kernel/problem.ts'
import { ONE_HOLDER } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody } from '../../../platform/db/database.ts'
import { mayAct } from '../../identity/index.ts'
import { planInForce } from '../plans.ts'
import { officesInEnglish } from '../view.ts'
import { holdingOf, workUnder } from './carry-out.ts'
import type { Candidate, HoldingView, OpenWorkView, PostDetail } from './contract.ts'
import { deputiesOf, standIns } from './deputies.ts'
import { permissionFor, permitChange } from './permit.ts'
import { isInForce } from './rules.ts'
import * as store from './store.ts'
import type { OpenWork } from './work.ts'

const aPost = { zh: '岗位', en: 'Post' }

/** A post with its history, the latest first. Why somebody is away is told to those who may change the post alone. */
export async function readPost(ctx: Context, id: string, work: readonly OpenWork[]): Promise<PostDetail> {
  const { plan } = await planInForce(ctx)
  return ctx.db.transaction(nobody, async (tx) => {
    const post = await store.findPost(tx, id)
    if (!post) throw notFound(aPost)
    const rows = await store.listHoldings(tx, id)
    const mayChange = post.ended_at === null && mayAct(ctx.actor, permissionFor(post), { area: post.area_code })
    const english = officesInEnglish(plan)
    const history = rows.map((row) => holdingView(row, rows, { now: ctx.now, english, mayChange }))
    return {
      id,
      kind: post.kind,
      titleZh: post.title_zh,
      titleEn: post.title_en,
      unitId: post.unit_id,
      unitZh: post.unit_zh,
      unitEn: post.unit_en,
      areaCode: post.area_code,
      holders: history
        .filter(({ state }) => state === 'now')
        .sort((a, b) => b.standing.localeCompare(a.standing) || a.since.localeCompare(b.since)),
      oneHolder: ONE_HOLDER.has(post.kind),
      mayChange,
      history,
      handOvers: (await store.listHandOvers(tx, id)).map((row) => ({
        id: row.id,
        at: row.handed_over_at,
        from: row.from_name,
        to: row.to_name,
        work: work.flatMap(({ key, zh, en }) => (row.items[key] ? [{ zh, en, count: row.items[key].length }] : [])),
      })),
    }
  })
}

function holdingView(
  row: store.HoldingRow,
  all: readonly store.HoldingRow[],
  { now, english, mayChange }: { now: string; english: ReadonlyMap<string, string>; mayChange: boolean },
): HoldingView {
  const holding = holdingOf(row)
  const state = row.voided_at ? 'calledOff' : row.from_at > now ? 'ahead' : isInForce(holding, now) ? 'now' : 'past'
  const acting = all.filter((other) => other.suspends && other.acting_for === row.id)
  return {
    id: row.id,
    standing: row.standing,
    name: row.holder_name,
    office: row.holder_office,
    officeEn: english.get(row.holder_office) ?? row.holder_office,
    telephone: row.telephone,
    since: row.from_at,
    until: row.until_at,
    actingFor: all.find(({ id }) => id === row.acting_for)?.holder_name ?? null,
    isAway: state === 'now' && acting.some((other) => isInForce(holdingOf(other), now)),
    state,
    hasAccount: row.account_id !== null,
    authority: row.authority,
    appointedAt: row.appointed_at,
    appointedBy: row.appointed_by_name,
    absence: mayChange ? row.absence : null,
    reason: mayChange ? row.reason : '',
    endReason: mayChange ? row.end_reason : '',
  }
}

const MOST_CANDIDATES = 20

/** Who could hold the post or act in it: without a search the plan's deputies in order, then who is near; else by name. */
export async function listCandidates(ctx: Context, id: string, q: string): Promise<{ items: Candidate[] }> {
  const { plan } = await planInForce(ctx)
  return ctx.db.transaction(nobody, async (tx) => {
    const post = await store.findPost(tx, id)
    if (!post) throw notFound(aPost)
    permitChange(ctx, post)
    const order = q === '' ? standIns(plan, post, await store.listPosts(tx)) : null
    const rows = await store.listCandidates(tx, { posts: order, q, now: ctx.now, limit: order ? 200 : MOST_CANDIDATES })
    const deputies = new Set(deputiesOf(plan, id))
    const rank = (row: store.CandidateRow) =>
      Math.min(...row.posts.map((held) => order?.indexOf(held.id) ?? -1).filter((place) => place >= 0), 1000)
    return {
      items: rows
        .filter((row) => row.account_id !== ctx.actor.accountId && !row.posts.some((held) => held.id === id))
        .toSorted((a, b) => rank(a) - rank(b))
        .slice(0, MOST_CANDIDATES)
        .map((row) => {
          const known = row.posts.find(({ office, telephone }) => office !== '' || telephone !== null)
          return {
            accountId: row.account_id,
            name: row.name,
            userName: row.user_name,
            office: known?.office ?? '',
            telephone: known?.telephone ?? null,
            posts: row.posts.map(({ title_zh, title_en }) => ({ zh: title_zh, en: title_en })),
            isDeputy: row.posts.some((held) => deputies.has(held.id)),
          }
        }),
    }
  })
}

/** What is open in a holder's hands under the post: what a hand-over takes along. */
export const readOpenWork = (ctx: Context, holdingId: string, work: readonly OpenWork[]): Promise<OpenWorkView> =>
  // Counts alone leave here, and the work of a post may lie anywhere in the district.
  ctx.db.transaction(ctx.db.whole, async (tx) => {
    const holding = await store.findHolding(tx, holdingId)
    const post = holding && (await store.findPost(tx, holding.post_id))
    if (!post) throw notFound({ zh: '任职', en: 'Holding' })
    permitChange(ctx, post)
    const items: OpenWorkView['items'] = []
    for (const kind of work) {
      if (holding.account_id === null) break
      const open = await workUnder({ ctx, tx, post, kind }, holding.account_id)
      const marks = new Map<string, { zh: string; en: string; count: number }>()
      for (const mark of open.flatMap((item) => item.marks)) {
        const seen = marks.get(mark.zh) ?? { ...mark, count: 0 }
        marks.set(mark.zh, { ...seen, count: seen.count + 1 })
      }
      if (open.length > 0)
        items.push({ key: kind.key, zh: kind.zh, en: kind.en, count: open.length, marks: [...marks.values()] })
    }
    return { items }
  })
