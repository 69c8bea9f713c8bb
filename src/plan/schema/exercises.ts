// Drills and trainings, as data (M04): how soon after the end of one its attendance, result and lessons are recorded.
import * as z from 'zod'
import { Clauses, Minutes } from './basics.ts'

export const Exercises = z.strictObject({
  clauses: Clauses.default(['M04']),
  /** Minutes from the end until the result is recorded. */
  resultWithin: Minutes.default(1440),
})
