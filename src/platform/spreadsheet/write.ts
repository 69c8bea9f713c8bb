// Writes an .xlsx as a stream: rows are pulled from an iterable only as fast as the reader takes bytes, so memory does
// not grow with the number of rows. Text stays text (format "@"): an identity number never becomes a number.
import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { columnName } from '../../kernel/cells.ts'
import { type Day, daysBetween, isDay } from '../../kernel/time.ts'
import { bookParts, MARK_STYLES, STYLES } from './write-parts.ts'

export interface WriteColumn {
  header: string
  /** In characters; without it, guessed from the header. */
  width?: number
  /** How values are stored: `text` (default), `number`, or `date` for a Day. */
  kind?: 'text' | 'number' | 'date'
}

export type PlainValue = string | number | null | undefined
/** A value, or a value to be seen at once: `bad` on red, `note` on yellow. */
export type WriteValue = PlainValue | { value: PlainValue; mark: 'bad' | 'note' }

export interface WriteSheet {
  /** Sheet name; characters that Excel forbids are replaced. */
  sheet: string
  columns: readonly WriteColumn[]
  rows: AsyncIterable<readonly WriteValue[]> | Iterable<readonly WriteValue[]>
}

/** Excel opens no sheet with more rows than this, header included. */
const MAX_ROWS = 1_048_576
const BATCH = 64 * 1024

/** The bytes of the workbook. An error of `rows` destroys the stream with that error. */
export function writeXlsx(content: WriteSheet): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const stop = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', stop)
  // A fixed time: the same rows give the same bytes.
  const mtime = new Date(Date.UTC(2020, 0, 1))
  for (const [path, text] of bookParts(content.sheet)) zip.addBuffer(Buffer.from(text), path, { mtime })
  const sheet = Readable.from(sheetXml(content), { objectMode: false, highWaterMark: BATCH })
  sheet.on('error', stop)
  output.on('close', () => sheet.destroy())
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', { mtime })
  zip.end()
  return output
}

/** Wide characters take two places. */
const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (char.charCodeAt(0) > 255 ? 2 : 1), 0)

async function* sheetXml({ columns, rows }: WriteSheet): AsyncGenerator<Buffer> {
  const widths = columns.map(
    ({ header, width }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width ?? Math.max(10, widthOf(header) + 3)}" customWidth="1"/>`,
  )
  const names = columns.map((_, i) => columnName(i + 1))
  let text =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>' +
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>' +
    `</sheetViews><cols>${widths.join('')}</cols><sheetData>`
  let row = 1
  text += rowXml(row, columns.map(({ header }, i) => textXml(`${names[i]}1`, header, STYLES.header)).join(''))
  for await (const values of rows) {
    row += 1
    if (row > MAX_ROWS) throw new RangeError(`a sheet holds at most ${MAX_ROWS} rows`)
    let xml = ''
    for (let i = 0; i < columns.length; i += 1)
      xml += cellXml(`${names[i]}${row}`, values[i], columns[i]!.kind ?? 'text')
    text += rowXml(row, xml)
    if (text.length > BATCH) {
      yield Buffer.from(text)
      text = ''
    }
  }
  const last = names.at(-1) ?? 'A'
  yield Buffer.from(`${text}</sheetData><autoFilter ref="A1:${last}${Math.max(row, 2)}"/></worksheet>`)
}

const rowXml = (row: number, cells: string): string => `<row r="${row}">${cells}</row>`

function cellXml(reference: string, given: WriteValue, kind: NonNullable<WriteColumn['kind']>): string {
  const isMarked = typeof given === 'object' && given !== null
  const value = isMarked ? given.value : given
  const style = isMarked ? MARK_STYLES[given.mark][kind] : STYLES[kind]
  if (value === null || value === undefined || value === '') {
    return isMarked ? `<c r="${reference}" s="${style}"/>` : ''
  }
  if (kind === 'number' && typeof value === 'number' && Number.isFinite(value)) {
    return `<c r="${reference}" s="${style}"><v>${value}</v></c>`
  }
  if (kind === 'date' && typeof value === 'string' && isDay(value) && value >= '1900-03-01') {
    return `<c r="${reference}" s="${style}"><v>${serialOf(value)}</v></c>`
  }
  return textXml(reference, String(value), isMarked ? MARK_STYLES[given.mark].text : STYLES.text)
}

const serialOf = (day: Day): number => daysBetween('1899-12-30', day)

const textXml = (reference: string, text: string, style: number): string =>
  `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML cannot hold
const NOT_XML = /[\x00-\x08\x0b-\x1f\ufffe\uffff]/g

/** Escapes markup; what XML cannot hold becomes `_xHHHH_`, and text that looks like such an escape keeps its look. */
export function escapeXml(text: string): string {
  return text
    .slice(0, 32_767)
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (char) => ENTITIES[char]!)
    .replace(NOT_XML, (char) => `_x${char.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`)
    .toWellFormed()
}
