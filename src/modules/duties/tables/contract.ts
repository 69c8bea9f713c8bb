// Wire shapes of tables from above (M49): a form with what its cells stand for, its fillings, and what units are asked.
import * as z from 'zod'
import { FIGURES, type RecordedKey } from '../reports/rules/form.ts'

const line = (most: number) => z.string().trim().max(most)
const needed = (most: number, zh: string, en: string) => line(most).min(1, `${zh}|${en}`)
const Text = z.object({ zh: z.string(), en: z.string() })
const OwnerId = z.string().regex(/^(group|unit):[a-z][A-Za-z0-9]*$/, '不是单位或工作组|Not a unit or group')
const Ref = z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,4}$/, '不是单元格|Not a cell')
const Row = z.int().min(1).max(1000)
const Column = z.int().min(1).max(100)

export const IdParams = z.object({ id: z.uuid() })

/** `day`: of the filling's period; `total`: since the response began. Figures of a moment are the same in both. */
export const OVER = ['day', 'total'] as const
const FigureSource = z.strictObject({
  kind: z.literal('figure'),
  figure: z.enum(Object.keys(FIGURES) as [RecordedKey, ...RecordedKey[]]),
  over: z.enum(OVER),
})
/** Not in the system: units are asked. */
const AskedSource = z.strictObject({
  kind: z.literal('asked'),
  title: needed(100, '请填写要问什么', 'Say what is asked'),
  type: z.enum(['number', 'text']),
  required: z.boolean(),
})
export type AskedSource = z.output<typeof AskedSource>
const ColumnSource = z.discriminatedUnion('kind', [FigureSource, AskedSource])
export type ColumnSource = z.output<typeof ColumnSource>
const CellSource = z.discriminatedUnion('kind', [FigureSource, AskedSource, z.strictObject({ kind: z.literal('day') })])
export type CellSource = z.output<typeof CellSource>

/** Whose row it is; `total` sums the others. */
const Who = z.union([z.enum(['district', 'total']), OwnerId])
export type Who = z.output<typeof Who>

/** A column of the list of persons, or its running number. */
const PersonColumn = z.string().regex(/^[a-z][A-Za-z]{0,39}$/)

export const Mapping = z.strictObject({
  sheet: z.string().min(1).max(31),
  /** One row a unit, with its name in the key column. */
  table: z
    .strictObject({
      keyColumn: Column,
      rows: z.array(z.strictObject({ row: Row, who: Who })).max(500),
      columns: z.array(z.strictObject({ column: Column, header: z.string().max(400), source: ColumnSource })).max(100),
    })
    .nullable(),
  /** Single cells, of the whole district. */
  cells: z.array(z.strictObject({ ref: Ref, label: z.string().max(400), source: CellSource })).max(100),
  /** One row a person of a saved list, in the columns of its export. */
  list: z
    .strictObject({
      name: line(40),
      search: z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), z.string().max(200)),
      firstRow: Row,
      columns: z
        .array(z.strictObject({ column: Column, header: z.string().max(400), person: PersonColumn }))
        .min(1, '请为名单选择至少一列|Choose a column of the list')
        .max(40),
    })
    .nullable(),
})
export type Mapping = z.output<typeof Mapping>

const Range = z.object({ top: z.int(), left: z.int(), bottom: z.int(), right: z.int() })
export const Grid = z.object({
  name: z.string(),
  rows: z.int(),
  columns: z.int(),
  cells: z.array(z.object({ row: z.int(), column: z.int(), text: z.string(), isFormula: z.boolean() })),
  merges: z.array(Range),
})
export type Grid = z.infer<typeof Grid>

/** The form's fields, before its one file. */
export const NewForm = z.object({
  id: z.uuid(),
  versionId: z.uuid(),
  name: needed(60, '请填写报表名称', 'Name the table'),
})
export type NewForm = z.output<typeof NewForm>
export const NewVersion = z.object({ id: z.uuid() })

export const SaveMapping = z.strictObject({
  /** The one that was read; another in between is a conflict. */
  revision: z.int().min(1),
  mapping: Mapping,
})
export type SaveMapping = z.output<typeof SaveMapping>
export const SheetQuery = z.object({ sheet: z.string().max(31) })
export const Proposal = z.object({ mapping: Mapping })

export const FormSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  versions: z.int(),
  uploadedAt: z.string(),
  fillings: z.int(),
  open: z.int(),
  lastFilled: z.string().nullable(),
})
export const FormList = z.object({ items: z.array(FormSummary) })
export type FormList = z.infer<typeof FormList>

export const VersionView = z.object({
  id: z.uuid(),
  number: z.int(),
  fileName: z.string(),
  size: z.int(),
  uploadedAt: z.string(),
  uploadedBy: z.string().nullable(),
  revision: z.int(),
  mapping: Mapping,
  lost: z.array(z.string()),
})
export type VersionView = z.infer<typeof VersionView>

export const FormView = z.object({
  id: z.uuid(),
  name: z.string(),
  /** The latest, with its sheets. */
  current: VersionView.extend({ grids: z.array(Grid) }),
  before: z.array(VersionView.pick({ id: true, number: true, fileName: true, uploadedAt: true, uploadedBy: true })),
  /** What a cell or a row may stand for. */
  figures: z.array(Text.extend({ key: z.string(), of: z.enum(['period', 'moment']) })),
  owners: z.array(z.object({ id: OwnerId, name: Text })),
  personColumns: z.array(Text.extend({ key: z.string() })),
})
export type FormView = z.infer<typeof FormView>

