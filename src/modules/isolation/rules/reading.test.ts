// M21: what is believed, which window a reading completes, when it is late, and what a fever leads to.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes } from '../../../kernel/time.ts'
import { active, COURSE, PLAN, t } from './example-plan.ts'
import type { Period } from './period.ts'
import { type Correction, decideCorrection, decideReading, type Visit } from './reading.ts'
import { type Completions, windowKey } from './windows.ts'

const VISIT: Visit = {
  atHome: true,
  temperature: 36.5,
  site: 'forehead',
  symptoms: [],
  takenBy: 'medic',
  observedAt: t('2020-01-26 09:00'),
  note: '',
}
const nobody: Partial<Visit> = { atHome: false, temperature: null, site: null }
const released: Period = { ...COURSE, state: 'released', closedAt: t('2020-02-09 08:00') }
const ended: Period = { ...COURSE, state: 'endedBeforeRegistration' }

interface Case {
  visit?: Partial<Visit>
  period?: Period
  completed?: string[]
  hasOpenReferral?: boolean
  receivedAt?: string
}
const judge = ({ visit = {}, period = active(), completed = [], hasOpenReferral = false, receivedAt }: Case) => {
  const whole = { ...VISIT, ...visit }
  const completions: Completions = new Map(completed.map((key) => [key, 'done']))
  return decideReading(
    whole,
    { period, completions, hasOpenReferral },
    receivedAt ? t(receivedAt) : whole.observedAt,
    PLAN,
  )
}

describe('a reading is refused', () => {
  it.each([
    { given: '33.9', visit: { temperature: 33.9 }, then: ['reading.outOfRange'] },
    { given: '34.0', visit: { temperature: 34 }, then: [] },
    { given: '43.0', visit: { temperature: 43 }, then: [] },
    { given: '43.1', visit: { temperature: 43.1 }, then: ['reading.outOfRange'] },
    { given: '366 without its point', visit: { temperature: 366 }, then: ['reading.outOfRange'] },
    { given: 'no number', visit: { temperature: Number.NaN }, then: ['reading.outOfRange'] },
    { given: '36.55', visit: { temperature: 36.55 }, then: ['reading.oneDecimal'] },
    { given: 'no temperature', visit: { temperature: null }, then: ['reading.noTemperature'] },
    { given: 'no site', visit: { site: null }, then: ['reading.noSite'] },
    { given: 'another symptom, undescribed', visit: { symptoms: ['other'] }, then: ['reading.noteForOther'] },
    { given: 'another symptom, described', visit: { symptoms: ['other'], note: '皮疹' }, then: [] },
    { given: 'a long note', visit: { note: '长'.repeat(501) }, then: ['reading.longNote'] },
    { given: 'nobody at home', visit: nobody, then: [] },
    {
      given: 'nobody at home, yet a temperature',
      visit: { ...nobody, temperature: 36.5 },
      then: ['reading.notAtHome'],
    },
    { given: 'nobody at home, yet a cough', visit: { ...nobody, symptoms: ['cough'] }, then: ['reading.notAtHome'] },
  ] as { given: string; visit: Partial<Visit>; then: string[] }[])('$given: $then', ({ visit, then }) => {
    expect(judge({ visit }).reasons.map(({ code }) => code)).toEqual(then)
  })

  it.each([
    { given: '5 minutes ahead', observed: '2020-01-26 09:05', then: [] },
    { given: '6 minutes ahead', observed: '2020-01-26 09:06', then: ['reading.future'] },
    { given: '5 minutes before registration', observed: '2020-01-25 04:55', then: [] },
    { given: '6 minutes before registration', observed: '2020-01-25 04:54', then: ['reading.beforeRegistration'] },
    { given: 'after release', period: released, observed: '2020-02-09 08:01', then: ['period.closed'] },
    { given: 'before release, brought after it', period: released, observed: '2020-02-08 15:00', then: [] },
    { given: 'a period over at registration', period: ended, observed: '2020-01-26 09:00', then: ['period.closed'] },
  ])('$given: $then', ({ period, observed, then }) => {
    const receivedAt = period === released ? '2020-02-10 09:00' : '2020-01-26 09:00'
    expect(judge({ visit: { observedAt: t(observed) }, period, receivedAt }).reasons.map(({ code }) => code)).toEqual(
      then,
    )
  })
})

