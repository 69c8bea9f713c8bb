// What a registration leads to (M07). Temperature first: a fever is referred at once; normal isolates; none is owed. The
// category decides the place and not whether: everyone who returned isolates, everyone expected is waited for.
import { at, type Day, dayOf, type Instant, type Zone } from '../../../kernel/time.ts'
import { no, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import { type Course, endsAt } from './period.ts'
import { type IsolationPlan, isFever } from './plan.ts'

export interface RegistrationFacts {
  status: 'expected' | 'arrived'
  arrivalDay: Day
  /** °C, or null when none was taken. */
  firstTemperature: number | null
  registeredAt: Instant
  /** Start of the response, or null before it: nothing is owed then. */
  activatedAt: Instant | null
}

export type RegistrationOutcome =
  /** Not here yet: waits, and is overdue from `overdueFrom` on. */
  | { kind: 'expected'; overdueFrom: Instant }
  | { kind: 'isolation'; course: Course; temperatureOwed: boolean }
  /** Isolation that begins with a fever referral; the clock runs from `openedAt`. */
  | { kind: 'referral'; course: Course; openedAt: Instant }
  /** The end had passed at registration. A fever is referred even so: it says how the person is, not where. */
  | { kind: 'endedBeforeRegistration'; course: Course; feverAt: Instant | null }

/** From this instant on an arrival expected on `day` is overdue: the day has passed. */
export const overdueFrom = (day: Day, zone: Zone): Instant => at(day, '24:00', zone)

export function decideRegistration(facts: RegistrationFacts, plan: IsolationPlan): Verdict<RegistrationOutcome> {
  const { arrivalDay, registeredAt, firstTemperature } = facts
  if (facts.status === 'expected') {
    return yes({ kind: 'expected', overdueFrom: overdueFrom(arrivalDay, plan.zone) })
  }
  if (arrivalDay > dayOf(registeredAt, plan.zone)) {
    return no(
      reason(
        'arrival.future',
        '抵达日期晚于今天，应登记为拟返人员',
        'Arrives later: an expected arrival',
        'arrivalDay',
      ),
    )
  }
  const fever = firstTemperature !== null && isFever(firstTemperature, plan)
  const course: Course = {
    startDay: arrivalDay,
    days: plan.days,
    registeredAt,
    owedFrom: owedFrom(registeredAt, facts.activatedAt),
    suspensions: fever ? [{ from: registeredAt, until: null }] : [],
    // Owed from an activation that is in force: whatever ended before it is over.
    standDowns: [],
  }
  if (registeredAt >= endsAt(course, plan.zone)) {
    return yes({
      kind: 'endedBeforeRegistration',
      course: { ...course, suspensions: [] },
      feverAt: fever ? registeredAt : null,
    })
  }
  if (fever) return yes({ kind: 'referral', course, openedAt: registeredAt })
  return yes({ kind: 'isolation', course, temperatureOwed: firstTemperature === null })
}

/** Checks are owed from registration, never from arrival, and not before the response was activated. */
export const owedFrom = (registeredAt: Instant, activatedAt: Instant | null): Instant | null =>
  activatedAt === null ? null : activatedAt > registeredAt ? activatedAt : registeredAt
