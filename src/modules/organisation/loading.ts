// The first plan of a district: loaded once with its areas, units, posts and working accounts (M02-M06).
import { newId } from '../../kernel/ids.ts'
import { type Area, parseAreas, parsePlan } from '../../plan/index.ts'
import type { Context } from '../../platform/context.ts'
import { audit } from '../audit/index.ts'
import { createAccounts } from '../identity/index.ts'
import { refreshPlans } from './plans.ts'
import * as store from './store.ts'
import { structureOf } from './structure.ts'

type Acting = Pick<Context, 'db' | 'actor' | 'now' | 'requestId'>

/**
 * Loads the first plan of a district with its areas, units, posts and working accounts. Does nothing when a plan is
 * loaded already; amendments are versions of their own. Answers the accounts' one-time passwords, or null.
 */
export async function loadFirstPlan(
  ctx: Acting,
  { planText, areasText, password }: { planText: string; areasText: string; password?: string },
): Promise<{ userName: string; oneTimePassword: string }[] | null> {
  const plan = parsePlan(planText)
  const areas = parseAreas(areasText)
  const accounts = await ctx.db.transaction(ctx.db.whole, async (tx) => {
    await tx.sql(`select pg_advisory_xact_lock(hashtext('plan.load'))`)
    if ((await store.listPlanVersions(tx)).length > 0) return null
    await store.upsertAreas(tx, areas.map(areaRow))
    const { units, posts, seats } = structureOf(plan, areas)
    await store.upsertUnits(tx, units)
    await store.upsertPosts(tx, posts)
    const versionId = newId()
    await store.insertPlanVersion(tx, {
      id: versionId,
      plan_key: plan.id,
      version: 1,
      // A plan is in force from its own start day, not from the day it was loaded.
      effective_from: ctx.now,
      source: planText,
      content: plan,
      loadedAt: ctx.now,
      loadedBy: ctx.actor.accountId || null,
    })
    await audit(tx, ctx, { action: 'plan.loaded', subject: { kind: 'planVersion', id: versionId } })
    return createAccounts(tx, ctx, seats, password === undefined ? {} : { password })
  })
  await refreshPlans(ctx.db)
  return accounts
}

export const areaRow = (area: Area): Omit<store.AreaRow, 'ended_at'> => ({
  code: area.code,
  name: area.name,
  level: area.level,
  parent_code: area.parent,
})
