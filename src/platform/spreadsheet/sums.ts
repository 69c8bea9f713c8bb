// The formulas that a form from above has: sums of cells. Their values are written with the cells, because whoever looks at
// the file on a telephone has a viewer that works nothing out. Any other formula is left to the program that opens the file.
import { placeOf, rangeOf, refOf } from '../../kernel/cells.ts'
import type { SheetText } from './sheet-text.ts'

const TERM = /^\$?[A-Z]{1,3}\$?\d{1,7}$/
const SUM = /^SUM\(([^()]*)\)$/i
/** So many cells are added up for one formula. */
const MOST = 100_000

/** The ranges that a formula adds up; null: it is no sum. */
export function addends(formula: string): string[] | null {
  const text = formula.replace(/\s/g, '')
  const sum = SUM.exec(text)
  const terms = sum ? sum[1]!.split(',') : text.split('+')
  if (!sum && terms.length < 2) return null
  return terms.every((term) => (sum ? rangeOf(term) !== null : TERM.test(term))) ? terms : null
}

/** The formula of a cell that shares it, so many rows and columns from the first. */
export const shifted = (formula: string, rows: number, columns: number): string =>
  formula.replace(/(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(])/g, (all, fixedColumn, letters, fixedRow, digits) => {
    const place = placeOf(`${letters}${digits}`)
    if (!place) return all
    return refOf({
      row: place.row + (fixedRow ? 0 : rows),
      column: place.column + (fixedColumn ? 0 : columns),
    })
  })

/** The values of the sums, by reference; `numbers` are those of the other cells. */
export function sumsOf({ rows }: SheetText, numbers: ReadonlyMap<string, number>): Map<string, number> {
  const formulas = new Map<string, string[] | null>()
  const firsts = new Map<string, { text: string; row: number; column: number }>()
  for (const { row, cells } of rows) {
    for (const { column, formula } of cells) {
      if (!formula) continue
      const first = formula.shared === null ? undefined : firsts.get(formula.shared)
      if (formula.shared !== null && formula.text !== '')
        firsts.set(formula.shared, { text: formula.text, row, column })
      const text = formula.text || (first ? shifted(first.text, row - first.row, column - first.column) : '')
      formulas.set(refOf({ row, column }), addends(text))
    }
  }
  const sums = new Map<string, number>()
  const open = new Set<string>()
  const sum = (ref: string): number | null => {
    const known = sums.get(ref)
    if (known !== undefined) return known
    const terms = formulas.get(ref)
    if (terms === undefined) return numbers.get(ref) ?? 0
    if (terms === null || open.has(ref)) return null
    open.add(ref)
    let total = 0
    for (const term of terms) {
      const { top, left, bottom, right } = rangeOf(term)!
      if ((bottom - top + 1) * (right - left + 1) > MOST) return null
      for (let row = top; row <= bottom; row += 1) {
        for (let column = left; column <= right; column += 1) {
          const value = sum(refOf({ row, column }))
          if (value === null) return null
          total += value
        }
      }
    }
    open.delete(ref)
    const value = Number(total.toPrecision(15))
    sums.set(ref, value)
    return value
  }
  for (const ref of formulas.keys()) sum(ref)
  return sums
}
