// Finds the header row of a list under its title rows and says what each column was understood as, with what was not
// understood. A mapping corrected by the user replaces all of it.
import { isDay } from '../../../../kernel/time.ts'
import { type Field, headerText, meaningsOf } from './fields.ts'
import { clean, type ListRow } from './row.ts'

export interface Column {
  /** 0-based. */
  index: number
  header: string
  /** Null: not understood, or another column had the better right to the meaning (`rival`). */
  field: Field | null
  /** 1 exactly known, 0.8 by its words, 0.6 a hint, 0 not understood; 1 when the user said so. */
  confidence: number
  rival: Field | null
}

/** As the user corrected it: `fields[i]` is the meaning of column i, null for none. `headerRow` as the sheet numbers. */
export interface ColumnMapping {
  headerRow: number
  fields: readonly (Field | null)[]
}

/** No header is looked for below this row. */
export const LAST_HEADER_ROW = 50

/** Columns of a row taken as a header: each meaning goes to the column with the best right to it, the first of equals. */
export function columnsOf(headers: readonly string[]): Column[] {
  const wishes = headers.flatMap((header, index) => meaningsOf(header).map((meant) => ({ ...meant, index })))
  wishes.sort((a, b) => b.confidence - a.confidence || a.index - b.index)
  const taken = new Map<Field, number>()
  const given = new Map<number, { field: Field; confidence: number }>()
  for (const { field, confidence, index } of wishes) {
    if (taken.has(field) || given.has(index)) continue
    taken.set(field, index)
    given.set(index, { field, confidence })
  }
  return headers.map((header, index) => {
    const meant = given.get(index)
    const rival = meant === undefined ? (wishes.find((wish) => wish.index === index)?.field ?? null) : null
    return { index, header: clean(header), field: meant?.field ?? null, confidence: meant?.confidence ?? 0, rival }
  })
}

const textsOf = (row: ListRow): string[] => row.cells.map((cell) => cell.text)

/** A header names the person and at least two things more. */
export function readHeader(row: ListRow): Column[] | null {
  const columns = columnsOf(textsOf(row))
  const fields = new Set(columns.map((column) => column.field).filter((field) => field !== null))
  return fields.size >= 3 && (fields.has('name') || fields.has('document')) ? columns : null
}

export function mappedColumns(row: ListRow, mapping: ColumnMapping): Column[] {
  const count = Math.max(row.cells.length, mapping.fields.length)
  return Array.from({ length: count }, (_, index) => {
    const field = mapping.fields[index] ?? null
    const header = clean(row.cells[index]?.text ?? '')
    return { index, header, field, confidence: field === null ? 0 : 1, rival: null }
  })
}

/**
 * A second header row under merged cells: 返鹤信息 above, 日期 and 交通方式 below. Null when the row is no such thing:
 * it must leave the name and document columns empty and bring a meaning that was still missing.
 */
export function withSubHeader(columns: readonly Column[], row: ListRow): Column[] | null {
  const below = textsOf(row)
  const isPersonal = ({ field }: Column) => field === 'name' || field === 'document' || field === 'no'
  if (columns.some((column) => isPersonal(column) && clean(below[column.index] ?? '') !== '')) return null
  let parent = ''
  const width = Math.max(columns.length, below.length)
  const headers = Array.from({ length: width }, (_, index) => {
    const own = columns[index]?.header ?? ''
    if (own !== '') parent = own
    const sub = clean(below[index] ?? '')
    if (sub === '') return own
    return meaningsOf(sub)[0]?.confidence === 1 ? sub : `${own === '' ? parent : own}${sub}`
  })
  const joined = columnsOf(headers)
  const count = (list: readonly Column[]) => list.filter((column) => column.field !== null).length
  return count(joined) > count(columns) ? joined : null
}

/** Is the row the header again, as at the top of each printed page? */
export const isHeaderAgain = (columns: readonly Column[], row: ListRow): boolean => {
  const known = columns.filter((column) => column.field !== null)
  // Asked of every row: a row with a digit under a known column early on is a person.
  if (known.slice(0, 4).some((column) => /\d/.test(row.cells[column.index]?.text ?? ''))) return false
  const same = known.filter((column) => headerText(row.cells[column.index]?.text ?? '') === headerText(column.header))
  return same.length >= 3 && same.length > known.length / 2
}

/** The day or the year that the rows above the header or a file's name give, e.g. 填报日期：2020-01-25. */
export function listDateIn(text: string): { day: string | null; year: number | null } {
  const plain = clean(text)
  const match =
    /(?<!\d)(20\d{2})\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})(?!\d)/.exec(plain) ??
    /(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)/.exec(plain)
  if (match) {
    const day = `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}`
    if (isDay(day)) return { day, year: Number(match[1]) }
  }
  const year = /(?<!\d)(20\d{2})\s?年/.exec(plain)
  return { day: null, year: year ? Number(year[1]) : null }
}
