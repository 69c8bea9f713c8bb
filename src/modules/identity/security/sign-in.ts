// Signing in: with the password and, where the account has one, a code; or with a passkey alone. Lock-out is by account:
// an office shares one address, and a stranger must not be able to lock a whole office out by guessing at one account.
import { Problem } from '../../../kernel/problem.ts'
import { systemClock } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { type Auth, unlessRefused } from '../auth.ts'
import type { SecondFactorRules } from '../sessions.ts'
import { tokenOf } from '../sessions.ts'
import * as accounts from '../store.ts'
import { countFailure, lockedOut, oneAfterAnother } from './own-password.ts'
import { deviceOf, obligedFrom, typedCode } from './rules.ts'
import * as store from './store.ts'
import { takeCode } from './totp.ts'

export interface Door {
  auth: Auth
  secondFactor: SecondFactorRules
}

type By = 'password' | 'totp' | 'recoveryCode' | 'passkey'

const wrong = () => new Problem(401, 'wrong_credentials', '用户名或密码不正确', 'Wrong user name or password')
const onCode = (code: string, zh: string, en: string) =>
  new Problem(401, code, zh, en, [{ code, zh, en, field: 'code' }])
const disabled = () =>
  new Problem(403, 'account_disabled', '账号已停用，请联系管理员', 'The account is disabled, ask the administrator')

/**
 * Signs in; answers the cookies to set. The same answer for an unknown name and a wrong password. One request carries
 * password and code, so that nothing half signed in is kept anywhere: without the code the answer is `code_required`.
 */
export function openSession(ctx: Context, door: Door, said: Said): Promise<string[]> {
  return oneAfterAnother(said.userName.toLowerCase(), () => tryToOpen(ctx, door, said))
}

interface Said {
  userName: string
  password: string
  code?: string
  headers: Headers
}

async function tryToOpen(
  ctx: Context,
  { auth, secondFactor }: Door,
  { userName, password, code, headers }: Said,
): Promise<string[]> {
  const row = await ctx.db.transaction(nobody, (tx) => accounts.findAccountByName(tx, userName))
  if (row?.locked_until && row.locked_until > systemClock.now()) throw lockedOut()
  const first = await unlessRefused(() =>
    auth.api.signInUsername({ body: { username: userName, password }, headers, returnHeaders: true }),
  )
  if (!first?.response || !row) {
    if (row) await refuse(ctx, row.id, { by: 'password', headers })
    throw wrong()
  }
  if (row.disabled_at) {
    await ctx.db.transaction(nobody, (tx) => accounts.endSessions(tx, row.id, null))
    throw disabled()
  }
  if ('twoFactorRedirect' in first.response) {
    if (!code)
      throw onCode('code_required', '请输入验证器上的 6 位验证码', 'Enter the six digits of your authenticator')
    return secondStep(ctx, auth, { accountId: row.id, code, cookies: first.headers.getSetCookie(), headers })
  }
  if (row.passkeys > 0 && (await isObliged(ctx, secondFactor, row.id))) {
    const { token } = first.response
    await ctx.db.transaction(nobody, (tx) => store.endSessionOf(tx, token))
    throw new Problem(
      403,
      'passkey_required',
      '您的岗位须两步验证，请用通行密钥登录',
      'Your post needs a second factor: sign in with your passkey',
    )
  }
  await opened(ctx, row.id, { by: 'password', headers })
  return first.headers.getSetCookie()
}

const isObliged = (ctx: Context, rules: SecondFactorRules, id: string): Promise<boolean> =>
  ctx.db.transaction(nobody, async (tx) => {
    const found = await accounts.findAccountWithPosts(tx, id, ctx.now)
    const rule = await rules(ctx.now)
    if (!found || !rule) return false
    const from = obligedFrom(found.posts, rule)
    return from !== null && from <= ctx.now
  })

