// The XML text of one sheet, cell by cell, so that cells are given values and everything else stays letter by letter as it
// was: fonts, borders, merges, widths, print areas. The text is well-formed: it was parsed before.
import { placeOf, refOf } from '../../kernel/cells.ts'
import { escapeXml } from './write.ts'

export interface TextCell {
  column: number
  /** The whole element. */
  xml: string
  style: string | null
  formula: Formula | null
}

export interface Formula {
  text: string
  /** Cells that share a formula: the first has its text, the others its number. */
  shared: string | null
}

export interface TextRow {
  row: number
  open: string
  style: string | null
  cells: TextCell[]
  /** What stands in the row beside its cells. */
  rest: string
}

export interface SheetText {
  head: string
  rows: TextRow[]
  tail: string
  /** `x:` where the file writes its names with a prefix. */
  prefix: string
  /** Of the columns: the style of cells that are not there. */
  columnStyle(column: number): string | null
}

const TAG =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w.-]+:)?([\w.-]+)((?:\s+[^\s=<>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g

const attribute = (attributes: string, name: string): string | null => {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return match ? (match[1] ?? match[2] ?? '') : null
}

const plainText = (xml: string): string =>
  xml
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')

export function readSheetText(xml: string): SheetText {
  const rows: TextRow[] = []
  const columns: { from: number; to: number; style: string }[] = []
  let prefix = ''
  let head = xml
  let tail = ''
  let isInData = false
  let row: TextRow | null = null
  let cell: { from: number; attributes: string } | null = null
  let formula: { from: number; shared: string | null } | null = null
  let found: Formula | null = null
  let rest = 0
  const cellOf = (attributes: string, until: number, from: number) => {
    const reference = placeOf(attribute(attributes, 'r') ?? '')
    const column = reference?.column ?? (row!.cells.at(-1)?.column ?? 0) + 1
    row!.cells.push({ column, xml: xml.slice(from, until), style: attribute(attributes, 's'), formula: found })
    found = null
    rest = until
  }
  for (const match of xml.matchAll(TAG)) {
    const [tag, slash, space = '', name, attributes = '', empty] = match
    const from = match.index
    const until = from + tag.length
    if (name === undefined) continue
    if (name === 'worksheet' && !slash) prefix = space
    else if (name === 'col' && !slash) {
      const style = attribute(attributes, 'style')
      const [first, last] = [Number(attribute(attributes, 'min')), Number(attribute(attributes, 'max'))]
      if (style !== null) columns.push({ from: first, to: last, style })
    } else if (name === 'sheetData' && !slash) {
      // Written out as a pair, so that rows may be put between.
      head = empty ? `${xml.slice(0, from)}<${space}sheetData${attributes}>` : xml.slice(0, until)
      tail = empty ? `</${space}sheetData>${xml.slice(until)}` : ''
      isInData = !empty
    } else if (name === 'sheetData') {
      tail = xml.slice(from)
      isInData = false
    } else if (!isInData) continue
    else if (name === 'row' && !slash) {
      const number = attribute(attributes, 'r')
      const style = /^(1|true)$/.test(attribute(attributes, 'customFormat') ?? '') ? attribute(attributes, 's') : null
      row = {
        row: number === null ? (rows.at(-1)?.row ?? 0) + 1 : Number(number),
        open: `<${space}row${attributes.replace(/\s+spans\s*=\s*("[^"]*"|'[^']*')/, '')}>`,
        style,
        cells: [],
        rest: '',
      }
      rows.push(row)
      rest = until
      if (empty) row = null
    } else if (name === 'row' && row) {
      row.rest += xml.slice(rest, from).trim()
      row = null
    } else if (name === 'c' && !slash && row) {
      row.rest += xml.slice(rest, from).trim()
      if (empty) cellOf(attributes, until, from)
      else cell = { from, attributes }
    } else if (name === 'c' && cell) {
      cellOf(cell.attributes, until, cell.from)
      cell = null
    } else if (name === 'f' && !slash && cell) {
      const shared = attribute(attributes, 't') === 'shared' ? attribute(attributes, 'si') : null
      found = { text: '', shared }
      formula = empty ? null : { from: until, shared }
    } else if (name === 'f' && formula && cell) {
      found = { text: plainText(xml.slice(formula.from, from)), shared: formula.shared }
      formula = null
    }
  }
  return {
    head,
    rows,
    tail,
    prefix,
    columnStyle: (column) => columns.find(({ from, to }) => from <= column && column <= to)?.style ?? null,
  }
}

export const writeSheetText = ({ head, rows, tail, prefix }: SheetText): string =>
  `${head}${rows.map(({ open, cells, rest }) => `${open}${cells.map(({ xml }) => xml).join('')}${rest}</${prefix}row>`).join('')}${tail}`

export type CellValue = string | number | null

/** A cell with this value in the style it has; text stays text, so that an identity number never becomes a number. */
export function cellXml(
  prefix: string,
  place: { row: number; column: number },
  value: CellValue,
  style: string | null,
): string {
  const open = `<${prefix}c r="${refOf(place)}"${style === null ? '' : ` s="${style}"`}`
  if (value === null || value === '') return `${open}/>`
  if (typeof value === 'number') return `${open}><${prefix}v>${value}</${prefix}v></${prefix}c>`
  return `${open} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${escapeXml(value)}</${prefix}t></${prefix}is></${prefix}c>`
}

/** A formula's cell with the value it has now; null: it is worked out by whoever opens the file. */
export function formulaXml(prefix: string, { xml }: TextCell, value: number | null): string {
  const bare = xml
    .replace(new RegExp(`<${prefix}v>[\\s\\S]*?</${prefix}v>|<${prefix}v\\s*/>`), '')
    .replace(/^(<[^>]*?)\s+t\s*=\s*("[^"]*"|'[^']*')/, '$1')
  return value === null ? bare : bare.replace(/<\/[^<]*>$/, (end) => `<${prefix}v>${value}</${prefix}v>${end}`)
}
