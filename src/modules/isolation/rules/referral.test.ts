// M07, M21: the steps of a fever referral in their order, its clock, and what its outcome does to the isolation.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes } from '../../../kernel/time.ts'
import { PLAN, t } from './example-plan.ts'
import { REFERRAL_STEPS, type ReferralStepKey } from './plan.ts'
import {
  decideOpening,
  decideStep,
  lastStepAt,
  nextStep,
  type Referral,
  type ReferralStep,
  referralClock,
  stepsInTime,
} from './referral.ts'

const at = (time: string) => t(`2020-01-26 ${time}`)
const TIMES = { notified: at('09:05'), called: at('09:10'), pickedUp: at('09:50'), atFacility: at('10:20') } as const
const upTo = (step: ReferralStepKey | null): Referral => {
  const count = step === null ? 0 : REFERRAL_STEPS.indexOf(step) + 1
  const steps = Object.fromEntries(Object.entries(TIMES).slice(0, count))
  return { openedAt: at('09:00'), steps, outcome: null }
}
const command = (step: ReferralStepKey, change: Partial<ReferralStep> = {}): ReferralStep => ({
  step,
  at: at('10:30'),
  outcome: step === 'outcome' ? 'excluded' : null,
  facility: step === 'atFacility' ? '区医院发热门诊' : '',
  note: '',
  ...change,
})
const closed: Referral = { ...upTo('atFacility'), outcome: 'excluded' }
const withdrawn = { outcome: 'withdrawn', note: '录入错误' } as const

describe('a step', () => {
  it.each([
    { given: upTo(null), take: command('notified'), then: [] },
    { given: upTo(null), take: command('called'), then: ['referral.stepSkipped'] },
    { given: upTo('notified'), take: command('notified'), then: ['referral.stepTaken'] },
    { given: upTo('notified'), take: command('called'), then: [] },
    { given: upTo('called'), take: command('pickedUp'), then: [] },
    { given: upTo('pickedUp'), take: command('atFacility'), then: [] },
    { given: upTo('pickedUp'), take: command('atFacility', { facility: ' ' }), then: ['referral.noFacility'] },
    { given: upTo('pickedUp'), take: command('outcome'), then: ['referral.stepSkipped'] },
    { given: upTo('atFacility'), take: command('outcome'), then: [] },
    { given: upTo('atFacility'), take: command('outcome', { outcome: null }), then: ['referral.outcome'] },
    { given: upTo(null), take: command('notified', { outcome: 'excluded' }), then: ['referral.outcome'] },
    { given: closed, take: command('outcome'), then: ['referral.closed'] },
    { given: upTo('called'), take: command('pickedUp', { at: at('09:09') }), then: ['referral.beforeLast'] },
    { given: upTo('called'), take: command('pickedUp', { at: at('09:10') }), then: [] },
    { given: upTo(null), take: command('notified', { at: at('08:59') }), then: ['referral.beforeLast'] },
    { given: upTo(null), take: command('notified', { at: at('10:36') }), then: ['referral.future'] },
  ])('$take.step at $take.at after $given.steps: $then', ({ given: referral, take, then }) => {
    const verdict = decideStep(referral, take, { stillFever: true }, at('10:30'))
    expect(verdict.reasons.map(({ code }) => code)).toEqual(then)
  })

  it.each([
    { outcome: 'excluded', isolation: 'resumes' },
    { outcome: 'suspected', isolation: 'handedOver' },
  ] as const)('outcome $outcome: the isolation $isolation', ({ outcome, isolation }) => {
    const verdict = decideStep(upTo('atFacility'), command('outcome', { outcome }), { stillFever: true }, at('10:30'))
    expect(verdict).toMatchObject({ ok: true, value: { closed: true, isolation } })
  })

  it('in between leaves the checks suspended', () => {
    const verdict = decideStep(upTo(null), command('notified'), { stillFever: true }, at('10:30'))
    expect(verdict).toMatchObject({ ok: true, value: { closed: false, isolation: 'staysSuspended' } })
  })

  it.each([
    { given: 'a corrected reading', referral: upTo('called'), take: withdrawn, stillFever: false, then: [] },
    {
      given: 'a fever as before',
      referral: upTo(null),
      take: withdrawn,
      stillFever: true,
      then: ['referral.stillFever'],
    },
    {
      given: 'somebody picked up',
      referral: upTo('pickedUp'),
      take: withdrawn,
      stillFever: false,
      then: ['referral.pickedUp'],
    },
    {
      given: 'no reason',
      referral: upTo(null),
      take: { outcome: 'withdrawn', note: '' },
      stillFever: false,
      then: ['referral.noReason'],
    },
  ] as const)('withdrawn with $given: $then', ({ referral, take, stillFever, then }) => {
    const verdict = decideStep(referral, command('outcome', take), { stillFever }, at('10:30'))
    expect(verdict.reasons.map(({ code }) => code)).toEqual(then)
    if (verdict.ok) expect(verdict.value).toEqual({ closed: true, isolation: 'resumes' })
  })

  it('whatever is asked for, in whatever order, the times taken stay in the order of the steps', () => {
    const asked = fc.array(fc.tuple(fc.constantFrom(...REFERRAL_STEPS), fc.integer({ min: -30, max: 300 })))
    fc.assert(
      fc.property(asked, (commands) => {
        let referral = upTo(null)
        for (const [step, minute] of commands) {
          const take = command(step, { at: addMinutes(referral.openedAt, minute) })
          if (!decideStep(referral, take, { stillFever: true }, at('13:00')).ok) continue
          referral = { ...referral, steps: { ...referral.steps, [step]: take.at }, outcome: take.outcome }
        }
        const taken = REFERRAL_STEPS.map((step) => referral.steps[step])
        const count = taken.filter((time) => time !== undefined).length
        expect(taken.slice(count)).toEqual(REFERRAL_STEPS.slice(count).map(() => undefined))
        expect(taken.slice(0, count)).toEqual(taken.slice(0, count).toSorted())
        expect(nextStep(referral)).toBe(REFERRAL_STEPS[count] ?? null)
        expect(lastStepAt(referral)).toBe(taken[count - 1] ?? referral.openedAt)
      }),
    )
  })
})

describe('the clock', () => {
  it.each([
    { after: null, now: '09:04', next: 'notified', dueAt: '09:10', overdueBy: -6 },
    { after: 'notified', now: '09:20', next: 'called', dueAt: '09:15', overdueBy: 5 },
    { after: 'called', now: '09:20', next: 'pickedUp', dueAt: '10:10', overdueBy: -50 },
    { after: 'pickedUp', now: '11:00', next: 'atFacility', dueAt: '10:50', overdueBy: 10 },
  ] as const)('after $after the step $next is due at $dueAt', ({ after: step, now, next, dueAt, overdueBy }) => {
    expect(referralClock(upTo(step), at(now), PLAN)).toMatchObject({ next, dueAt: at(dueAt), overdueBy })
  })

  it('stops with the outcome', () => {
    expect(referralClock(closed, at('12:00'), PLAN)).toBeNull()
  })

  it('judges each step by the limit after the one before', () => {
    const slow: Referral = { ...upTo('atFacility'), steps: { ...TIMES, pickedUp: at('10:11') } }
    expect(stepsInTime(slow, PLAN).map(({ inTime }) => inTime)).toEqual([true, true, false, true])
  })
})

it('nobody has two open referrals', () => {
  expect(decideOpening(false).ok).toBe(true)
  expect(decideOpening(true).reasons.map(({ code }) => code)).toEqual(['referral.open'])
})
