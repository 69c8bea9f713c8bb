// The plan page's filters and figures.
import { expect, it } from 'vitest'
import { countStates, type Duty, isPart, ownersOf, type Section, selectSections } from './select.ts'

const duty = (key: string, number: number, state: Duty['state'], owners: string[]): Duty => ({
  key,
  number,
  state,
  clauses: ['M07'],
  zh: key,
  en: key,
  owners: owners.map((owner) => ({ key: owner, zh: owner, en: owner })),
  measure: { key, nameZh: key, nameEn: key, unit: 'percent', targetZh: '', targetEn: '', window: 'day' },
  value: null,
  counts: null,
})
const sections: Section[] = [
  {
    key: 'a',
    titleZh: '甲',
    titleEn: 'A',
    duties: [
      duty('one', 1, 'kept', ['police']),
      duty('onePart', 1, 'broken', ['health']),
      duty('two', 2, 'notYetMeasured', ['police', 'health']),
    ],
  },
  { key: 'b', titleZh: '乙', titleEn: 'B', duties: [duty('three', 1, 'atRisk', ['police'])] },
]
const keys = (left: Section[]) => left.map(({ key, duties }) => [key, duties.map((one) => one.key)])

it.each([
  [
    {},
    [
      ['a', ['one', 'onePart', 'two']],
      ['b', ['three']],
    ],
  ],
  [{ state: 'broken' }, [['a', ['onePart']]]],
  [{ section: 'b' }, [['b', ['three']]]],
  [{ owner: 'health' }, [['a', ['onePart', 'two']]]],
  [{ owner: 'health', state: 'notYetMeasured' }, [['a', ['two']]]],
  [{ owner: 'nobody' }, []],
] as const)('leaves of %j what it names', (choice, left) => {
  expect(keys(selectSections(sections, choice))).toEqual(left)
})

it('counts every duty once, and what is not measured as that alone', () => {
  expect(countStates(sections)).toEqual({ kept: 1, broken: 1, atRisk: 1, notYetMeasured: 1 })
})

it('names every owner once, with its duties', () => {
  expect(ownersOf(sections).map(({ key, duties }) => [key, duties])).toEqual([
    ['police', 3],
    ['health', 2],
  ])
})

it('knows a part by the number of the duty before it', () => {
  expect(sections[0]!.duties.map((_duty, index) => isPart(sections[0]!.duties, index))).toEqual([false, true, false])
})
