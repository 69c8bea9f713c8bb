// The load of each medic and guarantor (M21, M52): how many persons and households, what is due, and whether somebody still
// comes at all. Who sees only the persons assigned to him sees only himself here.
import type { Context } from '../../../platform/context.ts'
import { accountNames, permit, postsOf } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import { ownArea } from '../../people/index.ts'
import type { AssignmentHistory, Loads, LoadsQuery, LoadView } from '../contract.ts'
import { listAssignments } from '../store/assignments.ts'
import { type LoadRow, listAssured, listLoads } from '../store/loads.ts'
import { assigneesOf } from './assignees.ts'
import { candidatesOf } from './proposals.ts'

const NONE: Omit<LoadRow, 'account_id'> = { persons: 0, households: 0, due: 0, overdue: 0, fevers: 0 }

export function readLoads(ctx: Context, { role, area: asked }: LoadsQuery): Promise<Loads> {
  permit(ctx, 'isolation.read')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const area = asked ?? (await ownArea(ctx, tx)) ?? ctx.db.district
    const { plan } = await planInForce(ctx)
    const capacity = plan.assignment.capacity[role]
    const rows = await listLoads(tx, { role, area, now: ctx.now })
    const assured = role === 'guarantor' ? await listAssured(tx, area) : []
    const seesArea = ctx.actor.scope.areas.length > 0
    const takers = await candidatesOf(ctx, tx, role, area)
    const holders = new Set((await assigneesOf(tx, role, ctx.now)).map(({ accountId }) => accountId))
    const ids = new Set([
      ...takers.map(({ id }) => id),
      ...[...rows, ...assured].flatMap(({ account_id }) => account_id ?? []),
    ])
    const shown = [...ids].filter((id) => seesArea || id === ctx.actor.accountId)
    const names = await accountNames(tx, shown)
    const posts = await postsOf(tx, shown, ctx.now)
    const items = shown.map((id): LoadView => {
      const { persons, households, due, overdue, fevers } = rows.find((row) => row.account_id === id) ?? NONE
      const held = posts.get(id)
      const ends = assured.find((row) => row.account_id === id)
      return {
        account: { id, name: names.get(id) ?? '' },
        posts: (held?.posts ?? []).map(({ zh, en, areaCode }) => ({ zh, en, areaCode })),
        gone: held?.disabled ? 'disabled' : holders.has(id) ? null : 'noPost',
        persons,
        households,
        due,
        overdue,
        fevers,
        isOver: persons > capacity,
        ended: ends?.ended ?? 0,
        endedFull: ends?.ended_full ?? 0,
      }
    })
    const without = rows.find((row) => row.account_id === null) ?? NONE
    return {
      role,
      capacity,
      items: items.toSorted(byNeed),
      unassigned: { persons: without.persons, households: without.households },
    }
  })
}

/** Whoever must be acted on first: gone with persons, too many, then by persons. */
const rank = ({ gone, persons, isOver }: LoadView) => (gone && persons > 0 ? 0 : isOver ? 1 : 2)
const byNeed = (a: LoadView, b: LoadView) => rank(a) - rank(b) || b.persons - a.persons

/** Who looked after a person, since when and until when, the latest first. */
export function readAssignmentHistory(ctx: Context, personId: string): Promise<AssignmentHistory> {
  permit(ctx, 'isolation.read')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => ({
    items: (await listAssignments(tx, personId)).map((row) => ({
      role: row.role,
      account: { id: row.account_id, name: row.account_name },
      from: row.from_at,
      until: row.until_at,
      by: row.assigned_by_name,
      reason: row.reason,
    })),
  }))
}
