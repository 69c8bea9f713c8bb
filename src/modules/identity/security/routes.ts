// Routes of signing in, the second factor, passkeys, sessions and the history of sign-ins.
import * as z from 'zod'
import { type Exchange, type Route, route } from '../../../platform/http/route.ts'
import { closeSessions } from '../actions.ts'
import { CALLER_ADDRESS } from '../auth.ts'
import * as accounts from '../contract.ts'
import * as contract from './contract.ts'
import { requireSession } from './own-password.ts'
import * as sessions from './own-sessions.ts'
import * as passkeys from './passkeys.ts'
import * as factor from './second-factor.ts'
import type { Door } from './sign-in.ts'
import * as signIn from './sign-in.ts'

const SIGNED_OUT = 'lianfang.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax'
const AccountParams = z.object({ id: accounts.Id })
const SessionParams = z.object({ id: accounts.Id, sessionId: z.string().max(64) })

/** The request's headers as better-auth is given them: with the caller's address in a header nobody outside can set. */
const headersOf = ({ headers, address }: Exchange): Headers => {
  const next = new Headers(headers)
  next.set(CALLER_ADDRESS, address)
  return next
}

export function securityRoutes(door: Door, changed: <T>(result: T) => T): Route[] {
  const { auth, secondFactor } = door
  return [
    route({
      method: 'POST',
      url: '/api/v1/session',
      permission: 'public',
      summary: 'Sign in with user name, password and, where the account has one, a code',
      body: accounts.SignIn,
      async handle(ctx, { body: { code, ...body } }, exchange) {
        const input = { ...body, ...(code ? { code } : {}), headers: headersOf(exchange) }
        exchange.setHeader('set-cookie', await signIn.openSession(ctx, door, input))
        return undefined
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/passkey-options',
      permission: 'public',
      summary: 'What a browser is asked to sign in with a passkey',
      withoutAudit: 'nobody is known yet',
      response: contract.PasskeyOptions,
      status: 200,
      async handle(_ctx, _input, exchange) {
        const { cookies, options } = await signIn.askPasskey(auth, headersOf(exchange))
        exchange.setHeader('set-cookie', cookies)
        return options
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/passkey',
      permission: 'public',
      summary: 'Sign in with a passkey',
      body: contract.PasskeyAnswer,
      async handle(ctx, { body }, exchange) {
        const input = { ...body, headers: headersOf(exchange) }
        exchange.setHeader('set-cookie', await signIn.openSessionByPasskey(ctx, door, input))
        return undefined
      },
    }),
    ...(['/api/v1/session', '/api/v1/sessions'] as const).map((url) =>
      route({
        method: 'DELETE',
        url,
        permission: 'signedIn',
        beforePasswordChange: true,
        summary: url.endsWith('s') ? 'Sign out everywhere' : 'Sign out',
        async handle(ctx, _input, exchange) {
          await closeSessions(ctx, { all: url.endsWith('s'), headers: exchange.headers })
          exchange.setHeader('set-cookie', SIGNED_OUT)
          return changed(undefined)
        },
      }),
    ),
    route({
      method: 'GET',
      url: '/api/v1/me/security',
      permission: 'signedIn',
      beforeSecondFactor: true,
      summary: 'The own second factor and passkeys',
      response: contract.SecurityView,
      handle: (ctx) => factor.readSecurity(ctx, auth, secondFactor),
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/second-factor',
      permission: 'signedIn',
      beforeSecondFactor: true,
      summary: 'Begin to use an authenticator: its secret and the recovery codes, shown once',
      body: contract.WithPassword,
      response: contract.Enrolment,
      async handle(ctx, { body }, exchange) {
        requireSession(exchange.headers)
        return factor.beginEnrolment(ctx, auth, { ...body, headers: headersOf(exchange) })
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/second-factor/confirm',
      permission: 'signedIn',
      beforeSecondFactor: true,
      summary: 'The first code of the authenticator: from now on one is asked for; other sessions end',
      body: contract.WithCode,
      async handle(ctx, { body }, exchange) {
        requireSession(exchange.headers)
        const cookies = await factor.confirmEnrolment(ctx, auth, { ...body, headers: headersOf(exchange) })
        exchange.setHeader('set-cookie', cookies)
        return changed(undefined)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/second-factor/removal',
      permission: 'signedIn',
      summary: 'Use the authenticator no longer; other sessions end',
      body: contract.WithPassword,
      async handle(ctx, { body }, exchange) {
        requireSession(exchange.headers)
        return changed((await factor.removeSecondFactor(ctx, { ...body, headers: exchange.headers })) as undefined)
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/second-factor/recovery-codes',
      permission: 'signedIn',
      summary: 'New recovery codes, shown once; the old ones stop',
      body: contract.WithPassword,
      response: contract.RecoveryCodes,
      async handle(ctx, { body }, exchange) {
        requireSession(exchange.headers)
        return {
          recoveryCodes: await factor.renewRecoveryCodes(ctx, auth, { ...body, headers: headersOf(exchange) }),
        }
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/second-factor/reset-seen',
      permission: 'signedIn',
      summary: 'The notice that the administrator took the second factor away was read',
      handle: async (ctx) => changed((await factor.acknowledgeReset(ctx)) as undefined),
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/passkey-options',
      permission: 'signedIn',
      beforeSecondFactor: true,
      summary: 'What a browser is asked to make a passkey',
      body: contract.WithPassword,
      withoutAudit: 'nothing is made yet',
      response: contract.PasskeyOptions,
      status: 200,
      async handle(ctx, { body }, exchange) {
        requireSession(exchange.headers)
        const { cookies, options } = await passkeys.beginPasskey(ctx, auth, { ...body, headers: headersOf(exchange) })
        exchange.setHeader('set-cookie', cookies)
        return options
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/passkeys',
      permission: 'signedIn',
      beforeSecondFactor: true,
      summary: 'Add the passkey that the device made',
      body: contract.NewPasskey,
      response: contract.PasskeyView,
      async handle(ctx, { body }, exchange) {
        requireSession(exchange.headers)
        return changed(await passkeys.addPasskey(ctx, auth, { ...body, headers: headersOf(exchange) }))
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/passkeys/:id/removal',
      permission: 'signedIn',
      summary: 'Remove an own passkey',
      params: z.object({ id: z.string().max(64) }),
      body: contract.WithPassword,
      async handle(ctx, { params, body }, exchange) {
        requireSession(exchange.headers)
        return changed((await passkeys.removePasskey(ctx, { ...params, ...body })) as undefined)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/me/sessions',
      permission: 'signedIn',
      summary: 'Where the own account is signed in',
      response: contract.SessionList,
      handle: async (ctx, _input, { headers }) => ({
        items: await sessions.listSessions(ctx, ctx.actor.accountId, headers),
      }),
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/me/sessions',
      permission: 'signedIn',
      summary: 'End every own session but this one',
      handle: async (ctx, _input, { headers }) =>
        changed((await sessions.endOtherSessions(ctx, ctx.actor.accountId, headers)) as undefined),
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/me/sessions/:id',
      permission: 'signedIn',
      summary: 'End one own session',
      params: z.object({ id: z.string().max(64) }),
      handle: async (ctx, { params }) =>
        changed((await sessions.endSession(ctx, ctx.actor.accountId, params.id)) as undefined),
    }),
    route({
      method: 'GET',
      url: '/api/v1/me/sign-ins',
      permission: 'signedIn',
      summary: 'Sign-ins to the own account in the last thirty days, refused ones too',
      response: contract.SignInList,
      handle: async (ctx) => ({ items: await sessions.listSignIns(ctx) }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/accounts/:id/sessions',
      permission: 'account.manage',
      summary: 'Where an account is signed in',
      params: AccountParams,
      response: contract.SessionList,
      handle: async (ctx, { params }, { headers }) => ({
        items: await sessions.listSessions(ctx, params.id, headers),
      }),
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/accounts/:id/sessions',
      permission: 'account.manage',
      summary: 'End every session of an account (of the own, every other)',
      params: AccountParams,
      handle: async (ctx, { params }, { headers }) =>
        changed((await sessions.endOtherSessions(ctx, params.id, headers)) as undefined),
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/accounts/:id/sessions/:sessionId',
      permission: 'account.manage',
      summary: 'End one session of an account',
      params: SessionParams,
      handle: async (ctx, { params }) =>
        changed((await sessions.endSession(ctx, params.id, params.sessionId)) as undefined),
    }),
    route({
      method: 'POST',
      url: '/api/v1/accounts/:id/second-factor-resets',
      permission: 'account.manage',
      summary: 'Take authenticator and passkeys from an account whose holder lost them; its sessions end',
      params: AccountParams,
      body: accounts.Reasoned,
      handle: async (ctx, { params, body }) =>
        changed((await factor.resetSecondFactor(ctx, { ...params, ...body })) as undefined),
    }),
  ]
}
