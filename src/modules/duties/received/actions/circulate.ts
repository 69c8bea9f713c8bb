// Use cases of circulation: to units, groups and leaders' posts, each with a mark of who read it and when; whoever has not read
// is reminded. What was sent to the wrong one is taken back with a reason.
import { conflict, notFound, refused } from '../../../../kernel/problem.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { permit } from '../../../identity/index.ts'
import { holdersIn } from '../../../organisation/index.ts'
import { type Owner, ownerOfId, whoAnswers } from '../../obligations/index.ts'
import type { Circulate, DocumentChoices, DocumentView } from '../contract.ts'
import { isLeadersPost, recipientOrder } from '../rules.ts'
import * as store from '../store.ts'
import { by, change, inOrder, namesOf, reading, requireStanding } from './load.ts'

const LAST_AUTHORITIES = 30

export const documentChoices = (ctx: Context): Promise<DocumentChoices> =>
  reading(ctx, async (tx, _who, plan) => {
    permit(ctx, 'received.keep')
    const names = await namesOf(ctx, tx, plan)
    const held = await holdersIn(tx, ['command', 'office'], ctx.now)
    const leaders = inOrder(
      held.filter(({ unit_id, kind }) => isLeadersPost({ unitId: unit_id, kind })),
      ({ post_id }) => `post:${post_id}`,
      plan,
    )
    return {
      recipients: (await knownRecipients(ctx, tx, plan)).map((id) => ({
        id,
        kind: id.split(':')[0] as 'unit' | 'group' | 'post',
        name: names(id),
      })),
      leaders: [...new Set(leaders.map(({ holder_name }) => holder_name))],
      authorities: await store.lastAuthorities(tx, LAST_AUTHORITIES),
    }
  })

/** Of a post, only while somebody holds it. */
async function knownRecipients(ctx: Context, tx: Tx, plan: Plan): Promise<string[]> {
  const held = new Set((await holdersIn(tx, ['command', 'office'], ctx.now)).map(({ post_id }) => `post:${post_id}`))
  const outside = new Set(plan.units.filter(({ standing }) => standing === 'outside').map(({ key }) => `unit:${key}`))
  return recipientOrder(plan).filter((id) => (id.startsWith('post:') ? held.has(id) : !outside.has(id)))
}

/** Those that have it keep their mark; the others are told. */
export const circulate = (ctx: Context, id: string, { recipients }: Circulate): Promise<DocumentView> =>
  change(ctx, id, 'received.keep', async (tx, row, _who, plan) => {
    requireStanding(row)
    const known = new Set(await knownRecipients(ctx, tx, plan))
    if (!recipients.every((one) => known.has(one))) {
      throw refused([
        reason(
          'recipient_unknown',
          '方案中没有这个单位、工作组或在任岗位',
          'Not in the plan, or a vacant post',
          'recipients',
        ),
      ])
    }
    const added = await store.addRecipients(tx, id, [...new Set(recipients)], by(ctx))
    if (added.length === 0) return null
    return {
      action: 'received.circulated',
      details: { recipients: added },
      event: { type: 'received.circulated', accounts: await accountsOf(ctx, tx, added) },
    }
  })

/** For everything that the account answers for. */
export const confirmRead = (ctx: Context, id: string): Promise<DocumentView> =>
  change(ctx, id, 'received.read', async (tx, row, who) => {
    requireStanding(row)
    const mine = (await store.recipientsOf(tx, id)).filter(
      ({ recipient, withdrawn_at }) => withdrawn_at === null && who.ids.includes(recipient),
    )
    if (mine.length === 0) throw conflict('not_circulated', '该文没有传阅给您', 'It was not circulated to you')
    const read = await store.markRead(tx, id, who.ids, by(ctx))
    return read.length === 0 ? null : { action: 'received.read', details: { recipients: read } }
  })

/** Whoever has not read it is told again. */
export const remindUnread = (ctx: Context, id: string): Promise<DocumentView> =>
  change(ctx, id, 'received.keep', async (tx, row) => {
    requireStanding(row)
    const unread = (await store.recipientsOf(tx, id)).filter(
      ({ read_at, withdrawn_at }) => read_at === null && withdrawn_at === null,
    )
    if (unread.length === 0) throw conflict('all_read', '传阅对象都已阅', 'Everybody has read it')
    const recipients = unread.map(({ recipient }) => recipient)
    return {
      action: 'received.reminded',
      details: { recipients },
      event: { type: 'received.reminded', accounts: await accountsOf(ctx, tx, recipients) },
    }
  })

export const withdraw = (
  ctx: Context,
  { id, recipient }: { id: string; recipient: string },
  why: string,
): Promise<DocumentView> =>
  change(ctx, id, 'received.keep', async (tx, row) => {
    requireStanding(row)
    const known = (await store.recipientsOf(tx, id)).find((one) => one.recipient === recipient)
    if (!known) throw notFound({ zh: '该传阅对象', en: 'Recipient' })
    if (known.withdrawn_at) return null
    await store.withdrawRecipient(tx, id, recipient, { reason: why, ...by(ctx) })
    return { action: 'received.withdrawn', details: { recipient, reason: why } }
  })

/** The accounts that answer for them now. */
async function accountsOf(ctx: Context, tx: Tx, recipients: readonly string[]): Promise<string[]> {
  const owners: Owner[] = recipients.filter((id) => !id.startsWith('post:')).map(ownerOfId)
  const answering = [...(await whoAnswers(ctx, tx, owners)).values()].flat().map(({ accountId }) => accountId)
  const held = (await holdersIn(tx, ['command', 'office'], ctx.now))
    .filter(({ post_id }) => recipients.includes(`post:${post_id}`))
    .map(({ account_id }) => account_id)
  return [...new Set([...answering, ...held])].filter((id) => id !== null)
}
