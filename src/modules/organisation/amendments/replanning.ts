// For the isolation slice: which versions in force said that running periods change to them and are not done with that.
import type { Context } from '../../../platform/context.ts'
import { nobody } from '../../../platform/db/database.ts'
import * as store from './store.ts'

export const versionsToReplan = (ctx: Pick<Context, 'db' | 'now'>): Promise<{ versionId: string; reason: string }[]> =>
  ctx.db.transaction(nobody, (tx) => store.amendmentsToReplan(tx, ctx.now))

export const endReplanning = (ctx: Pick<Context, 'db' | 'now'>, versionId: string): Promise<unknown> =>
  ctx.db.transaction(nobody, (tx) => store.markReplanned(tx, versionId, ctx.now))