export const SPANS = ['report', 'calendar'] as const
export const FILLING_STATES = ['draft', 'asked', 'closed', 'withdrawn'] as const

export const BeginFilling = z.strictObject({
  id: z.uuid(),
  formId: z.uuid(),
  day: z.iso.date(),
  /** As daily reports are counted, or the calendar day. */
  span: z.enum(SPANS).default('report'),
})
export type BeginFilling = z.output<typeof BeginFilling>

export const AskUnits = z.strictObject({
  dueAt: z.iso.datetime({ offset: true }),
  owners: z.array(OwnerId).min(1, '请选择由谁填报|Choose who fills it in').max(200),
})
export type AskUnits = z.output<typeof AskUnits>

const Value = z.union([z.number(), z.string().max(500), z.null()])
export type Value = z.output<typeof Value>

export const CorrectCell = z.strictObject({
  id: z.uuid(),
  ref: Ref,
  value: Value,
  note: line(300).min(2, '请写明更正理由|Say why it is corrected'),
  /** How many corrections were seen; another in between is a conflict. */
  seen: z.int().min(0),
})
export type CorrectCell = z.output<typeof CorrectCell>
export const Withdraw = z.strictObject({ reason: line(300).min(2, '请写明理由|Give a reason') })

const cells = z.array(z.strictObject({ ref: Ref, value: Value })).max(500)
export const AnswerTable = z.strictObject({
  id: z.uuid(),
  owner: OwnerId,
  /** The version that was seen; 0 while nothing was answered. */
  version: z.int().min(0),
  cells,
})
export type AnswerTable = z.output<typeof AnswerTable>

export const FilledCell = z.object({
  ref: Ref,
  row: z.int(),
  column: z.int(),
  /** Whose: a unit's or group's name, the district's, or the total. */
  who: Who,
  name: Text,
  /** As the form calls the row; empty for a single cell. */
  rowName: z.string(),
  header: z.string(),
  kind: z.enum(['figure', 'asked', 'day', 'total']),
  /** The form works it out itself. */
  isFormula: z.boolean(),
  value: Value,
  /** Corrected by the office: what it was, and why. */
  corrected: z.object({ was: Value, note: z.string(), at: z.string(), by: z.string().nullable() }).nullable(),
})
export type FilledCell = z.infer<typeof FilledCell>

export const FillingSummary = z.object({
  id: z.uuid(),
  formId: z.uuid(),
  formName: z.string(),
  versionNumber: z.int(),
  day: z.string(),
  state: z.enum(FILLING_STATES),
  begunAt: z.string(),
  dueAt: z.string().nullable(),
  asked: z.int(),
  answered: z.int(),
})
export type FillingSummary = z.infer<typeof FillingSummary>
const fillingFilters = {
  form: z.uuid().optional(),
  state: z.enum(FILLING_STATES).optional(),
}
export const FillingFilters = z.object(fillingFilters)
export type FillingFilters = z.output<typeof FillingFilters>
export const FillingQuery = z.object({
  ...fillingFilters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type FillingQuery = z.output<typeof FillingQuery>
export const FillingPage = z.object({ items: z.array(FillingSummary), next: z.string().nullable() })
export const FillingCount = z.object({ count: z.int() })

export const FillingView = FillingSummary.extend({
  span: z.enum(SPANS),
  from: z.string(),
  until: z.string(),
  snapshot: z.object({ number: z.int(), takenAt: z.string(), takenBy: z.string().nullable() }),
  askedAt: z.string().nullable(),
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  reason: z.string(),
  /** The form's sheet, to be shown with its values. */
  grid: Grid,
  cells: z.array(FilledCell),
  corrections: z.int(),
  /** Who was asked, and who has answered. */
  owners: z.array(
    z.object({
      id: OwnerId,
      name: Text,
      answeredAt: z.string().nullable(),
      answeredBy: z.string().nullable(),
      isLate: z.boolean(),
    }),
  ),
  /** Whom its columns would ask, where nobody is asked yet; empty where nothing is asked of units. */
  mayAsk: z.array(z.object({ id: OwnerId, name: Text, isOwn: z.boolean() })),
  /** The same as text for a group chat. */
  text: z.string(),
  list: z.object({ name: z.string() }).nullable(),
  may: z.object({ ask: z.boolean(), change: z.boolean(), close: z.boolean(), download: z.boolean() }),
})
export type FillingView = z.infer<typeof FillingView>

/** What a unit is asked to fill in, and what it has answered. */
export const TableRequest = z.object({
  fillingId: z.uuid(),
  formName: z.string(),
  day: z.string(),
  owner: z.object({ id: OwnerId, name: Text }),
  dueAt: z.string(),
  state: z.enum(FILLING_STATES),
  items: z.array(
    z.object({
      ref: Ref,
      /** The row of the form where the unit has several; empty where it has one. */
      row: z.string(),
      title: z.string(),
      type: z.enum(['number', 'text']),
      required: z.boolean(),
      value: Value,
    }),
  ),
  version: z.int(),
  answeredAt: z.string().nullable(),
  answeredBy: z.string().nullable(),
})
export type TableRequest = z.infer<typeof TableRequest>
export const TableRequests = z.object({ at: z.string(), items: z.array(TableRequest) })
export type TableRequests = z.infer<typeof TableRequests>
