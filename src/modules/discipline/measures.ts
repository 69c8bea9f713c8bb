// The figure of discipline (M55): matters that were judged before the plan's limit.
import { at } from '../../kernel/time.ts'
import { listed, type Measure } from '../../platform/measure.ts'
import { isRule, RULES } from './rules.ts'
import { mattersJudged } from './store.ts'

const judgedInTime = listed(
  async (tx, { now, from, zone, area }) =>
    (await mattersJudged(tx, { from: from && at(from, '00:00', zone), now, area })).map((row) => {
      const kept = row.decided_at !== null && row.decided_at < row.due_at
      return {
        id: row.id,
        kept,
        // The rule and no more: whoever reads the plan need not know whom it is about.
        about: isRule(row.rule) ? RULES[row.rule] : { zh: row.rule, en: row.rule },
        areaCode: null,
        at: row.due_at,
        ...(row.decided_at === null
          ? { zh: '到期未处理', en: 'not judged when due' }
          : kept
            ? { zh: '按时处理', en: 'judged in time' }
            : { zh: '超时处理', en: 'judged late' }),
      }
    }),
  { ofDistrict: true },
)

export const measures = { 'discipline.judgedInTime': judgedInTime } satisfies Record<string, Measure>
