// Two open periods of what turned out to be one person (decision 0012). Where they meet they become one: it begins with the
// earlier, ends with the later, and what was kept on either is kept; no clock begins anew. Where the later began after
// the earlier was full, the earlier is over and the later goes on.
import { type Day, daysBetween, type Instant, type Zone } from '../../../kernel/time.ts'
import { endsAt, lastDay } from './period.ts'

export interface Joinable {
  startDay: Day
  days: number
  registeredAt: Instant
  owedFrom: Instant | null
}

export type Joined = { kind: 'one'; course: Joinable; began: 0 | 1 } | { kind: 'after'; over: 0 | 1 }

const from = ({ owedFrom, registeredAt }: Joinable): Instant => owedFrom ?? registeredAt

/** `began` and `over` say which of the two. */
export function joinPeriods(two: readonly [Joinable, Joinable], zone: Zone): Joined {
  const [a, b] = two
  const [endA, endB] = [endsAt(a, zone), endsAt(b, zone)]
  if (from(b) > endA) return { kind: 'after', over: 0 }
  if (from(a) > endB) return { kind: 'after', over: 1 }
  const startDay = a.startDay < b.startDay ? a.startDay : b.startDay
  const last = lastDay(a) > lastDay(b) ? lastDay(a) : lastDay(b)
  return {
    kind: 'one',
    began: isEarlier(b, a) ? 1 : 0,
    course: {
      startDay,
      days: daysBetween(startDay, last),
      registeredAt: earlier(a.registeredAt, b.registeredAt),
      owedFrom: a.owedFrom && b.owedFrom ? earlier(a.owedFrom, b.owedFrom) : (a.owedFrom ?? b.owedFrom),
    },
  }
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)
const isEarlier = (a: Joinable, b: Joinable): boolean =>
  a.startDay === b.startDay ? a.registeredAt < b.registeredAt : a.startDay < b.startDay

export interface JoinedReferral {
  openedAt: Instant
  stepsTaken: number
}

/** Of two open referrals the one that is further goes on, of two as far the earlier: no step is asked for again. */
export const goesOn = (a: JoinedReferral, b: JoinedReferral): 0 | 1 => {
  if (a.stepsTaken !== b.stepsTaken) return a.stepsTaken > b.stepsTaken ? 0 : 1
  return a.openedAt <= b.openedAt ? 0 : 1
}
