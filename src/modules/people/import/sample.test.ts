// The sample list gives exactly what is true of it, through the real reader and the real plan; .csv in GB18030 gives
// the same as .xlsx; the error workbook can be corrected and imported.
import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { originClassifier, parseAreas, parsePlan } from '../../../plan/index.ts'
import { openSpreadsheet, writeXlsx } from '../../../platform/spreadsheet/index.ts'
import { ImportPreview, ImportSummary } from './contract.ts'
import { type ErrorRow, errorWorkbook } from './error-workbook.ts'
import { previewImport } from './preview.ts'
import type { ImportOptions, RowOutcome } from './rules/outcome.ts'

const at = (path: string) => fileURLToPath(new URL(`../../../../plans/${path}`, import.meta.url))
const sample = at('samples/returnees-2020-01-25.xlsx')
const expected = JSON.parse(readFileSync(at('samples/returnees-2020-01-25.expected.json'), 'utf8'))
const plan = parsePlan(readFileSync(at('hegang-dongshan-2020.yaml'), 'utf8'))
const options: ImportOptions = {
  areas: parseAreas(readFileSync(at('areas-230406.csv'), 'utf8')),
  classifyOrigin: originClassifier(plan),
  feverThreshold: plan.isolation.feverThreshold,
}

const preview = async (source: string | Uint8Array, more: object = {}) =>
  previewImport(await openSpreadsheet(source), { ...options, ...more })

describe('the sample list', () => {
  test('gives exactly what is true of it', async () => {
    const outcomes: RowOutcome[] = []
    const shown = await preview(sample, { onRow: (outcome: RowOutcome) => void outcomes.push(outcome) })
    const { ok: _, fever_ids, invalid_rows, ...figures } = expected
    expect(shown.summary).toEqual(figures)
    expect(Object.keys(shown.summary)).toEqual(Object.keys(ImportSummary.shape))
    expect(outcomes.flatMap((one) => (one.kind === 'bad' ? [{ no: one.no, reason: one.reason }] : []))).toEqual(
      invalid_rows,
    )
    const fevers = outcomes.flatMap((one) => (one.kind === 'person' && one.fever ? [one.record.document.number] : []))
    expect(fevers.sort()).toEqual([...fever_ids].sort())
    expect(shown.blockers).toEqual([])
    expect(shown.counts).toMatchObject({
      good: 551,
      bad: 27,
      duplicates: 22,
      conflicts: 22,
      feverConflicts: 0,
      notes: 0,
    })
    expect(ImportPreview.parse(shown)).toEqual(shown)
    expect(JSON.stringify(shown.good)).not.toMatch(/\d{17}[\dX]/)
  })

  test('the same as .csv in UTF-8 and in GB18030', async () => {
    const lines: string[] = []
    for await (const { cells } of (await openSpreadsheet(sample)).rows()) {
      lines.push(cells.map((cell) => `"${cell.text}"`).join(','))
    }
    const { ok: _, fever_ids: __, invalid_rows: ___, ...figures } = expected
    const utf8 = Buffer.from(lines.join('\r\n'))
    expect((await preview(utf8)).summary).toEqual(figures)
    const shown = await preview(gb18030(lines.join('\r\n')))
    expect(shown.encoding).toBe('gb18030')
    expect(shown.summary).toEqual(figures)
  })

  test('the error workbook keeps the columns, says why, and can be corrected and imported', async () => {
    const bad: ErrorRow[] = []
    const shown = await preview(sample, {
      onRow: (outcome: RowOutcome, row: { cells: ErrorRow['cells'] }) => {
        if (outcome.kind === 'bad') bad.push({ cells: row.cells, errors: outcome.errors })
      },
    })
    const bytes = await buffer(errorWorkbook({ columns: shown.understood!.columns, rows: bad }))
    const again = await preview(bytes, { listDay: '2020-01-25' })
    expect(again.understood!.columns.at(-1)).toMatchObject({ header: '原因', field: null })
    expect(again.summary).toMatchObject({ rows: 27, persons: 0, invalid: expected.invalid })
    expect(again.bad[0]!.cells.at(-1)).toBe('乡镇(街道)：没有乡镇（街道）“南山街道”')
  })
})

test('a later row with a fever is kept however many duplicates there are', async () => {
  const header = ['姓名', '身份证号', '返鹤日期', '乡镇', '体温']
  const rows = Array.from({ length: 1200 }, (_, i) => [
    '黄海',
    '420102196402099386',
    '2020-01-20',
    '新华镇',
    i === 1100 ? '38.5' : '36.5',
  ])
  const shown = await preview(
    await buffer(writeXlsx({ sheet: '表', columns: header.map((name) => ({ header: name })), rows })),
  )
  expect(shown.counts).toMatchObject({ duplicates: 1199, feverConflicts: 1 })
  expect(shown.duplicates.find((one) => one.fever)).toMatchObject({
    no: 1101,
    differences: [{ field: 'temperature', first: '36.5', later: '38.5' }],
  })
})

/** The runtime decodes GB18030 but does not encode it: the table is made by decoding every two-byte code. */
function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, [number, number]>()
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low !== 0x7f) table.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
    }
  }
  return Uint8Array.from([...text].flatMap((char) => (char < '\u0080' ? [char.charCodeAt(0)] : table.get(char)!)))
}
