// The figures of drills and trainings (M04, M24, M33): of those that were to have been held by now, how many were.
import { at } from '../../../kernel/time.ts'
import { type Evidence, listed, type Measure } from '../../../platform/measure.ts'
import type { ExerciseKind } from './rules.ts'
import { exercisesDue } from './store.ts'

const held = (kind: ExerciseKind): Measure => ({
  narrowed: true,
  ...listed(
    async (tx, { now, from, zone, of }) => {
      const rows = await exercisesDue(tx, { kind, audience: of, from: from && at(from, '00:00', zone), now })
      return rows.map((row): Evidence => {
        const kept = row.state === 'held' && row.settled_at! <= now
        const sum = (of: 'expected' | 'attended') => row.units.reduce((total, unit) => total + (unit[of] ?? 0), 0)
        return {
          id: row.id,
          kept,
          about: { zh: row.title, en: row.title },
          areaCode: null,
          at: row.ends_at,
          zh: kept ? `已举行，应到 ${sum('expected')} 人，实到 ${sum('attended')} 人` : '到期未登记结果',
          en: kept ? `held, ${sum('attended')} of ${sum('expected')} there` : 'no result recorded when it was over',
        }
      })
    },
    { ofDistrict: true },
  ),
})

export const measures = {
  'duties.drillsHeld': held('drill'),
  'duties.trainingHeld': held('training'),
} satisfies Record<string, Measure>
