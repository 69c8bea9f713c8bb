// A period of isolation (M21): the arrival day is day 0, it ends with the end of day 14. Its clock never stops: a referral
// suspends the checks, not the days. Longer or shorter only with a reason; who may is the permission table's matter.
import { addDays, at, type Day, dayOf, daysBetween, type Instant, type Zone } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'

export const PLACES = ['home', 'central'] as const
export type Place = (typeof PLACES)[number]

/**
 * Nothing is owed: from the fever until its referral was closed, at a door nobody is behind; from the end of a period until it
 * was extended.
 */
export interface Suspension {
  from: Instant
  until: Instant | null
}

/** From the end of the response to its next activation (M01): nothing is owed of anybody. */
export type StandDown = Suspension

/** What every state of a period has. */
export interface Course {
  startDay: Day
  /** Days of the plan and extensions together. */
  days: number
  registeredAt: Instant
  /** Checks are owed from here: registration, or the activation of the response if later; null before activation. */
  owedFrom: Instant | null
  suspensions: readonly Suspension[]
  standDowns: readonly StandDown[]
}

export type PeriodState =
  | { state: 'active'; temperatureOwed: boolean }
  | { state: 'referred'; referralId: string }
  | { state: 'released'; closedAt: Instant }
  | { state: 'endedEarly'; closedAt: Instant; reason: string }
  /** A referral found a suspected case: the case slice goes on from here. */
  | { state: 'suspected'; closedAt: Instant; referralId: string }
  /** Another district goes on with it. */
  | { state: 'handedOver'; closedAt: Instant }
  /** Its end had passed when the person was registered: recorded, nothing owed. */
  | { state: 'endedBeforeRegistration' }
  /** One person had been registered twice: the period `into` goes on with everything of this one. */
  | { state: 'merged'; into: string }
  /** The person had been registered by mistake. */
  | { state: 'voided' }
export type Period = Course & PeriodState

export const PERIOD_STATES = [
  'active',
  'referred',
  'released',
  'endedEarly',
  'suspected',
  'handedOver',
  'endedBeforeRegistration',
  'merged',
  'voided',
] as const satisfies readonly PeriodState['state'][]

type Span = Pick<Course, 'startDay' | 'days'>

/** Day 14: the last day in isolation. */
export const lastDay = ({ startDay, days }: Span): Day => addDays(startDay, days)

/** The end of day 14: from this instant on the period is full. */
export const endsAt = (span: Span, zone: Zone): Instant => at(lastDay(span), '24:00', zone)

/** n of "day n of 14" at `now`; beyond 14 when nobody released the person yet, negative before the arrival day. */
export const dayNumber = ({ startDay }: Span, now: Instant, zone: Zone): number =>
  daysBetween(startDay, dayOf(now, zone))

export const isOpen = (period: PeriodState): period is Extract<PeriodState, { state: 'active' | 'referred' }> =>
  period.state === 'active' || period.state === 'referred'

/** When it was closed by somebody, or null while it is open. */
export const closedAt = (period: PeriodState): Instant | null => ('closedAt' in period ? period.closedAt : null)

/** The instant after which no check is owed: the end of the period, or its closing if that came first. */
export function owedUntil(period: Period, zone: Zone): Instant {
  const end = endsAt(period, zone)
  const closed = closedAt(period)
  return closed !== null && closed < end ? closed : end
}

/** Days, extensions included. */
export const LONGEST = 60

const withReason = (text: string, reasons: Reason[]): void => {
  if (text.trim().length < 2) reasons.push(reason('period.noReason', '请写明理由', 'Give a reason', 'reason'))
}

const openOnly = (period: Period, reasons: Reason[]): void => {
  if (!isOpen(period)) reasons.push(reason('period.closed', '隔离已经结束', 'The isolation is over already'))
}

/**
 * Adds `days` to an open period, also one that is past its end and not released yet: nothing is owed of the time between,
 * so the new end must lie ahead.
 */
export function decideExtension(
  period: Period,
  command: { days: number; reason: string },
  now: Instant,
  zone: Zone,
): Verdict<{ days: number; lastDay: Day; endsAt: Instant }> {
  const reasons: Reason[] = []
  openOnly(period, reasons)
  withReason(command.reason, reasons)
  const days = period.days + command.days
  if (!Number.isInteger(command.days) || command.days < 1 || days > LONGEST) {
    reasons.push(
      reason('period.badDays', `延长天数应为整数，总天数不超过 ${LONGEST} 天`, `Whole days, ${LONGEST} in all`, 'days'),
    )
    return no(...reasons)
  }
  const span = { startDay: period.startDay, days }
  if (endsAt(span, zone) <= now) {
    reasons.push(reason('period.endPassed', '延长后的结束时间已经过去', 'The extended end has already passed', 'days'))
  }
  return reasons.length > 0 ? no(...reasons) : yes({ days, lastDay: lastDay(span), endsAt: endsAt(span, zone) })
}

/**
 * Nothing was owed of a period between its end and an extension at `now`: what of that time nothing else suspends, so that it
 * counts once. None when the end is still ahead.
 */
export function pausesBeforeExtension(period: Period, now: Instant, zone: Zone): Suspension[] {
  return uncovered({ from: endsAt(period, zone), until: now }, period.suspensions)
}

/** The parts of a span that none of `others` covers. */
export function uncovered(span: Suspension & { until: Instant }, others: readonly Suspension[]): Suspension[] {
  const parts: Suspension[] = []
  let { from } = span
  for (const other of [...others].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (other.from > from && from < span.until) {
      parts.push({ from, until: other.from < span.until ? other.from : span.until })
    }
    const until = other.until ?? span.until
    if (until > from) from = until
  }
  return from < span.until ? [...parts, { from, until: span.until }] : parts
}

/** Ends an open period before its end, now. A period that is full is released instead, under the rule of release. */
export function decideEarlyEnd(
  period: Period,
  command: { reason: string },
  now: Instant,
  zone: Zone,
): Verdict<{ closedAt: Instant; reason: string }> {
  const reasons: Reason[] = []
  openOnly(period, reasons)
  withReason(command.reason, reasons)
  if (period.state === 'referred') {
    reasons.push(reason('period.referralOpen', '发热转诊尚未结束', 'A fever referral is still open'))
  }
  if (isOpen(period) && now >= endsAt(period, zone)) {
    reasons.push(reason('period.full', '隔离已满期，请办理解除', 'The period is full: release instead'))
  }
  return reasons.length > 0 ? no(...reasons) : yes({ closedAt: now, reason: command.reason.trim() })
}

/**
 * Days isolated elsewhere count here (M05): fewer are left. Never so many that the period would have ended before today: whoever
 * came is checked once more at least.
 */
export function decideCredit(
  period: Period,
  { daysElsewhere }: { daysElsewhere: number },
  today: Day,
): Verdict<{ days: number; credited: number; lastDay: Day }> {
  if (!isOpen(period)) return no(reason('period.closed', '隔离已经结束', 'The isolation is over already'))
  const days = Math.max(period.days - daysElsewhere, daysBetween(period.startDay, today), 1)
  const credited = Math.max(period.days - days, 0)
  return yes({ days: period.days - credited, credited, lastDay: addDays(period.startDay, period.days - credited) })
}
