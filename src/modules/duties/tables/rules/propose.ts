// A form maps itself as far as it is sure: the column with the most names of units, the rows of those names, the columns whose
// headers are words of our figures, and a cell to the right of such words. Pure.
import { refOf } from '../../../../kernel/cells.ts'
import type { Grid, Mapping } from '../contract.ts'
import { headersOf, type Sheet, sheetOf } from './grid.ts'
import type { Names } from './names.ts'
import { figureOfHeader } from './words.ts'

type Table = NonNullable<Mapping['table']>

export const emptyMapping = (sheet: string): Mapping => ({ sheet, table: null, cells: [], list: null })

/** The sheet with the most names of units, or the first. */
export const mainSheet = (grids: readonly Grid[], names: Names): Grid =>
  grids.toSorted((a, b) => rowsOf(sheetOf(b), names).length - rowsOf(sheetOf(a), names).length)[0]!

function rowsOf(sheet: Sheet, names: Names): Table['rows'] {
  return findTable(sheet, names)?.rows ?? []
}

/** Of the column that names the most units; totals and the district alone make none, unless it is a row among others'. */
function findTable(sheet: Sheet, names: Names): Pick<Table, 'keyColumn' | 'rows'> | null {
  let best: Pick<Table, 'keyColumn' | 'rows'> | null = null
  for (let column = 1; column <= sheet.grid.columns; column += 1) {
    const rows = keyRows(sheet, column, names)
    const own = rows.filter(({ who }) => who !== 'total').length
    const bestOwn = best?.rows.filter(({ who }) => who !== 'total').length ?? 0
    if (own > bestOwn) best = { keyColumn: column, rows }
  }
  return best
}

/** The rows of a key column by the names in it; a name that comes twice is two rows of the same. */
export function keyRows(sheet: Sheet, column: number, names: Names): Table['rows'] {
  const rows: Table['rows'] = []
  for (let row = 1; row <= sheet.grid.rows; row += 1) {
    const place = sheet.anchor(row, column)
    if (place.row !== row) continue
    const text = sheet.text(row, column)
    // "合计" may stand over the number's column and the name's.
    const who = text === '' ? null : names(text)
    if (who !== null && (place.column === column || who === 'total')) rows.push({ row, who })
  }
  // A total above all others is a header.
  const first = rows.findIndex(({ who }) => who !== 'total')
  return first < 0 ? [] : rows.filter(({ who }, index) => who !== 'total' || index > first || isNextTo(rows, index))
}

const isNextTo = (rows: Table['rows'], index: number): boolean => rows[index + 1]?.row === rows[index]!.row + 1

export const firstRowOf = ({ rows }: Pick<Table, 'rows'>): number => Math.min(...rows.map(({ row }) => row))

export function propose(grid: Grid, names: Names): Mapping {
  const sheet = sheetOf(grid)
  const found = findTable(sheet, names)
  if (!found) return { ...emptyMapping(grid.name), cells: proposeCells(sheet, new Set()) }
  const headers = headersOf(sheet, firstRowOf(found))
  const columns = [...headers].flatMap(([column, header]) => {
    const source = column === found.keyColumn ? null : figureOfHeader(header)
    return source && !isWorkedOut(sheet, found.rows, column) ? [{ column, header, source }] : []
  })
  const from = firstRowOf(found) - 1
  const inTable = new Set(found.rows.map(({ row }) => row))
  for (let row = from; row > from - 4; row -= 1) if (headersOf(sheet, row + 1).size > 0) inTable.add(row)
  return { ...emptyMapping(grid.name), table: { ...found, columns }, cells: proposeCells(sheet, inTable) }
}

/** All of a column's cells are formulas of the form. */
const isWorkedOut = (sheet: Sheet, rows: Table['rows'], column: number): boolean =>
  rows.every(({ row }) => sheet.isFormula(row, column))

const DAY_LABEL = /^(填报|填表|上报|报表|统计)?(日期|时间)[:：]$/

/** A label with an empty cell to its right. */
function proposeCells(sheet: Sheet, inTable: ReadonlySet<number>): Mapping['cells'] {
  const cells: Mapping['cells'] = []
  for (const { row, column } of sheet.grid.cells) {
    if (inTable.has(row)) continue
    const label = sheet.text(row, column)
    const beside = rightOf(sheet, row, column)
    if (!beside || sheet.text(beside.row, beside.column) !== '' || sheet.isFormula(beside.row, beside.column)) continue
    const ref = refOf(beside)
    if (DAY_LABEL.test(label)) cells.push({ ref, label, source: { kind: 'day' } })
    else if (/[:：]$/.test(label)) {
      const source = figureOfHeader(label)
      if (source) cells.push({ ref, label, source })
    }
  }
  return cells
}

/** The cell that begins right of another, merged or not. */
export function rightOf(sheet: Sheet, row: number, column: number): { row: number; column: number } | null {
  const merge = sheet.grid.merges.find((range) => range.top === row && range.left === column)
  const next = (merge?.right ?? column) + 1
  return next > 100 ? null : sheet.anchor(row, next)
}
