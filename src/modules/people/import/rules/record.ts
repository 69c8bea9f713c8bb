// One row of a list: a person who can be registered, or what is wrong with it cell by cell (M07). Nothing is corrected
// silently: what was read with doubt is a note that the preview shows.
import type { Day } from '../../../../kernel/time.ts'
import { type Reason, reason } from '../../../../kernel/verdict.ts'
import type { Origin } from '../../../../plan/index.ts'
import type { DocumentType, Sex } from '../../rules/documents.ts'
import { isName, normaliseName } from '../../rules/names.ts'
import { readTelephones } from '../../rules/telephones.ts'
import type { AreaResolver } from './areas.ts'
import { readDocumentCell } from './document-cell.ts'
import type { Field } from './fields.ts'
import type { Column } from './header.ts'
import type { InvalidReason } from './reasons.ts'
import { type ListCell, type ListRow, NO_CELL, writtenIn } from './row.ts'
import { type ArrivalStatus, type ListDate, readDay, readStatus, readTemperature } from './values.ts'

export interface ImportRecord {
  name: string
  document: { type: DocumentType; number: string }
  /** From the number where it says it, else from the list. */
  sex: Sex | null
  birthDate: Day | null
  /** In order, the first is the one to call; each in its one form. */
  telephones: string[]
  origin: { text: string; category: Origin['category']; code: string | null }
  arrivalDay: Day
  status: ArrivalStatus
  means: string
  serviceNo: string
  /** 12 digits, or 9 where the list names no village. */
  areaCode: string
  address: string
  /** °C with one decimal, null when none was taken. */
  firstTemperature: number | null
  companions: string
  remark: string
}

/** About one cell; `column` is its 0-based index, or null when the list has no such column. `value` as written. */
export interface CellFinding {
  column: number | null
  header: string
  field: Field
  code: string
  zh: string
  en: string
  value: string
}
export interface CellError extends CellFinding {
  code: InvalidReason
}

export type RowReading =
  | { ok: true; record: ImportRecord; notes: CellFinding[] }
  /** `temperature` is kept so that a fever in a bad row is not lost. */
  | { ok: false; errors: CellError[]; notes: CellFinding[]; temperature: number | null }

export interface RowRules {
  resolveArea: AreaResolver
  classifyOrigin: (text: string) => Origin
}

const SEXES: Readonly<Record<string, Sex>> = {
  男: 'male',
  女: 'female',
  m: 'male',
  f: 'female',
  male: 'male',
  female: 'female',
}

export function readRow(row: ListRow, columns: readonly Column[], list: ListDate, rules: RowRules): RowReading {
  const errors: CellError[] = []
  const notes: CellFinding[] = []
  const columnOf = (field: Field) => columns.find((column) => column.field === field)
  const cellOf = (field: Field): ListCell => row.cells[columnOf(field)?.index ?? -1] ?? NO_CELL
  const text = (field: Field): string => writtenIn(cellOf(field))
  const finding = (field: Field, { code, zh, en }: Reason): CellFinding => {
    const column = columnOf(field)
    return {
      column: column?.index ?? null,
      header: column?.header ?? '',
      field,
      code,
      zh,
      en,
      value: cellOf(field).text,
    }
  }
  const bad = (field: Field, code: InvalidReason, reasons: readonly Reason[]) => {
    for (const found of reasons) errors.push({ ...finding(field, found), code })
  }
  const note = (field: Field, found: Reason) => notes.push(finding(field, found))

  const document = readDocumentCell(cellOf('document'), cellOf('documentType'))
  if (!document.ok) bad('document', document.code, document.reasons)
  else for (const found of document.notes) note('document', found)

  const name = normaliseName(text('name'))
  if (!isName(name)) bad('name', 'no_name', [reason('no_name', '缺少姓名', 'The name is missing')])

  const day = readDay(cellOf('arrivalDay'), list)
  if (!day.ok) bad('arrivalDay', 'bad_date', day.reasons)

  const temperature = readTemperature(cellOf('temperature'))
  if (!temperature.ok) bad('temperature', 'bad_temperature', temperature.reasons)
  const degrees = temperature.ok ? temperature.value : null

  const area = rules.resolveArea(text('township'), text('village'))
  if (!area.ok)
    for (const found of area.reasons) bad(found.field === 'village' ? 'village' : 'township', 'unknown_area', [found])
  else for (const found of area.value.notes) note(found.field === 'village' ? 'village' : 'township', found)

  if (!document.ok || !day.ok || !temperature.ok || !area.ok || errors.length > 0) {
    return { ok: false, errors, notes, temperature: degrees }
  }

  const saidSex = SEXES[text('sex').toLowerCase()] ?? null
  const { sex, birthDate, type, number } = document.value
  if (sex !== null && saidSex !== null && sex !== saidSex) {
    note(
      'sex',
      reason(
        'sex_differs',
        '性别与身份证号不一致，以身份证号为准',
        'The sex differs from the number: the number counts',
      ),
    )
  }
  const telephones = readTelephones(text('telephone'))
  if (telephones.rest !== '')
    note('telephone', reason('bad_telephone', '电话号码有误，未采用', 'Not a telephone number: not taken'))

  const said = readStatus(text('remark'), text('status'), columnOf('status')?.header ?? '')
  const isAhead = list.day !== null && day.value > list.day
  const status: ArrivalStatus = said ?? (isAhead ? 'expected' : 'arrived')
  if (isAhead && said === null) {
    note(
      'arrivalDay',
      reason(
        'future_day',
        '日期在填报日期之后，按拟返登记',
        'The day lies after the list’s: taken as an expected arrival',
      ),
    )
  } else if (isAhead && said === 'arrived') {
    note(
      'arrivalDay',
      reason('arrived_in_future', '注明已返，但日期在填报日期之后', 'Said to have arrived, on a day after the list’s'),
    )
  }
  if (status === 'expected' && degrees !== null) {
    note(
      'temperature',
      reason(
        'expected_with_temperature',
        '拟返人员已有体温，请核对是否已到',
        'An expected arrival with a temperature: has the person come?',
      ),
    )
  }

  const originText = text('origin')
  const origin = rules.classifyOrigin(originText)
  if (origin.doubt !== null) {
    note(
      'origin',
      reason(
        'origin_doubt',
        `提到“${origin.doubt}”，请核对是否来自重点地区`,
        `“${origin.doubt}” is named: is it a key area?`,
      ),
    )
  } else if (origin.matched === null) {
    note(
      'origin',
      reason('origin_unknown', '未能识别来源地，按非重点地区登记', 'The origin was not recognised: taken as elsewhere'),
    )
  }

  return {
    ok: true,
    notes,
    record: {
      name,
      document: { type, number },
      sex: sex ?? saidSex,
      birthDate,
      telephones: telephones.numbers,
      origin: { text: originText, category: origin.category, code: origin.code },
      arrivalDay: day.value,
      status,
      means: text('means'),
      serviceNo: text('serviceNo'),
      areaCode: area.value.code,
      address: text('address'),
      firstTemperature: degrees,
      companions: text('companions'),
      remark: text('remark'),
    },
  }
}
