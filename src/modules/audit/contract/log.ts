// The audit as it is read: filters that are the same in the URL of the screen, events with who acted and whom they are
// about. A person outside the reader's area has no name here.
import * as z from 'zod'
import { isDay } from '../../../kernel/time.ts'
import { AUDIT_KINDS } from './actions.ts'

const Day = z.string().refine(isDay, '不是有效的日期|Not a day')

const filters = {
  /** Everything about this person: looks, and changes of what hangs on him or her. */
  person: z.uuid().optional(),
  /** What this account did. */
  account: z.uuid().optional(),
  kind: z.enum(AUDIT_KINDS).optional(),
  /** Days of the plan's zone, both included. */
  from: Day.optional(),
  to: Day.optional(),
}
export const AuditFilters = z.object(filters)
export type AuditFilters = z.output<typeof AuditFilters>

export const AuditQuery = z.object({
  ...filters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type AuditQuery = z.output<typeof AuditQuery>

export const AUDIT_COLUMNS = ['at', 'account', 'action', 'subject', 'area', 'details'] as const
export type AuditColumn = (typeof AUDIT_COLUMNS)[number]

export const ExportAudit = z.object({
  ...filters,
  columns: z
    .string()
    .max(200)
    .default(AUDIT_COLUMNS.join(','))
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(AUDIT_COLUMNS)).min(1)),
  lang: z.enum(['zh', 'en']).default('zh'),
})
export type ExportAudit = z.output<typeof ExportAudit>

const Bilingual = z.object({ zh: z.string(), en: z.string() })

export const AuditEventView = z.object({
  id: z.string(),
  at: z.string(),
  /** Null: the system itself. Posts are those held at that moment. */
  account: z.object({ id: z.string(), name: z.string(), userName: z.string(), posts: z.array(Bilingual) }).nullable(),
  action: z.string(),
  kind: z.enum(AUDIT_KINDS),
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
  /** Whom it is about; `name` and `documentMasked` are null where the reader may not see the person. */
  person: z.object({ id: z.string(), name: z.string().nullable(), documentMasked: z.string().nullable() }).nullable(),
  areaCode: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
})
export type AuditEventView = z.infer<typeof AuditEventView>

export const AuditPage = z.object({ items: z.array(AuditEventView), next: z.string().nullable() })
export type AuditPage = z.infer<typeof AuditPage>

/** Whose acts can be asked for. */
export const AuditAccounts = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), userName: z.string() })),
})
export type AuditAccounts = z.infer<typeof AuditAccounts>

/** Where the chain breaks: the first seal that does not hold, and what is wrong under it. */
export const SealBreak = z.object({
  seal: z.int(),
  sealedAt: z.string(),
  fault: z.enum(['changed', 'missing', 'chain']),
  /** The events that the seal covers: first and last id. */
  firstId: z.int(),
  lastId: z.int(),
  expected: z.int(),
  found: z.int(),
  /** Ids that are gone, at most a hundred. */
  missing: z.array(z.int()),
})
export type SealBreak = z.infer<typeof SealBreak>

export const Verification = z.object({
  at: z.string(),
  seals: z.int(),
  /** Events under seals that hold. */
  events: z.int(),
  /** Everything sealed up to here was found unchanged. */
  until: z.string().nullable(),
  broken: SealBreak.nullable(),
})
export type Verification = z.infer<typeof Verification>

export const SealsState = z.object({
  last: z.object({ seal: z.int(), sealedAt: z.string() }).nullable(),
  seals: z.int(),
  sealedEvents: z.int(),
  /** The last time somebody recomputed the chain, here or by `lianfang audit verify`. */
  verification: Verification.nullable(),
})
export type SealsState = z.infer<typeof SealsState>
