// From what is owed to what is recorded: which occurrences are to be written, which take another deadline, which are closed.
// Only an open one ever changes; whatever is judged stays as it was judged. Doing it twice does nothing more. Pure.
import { addDays, type Day, type Instant } from '../../../../kernel/time.ts'
import { type Moments, type Owner, ownerId } from './clocks.ts'
import type { ClosedBy, Expected } from './expected.ts'

export type OccurrenceState = 'open' | 'inTime' | 'late' | 'missed' | 'excused' | 'closed'

/** Of what is recorded, as much as is needed to compare. */
export interface Recorded extends Moments {
  id: string
  key: string
  owner: Owner
  day: Day
  begunAt: Instant
  planVersionId: string
  state: OccurrenceState
}

export interface Settlement {
  begin: Expected[]
  move: { id: string; to: Expected }[]
  close: { id: string; at: Instant; by: ClosedBy }[]
}

const placeOf = ({ key, owner, day }: Pick<Recorded, 'key' | 'owner' | 'day'>): string =>
  `${key}/${ownerId(owner)}/${day}`

export function settle(expected: readonly Expected[], recorded: readonly Recorded[], now: Instant): Settlement {
  const known = new Map(expected.map((one) => [`${placeOf(one)}/${one.begunAt}`, one]))
  const settlement: Settlement = { begin: [], move: [], close: [] }
  const taken = new Set<string>()
  const seen = new Set<string>()
  for (const row of recorded) {
    const id = `${placeOf(row)}/${row.begunAt}`
    seen.add(id)
    const one = known.get(id)
    const closed = one ? one.closed : { at: now, by: 'planChanged' as const }
    if (row.state === 'open' && closed) settlement.close.push({ id: row.id, ...closed })
    else if (row.state !== 'closed') taken.add(placeOf(row))
    if (row.state === 'open' && one && !closed && isMoved(row, one)) settlement.move.push({ id: row.id, to: one })
  }
  settlement.begin = expected.filter(
    (one) => one.closed === null && !taken.has(placeOf(one)) && !seen.has(`${placeOf(one)}/${one.begunAt}`),
  )
  return settlement
}

const isMoved = (row: Recorded, to: Expected): boolean =>
  row.dueAt !== to.dueAt ||
  row.missedAt !== to.missedAt ||
  row.coversFrom !== to.coversFrom ||
  row.coversTo !== to.coversTo ||
  row.planVersionId !== to.planVersionId

/** Days ahead for which occurrences are written; further on they are only foreseen. */
export const DAYS_AHEAD = 1
/** Further back no day is made good. */
const MOST_BACK = 60

/** The days that are looked at: from the one before that which was settled last, or the activation, to tomorrow. */
export function daysToSettle({
  settledOn,
  activeSince,
  today,
}: {
  settledOn: Day | null
  activeSince: Day
  today: Day
}): Day[] {
  const from = [settledOn === null ? activeSince : addDays(settledOn, -1), activeSince, addDays(today, -MOST_BACK)]
    .sort()
    .at(-1)!
  const days: Day[] = []
  for (let day = from; day <= addDays(today, DAYS_AHEAD); day = addDays(day, 1)) days.push(day)
  return days
}
