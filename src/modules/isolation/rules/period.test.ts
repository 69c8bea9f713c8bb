// M21: day 0 is the arrival day, the end is the end of day 14, over months, leap days and years.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMinutes, dayOf, minutesBetween } from '../../../kernel/time.ts'
import { active, COURSE, PLAN, t } from './example-plan.ts'
import {
  dayNumber,
  decideEarlyEnd,
  decideExtension,
  endsAt,
  lastDay,
  owedUntil,
  type Period,
  pausesBeforeExtension,
} from './period.ts'

const { zone } = PLAN
const anyDay = fc.integer({ min: 0, max: 14 * 365 }).map((days) => addDays('2019-01-01', days))

describe('the boundaries of a period', () => {
  it.each([
    { arrival: '2020-01-25', last: '2020-02-08', end: '2020-02-08T16:00:00.000Z', crossing: 'a month' },
    { arrival: '2020-02-15', last: '2020-02-29', end: '2020-02-29T16:00:00.000Z', crossing: 'to a leap day' },
    { arrival: '2020-02-16', last: '2020-03-01', end: '2020-03-01T16:00:00.000Z', crossing: 'a leap day' },
    { arrival: '2021-02-15', last: '2021-03-01', end: '2021-03-01T16:00:00.000Z', crossing: 'no leap day' },
    { arrival: '2020-12-20', last: '2021-01-03', end: '2021-01-03T16:00:00.000Z', crossing: 'a year' },
    { arrival: '2020-01-01', last: '2020-01-15', end: '2020-01-15T16:00:00.000Z', crossing: 'nothing' },
  ])('arrival $arrival ($crossing) ends with $last', ({ arrival, last, end }) => {
    const span = { startDay: arrival, days: 14 }
    expect(lastDay(span)).toBe(last)
    expect(endsAt(span, zone)).toBe(end)
  })

  it.each([
    { now: '2020-01-25 00:00', day: 0 },
    { now: '2020-01-25 23:59', day: 0 },
    { now: '2020-01-26 00:00', day: 1 },
    { now: '2020-02-08 00:00', day: 14 },
    { now: '2020-02-08 23:59', day: 14 },
    { now: '2020-02-09 00:00', day: 15 },
    { now: '2020-01-24 23:59', day: -1 },
  ])('at $now it is day $day', ({ now, day }) => {
    expect(dayNumber(COURSE, t(now), zone)).toBe(day)
  })

  it('lasts days + 1 whole days, of which the last minute is still day n', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (startDay, days) => {
        const span = { startDay, days }
        const end = endsAt(span, zone)
        expect(minutesBetween(t(`${startDay} 00:00`), end)).toBe((days + 1) * 24 * 60)
        expect(dayNumber(span, addMinutes(end, -1), zone)).toBe(days)
        expect(dayNumber(span, end, zone)).toBe(days + 1)
        expect(dayOf(addMinutes(end, -1), zone)).toBe(lastDay(span))
      }),
    )
  })
})

const closed: Period = { ...COURSE, state: 'released', closedAt: t('2020-02-09 08:00') }
const referred: Period = { ...COURSE, state: 'referred', referralId: 'r' }
const codes = (verdict: { reasons: { code: string }[] }) => verdict.reasons.map(({ code }) => code)

describe('an extension', () => {
  it.each([
    { when: 'with a reason', period: active(), days: 7, why: '接触病例', now: '2020-02-01 09:00', then: [] },
    { when: 'of a referred person', period: referred, days: 7, why: '接触病例', now: '2020-02-01 09:00', then: [] },
    { when: 'past the end, not released', period: active(), days: 7, why: '延长', now: '2020-02-10 09:00', then: [] },
    {
      when: 'that would end in the past',
      period: active(),
      days: 7,
      why: '延长',
      now: '2020-02-16 00:00',
      then: ['period.endPassed'],
    },
    {
      when: 'without reason',
      period: active(),
      days: 7,
      why: '  ',
      now: '2020-02-01 09:00',
      then: ['period.noReason'],
    },
    {
      when: 'of nothing',
      period: active(),
      days: 0,
      why: '延长',
      now: '2020-02-01 09:00',
      then: ['period.badDays'],
    },
    {
      when: 'of half a day',
      period: active(),
      days: 0.5,
      why: '延长',
      now: '2020-02-01 09:00',
      then: ['period.badDays'],
    },
    {
      when: 'beyond 60 days in all',
      period: active(),
      days: 47,
      why: '延长',
      now: '2020-02-01 09:00',
      then: ['period.badDays'],
    },
    {
      when: 'after release',
      period: closed,
      days: 7,
      why: '延长',
      now: '2020-02-09 09:00',
      then: ['period.closed'],
    },
  ])('$when: $then', ({ period, days, why, now, then }) => {
    expect(codes(decideExtension(period, { days, reason: why }, t(now), zone))).toEqual(then)
  })

  it('moves the end by exactly its days, and two are as good as their sum', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (startDay, a, b) => {
        const now = t(`${startDay} 12:00`)
        const extend = (period: Period, days: number) => {
          const verdict = decideExtension(period, { days, reason: '延长' }, now, zone)
          if (!verdict.ok) throw new Error('refused')
          return verdict.value
        }
        const first = extend(active({ startDay }), a)
        expect(first.lastDay).toBe(addDays(lastDay({ startDay, days: 14 }), a))
        const second = extend(active({ startDay, days: first.days }), b)
        expect(second).toEqual(extend(active({ startDay }), a + b))
      }),
    )
  })
})

describe('an early end', () => {
  it.each([
    { when: 'with a reason', period: active(), why: '确认未到过疫区', now: '2020-02-01 09:00', then: [] },
    { when: 'without reason', period: active(), why: '', now: '2020-02-01 09:00', then: ['period.noReason'] },
    {
      when: 'while referred',
      period: referred,
      why: '理由',
      now: '2020-02-01 09:00',
      then: ['period.referralOpen'],
    },
    { when: 'in the last minute', period: active(), why: '理由', now: '2020-02-08 23:59', then: [] },
    { when: 'when full', period: active(), why: '理由', now: '2020-02-09 00:00', then: ['period.full'] },
    { when: 'twice', period: closed, why: '理由', now: '2020-02-01 09:00', then: ['period.closed'] },
  ])('$when: $then', ({ period, why, now, then }) => {
    expect(codes(decideEarlyEnd(period, { reason: why }, t(now), zone))).toEqual(then)
  })

  it('ends what is owed; a release after the end does not prolong it', () => {
    const early: Period = { ...COURSE, state: 'endedEarly', closedAt: t('2020-02-01 09:00'), reason: '理由' }
    expect(owedUntil(early, zone)).toBe(t('2020-02-01 09:00'))
    expect(owedUntil(closed, zone)).toBe(t('2020-02-08 24:00'))
  })
})

it('between its end and an extension nothing was owed; what a referral suspended counts once', () => {
  const end = t('2020-02-09 00:00')
  const now = t('2020-02-12 09:00')
  const of = (suspensions: Period['suspensions']) => pausesBeforeExtension(active({ suspensions }), now, zone)
  expect(pausesBeforeExtension(active(), t('2020-02-08 23:00'), zone)).toEqual([])
  expect(of([])).toEqual([{ from: end, until: now }])
  expect(of([{ from: t('2020-02-07 09:00'), until: null }])).toEqual([])
  const [out, back] = [t('2020-02-10 08:00'), t('2020-02-11 08:00')]
  expect(of([{ from: out, until: back }])).toEqual([
    { from: end, until: out },
    { from: back, until: now },
  ])
})
