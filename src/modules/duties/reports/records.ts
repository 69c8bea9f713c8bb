// What the records say of a period (M49, M59): every figure of the forms, by township, each slice in one statement whatever
// the number of townships. Counts alone leave here, so they are taken over the whole district: a group whose duties are not
// about persons still reports how many there are.
import { addMinutes, type Instant, type Zone } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { isolationFigures } from '../../isolation/index.ts'
import { areasBefore, countStayChecks } from '../../movements/index.ts'
import { countArrivals } from '../../people/index.ts'
import type { RecordedKey, Records } from './rules/form.ts'
import { countReports } from './store/daily.ts'

const MILLISECOND = 1 / 60_000

/** Of `[from, until)`; not past the present, since nothing is recorded of what comes, and the present is in it. */
export async function recordsOf(
  ctx: Pick<Context, 'db' | 'now'>,
  tx: Tx,
  period: { from: Instant; until: Instant },
  zone: Zone,
): Promise<Map<string, Records>> {
  const present = addMinutes(ctx.now, MILLISECOND)
  const until = period.until < present ? period.until : present
  const from = period.from < until ? period.from : until
  const found = new Map<string, Records>()
  const put = (area: string, records: Records) => found.set(area, { ...found.get(area), ...records })
  await tx.withScope(ctx.db.whole, async () => {
    // A late report says how it stood when it was due.
    const moved = await areasBefore(tx, until)
    for (const { area, ...counts } of await countArrivals(tx, { from, until }))
      put(area, { ...counts, keyArea: counts.keyArea ?? 0 })
    for (const [area, counts] of await isolationFigures(tx, { db: ctx.db, from, until, zone, moved })) put(area, counts)
    for (const { area, checks } of await countStayChecks(tx, { from, until })) put(area, { transientsChecked: checks })
    for (const { area, received, differing } of await countReports(tx, { from, until }))
      put(area, { reportsReceived: received, reportsDiffering: differing })
  })
  return found
}

/** Of everything inside an area. */
export function recordsWithin(records: ReadonlyMap<string, Records>, area: string): Records {
  const sum: Records = {}
  for (const [code, figures] of records)
    if (code.startsWith(area))
      for (const [key, value] of Object.entries(figures) as [RecordedKey, number][]) sum[key] = (sum[key] ?? 0) + value
  return sum
}
