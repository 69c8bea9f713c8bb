// Reading and writing of spreadsheets: what goes in comes out, and a file that is none is refused in words.
import { Buffer } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { Problem } from '../../kernel/problem.ts'
import { openSpreadsheet, type SheetRow, type SpreadsheetLimits, writeXlsx } from './index.ts'
import { bookParts } from './write-parts.ts'
import { isDateFormat } from './xlsx-parts.ts'
import { plainNumber, serialDay } from './xlsx-sheet.ts'

const read = async (bytes: Uint8Array, limits?: Partial<SpreadsheetLimits>): Promise<SheetRow[]> => {
  const book = await openSpreadsheet(bytes, limits)
  const rows = await all(book.rows())
  book.close()
  return rows
}
const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}
const texts = (rows: SheetRow[]) => rows.map((row) => row.cells.map((cell) => cell.text))

const codeOf = async (reading: Promise<unknown>): Promise<string> => {
  try {
    await reading
  } catch (error) {
    if (error instanceof Problem) return error.details.code
    throw error
  }
  return 'none'
}

/** A workbook with a sheet of our own making. */
const book = async (sheet: string, parts: Record<string, string> = {}): Promise<Buffer> => {
  const zip = new ZipFile()
  const contents = { ...Object.fromEntries(bookParts('表')), 'xl/worksheets/sheet1.xml': sheet, ...parts }
  // The sheet comes before the parts that it needs: the order in the archive is free.
  for (const [path, text] of Object.entries(contents).reverse()) zip.addBuffer(Buffer.from(text), path)
  zip.end()
  return buffer(zip.outputStream)
}

describe('xlsx', () => {
  test('what is written is read back: text stays text, days stay days', async () => {
    const bytes = await buffer(
      writeXlsx({
        sheet: '返鹤人员/1',
        columns: [
          { header: '证件号码', width: 22 },
          { header: '体温', kind: 'number' },
          { header: '日期', kind: 'date' },
          { header: '备注' },
        ],
        rows: [
          ['420102196402099386', 36.9, '2020-01-20', '=1+1 <&> "_x0041_" \u0007'],
          [{ value: '0001', mark: 'bad' }, { value: 36.5, mark: 'note' }, null, ''],
        ],
      }),
    )
    const rows = await read(bytes)
    expect(texts(rows)).toEqual([
      ['证件号码', '体温', '日期', '备注'],
      ['420102196402099386', '36.9', '2020-01-20', '=1+1 <&> "_x0041_" \u0007'],
      ['0001', '36.5'],
    ])
    expect(rows[1]!.cells.map((cell) => cell.kind)).toEqual(['text', 'number', 'date', 'text'])
    expect((await openSpreadsheet(bytes)).sheets).toEqual(['返鹤人员 1'])
  })

  test('an error of the rows reaches whoever reads the workbook', async () => {
    const rows = async function* () {
      yield ['1']
      throw new Error('the database went away')
    }
    await expect(buffer(writeXlsx({ sheet: 'a', columns: [{ header: 'a' }], rows: rows() }))).rejects.toThrow(
      'went away',
    )
  })

  test('left-out rows and cells keep their places; shared strings with runs and phonetic guides; prefixes', async () => {
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="3"><x:c r="B3" t="s"><x:v>0</x:v></x:c>' +
      '<x:c r="D3"><x:f>1+1</x:f><x:v>4.2010219640209901E+17</x:v></x:c><x:c r="XFD3" s="1"/></x:row>' +
      '<x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const strings = '<sst><si><r><t>张</t></r><r><t xml:space="preserve"> 三</t></r><rPh><t>zhang</t></rPh></si></sst>'
    const relations = Object.fromEntries(bookParts('表'))['xl/_rels/workbook.xml.rels']!
    const rows = await read(
      await book(sheet, {
        'xl/sharedStrings.xml': strings,
        'xl/_rels/workbook.xml.rels': relations.replace(
          '</Relationships>',
          '<Relationship Id="rId9" Type="x" Target="/xl/sharedStrings.xml"/></Relationships>',
        ),
      }),
    )
    expect(rows.map((row) => row.row)).toEqual([3, 4])
    expect(texts(rows)).toEqual([
      ['', '张 三', '', '420102196402099000'],
      ['甲', 'TRUE'],
    ])
    expect(rows[0]!.cells[3]).toMatchObject({ kind: 'number', raw: '4.2010219640209901E+17' })
  })

  test('numbers lose their binary noise, serial numbers are days', () => {
    expect(plainNumber('36.599999999999994')).toBe('36.6')
    expect(serialDay(43852)).toBe('2020-01-22')
    expect(serialDay(43852.75)).toBe('2020-01-22')
    expect(serialDay(1)).toBe('1900-01-01')
    expect(serialDay(61)).toBe('1900-03-01')
    expect(serialDay(42390, true)).toBe('2020-01-22')
    expect(serialDay(0)).toBeNull()
  })

  test.each([
    ['yyyy-mm-dd', true],
    ['yyyy"年"m"月"d"日"', true],
    ['[$-804]m"月"d"日";@', true],
    ['0.00', false],
    ['#,##0"day"', false],
    ['[Red]0', false],
    ['General', false],
    ['h:mm:ss', false],
  ])('number format %s shows a day: %s', (format, expected) => expect(isDateFormat(format)).toBe(expected))
})

