// What a spreadsheet cell is to the rest of the product, whatever file it came from: rows are numbered as the sheet
// numbers them (from 1), and a cell keeps what was stored (`raw`) beside what a person reads (`text`).

/** `number` is a stored number (an 18-digit id stored so has lost digits); `date` is a number shown as a date. */
export type CellKind = 'text' | 'number' | 'date' | 'empty'

/** `text`: for `date` a Day (`2020-01-22`), for `number` plain decimal digits. `raw`: the stored characters. */
export interface Cell {
  text: string
  kind: CellKind
  raw: string
}

/** One row: `row` is the number the sheet shows at its left edge; missing cells are `empty`, never absent in between. */
export interface SheetRow {
  row: number
  cells: Cell[]
}

export const EMPTY_CELL: Cell = Object.freeze({ text: '', kind: 'empty', raw: '' })

export const textCell = (text: string): Cell => (text === '' ? EMPTY_CELL : { text, kind: 'text', raw: text })
