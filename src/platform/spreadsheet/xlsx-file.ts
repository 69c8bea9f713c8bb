// An .xlsx: the small parts (workbook, styles, shared strings) are read first wherever they lie in the archive, then a
// sheet is streamed.
import { type Archive, asProblem, openArchive } from './archive.ts'
import type { SheetRow } from './cell.ts'
import type { SpreadsheetLimits } from './limits.ts'
import { noSheet, otherFormat } from './problems.ts'
import type { Spreadsheet, SpreadsheetSource } from './spreadsheet.ts'
import { dateStyles, readBook, readSharedStrings, relations } from './xlsx-parts.ts'
import { sheetRows } from './xlsx-sheet.ts'

export interface XlsxSheet {
  name: string
  path: string
}

export interface Book {
  path: string
  /** The visible ones, in order. */
  sheets: XlsxSheet[]
  /** Of every sheet, hidden ones too. */
  sheetPaths: string[]
  rows(sheet: XlsxSheet): AsyncGenerator<SheetRow, void, undefined>
}

export async function openBook(archive: Archive, limits: SpreadsheetLimits): Promise<Book> {
  const rootRelations = await relations(archive.xml('_rels/.rels'))
  const path = [...rootRelations.values()].find((target) => /workbook\.xml$/.test(target)) ?? 'xl/workbook.xml'
  if (!archive.has(path)) throw otherFormat()
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const bookRelations = await relations(archive.xml(`${folder}_rels/${path.slice(folder.length)}.rels`), folder)
  const book = await readBook(archive.xml(path))
  const part = (suffix: RegExp) => [...bookRelations.values()].find((target) => suffix.test(target))
  const strings = await readSharedStrings(archive.xml(part(/sharedStrings\.xml$/i)), limits)
  const dates = await dateStyles(archive.xml(part(/styles\.xml$/i)))
  const sheets = book.sheets.flatMap(({ name, relation, hidden }) => {
    const found = bookRelations.get(relation)
    return found !== undefined && archive.has(found) ? [{ name, path: found, hidden }] : []
  })
  return {
    path,
    sheets: sheets.filter(({ hidden }) => !hidden),
    sheetPaths: sheets.map((sheet) => sheet.path),
    rows: (sheet) => guarded(sheetRows(archive.xml(sheet.path), { strings, dates, is1904: book.is1904, limits })),
  }
}

export async function openXlsx(source: SpreadsheetSource, limits: SpreadsheetLimits): Promise<Spreadsheet> {
  const archive = await openArchive(source, limits)
  try {
    const book = await openBook(archive, limits)
    return {
      format: 'xlsx',
      encoding: null,
      sheets: book.sheets.map((sheet) => sheet.name),
      rows: (name) => rowsOf(book, name),
      close: () => archive.close(),
    }
  } catch (error) {
    archive.close()
    throw asProblem(error)
  }
}

async function* rowsOf({ sheets, rows }: Book, name: string | undefined): AsyncGenerator<SheetRow, void, undefined> {
  const wanted = name === undefined ? sheets : sheets.filter((sheet) => sheet.name === name)
  if (wanted.length === 0) throw noSheet()
  for (const sheet of wanted) {
    let isBlank = true
    for await (const row of rows(sheet)) {
      isBlank &&= row.cells.every((cell) => cell.kind === 'empty')
      yield row
    }
    if (!isBlank) return
  }
}

async function* guarded(rows: AsyncGenerator<SheetRow, void, undefined>): AsyncGenerator<SheetRow, void, undefined> {
  try {
    yield* rows
  } catch (error) {
    throw asProblem(error)
  }
}
