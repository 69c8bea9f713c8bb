// What moves on by itself (M01, M21): windows that lapsed record themselves as missed, the next deadline is stored, and
// obligations begin and end with the response. A run costs what has fallen due, and catches up however long nobody ran it.
// Run in this order: what lapsed before the response ended is recorded before owing ends.
import { addDays, dayOf, type Instant } from '../../kernel/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { audit } from '../audit/index.ts'
import { activatedAt } from '../organisation/index.ts'
import { withPlan } from './actions/load.ts'
import { presentOpenings } from './actions/plans.ts'
import { owedFrom } from './rules/registration.ts'
import { missedWindows, nextCheck } from './rules/windows.ts'
import { lapsedPeriods, type MovedOn, moveOn, periodsWithoutOwing, stopOwing } from './store/next-checks.ts'
import { lockPeriods } from './store/periods.ts'

const BATCH = 500
// One statement of a second or two; the districts that the plan is made for have fewer in isolation.
const STOP_BATCH = 20_000

/** Moves on every period whose stored check has lapsed, batch by batch, each in a transaction of its own. */
export async function moveOnLapsed(ctx: Context): Promise<void> {
  const openings = await presentOpenings(ctx.db, ctx.now)
  await inBatches(ctx, async (tx) => {
    const ids = await lapsedPeriods(tx, openings, ctx.now, BATCH)
    return { ids, activated: undefined }
  })
}

/**
 * While the response is active, those registered before it owe their checks from its activation on. While it is not,
 * nobody owes any; a registration that met the end of the response in flight is caught here.
 */
export async function oweWithResponse(ctx: Context): Promise<void> {
  for (;;) {
    const stopped = await ctx.db.transaction(ctx.db.whole, async (tx) =>
      (await activatedAt(tx)) === null ? await endOwing(ctx, tx) : 0,
    )
    if (stopped < STOP_BATCH) break
  }
  await inBatches(ctx, async (tx) => {
    const activated = await activatedAt(tx)
    if (activated === null) return { ids: [], activated: undefined }
    return { ids: await periodsWithoutOwing(tx, BATCH), activated }
  })
}

/**
 * The response was stood down: nothing more becomes due, and nothing is overdue. Of very many, the rest follows by the job.
 * Answers of how many periods it was said.
 */
export async function endOwing(ctx: Context, tx: Tx): Promise<number> {
  const openings = await presentOpenings(ctx.db, ctx.now)
  return tx.withScope(ctx.db.whole, async () => {
    const periods = await stopOwing(tx, { openings, now: ctx.now, limit: STOP_BATCH })
    if (periods === 0) return periods
    await audit(tx, ctx, {
      action: 'checks.ended',
      subject: { kind: 'checks', id: ctx.requestId },
      details: { periods },
    })
    return periods
  })
}

async function inBatches(
  ctx: Context,
  find: (tx: Tx) => Promise<{ ids: string[]; activated: Instant | undefined }>,
): Promise<void> {
  for (let seen = new Set<string>(); ; ) {
    const ids = await ctx.db.transaction(ctx.db.whole, async (tx) => {
      const { ids, activated } = await find(tx)
      // A period that is found again after it was moved on would be found for ever.
      const fresh = ids.filter((id) => !seen.has(id))
      if (fresh.length > 0) await moveOnPeriods(ctx, tx, fresh, activated)
      return fresh
    })
    if (ids.length < BATCH) return
    seen = new Set([...seen, ...ids])
  }
}

async function moveOnPeriods(
  ctx: Context,
  tx: Tx,
  ids: readonly string[],
  activated: Instant | undefined,
): Promise<void> {
  const rows: MovedOn[] = []
  const areaCodes = new Set<string>()
  let missedInAll = 0
  for (const known of await lockPeriods(tx, ids)) {
    const { row, period, completions, plan } = await withPlan(ctx, known)
    areaCodes.add(row.area_code)
    const owed = row.owed_from ?? (activated === undefined ? null : owedFrom(row.registered_at, activated))
    const now = { ...period, owedFrom: owed }
    const from = row.next_day ?? (activated ? dayOf(activated, plan.zone) : addDays(dayOf(ctx.now, plan.zone), -1))
    const missed = missedWindows({ period: now, completions }, from, ctx.now, plan).filter(
      // An earlier window of that day is recorded.
      ({ opensAt }) => row.next_opens_at === null || opensAt >= row.next_opens_at,
    )
    missedInAll += missed.length
    rows.push({
      id: row.id,
      owedFrom: owed,
      next: nextCheck({ period: now, completions }, ctx.now, plan),
      missed,
      missedInRow: row.missed_in_row + missed.length,
      paused: row.owing_paused && activated === undefined,
    })
  }
  await moveOn(tx, rows, ctx.now)
  if (missedInAll > 0) {
    await audit(tx, ctx, {
      action: 'checks.missed',
      subject: { kind: 'checks', id: ctx.requestId },
      details: { periods: rows.length, missed: missedInAll },
    })
  }
  await ctx.emit(tx, { type: 'checks.movedOn', areaCode: null, areaCodes: [...areaCodes] })
}
