// How lists of persons to be found are answered, as data (M45): until when where the letter names no deadline, how long a
// township has at least, and how long somebody may be here unregistered before it is a matter of discipline (M55).
import * as z from 'zod'
import { Clauses, Minutes } from './basics.ts'

export const Verification = z.strictObject({
  clauses: Clauses.default(['M45']),
  /** Minutes from the receipt of a list until its answer, where the letter says nothing. */
  replyWithin: Minutes.min(1).default(1440),
  /** Minutes that a township has at least, also of what another one passes on. */
  areaWithin: Minutes.min(1).default(240),
  /** Days after the day of the arrival; who is found unregistered later was perhaps concealed. */
  unregisteredAfterDays: z.int().min(0).max(60).default(1),
})
