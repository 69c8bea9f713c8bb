// What one unit asks of another, as data (M18, M45, M50, M60): how soon a directive is signed for, when a deadline is recalled,
// how an overdue one climbs, when a supervised matter turns yellow and red, and how soon help and the city's
// requirements are answered. A plan that says nothing of it has these defaults.
import * as z from 'zod'
import { Clauses, PostKind } from './basics.ts'

const Limit = z.int().min(1).max(43_200)

export const Directives = z.strictObject({
  clauses: Clauses.default(['M18', 'M45', 'M50', 'M60']),
  /** Minutes until it must be signed for. */
  receiptMinutes: z.strictObject({ normal: Limit, urgent: Limit }).default({ normal: 60, urgent: 15 }),
  /** Minutes before the deadline at which the unit is reminded. */
  remindBefore: z.array(Limit).max(5).default([120, 30]),
  /** Minutes after the deadline, and who is told then. Posts of a unit are told of their own unit's. */
  climb: z
    .array(z.strictObject({ after: z.int().min(0).max(43_200), to: PostKind }))
    .max(8)
    .default([
      { after: 0, to: 'townshipHead' },
      { after: 60, to: 'officeDirector' },
      { after: 240, to: 'supervisionStaff' },
      { after: 1440, to: 'commander' },
    ]),
  /** Minutes before the deadline from which a matter is yellow, and after it from which it is red. */
  supervision: z.strictObject({ yellowBefore: Limit, redAfter: z.int().min(0).max(43_200) }).default({
    yellowBefore: 1440,
    redAfter: 0,
  }),
  /** Minutes until the unit that is asked has offered or declined. */
  helpAnswer: Limit.default(120),
  /** Minutes until a requirement of the city is passed on to the units. */
  passOn: Limit.default(120),
})
export type Directives = z.infer<typeof Directives>
