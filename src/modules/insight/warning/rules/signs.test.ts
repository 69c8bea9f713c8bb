// Which signs are seen, and which are not.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../kernel/time.ts'
import type { WarningRule } from '../../../../plan/index.ts'
import { countsUntil, daysLookedBack, type FeverCount, type Known, signsOf } from './signs.ts'

const TODAY = '2020-02-10'
const name = { zh: '规则', en: 'rule' }
const CLUSTER: WarningRule = { kind: 'feverCluster', key: 'cluster', name, fevers: 3, days: 3, level: 'village' }
const RATE: WarningRule = { kind: 'overdueRate', key: 'rate', name, abovePercent: 20, ofAtLeast: 10, level: 'township' }
const REPORTS: WarningRule = { kind: 'reportsMissing', key: 'reports', name, reports: 3 }
const SIGNAL: WarningRule = {
  kind: 'feverSignal',
  key: 'signal',
  name,
  method: 'C2',
  baseline: 7,
  minSigma: 0.5,
  level: 'township',
}
const fever = (daysAgo: number, count = 1, area = '230406100200'): FeverCount => ({
  area,
  day: addDays(TODAY, -daysAgo),
  count,
  latestAt: `${addDays(TODAY, -daysAgo)}T03:00:00.000Z`,
})
const known = (some: Partial<Known> = {}): Known => ({
  today: TODAY,
  todayBeganAt: '2020-02-09T16:00:00.000Z',
  district: '230406',
  fevers: [],
  overdue: [],
  reports: null,
  ...some,
})

describe('fevers together', () => {
  it('are three in three days of one village, the present day counted', () => {
    const fevers = [fever(2), fever(1), fever(0)]
    expect(signsOf([CLUSTER], known({ fevers }))).toMatchObject([
      { area: '230406100200', facts: { observed: 3, limit: 3, days: 3 }, newestAt: `${TODAY}T03:00:00.000Z` },
    ])
  })
  it('are none when one lies a day further back, in another village, or is of a township without a village', () => {
    for (const other of [fever(3), fever(1, 1, '230406100201'), fever(1, 1, '230406100')]) {
      expect(signsOf([CLUSTER], known({ fevers: [fever(1), other, fever(0)] }))).toEqual([])
    }
  })
  it('of a township count all of its villages and those whose village is not known', () => {
    const rule = { ...CLUSTER, level: 'township' as const }
    const fevers = [fever(1), fever(1, 1, '230406100201'), fever(0, 1, '230406100')]
    expect(signsOf([rule], known({ fevers }))).toMatchObject([{ area: '230406100', facts: { observed: 3 } }])
  })
})

describe('overdue checks', () => {
  const village = (overdue: number, open: number, area = '230406100200') => ({ area, overdue, open })
  it('are too many above the share, not at it', () => {
    expect(signsOf([RATE], known({ overdue: [village(2, 10)] }))).toEqual([])
    expect(signsOf([RATE], known({ overdue: [village(2, 5), village(1, 6, '230406100201')] }))).toMatchObject([
      { area: '230406100', facts: { observed: 3, of: 11, limit: 20 } },
    ])
  })
  it('are no sign where few isolate', () => {
    expect(signsOf([RATE], known({ overdue: [village(9, 9)] }))).toEqual([])
  })
})

it('missing reports are a sign of the district from the number that the plan says', () => {
  const reports = { missing: 2, due: 15, dueAt: '2020-02-10T07:00:00.000Z' }
  expect(signsOf([REPORTS], known({ reports }))).toEqual([])
  expect(signsOf([REPORTS], known({ reports: { ...reports, missing: 3 } }))).toMatchObject([
    { area: '230406', facts: { observed: 3, of: 15 } },
  ])
})

describe('the statistical signal', () => {
  it('rises with an unusual day and is silent about a usual one', () => {
    const usual = Array.from({ length: 10 }, (_, ago) => fever(ago + 1, ago % 2))
    expect(signsOf([SIGNAL], known({ fevers: [...usual, fever(0, 2)] }))).toEqual([])
    expect(signsOf([SIGNAL], known({ fevers: [...usual, fever(0, 4)] }))).toMatchObject([
      { area: '230406100', facts: { observed: 4, method: 'C2' } },
    ])
  })
  it('is asked of as many days as its baseline needs', () => {
    expect(daysLookedBack([CLUSTER, SIGNAL])).toBe(10)
    expect(daysLookedBack([CLUSTER])).toBe(3)
    expect(daysLookedBack([])).toBe(1)
  })
})

it('counts by day lose no fever of the days and hold none of others', () => {
  const days = fc.array(fc.record({ ago: fc.nat(30), count: fc.integer({ min: 1, max: 5 }) }), { maxLength: 30 })
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 20 }), (some, length) => {
      const fevers = some.map(({ ago, count }) => fever(ago, count))
      const counts = countsUntil(fevers, TODAY, length)
      expect(counts).toHaveLength(length)
      const within = some.filter(({ ago }) => ago < length)
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(within.reduce((sum, { count }) => sum + count, 0))
      expect(counts.at(-1)).toBe(within.filter(({ ago }) => ago === 0).reduce((sum, { count }) => sum + count, 0))
    }),
  )
})
