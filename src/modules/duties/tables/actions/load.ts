// What every use case of tables needs: the filling with its form and answers, and what its cells hold now.
import { notFound } from '../../../../kernel/problem.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { Sealer } from '../../../../platform/sealed.ts'
import { readGrids, type SheetGrid } from '../../../../platform/spreadsheet/index.ts'
import { audit } from '../../../audit/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import { ownerId, ownerOfId } from '../../obligations/index.ts'
import { ownerName } from '../../obligations/rules/naming.ts'
import type { FilledCell, Grid } from '../contract.ts'
import { emptySheet, type Sheet, sheetOf } from '../rules/grid.ts'
import { fill, type Target, targetsOf } from '../rules/values.ts'
import * as answersStore from '../store/answers.ts'
import * as fillingsStore from '../store/fillings.ts'
import * as formsStore from '../store/forms.ts'

export interface Tools {
  sealer: Sealer
}

export const aForm = { zh: '该报表', en: 'Table form' }
export const aTable = { zh: '该次填报', en: 'Filled table' }
export const by = (ctx: Context) => ({ at: ctx.now, by: ctx.actor.accountId || null })
export const idOf = (row: answersStore.OwnerRow): string => ownerId({ kind: row.owner_kind, key: row.owner_key })

export const openWorkbook = async (tx: Tx, { sealer }: Tools, versionId: string): Promise<Buffer> =>
  sealer.openBytes(await formsStore.readSealed(tx, versionId), versionId)

export const gridView = ({ name, rows, columns, cells, merges }: SheetGrid): Grid => ({
  name,
  rows,
  columns,
  merges,
  cells: cells.map(({ row, column, text, isFormula }) => ({ row, column, text, isFormula })),
})

export const gridsOf = async (bytes: Uint8Array): Promise<Grid[]> => (await readGrids(bytes)).map(gridView)

/** By the plan's words: `district`, `total`, an owner's id. */
export function nameOfWho(plan: Plan, who: string): { zh: string; en: string } {
  if (who === 'district') return { zh: plan.district.zh, en: plan.district.en }
  if (who === 'total') return { zh: '合计', en: 'Total' }
  return ownerName(plan, ownerOfId(who))
}

export interface Loaded {
  plan: Plan
  row: fillingsStore.FillingRow
  sheet: Sheet
  targets: Target[]
  snapshot: fillingsStore.SnapshotRow
  owners: answersStore.OwnerRow[]
  answers: answersStore.AnswerRow[]
  corrections: answersStore.CorrectionRow[]
  cells: FilledCell[]
}

export async function loadFilling(ctx: Context, tools: Tools, tx: Tx, row: fillingsStore.FillingRow): Promise<Loaded> {
  const { plan } = await planInForce(ctx)
  const grids = await gridsOf(await openWorkbook(tx, tools, row.version_id))
  const sheet = sheetOf(grids.find(({ name }) => name === row.mapping.sheet) ?? emptySheet(row.mapping.sheet))
  const targets = targetsOf(row.mapping, sheet)
  const snapshot = await fillingsStore.lastSnapshot(tx, row.id)
  const owners = await answersStore.ownersOf(tx, row.id)
  const answers = await answersStore.answersOf(tx, [row.id])
  const corrections = await answersStore.correctionsOf(tx, row.id)
  const cells = fill(targets, {
    figures: snapshot.figures,
    answers: answers.map((answer) => ({ owner: idOf(answer), cells: new Map(Object.entries(answer.cells)) })),
    corrections: corrections.map((one) => ({
      ref: one.ref,
      value: one.value,
      note: one.note,
      at: one.corrected_at,
      by: one.corrected_by_name,
    })),
    day: row.day,
    nameOf: (who) => nameOfWho(plan, who),
  })
  return { plan, row, sheet, targets, snapshot, owners, answers, corrections, cells }
}

/** Held until the transaction ends. */
export async function lockedFilling(tx: Tx, id: string): Promise<fillingsStore.FillingRow> {
  const row = await fillingsStore.lockFilling(tx, id)
  if (!row) throw notFound(aTable)
  return row
}

type Act = 'begun' | 'asked' | 'taken' | 'corrected' | 'closed' | 'withdrawn' | 'answered' | 'downloaded'

/** In the audit and on the screens; figures are told there, never words. */
export async function told(
  ctx: Context,
  tx: Tx,
  row: Pick<fillingsStore.FillingRow, 'id'>,
  act: Act,
  details: Record<string, string | number | string[]> = {},
): Promise<void> {
  await audit(tx, ctx, {
    action: `table.${act}`,
    subject: { kind: 'table', id: row.id },
    areaCode: ctx.db.district,
    details,
  })
  if (act === 'downloaded') return
  await ctx.emit(tx, {
    type: `table.${act === 'asked' ? 'asked' : 'changed'}`,
    areaCode: ctx.db.district,
    tableId: row.id,
    ...details,
  })
}
