// The figure of verification requests (M45): of the persons to be found whose answer fell due, how many were answered in time.
import { at } from '../../kernel/time.ts'
import { counted, type Due, type Measure } from '../../platform/measure.ts'
import { rowsAnswered } from './store/measures.ts'

interface AnsweredRow extends Due {
  answered_at: string | null
  authority: string
  letter_no: string
  no: number
}

export const measures = {
  'directives.verifiedInTime': counted<AnsweredRow>(
    async (_tx, { from, now, zone, area }) => rowsAnswered({ from: from && at(from, '00:00', zone), now, area }),
    ({ kept, answered_at, authority, letter_no, no }) => ({
      about: { zh: `${authority}${letter_no} 第 ${no} 人`, en: `${authority} ${letter_no}, no. ${no}` },
      ...(kept
        ? { zh: '已按时核查', en: 'answered in time' }
        : answered_at === null
          ? { zh: '到期未核查', en: 'not answered when it was due' }
          : { zh: '超时核查', en: 'answered late' }),
    }),
  ),
} satisfies Record<string, Measure>
