// Taking a merge back within a day (decision 0012): both registrations as they were. What the merge changed and nobody changed
// since goes back; what was added since stays with the kept person, but for what belongs to a period that goes back.
import { conflict, forbidden, notFound, refused } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { by, type MergeTools } from '../actions/scope.ts'
import { compareCorrected, maySettle } from '../duplicates/actions.ts'
import { reopenAllOf } from '../duplicates/store.ts'
import { findPerson } from '../store/persons.ts'
import type { MergeView } from './contract.ts'
import { HANGS_ON_A_PERSON } from './hanging.ts'
import { comparedOf } from './merge.ts'
import { replaceTerms } from './rows.ts'
import { goesBack, type Row, undoUntil } from './rules.ts'
import * as store from './store.ts'
import { viewOfMerge } from './view.ts'

export async function undoMerge(ctx: Context, tools: MergeTools, mergeId: string): Promise<MergeView> {
  permit(ctx, 'person.merge')
  const undo = async (tx: Tx): Promise<MergeView> => {
    const seen = await store.findMerge(tx, mergeId)
    if (!seen) throw notFound({ zh: '该次合并', en: 'Merge' })
    // The persons first, as a merge holds them.
    const both = await store.lockBoth(tx, [seen.kept_id, seen.merged_id])
    const merge = (await store.lockMerge(tx, mergeId))!
    const kept = both.find(({ id }) => id === merge.kept_id)
    const merged = both.find(({ id }) => id === merge.merged_id)
    if (!kept || !merged || !maySettle(ctx, [kept.area_code, merged.area_code])) throw forbidden('person.merge')
    if (merge.undone_at !== null) return viewOfMerge(ctx, tx, merge)
    if (ctx.now >= undoUntil(merge.merged_at)) {
      throw refused([
        reason('merge.tooLate', '合并已超过 24 小时，不能再撤销', 'After 24 hours a merge cannot be undone'),
      ])
    }
    if (kept.voided || (await store.lastMergeOf(tx, kept.id)) !== mergeId) {
      throw conflict('merge_not_last', '之后又有合并或注销，请先撤销后来的', 'Something came after it: undo that first')
    }
    await tools.isolation.hold(ctx, tx, [kept.id])
    const rows = await store.listRows(tx, mergeId)
    const periods = await restore(tx, rows, kept.id, merged)
    await tools.isolation.part(ctx, tx, periods, merge.merged_at)
    await store.ensureCurrent(tx, [kept.id, merged.id])
    const [one, other] = [(await findPerson(tx, kept.id))!, (await findPerson(tx, merged.id))!]
    await replaceTerms(tx, kept.id, merge.kept_terms, one.area_code)
    await replaceTerms(tx, merged.id, merge.merged_terms, other.area_code)
    await store.markUndone(tx, mergeId, ctx.now, by(ctx))
    await tx.withScope(ctx.db.whole, () => reopenAllOf(tx, merged.id, 'merged'))
    await compareCorrected(ctx, tx, comparedOf(one))
    for (const { id, area_code } of [one, other]) {
      await audit(tx, ctx, {
        action: 'merge.undone',
        subject: { kind: 'person', id },
        areaCode: area_code,
        details: { mergeId, keptId: kept.id, mergedId: merged.id },
      })
    }
    await ctx.emit(tx, {
      type: 'merge.undone',
      areaCode: one.area_code,
      personId: kept.id,
      mergedId: merged.id,
      mergeId,
    })
    return viewOfMerge(ctx, tx, (await store.findMerge(tx, mergeId))!)
  }
  try {
    return await ctx.db.transaction(ctx.actor.scope, undo)
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error
    throw conflict(
      'undo_conflict',
      '合并之后又有相同的登记（如同一证件），不能直接撤销',
      'Since the merge something was registered that the undoing would make twice',
    )
  }
}

const PERSONS = { table: 'persons', key: ['id'], how: 'changes', column: 'id', withoutArea: true } as const

/** Puts rows back, those of the merged person before those that gave way to them. Answers the periods among them. */
export async function restore(
  tx: Tx,
  rows: readonly store.MergeRow[],
  keptId: string,
  merged: { id: string; area_code: string } | null,
): Promise<{ id: string; wasMerged: boolean }[]> {
  const periods: { id: string; wasMerged: boolean }[] = []
  // The kept person's own particulars first: the document goes back before the other has it again.
  for (const hanging of [PERSONS, ...HANGS_ON_A_PERSON]) {
    const ofTable = rows.filter(({ table_name }) => table_name === hanging.table)
    const isTheirs = ({ came_from }: store.MergeRow) => came_from === merged?.id
    const order = hanging === PERSONS ? -1 : 1
    for (const row of ofTable.toSorted((a, b) => order * (Number(isTheirs(b)) - Number(isTheirs(a))))) {
      const at = { ...row.row_key, ...row.after }
      const current = await store.currentRow(tx, hanging, { ...at, id: row.row_key.id })
      if (!current) continue
      const back: Record<string, unknown> = { ...goesBack(row, current) }
      delete back.version
      const whose = hanging.column ?? 'person_id'
      if (merged && isTheirs(row) && hanging !== PERSONS && !hanging.withoutArea) {
        back[whose] = merged.id
        back.area_code = merged.area_code
        for (const link of ['period_id']) if (link in row.before) back[link] = row.before[link]
      } else if (hanging !== PERSONS) {
        // Its area follows the kept person's.
        delete back.area_code
      }
      if (await givesWay(tx, hanging.table, current, back, String(back[whose] ?? keptId))) continue
      await store.setRow(tx, hanging, current, back)
      if (hanging.table === 'isolation_periods') {
        periods.push({ id: String(current.id), wasMerged: ['merged', 'voided'].includes(String(row.after.state)) })
      }
    }
  }
  return periods
}

/** Whatever took its place since the merge keeps it. Answers whether nothing is left to put back. */
async function givesWay(
  tx: Tx,
  table: string,
  current: Row,
  back: Record<string, unknown>,
  personId: string,
): Promise<boolean> {
  if (table === 'arrivals' && back.is_current === true && (await store.isTaken(tx, table, personId, current))) {
    delete back.is_current
  }
  if (table === 'assignments' && back.until_at === null && (await store.isTaken(tx, table, personId, current))) {
    delete back.until_at
  }
  return Object.keys(back).length === 0
}