/** The code counts as a failure before it is looked at, so that a thousand tries at once are five. */
async function secondStep(
  ctx: Context,
  auth: Auth,
  { accountId, code, cookies, headers }: { accountId: string; code: string; cookies: string[]; headers: Headers },
): Promise<string[]> {
  const counted = await countFailure(ctx, accountId)
  if (counted === 'wasLocked') throw lockedOut()
  const fail = async (problem: Problem) => {
    await tellRefused(ctx, accountId, { by: 'code', headers, isLocked: counted === 'locked' })
    return problem
  }
  const typed = typedCode(code)
  if (typed.kind === 'totp') {
    const taken = await takeCode(ctx.db, auth, { accountId, code: typed.code })
    if (taken === 'used') {
      throw await fail(
        onCode('code_used', '此验证码已用过，请等下一个', 'This code was used already, wait for the next'),
      )
    }
    if (taken === 'wrong') throw await fail(onCode('wrong_code', '验证码不正确', 'The code is wrong'))
  }
  const call = {
    body: { code: typed.code },
    // Only the challenge: the session of somebody else in this browser is not asked.
    headers: withCookies(headers, cookies),
    returnHeaders: true as const,
  }
  const second = await unlessRefused(() =>
    typed.kind === 'totp' ? auth.api.verifyTOTP(call) : auth.api.verifyBackupCode(call),
  )
  if (!second) throw await fail(onCode('wrong_code', '验证码不正确', 'The code is wrong'))
  await opened(ctx, accountId, { by: typed.kind === 'totp' ? 'totp' : 'recoveryCode', headers })
  return second.headers.getSetCookie()
}

function withCookies(headers: Headers, set: readonly string[]): Headers {
  const next = new Headers(headers)
  const pairs = set.map((line) => line.split(';')[0] ?? '').filter((pair) => !pair.endsWith('='))
  next.set('cookie', pairs.join('; '))
  return next
}

/** What the browser is asked for a sign-in without a user name. */
export async function askPasskey(auth: Auth, headers: Headers) {
  const withoutSession = new Headers(headers)
  withoutSession.delete('cookie')
  const { headers: answered, response } = await auth.api.generatePasskeyAuthenticationOptions({
    headers: withoutSession,
    returnHeaders: true,
  })
  return { cookies: answered.getSetCookie(), options: { ...response, userVerification: 'required' } }
}

/** Signs in with a passkey: the device has asked for finger, face or PIN, which are the two factors. */
export async function openSessionByPasskey(
  ctx: Context,
  { auth }: Door,
  { response, headers }: { response: Record<string, unknown>; headers: Headers },
): Promise<string[]> {
  const accountId = await ctx.db.transaction(nobody, (tx) => store.findPasskeyOwner(tx, String(response.id ?? '')))
  const answered = await unlessRefused(() =>
    auth.api.verifyPasskeyAuthentication({ body: { response: response as never }, headers, returnHeaders: true }),
  )
  if (!answered || !accountId) {
    if (accountId) await tellRefused(ctx, accountId, { by: 'passkey', headers, isLocked: false })
    throw new Problem(
      401,
      'passkey_refused',
      '这个通行密钥未登记或已失效',
      'This passkey is not registered here, or no longer',
    )
  }
  const row = await ctx.db.transaction(nobody, (tx) => accounts.findAccount(tx, accountId))
  if (!row || row.disabled_at) {
    const cookies = answered.headers.getSetCookie()
    const token = cookies.map(tokenOf).find((found) => found !== null)
    if (token) await ctx.db.transaction(nobody, (tx) => store.endSessionOf(tx, token))
    throw disabled()
  }
  await opened(ctx, accountId, { by: 'passkey', headers })
  return answered.headers.getSetCookie()
}

async function opened(ctx: Context, id: string, { by, headers }: { by: By; headers: Headers }): Promise<void> {
  await ctx.db.transaction(nobody, async (tx) => {
    await accounts.clearFailedSignIns(tx, id)
    await audit(
      tx,
      { ...ctx, actor: { ...ctx.actor, accountId: id } },
      {
        action: 'session.opened',
        subject: { kind: 'account', id },
        details: { by, device: deviceOf(headers.get('user-agent')) },
      },
    )
  })
}

async function refuse(ctx: Context, id: string, { by, headers }: { by: string; headers: Headers }): Promise<void> {
  const counted = await countFailure(ctx, id)
  await tellRefused(ctx, id, { by, headers, isLocked: counted === 'locked' })
}

const tellRefused = (
  ctx: Context,
  id: string,
  { by, headers, isLocked }: { by: string; headers: Headers; isLocked: boolean },
): Promise<void> =>
  ctx.db.transaction(nobody, (tx) =>
    audit(tx, ctx, {
      action: isLocked ? 'account.locked' : 'session.refused',
      subject: { kind: 'account', id },
      details: { by, device: deviceOf(headers.get('user-agent')) },
    }),
  )
