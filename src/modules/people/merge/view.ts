// A merge as it is shown on the kept person's page: what came, from whom, and until when it can be undone.
import { isWithin } from '../../../kernel/area.ts'
import { notFound } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { PERSON } from '../actions/read.ts'
import { assignedTo } from '../actions/scope.ts'
import { findPerson } from '../store/persons.ts'
import type { MergeView } from './contract.ts'
import { HANGS_ON_A_PERSON } from './hanging.ts'
import { undoUntil } from './rules.ts'
import { lastMergeOf, listMerges, type PersonMerge } from './store.ts'

export async function viewOfMerge(ctx: Context, tx: Tx, merge: PersonMerge): Promise<MergeView> {
  const until = undoUntil(merge.merged_at)
  const isLast = (await lastMergeOf(tx, merge.kept_id)) === merge.id
  const may =
    mayAct(ctx.actor, 'person.merge', { area: merge.area_code }) &&
    ctx.actor.scope.areas.some((area) => isWithin(merge.area_code, area))
  return {
    id: merge.id,
    keptId: merge.kept_id,
    mergedId: merge.merged_id,
    mergedName: merge.merged_name ?? '',
    mergedAt: merge.merged_at,
    mergedBy: merge.merged_by_name,
    reason: merge.reason,
    moved: HANGS_ON_A_PERSON.flatMap(({ table, words }) => {
      const count = merge.moved[table] ?? 0
      return words && count > 0 ? [{ table, ...words, count }] : []
    }),
    undoUntil: until,
    undoneAt: merge.undone_at,
    undoneBy: merge.undone_by_name,
    may: { undo: may && isLast && merge.undone_at === null && ctx.now < until },
  }
}

/** Of the person that was kept, the latest first. */
export const mergesOf = (ctx: Context, personId: string): Promise<{ items: MergeView[] }> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const person = await findPerson(tx, personId)
    if (!person) throw notFound(PERSON)
    permit(ctx, 'person.read', { area: person.area_code, assignedTo: assignedTo(ctx, person.is_assigned) })
    const items: MergeView[] = []
    for (const merge of await listMerges(tx, personId)) items.push(await viewOfMerge(ctx, tx, merge))
    return { items }
  })
