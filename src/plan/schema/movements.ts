// How people move, as data (M05, M06): how long a township has to accept somebody offered to it, when somebody handed over
// to another district stops being ours, what days isolated elsewhere count for, and which transients isolate (M08). A plan
// that says nothing of it has these defaults.
import * as z from 'zod'
import { Clauses, PlanTime } from './basics.ts'

export const Movements = z.strictObject({
  clauses: Clauses.default(['M05', 'M06']),
  /** Hours from the offer, or from the day of the move if that is later. */
  transfers: z.strictObject({ acceptWithinHours: z.int().min(1).max(240) }).default({ acceptWithinHours: 12 }),
  handovers: z
    .strictObject({
      /** The isolation here ends when the other district confirms, or as soon as the letter is sent. */
      closeOn: z.enum(['receipt', 'letter']),
      /** Hours until a receipt is overdue, theirs or ours. */
      receiptWithinHours: z.int().min(1).max(720),
      /** Days isolated elsewhere count here, where papers prove them. */
      creditDaysElsewhere: z.boolean(),
    })
    .default({ closeOn: 'receipt', receiptWithinHours: 48, creditDaysElsewhere: true }),
  transients: z
    .strictObject({
      /** When the check of each day of the stay is overdue. */
      checkedBy: PlanTime,
      /** Whoever comes from a key area isolates like anybody; a fever always does. */
      isolateFromKeyArea: z.boolean(),
    })
    .default({ checkedBy: '20:00', isolateFromKeyArea: true }),
})
export type Movements = z.infer<typeof Movements>
