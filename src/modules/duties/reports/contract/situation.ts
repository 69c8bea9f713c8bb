// Wire shapes of the district situation report (M49): its figures, its text by section, where it stands and who did what. The
// figures are also the machine-readable report that is sent to the city (docs/api.md).
import * as z from 'zod'
import type { SECTIONS } from '../rules/draft.ts'
import { OWNER_STATES, SITUATION_STATES } from '../rules/situation.ts'

const Id = z.uuid()
const Instant = z.string()
const Named = { zh: z.string(), en: z.string() }

const Figure = z.object({ key: z.string(), ...Named, value: z.int() })

export const SituationFigures = z.object({
  figures: z.array(
    Figure.extend({
      of: z.enum(['period', 'moment']),
      /** Of the report of the day before. */
      yesterday: z.int().nullable(),
    }),
  ),
  areas: z.array(
    z.object({
      areaCode: z.string(),
      ...Named,
      state: z.enum(OWNER_STATES),
      isZero: z.boolean(),
      values: z.record(z.string(), z.int()),
      corrected: z.record(z.string(), z.int()),
      difficulties: z.string(),
      tomorrow: z.string(),
    }),
  ),
  groups: z.array(
    z.object({
      key: z.string(),
      ...Named,
      state: z.enum(OWNER_STATES),
      isZero: z.boolean(),
      figures: z.array(Figure),
      today: z.string(),
      difficulties: z.string(),
      tomorrow: z.string(),
    }),
  ),
  open: z.object({
    feversOpen: z.int(),
    checksOverdue: z.int(),
    urgentOpen: z.int(),
    directivesOverdue: z.int().optional(),
  }),
})

const text = z.string().trim().max(20_000)
export const SectionTexts = z.strictObject({
  overview: text,
  work: text,
  difficulties: text,
  open: text,
  tomorrow: text,
} satisfies Record<(typeof SECTIONS)[number], typeof text>)

export const SituationSummary = z.object({
  id: z.string(),
  day: z.string(),
  from: Instant,
  until: Instant,
  closedAt: Instant,
  /** Sent before then. */
  dueAt: Instant,
  state: z.enum(SITUATION_STATES),
  step: z.int(),
  /** `东指办报〔2020〕3号`, once it is approved. */
  number: z.string().nullable(),
  sentAt: Instant.nullable(),
  isLate: z.boolean(),
})
export type SituationSummary = z.infer<typeof SituationSummary>
export const SituationQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export const SituationPage = z.object({ items: z.array(SituationSummary), next: z.string().nullable() })

export const SituationView = SituationSummary.extend({
  data: SituationFigures,
  totalledAt: Instant,
  sections: SectionTexts,
  version: z.int(),
  steps: z.array(z.object({ key: z.string(), ...Named, unitZh: z.string(), unitEn: z.string() })),
  to: z.array(z.object(Named)),
  history: z.array(
    z.object({
      act: z.enum(['finish', 'return', 'approve', 'send']),
      step: z.int(),
      at: Instant,
      by: z.string(),
      note: z.string(),
    }),
  ),
  versions: z.array(z.object({ version: z.int(), savedAt: Instant, savedBy: z.string().nullable(), step: z.int() })),
  approvedBy: z.string().nullable(),
  sentBy: z.string().nullable(),
  sentNote: z.string(),
  may: z.object({
    edit: z.boolean(),
    finish: z.boolean(),
    return: z.boolean(),
    approve: z.boolean(),
    send: z.boolean(),
  }),
})
export type SituationView = z.infer<typeof SituationView>

export const EditSituation = z.strictObject({ version: z.int().min(1), sections: SectionTexts })
export type EditSituation = z.output<typeof EditSituation>

const note = z.string().trim().max(300)
export const SituationActBody = z.discriminatedUnion('act', [
  z.strictObject({ id: Id, act: z.literal('finish'), note: note.default('') }),
  z.strictObject({ id: Id, act: z.literal('return'), note: note.min(2, '请写明理由|Give a reason') }),
  z.strictObject({ id: Id, act: z.literal('approve'), note: note.default('') }),
  /** How it was sent, and the number it was received under. */
  z.strictObject({ id: Id, act: z.literal('send'), note: note.default('') }),
])
export type SituationActBody = z.output<typeof SituationActBody>

export const DocumentQuery = z.object({ format: z.enum(['docx', 'pdf', 'json']) })

export const VersionParams = z.object({ id: Id, version: z.coerce.number().int().min(1) })
export const SituationVersion = z.object({ version: z.int(), sections: SectionTexts })

/** What is sent beside the document, to be read by a program. A figure that is not known is absent. */
export const SituationJson = z.object({
  format: z.literal('lianfang-situation-report'),
  formatVersion: z.literal(1),
  district: z.object({ code: z.string(), ...Named }),
  day: z.string(),
  from: Instant,
  until: Instant,
  number: z.string().nullable(),
  state: z.enum(SITUATION_STATES),
  version: z.int(),
  planVersion: z.string(),
  ...SituationFigures.shape,
  sections: SectionTexts,
})

/** `redraft`: the text too, though somebody has written in it. */
export const TotalAgain = z.strictObject({ redraft: z.boolean().default(false) })
