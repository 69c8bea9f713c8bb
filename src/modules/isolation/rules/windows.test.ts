// M21: which checks are owed, when they are due, late, missed, and what never counts against anybody.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes } from '../../../kernel/time.ts'
import { active, COURSE, PLAN, t } from './example-plan.ts'
import type { Period } from './period.ts'
import {
  allWindows,
  type Completions,
  missedWindows,
  nextCheck,
  presentWindow,
  windowAt,
  windowKey,
  windowOutcome,
  windowsOwed,
} from './windows.ts'

const none: Completions = new Map()
const outcomeOf = (key: string, period: Period, now: string, completions = none) => {
  const window = allWindows(period, PLAN).find((candidate) => windowKey(candidate) === key)
  if (!window) throw new Error(`no window ${key}`)
  return windowOutcome(window, { period, completions }, t(now), PLAN.zone)
}
const keyOf = (window: { day: string; slot: string } | null) => (window ? windowKey(window) : null)

describe('the windows of a period', () => {
  it('are two a day from day 0 to day 14, in order, each lapsing when the next opens', () => {
    const windows = allWindows(active(), PLAN)
    expect(windows).toHaveLength(30)
    expect(windows[0]).toEqual({
      day: '2020-01-25',
      slot: 'morning',
      opensAt: t('2020-01-25 06:00'),
      closesAt: t('2020-01-25 11:00'),
      lapsesAt: t('2020-01-25 14:00'),
    })
    expect(windows[1]?.lapsesAt).toBe(t('2020-01-26 06:00'))
    expect(windows.at(-1)).toMatchObject({ day: '2020-02-08', slot: 'afternoon', lapsesAt: t('2020-02-08 24:00') })
  })

  it.each([
    { now: '2020-01-25 05:59', then: 'upcoming' },
    { now: '2020-01-25 06:00', then: 'open' },
    { now: '2020-01-25 10:59', then: 'open' },
    { now: '2020-01-25 11:00', then: 'overdue' },
    { now: '2020-01-25 13:59', then: 'overdue' },
    { now: '2020-01-25 14:00', then: 'missed' },
    { now: '2020-03-01 00:00', then: 'missed' },
  ])('without a check are at $now $then', ({ now, then }) => {
    expect(outcomeOf('2020-01-25/morning', active(), now)).toBe(then)
  })

  it.each([
    { key: '2020-01-25/morning', then: 'beforeRegistration', registered: '2020-01-25 11:00' },
    { key: '2020-01-25/morning', then: 'missed', registered: '2020-01-25 10:59' },
    { key: '2020-01-29/afternoon', then: 'beforeRegistration', registered: '2020-01-30 05:00' },
    { key: '2020-01-30/morning', then: 'missed', registered: '2020-01-30 05:00' },
  ])('registered $registered, $key is $then', ({ key, then, registered }) => {
    const period = active({ registeredAt: t(registered), owedFrom: t(registered) })
    expect(outcomeOf(key, period, '2020-01-31 05:00')).toBe(then)
  })

  it('are not owed before the response is active', () => {
    expect(
      windowsOwed({ period: active({ owedFrom: null }), completions: none }, t('2020-02-01 12:00'), PLAN),
    ).toSatisfy((windows: { outcome: string }[]) => windows.every(({ outcome }) => outcome === 'beforeRegistration'))
  })

  it.each([
    { away: ['2020-01-27 10:00', null], key: '2020-01-27/morning', then: 'suspended', why: 'fever in the window' },
    { away: ['2020-01-27 11:00', null], key: '2020-01-27/morning', then: 'missed', why: 'fever when it had closed' },
    {
      away: ['2020-01-27 10:00', '2020-01-27 19:00'],
      key: '2020-01-27/afternoon',
      then: 'missed',
      why: 'back in time',
    },
    {
      away: ['2020-01-27 10:00', '2020-01-27 20:00'],
      key: '2020-01-27/afternoon',
      then: 'suspended',
      why: 'back as it closed',
    },
    { away: ['2020-01-27 10:00', '2020-01-27 19:00'], key: '2020-01-28/morning', then: 'missed', why: 'long back' },
  ])('$key with a referral open $away: $then ($why)', ({ away: [from, until], key, then }) => {
    const period = active({ suspensions: [{ from: t(from!), until: until ? t(until) : null }] })
    expect(outcomeOf(key, period, '2020-01-29 12:00')).toBe(then)
  })

  it.each([
    { over: ['2020-01-27 10:59', null], key: '2020-01-27/morning', then: 'stoodDown', why: 'still open' },
    { over: ['2020-01-27 12:00', null], key: '2020-01-27/morning', then: 'stoodDown', why: 'a late visit would count' },
    { over: ['2020-01-27 14:00', null], key: '2020-01-27/morning', then: 'missed', why: 'missed for good by then' },
    { over: ['2020-01-27 12:00', null], key: '2020-01-28/morning', then: 'stoodDown', why: 'it is over' },
    { over: ['2020-01-27 12:00', '2020-01-28 10:59'], key: '2020-01-28/morning', then: 'missed', why: 'active again' },
    {
      over: ['2020-01-27 12:00', '2020-01-28 11:00'],
      key: '2020-01-28/morning',
      then: 'stoodDown',
      why: 'just closed',
    },
    { over: ['2020-01-27 12:00', '2020-01-27 13:00'], key: '2020-01-27/morning', then: 'stoodDown', why: 'once ended' },
  ])('$key with the response stood down $over: $then ($why)', ({ over: [from, until], key, then }) => {
    const period = active({ standDowns: [{ from: t(from!), until: until ? t(until) : null }] })
    expect(outcomeOf(key, period, '2020-01-29 12:00')).toBe(then)
  })

  it('have no next one while the response is stood down, and again once it is active', () => {
    const next = (now: string, until: string | null) => {
      const standDowns = [{ from: t('2020-01-27 12:00'), until: until && t(until) }]
      return keyOf(nextCheck({ period: active({ standDowns }), completions: none }, t(now), PLAN))
    }
    expect(next('2020-01-27 12:00', null)).toBeNull()
    expect(next('2020-01-30 09:00', null)).toBeNull()
    expect(next('2020-01-30 09:00', '2020-01-30 08:00')).toBe('2020-01-30/morning')
    expect(next('2020-01-30 12:00', '2020-01-30 11:30')).toBe('2020-01-30/afternoon')
  })

  it('that close after an early end are not owed', () => {
    const period: Period = { ...COURSE, state: 'endedEarly', closedAt: t('2020-01-30 19:59'), reason: '理由' }
    expect(outcomeOf('2020-01-30/morning', period, '2020-02-01 12:00')).toBe('missed')
    expect(outcomeOf('2020-01-30/afternoon', period, '2020-02-01 12:00')).toBe('afterEnd')
  })

  it('of a period that was over at registration are none of them missed', () => {
    const period: Period = { ...COURSE, state: 'endedBeforeRegistration' }
    expect(missedWindows({ period, completions: none }, '2020-01-25', t('2020-03-01 00:00'), PLAN)).toEqual([])
  })
})

