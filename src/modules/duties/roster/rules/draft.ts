// The roster drafted by rotation (M51): each gets a fair share of the shifts in which he or she could serve, nights and rest days
// go round, nobody serves two shifts in a row where there are people enough, and nobody serves while away. The same people,
// absences and days give the same roster. Pure.
import { addMinutes, type Day, dayOf, daysBetween, localTimeOf, type Zone } from '../../../../kernel/time.ts'
import { overlaps, type Span, touches } from './spans.ts'

export interface Candidate {
  id: string
  absences: readonly { from: Day; until: Day }[]
}

/** So many in one role, out of these. */
export interface Ask {
  count: number
  able: (id: string) => boolean
}

export interface Drafted extends Span {
  /** Ids by ask, in the order of choice; fewer than asked where people do not suffice. */
  chosen: string[][]
}

const A_MONDAY = '2020-01-06'
export const isRestDay = (day: Day): boolean => ((daysBetween(A_MONDAY, day) % 7) + 7) % 7 >= 5

/** Goes over midnight, or begins before five. */
export function isNight({ from, until }: Span, zone: Zone): boolean {
  if (localTimeOf(from, zone) < '05:00') return true
  // The last moment belongs to the shift, its end does not.
  return dayOf(from, zone) !== dayOf(addMinutes(until, -1), zone)
}

/** A night, or a day on which offices rest. */
export const isHard = (span: Span, zone: Zone): boolean => isNight(span, zone) || isRestDay(dayOf(span.from, zone))

/** Away on any day that the shift touches. */
export const isAbsent = ({ absences }: Candidate, span: Span, zone: Zone): boolean => {
  const [first, last] = [dayOf(span.from, zone), dayOf(addMinutes(span.until, -1), zone)]
  return absences.some(({ from, until }) => from <= last && first <= until)
}

interface Load {
  candidate: Candidate
  /** What was a fair share of so far, less what was served. */
  claim: number
  hard: number
  served: Span[]
}

const MOST_BEFORE = 1
const fixed = (claim: number): number => Math.round(claim * 1e6)

/**
 * `before`: who served lately; it begins the rotation where the last one ended. Whoever can serve in several roles has one share
 * of all of them.
 */
export function draftRotation(
  slots: readonly Span[],
  {
    pool,
    asks,
    zone,
    before = [],
  }: {
    pool: readonly Candidate[]
    asks: readonly Ask[]
    zone: Zone
    before?: readonly (Span & { memberId: string })[]
  },
): Drafted[] {
  const lately = pool.map(({ id }) => before.filter(({ memberId }) => memberId === id))
  const average = pool.length === 0 ? 0 : lately.flat().length / pool.length
  const loads = pool.map((candidate, index): Load => {
    const served = lately[index]!
    const claim = Math.max(-MOST_BEFORE, Math.min(MOST_BEFORE, average - served.length))
    return { candidate, claim, hard: 0, served: [...served] }
  })
  return slots.map((slot) => {
    const free = loads.filter(
      ({ candidate, served }) => !isAbsent(candidate, slot, zone) && !served.some((other) => overlaps(other, slot)),
    )
    const hard = isHard(slot, zone)
    const sits = new Set<Load>()
    const chosen = asks.map(({ count, able }) => {
      const ables = free.filter((load) => able(load.candidate.id))
      for (const load of ables) load.claim += Math.min(count, ables.length) / ables.length
      const picked = ables
        .filter((load) => !sits.has(load))
        .toSorted(byTurn(slot, hard))
        .slice(0, count)
      for (const load of picked) sits.add(load)
      return picked.map(({ candidate }) => candidate.id)
    })
    for (const load of sits) {
      load.claim -= 1
      load.hard += Number(hard)
      load.served.push(slot)
    }
    return { from: slot.from, until: slot.until, chosen }
  })
}

/** Who rested, then who has the largest claim; a night goes to who had fewest, a day to who had most of them. */
const byTurn = (slot: Span, hard: boolean) => {
  const isTired = ({ served }: Load) => Number(served.some((other) => touches(other, slot)))
  return (a: Load, b: Load): number =>
    isTired(a) - isTired(b) ||
    fixed(b.claim) - fixed(a.claim) ||
    (hard ? a.hard - b.hard : b.hard - a.hard) ||
    lastServed(a).localeCompare(lastServed(b)) ||
    a.candidate.id.localeCompare(b.candidate.id)
}

const lastServed = ({ served }: Load): string => served.reduce((last, { until }) => (until > last ? until : last), '')
