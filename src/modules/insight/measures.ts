// The figures of the living plan: the measures of all slices, each computed once a request for every window that a duty
// asks for. They are of the whole district and hold no personal data, so everybody sees the same; whatever no slice computes
// yet is absent, and never green.
import type { Figure } from '../../kernel/figure.ts'
import { addDays, type Day, dayOf } from '../../kernel/time.ts'
import { figureKey, type MeasureUse } from '../../plan/index.ts'
import type { Context } from '../../platform/context.ts'
import type { Measure } from '../../platform/measure.ts'
import { measures as ofIdentity } from '../identity/index.ts'
import { measures as ofIsolation } from '../isolation/index.ts'
import { measures as ofOrganisation, planInForce } from '../organisation/index.ts'
import { measures as ofPeople } from '../people/index.ts'

export const MEASURES: ReadonlyMap<string, Measure> = new Map<string, Measure>(
  Object.entries({ ...ofOrganisation, ...ofIdentity, ...ofPeople, ...ofIsolation }),
)

/** The first day of a duty's window; null for since the start and for as it stands now. */
function firstDay(window: MeasureUse['window'], today: Day): Day | null {
  if (window === 'day') return today
  if (window === 'sevenDays') return addDays(today, -6)
  return window === 'fourteenDays' ? addDays(today, -13) : null
}

/** By `figureKey`. Null where nothing was due. */
export async function planFigures(
  ctx: Pick<Context, 'db' | 'now'>,
  uses: readonly MeasureUse[],
): Promise<ReadonlyMap<string, Figure | null>> {
  const { zone } = (await planInForce(ctx)).plan
  const today = dayOf(ctx.now, zone)
  const over = { db: ctx.db, now: ctx.now, today, zone, area: ctx.db.district }
  // No measure here is narrowed by `of`: one that is asked for narrowed is not this figure.
  const asked = new Map(
    uses.filter(({ key, of }) => of === undefined && MEASURES.has(key)).map((use) => [figureKey(use), use]),
  )
  return ctx.db.transaction(ctx.db.whole, async (tx) => {
    const figures = new Map<string, Figure | null>()
    for (const [name, { key, window }] of asked) {
      figures.set(name, await MEASURES.get(key)!(tx, { ...over, from: firstDay(window, today) }))
    }
    return figures
  })
}
