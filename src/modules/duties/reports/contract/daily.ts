// Wire shapes of daily reports (M59): the form with the records beside it, what is submitted, versions, and the office's
// closing screen.
import * as z from 'zod'
import { OWNER_KINDS } from '../rules/period.ts'
import { OWNER_STATES } from '../rules/situation.ts'

const Id = z.uuid()
export const IdParams = z.object({ id: Id })
const Instant = z.string()

export const OwnerShape = z.strictObject({ kind: z.enum(OWNER_KINDS), key: z.string().min(1).max(60) })

/** Words of a unit; never names and numbers of persons: those are in the records. */
const words = z.string().trim().max(4000)

export const SaidFigure = z.strictObject({
  key: z.string().min(1).max(120),
  reported: z.int('请填整数|Give a whole number').min(0, '不能小于 0|Not below 0').max(10_000_000),
  /** Why it is another than the records say. */
  note: z.string().trim().max(300).default(''),
})

const content = {
  /** "Nothing happened": every figure of the period is 0. */
  isZero: z.boolean().default(false),
  /** What the records do not hold, and what is corrected of them. Whatever is left out stands as the records say. */
  figures: z.array(SaidFigure).max(100).default([]),
  today: words.default(''),
  difficulties: words.default(''),
  tomorrow: words.default(''),
}

/** The same id again is the same report. */
export const SubmitReport = z.strictObject({ id: Id, owner: OwnerShape, day: z.iso.date(), ...content })
export type SubmitReport = z.output<typeof SubmitReport>

export const CorrectReport = z.strictObject({
  id: Id,
  /** The version that was read; another in between is a conflict. */
  version: z.int().min(1),
  reason: z.string().trim().min(2, '请写明更正理由|Give a reason').max(300),
  ...content,
})
export type CorrectReport = z.output<typeof CorrectReport>

/** A draft may be as unfinished as it is: figures still empty are absent. */
export const DraftContent = z.strictObject({
  isZero: z.boolean().default(false),
  figures: z
    .array(z.strictObject({ key: z.string().max(120), reported: z.int().min(0).nullable(), note: z.string().max(300) }))
    .max(100)
    .default([]),
  today: words.default(''),
  difficulties: words.default(''),
  tomorrow: words.default(''),
})
export type DraftContent = z.output<typeof DraftContent>
export const SaveDraft = z.strictObject({ owner: OwnerShape, day: z.iso.date(), content: DraftContent })
export type SaveDraft = z.output<typeof SaveDraft>

const Named = { kind: z.enum(OWNER_KINDS), key: z.string(), zh: z.string(), en: z.string(), areaCode: z.string() }

export const ReportFigure = z.object({
  key: z.string(),
  zh: z.string(),
  en: z.string(),
  of: z.enum(['period', 'moment', 'said']),
  /** Null where the records hold none. */
  records: z.int().nullable(),
  reported: z.int(),
  note: z.string(),
})

export const ReportView = z.object({
  id: z.string(),
  ...Named,
  day: z.string(),
  version: z.int(),
  from: Instant,
  until: Instant,
  dueAt: Instant,
  /** Of the first version. */
  isInTime: z.boolean(),
  isZero: z.boolean(),
  figures: z.array(ReportFigure),
  agrees: z.boolean(),
  isBelow: z.boolean(),
  today: z.string(),
  difficulties: z.string(),
  tomorrow: z.string(),
  /** Of a correction. */
  reason: z.string(),
  submittedAt: Instant,
  submittedBy: z.string(),
  signedAt: Instant.nullable(),
  signedBy: z.string().nullable(),
  mayCorrect: z.boolean(),
  maySign: z.boolean(),
})
export type ReportView = z.infer<typeof ReportView>

export const ReportWithVersions = z.object({
  report: ReportView,
  versions: z.array(
    z.object({ id: z.string(), version: z.int(), submittedAt: Instant, submittedBy: z.string(), reason: z.string() }),
  ),
})
export type ReportWithVersions = z.infer<typeof ReportWithVersions>

export const FormView = z.object({
  ...Named,
  day: z.string(),
  from: Instant,
  until: Instant,
  dueAt: Instant,
  /** As the records stand now. */
  figures: z.array(ReportFigure.omit({ reported: true, note: true })),
  draft: DraftContent.nullable(),
  /** The latest version, once somebody has submitted it. */
  report: ReportView.nullable(),
})
export type FormView = z.infer<typeof FormView>

export const DayQuery = z.object({ day: z.iso.date().optional() })
export const MyReports = z.object({ at: Instant, day: z.string(), forms: z.array(FormView) })
export type MyReports = z.infer<typeof MyReports>

export const HistoryFilters = z.object({
  kind: z.enum(OWNER_KINDS).optional(),
  key: z.string().max(60).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Only those that differ from the records. */
  differs: z.enum(['true']).optional(),
})
export const HistoryQuery = HistoryFilters.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type HistoryQuery = z.output<typeof HistoryQuery>
export const HistoryPage = z.object({ items: z.array(ReportView), next: z.string().nullable() })

export const ClosingRow = z.object({
  ...Named,
  state: z.enum(OWNER_STATES),
  reportId: z.string().nullable(),
  version: z.int().nullable(),
  submittedAt: Instant.nullable(),
  submittedBy: z.string().nullable(),
  signedAt: Instant.nullable(),
  isZero: z.boolean(),
  agrees: z.boolean().nullable(),
  isBelow: z.boolean(),
  /** Figures that are not as the records say. */
  differences: z.array(ReportFigure),
  dueAt: Instant,
  nudgedAt: Instant.nullable(),
  nudges: z.int(),
})
export const ClosingView = z.object({
  at: Instant,
  day: z.string(),
  /** When the last of them is due; the situation report is drafted then. Null where the plan wants no daily report. */
  closesAt: Instant.nullable(),
  isClosed: z.boolean(),
  situationId: z.string().nullable(),
  rows: z.array(ClosingRow),
})
export type ClosingView = z.infer<typeof ClosingView>

/** Without owners: everybody who has not reported. */
export const Nudge = z.strictObject({ day: z.iso.date(), owners: z.array(OwnerShape).max(200).default([]) })
export type Nudge = z.output<typeof Nudge>
/** `tooSoon`: asked within the last minute, and not again. */
export const Nudged = z.object({ nudged: z.int(), tooSoon: z.int() })
