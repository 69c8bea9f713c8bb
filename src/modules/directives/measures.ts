// The figures of directives (M18, M50, M60): of what fell due, what was handed in before its deadline; of the city's requirements,
// those that were passed on in time. What was withdrawn or ended with the response counts for nothing.
import { at } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type Evidence, listed, type Measure, type Over } from '../../platform/measure.ts'
import { type DirectiveKind, numberText } from './rules/kinds.ts'
import * as store from './store/measures.ts'

const WORDS = {
  kept: { zh: '按时办理', en: 'done in time' },
  late: { zh: '逾期办理', en: 'done late' },
  open: { zh: '逾期未办', en: 'not done when due' },
}

const rangeOf = ({ from, now, zone, area }: Over) => ({ from: from && at(from, '00:00', zone), now, area })

const evidence = (row: store.DueRow): Evidence => {
  const { zh, en } = WORDS[row.kept ? 'kept' : row.done ? 'late' : 'open']
  const number = numberText(row.kind, row.year, row.number)
  return {
    id: row.id,
    kept: row.kept,
    about: { zh: row.unit_zh, en: row.unit_en },
    areaCode: row.area_code,
    at: row.at,
    zh: `${number.zh}《${row.title}》：${zh}`,
    en: `${number.en} “${row.title}”: ${en}`,
  }
}

const inTime = (kinds: readonly DirectiveKind[]): Measure =>
  listed(async (tx: Tx, over: Over) => (await store.assignmentsDue(tx, kinds, rangeOf(over))).map(evidence))

/** A supervised matter is kept by its units' deadlines and by the dates of its steps. */
const supervisedInTime = listed(async (tx: Tx, over: Over) => [
  ...(await store.assignmentsDue(tx, ['supervision'], rangeOf(over))).map(evidence),
  ...(await store.stepsDue(tx, rangeOf(over))).map(evidence),
])

const passedOnInTime = listed(async (tx: Tx, over: Over) =>
  (await store.requirementsDue(tx, rangeOf(over))).map(evidence),
)

export const measures = {
  'directives.executedInTime': inTime(['directive', 'requirement']),
  'directives.supervisedInTime': supervisedInTime,
  'directives.passedOnInTime': passedOnInTime,
  'directives.mutualHelpAnswered': inTime(['help']),
} satisfies Record<string, Measure>
