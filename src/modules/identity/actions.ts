// Use cases of accounts: created with one-time passwords, given posts, disabled; the own password and signing out.
import { newId } from '../../kernel/ids.ts'
import { conflict, notFound, Problem } from '../../kernel/problem.ts'
import type { Instant } from '../../kernel/time.ts'
import { ONE_HOLDER } from '../../plan/index.ts'
import type { Context } from '../../platform/context.ts'
import { nobody, type Tx } from '../../platform/db/database.ts'
import { audit, auditMany } from '../audit/index.ts'
import type { AccountView } from './contract.ts'
import { hashOneTimePassword, hashPassword, oneTimePassword } from './passwords.ts'
import { permit } from './permit.ts'
import { confirmPassword } from './security/own-password.ts'
import { endSessionOf } from './security/store.ts'
import { ownToken } from './sessions.ts'
import * as store from './store.ts'

const account = { zh: '账号', en: 'Account' }
/** Ends this session only (`all: false`) or every session of the account. */
export async function closeSessions(ctx: Context, { all, headers }: { all: boolean; headers: Headers }): Promise<void> {
  const own = ownToken(headers)
  await ctx.db.transaction(nobody, async (tx) => {
    if (all) await store.endSessions(tx, ctx.actor.accountId, null)
    else if (own) await endSessionOf(tx, own)
    await audit(tx, ctx, {
      action: all ? 'sessions.closed' : 'session.closed',
      subject: { kind: 'account', id: ctx.actor.accountId },
    })
  })
}

/** Changes the own password; every other session of the account ends. */
export async function changePassword(
  ctx: Context,
  { current, next, headers }: { current: string; next: string; headers: Headers },
): Promise<void> {
  const id = ctx.actor.accountId
  await confirmPassword(ctx, current, 'current')
  if (current === next) {
    throw new Problem(422, 'same_password', '新密码不能与当前密码相同', 'The new password must differ', [
      { code: 'same_password', zh: '新密码不能与当前密码相同', en: 'The new password must differ', field: 'next' },
    ])
  }
  const hash = await hashPassword(next)
  await ctx.db.transaction(nobody, async (tx) => {
    await store.setPassword(tx, { id, hash, mustChange: false })
    await store.endSessions(tx, id, ownToken(headers))
    await audit(tx, ctx, { action: 'password.changed', subject: { kind: 'account', id } })
  })
}

export interface AccountToCreate {
  id?: string
  userName: string
  displayName: string
  holdings: readonly { postId: string; holderName: string; holderOffice: string; telephone?: string | null }[]
}

/**
 * Creates accounts with one-time passwords (or `password` for all of them, a demonstration's) inside `tx`.
 * Hashing is what takes the time, so a shared password is hashed once.
 */
export async function createAccounts(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  accounts: readonly AccountToCreate[],
  { password }: { password?: string } = {},
): Promise<{ userName: string; oneTimePassword: string }[]> {
  const shared = password === undefined ? null : await hashPassword(password)
  const made = await Promise.all(
    accounts.map(async (account) => {
      const secret = password ?? oneTimePassword()
      return { ...account, id: account.id ?? newId(), secret, hash: shared ?? (await hashOneTimePassword(secret)) }
    }),
  )
  await store.insertAccounts(
    tx,
    made.map(({ id, userName, displayName, hash }) => ({ id, userName, displayName, passwordHash: hash })),
    { now: ctx.now, mustChangePassword: password === undefined },
  )
  await store.insertHolders(
    tx,
    made.flatMap(({ id, holdings }) => holdings.map((holding) => ({ ...holding, id: newId(), accountId: id }))),
    ctx.now,
  )
  await auditMany(
    tx,
    ctx,
    made.map(({ id, holdings }) => ({
      action: 'account.created',
      subject: { kind: 'account', id },
      details: { posts: holdings.map(({ postId }) => postId) },
    })),
  )
  return made.map(({ userName, secret }) => ({ userName, oneTimePassword: secret }))
}

export async function createAccount(
  ctx: Context,
  input: { id: string; userName: string; displayName: string; postIds: string[] },
): Promise<{ userName: string; oneTimePassword: string }> {
  permit(ctx, 'account.manage')
  return ctx.db.transaction(nobody, async (tx) => {
    if (await store.findAccountByName(tx, input.userName)) {
      throw conflict('user_name_taken', '用户名已被使用', 'The user name is taken')
    }
    await requirePosts(tx, input.postIds, ctx.now)
    const holdings = input.postIds.map((postId) => ({ postId, holderName: input.displayName, holderOffice: '' }))
    const [made] = await createAccounts(tx, ctx, [{ ...input, holdings }])
    return made!
  })
}

async function requirePosts(tx: Tx, ids: readonly string[], now: Instant): Promise<void> {
  const known = await store.lockPosts(tx, ids, now)
  const unknown = ids.filter((id) => !known.some((post) => post.id === id))
  if (unknown.length > 0) {
    throw new Problem(422, 'unknown_post', `没有此岗位：${unknown.join('、')}`, `No such post: ${unknown.join(', ')}`, [
      { code: 'unknown_post', zh: '没有此岗位', en: 'No such post', field: 'postIds' },
    ])
  }
  // A change of its holder is dated, has an authority and hands over the work: it is made in the organisation.
  if (known.some(({ kind, is_taken }) => is_taken && ONE_HOLDER.has(kind))) {
    throw conflict(
      'post_held',
      '此岗位已有人担任，请在“组织体系”中更换任职人员',
      'Somebody holds this post: change its holder under Organisation',
    )
  }
}

