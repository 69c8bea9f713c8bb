// Work queues (M21): who is to be seen to, from what a period's own row stores. The same definitions stand in the
// store's SQL, and a test holds the two against each other. Beside the work there are lists of what is done, for the
// figures of the board that ask nothing of anybody. An overdue check climbs in the plan's steps.
import { addMinutes, type Day, dayOf, type Instant, minutesBetween } from '../../../kernel/time.ts'
import type { PeriodState } from './period.ts'
import type { IsolationPlan } from './plan.ts'
import { presentWindow } from './windows.ts'

/** Somebody has to do something; `all` is everybody in isolation. */
export const WORK_QUEUES = [
  'temperatureOwed',
  'dueNow',
  'overdue',
  'fever',
  'notAtHome',
  'endingToday',
  'noMedic',
  'noGuarantor',
  'assigneeGone',
  'noNotice',
  'all',
] as const
/** What was done in the present window, and what happened today. */
export const DONE_LISTS = ['doneNow', 'feversToday', 'releasedToday'] as const
export const QUEUES = [...WORK_QUEUES, ...DONE_LISTS] as const
export type WorkQueue = (typeof WORK_QUEUES)[number]
export type Queue = (typeof QUEUES)[number]

/** What a period stores of itself, and the days of its referrals. */
export interface QueueFacts {
  state: PeriodState['state']
  temperatureOwed: boolean
  /** The next check, of `nextCheck`; both null when none is owed. */
  nextOpensAt: Instant | null
  nextCheckDueAt: Instant | null
  openReferralId: string | null
  /** The last visit found nobody; null again once somebody was at home. */
  notHomeAt: Instant | null
  lastDay: Day
  /** The opening of the last window completed. */
  lastDoneOpensAt: Instant | null
  /** The days on which referrals were opened that were not withdrawn. */
  feverDays: readonly Day[]
  closedOn: Day | null
  medicId: string | null
  guarantorId: string | null
  /** By the plan's rule: needs a guarantor. */
  isKeyPerson: boolean
  /** The medic or guarantor in force is disabled or holds the post no more: nobody comes. */
  isAssigneeGone: boolean
  /** When the notice of isolation was served. */
  noticeServedAt: Instant | null
}

/** Where the next check stands. A stored check whose window opens later is not due yet. */
export function checkState(
  { nextOpensAt, nextCheckDueAt }: Pick<QueueFacts, 'nextOpensAt' | 'nextCheckDueAt'>,
  now: Instant,
): 'none' | 'upcoming' | 'due' | 'overdue' {
  if (nextOpensAt === null || nextCheckDueAt === null) return 'none'
  if (now >= nextCheckDueAt) return 'overdue'
  return now >= nextOpensAt ? 'due' : 'upcoming'
}

/**
 * Is this period in the queue at `now`? Only open ones are, but for fevers, also found when the period was over already,
 * and today's releases.
 */
export function isInQueue(queue: Queue, facts: QueueFacts, now: Instant, plan: IsolationPlan): boolean {
  if (queue === 'fever') return facts.openReferralId !== null
  if (queue === 'feversToday') return facts.feverDays.includes(dayOf(now, plan.zone))
  if (queue === 'releasedToday') return facts.state === 'released' && facts.closedOn === dayOf(now, plan.zone)
  const active = facts.state === 'active'
  if (!active && facts.state !== 'referred') return false
  switch (queue) {
    case 'temperatureOwed':
      return active && facts.temperatureOwed
    case 'dueNow':
      return active && checkState(facts, now) === 'due'
    case 'overdue':
      return active && checkState(facts, now) === 'overdue'
    case 'notAtHome':
      return active && facts.notHomeAt !== null
    case 'endingToday':
      // Whoever should have been released before today is not forgotten.
      return facts.lastDay <= dayOf(now, plan.zone)
    case 'noMedic':
      return facts.medicId === null
    case 'noGuarantor':
      return facts.isKeyPerson && facts.guarantorId === null
    case 'assigneeGone':
      return facts.isAssigneeGone
    case 'noNotice':
      return facts.noticeServedAt === null
    case 'doneNow':
      return facts.lastDoneOpensAt !== null && facts.lastDoneOpensAt === presentWindow(now, plan)?.opensAt
    case 'all':
      return true
  }
}

export interface Escalation {
  /** 1 is the first step of the plan. */
  level: number
  to: string
  group: string | null
  since: Instant
  /** Minutes since the window closed. */
  overdueBy: number
}

/** Who has been told of the overdue check by now; null while it is not overdue. */
export function escalation(dueAt: Instant | null, now: Instant, plan: IsolationPlan): Escalation | null {
  if (dueAt === null || now < dueAt) return null
  const overdueBy = minutesBetween(dueAt, now)
  const index = plan.escalation.findLastIndex(({ after }) => after <= overdueBy)
  const step = plan.escalation[index]
  if (!step) return null
  return {
    level: index + 1,
    to: step.to,
    group: step.group ?? null,
    since: addMinutes(dueAt, step.after),
    overdueBy,
  }
}

/** The next step of the climb: what a job waits for. Null when the last has been taken or nothing is owed. */
export function nextEscalationAt(dueAt: Instant | null, now: Instant, plan: IsolationPlan): Instant | null {
  if (dueAt === null) return null
  const step = plan.escalation.find(({ after }) => addMinutes(dueAt, after) > now)
  return step ? addMinutes(dueAt, step.after) : null
}
