// Use cases of passkeys: keys on a device that open the account by finger, face or PIN, without user name or password.
import { notFound, Problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { type Auth, unlessRefused } from '../auth.ts'
import { confirmPassword } from './own-password.ts'
import * as store from './store.ts'

/** What the browser is asked to make a key, with the cookie that remembers the question. */
export async function beginPasskey(
  ctx: Context,
  auth: Auth,
  { password, headers }: { password: string; headers: Headers },
) {
  await confirmPassword(ctx, password)
  const { headers: answered, response } = await auth.api.generatePasskeyRegistrationOptions({
    query: { name: ctx.actor.userName },
    headers,
    returnHeaders: true,
  })
  // The device's list shows people, not the addresses that better-auth needs.
  const user = { ...response.user, displayName: ctx.actor.displayName }
  return { cookies: answered.getSetCookie(), options: { ...response, user } }
}

export async function addPasskey(
  ctx: Context,
  auth: Auth,
  { name, response, headers }: { name: string; response: Record<string, unknown>; headers: Headers },
): Promise<{ id: string; name: string; createdAt: string | null }> {
  const made = await unlessRefused(() => auth.api.verifyPasskeyRegistration({ body: { name, response }, headers }))
  if (!made) {
    throw new Problem(
      422,
      'passkey_refused',
      '设备没有给出可用的通行密钥，请重试',
      'The device gave no usable passkey, try again',
    )
  }
  await ctx.db.transaction(nobody, async (tx) => {
    await store.setSecondFactorReset(tx, ctx.actor.accountId, null)
    await audit(tx, ctx, {
      action: 'passkey.added',
      subject: { kind: 'account', id: ctx.actor.accountId },
      details: { passkeyId: made.id },
    })
  })
  return { id: made.id, name, createdAt: made.createdAt ? new Date(made.createdAt).toISOString() : null }
}

export async function removePasskey(ctx: Context, { id, password }: { id: string; password: string }): Promise<void> {
  await confirmPassword(ctx, password)
  await ctx.db.transaction(nobody, async (tx) => {
    const gone = await store.removePasskeys(tx, ctx.actor.accountId, id)
    if (gone.length === 0) throw notFound({ zh: '通行密钥', en: 'Passkey' })
    await audit(tx, ctx, {
      action: 'passkey.removed',
      subject: { kind: 'account', id: ctx.actor.accountId },
      details: { passkeyId: id },
    })
  })
}
