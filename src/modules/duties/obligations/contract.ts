// Wire shapes of the obligations (M53, M57, M59): what is owed by whom, until when, and how it was judged.
import * as z from 'zod'

export const STATES = ['open', 'inTime', 'late', 'missed', 'excused', 'closed'] as const

const Text = z.object({ zh: z.string(), en: z.string() })

/** `group:control` or `unit:healthBureau`. */
export const OwnerId = z
  .string()
  .regex(/^(group|unit):[a-z][A-Za-z0-9]*$/, '应为 group:键 或 unit:键|Must be group:key or unit:key')

const Key = z.string().regex(/^[a-z][A-Za-z0-9]*$/, '不是有效的任务键|Not a key of an obligation')

export const OccurrenceView = z.object({
  id: z.string(),
  key: z.string(),
  title: Text,
  owner: z.object({ kind: z.enum(['group', 'unit']), key: z.string(), name: Text }),
  areaCode: z.string(),
  day: z.string(),
  coversFrom: z.string().nullable(),
  coversTo: z.string().nullable(),
  dueAt: z.string(),
  missedAt: z.string(),
  state: z.enum(STATES),
  judgedAt: z.string().nullable(),
  /** Of one that was missed: what came afterwards. */
  evidence: z.object({ kind: z.string(), id: z.string(), at: z.string() }).nullable(),
  /** Why it is excused or closed. */
  reason: z.string(),
})
export type OccurrenceView = z.infer<typeof OccurrenceView>

const filters = {
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  owner: OwnerId.optional(),
  key: Key.optional(),
  state: z.enum(STATES).optional(),
  /** Due, and neither done nor judged. */
  overdue: z.enum(['true']).optional(),
  /** Only what the own account answers for. */
  mine: z.enum(['true']).optional(),
}
export const OccurrenceFilters = z.object(filters)
export type OccurrenceFilters = z.output<typeof OccurrenceFilters>

export const OccurrenceQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type OccurrenceQuery = z.output<typeof OccurrenceQuery>
export const OccurrencePage = z.object({ items: z.array(OccurrenceView), next: z.string().nullable() })
export const OccurrenceCount = z.object({ count: z.int() })

export const IdParams = z.object({ id: z.uuid() })
export const Excuse = z.object({ reason: z.string().trim().min(2, '请写明免除理由|Give the reason').max(500) })

export const AnsweringView = z.object({
  name: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  telephone: z.string().nullable(),
  isHead: z.boolean(),
})

export const OccurrenceDetail = OccurrenceView.extend({
  planVersion: z.int(),
  clauses: z.array(z.string()),
  answering: z.array(AnsweringView),
  excusedBy: z.string().nullable(),
  source: z.object({ kind: z.string(), id: z.string() }).nullable(),
  mayExcuse: z.boolean(),
})
export type OccurrenceDetail = z.infer<typeof OccurrenceDetail>
