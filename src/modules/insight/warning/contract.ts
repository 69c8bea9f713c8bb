// Wire shapes of early warnings (M04).
import * as z from 'zod'

const text = (most: number) => z.string().trim().max(most)
const Said = (zh: string, en: string) => text(500).min(2, `${zh}|${en}`)

export const WARNING_STATES = ['open', 'ended'] as const
export const WARNING_VERDICTS = ['real', 'explained'] as const
export const IdParams = z.object({ id: z.uuid() })

const filters = { state: z.enum(WARNING_STATES).optional(), area: z.string().max(20).optional() }
export const WarningFilters = z.object(filters)
export type WarningFilters = z.output<typeof WarningFilters>
export const WarningQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type WarningQuery = z.output<typeof WarningQuery>

const Facts = z.object({
  observed: z.number(),
  limit: z.number(),
  days: z.number().optional(),
  method: z.string().optional(),
  of: z.number().optional(),
})

export const WarningRow = z.object({
  id: z.uuid(),
  ruleKind: z.string(),
  ruleZh: z.string(),
  ruleEn: z.string(),
  areaCode: z.string(),
  raisedAt: z.string(),
  facts: Facts,
  lastDay: z.string(),
  lastFacts: Facts,
  dueAt: z.string(),
  acknowledged: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
  steps: z.array(z.object({ id: z.string(), at: z.string(), by: z.string().nullable(), text: z.string() })),
  judged: z
    .object({ at: z.string(), by: z.string().nullable(), verdict: z.enum(WARNING_VERDICTS), text: z.string() })
    .nullable(),
  ended: z.object({ at: z.string(), by: z.string().nullable(), reason: z.string() }).nullable(),
  may: z.object({ acknowledge: z.boolean(), note: z.boolean(), judge: z.boolean(), end: z.boolean() }),
})
export type WarningRow = z.output<typeof WarningRow>

export const WarningPage = z.object({ items: z.array(WarningRow), next: z.string().nullable() })
export const WarningCount = z.object({ count: z.int() })

/** A warning with the daily fevers of its area, oldest first, and the bound that C2 gave for each day. */
export const WarningView = WarningRow.extend({
  fevers: z.array(z.object({ day: z.string(), count: z.int(), bound: z.number().nullable() })),
})
export type WarningView = z.output<typeof WarningView>

export const NoteWarning = z.object({ id: z.uuid(), text: Said('请写明做了什么', 'Say what was done') })
export type NoteWarning = z.output<typeof NoteWarning>
export const JudgeWarning = z.object({
  verdict: z.enum(WARNING_VERDICTS),
  text: Said('请写明研判依据', 'Say what the judgement rests on'),
})
export type JudgeWarning = z.output<typeof JudgeWarning>
export const EndWarning = z.object({ reason: Said('请写明解除理由', 'Say why it ends') })
export type EndWarning = z.output<typeof EndWarning>
