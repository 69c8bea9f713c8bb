// A workbook of somebody else's is filled and stays what it was: other parts byte by byte, cells in their styles, sums worked out.
import { Buffer } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { columnName, placeOf, rangeOf, refOf } from '../../kernel/cells.ts'
import { Problem } from '../../kernel/problem.ts'
import { openArchive } from './archive.ts'
import { fillWorkbook, LIMITS, readGrids } from './index.ts'
import { addends, shifted } from './sums.ts'
import { bookParts } from './write-parts.ts'

const SHEET = 'xl/worksheets/sheet1.xml'

const book = async (sheet: string, parts: Record<string, string | null> = {}): Promise<Buffer> => {
  const zip = new ZipFile()
  const contents = { ...Object.fromEntries(bookParts('表')), [SHEET]: sheet, ...parts }
  for (const [path, text] of Object.entries(contents)) if (text !== null) zip.addBuffer(Buffer.from(text), path)
  zip.end()
  return buffer(zip.outputStream)
}
const partOf = async (bytes: Buffer, path: string): Promise<string> => {
  const archive = await openArchive(bytes, LIMITS)
  try {
    return (await archive.bytes(path)).toString()
  } finally {
    archive.close()
  }
}
const texts = async (bytes: Buffer) => {
  const [grid] = await readGrids(bytes)
  return Object.fromEntries(grid!.cells.map((cell) => [refOf(cell), cell.text]))
}
const codeOf = async (doing: Promise<unknown>): Promise<string> => {
  try {
    await doing
  } catch (error) {
    if (error instanceof Problem) return error.details.code
    throw error
  }
  return 'none'
}

const FORM =
  '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols>' +
  '<col min="3" max="3" width="9" style="2"/></cols><sheetData>' +
  '<row r="1" ht="30" spans="1:2"><c r="A1" s="4" t="inlineStr"><is><t>表 &gt; 头</t></is></c><c r="B1" s="4"/></row>' +
  '<row r="3"><c r="A3" s="3"/><c r="B3" s="2"><v>7</v></c><c r="D3"><f>SUM(A3:C3)</f><v>99</v></c></row>' +
  '<row r="4" spans="2:4"><c r="B4" t="str"><f>"a"&amp;B3</f><v>a7</v></c><c r="C4"><f t="shared" ref="C4:D4" si="0">C3+B3</f><v>1</v></c>' +
  '<c r="D4"><f t="shared" si="0"/><v>1</v></c></row><row r="9" s="5" customFormat="1"/></sheetData>' +
  '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells><printOptions horizontalCentered="1"/></worksheet>'

