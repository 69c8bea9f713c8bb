// Names and telephones: one form however typed; found by name, pinyin and initials.
import { describe, expect, test } from 'vitest'
import { isName, nameTerms, normaliseName, searchTerm } from './names.ts'
import { normaliseTelephone, readTelephones } from './telephones.ts'

describe('names', () => {
  test.each([
    ['林 静 安', '林静安'],
    ['　王　强 ', '王强'],
    [' ', ''],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽 · 买买提', '阿依古丽·买买提'],
    ['阿依古丽.买买提', '阿依古丽·买买提'],
    ['Ｊｏｈｎ   Smith', 'John Smith'],
  ])('%s is %s', (typed, name) => expect(normaliseName(typed)).toBe(name))

  test('a word for unknown is no name', () => {
    expect(['王强', '不详', '123', ''].map(isName)).toEqual([true, false, false, false])
  })

  test.each([
    ['何国涛', ['何国涛', '国涛', 'heguotao', 'hgt']],
    ['曾伟', ['曾伟', 'zengwei', 'zw', 'cengwei']],
    ['单雄信', ['shanxiongxin', 'danxiongxin', 'sxx', 'dxx']],
    ['吕绿', ['lvlv']],
    ['欧阳娜娜', ['欧阳娜娜', '娜娜', 'ouyangnana', 'oynn']],
    ['阿依古丽·买买提', ['阿依古丽买买提', '买买提', 'ayigulimaimaiti']],
    ['John Smith', ['johnsmith', 'smith']],
  ])('%s is found by %j', (name, terms) => expect(nameTerms(name)).toEqual(expect.arrayContaining(terms)))

  test('terms are what a search text becomes, and few', () => {
    expect(searchTerm('Lü ')).toBe('lv')
    expect(nameTerms('何国涛')[0]).toBe(searchTerm('何 国 涛'))
    expect(nameTerms('')).toEqual([])
    expect(nameTerms('乐行单曾').length).toBeLessThanOrEqual(20)
  })
})

describe('telephones', () => {
  test.each([
    ['１９９０７０５６５７８', '19907056578'],
    ['199-0514-8431', '19905148431'],
    ['+86 199 0514 8431', '19905148431'],
    ['008619905148431', '19905148431'],
    ['019905148431', '19905148431'],
    ['（0468）3456789', '0468-3456789'],
    ['010-88886666转12', '010-88886666-12'],
    ['3456789', '3456789'],
    ['+7 914 555 01 02', '+79145550102'],
    ['1990514843', null],
    ['无', null],
  ])('%s is %s', (typed, number) => expect(normaliseTelephone(typed)).toBe(number))

  test('several in one cell', () => {
    expect(readTelephones('19905148431/199 0514 8432、无')).toEqual({
      numbers: ['19905148431', '19905148432'],
      rest: '无',
    })
    expect(readTelephones('19905148431 19905148432').numbers).toHaveLength(2)
  })
})
