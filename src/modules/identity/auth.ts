// Accounts, passwords, sessions and API keys through better-auth, in the `auth` schema that no district table
// references. Its own routes are not exposed: our routes call it, so that permission, lock-out and audit stand in one
// place. Sessions and keys live in real time, not on the movable clock: they protect people, not the plan.
import { apiKey } from '@better-auth/api-key'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { username } from 'better-auth/plugins'
import pg from 'pg'
import { newId } from '../../kernel/ids.ts'
import type { Connection } from '../../platform/db/database.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

/** Characters a password needs at least; the one-time passwords are longer. */
export const PASSWORD_MIN_LENGTH = 10

export function authOptions(pool: pg.Pool, { secret, baseUrl }: { secret: string; baseUrl: string }) {
  return {
    database: pool,
    secret,
    baseURL: baseUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN_LENGTH,
      maxPasswordLength: 128,
      autoSignIn: false,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: 60 * 60 * 24 * 7, updateAge: 60 * 60 * 24 },
    // An office shares one address, so limits by address would lock out a whole office: lock-out is by account.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'lianfang',
      useSecureCookies: baseUrl.startsWith('https:'),
      database: { generateId: () => newId() },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 64,
        usernameValidator: (name) => /^[a-z0-9._-]+$/i.test(name),
        displayUsername: false,
      }),
      apiKey({ enableMetadata: true, rateLimit: { enabled: false }, defaultPrefix: 'lf_' }),
    ],
  } satisfies BetterAuthOptions
}

export function openAuth(connection: Connection, settings: { secret: string; baseUrl: string }) {
  const pool = new pg.Pool({ ...connection, options: '-c search_path=auth', max: 4 })
  pool.on('error', () => {})
  const auth = betterAuth(authOptions(pool, settings))
  return { auth, close: () => pool.end() }
}

export type Auth = ReturnType<typeof openAuth>['auth']
