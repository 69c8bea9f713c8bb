// Use cases of who holds a post (M02, M03, M05): appointed, acting for a time, ended or called off. The post is held while its
// spans are decided, so of two decisions at once the second sees the first and is told. What falls due at once is carried
// out in the same transaction.
import { conflict, notFound, Problem, refused } from '../../../kernel/problem.ts'
import { instant } from '../../../kernel/time.ts'
import { reason as because, type Verdict } from '../../../kernel/verdict.ts'
import { ONE_HOLDER } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { carryOut, holdingOf } from './carry-out.ts'
import type { HoldingEnd, NewActing, NewHolder, PostDetail } from './contract.ts'
import { permitChange } from './permit.ts'
import { readPost } from './read.ts'
import { decideActing, decideAppointment, decideEnd, type Holding, isInForce, type Spans } from './rules.ts'
import * as store from './store.ts'
import type { OpenWork } from './work.ts'

const aPost = { zh: '岗位', en: 'Post' }
const aHolding = { zh: '任职', en: 'Holding' }

export function appoint(
  ctx: Context,
  postId: string,
  input: NewHolder,
  work: readonly OpenWork[],
): Promise<PostDetail> {
  return change(ctx, work, postId, input, (all, post) => {
    const oneHolder = ONE_HOLDER.has(post.kind)
    const present = all.filter((one) => one.standing === 'holder' && isInForce(one, ctx.now)).map(({ id }) => id)
    // Who asks saw somebody else in the post.
    const isSeen = input.replaces === null ? !oneHolder || present.length === 0 : present.includes(input.replaces)
    if (!isSeen) throw changedMeanwhile()
    const from = fromOf(ctx, input)
    return {
      verdict: decideAppointment(all, { ...input, from }, { oneHolder }, ctx.now),
      write: { authority: input.authority, reason: input.reason, absence: null },
      endReason: input.authority,
    }
  })
}

export function appointActing(
  ctx: Context,
  postId: string,
  input: NewActing,
  work: readonly OpenWork[],
): Promise<PostDetail> {
  return change(ctx, work, postId, input, (all) => {
    const { id, actingFor, accountId, handOver } = input
    const until = input.until === null ? null : instant(input.until)
    const suspends = input.suspends && actingFor !== null
    const command = { id, actingFor, accountId, from: fromOf(ctx, input), until, suspends, handOver }
    return {
      verdict: decideActing(all, command, ctx.now),
      write: { authority: '', reason: input.reason, absence: input.absence },
      endReason: '',
    }
  })
}

const fromOf = (ctx: Context, { from }: { from: string | null }) => (from === null ? ctx.now : instant(from))

const changedMeanwhile = () =>
  conflict('holder_changed', '任职人员刚被他人更改，请刷新后再办', 'Somebody just changed the holder, look again')

interface Decided {
  verdict: Verdict<Spans>
  write: Pick<store.HoldingWrite, 'authority' | 'reason' | 'absence'>
  endReason: string
}

async function change(
  ctx: Context,
  work: readonly OpenWork[],
  postId: string,
  input: NewHolder | NewActing,
  decide: (all: Holding[], post: store.PostRow) => Decided,
): Promise<PostDetail> {
  // A hand-over reaches work wherever it lies, so the whole district is open to this transaction.
  await ctx.db.transaction(ctx.db.whole, async (tx) => {
    const post = await held(ctx, tx, postId, input.accountId)
    const same = await store.findHolding(tx, input.id)
    if (same && same.post_id !== postId) throw changedMeanwhile()
    // The same id again is the same appointment.
    if (same) return
    await requireAccount(tx, input.accountId)
    const rows = await store.listHoldings(tx, postId)
    const { verdict, write, endReason } = decide(rows.map(holdingOf), post)
    if (!verdict.ok) throw refused(verdict.reasons)
    const { begins, ends } = verdict.value
    await store.endHoldings(tx, ends, { now: ctx.now, reason: endReason })
    await store.insertHolding(tx, {
      id: input.id,
      post_id: postId,
      account_id: input.accountId,
      holder_name: input.name,
      holder_office: input.office,
      telephone: input.telephone,
      from_at: begins!.from,
      until_at: begins!.until,
      standing: begins!.standing,
      acting_for: begins!.actingFor,
      suspends: begins!.suspends,
      replaces: begins!.replaces,
      hands_over: input.handOver,
      appointed_at: ctx.now,
      appointed_by: ctx.actor.accountId || null,
      ...write,
    })
    await audit(tx, ctx, {
      action: begins!.standing === 'acting' ? 'acting.appointed' : 'holder.appointed',
      subject: { kind: 'post', id: postId },
      areaCode: post.area_code,
      // Why somebody is away stays in the record itself.
      details: {
        holdingId: input.id,
        accountId: input.accountId,
        replaces: begins!.replaces ?? begins!.actingFor,
        from: begins!.from,
        until: begins!.until,
      },
    })
    await finish(ctx, tx, post, work)
  })
  return readPost(ctx, postId, work)
}

/** Ends a holding now or at a time, or calls off one that has not begun. */
export async function endHolding(
  ctx: Context,
  id: string,
  input: HoldingEnd,
  work: readonly OpenWork[],
): Promise<PostDetail> {
  const postId = await ctx.db.transaction(ctx.db.whole, async (tx) => {
    const found = await store.findHolding(tx, id)
    if (!found) throw notFound(aHolding)
    const post = await held(ctx, tx, found.post_id)
    const all = (await store.listHoldings(tx, post.id)).map(holdingOf)
    const verdict = decideEnd(all, id, fromOf(ctx, { from: input.at }), ctx.now)
    if (!verdict.ok) throw refused(verdict.reasons)
    await store.endHoldings(tx, verdict.value.ends, { now: ctx.now, reason: input.reason })
    const [ending] = verdict.value.ends
    await audit(tx, ctx, {
      action: ending!.calledOff ? 'holding.calledOff' : 'holding.ended',
      subject: { kind: 'post', id: post.id },
      areaCode: post.area_code,
      details: { holdingId: id, accountId: found.account_id, at: ending!.until },
    })
    await finish(ctx, tx, post, work)
    return post.id
  })
  return readPost(ctx, postId, work)
}

async function held(ctx: Context, tx: Tx, postId: string, accountId: string | null = null): Promise<store.PostRow> {
  const post = await store.lockPost(tx, postId)
  if (!post) throw notFound(aPost)
  permitChange(ctx, post, accountId)
  if (post.ended_at !== null) {
    throw conflict('post_ended', '方案修订后已不设此岗位', 'The plan as amended no longer has this post')
  }
  return post
}

async function finish(ctx: Context, tx: Tx, post: store.PostRow, work: readonly OpenWork[]): Promise<void> {
  await carryOut(ctx, tx, post, work)
  await ctx.emit(tx, { type: 'holders.recorded', areaCode: post.area_code, postId: post.id })
}

async function requireAccount(tx: Tx, id: string | null): Promise<void> {
  if (id === null || (await store.isAccountInUse(tx, id))) return
  const [zh, en] = ['没有此账户，或已停用', 'No such account, or it is disabled']
  throw new Problem(422, 'no_account', zh, en, [because('no_account', zh, en, 'accountId')])
}
