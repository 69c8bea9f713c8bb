// A row of a list as the import sees it, and what every value of it is first passed through.

/** The same shape as a cell of platform/spreadsheet, written again because rules import no platform. */
export interface ListCell {
  /** For `date` a Day, for `number` plain decimal digits. */
  text: string
  kind: 'text' | 'number' | 'date' | 'empty'
  raw: string
}

/** `row` is the number at the left edge of the sheet, from 1. */
export interface ListRow {
  row: number
  cells: readonly ListCell[]
}

export const NO_CELL: ListCell = { text: '', kind: 'empty', raw: '' }

/** Half width, one space for many, trimmed. */
export const clean = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\ufeff]+/g, ' ')
    .trim()

const NOTHING = /^(?:[-—–_/\\.、]*|无|没有|未测|未测量|未测温|暂无|空|n\/a|null)$/i

/** Nothing, or what people write for nothing: a dash, 无, 未测. */
export const isNothing = (text: string): boolean => NOTHING.test(clean(text))

/** The cleaned text, or '' for nothing. */
export const writtenIn = (cell: ListCell | undefined): string =>
  cell === undefined || isNothing(cell.text) ? '' : clean(cell.text)
