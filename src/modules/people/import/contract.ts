// Wire shapes of the import of a list (M07): what was understood, what would be saved, what is wrong with the rest, and
// the figures. Identity numbers of good rows are masked here; a bad cell is shown as it was written, to be corrected.
import * as z from 'zod'
import { DOCUMENT_TYPES } from '../rules/documents.ts'
import { COMPARED } from './rules/compare.ts'
import { FIELDS } from './rules/fields.ts'
import { INVALID_REASONS } from './rules/reasons.ts'

const Count = z.int().min(0)
const Reason = z.object({ code: z.string(), zh: z.string(), en: z.string(), field: z.string().optional() })

export const ImportField = z.enum(FIELDS)
export const ImportReason = z.enum(INVALID_REASONS)

/** The JSON object of `lianfang import --json`. */
export const ImportSummary = z.strictObject({
  rows: Count,
  persons: Count,
  duplicates: Count,
  invalid: z.partialRecord(ImportReason, Count),
  key_area: Count,
  other_area: Count,
  fever: Count,
  expected_arrivals: Count,
  home_isolation: Count,
  by_township: z.record(z.string(), Count),
})
export type ImportSummary = z.infer<typeof ImportSummary>

/** What the user sends back after correcting the columns: the meaning of each by its place, null for none. */
export const ColumnMapping = z.object({
  headerRow: z.int().min(1),
  fields: z.array(ImportField.nullable()).max(256),
})
export type ColumnMapping = z.infer<typeof ColumnMapping>

export const UnderstoodColumn = z.object({
  index: Count,
  header: z.string(),
  field: ImportField.nullable(),
  /** 1 exactly known or said by the user, 0.8 by its words, 0.6 a hint, 0 not understood. */
  confidence: z.number(),
  /** The meaning that another column took from this one. */
  rival: ImportField.nullable(),
  /** The first values below the header. */
  samples: z.array(z.string()),
})

export const CellFinding = z.object({
  column: Count.nullable(),
  header: z.string(),
  field: ImportField,
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  value: z.string(),
})

const Place = { row: Count, no: Count }

export const GoodRow = z.object({
  ...Place,
  name: z.string(),
  documentType: z.enum(DOCUMENT_TYPES),
  documentMasked: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  birthDate: z.string().nullable(),
  telephones: z.array(z.string()),
  originText: z.string(),
  category: z.enum(['keyArea', 'elsewhere']),
  arrivalDay: z.string(),
  status: z.enum(['expected', 'arrived']),
  means: z.string(),
  serviceNo: z.string(),
  areaCode: z.string(),
  address: z.string(),
  firstTemperature: z.number().nullable(),
  fever: z.boolean(),
  companions: z.string(),
  remark: z.string(),
  notes: z.array(CellFinding),
})

export const BadRow = z.object({
  ...Place,
  reason: ImportReason,
  fever: z.boolean(),
  errors: z.array(CellFinding.extend({ code: ImportReason })),
  /** The row as written, by column. */
  cells: z.array(z.string()),
})

/** A later row of a person. With differences it is a conflict; `fever` is of the later row. */
export const DuplicateRow = z.object({
  ...Place,
  name: z.string(),
  documentMasked: z.string(),
  of: z.object(Place),
  fever: z.boolean(),
  differences: z.array(z.object({ field: z.enum(COMPARED), first: z.string(), later: z.string() })),
})

