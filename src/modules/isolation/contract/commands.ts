// What is sent to the isolation slice (M21): readings, corrections, steps of a referral, assignments, changes of a period,
// releases. The shapes say what can be read at all; whether it is right is the rules' to say, with their reasons.
import * as z from 'zod'
import { instant } from '../../../kernel/time.ts'
import { PLACES } from '../rules/period.ts'
import { REFERRAL_STEPS } from '../rules/plan.ts'
import { LONGEST_NOTE, SITES, SYMPTOMS, TAKEN_BY } from '../rules/reading.ts'
import { REFERRAL_OUTCOMES } from '../rules/referral.ts'

const Id = z.uuid()
/** Any offset is understood; it is kept in UTC. */
const When = z.iso.datetime({ offset: true, error: '时间格式有误|Not an instant' }).transform(instant)
const Note = z.string().trim().max(LONGEST_NOTE)
const Reason = z.string().trim().min(2, '请写明理由|Give a reason').max(300)
const Symptoms = z
  .array(z.enum(SYMPTOMS))
  .max(SYMPTOMS.length)
  .transform((all) => [...new Set(all)])
/** As many as one press of a button may act on. */
const Ids = z
  .array(Id)
  .min(1)
  .max(500)
  .transform((all) => [...new Set(all)])

export const PeriodParams = z.object({ id: Id })
export const ReadingParams = z.object({ id: Id })
export const ReferralParams = z.object({ id: Id })

/** The id comes from whoever took the reading: the same one twice is the same reading. */
export const RecordReading = z.object({
  id: Id,
  periodId: Id,
  atHome: z.boolean().default(true),
  /** °C with one decimal; null exactly when nobody was at home. */
  temperature: z.number().nullable().default(null),
  site: z.enum(SITES).nullable().default(null),
  symptoms: Symptoms.default([]),
  takenBy: z.enum(TAKEN_BY).default('medic'),
  observedAt: When,
  note: Note.default(''),
})
export type RecordReading = z.output<typeof RecordReading>

/** As many as a phone sends at once. */
export const MOST_IN_A_BATCH = 50
/** Each is read by itself, so that one which cannot be read keeps none of the others back. */
export const RecordReadings = z.object({ readings: z.array(z.unknown()).min(1).max(MOST_IN_A_BATCH) })

/** The whole reading as it should have been; the old values are kept beside it. */
export const CorrectReading = z.object({
  id: Id,
  temperature: z.number(),
  site: z.enum(SITES),
  symptoms: Symptoms.default([]),
  note: Note.default(''),
  reason: Reason,
})
export type CorrectReading = z.output<typeof CorrectReading>

export const RecordReferralStep = z.object({
  step: z.enum(REFERRAL_STEPS),
  at: When,
  outcome: z.enum(REFERRAL_OUTCOMES).nullable().default(null),
  facility: z.string().trim().max(100).default(''),
  note: Note.default(''),
})
export type RecordReferralStep = z.output<typeof RecordReferralStep>

/** `accountId: null` ends the assignment. Acts on all of the periods or, where one is refused, says so for that one. */
export const AssignBulk = z.object({
  periodIds: Ids,
  role: z.enum(['medic', 'guarantor']),
  accountId: Id.nullable(),
})
export type AssignBulk = z.output<typeof AssignBulk>

export const ExtendPeriod = z.object({ id: Id, days: z.int().min(1).max(60), reason: Reason })
export type ExtendPeriod = z.output<typeof ExtendPeriod>

export const EndEarly = z.object({ id: Id, reason: Reason })
export type EndEarly = z.output<typeof EndEarly>

export const MovePeriod = z.object({
  id: Id,
  place: z.enum(PLACES),
  placeText: z.string().trim().max(200).default(''),
  reason: Reason,
})
export type MovePeriod = z.output<typeof MovePeriod>

export const ReleaseBulk = z.object({ periodIds: Ids })
export type ReleaseBulk = z.output<typeof ReleaseBulk>

/** One sentence for several missed windows of one person: they mostly have one cause. */
export const ExplainGaps = z.object({
  checks: z
    .array(z.object({ day: z.iso.date(), slot: z.string().min(1).max(40) }))
    .min(1)
    .max(200),
  explanation: z.string().trim().min(2, '请写明原因|Give the reason').max(300),
})
export type ExplainGaps = z.output<typeof ExplainGaps>
