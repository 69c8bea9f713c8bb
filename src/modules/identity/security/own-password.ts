// The own password, asked again before anything that protects the account is changed. A wrong one counts as a failed
// sign-in: a stolen session must not be a place to guess at leisure.
import { Problem } from '../../../kernel/problem.ts'
import { addMinutes } from '../../../kernel/time.ts'
import { systemClock } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { verifyPassword } from '../passwords.ts'
import { sessionToken } from '../sessions.ts'
import * as store from '../store.ts'

const MOST_FAILED_SIGN_INS = 5
const LOCK_MINUTES = 15

export const lockedOut = () =>
  new Problem(
    423,
    'account_locked',
    `登录失败次数过多，账号暂停使用 ${LOCK_MINUTES} 分钟`,
    `Too many failed sign-ins, locked for ${LOCK_MINUTES} minutes`,
  )

/** One more failure: the fifth locks the account. Answers whether the account can still be tried at all. */
export const countFailure = (ctx: Context, accountId: string) =>
  ctx.db.transaction(nobody, (tx) =>
    store.countFailedSignIn(tx, {
      id: accountId,
      limit: MOST_FAILED_SIGN_INS,
      now: systemClock.now(),
      lockUntil: addMinutes(systemClock.now(), LOCK_MINUTES),
    }),
  )

const tries = new Map<string, Promise<unknown>>()

/** Tries at one account wait for each other, so that a crowd of guesses at once is five too: each finds what the last left. */
export async function oneAfterAnother<T>(account: string, attempt: () => Promise<T>): Promise<T> {
  const mine = (tries.get(account) ?? Promise.resolve()).then(attempt)
  const settled = mine.catch(() => {})
  tries.set(account, settled)
  try {
    return await mine
  } finally {
    if (tries.get(account) === settled) tries.delete(account)
  }
}

/** Throws unless `password` is the acting account's; `field` names where it was typed. */
export const confirmPassword = (ctx: Context, password: string, field = 'password'): Promise<void> =>
  oneAfterAnother(ctx.actor.userName, () => confirm(ctx, password, field))

async function confirm(ctx: Context, password: string, field: string): Promise<void> {
  const id = ctx.actor.accountId
  const [row, hash] = await ctx.db.transaction(nobody, async (tx) => [
    await store.findAccount(tx, id),
    await store.findPasswordHash(tx, id),
  ])
  if (row?.locked_until && row.locked_until > systemClock.now()) throw lockedOut()
  if (hash && (await verifyPassword({ hash, password }))) return
  const counted = await countFailure(ctx, id)
  await ctx.db.transaction(nobody, (tx) =>
    audit(tx, ctx, {
      action: counted === 'locked' ? 'account.locked' : 'password.refused',
      subject: { kind: 'account', id },
    }),
  )
  throw new Problem(422, 'wrong_password', '当前密码不正确', 'The current password is wrong', [
    { code: 'wrong_password', zh: '当前密码不正确', en: 'The current password is wrong', field },
  ])
}

/** These are done by a person at a screen: a key of the interface is no session. */
export function requireSession(headers: Headers): void {
  if (headers.has('x-api-key') || sessionToken(headers) === null) {
    throw new Problem(
      403,
      'session_required',
      '此操作须本人登录后进行，不能用接口密钥',
      'Sign in for this: an API key cannot',
    )
  }
}
