// Early warning, as data (M04): which signs are watched for, and how soon somebody judges a warning. A plan that says nothing
// of it watches for nothing.
import * as z from 'zod'
import { Clauses, Key, Minutes, Text } from './basics.ts'

/** Of which areas the sign is looked for. */
const Level = z.enum(['village', 'township', 'district'])
const rule = { key: Key, name: Text }

export const WarningRule = z.discriminatedUnion('kind', [
  /** So many fevers in one area within so many days, the present one counted. */
  z.strictObject({
    kind: z.literal('feverCluster'),
    ...rule,
    fevers: z.int().min(2).max(100),
    days: z.int().min(1).max(14),
    level: Level,
  }),
  /** More than so many percent of those in isolation are overdue, where at least so many isolate. */
  z.strictObject({
    kind: z.literal('overdueRate'),
    ...rule,
    abovePercent: z.number().min(0).max(100),
    ofAtLeast: z.int().min(1),
    level: Level,
  }),
  /** So many daily reports of one day are overdue or missing. */
  z.strictObject({ kind: z.literal('reportsMissing'), ...rule, reports: z.int().min(1).max(500) }),
  /** A statistical alarm on the daily fevers of an area (EARS; see `ears.ts`). */
  z.strictObject({
    kind: z.literal('feverSignal'),
    ...rule,
    method: z.enum(['C1', 'C2', 'C3']),
    baseline: z.int().min(3).max(28),
    minSigma: z.number().min(0).max(10),
    level: Level,
  }),
])
export type WarningRule = z.infer<typeof WarningRule>

export const Warning = z.strictObject({
  clauses: Clauses.default(['M04']),
  /** Minutes from the warning until it has been judged. */
  judgeWithin: Minutes.default(240),
  rules: z.array(WarningRule).default([]),
})
export type Warning = z.infer<typeof Warning>
