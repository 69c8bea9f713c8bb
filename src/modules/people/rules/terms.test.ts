// What finds a person, and what a search text looks for.
import { expect, it } from 'vitest'
import { sought, termsOf } from './terms.ts'

it('finds by name, pinyin, initials and telephone with or without the area code', () => {
  const terms = termsOf({ name: '何国涛', telephones: ['19900674568', '0468-3456789'] })
  expect(terms).toEqual(expect.arrayContaining(['何国涛', 'heguotao', 'hgt', '19900674568', '04683456789', '3456789']))
})

it.each([
  ['何国', '何国'],
  [' He Guo', 'heguo'],
  ['１９９-0067', '1990067'],
  ['12', null],
  ['  ', null],
])('reads %j as the beginning %j', (q, term) => {
  expect(sought(q).term).toBe(term)
})

it('takes a whole number for every document that it may be', () => {
  expect(sought('42010619860210122x').documentKeys).toContain('resident-id:42010619860210122X')
  expect(sought('e12345678').documentKeys).toContain('passport:E12345678')
  expect(sought('何国涛').documentKeys).toEqual([])
})
