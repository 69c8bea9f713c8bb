// Work queues and the board (M21): what is asked for and what is answered. Filters are the same in the URL of a screen,
// so every figure of the board is also a link to the list behind it.
import * as z from 'zod'
import { QUEUES } from '../rules/queues.ts'
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

export const QueuePage = z.object({ items: z.array(PeriodRow), next: z.string().nullable() })
export const QueueCount = z.object({ count: z.int() })
/** Of every queue at once, for the tabs. */
export const QueueCounts = z.object({ counts: z.record(z.enum(QUEUES), z.int()) })
export type QueueCounts = z.infer<typeof QueueCounts>

const figures = {
  /** Open periods, those with a referral included. */
  inIsolation: z.int(),
  /** Of the window that is open now or closed last. */
  due: z.int(),
  done: z.int(),
  overdue: z.int(),
  temperatureOwed: z.int(),
  /** Referrals opened today, and those open now, whenever they began. */
  feversToday: z.int(),
  feversOpen: z.int(),
  arrivalsToday: z.int(),
  expected: z.int(),
  releasesToday: z.int(),
  endingToday: z.int(),
  noMedic: z.int(),
}
export const Figures = z.object(figures)
export type Figures = z.infer<typeof Figures>

export const BoardFigures = z.object({
  at: z.string(),
  today: z.string(),
  /** The window that `due`, `done` and `overdue` are about; null before the first one of the response. */
  window: z
    .object({ day: z.string(), slot: z.string(), opensAt: z.string(), closesAt: z.string(), isOpen: z.boolean() })
    .nullable(),
  total: Figures,
  /** The areas one level below the asked one. */
  areas: z.array(z.object({ areaCode: z.string(), name: z.string(), ...figures })),
})
export type BoardFigures = z.infer<typeof BoardFigures>
export const BoardQuery = z.object({ area: AreaPrefix.optional() })
