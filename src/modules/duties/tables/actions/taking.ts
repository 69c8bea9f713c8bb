// The figures of a table, from the records as they stand (M49): those of the daily reports, by the same functions, over the
// filling's period or since the response began.
import type { Instant } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import { unitArea } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { activeSpans } from '../../../organisation/index.ts'
import { ownerOfId } from '../../obligations/index.ts'
import { recordsOf, recordsWithin } from '../../reports/records.ts'
import { formOf } from '../../reports/rules/form.ts'
import type { Who } from '../contract.ts'
import type { Target } from '../rules/values.ts'

type Taken = Record<string, number | null>

export async function takeFigures(
  ctx: Context,
  tx: Tx,
  plan: Plan,
  period: { from: Instant; until: Instant },
  targets: readonly Target[],
): Promise<Taken> {
  const figures = targets.flatMap(({ ref, who, source }) =>
    source.kind === 'figure' && who !== 'total' ? [{ ref, who, source }] : [],
  )
  // A response that was stood down before is not of this one.
  const began = (await activeSpans(tx)).findLast((span) => span.from < period.until)
  const spans = {
    day: period,
    total: { from: began?.from ?? period.from, until: period.until },
  }
  const taken: Taken = {}
  for (const over of ['day', 'total'] as const) {
    const wanted = figures.filter(({ source }) => source.over === over)
    if (wanted.length === 0) continue
    const records = await recordsOf(ctx, tx, spans[over], plan.zone)
    for (const { ref, who, source } of wanted) {
      const area = areaOf(plan, who, source.figure)
      taken[ref] = area === null ? null : (recordsWithin(records, area)[source.figure] ?? 0)
    }
  }
  return taken
}

/** A bureau has no figures of its own; a group has those of its duties, of the whole district. */
function areaOf(plan: Plan, who: Who, figure: string): string | null {
  if (who === 'district') return plan.district.code
  const owner = ownerOfId(who)
  if (owner.kind === 'group') return formOf(plan, owner).some(({ key }) => key === figure) ? plan.district.code : null
  const unit = plan.units.find(({ key }) => key === owner.key)
  const area = unit && unitArea(plan, unit)
  return area === undefined || area === plan.district.code ? null : area
}
