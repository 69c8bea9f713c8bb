// A sheet of a form as it looks on paper, merged cells and all, with what stands in its cells. Cells that can be pressed are
// buttons, so that the keyboard reaches them.
import type { ReactNode } from 'react'
import { columnName, refOf } from '../../../kernel/cells.ts'
import type { Grid } from '../../../modules/duties/tables/contract.ts'

export interface ShownCell {
  /** Instead of the form's own text. */
  content?: ReactNode
  className?: string
  /** What pressing it does, as it is read aloud. */
  label?: string
  onPress?: () => void
}

/** So many rows are drawn; a form has fewer. */
const MOST_ROWS = 200

export function FormGrid({
  grid,
  label,
  rows = grid.rows,
  cellAt,
}: {
  grid: Grid
  label: string
  rows?: number
  cellAt: (row: number, column: number) => ShownCell | undefined
}) {
  const texts = new Map(grid.cells.map((cell) => [refOf(cell), cell]))
  const covered = new Set<string>()
  const spans = new Map<string, { rowSpan: number; colSpan: number }>()
  for (const { top, left, bottom, right } of grid.merges) {
    spans.set(refOf({ row: top, column: left }), { rowSpan: bottom - top + 1, colSpan: right - left + 1 })
    for (let row = top; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1)
        if (row !== top || column !== left) covered.add(refOf({ row, column }))
  }
  const columns = Array.from({ length: grid.columns }, (_, index) => index + 1)
  return (
    <section className="form-grid" aria-label={label}>
      <table>
        <thead>
          <tr>
            <th aria-hidden />
            {columns.map((column) => (
              <th key={column} scope="col">
                {columnName(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: Math.min(rows, MOST_ROWS) }, (_, index) => index + 1).map((row) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.map((column) => {
                const ref = refOf({ row, column })
                if (covered.has(ref)) return null
                const cell = texts.get(ref)
                const shown = cellAt(row, column)
                const span = spans.get(ref)
                const text = shown?.content ?? cell?.text ?? ''
                // A title over many columns is as wide as they are.
                const content = (span?.colSpan ?? 1) > 2 ? text : <span className="cell-text">{text}</span>
                const className = [shown?.className, cell?.isFormula && 'is-formula'].filter(Boolean).join(' ')
                return (
                  <td key={column} {...span} {...(className ? { className } : {})}>
                    {shown?.onPress ? (
                      <button type="button" aria-label={shown.label ?? ref} onClick={shown.onPress}>
                        {content}
                      </button>
                    ) : (
                      content
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
