// A workbook that somebody else made, as it is: read with its merges and formulas, and given values in some cells. Every part
// but the sheets with values is copied byte by byte, so that layout, fonts and pictures stay.
import { Buffer } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { type Range, rangeOf, refOf } from '../../kernel/cells.ts'
import { type Archive, asProblem, openArchive } from './archive.ts'
import type { CellKind } from './cell.ts'
import { LIMITS, type SpreadsheetLimits } from './limits.ts'
import { openSpreadsheet } from './open.ts'
import { formulaOver, noSheet, notWorkbook, tooLarge, withMacros } from './problems.ts'
import { type CellValue, cellXml, formulaXml, readSheetText, type SheetText, writeSheetText } from './sheet-text.ts'
import { sumsOf } from './sums.ts'
import { type Book, openBook } from './xlsx-file.ts'
import { readAll, type Xml } from './xml.ts'

export interface GridCell {
  row: number
  column: number
  text: string
  kind: CellKind
  isFormula: boolean
}

export interface SheetGrid {
  name: string
  rows: number
  columns: number
  /** Those with content. */
  cells: GridCell[]
  merges: Range[]
}

/** What a form to be filled may be; a list of persons is imported, not filled. */
const FORM: SpreadsheetLimits = {
  ...LIMITS,
  fileBytes: 5 * 2 ** 20,
  inflatedBytes: 48 * 2 ** 20,
  parts: 500,
  rows: 20_000,
}
const MOST_ROWS = 1000
const MOST_COLUMNS = 100

