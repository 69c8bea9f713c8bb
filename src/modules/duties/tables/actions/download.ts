// The filled workbook (M49): the superior's own file with the values in its cells. Persons of a list come through their export,
// with its permission, its masks and its audit, and are kept nowhere.

import { refOf } from '../../../../kernel/cells.ts'
import { notFound, Problem, refused } from '../../../../kernel/problem.ts'
import { localTimeOf } from '../../../../kernel/time.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody } from '../../../../platform/db/database.ts'
import { fillWorkbook } from '../../../../platform/spreadsheet/index.ts'
import { permit } from '../../../identity/index.ts'
import { personsForForm } from '../../../people/index.ts'
import { roomFor } from '../rules/check.ts'
import * as fillingsStore from '../store/fillings.ts'
import { SERIAL } from './forms.ts'
import { aTable, type Loaded, loadFilling, openWorkbook, type Tools, told } from './load.ts'

type Values = Map<string, string | number | null>

export async function downloadTable(
  ctx: Context,
  tools: Tools,
  id: string,
): Promise<{ bytes: Buffer; fileName: string }> {
  permit(ctx, 'table.keep')
  const { loaded, workbook } = await ctx.db.transaction(nobody, async (tx) => {
    const row = await fillingsStore.findFilling(tx, id)
    if (!row) throw notFound(aTable)
    if (row.state === 'withdrawn') throw new Problem(410, 'table_withdrawn', '本次填报已撤回', 'It was withdrawn')
    const found = await loadFilling(ctx, tools, tx, row)
    await told(ctx, tx, row, 'downloaded', {
      snapshot: found.snapshot.number,
      answers: found.answers.length,
      corrections: found.corrections.length,
    })
    return { loaded: found, workbook: await openWorkbook(tx, tools, row.version_id) }
  })
  const { row, plan, snapshot } = loaded
  // A cell for which there is nothing keeps what the form has there.
  const values: Values = new Map(
    loaded.cells.flatMap(({ ref, value, corrected, isFormula }) =>
      isFormula || (value === null && !corrected) ? [] : [[ref, value] as const],
    ),
  )
  const styledAs = await putList(ctx, tools, loaded, values)
  const time = localTimeOf(snapshot.taken_at, plan.zone).replace(':', '')
  return {
    bytes: await fillWorkbook(workbook, row.mapping.sheet, values, styledAs),
    fileName: `${row.form_name}-${row.day}-${time}.xlsx`,
  }
}

/** One row a person; rows that the form has not take the looks of its first. */
async function putList(
  ctx: Context,
  tools: Tools,
  { row, sheet }: Loaded,
  values: Values,
): Promise<Map<string, string>> {
  const styledAs = new Map<string, string>()
  const { list } = row.mapping
  if (!list) return styledAs
  const most = roomFor(sheet.grid, list)
  if (most < 1) throw refused([reason('no_room', '名单下方没有空行', 'No empty row for the list', 'list')])
  const columns = list.columns.filter(({ person }) => person !== SERIAL)
  const persons = await personsForForm(ctx, tools, {
    search: list.search,
    columns: columns.length > 0 ? columns.map(({ person }) => person) : ['name'],
    most,
  })
  persons.forEach((person, index) => {
    for (const { column, person: key } of list.columns) {
      const ref = refOf({ row: list.firstRow + index, column })
      const at = columns.findIndex((one) => one.column === column)
      values.set(ref, key === SERIAL ? index + 1 : (person[at] ?? null))
      styledAs.set(ref, refOf({ row: list.firstRow, column }))
    }
  })
  return styledAs
}
