// The figures of the living plan: the measures of all slices. Whatever no slice computes yet is absent, and never green.
// Each is computed once for every window that a duty asks for, by township, in one statement whatever the number of areas.
import type { Figure } from '../../kernel/figure.ts'
import type { Day, Instant } from '../../kernel/time.ts'
import { figureKey, type MeasureUse } from '../../plan/index.ts'
import type { Database, Tx } from '../../platform/db/database.ts'
import { type AreaFigure, figureOf, type Measure, type Over } from '../../platform/measure.ts'
import { measures as ofDirectives } from '../directives/index.ts'
import { measures as ofDiscipline } from '../discipline/index.ts'
import { measures as ofDuties } from '../duties/index.ts'
import { measures as ofIdentity } from '../identity/index.ts'
import { measures as ofIsolation } from '../isolation/index.ts'
import { measures as ofMovements } from '../movements/index.ts'
import { measures as ofOrganisation, type PlanInForce } from '../organisation/index.ts'
import { measures as ofPeople } from '../people/index.ts'
import { measures as ofVerification } from '../verification/index.ts'
import { firstDay } from './plan/rules.ts'
import { measures as ofWarnings } from './warning/measures.ts'

export const MEASURES: ReadonlyMap<string, Measure> = new Map<string, Measure>(
  Object.entries({
    ...ofOrganisation,
    ...ofIdentity,
    ...ofPeople,
    ...ofIsolation,
    ...ofMovements,
    ...ofDuties,
    ...ofDirectives,
    ...ofVerification,
    ...ofDiscipline,
    ...ofWarnings,
  }),
)

/** The measure that a duty asks for; none while no slice computes it, or not narrowed as it is asked. */
export function measureOf({ key, of }: MeasureUse): Measure | undefined {
  const measure = MEASURES.get(key)
  return of === undefined || measure?.narrowed ? measure : undefined
}

/** At which instant a figure is taken, of which area, and the plan that judges it. */
export interface Moment {
  db: Database
  now: Instant
  today: Day
  area: string
  judge: PlanInForce
}

export const overOf = ({ db, now, today, area, judge }: Moment, { window, of }: MeasureUse): Over => ({
  db,
  now,
  today,
  from: firstDay(window, today),
  zone: judge.plan.zone,
  area,
  planVersionId: judge.versionId,
  of: of ?? null,
})

/** By `figureKey`. */
export type Figures = Map<string, AreaFigure[]>

export async function computeFigures(tx: Tx, moment: Moment, uses: readonly MeasureUse[]): Promise<Figures> {
  const figures: Figures = new Map()
  for (const use of uses) {
    const measure = measureOf(use)
    if (measure && !figures.has(figureKey(use))) {
      figures.set(figureKey(use), await measure.figures(tx, overOf(moment, use)))
    }
  }
  return figures
}

/** Null when nothing was due in the area. */
export function figureIn(figures: Figures, use: MeasureUse, area: string, district: string): Figure | null {
  const measure = measureOf(use)
  const found = figures.get(figureKey(use))
  return measure && found ? figureOf(measure, found, area, district) : null
}
