// The course of an assignment and what must be said before it is issued.
import { describe, expect, it } from 'vitest'
import { Directives } from '../../../plan/schema/directives.ts'
import { type Act, can, decide, type Standing } from './course.ts'
import { type Addressee, decideIssue } from './issue.ts'
import { ASSIGNMENT_STATES } from './kinds.ts'

const NOW = '2020-01-25T01:00:00.000Z'
const LATER = '2020-01-25T09:00:00.000Z'
const ACTS: Act[] = [
  { act: 'receive' },
  { act: 'progress' },
  { act: 'submit' },
  { act: 'refuse' },
  { act: 'accept' },
  { act: 'return', dueAt: LATER },
  { act: 'postpone', dueAt: LATER },
  { act: 'withdraw' },
  { act: 'close' },
]
const standing = (state: Standing['state'], kind: Standing['kind'] = 'directive'): Standing => ({
  kind,
  state,
  receivedAt: state === 'issued' ? null : NOW,
  dueAt: LATER,
  submittedAt: null,
  endedAt: null,
})
const become = (row: Standing, act: Act) => {
  const verdict = decide(row, act, NOW)
  return verdict.ok ? verdict.value : verdict.reasons[0]!.code
}

describe('the course', () => {
  it('what is over stays over, whatever the act', () => {
    for (const state of ['accepted', 'declined', 'withdrawn', 'closed'] as const) {
      for (const act of ACTS) expect(become(standing(state), act)).toBe('assignment_moved')
    }
  })
  it('a screen offers exactly what may be done', () => {
    for (const state of ASSIGNMENT_STATES) {
      for (const act of ACTS) expect(decide(standing(state), act, NOW).ok).toBe(can(act.act, state))
    }
  })
  it.each([
    ['signed for', 'issued', { act: 'receive' }, { state: 'received', receivedAt: NOW }],
    ['handed in', 'received', { act: 'submit' }, { state: 'submitted', submittedAt: NOW, endedAt: null }],
    ['accepted', 'submitted', { act: 'accept' }, { state: 'accepted', endedAt: NOW }],
    ['returned', 'submitted', { act: 'return', dueAt: LATER }, { state: 'received', submittedAt: null, dueAt: LATER }],
    ['refused, which says that it was read', 'issued', { act: 'refuse' }, { state: 'refused', receivedAt: NOW }],
    ['a refusal is given back', 'refused', { act: 'return', dueAt: LATER }, { state: 'received' }],
  ] as const)('%s', (_what, state, act, expected) => {
    expect(become(standing(state), act)).toMatchObject(expected)
  })
  it('help is declined, which is an answer; a requirement of the city is not refused', () => {
    expect(become(standing('issued', 'help'), { act: 'refuse' })).toMatchObject({ state: 'declined', submittedAt: NOW })
    expect(become(standing('issued', 'requirement'), { act: 'refuse' })).toBe('requirement_not_refused')
  })
  it('a new deadline lies ahead: the instant itself is late', () => {
    expect(become(standing('submitted'), { act: 'return', dueAt: NOW })).toBe('deadline_past')
    expect(become(standing('received'), { act: 'postpone', dueAt: NOW })).toBe('deadline_past')
  })
})

describe('issuing', () => {
  const rules = Directives.parse({})
  const unit = (id: string, answers = true): Addressee => ({ id, zh: id, en: id, areaCode: '230406', answers })
  const units = new Map([unit('xinhua'), unit('office'), unit('empty', false)].map((one) => [one.id, one]))
  const said = { kind: 'directive' as const, issuer: 'office', owners: ['xinhua'], dueAt: LATER, receivedAt: null }
  const fields = (change: object) => {
    const verdict = decideIssue({ ...said, ...change }, units, NOW, rules)
    return verdict.ok ? [] : verdict.reasons.map(({ code, field }) => `${field}: ${code}`)
  }
  it.each([
    [{ owners: [] }, ['owners: no_owner']],
    [
      { owners: ['nowhere', 'empty', 'office'] },
      ['owners.0: unknown_unit', 'owners.1: nobody_answers', 'owners.2: own_unit'],
    ],
    [{ dueAt: null }, ['dueAt: no_deadline']],
    [{ dueAt: NOW }, ['dueAt: deadline_past']],
    [{ dueAt: '2021-01-25T01:00:00.000Z' }, ['dueAt: deadline_far']],
    [{ kind: 'requirement', owners: [], receivedAt: LATER }, ['receivedAt: received_ahead']],
    [{ kind: 'requirement', owners: [], receivedAt: NOW }, []],
    [{ kind: 'help', dueAt: null }, []],
  ])('%j: %j', (change, expected) => {
    expect(fields(change)).toEqual(expected)
  })
})
