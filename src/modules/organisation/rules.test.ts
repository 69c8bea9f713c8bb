// The response can be activated once, changed in level while active, stood down, and activated again (M01).
import { describe, expect, it } from 'vitest'
import { decideResponseChange, type ResponseChange, responseState } from './rules.ts'

const activated: ResponseChange = { kind: 'activated', level: 'I', effectiveDay: '2020-01-25' }
const lowered: ResponseChange = { kind: 'levelChanged', level: 'II', effectiveDay: '2020-02-25' }
const stoodDown: ResponseChange = { kind: 'stoodDown', level: 'II', effectiveDay: '2020-03-20' }

describe('the state after a history', () => {
  it.each([
    { history: [], state: { state: 'notActivated' } },
    { history: [activated], state: { state: 'active', level: 'I', since: '2020-01-25', startDay: '2020-01-25' } },
    {
      history: [activated, lowered],
      state: { state: 'active', level: 'II', since: '2020-02-25', startDay: '2020-01-25' },
    },
    { history: [activated, lowered, stoodDown], state: { state: 'stoodDown', since: '2020-03-20' } },
  ])('$state.state', ({ history, state }) => {
    expect(responseState(history)).toEqual(state)
  })
})

describe('a decision', () => {
  const today = '2020-04-01'
  it.each([
    { given: [], when: activated, then: [] },
    { given: [activated], when: activated, then: ['response.active'] },
    { given: [], when: lowered, then: ['response.notActive'] },
    { given: [], when: stoodDown, then: ['response.notActive'] },
    { given: [activated], when: { ...lowered, level: 'I' }, then: ['response.sameLevel'] },
    { given: [activated], when: lowered, then: [] },
    { given: [activated, lowered], when: { ...stoodDown, effectiveDay: '2020-02-24' }, then: ['response.beforeLast'] },
    { given: [activated, lowered, stoodDown], when: { ...activated, effectiveDay: '2020-04-01' }, then: [] },
    { given: [], when: { ...activated, effectiveDay: '2020-04-02' }, then: ['response.future'] },
    { given: [], when: { ...activated, effectiveDay: '2020-02-30' }, then: ['response.badDay'] },
  ])('after $given.length decisions, $when.kind on $when.effectiveDay: $then', ({ given, when, then }) => {
    expect(decideResponseChange(given, when as ResponseChange, today).reasons.map(({ code }) => code)).toEqual(then)
  })
})
