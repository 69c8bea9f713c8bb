// Work queues (M21): what is asked for and what is answered. Filters are the same in the URL of a screen,
// so every figure of the board is also a link to the list behind it.
import * as z from 'zod'
import { QUEUES, WORK_QUEUES } from '../rules/queues.ts'
import { PeriodRow } from './views.ts'

const AreaPrefix = z.string().regex(/^\d{6}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?$/, '区划代码有误|Not an area code')

const filters = {
  queue: z.enum(QUEUES).default('all'),
  area: AreaPrefix.optional(),
  medic: z.uuid().optional(),
  guarantor: z.uuid().optional(),
}
export const QueueFilters = z.object(filters)
export type QueueFilters = z.output<typeof QueueFilters>

export const QueueQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type QueueQuery = z.output<typeof QueueQuery>

export const QUEUE_COLUMNS = [
  'name',
  'next',
  'last',
  'day',
  'telephone',
  'area',
  'address',
  'place',
  'medic',
  'guarantor',
  'state',
  'endDay',
] as const
export type QueueColumn = (typeof QUEUE_COLUMNS)[number]

export const ExportQueue = z.object({
  ...filters,
  columns: z
    .string()
    .max(300)
    .default(QUEUE_COLUMNS.join(','))
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(QUEUE_COLUMNS)).min(1)),
  lang: z.enum(['zh', 'en']).default('zh'),
})
export type ExportQueue = z.output<typeof ExportQueue>

export const QueuePage = z.object({ items: z.array(PeriodRow), next: z.string().nullable() })
export const QueueCount = z.object({ count: z.int() })
/** Of every queue of work at once, for the tabs. `counting`: something happened since, ask again in a moment. */
export const QueueCounts = z.object({ counts: z.record(z.enum(WORK_QUEUES), z.int()), counting: z.boolean() })
export type QueueCounts = z.infer<typeof QueueCounts>

/** Who may be given persons in an area. */
export const AssigneeQuery = z.object({ role: z.enum(['medic', 'guarantor']), area: AreaPrefix.optional() })
export const Assignees = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
