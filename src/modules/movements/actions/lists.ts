// The queues of movements, their counts, and everything that moved one person. A list and its count are one filter; row
// security decides what of it the account sees.
import { notFound } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import { ID, INSTANT, readCursor, writeCursor } from '../../../platform/http/cursor.ts'
import { mayAct, permit } from '../../identity/index.ts'
import type { MovementCounts, MovementFilters, MovementQuery, MovementRow, PersonMovements } from '../contract.ts'
import { spansOf } from '../rules/responsibility.ts'
import * as person from '../store/person.ts'
import * as store from '../store/queues.ts'
import { aPerson } from './load.ts'
import { viewsOf } from './views.ts'

const asked = (ctx: Context, { queue, area }: MovementFilters): store.Asked => ({
  queue,
  area,
  areas: ctx.actor.scope.areas,
  now: ctx.now,
})

export function listMovements(
  ctx: Context,
  { cursor, limit, ...query }: MovementQuery,
): Promise<{ items: MovementRow[]; next: string | null }> {
  permit(ctx, 'movement.read')
  const after = cursor === undefined ? null : positionAt(cursor)
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const rows = await store.listQueue(tx, asked(ctx, query), { limit: limit + 1, after })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: await viewsOf(ctx, tx, page),
      next: rows.length > limit && last ? cursorOf(store.positionOf(query.queue, last)) : null,
    }
  })
}

const cursorOf = ({ key, id }: store.Position): string => writeCursor([key, id])
function positionAt(cursor: string): store.Position {
  const [key, id] = readCursor(cursor, [INSTANT, ID])
  return { key, id }
}

export function countMovements(ctx: Context, query: MovementFilters): Promise<number> {
  permit(ctx, 'movement.read')
  return ctx.db.transaction(ctx.actor.scope, (tx) => store.countQueue(tx, asked(ctx, query)))
}

export function countMovementQueues(ctx: Context, area: string | undefined): Promise<MovementCounts> {
  permit(ctx, 'movement.read')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => ({
    counts: await store.countQueues(tx, { area, areas: ctx.actor.scope.areas, now: ctx.now }),
  }))
}

/** Of a person whom the account sees. */
export const readMovements = (ctx: Context, personId: string): Promise<PersonMovements> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await person.findCourse(tx, personId)
    if (!found) throw notFound(aPerson)
    permit(ctx, 'movement.read', { area: found.areaCode })
    const rows = await store.movementsOf(tx, personId)
    const here = found.status !== 'cancelled' && found.leftOn === null
    const may = here && mayAct(ctx.actor, 'movement.record', { area: found.areaCode })
    const isFree = !rows.some(({ state, kind }) => state === 'offered' || (state === 'open' && kind === 'handOut'))
    const isArrived = found.status === 'arrived'
    return {
      items: await viewsOf(ctx, tx, rows),
      spans: spansOf({
        registeredAt: found.registeredAt,
        area: found.areaCode,
        moves: rows.flatMap(({ state, decided_at, from_area, to_area }) =>
          state === 'accepted' ? [{ at: decided_at!, from: from_area!, to: to_area! }] : [],
        ),
        departures: rows.flatMap(({ kind, state, at, place }) =>
          kind === 'departure' && !['gone', 'resolved', 'voided'].includes(state) ? [{ at, to: place }] : [],
        ),
        arrivals: found.arrivals.map((at) => ({ at })),
      }),
      leftOn: found.leftOn,
      may: {
        transfer: may && isFree,
        direct: may && isFree && mayAct(ctx.actor, 'movement.direct', { area: found.areaCode }),
        handOver: may && isFree && isArrived,
        takeOver: may && isArrived && !rows.some(({ kind, state }) => kind === 'handIn' && state === 'open'),
        depart: may && isArrived,
      },
    }
  })
