// The figures of the working mechanisms, part by part.
import type { Measure } from '../../platform/measure.ts'
import { measures as ofObligations } from './obligations/measures.ts'

export const measures = { ...ofObligations } satisfies Record<string, Measure>
