// Wire shapes of the import of accounts: what would become of every line, and the one-time passwords, told once.
import * as z from 'zod'

export const IMPORT_OUTCOMES = ['add', 'there', 'bad'] as const
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number]

const Finding = z.object({ code: z.string(), zh: z.string(), en: z.string(), field: z.string().optional() })

export const ImportedLine = z.object({
  /** As the sheet numbers it. */
  row: z.int(),
  userName: z.string(),
  displayName: z.string(),
  postZh: z.string().nullable(),
  postEn: z.string().nullable(),
  /** `add`: becomes an account (or one more post of one); `there`: nothing to do; `bad`: cannot be. */
  outcome: z.enum(IMPORT_OUTCOMES),
  findings: z.array(Finding),
})
export type ImportedLine = z.infer<typeof ImportedLine>

export const AccountImportPreview = z.object({
  lines: z.array(ImportedLine),
  /** Accounts, not lines: one with two posts is one. */
  accounts: z.int(),
})
export type AccountImportPreview = z.infer<typeof AccountImportPreview>

export const AccountImportResult = AccountImportPreview.extend({
  made: z.array(z.object({ userName: z.string(), displayName: z.string(), oneTimePassword: z.string() })),
})
export type AccountImportResult = z.infer<typeof AccountImportResult>

export const TemplateQuery = z.object({ lang: z.enum(['zh', 'en']).default('zh') })
