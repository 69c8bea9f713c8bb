// Routes of accounts, sessions and API keys.
import * as z from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import { nobody } from '../../platform/db/database.ts'
import { type Route, route } from '../../platform/http/route.ts'
import { audit } from '../audit/index.ts'
import * as actions from './actions.ts'
import type { Auth } from './auth.ts'
import * as contract from './contract.ts'
import { accountImportRoutes } from './import/routes.ts'
import { requireSession } from './security/own-password.ts'
import { securityRoutes } from './security/routes.ts'
import type { SecondFactorRules, Sessions } from './sessions.ts'

export interface IdentityServices {
  auth: Auth
  sessions: Sessions
  secondFactor: SecondFactorRules
  clock: Clock
  /** The plan's time zone, in which the screens show days. */
  zone(ctx: Context): Promise<string>
  /** Makes every process forget who it remembers. */
  accountsChanged(): void
}

const NO_SECOND_FACTOR = { has: false, obligedFrom: null, mustEnrol: false, resetAt: null }
const AccountParams = z.object({ id: contract.Id })
const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

export function identityRoutes({
  auth,
  sessions,
  secondFactor,
  clock,
  zone,
  accountsChanged,
}: IdentityServices): Route[] {
  const changed = <T>(result: T): T => {
    sessions.forget()
    accountsChanged()
    return result
  }
  return [
    ...accountImportRoutes(changed),
    ...securityRoutes({ auth, secondFactor }, changed),
    route({
      method: 'GET',
      url: '/api/v1/me',
      permission: 'signedIn',
      beforePasswordChange: true,
      summary: 'The own account, its posts and what they allow',
      response: contract.Me,
      async handle(ctx, _input, exchange) {
        const identified = await sessions.identify(exchange.headers)
        const { actor } = ctx
        return {
          account: { id: actor.accountId, userName: actor.userName, displayName: actor.displayName },
          mustChangePassword: identified?.mustChangePassword ?? false,
          secondFactor: identified?.secondFactor ?? NO_SECOND_FACTOR,
          posts: [...actor.posts],
          absentFrom: [...actor.absentFrom],
          permissions: Object.fromEntries([...actor.permissions].map(([name, areas]) => [name, [...areas]])),
          zone: await zone(ctx),
          now: ctx.now,
          clockMoves: clock.movable !== null,
        }
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/password',
      permission: 'signedIn',
      beforePasswordChange: true,
      summary: 'Change the own password; other sessions end',
      body: contract.PasswordChange,
      handle: async (ctx, { body }, { headers }) =>
        changed((await actions.changePassword(ctx, { ...body, headers })) as undefined),
    }),
    route({
      method: 'GET',
      url: '/api/v1/me/api-keys',
      permission: 'signedIn',
      summary: 'The own API keys',
      response: z.object({ items: z.array(contract.ApiKeyView) }),
      async handle(ctx, _input, { headers }) {
        const { apiKeys } = await auth.api.listApiKeys({ headers })
        void ctx
        return {
          items: apiKeys.map((key) => ({
            id: key.id,
            name: key.name,
            start: key.start,
            createdAt: key.createdAt.toISOString(),
            expiresAt: key.expiresAt?.toISOString() ?? null,
          })),
        }
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/me/api-keys',
      permission: 'signedIn',
      summary: 'Make an API key for scripts; it is shown once',
      body: contract.NewApiKey,
      response: contract.ApiKeyOnce,
      async handle(ctx, { body }, { headers }) {
        // A key that makes keys would never end.
        requireSession(headers)
        const made = await auth.api.createApiKey({
          body: { userId: ctx.actor.accountId, name: body.name, expiresIn: body.days * 24 * 3600 },
        })
        await ctx.db.transaction(nobody, (tx) =>
          audit(tx, ctx, {
            action: 'apiKey.created',
            subject: { kind: 'apiKey', id: made.id },
            details: { days: body.days },
          }),
        )
        return { id: made.id, key: made.key }
      },
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/me/api-keys/:id',
      permission: 'signedIn',
      summary: 'Revoke an own API key',
      params: z.object({ id: z.string().max(64) }),
      async handle(ctx, { params }) {
        await ctx.db.transaction(nobody, async (tx) => {
          await tx.sql('delete from auth.apikey where id = $1 and "referenceId" = $2', [params.id, ctx.actor.accountId])
          await audit(tx, ctx, { action: 'apiKey.revoked', subject: { kind: 'apiKey', id: params.id } })
        })
        return changed(undefined)
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/accounts',
      permission: 'account.manage',
      summary: 'Accounts by user name',
      query: contract.AccountQuery,
      response: page(contract.AccountView),
      handle: (ctx, { query }) => actions.listAccounts(ctx, query),
    }),
    route({
      method: 'GET',
      url: '/api/v1/accounts/count',
      permission: 'account.manage',
      summary: 'How many accounts the list has',
      query: contract.AccountFilters,
      response: contract.AccountCount,
      handle: async (ctx, { query }) => ({ count: await actions.countAccounts(ctx, query) }),
    }),
    route({
      method: 'GET',
      url: '/api/v1/accounts/:id',
      permission: 'account.manage',
      summary: 'One account with the posts it holds now',
      params: AccountParams,
      response: contract.AccountView,
      handle: (ctx, { params }) => actions.readAccount(ctx, params.id),
    }),
    route({
      method: 'POST',
      url: '/api/v1/accounts',
      permission: 'account.manage',
      summary: 'Create an account with a one-time password',
      body: contract.NewAccount,
      response: contract.OneTimePassword,
      handle: async (ctx, { body }) => changed(await actions.createAccount(ctx, body)),
    }),
    route({
      method: 'POST',
      url: '/api/v1/accounts/:id/password-resets',
      permission: 'account.manage',
      summary: 'Give an account a new one-time password',
      params: AccountParams,
      response: contract.OneTimePassword,
      handle: async (ctx, { params }) => changed(await actions.resetPassword(ctx, params.id)),
    }),
    ...(['disable', 'enable'] as const).map((verb) =>
      route({
        method: 'POST',
        url: `/api/v1/accounts/:id/${verb}`,
        permission: 'account.manage',
        summary: verb === 'disable' ? 'Disable an account' : 'Enable an account',
        params: AccountParams,
        body: contract.Reasoned,
        handle: async (ctx, { params, body }) =>
          changed(
            (await actions.setAccountDisabled(ctx, {
              id: params.id,
              disabled: verb === 'disable',
              ...body,
            })) as undefined,
          ),
      }),
    ),
    route({
      method: 'POST',
      url: '/api/v1/accounts/:id/posts',
      permission: 'account.manage',
      summary: 'Let an account hold a post from now on',
      params: AccountParams,
      body: contract.PostAssignment,
      handle: async (ctx, { params, body }) =>
        changed((await actions.assignPost(ctx, { accountId: params.id, ...body })) as undefined),
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/accounts/:id/posts/:postId',
      permission: 'account.manage',
      summary: 'End the holding of a post',
      params: z.object({ id: contract.Id, postId: z.string().max(100) }),
      handle: async (ctx, { params }) =>
        changed((await actions.endPost(ctx, { accountId: params.id, postId: params.postId })) as undefined),
    }),
  ]
}
