// A sheet as it is read by a person: a merged cell has its text everywhere, and a column is called what stands above it. Pure.
import type { Grid } from '../contract.ts'

type Range = Grid['merges'][number]

/** Full width and half width, blanks and line ends are the same to whoever reads. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '')

const isIn = ({ top, left, bottom, right }: Range, row: number, column: number): boolean =>
  top <= row && row <= bottom && left <= column && column <= right

export const emptySheet = (name: string): Grid => ({ name, rows: 0, columns: 0, cells: [], merges: [] })

export interface Sheet {
  grid: Grid
  /** Of the merge that a cell is in; of itself where it is in none. */
  anchor(row: number, column: number): { row: number; column: number }
  text(row: number, column: number): string
  isFormula(row: number, column: number): boolean
}

export function sheetOf(grid: Grid): Sheet {
  const cells = new Map(grid.cells.map((cell) => [`${cell.row}/${cell.column}`, cell]))
  const merged = (row: number, column: number) => grid.merges.find((range) => isIn(range, row, column))
  const anchor = (row: number, column: number) => {
    const range = merged(row, column)
    return range ? { row: range.top, column: range.left } : { row, column }
  }
  const at = (row: number, column: number) => {
    const place = anchor(row, column)
    return cells.get(`${place.row}/${place.column}`)
  }
  return {
    grid,
    anchor,
    text: (row, column) => plain(at(row, column)?.text ?? ''),
    isFormula: (row, column) => at(row, column)?.isFormula ?? false,
  }
}

const MOST_HEADER_ROWS = 4

/** The rows above the first row that call its columns; a title over the whole table and a line with colons are none. */
function headerRows(sheet: Sheet, firstRow: number): number[] {
  const rows: number[] = []
  for (let row = firstRow - 1; row >= 1 && rows.length < MOST_HEADER_ROWS; row -= 1) {
    const anchors = new Set<string>()
    let hasColon = false
    for (let column = 1; column <= sheet.grid.columns; column += 1) {
      const text = sheet.text(row, column)
      if (text === '') continue
      const place = sheet.anchor(row, column)
      anchors.add(`${place.row}/${place.column}`)
      hasColon ||= /[:：]/.test(text)
    }
    if (anchors.size < 2 || hasColon) break
    rows.unshift(row)
  }
  return rows
}

/** What each column is called, from the top down: `隔离人员/新增`. */
export function headersOf(sheet: Sheet, firstRow: number): Map<number, string> {
  const rows = headerRows(sheet, firstRow)
  const headers = new Map<number, string>()
  for (let column = 1; column <= sheet.grid.columns; column += 1) {
    const parts = rows.map((row) => sheet.text(row, column)).filter((text) => text !== '' && !/^\d+$/.test(text))
    const header = parts.filter((text, index) => text !== parts[index - 1]).join('/')
    if (header !== '') headers.set(column, header)
  }
  return headers
}
