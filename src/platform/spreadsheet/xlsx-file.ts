// An .xlsx as a zip archive with random access (yauzl): the small parts (workbook, styles, shared strings) are read
// first wherever they lie in the archive, then a sheet is streamed. The declared sizes are summed before anything is
// unfolded, and yauzl stops a part that unfolds to more than it declared.
import { Buffer } from 'node:buffer'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { Problem } from '../../kernel/problem.ts'
import type { SheetRow } from './cell.ts'
import type { SpreadsheetLimits } from './limits.ts'
import { broken, encrypted, noSheet, otherFormat, tooLarge } from './problems.ts'
import type { Spreadsheet, SpreadsheetSource } from './spreadsheet.ts'
import { dateStyles, readBook, readSharedStrings, relations, type SheetRef } from './xlsx-parts.ts'
import { sheetRows } from './xlsx-sheet.ts'
import { type Xml, xmlChunks } from './xml.ts'

export async function openXlsx(source: SpreadsheetSource, limits: SpreadsheetLimits): Promise<Spreadsheet> {
  const archive = await openArchive(source, limits)
  try {
    const rootRelations = await relations(archive.xml('_rels/.rels'))
    const bookPath = [...rootRelations.values()].find((target) => /workbook\.xml$/.test(target)) ?? 'xl/workbook.xml'
    if (!archive.has(bookPath)) throw otherFormat()
    const folder = bookPath.slice(0, bookPath.lastIndexOf('/') + 1)
    const bookRelations = await relations(archive.xml(`${folder}_rels/${bookPath.slice(folder.length)}.rels`), folder)
    const book = await readBook(archive.xml(bookPath))
    const part = (suffix: RegExp) => [...bookRelations.values()].find((target) => suffix.test(target))
    const strings = await readSharedStrings(archive.xml(part(/sharedStrings\.xml$/i)), limits)
    const dates = await dateStyles(archive.xml(part(/styles\.xml$/i)))
    const visible = book.sheets.filter((sheet) => !sheet.hidden && archive.has(bookRelations.get(sheet.relation)))
    const read = (sheet: SheetRef) =>
      guarded(
        sheetRows(archive.xml(bookRelations.get(sheet.relation)), { strings, dates, is1904: book.is1904, limits }),
      )
    return {
      format: 'xlsx',
      encoding: null,
      sheets: visible.map((sheet) => sheet.name),
      rows: (name) => rowsOf(visible, read, name),
      close: () => archive.close(),
    }
  } catch (error) {
    archive.close()
    throw asProblem(error)
  }
}

async function* rowsOf(
  sheets: SheetRef[],
  read: (sheet: SheetRef) => AsyncGenerator<SheetRow, void, undefined>,
  name: string | undefined,
): AsyncGenerator<SheetRow, void, undefined> {
  const wanted = name === undefined ? sheets : sheets.filter((sheet) => sheet.name === name)
  if (wanted.length === 0) throw noSheet()
  for (const sheet of wanted) {
    let isBlank = true
    for await (const row of read(sheet)) {
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

const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : broken(error instanceof Error ? error.message : String(error))

interface Archive {
  has(path: string | undefined): boolean
  /** The parsed pieces of one part; nothing for a part that is not there. */
  xml(path: string | undefined): Xml
  close(): void
}

async function openArchive(source: SpreadsheetSource, limits: SpreadsheetLimits): Promise<Archive> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true }
  let zip: ZipFile | undefined
  try {
    const opened =
      typeof source === 'string'
        ? await yauzl.openPromise(source, options)
        : await yauzl.fromBufferPromise(Buffer.from(source), options)
    zip = opened
    const entries = await entriesOf(opened, limits)
    const read = async function* (entry: Entry) {
      const stream = await opened.openReadStreamPromise(entry)
      yield* stream as AsyncIterable<Uint8Array>
    }
    return {
      has: (path) => path !== undefined && entries.has(path),
      xml: (path) => {
        const entry = path === undefined ? undefined : entries.get(path)
        return entry === undefined ? xmlChunks([]) : xmlChunks(read(entry))
      },
      close: () => opened.close(),
    }
  } catch (error) {
    zip?.close()
    throw asProblem(error)
  }
}

async function entriesOf(zip: ZipFile, limits: SpreadsheetLimits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  let inflated = 0
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw encrypted()
    inflated += entry.uncompressedSize
    entries.set(entry.fileName, entry)
    if (inflated > limits.inflatedBytes || entries.size > limits.parts) {
      const mb = Math.round(limits.inflatedBytes / 2 ** 20)
      throw tooLarge({ zh: `解压后超过 ${mb} MB`, en: `over ${mb} MB unpacked` })
    }
  }
  return entries
}