/** Lists are cut at a length; the counts are whole. Fevers in duplicates and bad rows are never cut. */
export const ImportPreview = z.object({
  format: z.enum(['xlsx', 'csv']),
  encoding: z.string().nullable(),
  sheets: z.array(z.string()),
  understood: z
    .object({
      headerRow: Count,
      columns: z.array(UnderstoodColumn),
      missing: z.array(ImportField),
      list: z.object({
        day: z.string().nullable(),
        year: z.int().nullable(),
        from: z.enum(['given', 'title', 'fileName']).nullable(),
      }),
    })
    .nullable(),
  /** Why nothing can be saved; empty when the good rows can be. */
  blockers: z.array(Reason),
  summary: ImportSummary,
  good: z.array(GoodRow),
  bad: z.array(BadRow),
  duplicates: z.array(DuplicateRow),
  counts: z.object({
    good: Count,
    bad: Count,
    duplicates: Count,
    conflicts: Count,
    feverConflicts: Count,
    notes: Count,
  }),
  /** Good rows in which something was read with doubt. */
  noted: z.array(GoodRow),
  /** Rows below the header that were taken for a total or a signature. */
  footers: z.array(z.object({ row: Count, text: z.string() })),
})
export type ImportPreview = z.infer<typeof ImportPreview>

/** A row that could be read and is not saved: outside the importer's area, or with a day that has not come. */
export const RefusedRow = z.object({
  ...Place,
  code: z.enum(['outside_area', 'arrival_in_future']),
  zh: z.string(),
  en: z.string(),
  areaCode: z.string(),
})
export type RefusedRow = z.infer<typeof RefusedRow>

/** Somebody registered in an area that the importer does not see: which township to speak to, and nothing else. */
export const RegisteredElsewhere = z.object({ ...Place, township: z.string() })
export type RegisteredElsewhere = z.infer<typeof RegisteredElsewhere>

/** The preview with what the register knows: lists are cut at a length, counts are whole. */
export const PreviewAnswer = ImportPreview.extend({
  /** Good rows that would be saved. */
  toSave: Count,
  /** Of them, registered before and come again. */
  returning: Count,
  alreadyRegistered: Count,
  registeredElsewhere: z.array(RegisteredElsewhere),
  refusedCount: Count,
  refused: z.array(RefusedRow),
})
export type PreviewAnswer = z.infer<typeof PreviewAnswer>

/** A person who was registered before and whom the list says otherwise of. Values are on the person's page. */
export const RegisterConflict = z.object({
  ...Place,
  /** Null where the person is out of the importer's area. */
  personId: z.string().nullable(),
  fields: z.array(z.enum(['name', 'arrivalDay', 'area', 'temperature', 'status'])),
})
export type RegisterConflict = z.infer<typeof RegisterConflict>

/** A fever of the list that was not saved with its row: somebody has to look at it. */
export const UnsavedFever = z.object({
  ...Place,
  why: z.enum(['duplicate', 'alreadyRegistered', 'bad', 'refused']),
  personId: z.string().nullable(),
  temperature: z.number().nullable(),
})
export type UnsavedFever = z.infer<typeof UnsavedFever>

export const ImportResult = z.object({
  id: z.string(),
  fileName: z.string(),
  importedAt: z.string(),
  importedBy: z.string().nullable(),
  /** What is true of the list. */
  summary: ImportSummary,
  /** What became of it. */
  saved: Count,
  /** Registered before and come again; imports of before knew none. */
  returning: Count.default(0),
  alreadyRegistered: Count,
  /** Pairs that may be one person, to be looked at; imports of before there was a comparison have none. */
  possibleDuplicates: Count.default(0),
  registeredElsewhere: z.array(RegisteredElsewhere),
  refusedCount: Count,
  refused: z.array(RefusedRow),
  conflictCount: Count,
  conflicts: z.array(RegisterConflict),
  unsavedFevers: z.array(UnsavedFever),
})
export type ImportResult = z.infer<typeof ImportResult>

export const ImportList = z.object({ items: z.array(ImportResult) })
export const ImportProgress = z.object({ rows: Count, done: z.boolean() })

/** The form's fields beside the file. `mapping` is a ColumnMapping in JSON. */
export const ImportForm = z.object({
  id: z.uuid().optional(),
  mapping: z.string().max(20_000).optional(),
  sheet: z.string().max(200).optional(),
  listDay: z.iso.date().optional(),
  lang: z.enum(['zh', 'en']).default('zh'),
})
export type GoodRow = z.infer<typeof GoodRow>
export type BadRow = z.infer<typeof BadRow>
export type DuplicateRow = z.infer<typeof DuplicateRow>
