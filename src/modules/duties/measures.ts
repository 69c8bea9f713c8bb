// The figures of the working mechanisms, part by part.
import type { Measure } from '../../platform/measure.ts'
import { measures as ofObligations } from './obligations/measures.ts'
import { measures as ofReports } from './reports/measures.ts'
import { measures as ofRoster } from './roster/measures.ts'
import { measures as ofTraining } from './training/measures.ts'

export const measures = { ...ofObligations, ...ofReports, ...ofRoster, ...ofTraining } satisfies Record<string, Measure>
