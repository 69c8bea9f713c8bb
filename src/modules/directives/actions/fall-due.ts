// What falls due by itself: told at the time of the clock, once, whoever notices first: the job, or somebody who acts before it
// ran. With the end of the response everything open is closed (M01).
import { newId } from '../../../kernel/ids.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { auditMany } from '../../audit/index.ts'
import { activatedAt, planVersion } from '../../organisation/index.ts'
import { climbSteps, fallDue, type Happening } from '../rules/clock.ts'
import { decide } from '../rules/course.ts'
import * as store from '../store/assignments.ts'
import { closeWaiting, insertEvents, postsAnswering } from '../store/directives.ts'
import { by } from './access.ts'
import { clockedOf, standingOf } from './issue.ts'

const BATCH = 200

/** The job: what has fallen due by now. Harmless to run again, however long nobody ran it. */
export async function tellFallen(ctx: Context): Promise<void> {
  for (;;) {
    const done = await ctx.db.transaction(ctx.db.whole, async (tx) => {
      // What met the end of the response in flight is caught here.
      if ((await activatedAt(tx)) === null) return closeOpen(ctx, tx)
      const rows = await store.lockFallen(tx, ctx.now, BATCH)
      for (const row of rows) await settle(ctx, tx, row)
      return rows.length
    })
    if (done < BATCH) return
  }
}

/** Tells what has fallen due of one assignment, and answers where it stands then. */
export async function settle(ctx: Context, tx: Tx, row: store.Assignment): Promise<store.Assignment> {
  const { plan } = await planVersion(ctx.db, row.plan_version_id)
  const fallen = fallDue(clockedOf(row), ctx.now, plan.directives)
  const next: store.Assignment = {
    ...row,
    unsigned_at: fallen.unsignedAt,
    overdue_at: fallen.overdueAt,
    reminded: fallen.reminded,
    climbed: fallen.climbed,
    next_at: fallen.nextAt,
  }
  if (fallen.nextAt !== row.next_at) await store.saveAssignments(tx, [next])
  const happenings = await reaching(tx, row, fallen.happenings, climbSteps(plan.directives))
  if (happenings.length === 0) return next
  const kept = happenings.flatMap((one) => (one.what === 'reminded' ? [] : [one]))
  await insertEvents(
    tx,
    kept.map((one) => ({
      id: newId(),
      directive_id: row.directive_id,
      assignment_id: row.id,
      kind: one.what,
      at: one.at,
      by_account: null,
      details: one.what === 'climbed' ? { to: climbSteps(plan.directives)[one.step]!.to } : {},
    })),
  )
  await auditMany(
    tx,
    ctx,
    kept.map((one) => ({
      action: `directive.${one.what}` as const,
      subject: { kind: 'directive', id: row.directive_id },
      areaCode: row.area_code,
      details: { assignmentId: row.id, unit: row.unit_id, at: one.at },
    })),
  )
  for (const one of happenings) {
    await ctx.emit(tx, {
      type: row.kind === 'help' && one.what === 'overdue' ? 'help.unanswered' : `directive.${one.what}`,
      ...about(row),
      at: one.at,
      ...(one.what === 'climbed' ? { to: climbSteps(plan.directives)[one.step]!.to, step: one.step } : {}),
    })
  }
  return next
}

/** Without the steps that lead to nobody: a work group has no head of a township. */
async function reaching(
  tx: Tx,
  row: store.Assignment,
  happenings: readonly Happening[],
  steps: readonly { to: string }[],
): Promise<readonly Happening[]> {
  const ofUnit = (one: Happening) => one.what === 'climbed' && steps[one.step]!.to.startsWith('township')
  if (!happenings.some(ofUnit)) return happenings
  const kinds = new Set((await postsAnswering(tx, [row.unit_id])).map(({ kind }) => kind))
  return happenings.filter((one) => !ofUnit(one) || (one.what === 'climbed' && kinds.has(steps[one.step]!.to)))
}

/** What every event of an assignment says. */
export const about = (row: store.Assignment) => ({
  areaCode: row.area_code,
  directiveId: row.directive_id,
  assignmentId: row.id,
  directiveKind: row.kind,
  unitId: row.unit_id,
  issuerUnit: row.issuer_unit,
})

/** The reaction to the end of the response: nothing more is owed. Of very many the rest follows by the job. */
export const closeWithResponse = async (ctx: Context, tx: Tx): Promise<void> => void (await closeOpen(ctx, tx))

async function closeOpen(ctx: Context, tx: Tx): Promise<number> {
  await closeWaiting(tx, ctx.now)
  const rows = await store.lockOpen(tx, BATCH)
  if (rows.length === 0) return 0
  const settled: store.Assignment[] = []
  // What fell due before the end was not kept, whether or not the job had noticed.
  for (const row of rows) settled.push(await settle(ctx, tx, row))
  const closed = settled.flatMap((row) => {
    const verdict = decide(standingOf(row), { act: 'close' }, ctx.now)
    return verdict.ok ? [{ ...row, state: verdict.value.state, ended_at: verdict.value.endedAt, next_at: null }] : []
  })
  await store.saveAssignments(tx, closed)
  await insertEvents(
    tx,
    closed.map((row) => ({
      id: newId(),
      directive_id: row.directive_id,
      assignment_id: row.id,
      kind: 'closed',
      at: ctx.now,
      by_account: by(ctx),
    })),
  )
  await auditMany(tx, ctx, [
    {
      action: 'directives.closed',
      subject: { kind: 'directives', id: ctx.requestId },
      details: { assignments: closed.length, cause: 'standDown' },
    },
  ])
  await ctx.emit(tx, { type: 'directives.closed', areaCode: null, assignmentIds: closed.map(({ id }) => id) })
  return rows.length
}
