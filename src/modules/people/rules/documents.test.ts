// Identity numbers: a right one is always taken, a slip of one character never is.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkCharacter,
  documentKey,
  documentTypeOf,
  inferDocument,
  maskDocument,
  normaliseNumber,
  readDocument,
} from './documents.ts'

const two = (n: number) => String(n).padStart(2, '0')
const residentId = fc
  .record({
    place: fc.constantFrom('230406', '420102', '110105', '810000', '650101'),
    year: fc.integer({ min: 1900, max: 2020 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    order: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ place, year, month, day, order }) => {
    const body = `${place}${year}${two(month)}${two(day)}${String(order).padStart(3, '0')}`
    return body + checkCharacter(body)
  })

const codes = (verdict: { reasons: { code: string }[] }) => verdict.reasons.map(({ code }) => code)

describe('18-digit numbers', () => {
  test('a number with its check character is accepted and says sex and birth date', () => {
    fc.assert(
      fc.property(residentId, (id) => {
        const read = inferDocument(id)
        expect(read.ok).toBe(true)
        if (!read.ok) return
        expect(read.value.birthDate).toBe(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`)
        expect(read.value.sex).toBe(Number(id[16]) % 2 === 1 ? 'male' : 'female')
        expect(read.value.type).toBe(id.startsWith('810000') ? 'residence-permit-hmt' : 'resident-id')
      }),
    )
  })

  test('any single character changed is refused', () => {
    fc.assert(
      fc.property(residentId, fc.nat(17), fc.constantFrom(...'0123456789X'), (id, at, char) => {
        fc.pre(id[at] !== char)
        expect(inferDocument(id.slice(0, at) + char + id.slice(at + 1)).ok).toBe(false)
      }),
    )
  })

  test('however it is typed, it is one number', () => {
    fc.assert(
      fc.property(residentId, (id) => {
        const wide = id.replace(/./g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
        for (const typed of [
          id.toLowerCase(),
          wide,
          ` ${id} `,
          `'${id}`,
          `${id.slice(0, 6)} ${id.slice(6, 14)}-${id.slice(14)}`,
        ]) {
          expect(normaliseNumber(typed)).toBe(id)
        }
      }),
    )
  })

  test.each([
    ['', '缺少'],
    ['42010219640209938', '17 位'],
    ['420102640209938', '15 位'],
    ['420102196413099381', '出生日期'],
    ['990102196402099386', '校验位'],
    ['000102196402099386', '省份'],
    ['420102196402099385', '校验位'],
  ])('%s is refused: %s', (id, words) => {
    const read = inferDocument(id)
    expect(codes(read)).toEqual(['id_checksum'])
    expect(read.reasons[0]!.zh).toContain(words)
  })
})

describe('other documents', () => {
  test.each([
    ['hk-macao-permit', 'h 12345678 02', 'H12345678'],
    ['taiwan-permit', '01234567', '01234567'],
    ['passport', 'e12345678', 'E12345678'],
    ['foreign-permanent', 'USA110100010101', 'USA110100010101'],
    ['other', '军字第123号', '军字第123号'],
  ] as const)('%s %s', (type, typed, number) => {
    const read = readDocument(type, typed)
    expect(read.ok && read.value.number).toBe(number)
  })

  test.each([
    ['hk-macao-permit', '12345678'],
    ['taiwan-permit', '1234'],
    ['passport', 'ABCDEF'],
    ['residence-permit-hmt', '420102196402099386'],
    ['foreign-permanent', '420102196402099386'],
  ] as const)('%s refuses %s', (type, typed) => expect(codes(readDocument(type, typed))).toEqual(['document_number']))

  test.each([
    ['E12345678', 'passport'],
    ['H12345678', 'hk-macao-permit'],
    ['USA110100010101', 'foreign-permanent'],
  ])('%s is read as %s', (typed, type) => {
    const read = inferDocument(typed)
    expect(read.ok && read.value.type).toBe(type)
  })

  test('types by their names', () => {
    expect(
      ['居民身份证', '护照', '港澳居民来往内地通行证', '港澳台居民居住证', '台胞证', '外国人永久居留身份证', '?'].map(
        documentTypeOf,
      ),
    ).toEqual([
      'resident-id',
      'passport',
      'hk-macao-permit',
      'residence-permit-hmt',
      'taiwan-permit',
      'foreign-permanent',
      null,
    ])
  })

  test('masked: what stays says little', () => {
    expect(maskDocument('420102196402099386')).toBe('420***********9386')
    expect(maskDocument('E12345678')).toBe('E*****678')
    expect(maskDocument('1234')).toBe('***4')
    expect(documentKey({ type: 'passport', number: 'E1' })).toBe('passport:E1')
  })
})
