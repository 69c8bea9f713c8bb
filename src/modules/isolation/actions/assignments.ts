// Many assigned in one act (M21, M52): a proposal adjusted and confirmed; those of one handed over to others. The proposal
// is worked out anew when it is confirmed, on rows that are held, and must be the one that was seen.
import { isWithin } from '../../../kernel/area.ts'
import { newId } from '../../../kernel/ids.ts'
import { conflict, Problem } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { auditMany } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import type { ActMade, ConfirmProposal } from '../contract.ts'
import { assign, endLeftOver } from '../store/assignments.ts'
import * as store from '../store/loads.ts'
import { by } from './load.ts'
import { keyOf, notHolder, propose } from './proposals.ts'

/** As many as one statement gives. */
const BATCH = 5000

/** Makes it so, all or nothing. Of two at once the second finds another state, and is told. */
export function confirmProposal(ctx: Context, input: ConfirmProposal): Promise<ActMade> {
  permit(ctx, 'isolation.assign', { area: input.area })
  const { role, area, from } = input
  if (from && input.reason.length < 2) {
    throw new Problem(422, 'reason_missing', '请写明交接原因', 'Give the reason of the hand-over', [
      reason('reason_missing', '请写明交接原因', 'Give the reason of the hand-over', 'reason'),
    ])
  }
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const before = await store.findAct(tx, input.id)
    if (before && (before.role !== role || before.area_code !== area || before.from_account_id !== (from ?? null))) {
      throw idTaken()
    }
    if (before) return { id: before.id, persons: before.persons, households: before.households }
    await store.lockSelected(tx, { role, area, from })
    const plan = await propose(ctx, tx, { role, area, from, to: input.to })
    if (plan.seen !== input.seen) {
      throw conflict(
        'assignment_changed',
        '名单刚有变化（他人已指派，或有新登记），请重新查看方案再确认',
        'The list has just changed: somebody assigned, or registered. Look at the proposal again',
      )
    }
    const changed = new Map(input.shares.map(({ key, accountId }) => [key, accountId]))
    const known = new Set(plan.takers.map(({ id }) => id))
    const chosen = [...changed.values()]
    if (chosen.some((id) => id !== null && !known.has(id))) throw notHolder('shares')
    const given = plan.shares.flatMap((share) => {
      const said = changed.get(keyOf(share))
      return said === null ? [] : [{ accountId: said ?? share.taker, households: share.households }]
    })
    const made = await give(ctx, tx, { role, area, from }, plan.rows, given, input)
    if (from && !chosen.includes(null) && isWhole(ctx, area)) {
      await endLeftOver(tx, { accountId: from, role, at: ctx.now })
    }
    return { id: input.id, ...made }
  })
}

const idTaken = () => conflict('id_taken', '此编号已用于另一次指派', 'This id belongs to another act')

/** Everything that the actor sees: nothing of the account stays behind. */
const isWhole = (ctx: Context, area: string) => ctx.actor.scope.areas.every((seen) => isWithin(seen, area))

async function give(
  ctx: Context,
  tx: Tx,
  { role, area, from }: store.Selection,
  rows: readonly store.SelectedRow[],
  given: readonly { accountId: string; households: readonly string[] }[],
  { id, reason }: { id: string; reason: string },
): Promise<{ persons: number; households: number }> {
  const byHousehold = Map.groupBy(rows, ({ household }) => household)
  const perAccount = new Map<string, store.SelectedRow[]>()
  for (const { accountId, households } of given) {
    const members = households.flatMap((household) => byHousehold.get(household) ?? [])
    const had = perAccount.get(accountId)
    if (had) had.push(...members)
    else perAccount.set(accountId, members)
  }
  const persons = [...perAccount.values()].reduce((sum, members) => sum + members.length, 0)
  const households = given.reduce((sum, one) => sum + one.households.length, 0)
  const isNew = await store.insertAct(tx, {
    id,
    role,
    area_code: area,
    from_account_id: from ?? null,
    reason,
    persons,
    households,
    made_at: ctx.now,
    made_by: by(ctx),
  })
  if (!isNew) throw idTaken()
  for (const [accountId, members] of perAccount) {
    for (let start = 0; start < members.length; start += BATCH) {
      const batch = members.slice(start, start + BATCH)
      await assign(tx, {
        periodIds: batch.map((row) => row.id),
        ids: batch.map(() => newId()),
        role,
        accountId,
        at: ctx.now,
        by: by(ctx),
        actId: id,
      })
      await auditMany(
        tx,
        ctx,
        batch.map((row) => ({
          action: 'person.assigned',
          subject: { kind: 'person', id: row.person_id },
          areaCode: row.area_code,
          details: { role, accountId, ...(from ? { fromAccountId: from } : {}), actId: id },
        })),
      )
    }
  }
  await auditMany(tx, ctx, [
    {
      action: from ? 'assignments.handedOver' : 'assignments.made',
      subject: from ? { kind: 'account', id: from } : { kind: 'area', id: area },
      areaCode: area,
      details: { role, persons, households, ...(from ? { reason } : {}), actId: id },
    },
  ])
  const counts = Object.fromEntries([...perAccount].map(([accountId, members]) => [accountId, members.length]))
  await ctx.emit(
    tx,
    from
      ? {
          type: 'assignments.handedOver',
          areaCode: area,
          actId: id,
          role,
          fromAccountId: from,
          counts,
        }
      : { type: 'assignments.made', areaCode: area, actId: id, role, counts },
  )
  return { persons, households }
}
