// M21: which queue a period is in, and how an overdue check climbs: medic, township clerk, group.
import { describe, expect, it } from 'vitest'
import { PLAN, t } from './example-plan.ts'
import { checkState, escalation, isInQueue, nextEscalationAt, QUEUES, type QueueFacts } from './queues.ts'

const at = (time: string) => t(`2020-01-26 ${time}`)
const given = (facts: Partial<QueueFacts> = {}): QueueFacts => ({
  state: 'active',
  temperatureOwed: false,
  nextOpensAt: at('06:00'),
  nextCheckDueAt: at('11:00'),
  openReferralId: null,
  notHomeAt: null,
  lastDay: '2020-02-08',
  lastDoneOpensAt: null,
  feverDays: [],
  closedOn: null,
  medicId: 'medic',
  guarantorId: null,
  isKeyPerson: false,
  isAssigneeGone: false,
  noticeServedAt: at('07:00'),
  ...facts,
})
const queuesOf = (facts: Partial<QueueFacts>, now = at('05:00')) =>
  QUEUES.filter((queue) => isInQueue(queue, given(facts), now, PLAN))

const referred: Partial<QueueFacts> = {
  state: 'referred',
  openReferralId: 'r',
  nextOpensAt: null,
  nextCheckDueAt: null,
}

describe('the queues of a period', () => {
  it.each([
    { given: 'nothing to do', facts: {}, then: ['all'] },
    { given: 'an open window', facts: {}, now: at('06:00'), then: ['dueNow', 'all'] },
    { given: 'its last minute', facts: {}, now: at('10:59'), then: ['dueNow', 'all'] },
    { given: 'a closed window', facts: {}, now: at('11:00'), then: ['overdue', 'all'] },
    { given: 'a temperature owed', facts: { temperatureOwed: true }, then: ['temperatureOwed', 'all'] },
    { given: 'a fever', facts: referred, now: at('12:00'), then: ['fever', 'all'] },
    { given: 'nobody at home', facts: { notHomeAt: at('08:00') }, then: ['notAtHome', 'all'] },
    { given: 'no notice served', facts: { noticeServedAt: null }, then: ['noNotice', 'all'] },
    { given: 'no medic', facts: { medicId: null }, then: ['noMedic', 'all'] },
    { given: 'a key person without guarantor', facts: { isKeyPerson: true }, then: ['noGuarantor', 'all'] },
    { given: 'a key person with one', facts: { isKeyPerson: true, guarantorId: 'g' }, then: ['all'] },
    { given: 'a medic who is one no more', facts: { isAssigneeGone: true }, then: ['assigneeGone', 'all'] },
    { given: 'day 14', facts: { lastDay: '2020-01-26' }, then: ['endingToday', 'all'] },
    { given: 'day 13', facts: { lastDay: '2020-01-27' }, then: ['all'] },
    {
      given: 'day 15, not released',
      facts: { lastDay: '2020-01-25', nextOpensAt: null, nextCheckDueAt: null },
      then: ['endingToday', 'all'],
    },
    {
      given: 'the window made',
      facts: { lastDoneOpensAt: at('06:00') },
      now: at('06:00'),
      then: ['dueNow', 'all', 'doneNow'],
    },
    {
      given: 'the window before made',
      facts: { lastDoneOpensAt: at('06:00') },
      now: at('14:00'),
      then: ['overdue', 'all'],
    },
    { given: 'a release', facts: { state: 'released', closedOn: '2020-01-25' }, now: at('12:00'), then: [] },
    {
      given: 'a release today',
      facts: { state: 'released', closedOn: '2020-01-26' },
      now: at('12:00'),
      then: ['releasedToday'],
    },
    { given: 'an early end today', facts: { state: 'endedEarly', closedOn: '2020-01-26' }, now: at('12:00'), then: [] },
    {
      given: 'a fever of today that is over',
      facts: { feverDays: ['2020-01-25', '2020-01-26'] },
      then: ['all', 'feversToday'],
    },
    { given: 'a fever of yesterday', facts: { feverDays: ['2020-01-25'] }, then: ['all'] },
    {
      given: 'a fever found after the end',
      facts: { state: 'endedBeforeRegistration', openReferralId: 'r' },
      then: ['fever'],
    },
    { given: 'a case of today', facts: { state: 'suspected', feverDays: ['2020-01-26'] }, then: ['feversToday'] },
    { given: 'a case', facts: { state: 'suspected' }, then: [] },
  ] as { given: string; facts: Partial<QueueFacts>; now?: string; then: string[] }[])(
    'with $given: $then',
    ({ facts, now, then }) => {
      expect(queuesOf(facts, now)).toEqual(then)
    },
  )

  it('a check is never due and overdue at once', () => {
    expect(['05:59', '06:00', '10:59', '11:00'].map((time) => checkState(given(), at(time)))).toEqual([
      'upcoming',
      'due',
      'due',
      'overdue',
    ])
    expect(checkState({ nextOpensAt: null, nextCheckDueAt: null }, at('12:00'))).toBe('none')
  })
})

describe('an overdue check', () => {
  it.each([
    { now: '10:59', then: null, next: '11:00' },
    { now: '11:00', then: { level: 1, to: 'villageMedic' }, next: '11:30' },
    { now: '11:29', then: { level: 1, to: 'villageMedic' }, next: '11:30' },
    { now: '11:30', then: { level: 2, to: 'townshipClerk', since: at('11:30') }, next: '13:00' },
    { now: '13:00', then: { level: 3, to: 'groupStaff', group: 'medical', overdueBy: 120 }, next: null },
  ])('at $now is with $then.to', ({ now, then, next }) => {
    const reached = escalation(at('11:00'), at(now), PLAN)
    if (then === null) expect(reached).toBeNull()
    else expect(reached).toMatchObject(then)
    expect(nextEscalationAt(at('11:00'), at(now), PLAN)).toBe(next && at(next))
  })
})
