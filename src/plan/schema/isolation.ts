// The rules of isolation as data (M07, M21): days, windows, thresholds, where somebody isolates, how a fever is
// referred, how an overdue check climbs, when somebody is released. Rules in `modules/isolation` read these values.
import * as z from 'zod'
import { Clauses, Key, Minutes, PlanTime, PostKind, Text } from './basics.ts'

export const CheckWindow = z.strictObject({ slot: Key, name: Text, opens: PlanTime, closes: PlanTime })
export type CheckWindow = z.infer<typeof CheckWindow>

/** What is known of a person when the place is decided; an absent condition matches everybody. */
export const PlaceCondition = z.strictObject({
  category: z.enum(['keyArea', 'elsewhere']).optional(),
  closeContact: z.boolean().optional(),
  hasHome: z.boolean().optional(),
  homeSuitable: z.boolean().optional(),
  brokeHomeIsolation: z.boolean().optional(),
})
export type PlaceCondition = z.infer<typeof PlaceCondition>

export const PlaceRule = z.strictObject({
  key: Key,
  when: PlaceCondition,
  place: z.enum(['home', 'central']),
  reason: Text,
})
export type PlaceRule = z.infer<typeof PlaceRule>

export const Isolation = z.strictObject({
  clauses: Clauses,
  /** The day of arrival is day 0; the period ends with the end of day `days`. */
  days: z.int().min(1).max(60),
  /** Days that an extension offers. */
  extraDays: z.int().min(1).max(60),
  /** Every window is owed once a day. */
  windows: z.array(CheckWindow).min(1),
  /** °C, at or above is a fever. */
  feverThreshold: z.number().min(36).max(39),
  /** °C, what a thermometer may say at all. */
  readingRange: z.strictObject({ lowest: z.number(), highest: z.number() }),
  /** The first rule that matches decides; the last matches everybody. */
  placeRules: z.array(PlaceRule).min(1),
})

export const ReferralStep = z.strictObject({
  key: z.enum(['notified', 'called', 'pickedUp', 'atFacility', 'outcome']),
  name: Text,
  /** Minutes after the step before it; for the first, after the reading. */
  within: Minutes,
})
export const Referral = z.strictObject({ clauses: Clauses, by: Key, steps: z.array(ReferralStep).min(1) })

export const Escalation = z.strictObject({
  clauses: Clauses,
  /** Minutes after the window closed without a check, and who is told then. */
  steps: z.array(z.strictObject({ after: Minutes, to: PostKind, group: Key.optional() })).min(1),
})

export const ReleaseRule = z.strictObject({
  clauses: Clauses,
  fullPeriod: z.boolean(),
  noOpenReferral: z.boolean(),
  /** How many of the last readings must be below the threshold. */
  lastReadingsNormal: z.int().min(1),
  gapsExplained: z.boolean(),
})

/** Who looks after whom (M21, M52): who needs a guarantor, and for how many one medic or guarantor is enough. */
export const Assignment = z.strictObject({
  clauses: Clauses,
  /** A person of one of these categories is a key person. */
  keyPersons: z.strictObject({ categories: z.array(z.enum(['keyArea', 'elsewhere'])).min(1) }),
  /** Persons; beyond it the load of a medic or guarantor is warned of. */
  capacity: z.strictObject({ medic: z.int().min(1), guarantor: z.int().min(1) }),
})