describe('the window that an instant belongs to', () => {
  it.each([
    { at: '2020-01-25 05:59', then: null },
    { at: '2020-01-25 06:00', then: '2020-01-25/morning' },
    { at: '2020-01-25 11:00', then: '2020-01-25/morning' },
    { at: '2020-01-25 13:59', then: '2020-01-25/morning' },
    { at: '2020-01-25 14:00', then: '2020-01-25/afternoon' },
    { at: '2020-01-26 05:59', then: '2020-01-25/afternoon' },
    { at: '2020-01-26 06:00', then: '2020-01-26/morning' },
    { at: '2020-02-08 23:59', then: '2020-02-08/afternoon' },
    { at: '2020-02-09 00:00', then: null },
    { at: '2020-02-09 07:00', then: null },
  ])('$at: $then', ({ at, then }) => {
    expect(keyOf(windowAt(t(at), active(), PLAN))).toBe(then)
  })
})

const done = (...keys: string[]): Completions => new Map(keys.map((key) => [key, 'done']))

describe('the next check', () => {
  it.each([
    { now: '2020-01-25 05:00', done: [], then: '2020-01-25/morning' },
    { now: '2020-01-25 10:00', done: ['2020-01-25/morning'], then: '2020-01-25/afternoon' },
    { now: '2020-01-25 12:00', done: [], then: '2020-01-25/morning' },
    { now: '2020-01-25 14:00', done: [], then: '2020-01-25/afternoon' },
    { now: '2020-01-26 03:00', done: [], then: '2020-01-25/afternoon' },
    { now: '2020-01-26 03:00', done: ['2020-01-25/afternoon'], then: '2020-01-26/morning' },
    { now: '2020-02-08 21:00', done: [], then: '2020-02-08/afternoon' },
    { now: '2020-02-08 21:00', done: ['2020-02-08/afternoon'], then: null },
    { now: '2020-02-09 00:00', done: [], then: null },
  ])('at $now with $done done is $then', ({ now, done: keys, then }) => {
    expect(keyOf(nextCheck({ period: active(), completions: done(...keys) }, t(now), PLAN))).toBe(then)
  })

  it.each([
    {
      given: 'registered after the morning',
      period: active({ owedFrom: t('2020-01-25 12:00') }),
      then: '2020-01-25/afternoon',
    },
    {
      given: 'registered in the morning',
      period: active({ owedFrom: t('2020-01-25 10:59') }),
      then: '2020-01-25/morning',
    },
    { given: 'before activation', period: active({ owedFrom: null }), then: null },
    {
      given: 'referred',
      period: {
        ...COURSE,
        state: 'referred',
        referralId: 'r',
        suspensions: [{ from: t('2020-01-25 09:00'), until: null }],
      } as Period,
      then: null,
    },
    {
      given: 'released',
      period: { ...COURSE, state: 'released', closedAt: t('2020-02-09 08:00') } as Period,
      then: null,
    },
  ])('$given: $then', ({ period, then }) => {
    expect(keyOf(nextCheck({ period, completions: none }, t('2020-01-25 12:30'), PLAN))).toBe(then)
  })
})

