// Wire shapes of the obligations (M53, M57, M59): what is owed by whom, until when, and how it was judged.
import * as z from 'zod'
import { daysBetween } from '../../../kernel/time.ts'

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
  evidence: z.object({ kind: z.string(), id: z.string(), at: z.string(), isZero: z.boolean() }).nullable(),
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
  /** As rates count them: what was to be done by now, of that what was not, and what was not in time. */
  counted: z.enum(['due', 'missing', 'notInTime']).optional(),
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

export const COLUMNS = ['day', 'title', 'owner', 'dueAt', 'state', 'done', 'zero', 'reason'] as const
export type OccurrenceColumn = (typeof COLUMNS)[number]
export const ExportOccurrences = z.object({
  ...filters,
  lang: z.enum(['zh', 'en']).default('zh'),
  /** In their order on the screen; all where nothing is said. */
  columns: z
    .string()
    .default(COLUMNS.join(','))
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(COLUMNS, '没有这一列|No such column')).min(1)),
})
export type ExportOccurrences = z.output<typeof ExportOccurrences>

const OwnerView = OccurrenceView.shape.owner
/** What the own account answers for, today and whatever is still open. */
export const MyObligations = z.object({
  today: z.string(),
  now: z.string(),
  /** The response is active: otherwise nothing is owed. */
  isActive: z.boolean(),
  owners: z.array(OwnerView.extend({ isHead: z.boolean() })),
  items: z.array(OccurrenceView),
})
export type MyObligations = z.infer<typeof MyObligations>

const MOST_DAYS = 62
const period = {
  from: z.iso.date(),
  until: z.iso.date(),
  owner: OwnerId.optional(),
}
const isShort = ({ from, until }: { from: string; until: string }) =>
  from <= until && daysBetween(from, until) < MOST_DAYS
const TOO_LONG = { error: '起止日期颠倒或超过 62 天|The other way round, or more than 62 days', path: ['until'] }
export const CalendarQuery = z.object(period).refine(isShort, TOO_LONG)
export type CalendarQuery = z.output<typeof CalendarQuery>
export const RatesQuery = z.object({ ...period, key: Key.optional() }).refine(isShort, TOO_LONG)
export type RatesQuery = z.output<typeof RatesQuery>
export const ExportRates = z
  .object({ ...period, key: Key.optional(), lang: z.enum(['zh', 'en']).default('zh') })
  .refine(isShort, TOO_LONG)
export type ExportRates = z.output<typeof ExportRates>

/** What falls due on a day, one entry a kind; further than tomorrow it is only foreseen. */
export const CalendarEntry = z.object({
  key: z.string(),
  title: Text,
  dueAt: z.string(),
  count: z.int(),
  done: z.int(),
  late: z.int(),
  missing: z.int(),
  excused: z.int(),
  closed: z.int(),
  isForeseen: z.boolean(),
})
export type CalendarEntry = z.infer<typeof CalendarEntry>
export const Calendar = z.object({
  today: z.string(),
  days: z.array(z.object({ day: z.string(), entries: z.array(CalendarEntry) })),
  /** By whom it may be narrowed. */
  owners: z.array(OwnerView),
})
export type Calendar = z.infer<typeof Calendar>

export const RateCounts = z.object({
  due: z.int(),
  inTime: z.int(),
  late: z.int(),
  missing: z.int(),
  excused: z.int(),
  zero: z.int(),
  onTime: z.number().nullable(),
  complete: z.number().nullable(),
  zeroReports: z.number().nullable(),
})
export type RateCounts = z.infer<typeof RateCounts>
export const Rates = z.object({
  today: z.string(),
  total: RateCounts,
  owners: z.array(RateCounts.extend({ owner: OwnerView })),
  days: z.array(RateCounts.extend({ day: z.string() })),
  keys: z.array(z.object({ key: z.string(), title: Text })),
})
export type Rates = z.infer<typeof Rates>

export const NewCall = z.object({
  id: z.uuid(),
  postId: z.string().min(1).max(120),
  calledAt: z.iso.datetime({ offset: true }),
  answered: z.boolean(),
  note: z.string().trim().max(500).default(''),
})
export type NewCall = z.output<typeof NewCall>
export const CallView = z.object({
  id: z.string(),
  calledAt: z.string(),
  caller: z.string(),
  postId: z.string(),
  title: Text,
  unit: Text,
  /** Whoever held the post or acted in it then. */
  callee: z.string().nullable(),
  answered: z.boolean(),
  note: z.string(),
})
export type CallView = z.infer<typeof CallView>
export const CallFilters = z.object({ answered: z.enum(['true', 'false']).optional() })
export const CallQuery = CallFilters.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type CallQuery = z.output<typeof CallQuery>
export const CALL_COLUMNS = ['to', 'callee', 'at', 'answered', 'caller', 'note'] as const
export type CallColumn = (typeof CALL_COLUMNS)[number]
export const ExportCalls = CallFilters.extend({
  lang: z.enum(['zh', 'en']).default('zh'),
  columns: z
    .string()
    .default(CALL_COLUMNS.join(','))
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(CALL_COLUMNS, '没有这一列|No such column')).min(1)),
})
export type ExportCalls = z.output<typeof ExportCalls>
export const CallPage = z.object({ items: z.array(CallView), next: z.string().nullable() })
