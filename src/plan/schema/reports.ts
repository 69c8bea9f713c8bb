// What goes up: the district situation report made of the daily reports (M49, M59), and urgent reports at any hour (M59). A
// plan that says nothing of them has the office write the report alone for the superior command.
import * as z from 'zod'
import { Clauses, Key, Minutes, PlanTime, PostKind, Text } from './basics.ts'

export const SituationReport = z.strictObject({
  clauses: Clauses,
  /** Who works on it, one after the other, before it is approved. */
  steps: z.array(z.strictObject({ key: Key, unit: Key, name: Text })),
  approve: z.literal('office'),
  /** Whom it is sent to; the superior command where nothing is said. */
  to: z.array(Key),
  /** Sent before this time of the day it closes; the time itself is late. */
  at: PlanTime,
  /** What stands before the year in its number: 东指办报〔2020〕3号. */
  numbering: z.string().max(20),
})
export type SituationReport = z.infer<typeof SituationReport>

export const UrgentReport = z.strictObject({
  clauses: Clauses,
  /** Minutes until the office has acknowledged it. */
  acknowledgeWithin: Minutes.min(1),
  /** Minutes after it was due, and who is told then. */
  climb: z.array(z.strictObject({ after: Minutes, to: PostKind })),
})
