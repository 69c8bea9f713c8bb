// Wire shapes of urgent reports (M59): what, where and whom it concerns, and that the office acknowledged it.
import * as z from 'zod'

const Id = z.uuid()
const Instant = z.string()

/** The same id again is the same report. */
export const FileUrgentReport = z.strictObject({
  id: Id,
  what: z.string().trim().min(2, '请写明发生了什么|Say what happened').max(2000),
  /** Left out: the area of the own post. */
  areaCode: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?$/, '区划代码有误|Not an area code')
    .optional(),
  place: z.string().trim().max(200).default(''),
  who: z.string().trim().max(200).default(''),
})
export type FileUrgentReport = z.output<typeof FileUrgentReport>

export const AcknowledgeUrgent = z.strictObject({ response: z.string().trim().max(1000).default('') })

export const UrgentQuery = z.object({
  open: z.enum(['true']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type UrgentQuery = z.output<typeof UrgentQuery>

export const UrgentView = z.object({
  id: z.string(),
  areaCode: z.string(),
  areaName: z.string(),
  place: z.string(),
  what: z.string(),
  who: z.string(),
  reportedAt: Instant,
  reportedBy: z.string(),
  source: z.object({ kind: z.string(), id: z.string() }).nullable(),
  /** To be acknowledged before it. */
  dueAt: Instant,
  isOverdue: z.boolean(),
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  response: z.string(),
  mayAcknowledge: z.boolean(),
})
export type UrgentView = z.infer<typeof UrgentView>
export const UrgentPage = z.object({ items: z.array(UrgentView), next: z.string().nullable() })