describe('a workbook as it is', () => {
  it('is read with its merges and formulas', async () => {
    const [grid] = await readGrids(await book(FORM))
    expect(grid).toMatchObject({ name: '表', rows: 4, columns: 4, merges: [{ top: 1, left: 1, bottom: 2, right: 2 }] })
    expect(grid!.cells.filter(({ isFormula }) => isFormula).map(refOf)).toEqual(['D3', 'B4', 'C4', 'D4'])
  })

  it('is filled in its own styles, and nothing else of it changes', async () => {
    const before = await book(FORM)
    const values = new Map<string, string | number | null>([
      ['A3', 5],
      ['C3', 3],
      ['A7', '420102196402099386'],
      ['B9', '新 <&> 格'],
      ['B3', null],
    ])
    const after = await fillWorkbook(before, '表', values, new Map([['A7', 'A3']]))
    const sheet = await partOf(after, SHEET)
    expect(sheet).toContain(
      '<row r="1" ht="30"><c r="A1" s="4" t="inlineStr"><is><t>表 &gt; 头</t></is></c><c r="B1" s="4"/></row>',
    )
    expect(sheet).toContain('<c r="A3" s="3"><v>5</v></c><c r="B3" s="2"/><c r="C3" s="2"><v>3</v></c>')
    expect(sheet).toContain(
      '<row r="7"><c r="A7" s="3" t="inlineStr"><is><t xml:space="preserve">420102196402099386</t></is></c></row>',
    )
    expect(sheet).toMatch(
      /<row r="9" s="5" customFormat="1"><c r="B9" s="5" t="inlineStr">.*<\/row><\/sheetData><mergeCells/,
    )
    expect(sheet).toContain('<printOptions horizontalCentered="1"/></worksheet>')
    for (const path of ['xl/styles.xml', '[Content_Types].xml'])
      expect(await partOf(after, path)).toBe(await partOf(before, path))
    expect(await partOf(after, 'xl/workbook.xml')).toContain('<calcPr fullCalcOnLoad="1"/>')
    expect(await texts(after)).toMatchObject({ A7: '420102196402099386', B9: '新 <&> 格' })
  })

  it('works out its sums, shared ones too, and leaves other formulas to the program that opens it', async () => {
    const after = await fillWorkbook(
      await book(FORM),
      '表',
      new Map([
        ['A3', 5],
        ['C3', 3],
      ]),
    )
    // C4 is C3+B3, so D4, which shares it, is D3+C3; D3 is itself a sum.
    expect(await texts(after)).toMatchObject({ D3: '15', C4: '10', D4: '18', B4: '' })
    expect(await partOf(after, SHEET)).toContain('<c r="B4"><f>"a"&amp;B3</f></c>')
  })

  it('with prefixed names and an empty sheet is filled with the same names', async () => {
    const sheet =
      '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData/></x:worksheet>'
    const after = await fillWorkbook(await book(sheet), '表', new Map([['B2', 4]]))
    expect(await partOf(after, SHEET)).toContain(
      '<x:sheetData><x:row r="2"><x:c r="B2"><x:v>4</x:v></x:c></x:row></x:sheetData>',
    )
    expect(await texts(after)).toEqual({ B2: '4' })
  })

  it('is not written over where it works something out', async () => {
    expect(await codeOf(fillWorkbook(await book(FORM), '表', new Map([['D3', 1]])))).toBe('spreadsheet_formula')
    expect(await codeOf(fillWorkbook(await book(FORM), '别的', new Map([['A3', 1]])))).toBe('spreadsheet_no_sheet')
  })

  it.each([
    ['macros', () => book(FORM, { 'xl/vbaProject.bin': 'x' }), 'spreadsheet_macros'],
    [
      'a password',
      async () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
      'spreadsheet_encrypted',
    ],
    ['the old format', async () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), 'spreadsheet_old_format'],
    ['a .csv', async () => Buffer.from('单位,人数\n新华镇,3\n'), 'spreadsheet_not_workbook'],
    ['a picture', async () => Buffer.from('%PDF-1.7'), 'spreadsheet_unknown_format'],
    ['nothing', async () => Buffer.alloc(0), 'spreadsheet_empty'],
    ['six megabytes', async () => Buffer.alloc(6 * 2 ** 20, 'a'), 'spreadsheet_too_large'],
    [
      '1001 rows',
      () => book('<worksheet><sheetData><row r="1001"><c r="A1001"><v>1</v></c></row></sheetData></worksheet>'),
      'spreadsheet_too_large',
    ],
    ['broken parts', () => book('<worksheet><sheetData><row'), 'spreadsheet_broken'],
  ])('with %s is refused in words', async (_what, bytes, code) => {
    expect(await codeOf(readGrids(await bytes()))).toBe(code)
  })

  it('answers whatever is put into it', async () => {
    const form = await book(FORM)
    const place = fc.record({ row: fc.integer({ min: 5, max: 40 }), column: fc.integer({ min: 1, max: 30 }) })
    const value = fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.string({ minLength: 1, maxLength: 20 }))
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(place, value), { selector: ([at]) => refOf(at), maxLength: 12 }),
        async (cells) => {
          const values = new Map(cells.map(([at, said]) => [refOf(at), said]))
          const after = await texts(await fillWorkbook(form, '表', values))
          for (const [ref, said] of values) expect(after[ref]).toBe(String(said).toWellFormed())
        },
      ),
      { numRuns: 30 },
    )
  })
})

describe('references and sums', () => {
  it('go from letters to numbers and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16_384 }), fc.integer({ min: 1, max: 1_048_576 }), (column, row) => {
        expect(placeOf(`${columnName(column)}${row}`)).toEqual({ row, column })
      }),
    )
    expect(rangeOf('$C$5:A2')).toEqual({ top: 2, left: 1, bottom: 5, right: 3 })
    expect(placeOf('A0')).toBeNull()
  })

  it.each([
    ['SUM(B5:B11)', ['B5:B11']],
    [' sum( B5:B11 , C2 )', ['B5:B11', 'C2']],
    ['B5+$C$6', ['B5', '$C$6']],
    ['B5', null],
    ['SUM(Sheet2!B5:B6)', null],
    ['B5-C5', null],
    ['IF(A1>0,SUM(B5:B6),0)', null],
  ])('%s', (formula, terms) => expect(addends(formula)).toEqual(terms))

  it('a shared formula moves with its cell, but for what is fixed', () => {
    expect(shifted('SUM(B5:B$11)+$C5', 2, 1)).toBe('SUM(C7:C11)+C7')
  })
})
