// The figures of isolation as the board and the tabs of the queues ask for them (M21): counted once by village for everybody, and
// of each account what it sees of them: its areas, and whoever is assigned to it beyond.
import { type Day, dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/db/database.ts'
import { openTally, type Tally } from '../../../platform/tally.ts'
import { planInForce } from '../../organisation/index.ts'
import { type Seen, seenOf } from '../../people/index.ts'
import { presentWindow } from '../rules/windows.ts'
import type { Gone } from '../store/assignments.ts'
import { type AreaFigures, boardFigures } from '../store/board.ts'
import type { OpeningOf } from '../store/next-checks.ts'
import { goneAssignees } from './assignees.ts'
import { periodPlans } from './plans.ts'

/** What the figures follow from beside the rows. */
interface Frame {
  today: Day
  openings: readonly OpeningOf[]
  gone: Gone
}

export type IsolationTally = Tally<Frame, AreaFigures>

export const openIsolationTally = (db: Database): IsolationTally =>
  openTally<Frame, AreaFigures>({
    async frame(now) {
      const { plan } = await planInForce({ db, now })
      const windows = (await periodPlans(db)).flatMap(({ beganUnder, planVersionId, plan }) => {
        const window = presentWindow(now, plan)
        return window ? [{ beganUnder, planVersionId, opensAt: window.opensAt, isOpen: now < window.closesAt }] : []
      })
      const gone = await db.transaction(db.whole, (tx) => goneAssignees(tx, now))
      const today = dayOf(now, plan.zone)
      // Every stored deadline is the edge of a window: who is due changes with these alone.
      return { today, openings: windows, gone, key: JSON.stringify([today, windows, gone]) }
    },
    count: (frame, now, villages) =>
      db.transaction(db.whole, (tx) =>
        boardFigures(tx, villages === null ? { in: db.district } : { of: villages }, { ...frame, now }),
      ),
    persons: ({ inIsolation }) => inIsolation,
  })

/** What the account sees of `area`, by village. */
export const keptIsolation = (ctx: Context, tally: IsolationTally, area: string): Promise<Seen<Frame, AreaFigures>> =>
  seenOf(ctx, tally, area, (tx, whom, frame, now) => boardFigures(tx, whom, { ...frame, now }))
