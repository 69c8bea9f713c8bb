// The one table from an event to what follows, and the only place where slices meet sideways. A reaction runs in the
// transaction of the event: both are kept or neither is. The topics are what the live stream tells the screens.
import type { Context, DomainEvent } from '../platform/context.ts'
import type { Tx } from '../platform/db/database.ts'

type Reaction = (ctx: Context, tx: Tx, event: DomainEvent) => Promise<void>

export const REACTIONS: Record<string, { reactions?: Reaction[]; topics: string[] }> = {
  'response.activated': { topics: ['response'] },
  'response.levelChanged': { topics: ['response'] },
  'response.stoodDown': { topics: ['response'] },
  // One arrival; an import tells of all of its arrivals at once (`arrivalIds`).
  'arrival.registered': { topics: ['people', 'board'] },
  'arrivals.imported': { topics: ['people', 'board'] },
  'arrival.confirmed': { topics: ['people', 'board'] },
  'arrival.cancelled': { topics: ['people', 'board'] },
  'person.edited': { topics: ['people'] },
}
