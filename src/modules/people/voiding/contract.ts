// Wire shapes of voiding a registration that was made by mistake, and of restoring it.
import * as z from 'zod'

const Reason = z.string().trim().min(2, '请写明理由|Give a reason').max(300)

export const VoidPerson = z.object({
  id: z.uuid(),
  version: z.int().min(1),
  reason: Reason,
  /** Readings were taken under it: said knowingly. */
  evenWithReadings: z.boolean().default(false),
})
export type VoidPerson = z.output<typeof VoidPerson>

export const RestorePerson = z.object({ reason: Reason })

export const VoidingView = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  documentMasked: z.string(),
  areaCode: z.string(),
  reason: z.string(),
  voidedAt: z.string(),
  voidedBy: z.string().nullable(),
  restoredAt: z.string().nullable(),
})
export type VoidingView = z.infer<typeof VoidingView>

export const ListVoidings = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type ListVoidings = z.output<typeof ListVoidings>
export const VoidingPage = z.object({ items: z.array(VoidingView), next: z.string().nullable() })
export const VoidingCount = z.object({ count: z.int() })
