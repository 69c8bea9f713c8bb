// All SQL of second factors, passkeys, sessions and the history of sign-ins. Secrets stand in `auth`, sealed by
// better-auth under the data folder's key.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'

/** The sealed secret of the telephone's codes; `verified` once a first code was right. */
export const findTotp = async (tx: Tx, accountId: string): Promise<{ secret: string; verified: boolean } | undefined> =>
  (
    await tx.sql<{ secret: string; verified: boolean }>(
      'select secret, verified from auth."twoFactor" where "userId" = $1',
      [accountId],
    )
  )[0]

/** Takes the step for this account; false when it or a later one was taken before. Of two at once one wins. */
export const takeTotpStep = async (tx: Tx, accountId: string, step: number): Promise<boolean> =>
  (
    await tx.sql(
      'update accounts set last_totp_step = $2 where id = $1 and coalesce(last_totp_step, -1) < $2 returning id',
      [accountId, step],
    )
  ).length > 0

export async function removeTotp(tx: Tx, accountId: string): Promise<void> {
  await tx.sql('delete from auth."twoFactor" where "userId" = $1', [accountId])
  await tx.sql('update auth."user" set "twoFactorEnabled" = false where id = $1', [accountId])
}

export const setSecondFactorReset = (tx: Tx, accountId: string, at: Instant | null): Promise<unknown> =>
  tx.sql('update accounts set second_factor_reset_at = $2 where id = $1', [accountId, at])

export interface PasskeyRow {
  id: string
  name: string | null
  createdAt: Instant | null
}

export const passkeysOf = (tx: Tx, accountId: string): Promise<PasskeyRow[]> =>
  tx.sql<PasskeyRow>('select id, name, "createdAt" from auth.passkey where "userId" = $1 order by "createdAt", id', [
    accountId,
  ])

export const findPasskeyOwner = async (tx: Tx, credentialId: string): Promise<string | undefined> =>
  (await tx.sql<{ userId: string }>('select "userId" from auth.passkey where "credentialID" = $1', [credentialId]))[0]
    ?.userId

/** One passkey of the account, or with `id` null all of them. */
export const removePasskeys = (tx: Tx, accountId: string, id: string | null): Promise<{ id: string }[]> =>
  tx.sql<{ id: string }>(
    'delete from auth.passkey where "userId" = $1 and ($2::text is null or id = $2) returning id',
    [accountId, id],
  )

export interface SessionRow {
  id: string
  token: string
  ipAddress: string | null
  userAgent: string | null
  createdAt: Instant
  lastSeenAt: Instant
}

/** The sessions that still hold, the one used last first. */
export const sessionsOf = (tx: Tx, accountId: string): Promise<SessionRow[]> =>
  tx.sql<SessionRow>(
    `select id, token, "ipAddress", "userAgent", "createdAt", coalesce("lastSeenAt", "createdAt") as "lastSeenAt"
     from auth.session where "userId" = $1 and "expiresAt" > clock_timestamp()
     order by 6 desc, id`,
    [accountId],
  )

export const endSession = (tx: Tx, accountId: string, id: string): Promise<{ id: string }[]> =>
  tx.sql<{ id: string }>('delete from auth.session where "userId" = $1 and id = $2 returning id', [accountId, id])

export const endSessionOf = (tx: Tx, token: string): Promise<unknown> =>
  tx.sql('delete from auth.session where token = $1', [token])

export const touchSession = (tx: Tx, token: string): Promise<unknown> =>
  tx.sql('update auth.session set "lastSeenAt" = clock_timestamp() where token = $1', [token])

export interface SignInRow {
  at: Instant
  action: string
  details: { by?: string; device?: string | null }
}

/** What the audit says of sign-ins to this account since then, newest first. */
export const signInsOf = (
  tx: Tx,
  { accountId, since, limit }: { accountId: string; since: Instant; limit: number },
): Promise<SignInRow[]> =>
  tx.sql<SignInRow>(
    `select at, action, details from audit_events
     where subject_kind = 'account' and subject_id = $1 and at >= $2
       and action in ('session.opened', 'session.refused', 'account.locked')
     order by id desc limit $3`,
    [accountId, since, limit],
  )
