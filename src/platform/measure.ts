// A measure: a figure that a slice computes and a duty of the plan is judged by. Each slice lists its own by key; the
// insight slice puts them together.
import type { Figure } from '../kernel/figure.ts'
import type { Day, Instant, Zone } from '../kernel/time.ts'
import type { Database, Tx } from './db/database.ts'

/** Over what a figure is taken. */
export interface Over {
  db: Database
  now: Instant
  today: Day
  /** The first day of the duty's window; null is since the start, or as it stands now. */
  from: Day | null
  zone: Zone
  area: string
}

/** Null when nothing was due: that is never a good figure. */
export type Measure = (tx: Tx, over: Over) => Promise<Figure | null>
