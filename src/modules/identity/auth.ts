// Accounts, passwords, sessions and API keys through better-auth, in the `auth` schema that no district table
// references. Its own routes are not exposed: our routes call it, so that permission, lock-out and audit stand in one
// place. Sessions and keys live in real time, not on the movable clock: they protect people, not the plan.
import { isIP } from 'node:net'
import { apiKey } from '@better-auth/api-key'
import { passkey } from '@better-auth/passkey'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { twoFactor, username } from 'better-auth/plugins'
import pg from 'pg'
import { newId } from '../../kernel/ids.ts'
import type { Connection } from '../../platform/db/database.ts'
import { hashPassword, oneTimePassword, verifyPassword } from './passwords.ts'

/** Characters a password needs at least; the one-time passwords are longer. */
export const PASSWORD_MIN_LENGTH = 10
/** better-auth wants an e-mail address; nobody signs in with one here, and `.invalid` can never be delivered to. */
export const MAIL_DOMAIN = 'lianfang.invalid'
/** Set by our routes alone, so that no caller says where it comes from. */
export const CALLER_ADDRESS = 'x-lianfang-caller'
const RECOVERY_CODES = 10

/** A passkey belongs to a name, never to an address: on a machine of one's own that name is localhost. */
const passkeyHost = (baseUrl: string): string => {
  const { hostname } = new URL(baseUrl)
  return isIP(hostname.replace(/^\[|\]$/g, '')) ? 'localhost' : hostname
}

export function authOptions(pool: pg.Pool, { secret, baseUrl }: { secret: string; baseUrl: string }) {
  return {
    appName: '联防',
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
    session: {
      expiresIn: 60 * 60 * 24 * 7,
      updateAge: 60 * 60 * 24,
      // What protects the account asks for the password itself.
      freshAge: 0,
      additionalFields: { lastSeenAt: { type: 'date', required: false, input: false } },
    },
    // An office shares one address, so limits by address would lock out a whole office: lock-out is by account.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'lianfang',
      useSecureCookies: baseUrl.startsWith('https:'),
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [CALLER_ADDRESS] },
    },
    plugins: [
      username({
        minUsernameLength: 2,
        maxUsernameLength: 64,
        usernameValidator: (name) => /^[a-z0-9._-]+$/i.test(name),
        displayUsername: false,
      }),
      // Lock-out is ours (by account, with the password's), so the plugin keeps none of its own.
      twoFactor({
        accountLockout: { enabled: false },
        backupCodeOptions: {
          customBackupCodesGenerate: () => Array.from({ length: RECOVERY_CODES }, oneTimePassword),
        },
      }),
      passkey({
        rpID: passkeyHost(baseUrl),
        rpName: '联防 Lianfang',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: ({ verification }) => requireVerifiedUser(verification.registrationInfo) },
        authentication: {
          afterVerification: ({ verification }) => requireVerifiedUser(verification.authenticationInfo),
        },
      }),
      apiKey({ enableMetadata: true, rateLimit: { enabled: false }, defaultPrefix: 'lf_' }),
    ],
  } satisfies BetterAuthOptions
}

/** Finger, face or PIN: without it a passkey is one factor, and it stands for two here. */
async function requireVerifiedUser(info: { userVerified: boolean } | undefined): Promise<void> {
  if (!info?.userVerified) throw new APIError('UNAUTHORIZED', { message: 'user not verified' })
}

export function openAuth(connection: Connection, settings: { secret: string; baseUrl: string }) {
  const pool = new pg.Pool({ ...connection, options: '-c search_path=auth', max: 4 })
  pool.on('error', () => {})
  const auth = betterAuth(authOptions(pool, settings))
  return { auth, close: () => pool.end() }
}

export type Auth = ReturnType<typeof openAuth>['auth']

/** What a call of better-auth answers, or null when it refuses. */
export async function unlessRefused<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    if ((error as { name?: string } | null)?.name === 'APIError') return null
    throw error
  }
}
