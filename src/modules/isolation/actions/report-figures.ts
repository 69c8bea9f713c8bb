// What a daily report says of isolation (M59), by township: what happened in a period and how it stood at its end. The checks
// are those that the plan wanted in the windows closed in it, as the measure counts them.
import { dayOf, type Instant, type Zone } from '../../../kernel/time.ts'
import type { Database, Tx } from '../../../platform/db/database.ts'
import { activeSpans } from '../../organisation/index.ts'
import type { StandDown } from '../rules/period.ts'
import { closingsOwed } from '../rules/windows.ts'
import { countChecks } from '../store/measures.ts'
import { countIsolation, type IsolationCounts, type MovedSince } from '../store/report-figures.ts'
import { periodPlans } from './plans.ts'

export type IsolationFigures = Partial<Omit<IsolationCounts, 'area'>> & { checksMade?: number; checksMissed?: number }

export async function isolationFigures(
  tx: Tx,
  {
    db,
    from,
    until,
    zone,
    moved,
  }: { db: Database; from: Instant; until: Instant; zone: Zone; moved: readonly MovedSince[] },
): Promise<Map<string, IsolationFigures>> {
  const fromDay = dayOf(from, zone)
  const found = new Map<string, IsolationFigures>()
  for (const { area, ...counts } of await countIsolation(tx, { from, until, fromDay, moved })) found.set(area, counts)
  const spans = await activeSpans(tx)
  const standDowns: StandDown[] = spans.flatMap(({ until: end }, index) =>
    end === null ? [] : [{ from: end, until: spans[index + 1]?.from ?? null }],
  )
  const plans = (await periodPlans(db)).map(({ plan, ...of }) => ({
    ...of,
    closes: closingsOwed(fromDay, until, plan, standDowns).filter((close) => close >= from && close < until),
  }))
  for (const { area, owed, onTime } of await countChecks(tx, { area: db.district, from: fromDay, now: until, plans })) {
    const checksMade = Math.min(Math.max(onTime, 0), owed)
    found.set(area, { ...found.get(area), checksMade, checksMissed: owed - checksMade })
  }
  return found
}
