// The clocks of an assignment: each thing is told once and at its own time, however late or often somebody looks.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, type Instant } from '../../../kernel/time.ts'
import { Directives } from '../../../plan/schema/directives.ts'
import { type Clocked, climbSteps, fallDue, lightOf, lightsOf, renewed } from './clock.ts'
import { ASSIGNMENT_STATES, isOpen } from './kinds.ts'

const rules = Directives.parse({})
const START = '2020-01-25T00:00:00.000Z'
const at = (minutes: number): Instant => addMinutes(START, minutes)
const row = (said: Partial<Clocked> = {}): Clocked => ({
  kind: 'directive',
  state: 'issued',
  assignedAt: START,
  receiptDueAt: at(60),
  dueAt: at(600),
  unsignedAt: null,
  overdueAt: null,
  reminded: 0,
  climbed: 0,
  ...said,
})
const whatBy = (minutes: number, said: Partial<Clocked> = {}) =>
  fallDue(row(said), at(minutes), rules).happenings.map(({ what, at: when }) => `${what} ${when.slice(11, 16)}`)

describe('what falls due', () => {
  it.each([
    ['nothing before the receipt is due', 59, {}, []],
    ['the receipt at its very instant', 60, {}, ['unsigned 01:00']],
    ['no receipt once it was signed for', 60, { state: 'received' as const }, []],
    ['a reminder before the deadline', 481, { state: 'received' as const }, ['reminded 08:00']],
    ['of two reminders that were slept through the last', 575, { state: 'received' as const }, ['reminded 09:30']],
    [
      'the deadline with its first step, and no reminder after it',
      600,
      { state: 'received' as const },
      ['overdue 10:00', 'climbed 10:00'],
    ],
    ['nothing while the issuer has it', 2000, { state: 'submitted' as const }, []],
    ['help is overdue and nobody above is told', 700, { kind: 'help' as const }, ['overdue 10:00']],
  ])('%s', (_what, minutes, said, expected) => {
    expect(whatBy(minutes, said)).toEqual(expected)
  })

  it('looked at in any steps it tells the same, each once and at its own time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { maxLength: 12 }), (looks) => {
        const once = fallDue(row(), at(3001), rules).happenings
        const told: string[] = []
        let known = row()
        for (const minutes of [...looks.toSorted((a, b) => a - b), 3001]) {
          const fallen = fallDue(known, at(minutes), rules)
          for (const one of fallen.happenings) {
            expect(one.at <= at(minutes)).toBe(true)
            if (one.what !== 'reminded') told.push(JSON.stringify(one))
          }
          if (fallen.nextAt !== null) expect(fallen.nextAt > at(minutes)).toBe(true)
          known = { ...known, ...fallen }
        }
        expect(told).toEqual(once.filter(({ what }) => what !== 'reminded').map((one) => JSON.stringify(one)))
      }),
    )
  })

  it('a new deadline begins reminders and climb anew, and what was late stays told', () => {
    const late = row({ state: 'received', overdueAt: at(600), climbed: 3, dueAt: at(1200) })
    const fresh = { ...late, ...renewed(late, at(700), rules) }
    expect(fresh).toMatchObject({ reminded: 0, climbed: 0, overdueAt: at(600) })
    expect(fallDue(fresh, at(1200), rules).happenings).toEqual([{ what: 'climbed', at: at(1200), step: 0 }])
  })

  it('climbs in the order of the minutes, whatever the order in the plan', () => {
    const shuffled = { ...rules, climb: rules.climb.toReversed() }
    expect(climbSteps(shuffled).map(({ after }) => after)).toEqual([0, 60, 240, 1440])
  })

  it('nothing falls due of what is over', () => {
    for (const state of ASSIGNMENT_STATES) {
      if (isOpen(state) && state !== 'refused' && state !== 'submitted') continue
      expect(fallDue(row({ state }), at(9999), rules)).toMatchObject({ happenings: [], nextAt: null })
    }
  })
})

it.each([
  [-1441, 'green'],
  [-1440, 'yellow'],
  [-1, 'yellow'],
  [0, 'red'],
] as const)('%i minutes from the deadline the light is %s', (minutes, light) => {
  const dueAt = at(5000)
  expect(lightOf({ dueAt, doneAt: null }, addMinutes(dueAt, minutes), rules.supervision)).toBe(light)
  expect(lightOf({ dueAt, doneAt: at(1) }, addMinutes(dueAt, minutes), rules.supervision)).toBe('done')
})

it('is near its deadline from the first reminder on, and a supervised matter as the plan says', () => {
  expect(lightsOf(rules, 'directive')).toEqual({ yellowBefore: 120, redAfter: 0 })
  expect(lightsOf(rules, 'supervision')).toEqual({ yellowBefore: 1440, redAfter: 0 })
})
