// What may be registered, given, when, then: each refusal names its field.
import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../../kernel/verdict.ts'
import { judgeArrival, judgeCancellation, judgeConfirmation, judgePerson } from './registration.ts'

const known = {
  today: '2020-01-25',
  readingRange: { lowest: 34, highest: 43 },
  classifyOrigin: (text: string) =>
    text.startsWith('武汉')
      ? { category: 'keyArea' as const, code: '4201', matched: '武汉', doubt: null }
      : { category: 'elsewhere' as const, code: null, matched: null, doubt: null },
  areaIs: (code: string) =>
    code === '230406100299'
      ? ('ended' as const)
      : ['230406100200', '230406100'].includes(code)
        ? ('registrable' as const)
        : ('unknown' as const),
}
const person = {
  name: '林 静 安',
  document: { type: 'resident-id' as const, number: '42010619860210122x' },
  sex: null,
  birthDate: null,
  telephones: ['１９９０７０５６５７８', ''],
  areaCode: '230406100200',
}
const arrival = {
  status: 'arrived' as const,
  category: null,
  originText: '武汉市',
  arrivalDay: '2020-01-24',
  firstTemperature: 36.4,
}
const faults = (verdict: Verdict<unknown>) =>
  verdict.ok ? [] : verdict.reasons.map(({ code, field }) => `${field ?? ''}:${code}`)

describe('a person', () => {
  it('is taken in one form, with what the document says', () => {
    const verdict = judgePerson(person, known)
    expect(verdict.ok && verdict.value).toMatchObject({
      name: '林静安',
      sex: 'female',
      birthDate: '1986-02-10',
      telephones: ['19907056578'],
      document: { number: '42010619860210122X' },
    })
  })

  it.each([
    ['name', { name: '无名' }, 'name:no_name'],
    [
      'check digit',
      { document: { type: 'resident-id' as const, number: '420106198602101221' } },
      'document.number:id_checksum',
    ],
    ['sex against the number', { sex: 'male' as const }, 'sex:sex_differs'],
    ['birth date against the number', { birthDate: '1986-02-11' }, 'birthDate:birth_date_differs'],
    ['telephone', { telephones: ['19907056578', '12'] }, 'telephones.1:bad_telephone'],
    ['area', { areaCode: '230406999' }, 'areaCode:unknown_area'],
    ['area that ended', { areaCode: '230406100299' }, 'areaCode:area_ended'],
    [
      'birth in the future',
      { document: { type: 'passport' as const, number: 'E12345678' }, birthDate: '2020-01-26' },
      'birthDate:bad_birth_date',
    ],
  ])('is refused for its %s', (_, change, fault) => {
    expect(faults(judgePerson({ ...person, ...change }, known))).toEqual([fault])
  })

  it('is told everything that is wrong at once', () => {
    expect(faults(judgePerson({ ...person, name: '', telephones: ['x'], areaCode: '1' }, known))).toHaveLength(3)
  })
})

describe('an arrival', () => {
  it('has the category of its origin, or the one the clerk says', () => {
    expect(judgeArrival(arrival, known)).toMatchObject({
      value: { category: 'keyArea', categoryBy: 'plan', originCode: '4201' },
    })
    expect(judgeArrival({ ...arrival, category: 'elsewhere' }, known)).toMatchObject({
      value: { category: 'elsewhere', categoryBy: 'clerk' },
    })
  })

  it.each([
    ['came tomorrow', { arrivalDay: '2020-01-26' }, 'arrival.arrivalDay:arrival_in_future'],
    [
      'is expected yesterday',
      { status: 'expected' as const, firstTemperature: null },
      'arrival.arrivalDay:expected_in_past',
    ],
    [
      'is expected and has a temperature',
      { status: 'expected' as const, arrivalDay: '2020-01-25' },
      'arrival.firstTemperature:expected_with_temperature',
    ],
    ['has 366 degrees', { firstTemperature: 366 }, 'arrival.firstTemperature:bad_temperature'],
    ['has two decimals', { firstTemperature: 36.65 }, 'arrival.firstTemperature:bad_temperature'],
  ])('is refused when it %s', (_, change, fault) => {
    expect(faults(judgeArrival({ ...arrival, ...change }, known))).toEqual([fault])
  })

  it.each([34, 36.5, 37.3, 43, null])('may have %s °C', (firstTemperature) => {
    expect(judgeArrival({ ...arrival, firstTemperature }, known).ok).toBe(true)
  })
})

describe('an expected arrival', () => {
  it('is confirmed or cancelled once', () => {
    const said = { arrivalDay: '2020-01-25', firstTemperature: 36.5 }
    expect(judgeConfirmation({ status: 'expected' }, said, known).ok).toBe(true)
    expect(faults(judgeConfirmation({ status: 'arrived' }, said, known))).toEqual([':already_arrived'])
    expect(faults(judgeConfirmation({ status: 'cancelled' }, said, known))).toEqual([':arrival_cancelled'])
    expect(faults(judgeConfirmation({ status: 'expected' }, { ...said, arrivalDay: '2020-01-26' }, known))).toEqual([
      'arrivalDay:arrival_in_future',
    ])
    expect(judgeCancellation({ status: 'expected' }).ok).toBe(true)
    expect(faults(judgeCancellation({ status: 'arrived' }))).toEqual([':already_arrived'])
  })
})
