// Spreadsheets in and out (M07, M49): streaming readers of .xlsx and .csv, a streaming writer of .xlsx. Knows rows and
// cells, no epidemic. See docs/decisions/0003-spreadsheets.md.
export { type Cell, type CellKind, EMPTY_CELL, type SheetRow, textCell } from './cell.ts'
export { LIMITS, type SpreadsheetLimits } from './limits.ts'
export { openSpreadsheet } from './open.ts'
export type { Spreadsheet, SpreadsheetSource } from './spreadsheet.ts'
export { receiveList, type UploadedList } from './uploaded-list.ts'
export { fillWorkbook, type GridCell, readGrids, type SheetGrid } from './workbook.ts'
export { type PlainValue, type WriteColumn, type WriteSheet, type WriteValue, writeXlsx } from './write.ts'
