// The figure of early warning (M04): warnings that were judged before the plan's limit.
import { at } from '../../../kernel/time.ts'
import { listed, type Measure } from '../../../platform/measure.ts'
import { planVersions } from '../../organisation/index.ts'
import { ruleNameOf } from './rules/signs.ts'
import { warningsJudged } from './store.ts'

const judgedInTime = listed(async (tx, { db, now, from, zone, area }) => {
  const rows = await warningsJudged(tx, { from: from && at(from, '00:00', zone), now, area })
  const versions = await planVersions(db)
  return rows.map((row) => {
    const kept = row.judged_at !== null && row.judged_at < row.due_at
    return {
      id: row.id,
      kept,
      about: ruleNameOf(versions, row),
      areaCode: row.area_code,
      at: row.due_at,
      ...(row.judged_at === null
        ? { zh: '到期未研判', en: 'not judged when due' }
        : kept
          ? { zh: '按时研判', en: 'judged in time' }
          : { zh: '超时研判', en: 'judged late' }),
    }
  })
})

export const measures = { 'insight.warningsJudged': judgedInTime } satisfies Record<string, Measure>
