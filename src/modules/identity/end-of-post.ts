// Accounts end with their last post (M02): whoever holds none any more is disabled at that moment and signed out, and
// comes back when a post begins. The administrator's own word stands above both.
import type { Context } from '../../platform/context.ts'
import { nobody, type Tx } from '../../platform/db/database.ts'
import { auditMany } from '../audit/index.ts'
import * as store from './store.ts'

/** The job: what has fallen due by now. Harmless to run again. */
export const settleAccounts = (ctx: Context): Promise<void> =>
  ctx.db.transaction(nobody, (tx) => settleAccountsIn(ctx, tx))

/** The same in the transaction that changed who holds a post. */
export async function settleAccountsIn(ctx: Context, tx: Tx): Promise<void> {
  const ended = await store.disableWithoutPost(tx, ctx.now)
  const begun = await store.enableWithPost(tx, ctx.now)
  if (ended.length + begun.length === 0) return
  await store.endSessionsOf(tx, ended)
  await auditMany(tx, ctx, [
    ...ended.map((id) => ({
      action: 'account.disabled' as const,
      subject: { kind: 'account', id },
      details: { cause: 'endOfPost' },
    })),
    ...begun.map((id) => ({
      action: 'account.enabled' as const,
      subject: { kind: 'account', id },
      details: { cause: 'postBegun' },
    })),
  ])
  await ctx.emit(tx, { type: 'accounts.settled', areaCode: null, disabled: ended, enabled: begun })
}
