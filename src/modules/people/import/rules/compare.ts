// Where two rows of one person differ. Of the first row one line of text is kept, about 100 bytes, so that a list of
// 100,000 persons stays in bounded memory.
import type { ImportRecord } from './record.ts'

export const COMPARED = [
  'name',
  'telephone',
  'origin',
  'arrivalDay',
  'status',
  'means',
  'serviceNo',
  'area',
  'address',
  'temperature',
  'companions',
  'remark',
] as const
export type ComparedField = (typeof COMPARED)[number]

const SEPARATOR = '\u001f'

const valuesOf = (record: ImportRecord): Record<ComparedField, string> => ({
  name: record.name,
  telephone: record.telephones.join('、'),
  origin: record.origin.text,
  arrivalDay: record.arrivalDay,
  status: record.status,
  means: record.means,
  serviceNo: record.serviceNo,
  area: record.areaCode,
  address: record.address,
  temperature: record.firstTemperature === null ? '' : record.firstTemperature.toFixed(1),
  companions: record.companions,
  remark: record.remark,
})

export function packRecord(record: ImportRecord): string {
  const values = valuesOf(record)
  return COMPARED.map((field) => values[field]).join(SEPARATOR)
}

/** The fields in which a later row differs from the first; what the later row leaves empty is no difference. */
export function differencesOf(
  first: string,
  later: ImportRecord,
): { field: ComparedField; first: string; later: string }[] {
  const before = first.split(SEPARATOR)
  const values = valuesOf(later)
  return COMPARED.flatMap((field, i) => {
    const was = before[i] ?? ''
    const is = values[field]
    return is === '' || is === was ? [] : [{ field, first: was, later: is }]
  })
}
