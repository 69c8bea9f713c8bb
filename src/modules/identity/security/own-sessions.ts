// Where an account is signed in, and how it was signed in to: for its holder, and its sessions for the administrator.
import { notFound } from '../../../kernel/problem.ts'
import { addMinutes } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../permit.ts'
import { ownToken } from '../sessions.ts'
import * as accounts from '../store.ts'
import type { SessionView, SignInView } from './contract.ts'
import { deviceOf } from './rules.ts'
import * as store from './store.ts'

const HISTORY_DAYS = 30
const MOST_SIGN_INS = 200

const session = { zh: '登录会话', en: 'Session' }

/** The sessions of the account; `headers` are of the request, whose own session is marked. */
export async function listSessions(ctx: Context, accountId: string, headers: Headers): Promise<SessionView[]> {
  requireOwnOrManaged(ctx, accountId)
  const rows = await ctx.db.transaction(nobody, async (tx) => {
    if (!(await accounts.findAccount(tx, accountId))) throw notFound({ zh: '账号', en: 'Account' })
    return store.sessionsOf(tx, accountId)
  })
  const token = ownToken(headers)
  return rows.map((row) => ({
    id: row.id,
    device: deviceOf(row.userAgent),
    address: row.ipAddress || null,
    createdAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    isThis: row.token === token,
  }))
}

export async function endSession(ctx: Context, accountId: string, id: string): Promise<void> {
  requireOwnOrManaged(ctx, accountId)
  await ctx.db.transaction(nobody, async (tx) => {
    if ((await store.endSession(tx, accountId, id)).length === 0) throw notFound(session)
    await audit(tx, ctx, { action: 'session.closed', subject: { kind: 'account', id: accountId } })
  })
}

/** Every session of the account; of the own account this one goes on. */
export async function endOtherSessions(ctx: Context, accountId: string, headers: Headers): Promise<void> {
  requireOwnOrManaged(ctx, accountId)
  await ctx.db.transaction(nobody, async (tx) => {
    if (!(await accounts.findAccount(tx, accountId))) throw notFound({ zh: '账号', en: 'Account' })
    await accounts.endSessions(tx, accountId, accountId === ctx.actor.accountId ? ownToken(headers) : null)
    await audit(tx, ctx, { action: 'sessions.closed', subject: { kind: 'account', id: accountId } })
  })
}

function requireOwnOrManaged(ctx: Context, accountId: string): void {
  if (accountId !== ctx.actor.accountId) permit(ctx, 'account.manage')
}

const OUTCOMES: Record<string, SignInView['outcome']> = {
  'session.opened': 'opened',
  'session.refused': 'refused',
  'account.locked': 'locked',
}

/** Sign-ins to the own account in the last thirty days, refused ones too. */
export async function listSignIns(ctx: Context): Promise<SignInView[]> {
  const rows = await ctx.db.transaction(nobody, (tx) =>
    store.signInsOf(tx, {
      accountId: ctx.actor.accountId,
      since: addMinutes(ctx.now, -HISTORY_DAYS * 24 * 60),
      limit: MOST_SIGN_INS,
    }),
  )
  return rows.map(({ at, action, details }) => ({
    at,
    outcome: OUTCOMES[action] ?? 'refused',
    by: (details.by as SignInView['by']) ?? null,
    device: details.device ?? null,
  }))
}
