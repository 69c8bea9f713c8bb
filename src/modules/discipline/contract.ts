// Wire shapes of discipline (M18, M55).
import * as z from 'zod'

const Text = z.object({ zh: z.string(), en: z.string() })
const said = (zh: string, en: string) => z.string().trim().min(2, `${zh}|${en}`).max(2000)

export const MATTER_STATES = ['open', 'hearing', 'decided'] as const
export const IdParams = z.object({ id: z.uuid() })
const SubjectId = z.string().regex(/^(group|unit|account):[A-Za-z0-9-]{1,60}$/, '不是单位或人员|Not a unit or account')

const filters = {
  state: z.enum(MATTER_STATES).optional(),
  rule: z.string().max(40).optional(),
  subject: SubjectId.optional(),
  outcome: z.string().max(40).optional(),
  /** Only what the own posts are asked about. */
  mine: z.enum(['true']).optional(),
}
export const MatterFilters = z.object(filters)
export type MatterFilters = z.output<typeof MatterFilters>
export const MatterQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type MatterQuery = z.output<typeof MatterQuery>

export const MatterView = z.object({
  id: z.uuid(),
  rule: z.string(),
  ruleName: Text,
  trigger: Text,
  subject: z.object({ id: SubjectId, name: Text }),
  areaCode: z.string(),
  evidence: z.object({ kind: z.string(), id: z.string(), path: z.string().nullable() }),
  day: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  chain: z.array(z.object({ at: z.string(), kind: z.string(), count: z.number().optional() })),
  raisedAt: z.string(),
  dueAt: z.string(),
  state: z.enum(MATTER_STATES),
  question: z.string(),
  heardAt: z.string().nullable(),
  /** Hidden from whom it is about. */
  heardBy: z.string().nullable(),
  answerDueAt: z.string().nullable(),
  answer: z.string(),
  answeredAt: z.string().nullable(),
  answeredBy: z.string().nullable(),
  outcome: z.object({ key: z.string(), name: Text }).nullable(),
  decision: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  /** Matters of the same subject and rule, this one among them. */
  sameBefore: z.int(),
  outcomes: z.array(z.object({ key: z.string(), name: Text, refused: Text.nullable() })),
  may: z.object({ hear: z.boolean(), answer: z.boolean(), decide: z.boolean() }),
})
export type MatterView = z.output<typeof MatterView>
export const MatterPage = z.object({ items: z.array(MatterView), next: z.string().nullable() })
export const MatterCount = z.object({ count: z.int() })

export const AskHearing = z.object({ question: said('请写明要说明什么', 'Say what is asked') })
export const Answer = z.object({ answer: said('请写明情况', 'Say what happened') })
export const Decide = z.object({
  outcome: z.string().min(1, '请选择处理|Choose the outcome').max(40),
  decision: said('请写明理由', 'Give the reason'),
})
export type Decide = z.output<typeof Decide>

export const MatterFigures = z.object({
  items: z.array(
    z.object({
      subject: z.object({ id: SubjectId, name: Text }),
      all: z.int(),
      open: z.int(),
      overdue: z.int(),
      acquitted: z.int(),
      upheld: z.int(),
    }),
  ),
})
export type MatterFigures = z.output<typeof MatterFigures>