export async function listAccounts(
  ctx: Context,
  { q, limit, cursor }: { q?: string; limit: number; cursor?: string },
): Promise<{ items: AccountView[]; next: string | null }> {
  permit(ctx, 'account.manage')
  const rows = await ctx.db.transaction(nobody, (tx) =>
    store.listAccounts(tx, { q, limit: limit + 1, after: cursor, now: ctx.now }),
  )
  const items = rows.slice(0, limit).map((row) => viewOf(row, row.posts))
  return { items, next: rows.length > limit ? (items.at(-1)?.userName ?? null) : null }
}

export async function countAccounts(ctx: Context, { q }: { q?: string }): Promise<number> {
  permit(ctx, 'account.manage')
  return ctx.db.transaction(nobody, (tx) => store.countAccounts(tx, q))
}

export async function readAccount(ctx: Context, id: string): Promise<AccountView> {
  permit(ctx, 'account.manage')
  const found = await ctx.db.transaction(nobody, (tx) => store.findAccountWithPosts(tx, id, ctx.now))
  if (!found) throw notFound(account)
  return viewOf(found.account, found.posts)
}

const viewOf = (row: store.AccountRow, posts: readonly store.PostRow[]): AccountView => ({
  id: row.id,
  userName: row.user_name,
  displayName: row.display_name,
  mustChangePassword: row.must_change_password,
  lockedUntil: row.locked_until,
  disabledAt: row.disabled_at,
  disabledCause: row.disabled_cause,
  disabledReason: row.disabled_reason,
  totp: row.has_totp,
  passkeys: row.passkeys,
  posts: posts.map((post) => ({
    id: post.id,
    kind: post.kind,
    unitId: post.unit_id,
    areaCode: post.area_code,
    titleZh: post.title_zh,
    titleEn: post.title_en,
  })),
})

/**
 * A new one-time password for an account whose holder lost theirs, or whose password others know: its sessions and keys end.
 */
export async function resetPassword(ctx: Context, id: string): Promise<{ userName: string; oneTimePassword: string }> {
  permit(ctx, 'account.manage')
  const secret = oneTimePassword()
  const hash = await hashOneTimePassword(secret)
  return ctx.db.transaction(nobody, async (tx) => {
    const row = await store.findAccount(tx, id)
    if (!row) throw notFound(account)
    await store.setPassword(tx, { id, hash, mustChange: true })
    await store.endSessions(tx, id, null)
    await store.revokeKeys(tx, id)
    await audit(tx, ctx, { action: 'password.reset', subject: { kind: 'account', id } })
    return { userName: row.user_name, oneTimePassword: secret }
  })
}

/** Disables or enables; a disabled account's sessions end and its keys stop at once. */
export async function setAccountDisabled(
  ctx: Context,
  { id, disabled, reason }: { id: string; disabled: boolean; reason: string },
): Promise<void> {
  permit(ctx, 'account.manage')
  if (disabled && id === ctx.actor.accountId) {
    throw new Problem(422, 'own_account', '不能停用自己的账号', 'You cannot disable your own account')
  }
  await ctx.db.transaction(nobody, async (tx) => {
    if (!(await store.findAccount(tx, id))) throw notFound(account)
    await store.setDisabled(tx, { id, at: ctx.now, isDisabled: disabled, reason })
    if (disabled) await store.endSessions(tx, id, null)
    await audit(tx, ctx, {
      action: disabled ? 'account.disabled' : 'account.enabled',
      subject: { kind: 'account', id },
      details: { reason },
    })
  })
}

export async function assignPost(
  ctx: Context,
  { accountId, id, postId, holderOffice }: { accountId: string; id: string; postId: string; holderOffice: string },
): Promise<void> {
  permit(ctx, 'account.manage')
  if (accountId === ctx.actor.accountId) {
    throw new Problem(
      422,
      'own_account',
      '不能给自己岗位，请由他人办理',
      'Nobody gives himself a post: let somebody else',
    )
  }
  await ctx.db.transaction(nobody, async (tx) => {
    const row = await store.findAccount(tx, accountId)
    if (!row) throw notFound(account)
    await requirePosts(tx, [postId], ctx.now)
    await store.insertHolders(tx, [{ id, postId, accountId, holderName: row.display_name, holderOffice }], ctx.now)
    await audit(tx, ctx, { action: 'post.assigned', subject: { kind: 'account', id: accountId }, details: { postId } })
  })
}

export async function endPost(
  ctx: Context,
  { accountId, postId }: { accountId: string; postId: string },
): Promise<void> {
  permit(ctx, 'account.manage')
  await ctx.db.transaction(nobody, async (tx) => {
    const ended = await store.endHolding(tx, accountId, postId, ctx.now)
    if (ended.length === 0) throw notFound({ zh: '任职', en: 'Holding of a post' })
    await audit(tx, ctx, { action: 'post.ended', subject: { kind: 'account', id: accountId }, details: { postId } })
  })
}
