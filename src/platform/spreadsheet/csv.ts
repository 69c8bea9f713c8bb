// Comma, semicolon or tab separated text. The encoding is decided over the whole file, because a list may be plain
// ASCII for its first thousand rows: what is valid UTF-8 to the end is UTF-8, all else is read as GB18030, which is
// what Excel on a Chinese Windows writes.
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { Problem } from '../../kernel/problem.ts'
import { type Cell, type SheetRow, textCell } from './cell.ts'
import type { SpreadsheetLimits } from './limits.ts'
import { broken, otherFormat, tooLarge } from './problems.ts'
import type { Spreadsheet, SpreadsheetSource } from './spreadsheet.ts'

type Encoding = NonNullable<Spreadsheet['encoding']>

const bytesOf = (source: SpreadsheetSource): Readable =>
  typeof source === 'string' ? createReadStream(source) : Readable.from([source])

export async function openCsv(
  source: SpreadsheetSource,
  head: Uint8Array,
  limits: SpreadsheetLimits,
): Promise<Spreadsheet> {
  const encoding = await detectEncoding(source, head)
  const start = new TextDecoder(encoding).decode(head)
  if (BINARY.test(start) || /^\s*<(!doctype|html|\?xml|table)/i.test(start)) throw otherFormat()
  const delimiter = detectDelimiter(start)
  return {
    format: 'csv',
    encoding,
    sheets: [''],
    rows: () => rows(source, encoding, delimiter, limits),
    close: () => {},
  }
}

async function detectEncoding(source: SpreadsheetSource, head: Uint8Array): Promise<Encoding> {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of bytesOf(source)) utf8.decode(chunk as Uint8Array, { stream: true })
    utf8.decode()
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a binary file
const BINARY = /[\x00-\x08\x0e-\x1a]/

/** The separator that the first lines use most; a comma when there is none. */
function detectDelimiter(start: string): string {
  const lines = start
    .split(/\r?\n/)
    .slice(0, 20)
    .join('\n')
    .replace(/"[^"]*"/g, '')
  const count = (separator: string) => lines.split(separator).length - 1
  return [',', '\t', ';'].reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** Excel's way to keep an id as text in a .csv is `="4201…"` or a leading tab. */
const unwrap = (text: string): string => /^="(.*)"$/s.exec(text)?.[1] ?? text.replace(/^\t+/, '')

async function* decoded(source: SpreadsheetSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytesOf(source)) yield decoder.decode(chunk as Uint8Array, { stream: true })
  yield decoder.decode()
}

async function* rows(
  source: SpreadsheetSource,
  encoding: Encoding,
  delimiter: string,
  limits: SpreadsheetLimits,
): AsyncGenerator<SheetRow, void, undefined> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 1 << 20,
  })
  const input = Readable.from(decoded(source, encoding))
  input.on('error', (error) => parser.destroy(error))
  input.pipe(parser)
  let row = 0
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1
      if (row > limits.rows) throw tooLarge({ zh: `超过 ${limits.rows} 行`, en: `over ${limits.rows} rows` })
      if (record.length > limits.columns) {
        throw tooLarge({ zh: `超过 ${limits.columns} 列`, en: `over ${limits.columns} columns` })
      }
      const cells: Cell[] = record.map((text) => textCell(unwrap(text)))
      yield { row, cells }
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw broken(error instanceof Error ? error.message : String(error))
  } finally {
    input.destroy()
    parser.destroy()
  }
}
