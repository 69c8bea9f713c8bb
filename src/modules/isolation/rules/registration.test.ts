// M07: temperature first. The four ways a registration goes, and what is owed from when.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMinutes, at } from '../../../kernel/time.ts'
import { PLAN, t } from './example-plan.ts'
import { decideRegistration, type RegistrationFacts } from './registration.ts'
import { allWindows, owing } from './windows.ts'

const given = (facts: Partial<RegistrationFacts>): RegistrationFacts => ({
  status: 'arrived',
  arrivalDay: '2020-01-25',
  firstTemperature: 36.5,
  registeredAt: t('2020-01-25 09:00'),
  activatedAt: t('2020-01-25 00:00'),
  ...facts,
})

const decide = (facts: Partial<RegistrationFacts>) => {
  const verdict = decideRegistration(given(facts), PLAN)
  if (!verdict.ok) throw new Error(verdict.reasons[0]?.code)
  return verdict.value
}

describe('a registration', () => {
  it.each([
    { given: 'a normal temperature', facts: {}, then: { kind: 'isolation', temperatureOwed: false } },
    { given: 'no temperature', facts: { firstTemperature: null }, then: { kind: 'isolation', temperatureOwed: true } },
    { given: '37.2', facts: { firstTemperature: 37.2 }, then: { kind: 'isolation', temperatureOwed: false } },
    {
      given: '37.3, the threshold',
      facts: { firstTemperature: 37.3 },
      then: { kind: 'referral', openedAt: t('2020-01-25 09:00') },
    },
    {
      given: 'somebody expected',
      facts: { status: 'expected', arrivalDay: '2020-01-28' },
      then: { kind: 'expected', overdueFrom: t('2020-01-28 24:00') },
    },
    {
      given: 'somebody expected days ago',
      facts: { status: 'expected', arrivalDay: '2020-01-20' },
      then: { kind: 'expected', overdueFrom: t('2020-01-20 24:00') },
    },
    { given: 'the last minute of day 14', facts: { registeredAt: t('2020-02-08 23:59') }, then: { kind: 'isolation' } },
    {
      given: 'a period that is over',
      facts: { registeredAt: t('2020-02-09 00:00') },
      then: { kind: 'endedBeforeRegistration', feverAt: null },
    },
    {
      given: 'a period that is over, and a fever',
      facts: { registeredAt: t('2020-02-09 00:00'), firstTemperature: 38 },
      then: { kind: 'endedBeforeRegistration', feverAt: t('2020-02-09 00:00') },
    },
  ] as const)('of $given: $then.kind', ({ facts, then }) => {
    expect(decide(facts)).toMatchObject(then)
  })

  it('of somebody who arrives tomorrow belongs among the expected', () => {
    const verdict = decideRegistration(given({ arrivalDay: '2020-01-26' }), PLAN)
    expect(verdict.reasons.map(({ code }) => code)).toEqual(['arrival.future'])
  })

  it('suspends the checks from a fever on', () => {
    expect(decide({ firstTemperature: 38.1 })).toMatchObject({
      course: { suspensions: [{ from: t('2020-01-25 09:00'), until: null }] },
    })
  })

  it.each([
    { activated: null, from: null },
    { activated: t('2020-01-24 00:00'), from: t('2020-01-25 09:00') },
    { activated: t('2020-01-26 00:00'), from: t('2020-01-26 00:00') },
  ])('with the response active since $activated owes from $from', ({ activated, from }) => {
    expect(decide({ activatedAt: activated })).toMatchObject({ course: { owedFrom: from } })
  })

  it('never owes a window that had closed, and always begins with the arrival day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 1439 }), (daysLate, minute) => {
        const registeredAt = addMinutes(at(addDays('2020-01-25', daysLate), '00:00', PLAN.zone), minute)
        const outcome = decide({ registeredAt })
        expect(outcome.kind).toBe(daysLate > 14 ? 'endedBeforeRegistration' : 'isolation')
        if (outcome.kind !== 'isolation') return
        expect(outcome.course.startDay).toBe('2020-01-25')
        const period = { ...outcome.course, state: 'active', temperatureOwed: false } as const
        for (const window of allWindows(period, PLAN)) {
          const expected = window.closesAt <= registeredAt ? 'beforeRegistration' : 'owed'
          expect(owing(window, period, PLAN.zone)).toBe(expected)
        }
      }),
    )
  })
})
