// Wire shapes of papers.
import * as z from 'zod'
import { MOST_AT_ONCE, PAPER_KINDS, PERIOD_PAPERS } from './rules/kinds.ts'
import { SERVED_HOW } from './rules/serving.ts'

const Reason = z.object({ code: z.string(), zh: z.string(), en: z.string(), field: z.string().optional() })
const Refused = z.array(z.object({ id: z.string(), reasons: z.array(Reason) }))

export const PrintPapers = z.object({
  /** Of the batch. */
  id: z.uuid(),
  kind: z.enum(PERIOD_PAPERS),
  periodIds: z.array(z.uuid()).min(1).max(MOST_AT_ONCE),
})
export type PrintPapers = z.output<typeof PrintPapers>

export const PrintedBatch = z.object({
  id: z.uuid(),
  kind: z.enum(PERIOD_PAPERS),
  /** In the order of the pages. `again`: printed before and the same. */
  done: z.array(z.object({ id: z.uuid(), periodId: z.string(), number: z.string(), again: z.boolean() })),
  refused: Refused,
  /** Characters that no font has, to be written by hand. */
  missing: z.array(z.object({ periodId: z.string(), name: z.string(), characters: z.array(z.string()) })),
})
export type PrintedBatch = z.output<typeof PrintedBatch>

export const PaperView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  periodId: z.string().nullable(),
  kind: z.enum(PAPER_KINDS),
  number: z.string(),
  printedAt: z.string(),
  printedBy: z.string().nullable(),
  planVersionId: z.string(),
  templateHash: z.string(),
  served: z
    .object({
      at: z.string(),
      how: z.enum(SERVED_HOW),
      note: z.string(),
      fileId: z.string().nullable(),
      by: z.string().nullable(),
    })
    .nullable(),
  voided: z.object({ at: z.string(), by: z.string().nullable(), reason: z.string() }).nullable(),
})
export type PaperView = z.output<typeof PaperView>

export const PapersOfPerson = z.object({
  items: z.array(PaperView),
  may: z.object({ serve: z.boolean(), void: z.boolean() }),
})
export type PapersOfPerson = z.output<typeof PapersOfPerson>

export const ServePapers = z.object({
  papers: z
    .array(z.object({ id: z.uuid(), fileId: z.uuid().nullable().default(null) }))
    .min(1)
    .max(MOST_AT_ONCE),
  how: z.enum(SERVED_HOW),
  at: z.iso.datetime({ offset: true }),
  note: z.string().trim().max(500).default(''),
})
export type ServePapers = z.output<typeof ServePapers>

export const ServedPapers = z.object({ done: z.array(z.string()), refused: Refused })
export type ServedPapers = z.output<typeof ServedPapers>

export const VoidPaper = z.object({ reason: z.string().trim().min(2).max(500) })

export const RoundListQuery = z.object({
  area: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3}(-[0-9A-Z]{1,4})?)?)?$/, '区划代码有误|Not an area code')
    .optional(),
  medic: z.uuid().optional(),
})
export type RoundListQuery = z.output<typeof RoundListQuery>

export const CertificateKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
  kid: z.string(),
})

export const CheckCertificate = z.object({ token: z.string().min(1).max(2000) })
export const CheckedCertificate = z.object({
  /** `unknown`: signed by this district, and no record of it is here. */
  state: z.enum(['valid', 'revoked', 'unknown']),
  certificate: z.object({
    name: z.string(),
    from: z.string(),
    until: z.string(),
    district: z.string(),
    number: z.string(),
  }),
})
export type CheckedCertificate = z.output<typeof CheckedCertificate>
