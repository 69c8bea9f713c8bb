// What becomes of two registrations of one person (decision 0012): which values stay, which arrival is the present one, what
// of a row goes back when a merge is undone. A merge can be undone for a day.
import { addMinutes, type Day, type Instant } from '../../../kernel/time.ts'

const UNDO_MINUTES = 24 * 60
export const undoUntil = (mergedAt: Instant): Instant => addMinutes(mergedAt, UNDO_MINUTES)

export interface CurrentArrival {
  id: string
  status: 'expected' | 'arrived' | 'cancelled'
  arrivalDay: Day
  registeredAt: Instant
}

/** The arrival of the period that is open; else the latest that was not cancelled; else the one registered last. */
export function currentOf(arrivals: readonly CurrentArrival[], openArrivalId: string | null): string | null {
  if (openArrivalId !== null) return openArrivalId
  const rank = ({ status, arrivalDay, registeredAt, id }: CurrentArrival) =>
    `${status === 'cancelled' ? 0 : 1} ${arrivalDay} ${registeredAt} ${id}`
  return arrivals.toSorted((a, b) => (rank(a) < rank(b) ? 1 : -1))[0]?.id ?? null
}

export type Row = Readonly<Record<string, unknown>>

/** The columns of a row that differ, before and after; null when none does. */
export function changeOf(before: Row, after: Row): { before: Row; after: Row } | null {
  const columns = Object.keys(before).filter((column) => !same(before[column], after[column]))
  if (columns.length === 0) return null
  const pick = (row: Row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
  return { before: pick(before), after: pick(after) }
}

/** What goes back: columns that the merge changed and that nobody changed since. */
export const goesBack = (change: { before: Row; after: Row }, current: Row): Row =>
  Object.fromEntries(Object.entries(change.before).filter(([column]) => same(current[column], change.after[column])))

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
