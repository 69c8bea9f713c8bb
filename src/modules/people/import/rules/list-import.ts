// Reads a whole list row by row (M07): finds the header, reads each person, tells duplicates in the list by document
// and where they differ. Pure and streaming: it keeps of each person one compact line, never the rows. The figures
// describe the first row of each person; a later row is a duplicate, and a fever in it is a conflict of its own.
import { townshipOf } from '../../../../kernel/area.ts'
import { type Reason, reason } from '../../../../kernel/verdict.ts'
import { documentKey } from '../../rules/documents.ts'
import { areaResolver } from './areas.ts'
import { differencesOf, packRecord } from './compare.ts'
import { type Field, MEANINGS } from './fields.ts'
import {
  type Column,
  isHeaderAgain,
  LAST_HEADER_ROW,
  listDateIn,
  mappedColumns,
  readHeader,
  withSubHeader,
} from './header.ts'
import type { ImportOptions, ImportSummary, ListImport, RowOutcome, RowPlace, Understood } from './outcome.ts'
import { INVALID_REASONS } from './reasons.ts'
import { type ImportRecord, readRow } from './record.ts'
import { clean, isNothing, type ListRow, writtenIn } from './row.ts'

const NEEDED: readonly Field[] = ['name', 'document', 'arrivalDay', 'township']
const FOOTER = /^(合计|总计|小计|共计|填表人|填报人|制表|审核|负责人|注:|说明|备注:|单位[(:盖])/

export function createImport(options: ImportOptions): ListImport {
  const { feverThreshold, mapping, placeOf = () => 'home' as const } = options
  const rules = {
    resolveArea: areaResolver(options.areas, options.endedAreas),
    classifyOrigin: options.classifyOrigin,
  }
  const isFever = (degrees: number | null) => degrees !== null && degrees >= feverThreshold

  let columns: Column[] | null = null
  let headerRow = 0
  let mayHaveSubHeader = false
  const list: Understood['list'] = { day: options.listDay ?? null, year: yearGiven(options), from: null }
  if (list.year !== null) list.from = 'given'

  const people = new Map<string, number>()
  const packed: string[] = []
  const places: RowPlace[] = []
  const lastSeen = { rows: 0 }
  const summary: ImportSummary = {
    rows: 0,
    persons: 0,
    duplicates: 0,
    invalid: {},
    key_area: 0,
    other_area: 0,
    fever: 0,
    expected_arrivals: 0,
    home_isolation: 0,
    by_township: {},
  }

  const dateFrom = (text: string, from: 'title' | 'fileName') => {
    if (list.day !== null) return
    const { day, year } = listDateIn(text)
    if (year === null || (list.year !== null && year !== list.year)) return
    if (list.year === null) list.from = from
    list.day = day
    list.year = year
  }

  function beforeHeader(row: ListRow): RowOutcome {
    const text = row.cells
      .map((cell) => clean(cell.text))
      .filter((part) => part !== '')
      .join(' ')
    const skipped = (why: 'title' | 'header') => ({ kind: 'skipped', row: row.row, why, text }) as const
    const found = mapping
      ? row.row === mapping.headerRow
        ? mappedColumns(row, mapping)
        : null
      : row.row <= LAST_HEADER_ROW
        ? readHeader(row)
        : null
    if (found === null) {
      dateFrom(text, 'title')
      return skipped('title')
    }
    columns = found
    headerRow = row.row
    mayHaveSubHeader = mapping === undefined
    dateFrom(options.fileName ?? '', 'fileName')
    return skipped('header')
  }

  function push(row: ListRow): RowOutcome {
    if (columns === null) return beforeHeader(row)
    const values = row.cells.map((cell) => writtenIn(cell))
    const skipped = (why: 'header' | 'blank' | 'footer') =>
      ({ kind: 'skipped', row: row.row, why, text: values.filter((value) => value !== '').join(' ') }) as const
    if (mayHaveSubHeader) {
      mayHaveSubHeader = false
      const joined = withSubHeader(columns, row)
      if (joined) {
        columns = joined
        return skipped('header')
      }
    }
    const indexOf = (field: Field) => columns?.find((column) => column.field === field)?.index ?? -1
    const filled = values.filter((value, index) => value !== '' && index !== indexOf('no')).length
    if (filled === 0) return skipped('blank')
    const isAnonymous = isNothing(values[indexOf('name')] ?? '') && isNothing(values[indexOf('document')] ?? '')
    const first = values.find((value) => value !== '') ?? ''
    if (filled <= 3 && (FOOTER.test(first) || (isAnonymous && filled === 1))) return skipped('footer')
    if (isHeaderAgain(columns, row)) return skipped('header')
    return readPerson(row, columns, values[indexOf('no')] ?? '')
  }

  function readPerson(row: ListRow, known: readonly Column[], saidNo: string): RowOutcome {
    summary.rows += 1
    lastSeen.rows += 1
    const place: RowPlace = { row: row.row, no: /^\d{1,7}(\.0+)?$/.test(saidNo) ? Number(saidNo) : lastSeen.rows }
    const reading = readRow(row, known, list, rules)
    if (!reading.ok) {
      const codes = reading.errors.map((error) => error.code)
      const first = INVALID_REASONS.find((code) => codes.includes(code))!
      summary.invalid[first] = (summary.invalid[first] ?? 0) + 1
      return {
        kind: 'bad',
        ...place,
        reason: first,
        errors: reading.errors,
        notes: reading.notes,
        fever: isFever(reading.temperature),
      }
    }
    const { record, notes } = reading
    const fever = isFever(record.firstTemperature)
    const key = documentKey(record.document)
    const before = people.get(key)
    if (before !== undefined) {
      summary.duplicates += 1
      const differences = differencesOf(packed[before]!, record)
      return { kind: 'duplicate', ...place, record, notes, fever, of: places[before]!, differences }
    }
    people.set(key, packed.length)
    packed.push(packRecord(record))
    places.push(place)
    count(record, fever)
    return { kind: 'person', ...place, record, notes, fever }
  }

  function count(record: ImportRecord, fever: boolean): void {
    summary.persons += 1
    if (record.origin.category === 'keyArea') summary.key_area += 1
    else summary.other_area += 1
    if (fever) summary.fever += 1
    if (record.status === 'expected') summary.expected_arrivals += 1
    // Whoever has come and has no fever isolates; without a temperature too, the temperature being owed (M07).
    else if (!fever && placeOf(record.origin.category) === 'home') summary.home_isolation += 1
    const township = townshipOf(record.areaCode) ?? record.areaCode
    summary.by_township[township] = (summary.by_township[township] ?? 0) + 1
  }

  const missing = (): Field[] => {
    const has = new Set(columns?.map((column) => column.field))
    return NEEDED.filter((field) => !has.has(field) && !(field === 'township' && has.has('village')))
  }

  return {
    push,
    understood: () =>
      columns === null ? null : { headerRow, columns: [...columns], missing: missing(), list: { ...list } },
    blockers: () => {
      if (columns === null) {
        return [
          reason(
            'no_header',
            '没有找到表头：需要有“姓名”“身份证号”等列名的一行',
            'No header row was found: one with 姓名, 身份证号 and the like is needed',
          ),
        ]
      }
      const lacking = missing().map((field) => columnMissing(field))
      return summary.rows === 0
        ? [...lacking, reason('no_rows', '表头下没有内容', 'There are no rows below the header')]
        : lacking
    },
    summary: () => structuredClone({ ...summary, by_township: sorted(summary.by_township) }),
  }
}

const yearGiven = ({ listDay, listYear }: ImportOptions): number | null =>
  listYear ?? (listDay === undefined ? null : Number(listDay.slice(0, 4)))

const columnMissing = (field: Field): Reason =>
  reason('column_missing', `缺少“${MEANINGS[field].zh}”列`, `The column “${MEANINGS[field].en}” is missing`, field)

const sorted = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)))
