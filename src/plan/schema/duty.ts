// A duty: one responsibility with its owners, the clauses it realises and the measure that judges it. A duty that
// names several things has parts, each with one measure of its own, so that nothing is judged by two figures at once.
import * as z from 'zod'
import { Clauses, Key, Text } from './basics.ts'

/** What is good enough. Between the two bounds a duty is at risk; without the second bound there is no at-risk band. */
export const Target = z.union([
  z.strictObject({ atLeast: z.number(), brokenBelow: z.number().optional() }),
  z.strictObject({ atMost: z.number(), brokenAbove: z.number().optional() }),
])
export type Target = z.infer<typeof Target>

/** Over which time the figure is taken: at this moment, one local day, the last 7 or 14 days, since the start. */
export const MEASURE_WINDOWS = ['now', 'day', 'sevenDays', 'fourteenDays', 'sinceStart'] as const

export const MeasureUse = z.strictObject({
  /** `slice.figure`, one of the known measures (measures.ts). */
  key: z.string().regex(/^[a-z]+\.[a-z][A-Za-z]*$/),
  /** Narrows the figure, e.g. to places of one sector. */
  of: Key.optional(),
  target: Target,
  window: z.enum(MEASURE_WINDOWS),
})
export type MeasureUse = z.infer<typeof MeasureUse>

const dutyShape = {
  key: Key,
  clauses: Clauses,
  zh: z.string().min(1),
  en: z.string().min(1),
  /** Keys of units or of unit sets. */
  owners: z.array(Key).min(1),
  measure: MeasureUse,
  /** What a reader of the source should know, e.g. that it is kept as written. */
  note: Text.optional(),
}

export const DutyPart = z.strictObject(dutyShape)
export type DutyPart = z.infer<typeof DutyPart>

export const Duty = z.strictObject({
  ...dutyShape,
  /** Position in its list, from 1. */
  number: z.int().min(1),
  /** The number that the source prints, where it differs; null where it prints none. */
  printed: z.int().nullable().optional(),
  parts: z.array(DutyPart).default([]),
})
export type Duty = z.infer<typeof Duty>
