// What may be decided when, and what led to a case.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../plan/index.ts'
import { chainOf, decideAnswer, decideHearing, decideOutcome, type Matter } from './rules.ts'

const OUTCOMES = [{ key: 'admonition', name: { zh: '训诫', en: 'admonition' } }]
const plan = { discipline: { outcomes: OUTCOMES } as Plan['discipline'] }
const NOW = '2020-02-01T08:00:00.000Z'
const matter = (some: Partial<Matter> = {}): Matter => ({ state: 'open', answerDueAt: null, answeredAt: null, ...some })
const heard = (some: Partial<Matter> = {}) =>
  matter({ state: 'hearing', answerDueAt: '2020-02-01T12:00:00.000Z', ...some })
const codes = (verdict: { ok: boolean; reasons: { code: string }[] }) => verdict.reasons.map(({ code }) => code)

describe('a penalty', () => {
  it('is never laid upon anybody who was not heard', () => {
    expect(codes(decideOutcome(matter(), 'admonition', plan, NOW))).toEqual(['not_heard'])
    expect(codes(decideOutcome(heard(), 'admonition', plan, NOW))).toEqual(['still_time'])
  })
  it('is possible once they answered, or let their time pass', () => {
    expect(decideOutcome(heard({ answeredAt: NOW }), 'admonition', plan, NOW).ok).toBe(true)
    expect(decideOutcome(heard({ answerDueAt: NOW }), 'admonition', plan, NOW).ok).toBe(true)
  })
  it('is one of the plan', () => {
    expect(codes(decideOutcome(heard({ answeredAt: NOW }), 'fine', plan, NOW))).toEqual(['outcome_unknown'])
  })
  it('over any course: allowed only with an answer or after its time', () => {
    const states = fc.constantFrom<Matter['state']>('open', 'hearing', 'decided')
    const instants = fc.option(fc.constantFrom('2020-02-01T07:00:00.000Z', NOW, '2020-02-01T09:00:00.000Z'))
    fc.assert(
      fc.property(states, instants, instants, (state, answerDueAt, answeredAt) => {
        const { ok } = decideOutcome({ state, answerDueAt, answeredAt }, 'admonition', plan, NOW)
        if (ok) expect(state === 'hearing' && (answeredAt !== null || answerDueAt! <= NOW)).toBe(true)
      }),
    )
  })
})

describe('a matter', () => {
  it('is dismissed at any time before the decision, and explained only by an answer', () => {
    expect(decideOutcome(matter(), 'dismissed', plan, NOW).ok).toBe(true)
    expect(codes(decideOutcome(heard({ answerDueAt: NOW }), 'explained', plan, NOW))).toEqual(['no_answer'])
    expect(decideOutcome(heard({ answeredAt: NOW }), 'explained', plan, NOW).ok).toBe(true)
    expect(codes(decideOutcome(matter({ state: 'decided' }), 'dismissed', plan, NOW))).toEqual(['matter_decided'])
  })
  it('is asked about once, answered once, and also late', () => {
    expect(decideHearing(matter()).ok).toBe(true)
    expect(codes(decideHearing(heard()))).toEqual(['hearing_asked'])
    expect(codes(decideAnswer(matter()))).toEqual(['not_asked'])
    expect(decideAnswer(heard({ answerDueAt: '2020-02-01T00:00:00.000Z' })).ok).toBe(true)
    expect(codes(decideAnswer(heard({ answeredAt: NOW })))).toEqual(['answered_already'])
    expect(codes(decideAnswer(matter({ state: 'decided' })))).toEqual(['matter_decided'])
  })
})

describe('what led to a case', () => {
  const course = {
    arrivedOn: '2020-01-20T16:00:00.000Z',
    registeredAt: '2020-01-24T02:00:00.000Z',
    hoursToRegister: 82,
    missed: ['2020-01-26T03:00:00.000Z', '2020-01-27T12:00:00.000Z'],
    feverAt: '2020-01-29T01:00:00.000Z',
    suspectedAt: '2020-01-30T01:00:00.000Z',
    lateSteps: 1,
  }
  it('stands in order, each gap with its number', () => {
    expect(chainOf(course).map(({ kind, count }) => [kind, count])).toEqual([
      ['arrived', undefined],
      ['registered', 82],
      ['missed', 2],
      ['fever', 1],
      ['suspected', undefined],
    ])
  })
  it('is nothing where everything was kept', () => {
    expect(chainOf({ ...course, hoursToRegister: 24, missed: [], lateSteps: 0 })).toEqual([])
  })
})
