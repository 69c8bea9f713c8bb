// What a period owes as it is judged or closed (M21). Windows that lapsed since the last run of the jobs are recorded before
// a release is decided, and a check that is overdue as the period closes is missed for good: nobody can make it any more.
import { addDays, dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { nextCheck, windowOutcome, windowsFrom } from '../rules/windows.ts'
import { moveOn } from '../store/next-checks.ts'
import { nextColumns } from '../store/periods.ts'
import type { Held } from './load.ts'

/** Records the gaps of periods that this transaction holds; answers them with their counts as they are then. */
export async function recordGaps(ctx: Context, tx: Tx, all: readonly Held[], closing: boolean): Promise<Held[]> {
  const moved = all.map((held) => ({ held, missed: gapsOf(held, ctx, closing) }))
  const withGaps = moved.filter(({ missed }) => missed.length > 0)
  if (withGaps.length === 0) return [...all]
  const after = new Map(
    withGaps.map(({ held, missed }) => {
      const { row, period, completions, plan } = held
      const next = closing ? null : nextCheck({ period, completions }, ctx.now, plan)
      return [row.id, { next, missed, missedInRow: row.missed_in_row + missed.length }]
    }),
  )
  await moveOn(
    tx,
    withGaps.map(({ held: { row } }) => ({
      id: row.id,
      owedFrom: row.owed_from,
      paused: row.owing_paused,
      ...after.get(row.id)!,
    })),
    ctx.now,
  )
  return all.map((held) => {
    const gaps = after.get(held.row.id)
    if (!gaps) return held
    const { row } = held
    return {
      ...held,
      row: {
        ...row,
        ...nextColumns(gaps.next),
        missed: row.missed + gaps.missed.length,
        missed_unexplained: row.missed_unexplained + gaps.missed.length,
        missed_in_row: gaps.missedInRow,
      },
    }
  })
}

/** From the stored check on: what was before it is recorded already. */
function gapsOf({ row, period, completions, plan }: Held, { now }: Context, closing: boolean) {
  if (row.next_day === null || row.next_check_due_at === null || row.next_check_due_at > now) return []
  const last = addDays(dayOf(now, plan.zone), 1)
  return [...windowsFrom(row.next_day, period, plan)].filter((window) => {
    // An earlier window of that day is recorded.
    if (window.day > last || window.opensAt < row.next_opens_at!) return false
    const outcome = windowOutcome(window, { period, completions }, now, plan.zone)
    return outcome === 'missed' || (closing && outcome === 'overdue')
  })
}
