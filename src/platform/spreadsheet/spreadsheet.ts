// An opened spreadsheet as its readers give it, whatever its format.
import type { SheetRow } from './cell.ts'

/** A path on disk or the bytes themselves. */
export type SpreadsheetSource = string | Uint8Array

export interface Spreadsheet {
  format: 'xlsx' | 'csv'
  /** Of a .csv: how its text was read. */
  encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be' | null
  /** Names of the visible sheets, in order; a .csv has one, named ''. */
  sheets: readonly string[]
  /** Rows of the named sheet; without a name, of the first visible sheet that has any. May be called again. */
  rows(sheet?: string): AsyncGenerator<SheetRow, void, undefined>
  close(): void
}
