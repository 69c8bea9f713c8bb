// What the isolation slice answers (M21): periods and their checks, readings, referrals. Instants are UTC text, days are of
// the plan's zone; documents are masked. A figure here is never worked out again on a screen.
import * as z from 'zod'
import { PERIOD_STATES, PLACES } from '../rules/period.ts'
import { REFERRAL_STEPS } from '../rules/plan.ts'
import { SITES, SYMPTOMS, TAKEN_BY } from '../rules/reading.ts'
import { REFERRAL_OUTCOMES } from '../rules/referral.ts'
import { WINDOW_OUTCOMES } from '../rules/windows.ts'

export const Reason = z.object({ code: z.string(), zh: z.string(), en: z.string(), field: z.string().optional() })

export const AccountRef = z.object({ id: z.string(), name: z.string() })

export const PersonSummary = z.object({
  id: z.string(),
  name: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  birthDate: z.string().nullable(),
  documentMasked: z.string(),
  telephone: z.string().nullable(),
  areaCode: z.string(),
  township: z.string(),
  village: z.string(),
  address: z.string(),
})
export type PersonSummary = z.infer<typeof PersonSummary>

export const PeriodStateView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('active'), temperatureOwed: z.boolean() }),
  z.object({ state: z.literal('referred'), referralId: z.string() }),
  z.object({ state: z.literal('released'), closedAt: z.string() }),
  z.object({ state: z.literal('endedEarly'), closedAt: z.string(), reason: z.string() }),
  z.object({ state: z.literal('suspected'), closedAt: z.string(), referralId: z.string() }),
  z.object({ state: z.literal('handedOver'), closedAt: z.string() }),
  z.object({ state: z.literal('endedBeforeRegistration') }),
  z.object({ state: z.literal('merged'), into: z.string() }),
  z.object({ state: z.literal('voided') }),
])
export type PeriodStateView = z.infer<typeof PeriodStateView>

export const EscalationView = z.object({
  level: z.int(),
  to: z.string(),
  group: z.string().nullable(),
  since: z.string(),
  overdueBy: z.number(),
})

export const ReferralClockView = z.object({
  next: z.enum(REFERRAL_STEPS),
  dueAt: z.string(),
  /** Minutes; negative while there is time. */
  overdueBy: z.number(),
  openFor: z.number(),
})

/** One line of a queue: everything needed to act on it in place. */
export const PeriodRow = z.object({
  id: z.string(),
  person: PersonSummary,
  state: z.enum(PERIOD_STATES),
  place: z.enum(PLACES),
  placeText: z.string(),
  startDay: z.string(),
  lastDay: z.string(),
  /** Day `dayNumber` of `days`; beyond it when nobody released the person yet. */
  dayNumber: z.int(),
  days: z.int(),
  temperatureOwed: z.boolean(),
  nextSlot: z.string().nullable(),
  nextOpensAt: z.string().nullable(),
  nextCheckDueAt: z.string().nullable(),
  checkState: z.enum(['none', 'upcoming', 'due', 'overdue']),
  escalation: EscalationView.nullable(),
  lastTemperature: z.number().nullable(),
  lastReadingAt: z.string().nullable(),
  notHomeAt: z.string().nullable(),
  missedInRow: z.int(),
  openReferral: z.object({ id: z.string(), clock: ReferralClockView.nullable() }).nullable(),
  medic: AccountRef.nullable(),
  guarantor: AccountRef.nullable(),
  /** The notice of isolation printed last, and when one was served. */
  notice: z.object({ id: z.string().nullable(), servedAt: z.string().nullable() }),
})
export type PeriodRow = z.infer<typeof PeriodRow>

export const WindowView = z.object({
  day: z.string(),
  slot: z.string(),
  opensAt: z.string(),
  closesAt: z.string(),
  outcome: z.enum(WINDOW_OUTCOMES),
  readingId: z.string().nullable(),
  explanation: z.string().nullable(),
})

export const CorrectionView = z.object({
  at: z.string(),
  by: z.string().nullable(),
  reason: z.string(),
  old: z.object({
    temperature: z.number().nullable(),
    site: z.string().nullable(),
    symptoms: z.array(z.string()),
    note: z.string(),
  }),
})

export const ReadingView = z.object({
  id: z.string(),
  periodId: z.string(),
  atHome: z.boolean(),
  temperature: z.number().nullable(),
  site: z.enum(SITES).nullable(),
  symptoms: z.array(z.enum(SYMPTOMS)),
  takenBy: z.enum(TAKEN_BY),
  observedAt: z.string(),
  receivedAt: z.string(),
  recordedBy: z.string().nullable(),
  note: z.string(),
  fever: z.boolean(),
  /** The window it completes; null for a further reading or nobody at home. */
  completes: z.object({ day: z.string(), slot: z.string(), late: z.boolean() }).nullable(),
  corrections: z.array(CorrectionView),
})
export type ReadingView = z.infer<typeof ReadingView>

