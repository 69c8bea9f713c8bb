// Wire shapes of the living plan (M01–M63): every duty with its figure, its last days, who answers for it and the list
// behind it. The filters are the same in the address of the screen and of the document.
import * as z from 'zod'
import { AREA } from '../contract.ts'
import { STATES } from './rules.ts'

const Text = z.object({ zh: z.string(), en: z.string() })
const State = z.enum(STATES)
const Counts = z.object({ numerator: z.int(), denominator: z.int() })

const Holder = z.object({
  title: Text,
  name: z.string(),
  /** In the place of whoever holds the post, or while nobody does. */
  isActing: z.boolean(),
  telephone: z.string().nullable(),
})
export const OwnerView = z.object({
  key: z.string(),
  kind: z.enum(['unit', 'set', 'group', 'office', 'command']),
  zh: z.string(),
  en: z.string(),
  /** The unit's own. */
  telephone: z.string().nullable(),
  /** Who answers for it in person now; null where nobody is known. */
  holder: Holder.nullable(),
  /** Of a group and the office. */
  leadUnit: z.string().nullable(),
  /** Keys of the units of a set, in the area. */
  units: z.array(z.string()),
})
export type OwnerView = z.infer<typeof OwnerView>

export const DayFigure = z.object({
  day: z.string(),
  /** Cut to one decimal. Null when nothing was due, or the day was not recorded. */
  value: z.number().nullable(),
  counts: Counts.nullable(),
  /** Judged by the plan of that day. */
  state: State,
  planVersion: z.int().nullable(),
})
export type DayFigure = z.infer<typeof DayFigure>

export const DutyView = z.object({
  key: z.string(),
  number: z.int(),
  isPart: z.boolean(),
  clauses: z.array(z.string()),
  zh: z.string(),
  en: z.string(),
  owners: z.array(z.string()),
  measure: z.object({
    key: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    unit: z.enum(['percent', 'count', 'minutes', 'days']),
    targetZh: z.string(),
    targetEn: z.string(),
    /** The bound of what is kept. */
    bound: z.number(),
    window: z.string(),
    /** A slice computes it; otherwise the work is not recorded here yet. */
    isComputed: z.boolean(),
  }),
  /** Cut to one decimal. Null when nothing was due or nobody computes it yet. */
  value: z.number().nullable(),
  /** Of a rate: of how many that were due, how many. */
  counts: Counts.nullable(),
  state: State,
  /** The day that value and state are of: yesterday, while nothing of a daily duty was due yet today. */
  asOfDay: z.string(),
  /** The days before today as they were recorded, and today as it stands. Empty where nobody computes it. */
  curve: z.array(DayFigure),
})
export type DutyView = z.infer<typeof DutyView>

export const PlanSection = z.object({
  key: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  /** The group or office that answers for it. */
  owner: z.string().nullable(),
  duties: z.array(DutyView),
})
export type PlanSection = z.infer<typeof PlanSection>

export const ClauseView = z.object({ id: z.string(), state: State, measured: z.int(), duties: z.array(z.string()) })
export type ClauseView = z.infer<typeof ClauseView>

export const PlanView = z.object({
  at: z.string(),
  today: z.string(),
  /** Whose figures they are. */
  area: z.string(),
  /** The version that judges. */
  id: z.string(),
  version: z.int(),
  effectiveFrom: z.string(),
  title: Text,
  /** What of it is the account's own: its units, and its township. */
  own: z.object({ units: z.array(z.string()), area: z.string().nullable() }),
  owners: z.array(OwnerView),
  sections: z.array(PlanSection),
  clauses: z.array(ClauseView),
  /** Of the whole district: how the duties stand in each township. Duties of the district as a whole are not counted. */
  townships: z.array(z.object({ area: z.string(), unit: z.string().nullable(), states: z.record(State, z.int()) })),
})
export type PlanView = z.infer<typeof PlanView>

export const PlanQuery = z.object({ area: AREA.optional() })

const filters = {
  area: AREA.optional(),
  state: State.optional(),
  section: z.string().max(80).optional(),
  unit: z.string().max(80).optional(),
  clause: z.string().max(8).optional(),
  q: z.string().trim().max(80).optional(),
}
export const PlanDocumentQuery = z.object({ ...filters, lang: z.enum(['zh', 'en']).optional() })
export type PlanDocumentQuery = z.output<typeof PlanDocumentQuery>

export const EvidenceQuery = z.object({
  area: AREA.optional(),
  /** A day that has passed, as of its end; today as it stands where it is left out. */
  day: z.iso.date().optional(),
  show: z.enum(['failing', 'kept']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
})
export type EvidenceQuery = z.output<typeof EvidenceQuery>

export const EvidenceRow = z.object({
  id: z.string(),
  kept: z.boolean(),
  /** Null for what is not about a person. */
  personId: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
  areaCode: z.string().nullable(),
  at: z.string(),
  saidZh: z.string(),
  saidEn: z.string(),
})
export type EvidenceRow = z.infer<typeof EvidenceRow>

export const EvidenceView = z.object({
  at: z.string(),
  area: z.string(),
  version: z.int(),
  day: z.string(),
  duty: DutyView,
  /** Of a day that has passed: as it was judged then, which the records may have left behind. Null for today. */
  recorded: DayFigure.nullable(),
  owners: z.array(OwnerView),
  /** The group or office that answers for the duty's section. */
  answers: z.string().nullable(),
  /** How many of what the figure counts this account may see one by one. */
  visible: z.object({ kept: z.int(), failing: z.int() }),
  items: z.array(EvidenceRow),
  next: z.string().nullable(),
})
export type EvidenceView = z.infer<typeof EvidenceView>
