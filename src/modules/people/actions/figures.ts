// The figures of arrivals, counted once by village for everybody (M07), and what an account sees of any such figures: its areas,
// and whoever is assigned to it beyond them.
import { type Day, dayOf, type Instant } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database, Tx } from '../../../platform/db/database.ts'
import { VILLAGE, type Whom } from '../../../platform/db/whom.ts'
import { openTally, type Tally } from '../../../platform/tally.ts'
import { type AreaRow, planInForce, readAreas } from '../../organisation/index.ts'
import { type ArrivalFigures, arrivalFigures } from '../store/arrivals.ts'
import { assignedBeyond } from '../store/list.ts'

interface Frame {
  today: Day
  /** All there are, for the names beside the figures. */
  areas: readonly AreaRow[]
}

export type ArrivalTally = Tally<Frame, ArrivalFigures>

export const openArrivalTally = (db: Database): ArrivalTally =>
  openTally<Frame, ArrivalFigures>({
    async frame(now) {
      const { plan } = await planInForce({ db, now })
      const today = dayOf(now, plan.zone)
      const areas = await db.transaction(db.whole, (tx) => readAreas(tx))
      return { today, areas, key: today }
    },
    count: ({ today }, _now, villages) =>
      db.transaction(db.whole, (tx) =>
        arrivalFigures(tx, villages === null ? { in: db.district } : { of: villages }, today),
      ),
    persons: ({ present }) => present,
  })

export interface Seen<Frame, Row> {
  frame: Frame
  /** What it was counted for. */
  at: Instant
  rows: Row[]
  /** Something happened since, and is being counted. */
  isOld: boolean
}

/** What the account sees of `area`, by village. Within a village nothing is kept: it is counted where it is asked for. */
export async function seenOf<Frame, Row extends { area: string }>(
  { db, now, actor: { accountId, scope } }: Context,
  tally: Tally<Frame, Row>,
  area: string,
  count: (tx: Tx, whom: Whom, frame: Frame, now: Instant) => Promise<Row[]>,
): Promise<Seen<Frame, Row>> {
  const { at, frame, rows, isOld = false } = await tally.read(now, accountId)
  if (area.length > VILLAGE) {
    return {
      at: now,
      frame,
      rows: await db.transaction(scope, (tx) => count(tx, { in: area }, frame, now)),
      isOld: false,
    }
  }
  const isIn = (code: string) => code.startsWith(area)
  const seen = rows.filter((row) => isIn(row.area) && scope.areas.some((own) => row.area.startsWith(own)))
  if (scope.accountId === null || scope.areas.some((own) => db.district.startsWith(own)))
    return { at, frame, rows: seen, isOld }
  const beyond = await db.transaction(scope, async (tx) => {
    const persons = await assignedBeyond(tx, scope.areas)
    return persons.length === 0 ? [] : count(tx, { persons }, frame, now)
  })
  return { at, frame, rows: [...seen, ...beyond.filter((row) => isIn(row.area))], isOld }
}

export const keptArrivals = (ctx: Context, tally: ArrivalTally, area: string): Promise<Seen<Frame, ArrivalFigures>> =>
  seenOf(ctx, tally, area, (tx, whom, { today }) => arrivalFigures(tx, whom, today))
