// Use cases of the second factor: the telephone's codes and the recovery codes for the day it is lost. Enrolling and
// removing ask for the password again, every other session ends with a change, and everything is audited.
import { conflict, notFound, Problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { type Auth, MAIL_DOMAIN, unlessRefused } from '../auth.ts'
import { permit } from '../permit.ts'
import { ownToken, type SecondFactorRules, tokenOf } from '../sessions.ts'
import * as accounts from '../store.ts'
import type { Enrolment, SecurityView } from './contract.ts'
import { confirmPassword } from './own-password.ts'
import { obligedFrom, typedCode } from './rules.ts'
import * as store from './store.ts'
import { takeCode } from './totp.ts'

const own = (ctx: Context) => ({ kind: 'account', id: ctx.actor.accountId })

export async function readSecurity(ctx: Context, auth: Auth, rules: SecondFactorRules): Promise<SecurityView> {
  const id = ctx.actor.accountId
  const rule = await rules(ctx.now)
  const { passkeys, totp, posts } = await ctx.db.transaction(nobody, async (tx) => ({
    passkeys: await store.passkeysOf(tx, id),
    totp: (await store.findTotp(tx, id))?.verified ?? false,
    posts: (await accounts.findAccountWithPosts(tx, id, ctx.now))?.posts ?? [],
  }))
  const left = totp ? (await auth.api.viewBackupCodes({ body: { userId: id } })).backupCodes.length : 0
  return {
    totp,
    recoveryCodesLeft: left,
    passkeys: passkeys.map((key) => ({ ...key, name: key.name ?? '' })),
    obligedFrom: rule && obligedFrom(posts, rule),
  }
}

/** A new secret and its recovery codes; it is asked for at sign-in only once a first code was right. */
export async function beginEnrolment(
  ctx: Context,
  auth: Auth,
  { password, headers }: { password: string; headers: Headers },
): Promise<Enrolment> {
  await confirmPassword(ctx, password)
  const found = await ctx.db.transaction(nobody, (tx) => store.findTotp(tx, ctx.actor.accountId))
  if (found?.verified) throw conflict('already_enrolled', '已设置验证器', 'The authenticator is set up already')
  const made = await auth.api.enableTwoFactor({ body: { password, method: 'totp' }, headers })
  if (made.method !== 'totp') throw new Error('better-auth enrolled something else')
  await ctx.db.transaction(nobody, (tx) => audit(tx, ctx, { action: 'secondFactor.begun', subject: own(ctx) }))
  // The telephone shows the user name, not the address that better-auth needs.
  const uri = made.totpURI.replace(encodeURIComponent(`@${MAIL_DOMAIN}`), '')
  return { uri, secret: new URL(uri).searchParams.get('secret') ?? '', recoveryCodes: made.backupCodes }
}

/** The first code: from now on it is asked for. Answers the cookies of the session that goes on; the others end. */
export async function confirmEnrolment(
  ctx: Context,
  auth: Auth,
  { code, headers }: { code: string; headers: Headers },
): Promise<string[]> {
  const id = ctx.actor.accountId
  const found = await ctx.db.transaction(nobody, (tx) => store.findTotp(tx, id))
  if (!found || found.verified)
    throw conflict('nothing_to_confirm', '没有待确认的验证器', 'No authenticator waits for a code')
  const wrong = () =>
    new Problem(
      422,
      'wrong_code',
      '验证码不正确，请用手机上现在显示的 6 位数字',
      'The code is wrong: use the six digits shown now',
      [{ code: 'wrong_code', zh: '验证码不正确', en: 'The code is wrong', field: 'code' }],
    )
  const typed = typedCode(code)
  if (typed.kind !== 'totp') throw wrong()
  if ((await takeCode(ctx.db, auth, { accountId: id, code: typed.code })) !== 'taken') throw wrong()
  const answered = await unlessRefused(() =>
    auth.api.verifyTOTP({ body: { code: typed.code }, headers, returnHeaders: true }),
  )
  if (!answered) throw wrong()
  const cookies = answered.headers.getSetCookie()
  await ctx.db.transaction(nobody, async (tx) => {
    await accounts.endSessions(tx, id, cookies.map(tokenOf).find((token) => token !== null) ?? null)
    await store.setSecondFactorReset(tx, id, null)
    await audit(tx, ctx, { action: 'secondFactor.enrolled', subject: own(ctx) })
  })
  return cookies
}

export async function removeSecondFactor(
  ctx: Context,
  { password, headers }: { password: string; headers: Headers },
): Promise<void> {
  await confirmPassword(ctx, password)
  await ctx.db.transaction(nobody, async (tx) => {
    await store.removeTotp(tx, ctx.actor.accountId)
    await accounts.endSessions(tx, ctx.actor.accountId, ownToken(headers))
    await audit(tx, ctx, { action: 'secondFactor.removed', subject: own(ctx) })
  })
}

/** New recovery codes; the old ones stop at once. */
export async function renewRecoveryCodes(
  ctx: Context,
  auth: Auth,
  { password, headers }: { password: string; headers: Headers },
): Promise<string[]> {
  await confirmPassword(ctx, password)
  const found = await ctx.db.transaction(nobody, (tx) => store.findTotp(tx, ctx.actor.accountId))
  if (!found?.verified) throw conflict('not_enrolled', '尚未设置验证器', 'No authenticator is set up')
  const { backupCodes } = await auth.api.generateBackupCodes({ body: { password }, headers })
  await ctx.db.transaction(nobody, (tx) => audit(tx, ctx, { action: 'recoveryCodes.renewed', subject: own(ctx) }))
  return backupCodes
}

/** For somebody who lost the telephone and the recovery codes: everything beside the password goes, and they are told. */
export async function resetSecondFactor(ctx: Context, { id, reason }: { id: string; reason: string }): Promise<void> {
  permit(ctx, 'account.manage')
  if (id === ctx.actor.accountId) {
    throw new Problem(422, 'own_account', '自己的两步验证请在“我的账户”里更改', 'Change your own under “My account”')
  }
  await ctx.db.transaction(nobody, async (tx) => {
    if (!(await accounts.findAccount(tx, id))) throw notFound({ zh: '账号', en: 'Account' })
    await clearSecondFactors(tx, ctx, { id, reason })
  })
}

/** Without a check of permission: the command line of whoever runs the server (the last administrator's lost telephone). */
export async function clearSecondFactors(
  tx: Tx,
  ctx: Pick<Context, 'actor' | 'now' | 'requestId'>,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  await store.removeTotp(tx, id)
  const passkeys = await store.removePasskeys(tx, id, null)
  await store.setSecondFactorReset(tx, id, ctx.now)
  await accounts.clearFailedSignIns(tx, id)
  await accounts.endSessions(tx, id, null)
  await accounts.revokeKeys(tx, id)
  await audit(tx, ctx, {
    action: 'secondFactor.reset',
    subject: { kind: 'account', id },
    details: { reason, passkeys: passkeys.length },
  })
}

/** The person has read that the administrator took the second factor away. */
export const acknowledgeReset = (ctx: Context): Promise<void> =>
  ctx.db.transaction(nobody, async (tx) => {
    await store.setSecondFactorReset(tx, ctx.actor.accountId, null)
    await audit(tx, ctx, { action: 'secondFactor.resetSeen', subject: own(ctx) })
  })
