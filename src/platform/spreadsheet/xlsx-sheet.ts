// One sheet of an .xlsx, row by row. Rows and cells that the file leaves out are restored to their places by their
// references, so that a column is a column. A number shown as a date becomes a Day; time of day is dropped.
import { addDays, type Day } from '../../kernel/time.ts'
import { type Cell, EMPTY_CELL, type SheetRow, textCell } from './cell.ts'
import type { SpreadsheetLimits } from './limits.ts'
import { tooLarge } from './problems.ts'
import { unescapeText } from './xlsx-parts.ts'
import type { Xml } from './xml.ts'

export interface SheetContext {
  strings: readonly string[]
  dates: readonly boolean[]
  /** Workbooks of old Macintosh versions count days from 1904. */
  is1904: boolean
  limits: SpreadsheetLimits
}

/** The day of a serial number, or null when it is none. Excel's 1900 had a 29 February: days before March shift. */
export function serialDay(serial: number, is1904 = false): Day | null {
  const days = Math.floor(serial)
  if (!(days >= 1 && days <= 2_958_465)) return null
  if (is1904) return addDays('1904-01-01', days)
  return addDays(days < 60 ? '1899-12-31' : '1899-12-30', days)
}

/** 0-based column of a reference such as `AB12`. */
function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i += 1) {
    const code = reference.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + (code - 64)
  }
  return column - 1
}

/** Plain decimal digits of a stored number: binary noise beyond 15 digits is cut, as Excel shows it. */
export function plainNumber(raw: string): string {
  const value = Number(raw)
  if (!Number.isFinite(value)) return raw
  const short = Number(value.toPrecision(15))
  return Math.abs(short) < 1e21 && Math.abs(short) >= 1e-6 ? String(short) : short === 0 ? '0' : raw
}

const tooWide = (columns: number) => tooLarge({ zh: `超过 ${columns} 列`, en: `over ${columns} columns` })

export async function* sheetRows(xml: Xml, context: SheetContext): AsyncGenerator<SheetRow, void, undefined> {
  const { strings, dates, is1904, limits } = context
  const days = new Map<string, Day | null>()
  let ready: SheetRow[] = []
  let row = 0
  let cells: Cell[] = []
  let column = -1
  let type = 'n'
  let style = 0
  let value = ''
  let isInValue = false
  let isPhonetic = false

  const dayOf = (raw: string): Day | null => {
    let day = days.get(raw)
    if (day === undefined) {
      day = serialDay(Number(raw), is1904)
      if (days.size < 10_000) days.set(raw, day)
    }
    return day
  }

  const cell = (): Cell => {
    if (value === '') return EMPTY_CELL
    if (type === 's') return textCell(strings[Number(value)] ?? '')
    if (type === 'inlineStr' || type === 'str') return textCell(unescapeText(value))
    if (type === 'b') return textCell(value === '1' ? 'TRUE' : 'FALSE')
    if (type === 'd') return { text: value.slice(0, 10), kind: 'date', raw: value }
    if (type === 'e') return textCell(value)
    const day = dates[style] ? dayOf(value) : null
    return day === null
      ? { text: plainNumber(value), kind: 'number', raw: value }
      : { text: day, kind: 'date', raw: value }
  }

  const handler = {
    start(name: string, attributes: Record<string, string>) {
      if (name === 'c') {
        column = attributes.r === undefined ? column + 1 : Math.max(0, columnOf(attributes.r))
        type = attributes.t ?? 'n'
        style = attributes.s === undefined ? 0 : Number(attributes.s)
        value = ''
      } else if (name === 'v' || name === 't') isInValue = !isPhonetic
      else if (name === 'rPh') isPhonetic = true
      else if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r)
        if (!(row > 0 && row <= limits.rows)) throw tooLarge({ zh: `超过 ${limits.rows} 行`, en: 'too many rows' })
        cells = []
        column = -1
      }
    },
    end(name: string) {
      if (name === 'v' || name === 't') isInValue = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'c') {
        const made = cell()
        if (made.kind === 'empty') return
        // Formatting alone may reach far to the right; only content there is refused.
        if (column >= limits.columns) throw tooWide(limits.columns)
        while (cells.length < column) cells.push(EMPTY_CELL)
        cells[column] = made
      } else if (name === 'row') ready.push({ row, cells })
    },
    text(text: string) {
      if (!isInValue) return
      value += text
      if (value.length > limits.cellChars) {
        throw tooLarge({ zh: `单元格超过 ${limits.cellChars} 字`, en: `a cell over ${limits.cellChars} characters` })
      }
    },
  }

  for await (const _ of xml.feed(handler)) {
    const batch = ready
    ready = []
    yield* batch
  }
  yield* ready
}
