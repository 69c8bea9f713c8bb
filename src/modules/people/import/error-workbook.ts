// The bad rows of a list as a workbook to correct and import again: the list's own columns and one more that says why,
// the wrong cells on red. Everything is text, so an identity number typed into it stays whole.
import type { Readable } from 'node:stream'
import { type WriteValue, writeXlsx } from '../../../platform/spreadsheet/index.ts'
import type { Column } from './rules/header.ts'
import type { CellError } from './rules/record.ts'
import type { ListCell } from './rules/row.ts'

export interface ErrorRow {
  cells: readonly Pick<ListCell, 'text'>[]
  errors: readonly Pick<CellError, 'column' | 'header' | 'field' | 'zh' | 'en'>[]
}

export interface ErrorWorkbook {
  columns: readonly Pick<Column, 'index' | 'header'>[]
  rows: AsyncIterable<ErrorRow> | Iterable<ErrorRow>
  language?: 'zh' | 'en'
}

/** The bytes of the workbook, streamed. */
export function errorWorkbook({ columns, rows, language = 'zh' }: ErrorWorkbook): Readable {
  const width = columns.reduce((most, { index }) => Math.max(most, index + 1), 0)
  const headers = Array.from({ length: width }, (_, i) => columns.find(({ index }) => index === i)?.header ?? '')
  return writeXlsx({
    sheet: language === 'zh' ? '错误行' : 'Errors',
    columns: [
      ...headers.map((header) => ({ header, ...(/证|身份/.test(header) ? { width: 22 } : {}) })),
      { header: language === 'zh' ? '原因' : 'Reason', width: 60 },
    ],
    rows: lines(rows, width, language),
  })
}

async function* lines(rows: ErrorWorkbook['rows'], width: number, language: 'zh' | 'en'): AsyncGenerator<WriteValue[]> {
  for await (const { cells, errors } of rows) {
    const wrong = new Set(errors.map(({ column }) => column))
    const line: WriteValue[] = Array.from({ length: width }, (_, i) => {
      const value = cells[i]?.text ?? ''
      return wrong.has(i) ? { value, mark: 'bad' } : value
    })
    const reasons = errors.map((error) =>
      error.header === '' ? error[language] : `${error.header}：${error[language]}`,
    )
    line.push({ value: reasons.join('；'), mark: 'note' })
    yield line
  }
}
