// Runs a whole list through the import and keeps what a screen shows before anything is saved (M07): samples of the
// good rows, the bad ones, the duplicates. What is kept is cut at a length, except a fever, which is never dropped.
import type { Spreadsheet } from '../../../platform/spreadsheet/index.ts'
import { maskDocument } from '../rules/documents.ts'
import type { DuplicateRow, GoodRow, ImportPreview } from './contract.ts'
import { createImport } from './rules/list-import.ts'
import type { ImportOptions, RowOutcome } from './rules/outcome.ts'
import { clean, type ListRow } from './rules/row.ts'

const MOST = { good: 20, bad: 500, duplicates: 500, noted: 200, footers: 50, samples: 3, fevers: 10_000 }

export interface PreviewOptions extends ImportOptions {
  /** Which sheet; without it the first that has content. */
  sheet?: string
  /** Called about every 1,000 rows with the rows read so far. */
  onProgress?: (rows: number) => void
  /** Called with every row and what became of it, in order: to save, or to write the error workbook. */
  onRow?: (outcome: RowOutcome, row: ListRow) => void | Promise<void>
}

/** Reads all rows once. Throws the Problems of platform/spreadsheet. */
export async function previewImport(book: Spreadsheet, options: PreviewOptions): Promise<ImportPreview> {
  const list = createImport(options)
  const good: GoodRow[] = []
  const noted: GoodRow[] = []
  const bad: ImportPreview['bad'] = []
  const duplicates: DuplicateRow[] = []
  const footers: ImportPreview['footers'] = []
  const samples: string[][] = []
  const counts = { good: 0, bad: 0, duplicates: 0, conflicts: 0, feverConflicts: 0, notes: 0 }
  const fits = (kept: unknown[], most: number, fever: boolean) => kept.length < (fever ? MOST.fevers : most)

  let rows = 0
  for await (const row of book.rows(options.sheet)) {
    const outcome = list.push(row)
    rows += 1
    if (rows % 1000 === 0) options.onProgress?.(rows)
    if (outcome.kind === 'skipped') {
      if (outcome.why === 'footer' && footers.length < MOST.footers)
        footers.push({ row: outcome.row, text: outcome.text })
    } else {
      if (counts.good + counts.bad + counts.duplicates < 30) keepSamples(samples, row)
      if (outcome.kind === 'person') {
        counts.good += 1
        const shown = good.length < MOST.good || outcome.notes.length > 0 ? goodRow(outcome) : null
        if (shown && good.length < MOST.good) good.push(shown)
        if (outcome.notes.length > 0) {
          counts.notes += 1
          if (shown && noted.length < MOST.noted) noted.push(shown)
        }
      } else if (outcome.kind === 'bad') {
        counts.bad += 1
        const { row: at, no, reason, fever, errors } = outcome
        if (fits(bad, MOST.bad, fever)) {
          bad.push({ row: at, no, reason, fever, errors, cells: row.cells.map((cell) => cell.text) })
        }
      } else {
        counts.duplicates += 1
        if (outcome.differences.length > 0) counts.conflicts += 1
        if (outcome.fever) counts.feverConflicts += 1
        if (fits(duplicates, MOST.duplicates, outcome.fever)) duplicates.push(duplicateRow(outcome))
      }
    }
    await options.onRow?.(outcome, row)
  }
  options.onProgress?.(rows)

  const understood = list.understood()
  return {
    format: book.format,
    encoding: book.encoding,
    sheets: [...book.sheets],
    understood: understood && {
      ...understood,
      columns: understood.columns.map((column) => ({ ...column, samples: samples[column.index] ?? [] })),
    },
    blockers: list.blockers(),
    summary: list.summary(),
    good,
    bad,
    duplicates,
    counts,
    noted,
    footers,
  }
}

function keepSamples(samples: string[][], row: ListRow): void {
  row.cells.forEach((cell, index) => {
    samples[index] ??= []
    const text = clean(cell.text)
    if (text !== '' && samples[index].length < MOST.samples) samples[index].push(text)
  })
}

function goodRow({ row, no, record, notes, fever }: Extract<RowOutcome, { kind: 'person' }>): GoodRow {
  const { document, origin, ...rest } = record
  return {
    row,
    no,
    ...rest,
    documentType: document.type,
    documentMasked: maskDocument(document.number),
    originText: origin.text,
    category: origin.category,
    fever,
    notes,
  }
}

function duplicateRow(outcome: Extract<RowOutcome, { kind: 'duplicate' }>): DuplicateRow {
  const { row, no, record, of, fever, differences } = outcome
  const documentMasked = maskDocument(record.document.number)
  return { row, no, name: record.name, documentMasked, of: { row: of.row, no: of.no }, fever, differences }
}