async function opened<T>(bytes: Uint8Array, use: (archive: Archive, book: Book) => Promise<T>): Promise<T> {
  // By its bytes: with a password, of the old kind, or no workbook at all.
  const any = await openSpreadsheet(bytes, FORM)
  any.close()
  if (any.format !== 'xlsx') throw notWorkbook()
  const archive = await openArchive(bytes, FORM)
  try {
    if (archive.paths.some((path) => /vbaProject\.bin$|macrosheets\//i.test(path))) throw withMacros()
    return await use(archive, await openBook(archive, FORM))
  } catch (error) {
    throw asProblem(error)
  } finally {
    archive.close()
  }
}

/** The visible sheets. Throws Problem: those of `openSpreadsheet`, `spreadsheet_macros`, `spreadsheet_not_workbook`. */
export const readGrids = (bytes: Uint8Array): Promise<SheetGrid[]> =>
  opened(bytes, async (archive, book) => {
    const grids: SheetGrid[] = []
    // Hidden ones too: their formulas are told to work themselves out again.
    const mergesOf = new Map<string, Range[]>()
    for (const path of book.sheetPaths) mergesOf.set(path, await merges(archive.xml(path)))
    for (const sheet of book.sheets) {
      const formulas = new Set<string>()
      for (const { row, cells } of (await textOf(archive, sheet.path)).rows)
        for (const { column, formula } of cells) if (formula) formulas.add(refOf({ row, column }))
      const cells = new Map<string, GridCell>()
      for await (const { row, cells: found } of book.rows(sheet)) {
        found.forEach(({ text, kind }, index) => {
          const place = { row, column: index + 1 }
          if (kind !== 'empty') cells.set(refOf(place), { ...place, text, kind, isFormula: false })
        })
      }
      for (const ref of formulas) {
        const { top: row, left: column } = rangeOf(ref)!
        cells.set(ref, { ...(cells.get(ref) ?? { row, column, text: '', kind: 'empty' }), isFormula: true })
      }
      const all = [...cells.values()].sort((a, b) => a.row - b.row || a.column - b.column)
      const rows = Math.max(0, ...all.map(({ row }) => row))
      const columns = Math.max(0, ...all.map(({ column }) => column))
      if (rows > MOST_ROWS || columns > MOST_COLUMNS) {
        throw tooLarge({
          zh: `表样超过 ${MOST_ROWS} 行或 ${MOST_COLUMNS} 列`,
          en: `a form over ${MOST_ROWS} rows or ${MOST_COLUMNS} columns`,
        })
      }
      grids.push({ name: sheet.name, rows, columns, cells: all, merges: mergesOf.get(sheet.path)! })
    }
    if (grids.length === 0) throw noSheet()
    return grids
  })

async function merges(xml: Xml): Promise<Range[]> {
  const found: Range[] = []
  await readAll(xml, {
    start(name, { ref }) {
      const range = name === 'mergeCell' && ref !== undefined ? rangeOf(ref) : null
      if (range) found.push(range)
    },
    end() {},
    text() {},
  })
  return found
}

const textOf = async (archive: Archive, path: string): Promise<SheetText> =>
  readSheetText(new TextDecoder('utf-8', { fatal: true }).decode(await archive.bytes(path)))

/**
 * The same workbook with values in cells of a sheet, each in its own style; a cell that is not there takes the style of the
 * cell `styledAs` names for it. Throws Problem 422 for a cell that holds a formula: what a form works out is left to it.
 */
export const fillWorkbook = (
  bytes: Uint8Array,
  sheetName: string,
  values: ReadonlyMap<string, CellValue>,
  styledAs: ReadonlyMap<string, string> = new Map(),
): Promise<Buffer> =>
  opened(bytes, async (archive, book) => {
    const sheet = book.sheets.find(({ name }) => name === sheetName)
    if (!sheet) throw noSheet()
    const numbers = new Map<string, number>()
    for await (const { row, cells } of book.rows(sheet)) {
      cells.forEach(({ kind, raw }, index) => {
        if (kind === 'number' || kind === 'date') numbers.set(refOf({ row, column: index + 1 }), Number(raw))
      })
    }
    const changed = new Map<string, string>()
    for (const path of book.sheetPaths) {
      const text = await textOf(archive, path)
      if (path === sheet.path) {
        put(text, values, styledAs)
        for (const [ref, value] of values) {
          if (typeof value === 'number') numbers.set(ref, value)
          else numbers.delete(ref)
        }
        work(text, sumsOf(text, numbers))
      } else if (text.rows.some(({ cells }) => cells.some(({ formula }) => formula))) work(text, new Map())
      else continue
      changed.set(path, writeSheetText(text))
    }
    changed.set(book.path, calculated((await archive.bytes(book.path)).toString('utf8')))
    return zipped(archive, changed)
  })

function put(text: SheetText, values: ReadonlyMap<string, CellValue>, styledAs: ReadonlyMap<string, string>): void {
  const rows = new Map(text.rows.map((row) => [row.row, row]))
  const styleAt = (ref: string): string | null => {
    const { top, left } = rangeOf(ref)!
    const row = rows.get(top)
    const cell = row?.cells.find(({ column }) => column === left)
    return cell ? cell.style : (row?.style ?? text.columnStyle(left))
  }
  const added = new Map([...values].map(([ref]) => [ref, styleAt(styledAs.get(ref) ?? ref)]))
  for (const [ref, value] of values) {
    const { top: number, left: column } = rangeOf(ref)!
    let row = rows.get(number)
    if (!row) {
      row = { row: number, open: `<${text.prefix}row r="${number}">`, style: null, cells: [], rest: '' }
      rows.set(number, row)
    }
    const cell = row.cells.find((one) => one.column === column)
    if (cell?.formula) throw formulaOver(ref)
    const xml = cellXml(text.prefix, { row: number, column }, value, cell?.style ?? added.get(ref) ?? null)
    if (cell) cell.xml = xml
    else row.cells.push({ column, xml, style: null, formula: null })
    row.cells.sort((a, b) => a.column - b.column)
  }
  text.rows = [...rows.values()].sort((a, b) => a.row - b.row)
}

function work(text: SheetText, sums: ReadonlyMap<string, number>): void {
  for (const { row, cells } of text.rows) {
    for (const cell of cells) {
      if (cell.formula) cell.xml = formulaXml(text.prefix, cell, sums.get(refOf({ row, column: cell.column })) ?? null)
    }
  }
}

/** Whoever opens it works all formulas out again. */
function calculated(book: string): string {
  if (/<(?:[\w.-]+:)?calcPr\b/.test(book)) {
    return book.replace(
      /<((?:[\w.-]+:)?calcPr)\b([^>]*?)(\/?)>/,
      (_, name, attributes, empty) =>
        `<${name}${attributes.replace(/\s+fullCalcOnLoad\s*=\s*("[^"]*"|'[^']*')/, '')} fullCalcOnLoad="1"${empty}>`,
    )
  }
  const prefix = /<([\w.-]+:)?workbook\b/.exec(book)?.[1] ?? ''
  const ends = ['definedNames', 'externalReferences', 'functionGroups', 'sheets'].map((name) => `</${prefix}${name}>`)
  const end = ends.find((one) => book.includes(one))
  return end === undefined ? book : book.replace(end, `${end}<${prefix}calcPr fullCalcOnLoad="1"/>`)
}

async function zipped(archive: Archive, changed: ReadonlyMap<string, string>): Promise<Buffer> {
  const zip = new ZipFile()
  // A fixed time: the same values give the same bytes.
  const mtime = new Date(Date.UTC(2020, 0, 1))
  for (const path of archive.paths) {
    if (path.endsWith('/')) continue
    const text = changed.get(path)
    zip.addBuffer(text === undefined ? await archive.bytes(path) : Buffer.from(text), path, { mtime })
  }
  zip.end()
  return buffer(zip.outputStream)
}
