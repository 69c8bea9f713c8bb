// What the import of a list is given and what it answers: of every row an outcome, of the whole list its figures.
import type { Day } from '../../../../kernel/time.ts'
import type { Reason } from '../../../../kernel/verdict.ts'
import type { Area, Origin } from '../../../../plan/index.ts'
import type { ComparedField } from './compare.ts'
import type { Field } from './fields.ts'
import type { Column, ColumnMapping } from './header.ts'
import type { InvalidReason } from './reasons.ts'
import type { CellError, CellFinding, ImportRecord } from './record.ts'
import type { ListRow } from './row.ts'
import type { ListDate } from './values.ts'

export interface ImportOptions {
  areas: readonly Area[]
  /** The codes of those that an amendment of the plan ended. */
  endedAreas?: ReadonlySet<string>
  /** `originClassifier(plan)`. */
  classifyOrigin: (text: string) => Origin
  /** °C, at or above is a fever; the plan's. */
  feverThreshold: number
  /** Known beforehand; otherwise read from the rows above the header, then from `fileName`. */
  listDay?: Day
  listYear?: number
  fileName?: string
  mapping?: ColumnMapping
  /** Where the plan isolates somebody of this category; without it, at home. */
  placeOf?: (category: Origin['category']) => 'home' | 'central'
}

/** Of a row: where it stands (`row` as the sheet numbers it) and its number in the list (序号, or its order). */
export interface RowPlace {
  row: number
  no: number
}

export interface Difference {
  field: ComparedField
  first: string
  later: string
}

export type RowOutcome =
  /** Above the header, the header, blank, a footer or the header again: not a row of the list. */
  | { kind: 'skipped'; row: number; why: 'title' | 'header' | 'blank' | 'footer'; text: string }
  | ({ kind: 'person'; record: ImportRecord; notes: CellFinding[]; fever: boolean } & RowPlace)
  | ({
      kind: 'duplicate'
      record: ImportRecord
      notes: CellFinding[]
      fever: boolean
      of: RowPlace
      differences: Difference[]
    } & RowPlace)
  | ({ kind: 'bad'; reason: InvalidReason; errors: CellError[]; notes: CellFinding[]; fever: boolean } & RowPlace)

/** The JSON object of `lianfang import --json`: exactly these keys. */
export interface ImportSummary {
  rows: number
  persons: number
  duplicates: number
  invalid: Partial<Record<InvalidReason, number>>
  key_area: number
  other_area: number
  fever: number
  expected_arrivals: number
  home_isolation: number
  /** Township code to persons. */
  by_township: Record<string, number>
}

export interface Understood {
  /** As the sheet numbers it. */
  headerRow: number
  columns: Column[]
  /** Meanings that no column has and that are needed; while there is one nothing can be saved. */
  missing: Field[]
  list: ListDate & { from: 'given' | 'title' | 'fileName' | null }
}

export interface ListImport {
  push(row: ListRow): RowOutcome
  /** Null until the header was found. */
  understood(): Understood | null
  /** Why nothing of the list can be saved; empty when it can. */
  blockers(): Reason[]
  summary(): ImportSummary
}