export const ReadingRecorded = z.object({
  reading: ReadingView,
  /** False when this id was recorded before. */
  created: z.boolean(),
  /** A referral that this reading opened. */
  referralId: z.string().nullable(),
  nextCheckDueAt: z.string().nullable(),
})
export type ReadingRecorded = z.infer<typeof ReadingRecorded>

/** What became of each reading of a batch; `index` is its place in what was sent. */
export const ReadingsRecorded = z.object({
  done: z.array(
    ReadingRecorded.omit({ reading: true }).extend({
      index: z.int(),
      id: z.string(),
      fever: z.boolean(),
      completes: ReadingView.shape.completes,
    }),
  ),
  /** `status` is what the reading alone would have been answered with; of 409 `busy` the same again will do. */
  refused: z.array(z.object({ index: z.int(), id: z.string().nullable(), status: z.int(), reasons: z.array(Reason) })),
})
export type ReadingsRecorded = z.infer<typeof ReadingsRecorded>

export const ReferralView = z.object({
  id: z.string(),
  periodId: z.string(),
  openedAt: z.string(),
  /** The reading that opened it; null when the first temperature did. */
  readingId: z.string().nullable(),
  temperature: z.number(),
  steps: z.array(
    z.object({
      step: z.enum(REFERRAL_STEPS),
      at: z.string(),
      by: z.string().nullable(),
      note: z.string(),
      inTime: z.boolean(),
    }),
  ),
  facility: z.string(),
  outcome: z.enum([...REFERRAL_OUTCOMES, 'merged']).nullable(),
  closedAt: z.string().nullable(),
  clock: ReferralClockView.nullable(),
})
export type ReferralView = z.infer<typeof ReferralView>

export const PERIOD_CHANGES = [
  'extended',
  'endedEarly',
  'released',
  'moved',
  'suspended',
  'resumed',
  'handedOver',
  'replanned',
  'transferred',
  'credited',
] as const
export const PeriodChangeView = z.object({
  id: z.string(),
  kind: z.enum(PERIOD_CHANGES),
  at: z.string(),
  by: z.string().nullable(),
  reason: z.string(),
  from: z.string(),
  to: z.string(),
  /** The version that it was decided under; of `replanned`, the one before beside it. */
  planVersion: z.int().nullable(),
  oldPlanVersion: z.int().nullable(),
})

/** A period with everything that happened in it: the person's page. */
export const PeriodView = z.object({
  id: z.string(),
  person: PersonSummary,
  status: PeriodStateView,
  place: z.enum(PLACES),
  placeText: z.string(),
  placeReason: z.object({ zh: z.string(), en: z.string() }),
  startDay: z.string(),
  lastDay: z.string(),
  endsAt: z.string(),
  dayNumber: z.int(),
  days: z.int(),
  registeredAt: z.string(),
  owedFrom: z.string().nullable(),
  nextCheckDueAt: z.string().nullable(),
  escalation: EscalationView.nullable(),
  medic: AccountRef.nullable(),
  guarantor: AccountRef.nullable(),
  /** The plan version that the period is judged by, and the number of the one it began under. */
  plan: z.object({
    versionId: z.string(),
    version: z.int(),
    title: z.object({ zh: z.string(), en: z.string() }),
    beganUnder: z.int(),
    days: z.int(),
  }),
  feverThreshold: z.number(),
  /** Taken at registration, °C; null where none was, or where a reading gave it later. */
  firstTemperature: z.object({ at: z.string(), celsius: z.number() }).nullable(),
  windows: z.array(WindowView),
  readings: z.array(ReadingView),
  referrals: z.array(ReferralView),
  changes: z.array(PeriodChangeView),
  /** Whether it could be released now, and every reason why not. */
  release: z.object({ allowed: z.boolean(), reasons: z.array(Reason) }),
  may: z.object({
    record: z.boolean(),
    correct: z.boolean(),
    refer: z.boolean(),
    assign: z.boolean(),
    extend: z.boolean(),
    endEarly: z.boolean(),
    release: z.boolean(),
    explain: z.boolean(),
  }),
})
export type PeriodView = z.infer<typeof PeriodView>

/** What became of each id of a bulk action; what was refused says why, and the others are done. */
export const BulkResult = z.object({
  done: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), reasons: z.array(Reason) })),
})
export type BulkResult = z.infer<typeof BulkResult>