describe('a reading completes', () => {
  it.each([
    { given: 'the open window', observed: '2020-01-26 09:00', then: 'done' },
    { given: 'its first instant', observed: '2020-01-26 06:00', then: 'done' },
    { given: 'its last minute', observed: '2020-01-26 10:59', then: 'done' },
    { given: 'a visit after closing', observed: '2020-01-26 11:00', then: 'late' },
    { given: 'a visit at night', observed: '2020-01-26 21:00', key: '2020-01-26/afternoon', then: 'late' },
    {
      given: 'in time, received as it closed',
      observed: '2020-01-26 10:50',
      received: '2020-01-26 11:00',
      then: 'late',
    },
    { given: 'in time, received in time', observed: '2020-01-26 07:00', received: '2020-01-26 10:59', then: 'done' },
    {
      given: 'in time, brought two days later',
      observed: '2020-01-26 09:00',
      received: '2020-01-28 09:00',
      then: 'late',
    },
    { given: 'after another', observed: '2020-01-26 09:00', completed: ['2020-01-26/morning'], then: null },
    {
      given: 'late, after another',
      observed: '2020-01-26 12:00',
      completed: ['2020-01-26/morning'],
      then: null,
    },
    { given: 'before the first window', observed: '2020-01-25 05:30', key: null, then: null },
    { given: 'after the end', observed: '2020-02-09 07:00', key: null, then: null },
  ] as {
    given: string
    observed: string
    received?: string
    completed?: string[]
    key?: string | null
    then: 'done' | 'late' | null
  }[])('$given: $then', ({ observed, received, completed, key = '2020-01-26/morning', then }) => {
    const verdict = judge({ visit: { observedAt: t(observed) }, receivedAt: received, completed })
    if (!verdict.ok) throw new Error('refused')
    expect(verdict.value.completes).toBe(then)
    expect(verdict.value.window ? windowKey(verdict.value.window) : null).toBe(key)
  })

  it('nothing when nobody was at home', () => {
    expect(judge({ visit: nobody })).toMatchObject({ ok: true, value: { completes: null, fever: false } })
  })

  it('nothing of before registration', () => {
    const registered = t('2020-01-26 12:00')
    const period = active({ registeredAt: registered, owedFrom: registered })
    expect(judge({ period, visit: { observedAt: t('2020-01-26 12:30') } })).toMatchObject({
      value: { completes: null },
    })
  })

  it('nothing from the clinic, but the visit before the fever counts', () => {
    const period = active({ suspensions: [{ from: t('2020-01-26 09:00'), until: t('2020-01-26 18:00') }] })
    const at = (time: string) => judge({ period, visit: { observedAt: t(`2020-01-26 ${time}`) } })
    expect(at('08:30')).toMatchObject({ value: { completes: 'done' } })
    expect(at('09:30')).toMatchObject({ value: { completes: null } })
    expect(at('18:30')).toMatchObject({ value: { completes: 'done' } })
  })

  it('as done only what was received before the window closed, whatever the phone says', () => {
    const minute = fc.integer({ min: 0, max: 20 * 24 * 60 })
    fc.assert(
      fc.property(minute, fc.integer({ min: 0, max: 5000 }), (observed, delay) => {
        const observedAt = addMinutes(COURSE.registeredAt, observed)
        const receivedAt = addMinutes(observedAt, delay)
        const verdict = decideReading(
          { ...VISIT, observedAt },
          { period: active(), completions: new Map(), hasOpenReferral: false },
          receivedAt,
          PLAN,
        )
        if (!verdict.ok) throw new Error('refused')
        const { completes, window } = verdict.value
        if (completes === 'done') expect(receivedAt < window!.closesAt && observedAt >= window!.opensAt).toBe(true)
        if (completes === 'late') expect(receivedAt >= window!.closesAt && observedAt < window!.lapsesAt).toBe(true)
        expect(completes === null).toBe(window === null)
      }),
    )
  })
})

describe('a fever', () => {
  it.each([
    { temperature: 37.2, open: false, then: { fever: false, opensReferral: false } },
    { temperature: 37.3, open: false, then: { fever: true, opensReferral: true } },
    { temperature: 39, open: true, then: { fever: true, opensReferral: false } },
  ])('$temperature with a referral open: $open', ({ temperature, open, then }) => {
    expect(judge({ visit: { temperature }, hasOpenReferral: open })).toMatchObject({ value: then })
  })

  it('and any temperature settle the temperature owed; nobody at home does not', () => {
    const period = active({ temperatureOwed: true })
    expect(judge({ period })).toMatchObject({ value: { settlesTemperature: true } })
    expect(judge({ period, visit: { temperature: 38 } })).toMatchObject({ value: { settlesTemperature: true } })
    expect(judge({ period, visit: nobody })).toMatchObject({ value: { settlesTemperature: false } })
    expect(judge({})).toMatchObject({ value: { settlesTemperature: false } })
  })
})

describe('a correction', () => {
  const to = (change: Partial<Correction>): Correction => ({
    temperature: 36.5,
    site: 'forehead',
    symptoms: [],
    note: '',
    reason: '输入错误',
    ...change,
  })
  const correct = (
    old: Partial<Visit>,
    change: Partial<Correction>,
    known = { hasOpenReferral: false, isOpen: true },
  ) => decideCorrection({ ...VISIT, ...old }, to(change), known, PLAN)

  it.each([
    { given: 'another value', old: {}, change: { temperature: 36.6 }, then: [] },
    { given: 'the same', old: {}, change: {}, then: ['correction.same'] },
    { given: 'no reason', old: {}, change: { temperature: 36.6, reason: ' ' }, then: ['correction.noReason'] },
    { given: 'nonsense', old: {}, change: { temperature: 63 }, then: ['reading.outOfRange'] },
    { given: 'a visit without temperature', old: nobody, change: {}, then: ['reading.notAtHome'] },
    { given: 'other symptoms', old: {}, change: { symptoms: ['cough'] }, then: [] },
  ] as { given: string; old: Partial<Visit>; change: Partial<Correction>; then: string[] }[])(
    'to $given: $then',
    ({ old, change, then }) => {
      expect(correct(old, change).reasons.map(({ code }) => code)).toEqual(then)
    },
  )

  it('to a fever opens a referral once, and none after the period', () => {
    const fever = { temperature: 38.5 }
    expect(correct({}, fever)).toMatchObject({ value: { fever: true, wasFever: false, opensReferral: true } })
    expect(correct({}, fever, { hasOpenReferral: true, isOpen: true })).toMatchObject({
      value: { opensReferral: false },
    })
    expect(correct({}, fever, { hasOpenReferral: false, isOpen: false })).toMatchObject({
      value: { opensReferral: false },
    })
    expect(correct({ temperature: 38.5 }, {})).toMatchObject({ value: { fever: false, wasFever: true } })
  })
})
