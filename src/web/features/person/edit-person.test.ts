// What a correction sends: what differs, and nothing else. The person is invented.
import { expect, it } from 'vitest'
import type { PersonView } from '../../../modules/people/contract.ts'
import { editFieldOf, editOf, valuesOf } from './edit-person.ts'

const person: PersonView = {
  id: '019bf0a0-0000-7000-8000-000000000001',
  version: 3,
  name: '王试一',
  sex: 'male',
  birthDate: '1990-01-01',
  documentType: 'resident-id',
  documentMasked: '230***********001X',
  telephones: ['13800000000', '04680000000'],
  areaCode: '230406100200',
  address: '一组 1 号',
  householdId: null,
  household: [],
  registeredAt: '2020-01-25T00:30:00.000Z',
  registeredBy: null,
  arrival: null,
  arrivals: [],
  may: { edit: true, unmask: false },
}
const values = valuesOf(person)

it.each([
  ['nothing', {}, null],
  ['spaces alone', { name: ' 王试一 ', address: '一组 1 号 ' }, null],
  ['a name', { name: '王试二' }, { name: '王试二' }],
  ['a telephone taken away', { telephones: '13800000000' }, { telephones: ['13800000000'] }],
  ['all telephones taken away', { telephones: '' }, { telephones: [] }],
  ['a village', { areaCode: '230406100201' }, { areaCode: '230406100201' }],
  ['a birth date taken away', { birthDate: undefined }, { birthDate: null }],
  [
    'a document, which says the sex itself',
    { documentNumber: 'E12345678', documentType: 'passport' as const, sex: 'female' as const },
    { document: { type: 'passport', number: 'E12345678' } },
  ],
])('sends %s', (_what, change, sent) => {
  expect(editOf(person, { ...values, ...change })).toEqual(sent && { version: 3, ...sent })
})

it.each([
  ['document.number', 'documentNumber'],
  ['document', 'documentNumber'],
  ['document.type', 'documentType'],
  ['telephones.1', 'telephones'],
  ['name', 'name'],
])('%s stands at %s', (field, name) => {
  expect(editFieldOf(field)).toBe(name)
})
