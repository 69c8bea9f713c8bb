// Amendments that change the periods that run (M21), done by a job as their time has come: in batches, harmless to run
// again. What lapsed before is recorded under the plan of then, and nothing of before is owed by the new one.
import { newId } from '../../../kernel/ids.ts'
import { addMinutes, dayOf, type Instant } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { auditMany } from '../../audit/index.ts'
import { endReplanning, type PlanInForce, planVersions, versionsToReplan } from '../../organisation/index.ts'
import type { IsolationPlan } from '../rules/plan.ts'
import { replannedSpan } from '../rules/replan.ts'
import { missedWindows, nextCheck } from '../rules/windows.ts'
import { type MovedOn, moveOn } from '../store/next-checks.ts'
import { insertChanges, lockPeriods, periodsUnder, saveReplanned } from '../store/periods.ts'
import { by, type Held, withPlan } from './load.ts'
import { planOfPeriod } from './plans.ts'

const BATCH = 500
/** A registration under the old version that was under way as the time came is found within these minutes. */
const SETTLED_AFTER = 10

/** Changes the running periods of every amendment that says so and whose time has come, in the order of their times. */
export async function replanRunning(ctx: Context): Promise<void> {
  const due = await versionsToReplan(ctx)
  if (due.length === 0) return
  const versions = await planVersions(ctx.db)
  for (const [index, { versionId, reason }] of due.entries()) {
    const to = versions.find((version) => version.versionId === versionId)
    if (!to) continue
    const earlier = versions.slice(0, versions.indexOf(to)).map((version) => version.versionId)
    // Up to the amendment after it, where nobody ran the jobs for so long.
    const next = versions.find((version) => version.versionId === due[index + 1]?.versionId)
    const batch = { to, earlier, reason, now: next?.effectiveFrom ?? ctx.now }
    while ((await ctx.db.transaction(ctx.db.whole, (tx) => replanBatch(ctx, tx, batch))) === BATCH);
    if (ctx.now >= addMinutes(to.effectiveFrom, SETTLED_AFTER)) await endReplanning(ctx, versionId)
  }
}

interface Batch {
  to: PlanInForce
  earlier: readonly string[]
  reason: string
  now: Instant
}

async function replanBatch(ctx: Context, tx: Tx, { to, earlier, reason, now }: Batch): Promise<number> {
  const at = to.effectiveFrom
  const ids = await periodsUnder(tx, earlier, { at, limit: BATCH })
  if (ids.length === 0) return 0
  const changed: Replanned[] = []
  for (const known of await lockPeriods(tx, ids)) {
    const held = await withPlan(ctx, known)
    const { plan } = await planOfPeriod(ctx.db, { ...known.row, plan_version_id: to.versionId })
    changed.push(replanned(held, plan, at, now))
  }
  const missed = (one: Replanned, isOld: boolean) => one.missed.filter(({ closesAt }) => closesAt <= at === isOld)
  // Each gap names the version it was owed under, so those of before are recorded before the version changes.
  await moveOn(
    tx,
    changed.map((one) => ({ ...one, missed: missed(one, true) })),
    now,
  )
  await saveReplanned(
    tx,
    changed.map(({ id, span }) => ({
      id,
      plan_version_id: to.versionId,
      days: span.days,
      ends_on: span.lastDay,
      ends_at: span.endsAt,
    })),
  )
  const late = changed.filter((one) => missed(one, false).length > 0)
  if (late.length > 0) {
    await moveOn(
      tx,
      late.map((one) => ({ ...one, missed: missed(one, false) })),
      now,
    )
  }
  await insertChanges(
    tx,
    changed.map(({ held: { row }, span }) => ({
      id: newId(),
      period_id: row.id,
      person_id: row.person_id,
      area_code: row.area_code,
      kind: 'replanned' as const,
      changed_at: at,
      changed_by: by(ctx),
      reason,
      old_value: row.ends_on,
      new_value: span.lastDay,
      old_plan_version_id: row.plan_version_id,
    })),
  )
  await auditMany(
    tx,
    ctx,
    changed.map(({ held: { row }, span }) => ({
      action: 'period.replanned',
      subject: { kind: 'period', id: row.id },
      areaCode: row.area_code,
      details: { from: row.plan_version_id, to: to.versionId, lastDay: span.lastDay },
    })),
  )
  await ctx.emit(tx, { type: 'periods.replanned', areaCode: null, planVersionId: to.versionId, periodIds: ids })
  return ids.length
}

interface Replanned extends MovedOn {
  held: Held
  span: ReturnType<typeof replannedSpan>
}

function replanned(held: Held, plan: IsolationPlan, at: Instant, now: Instant): Replanned {
  const { row, completions } = held
  const span = replannedSpan(held.period, held.plan, plan, at)
  const period = { ...held.period, days: span.days }
  // From the stored check on: what was before it is recorded already.
  const since = row.next_check_due_at ?? at
  const missed = missedWindows({ period, completions }, row.next_day ?? dayOf(at, plan.zone), now, plan).filter(
    ({ closesAt }) => closesAt >= since,
  )
  return {
    held,
    span,
    id: row.id,
    owedFrom: row.owed_from,
    next: nextCheck({ period, completions }, now, plan),
    missed,
    missedInRow: row.missed_in_row + missed.length,
    paused: row.owing_paused,
  }
}
