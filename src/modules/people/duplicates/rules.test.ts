// Given two registrations, when are they pointed out as perhaps one person?
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Compared, maskTelephone, resemblance, swapsOf } from './rules.ts'

const somebody = (change: Partial<Compared> = {}): Compared => ({
  name: '何国涛',
  sex: 'male',
  birthDate: '1980-03-02',
  documentType: 'resident-id',
  telephones: ['19900674568'],
  ...change,
})

describe('two registrations resemble each other', () => {
  it.each<[string, Partial<Compared>, ReturnType<typeof resemblance>]>([
    ['the same in everything', {}, { strength: 'strong', reasons: ['sameName', 'sameTelephone', 'sameBirthDate'] }],
    ['name and telephone', { birthDate: null }, { strength: 'strong', reasons: ['sameName', 'sameTelephone'] }],
    ['name and birth date', { telephones: [] }, { strength: 'strong', reasons: ['sameName', 'sameBirthDate'] }],
    [
      'a birth date mistyped',
      { birthDate: '1980-03-20' },
      { strength: 'strong', reasons: ['sameName', 'sameTelephone'] },
    ],
    [
      'the same sound and telephone',
      { name: '贺国滔', birthDate: null },
      { strength: 'likely', reasons: ['sameSound', 'sameTelephone'] },
    ],
    ['two characters apart, one telephone', { name: '何建淘', birthDate: null }, null],
    [
      'one character changed, one telephone',
      { name: '何国强', birthDate: null },
      { strength: 'likely', reasons: ['nearName', 'sameTelephone'] },
    ],
    [
      'digits of the telephone changed over',
      { birthDate: null, telephones: ['19900675468'] },
      { strength: 'likely', reasons: ['sameName', 'nearTelephone'] },
    ],
    [
      'one character apart, born on one day, another kind of document',
      { name: '何国强', telephones: [], documentType: 'passport' },
      { strength: 'likely', reasons: ['nearName', 'sameBirthDate'] },
    ],
    ['one character apart, two right resident numbers', { name: '何国强', telephones: [] }, null],
    ['brothers with one telephone', { name: '何国强', birthDate: '1984-05-06' }, null],
    ['husband and wife with one telephone', { name: '李秀英', sex: 'female', birthDate: null }, null],
    ['only the telephone', { name: '李秀英', birthDate: null, sex: null }, null],
    ['only the name', { birthDate: null, telephones: [] }, null],
    ['nothing', { name: '李秀英', birthDate: '1990-01-01', telephones: ['13000000000'] }, null],
  ])('%s', (_, change, expected) => {
    expect(resemblance(somebody(), somebody(change))).toEqual(expected)
  })

  it('says the same from either side', () => {
    const anybody = fc.record({
      name: fc.constantFrom('何国涛', '贺国滔', '何国强', '何强', '王伟', '阿依古丽·买买提', '何国'),
      sex: fc.constantFrom('male' as const, 'female' as const, null),
      birthDate: fc.constantFrom('1980-03-02', '1984-05-06', null),
      documentType: fc.constantFrom('resident-id' as const, 'passport' as const),
      telephones: fc.subarray(['19900674568', '19900675468', '0468-3344556']),
    })
    fc.assert(
      fc.property(anybody, anybody, (a, b) => {
        expect(resemblance(a, b)).toEqual(resemblance(b, a))
      }),
    )
  })

  it('takes for near exactly the telephones that two neighbouring digits changed over give', () => {
    const numbers = fc.array(fc.constantFrom('1', '2', '3'), { minLength: 3, maxLength: 6 }).map((all) => all.join(''))
    const named = (telephone: string) => somebody({ birthDate: null, telephones: [telephone] })
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const found = resemblance(named(one), named(other))?.reasons.includes('nearTelephone') ?? false
        expect(found).toBe(swapsOf(one).includes(other))
      }),
    )
  })

  it('masks a telephone and knows its swaps', () => {
    expect(maskTelephone('19900674568')).toBe('199****4568')
    expect(maskTelephone('110')).toBe('****')
    expect(swapsOf('1123')).toEqual(['1213', '1132'])
  })
})
