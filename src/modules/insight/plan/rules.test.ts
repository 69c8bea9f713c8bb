// What of the living plan is shown and how it is judged.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../../../kernel/time.ts'
import {
  type Choice,
  countStates,
  curveDays,
  firstDay,
  judged,
  type Owner,
  type ShownDuty,
  type ShownSection,
  STATES,
  type State,
  selectSections,
  standsUnder,
  worst,
} from './rules.ts'

const duty = (
  key: string,
  number: number,
  state: State,
  owners: string[],
  more: Partial<ShownDuty> = {},
): ShownDuty => ({
  key,
  number,
  isPart: false,
  state,
  clauses: ['M07'],
  zh: key,
  en: key,
  owners,
  measure: { nameZh: '登记率', nameEn: 'registered' },
  ...more,
})
const owner = (key: string, more: Partial<Owner> = {}): Owner => ({
  key,
  zh: `${key}局`,
  en: key,
  leadUnit: null,
  units: [],
  ...more,
})
const owners = [
  owner('police'),
  owner('health'),
  owner('west'),
  owner('townships', { units: ['west', 'east'] }),
  owner('group.a', { leadUnit: 'health' }),
]
const sections: ShownSection[] = [
  {
    key: 'group.a',
    owner: 'group.a',
    duties: [
      duty('one', 1, 'kept', ['police']),
      duty('onePart', 1, 'broken', ['townships'], { isPart: true }),
      duty('two', 2, 'notYetMeasured', ['police'], { clauses: ['M08'] }),
    ],
  },
  { key: 'b', owner: null, duties: [duty('three', 1, 'atRisk', ['police', 'west'], { zh: '量体温' })] },
]
const keys = (choice: Choice) =>
  selectSections({ sections, owners }, choice).map(({ key, duties }) => [key, duties.map((one) => one.key)])
const ALL = [
  ['group.a', ['one', 'onePart', 'two']],
  ['b', ['three']],
]

describe('filters leave what they name', () => {
  it.each<[Choice, unknown]>([
    [{}, ALL],
    [{ state: 'broken' }, [['group.a', ['onePart']]]],
    [{ section: 'b' }, [['b', ['three']]]],
    [{ clause: 'M08' }, [['group.a', ['two']]]],
    // Its own, and what it owns as one of a set.
    [
      { unit: 'west' },
      [
        ['group.a', ['onePart']],
        ['b', ['three']],
      ],
    ],
    // What the group answers for, its lead unit answers for.
    [{ unit: 'health' }, [['group.a', ['one', 'onePart', 'two']]]],
    [{ unit: 'nobody' }, []],
    [{ q: '体温' }, [['b', ['three']]]],
    [{ q: ' m08 ' }, [['group.a', ['two']]]],
    [{ q: 'POLICE局', state: 'kept' }, [['group.a', ['one']]]],
    [{ unit: 'west', state: 'kept' }, []],
  ])('%j', (choice, left) => {
    expect(keys(choice)).toEqual(left)
  })

  it('counts every duty once, and what is not measured as that alone', () => {
    expect(countStates(sections)).toEqual({ kept: 1, broken: 1, atRisk: 1, notYetMeasured: 1 })
  })

  it('a part stands under its duty, and by itself once that is filtered away', () => {
    const [section] = sections
    expect(section!.duties.map((_, index) => standsUnder(section!.duties, index))).toEqual([false, true, false])
    const [left] = selectSections({ sections, owners }, { state: 'broken' })
    expect(standsUnder(left!.duties, 0)).toBe(false)
  })
})

const states = fc.array(fc.constantFrom(...STATES))

describe('the state of a clause', () => {
  it('is the worst of its duties, and kept only if every one of them was measured and kept', () => {
    fc.assert(
      fc.property(states, (list) => {
        const state = worst(list)
        if (list.length > 0) expect(list).toContain(state)
        expect(state === 'kept').toBe(list.length > 0 && list.every((one) => one === 'kept'))
        expect(state === 'broken').toBe(list.includes('broken'))
        for (const one of list) expect(worst([...list, one])).toBe(state)
      }),
    )
  })

  it('without a duty is not yet measured', () => {
    expect(worst([])).toBe('notYetMeasured')
  })
})

describe('a judgement', () => {
  it('is cut and not rounded, and judged by the exact figure', () => {
    expect(judged({ numerator: 9996, denominator: 10_000 }, { atLeast: 100, brokenBelow: 95 })).toEqual({
      value: 99.9,
      counts: { numerator: 9996, denominator: 10_000 },
      state: 'atRisk',
    })
    expect(judged({ value: 0 }, { atMost: 0 })).toEqual({ value: 0, counts: null, state: 'kept' })
    expect(judged(null, { atLeast: 0 })).toEqual({ value: null, counts: null, state: 'notYetMeasured' })
  })
})

const someDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days))

describe('days', () => {
  it('a curve is fourteen days that follow each other and end with today', () => {
    fc.assert(
      fc.property(someDay, (today) => {
        const days = curveDays(today)
        expect(days).toHaveLength(14)
        expect(days.at(-1)).toBe(today)
        for (const [index, day] of days.slice(1).entries()) expect(daysBetween(days[index]!, day)).toBe(1)
      }),
    )
  })

  it.each([
    ['day', '2020-02-29'],
    ['sevenDays', '2020-02-23'],
    ['fourteenDays', '2020-02-16'],
    ['now', null],
    ['sinceStart', null],
  ] as const)('the window %s begins on %s', (window, first) => {
    expect(firstDay(window, '2020-02-29')).toBe(first)
  })
})
