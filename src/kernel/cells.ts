// Cells of a sheet by their references: `B5` and `A1:C3` as rows and columns counted from 1, and back.

export interface Place {
  row: number
  column: number
}

export interface Range {
  top: number
  left: number
  bottom: number
  right: number
}

/** `A` for 1, `AB` for 28. */
export function columnName(column: number): string {
  let name = ''
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name
  return name
}

const REFERENCE = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/

export const refOf = ({ row, column }: Place): string => `${columnName(column)}${row}`

/** Null for what is no reference. */
export function placeOf(reference: string): Place | null {
  const match = REFERENCE.exec(reference)
  if (!match) return null
  const column = [...match[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  const row = Number(match[2])
  return row > 0 ? { row, column } : null
}

/** Of one cell or two corners. */
export function rangeOf(reference: string): Range | null {
  const [from = '', to = from] = reference.split(':')
  const [a, b] = [placeOf(from), placeOf(to)]
  if (!a || !b) return null
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  }
}
