// What is let in and normalised before a rule sees it.
import { describe, expect, it } from 'vitest'
import { AssignBulk, PeriodStateView, QueueQuery, RecordReading, RecordReferralStep } from '../contract.ts'

const ID = '0190a6f0-0000-7000-8000-000000000001'
const READING = { id: ID, periodId: ID, temperature: 36.5, site: 'forehead', observedAt: '2020-01-26T09:00:00+08:00' }

describe('a reading sent', () => {
  it.each([
    { given: 'the least of it', sent: READING, ok: true },
    {
      given: 'nobody at home',
      sent: { id: ID, periodId: ID, atHome: false, observedAt: READING.observedAt },
      ok: true,
    },
    { given: 'text for a number', sent: { ...READING, temperature: '36.5' }, ok: false },
    { given: 'a time without zone', sent: { ...READING, observedAt: '2020-01-26T09:00:00' }, ok: false },
    { given: 'an unknown site', sent: { ...READING, site: 'elbow' }, ok: false },
    { given: 'an unknown symptom', sent: { ...READING, symptoms: ['boredom'] }, ok: false },
    { given: 'no id', sent: { ...READING, id: undefined }, ok: false },
  ])('with $given: $ok', ({ sent, ok }) => {
    expect(RecordReading.safeParse(sent).success).toBe(ok)
  })

  it('names each symptom once', () => {
    expect(RecordReading.parse({ ...READING, symptoms: ['cough', 'cough'] }).symptoms).toEqual(['cough'])
  })
})

it('bulk actions name each period once and never none', () => {
  expect(AssignBulk.parse({ periodIds: [ID, ID], role: 'medic', accountId: ID }).periodIds).toEqual([ID])
  expect(AssignBulk.safeParse({ periodIds: [], role: 'medic', accountId: ID }).success).toBe(false)
})

it('a queue is asked for by URL', () => {
  expect(QueueQuery.parse({ queue: 'overdue', area: '230406100', limit: '60' })).toMatchObject({ limit: 60 })
  expect(QueueQuery.safeParse({ queue: 'unheard' }).success).toBe(false)
  expect(QueueQuery.safeParse({ area: "230406' or true" }).success).toBe(false)
})

it('a state carries what belongs to it', () => {
  expect(PeriodStateView.safeParse({ state: 'released' }).success).toBe(false)
  expect(PeriodStateView.safeParse({ state: 'active', temperatureOwed: true }).success).toBe(true)
  expect(RecordReferralStep.safeParse({ step: 'outcome', at: READING.observedAt, outcome: 'guessed' }).success).toBe(
    false,
  )
})