describe('what becomes of windows', () => {
  const minutes = fc.integer({ min: 0, max: 16 * 24 * 60 })
  const start = t('2020-01-25 00:00')

  it('every one is missed, done, late, not owed, or ahead; the next check is the first that can still be made', () => {
    fc.assert(
      fc.property(minutes, minutes, fc.array(fc.integer({ min: 0, max: 29 })), (registered, later, completed) => {
        const registeredAt = addMinutes(start, registered)
        const now = addMinutes(registeredAt, later)
        const period = active({ registeredAt, owedFrom: registeredAt })
        const windows = allWindows(period, PLAN)
        // Nobody completes what has not opened or had closed at registration.
        const completions = done(
          ...completed
            .map((index) => windows[index]!)
            .filter(({ opensAt, closesAt }) => opensAt <= now && closesAt > registeredAt)
            .map(windowKey),
        )
        const known = { period, completions }
        const judged = windowsOwed(known, now, PLAN)
        const isNext = ({ outcome }: { outcome: string }) => ['overdue', 'open', 'upcoming'].includes(outcome)
        expect(keyOf(nextCheck(known, now, PLAN))).toBe(keyOf(judged.find(isNext) ?? null))
        expect(missedWindows(known, period.startDay, now, PLAN).map(windowKey)).toEqual(
          judged.filter(({ outcome }) => outcome === 'missed').map(windowKey),
        )
        expect(judged.filter(({ outcome }) => outcome === 'overdue').length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('the present window is the one that opened last, at this instant too, or yesterday', () => {
    expect(presentWindow(t('2020-01-26 14:00'), PLAN)?.opensAt).toBe(t('2020-01-26 14:00'))
    expect(presentWindow(t('2020-01-26 05:59'), PLAN)?.opensAt).toBe(t('2020-01-25 14:00'))
  })

  it('a deadline at or before the latest opening is of a lapsed window, a later one is not', () => {
    fc.assert(
      fc.property(minutes, (minute) => {
        const now = addMinutes(t('2020-01-26 00:00'), minute)
        const opening = presentWindow(now, PLAN)!.opensAt
        for (const window of allWindows(active(), PLAN).slice(0, -1)) {
          expect(window.closesAt <= opening).toBe(window.lapsesAt <= now)
        }
      }),
      { numRuns: 30 },
    )
  })
})
