// Reads a list that names persons to be found (M45): a passenger list, a police or telecom list. Less is asked than of a list
// of returnees: a name, a document number or a telephone. Columns of no meaning here are kept as words of the note, since the
// seat or the mast is often what the list is about. Pure; the bad rows keep their reasons.
import { type Day, isDay } from '../../../../kernel/time.ts'
import { type Reason, reason } from '../../../../kernel/verdict.ts'
import { documentKey, type IdentityDocument } from '../../rules/documents.ts'
import { isName, normaliseName } from '../../rules/names.ts'
import { readTelephones } from '../../rules/telephones.ts'
import type { AreaFinder, AreaResolver } from './areas.ts'
import { readDocumentCell } from './document-cell.ts'
import type { Field } from './fields.ts'
import { type Column, columnsOf, isHeaderAgain, LAST_HEADER_ROW } from './header.ts'
import type { CellFinding } from './record.ts'
import { clean, type ListCell, type ListRow, NO_CELL, writtenIn } from './row.ts'

export interface NamedRecord {
  /** '' where the list has none. */
  name: string
  document: IdentityDocument | null
  birthDate: Day | null
  telephones: string[]
  /** Of this district, where township and village or the address say it. */
  areaCode: string | null
  address: string
  note: string
}

export interface NamedRow {
  row: number
  no: number
  record: NamedRecord
}

export type NamedOutcome =
  | { kind: 'skipped' }
  | ({ kind: 'named' } & NamedRow)
  /** The same person further up in the list. */
  | { kind: 'again'; row: number; no: number }
  | { kind: 'bad'; row: number; no: number; errors: CellFinding[] }

export interface NamedRules {
  resolveArea: AreaResolver
  areaOfAddress: AreaFinder
}

const KEYS: readonly Field[] = ['name', 'document', 'telephone']
const USED: readonly Field[] = [
  'no',
  'name',
  'sex',
  'documentType',
  'document',
  'telephone',
  'township',
  'village',
  'address',
]
const BIRTH = /^(出生(日期|年月日|年月)?|生日|birth(date)?)$/i
const FOOTER = /^(合计|总计|共计|填表人|填报人|制表|审核|注:|说明|单位[(:盖])/
const MOST_NOTE = 500

/** What a person of such a list is known by; the same twice is one entry. */
export const namedKey = ({ name, document, telephones, birthDate, address }: NamedRecord): string =>
  document
    ? documentKey(document)
    : ['named', name, telephones.join(','), birthDate ?? '', telephones.length > 0 ? '' : address].join('|')

/** A row that names a person by one thing at least, and says one thing more; or a single column of a known name. */
function headerOf(row: ListRow): Column[] | null {
  const columns = columnsOf(row.cells.map(({ text }) => text))
  const found = columns.filter(({ field }) => field !== null)
  const keys = found.filter(({ field }) => KEYS.includes(field!))
  const filled = columns.filter(({ header }) => header !== '').length
  if (keys.length === 0) return null
  return found.length >= 2 || (filled === 1 && keys[0]!.confidence === 1) ? columns : null
}

export function createNamedList(rules: NamedRules) {
  let columns: Column[] | null = null
  let seen = 0
  const known = new Set<string>()

  function push(row: ListRow): NamedOutcome {
    if (columns === null) {
      if (row.row <= LAST_HEADER_ROW) columns = headerOf(row)
      return { kind: 'skipped' }
    }
    const values = row.cells.map(writtenIn)
    const filled = values.filter((text, index) => text !== '' && columns?.[index]?.field !== 'no')
    if (filled.length === 0 || isHeaderAgain(columns, row)) return { kind: 'skipped' }
    if (filled.length <= 3 && FOOTER.test(values.find((text) => text !== '') ?? '')) return { kind: 'skipped' }
    return readPerson(row, columns)
  }

  function readPerson(row: ListRow, at: readonly Column[]): NamedOutcome {
    seen += 1
    const columnOf = (field: Field) => at.find((column) => column.field === field)
    const cellOf = (field: Field): ListCell => row.cells[columnOf(field)?.index ?? -1] ?? NO_CELL
    const text = (field: Field) => writtenIn(cellOf(field))
    const saidNo = text('no')
    const place = { row: row.row, no: /^\d{1,7}(\.0+)?$/.test(saidNo) ? Number(saidNo) : seen }
    const errors: CellFinding[] = []
    const wrong = (field: Field, { code, zh, en }: Reason) => {
      const column = columnOf(field)
      errors.push({
        column: column?.index ?? null,
        header: column?.header ?? '',
        field,
        code,
        zh,
        en,
        value: text(field),
      })
    }
    let document: IdentityDocument | null = null
    if (text('document') !== '') {
      const reading = readDocumentCell(cellOf('document'), cellOf('documentType'))
      if (reading.ok) document = reading.value
      else wrong('document', reading.reasons[0]!)
    }
    const name = isName(normaliseName(text('name'))) ? normaliseName(text('name')) : ''
    const telephones = readTelephones(text('telephone'))
    if (telephones.rest !== '' && telephones.numbers.length === 0) {
      wrong(
        'telephone',
        reason('bad_telephone', `“${telephones.rest}”不是电话号码`, `“${telephones.rest}” is no telephone number`),
      )
    }
    if (name === '' && document === null && telephones.numbers.length === 0 && errors.length === 0) {
      wrong(
        'name',
        reason('nobody_named', '姓名、证件号、电话至少要有一项', 'A name, a document number or a telephone is needed'),
      )
    }
    if (errors.length > 0) return { kind: 'bad', ...place, errors }
    const [township, village, address] = [text('township'), text('village'), text('address')]
    const area = township === '' && village === '' ? null : rules.resolveArea(township, village)
    const record: NamedRecord = {
      name,
      document,
      birthDate: document?.birthDate ?? birthIn(row, at),
      telephones: telephones.numbers,
      areaCode: area?.ok ? area.value.code : rules.areaOfAddress(`${township}${village}${address}`),
      address: address === '' ? `${township}${village}` : address,
      note: noteOf(row, at),
    }
    const key = namedKey(record)
    if (known.has(key)) return { kind: 'again', ...place }
    known.add(key)
    return { kind: 'named', ...place, record }
  }

  return { push, columns: (): readonly Column[] | null => columns }
}

function birthIn(row: ListRow, columns: readonly Column[]): Day | null {
  const column = columns.find(({ field, header }) => field === null && BIRTH.test(header))
  const said = writtenIn(row.cells[column?.index ?? -1])
  const [, year, month, day] = /^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$/.exec(said) ?? []
  if (year === undefined) return null
  const text = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`
  return isDay(text) ? text : null
}

function noteOf(row: ListRow, columns: readonly Column[]): string {
  const parts = columns.flatMap(({ index, header, field }) => {
    const said = writtenIn(row.cells[index])
    if (said === '' || (field !== null && USED.includes(field)) || BIRTH.test(header)) return []
    return [field === 'remark' || header === '' ? clean(said) : `${header}：${clean(said)}`]
  })
  return parts.join('；').slice(0, MOST_NOTE)
}