describe('csv', () => {
  const text = '序号,姓名,证件号码\r\n1,"林,静\n安","=""420102196402099386"""\r\n\r\n2,王强\r\n'
  const gb = Buffer.from([0xd0, 0xf2, 0xba, 0xc5, 0x2c, 0xd0, 0xd5, 0xc3, 0xfb, 0x0a, 0x31, 0x2c, 0xc1, 0xd6, 0x0a])

  test('UTF-8 with and without a byte order mark; quotes, blank lines, ids kept as text', async () => {
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`)]) {
      const rows = await read(bytes)
      expect(texts(rows)).toEqual([
        ['序号', '姓名', '证件号码'],
        ['1', '林,静\n安', '420102196402099386'],
        [''],
        ['2', '王强'],
      ])
      expect(rows.map((row) => row.row)).toEqual([1, 2, 3, 4])
    }
  })

  test('GB18030, even when the first Chinese character comes late', async () => {
    expect(texts(await read(gb))).toEqual([
      ['序号', '姓名'],
      ['1', '林'],
    ])
    const late = Buffer.concat([Buffer.from('a,b\n'.repeat(5000)), gb])
    const opened = await openSpreadsheet(late)
    expect(opened.encoding).toBe('gb18030')
    expect((await all(opened.rows())).at(-1)!.cells[1]!.text).toBe('林')
  })

  test('tabs and UTF-16 as "Unicode text"', async () => {
    expect(texts(await read(Buffer.from('\ufeff姓名\t电话\n林\t1\n', 'utf16le')))).toEqual([
      ['姓名', '电话'],
      ['林', '1'],
    ])
  })
})

describe('what is refused', () => {
  const compound = (inside: string) =>
    Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600), Buffer.from(inside, 'utf16le')])

  test.each<[string, string, Uint8Array]>([
    ['an empty file', 'spreadsheet_empty', Buffer.alloc(0)],
    ['a password', 'spreadsheet_encrypted', compound('EncryptedPackage')],
    ['an old .xls', 'spreadsheet_old_format', compound('Workbook')],
    ['a PDF', 'spreadsheet_unknown_format', Buffer.from('%PDF-1.7')],
    ['a web page called .xls', 'spreadsheet_unknown_format', Buffer.from('<html><table></table></html>')],
    ['a picture', 'spreadsheet_unknown_format', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
    ['half a zip', 'spreadsheet_broken', Buffer.from('PK\u0003\u0004 and no more')],
  ])('%s', async (_, code, bytes) => expect(await codeOf(read(bytes))).toBe(code))

  test('a zip that is no workbook', async () => {
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from('hello'), 'word/document.xml')
    zip.end()
    expect(await codeOf(read(await buffer(zip.outputStream)))).toBe('spreadsheet_unknown_format')
  })

  test('broken XML and a damaged archive', async () => {
    expect(await codeOf(read(await book('<worksheet><sheetData><row>')))).toBe('spreadsheet_broken')
    const bytes = await book(`<worksheet><sheetData>${'<row/>'.repeat(500)}</sheetData></worksheet>`)
    bytes.fill(0, 40, 60)
    expect(await codeOf(read(bytes))).toBe('spreadsheet_broken')
  })

  test('a zip bomb is refused before it unfolds, and one that lies about its size while it does', async () => {
    const sheet = `<worksheet><sheetData>${'<row></row>'.repeat(200_000)}</sheetData></worksheet>`
    const bytes = await book(sheet)
    expect(bytes.length).toBeLessThan(50_000)
    expect(await codeOf(read(bytes, { inflatedBytes: 1_000_000 }))).toBe('spreadsheet_too_large')
    const size = Buffer.alloc(4)
    size.writeUInt32LE(sheet.length)
    const lying = Buffer.alloc(4)
    lying.writeUInt32LE(1000)
    let at = bytes.indexOf(size)
    const found = at >= 0
    for (; at >= 0; at = bytes.indexOf(size, at + 1)) lying.copy(bytes, at)
    expect(found).toBe(true)
    expect(await codeOf(read(bytes, { inflatedBytes: 1_000_000 }))).toBe('spreadsheet_broken')
  })

  test('too many rows or columns, a cell that is too long', async () => {
    const csv = Buffer.from('a,b\n'.repeat(20))
    expect(await codeOf(read(csv, { rows: 10 }))).toBe('spreadsheet_too_large')
    expect(await codeOf(read(csv, { columns: 1 }))).toBe('spreadsheet_too_large')
    expect(await codeOf(read(csv, { fileBytes: 10 }))).toBe('spreadsheet_too_large')
    const far = '<worksheet><sheetData><row r="1"><c r="ZZ1"><v>1</v></c></row></sheetData></worksheet>'
    expect(await codeOf(read(await book(far)))).toBe('spreadsheet_too_large')
  })
})
