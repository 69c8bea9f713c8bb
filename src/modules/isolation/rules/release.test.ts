// M21, M52: released at the end of day 14 when the rule holds; refused with all reasons at once otherwise.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { active, COURSE, PLAN, t } from './example-plan.ts'
import type { Period } from './period.ts'
import { decideExplanation, decideRelease, type LastTemperature, type ReleaseFacts } from './release.ts'

/** Two a day, the latest first. */
const taken = (...temperatures: number[]): LastTemperature[] =>
  temperatures.map((temperature, index) => ({ temperature, takenAt: t(`2020-02-0${index < 2 ? 8 : 7} 09:00`) }))

const given = (facts: Partial<ReleaseFacts> = {}): ReleaseFacts => ({
  period: active(),
  hasOpenReferral: false,
  lastTemperatures: taken(36.5, 36.4, 38.2),
  missed: { all: 0, unexplained: 0 },
  ...facts,
})
const codes = (facts: Partial<ReleaseFacts>, now = '2020-02-09 00:00', plan = PLAN) =>
  decideRelease(given(facts), t(now), plan).reasons.map(({ code }) => code)

const on = (...days: string[]) => ({
  lastTemperatures: days.map((day) => ({ temperature: 36.5, takenAt: t(`${day} 09:00`) })),
})
const referred: Period = { ...COURSE, state: 'referred', referralId: 'r' }

describe('a release', () => {
  it.each([
    { given: 'the end of day 14', facts: {}, then: [] },
    { given: 'the last minute of day 14', facts: {}, now: '2020-02-08 23:59', then: ['release.notFull'] },
    { given: 'an extension', facts: { period: active({ days: 21 }) }, then: ['release.notFull'] },
    { given: 'an open referral', facts: { hasOpenReferral: true }, then: ['release.referralOpen'] },
    { given: 'somebody at the clinic', facts: { period: referred }, then: ['release.referralOpen'] },
    { given: 'a fever in the last', facts: { lastTemperatures: taken(37.3, 36.5) }, then: ['release.fever'] },
    { given: 'a fever in the last but one', facts: { lastTemperatures: taken(36.5, 37.3) }, then: ['release.fever'] },
    { given: 'one reading only', facts: { lastTemperatures: taken(36.5) }, then: ['release.fewReadings'] },
    { given: 'the last afternoon missed', facts: on('2020-02-08', '2020-02-07'), then: ['release.oldReadings'] },
    { given: 'a whole last day missed', facts: on('2020-02-02', '2020-02-02'), then: ['release.oldReadings'] },
    { given: 'a temperature taken after the end', facts: on('2020-02-09', '2020-02-08'), then: [] },
    {
      given: 'nobody behind the door for days, though nothing was owed',
      facts: {
        ...on('2020-02-02', '2020-02-02'),
        period: active({ suspensions: [{ from: t('2020-02-03 00:00'), until: t('2020-02-09 00:00') }] }),
      },
      then: ['release.oldReadings'],
    },
    {
      given: 'the response over before the last day',
      facts: {
        ...on('2020-02-06', '2020-02-06'),
        period: active({ standDowns: [{ from: t('2020-02-06 21:00'), until: null }] }),
      },
      then: [],
    },
    {
      given: 'a registration after the last morning, and one reading since',
      facts: { ...on('2020-02-08', '2020-02-07'), period: active({ owedFrom: t('2020-02-08 12:00') }) },
      then: [],
    },
    { given: 'gaps, explained', facts: { missed: { all: 3, unexplained: 0 } }, then: [] },
    { given: 'a gap unexplained', facts: { missed: { all: 3, unexplained: 1 } }, then: ['release.gaps'] },
    {
      given: 'no temperature ever',
      facts: { period: active({ temperatureOwed: true }), lastTemperatures: [] },
      then: ['release.temperatureOwed', 'release.fewReadings'],
    },
    {
      given: 'a period that is closed',
      facts: { period: { ...COURSE, state: 'released', closedAt: t('2020-02-09 00:00') } as Period },
      then: ['period.closed'],
    },
    {
      given: 'everything wrong at once',
      facts: {
        period: active({ temperatureOwed: true }),
        hasOpenReferral: true,
        lastTemperatures: taken(39),
        missed: { all: 2, unexplained: 2 },
      },
      now: '2020-02-01 12:00',
      then: [
        'release.notFull',
        'release.referralOpen',
        'release.temperatureOwed',
        'release.fewReadings',
        'release.fever',
        'release.gaps',
      ],
    },
  ])('with $given: $then', ({ facts, now, then }) => {
    expect(codes(facts, now)).toEqual(then)
  })

  it('asks for what the plan asks for', () => {
    const easy = {
      ...PLAN,
      release: { fullPeriod: false, noOpenReferral: false, lastReadingsNormal: 1, gapsExplained: false },
    }
    const facts = { hasOpenReferral: true, lastTemperatures: taken(36.5), missed: { all: 9, unexplained: 9 } }
    expect(codes(facts, '2020-02-01 12:00', easy)).toEqual([])
  })

  it('is never granted before the end, with an open referral, after a fever, or on old readings', () => {
    const facts = fc.record({
      hasOpenReferral: fc.boolean(),
      lastTemperatures: fc.array(
        fc.record({
          temperature: fc.integer({ min: 340, max: 430 }).map((tenths) => tenths / 10),
          takenAt: fc.constantFrom(t('2020-02-07 23:59'), t('2020-02-08 00:00'), t('2020-02-09 09:00')),
        }),
      ),
      missed: fc.record({ all: fc.nat(30), unexplained: fc.nat(30) }),
    })
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 28 }), (known, day) => {
        const now = t(`2020-02-${String(day).padStart(2, '0')} 12:00`)
        if (!decideRelease(given(known), now, PLAN).ok) return
        expect(day).toBeGreaterThan(8)
        expect(known.hasOpenReferral).toBe(false)
        expect(known.missed.unexplained).toBe(0)
        const last = known.lastTemperatures.slice(0, 2)
        expect(Math.max(...last.map(({ temperature }) => temperature))).toBeLessThan(37.3)
        expect(last.every(({ takenAt }) => takenAt >= t('2020-02-08 00:00'))).toBe(true)
      }),
    )
  })
})

describe('an explanation', () => {
  it.each([
    { check: { outcome: 'missed', explanation: null }, text: '道路封闭', then: [] },
    { check: { outcome: 'missed', explanation: null }, text: ' ', then: ['gap.noText'] },
    { check: { outcome: 'missed', explanation: '道路封闭' }, text: '另一个', then: ['gap.explained'] },
    { check: { outcome: 'late', explanation: null }, text: '道路封闭', then: ['gap.notMissed'] },
  ] as const)('of $check.outcome, "$text": $then', ({ check, text, then }) => {
    expect(decideExplanation(check, text).reasons.map(({ code }) => code)).toEqual(then)
  })
})
