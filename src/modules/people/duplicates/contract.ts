// Wire shapes of possible duplicates (M07): the warning before a registration, the queue of pairs, "not the same". Of a
// person of another area nothing is said but the township and whom to speak to there.
import * as z from 'zod'
import { DocumentInput } from '../contract.ts'
import { ALIKE } from './rules.ts'

export const SeekLookalikes = z.object({
  name: z.string().trim().min(1, '缺少姓名|The name is missing').max(60),
  document: DocumentInput.nullable().default(null),
  sex: z.enum(['male', 'female']).nullable().default(null),
  birthDate: z.iso.date().nullable().default(null),
  telephones: z.array(z.string().trim().max(40)).max(5).default([]),
  areaCode: z.string().regex(/^\d{9}(\d{3}(-[0-9A-Z]{1,4})?)?$/),
})
export type SeekLookalikes = z.output<typeof SeekLookalikes>

export const Side = z.object({
  /** Null for whoever may not see the person. */
  personId: z.string().nullable(),
  name: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  birthDate: z.string().nullable(),
  documentMasked: z.string().nullable(),
  telephoneMasked: z.string().nullable(),
  areaCode: z.string(),
  township: z.string(),
  village: z.string(),
  address: z.string().nullable(),
  /** Whom to speak to about a person of another area. */
  contact: z.string().nullable(),
})
export type Side = z.infer<typeof Side>

export const Likeness = z.object({ strength: z.enum(['strong', 'likely']), reasons: z.array(z.enum(ALIKE)) })
export const Lookalikes = z.object({ items: z.array(Likeness.extend({ person: Side })) })
export type Lookalikes = z.infer<typeof Lookalikes>

const filters = {
  area: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?$/)
    .optional(),
  strength: z.enum(['strong', 'likely']).optional(),
  /** Pairs of one person. */
  person: z.uuid().optional(),
  /** Pairs with somebody whom this import brought. */
  importId: z.uuid().optional(),
}
export const PairFilters = z.object(filters)
export type PairFilters = z.output<typeof PairFilters>
export const ListPairs = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(300).optional(),
})
export type ListPairs = z.output<typeof ListPairs>

export const Pair = Likeness.extend({
  id: z.string(),
  foundAt: z.string(),
  person: Side,
  other: Side,
  /** Whether this account may merge the two or say that they are not the same. */
  may: z.object({ settle: z.boolean() }),
})
export type Pair = z.infer<typeof Pair>
export const PairPage = z.object({ items: z.array(Pair), next: z.string().nullable() })
export const PairCount = z.object({ count: z.int() })

export const SayNotSame = z.object({
  personId: z.uuid(),
  otherId: z.uuid(),
  reason: z.string().trim().max(300).default(''),
})
export type SayNotSame = z.output<typeof SayNotSame>
export const Settled = z.object({ settled: z.boolean() })
