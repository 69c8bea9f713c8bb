// Posts that an amendment brought and nobody has held yet (M02, M03): the administrator gives them accounts, with one-time
// passwords shown once. Somebody whom the plan names and who has an account already gets the post with that.
import { newId } from '../../../kernel/ids.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { createAccounts, holdPosts, permit } from '../../identity/index.ts'
import { planInForce } from '../plans.ts'
import { type Seat, structureOf } from '../structure.ts'
import { areasInForce } from './apply.ts'
import type { FilledSeats, NewSeat } from './contract.ts'
import * as store from './store.ts'

interface Vacant extends Seat {
  accountId: string | null
  titles: NewSeat['posts']
}

async function vacantSeats(ctx: Context, tx: Tx): Promise<Vacant[]> {
  const never = await store.postsNeverHeld(tx)
  if (never.size === 0) return []
  const { plan } = await planInForce(ctx)
  const { seats, posts } = structureOf(plan, await areasInForce(tx))
  const vacant = seats.filter(({ holdings }) => holdings.some(({ postId }) => never.has(postId)))
  const held = await store.holdersByName(
    tx,
    vacant.flatMap(({ holdings }) => holdings.map(({ postId }) => postId)),
    ctx.now,
  )
  const taken = await store.userNamesTaken(
    tx,
    vacant.map(({ userName }) => userName),
  )
  return vacant.map((seat) => {
    const account = held.find(
      ({ holder_name, post_id }) =>
        holder_name === seat.displayName && seat.holdings.some(({ postId }) => postId === post_id),
    )
    const holdings = seat.holdings.filter(({ postId }) => never.has(postId))
    const titles = holdings.flatMap(({ postId }) => {
      const post = posts.find(({ id }) => id === postId)
      return post ? [{ id: postId, zh: post.title_zh, en: post.title_en }] : []
    })
    return {
      userName: account?.user_name ?? freeName(seat.userName, taken),
      displayName: seat.displayName,
      holdings,
      accountId: account?.account_id ?? null,
      titles,
    }
  })
}

/** A name of a post that ended stays its holder's: the new one gets a number behind it. */
function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted
  for (let n = 2; taken.has(name); n += 1) name = `${wanted}-${n}`
  taken.add(name)
  return name
}

export async function listNewSeats(ctx: Context): Promise<NewSeat[]> {
  permit(ctx, 'account.manage')
  const seats = await ctx.db.transaction(nobody, (tx) => vacantSeats(ctx, tx))
  return seats.map(({ userName, displayName, accountId, titles }) => ({
    userName,
    displayName,
    hasAccount: accountId !== null,
    posts: titles,
  }))
}

/** Two administrators at once: whoever is second finds nobody to seat. */
export async function fillNewSeats(ctx: Context, userNames: readonly string[]): Promise<FilledSeats['items']> {
  permit(ctx, 'account.manage')
  return ctx.db.transaction(nobody, async (tx) => {
    await store.lockPlans(tx)
    const seats = (await vacantSeats(ctx, tx)).filter(({ userName }) => userNames.includes(userName))
    const known = seats.filter(({ accountId }) => accountId !== null)
    await holdPosts(
      tx,
      known.flatMap(({ accountId, holdings }) => holdings.map((holding) => ({ ...holding, id: newId(), accountId }))),
      ctx.now,
    )
    for (const { accountId, holdings } of known) {
      await audit(tx, ctx, {
        action: 'post.assigned',
        subject: { kind: 'account', id: accountId! },
        details: { posts: holdings.map(({ postId }) => postId) },
      })
    }
    const made = await createAccounts(
      tx,
      ctx,
      seats.filter(({ accountId }) => accountId === null),
    )
    const passwords = new Map(made.map(({ userName, oneTimePassword }) => [userName, oneTimePassword]))
    await audit(tx, ctx, {
      action: 'seats.filled',
      subject: { kind: 'seats', id: ctx.requestId },
      details: { accounts: seats.length, made: made.length },
    })
    return seats.map(({ userName, displayName }) => ({
      userName,
      displayName,
      oneTimePassword: passwords.get(userName) ?? null,
    }))
  })
}
