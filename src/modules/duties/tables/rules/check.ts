// Whether a mapping can be filled: its cells are in the sheet, none twice, none a formula, units are the plan's. Pure.
import { placeOf, refOf } from '../../../../kernel/cells.ts'
import { type Reason, reason } from '../../../../kernel/verdict.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Grid, Mapping, Who } from '../contract.ts'
import { type Sheet, sheetOf } from './grid.ts'

/** Rows below the form's own that a list may grow to. */
const MOST_PERSONS = 2000

export function checkMapping(mapping: Mapping, grids: readonly Grid[], plan: Plan): Reason[] {
  const grid = grids.find(({ name }) => name === mapping.sheet)
  if (!grid) return [reason('no_sheet', '没有这个工作表', 'No such sheet', 'sheet')]
  const sheet = sheetOf(grid)
  const reasons: Reason[] = []
  const taken = new Map<string, string>()
  const take = (ref: string, field: string) => {
    if (taken.has(ref)) reasons.push(reason('cell_twice', `${ref} 对应了两次`, `${ref} stands for two things`, field))
    taken.set(ref, field)
  }
  const { table, cells, list } = mapping
  if (table) {
    table.rows.forEach(({ row, who }, index) => {
      const field = `table.rows[${index}]`
      if (row > grid.rows) reasons.push(reason('outside', `第 ${row} 行在表外`, `Row ${row} is outside`, field))
      if (!isKnown(who, plan))
        reasons.push(reason('unit_unknown', '方案中没有这个单位', 'No such unit in the plan', field))
      if (table.rows.findIndex((one) => one.row === row) !== index)
        reasons.push(reason('row_twice', `第 ${row} 行对应了两次`, `Row ${row} twice`, field))
    })
    if (table.rows.length === 0) reasons.push(reason('no_rows', '请至少对应一行', 'Say whose one row is', 'table.rows'))
    table.columns.forEach(({ column, header }, index) => {
      const field = `table.columns[${index}]`
      if (column === table.keyColumn || column > grid.columns)
        reasons.push(reason('outside', `“${header}”不能对应`, `"${header}" cannot be filled`, field))
      if (table.rows.length > 0 && table.rows.every(({ row }) => sheet.isFormula(row, column)))
        reasons.push(
          reason('formula', `“${header}”是表中的公式，不用对应`, `"${header}" is worked out by the form itself`, field),
        )
      for (const { row } of table.rows) if (isFillable(sheet, row, column)) take(refOf({ row, column }), field)
    })
  }
  cells.forEach(({ ref }, index) => {
    const field = `cells[${index}]`
    const { row, column } = placeOf(ref)!
    if (row > grid.rows + 1 || column > grid.columns + 1)
      reasons.push(reason('outside', `${ref} 在表外`, `${ref} is outside the sheet`, field))
    if (refOf(sheet.anchor(row, column)) !== ref)
      reasons.push(
        reason('merged', `${ref} 在合并单元格内，请选左上角`, `${ref} is inside merged cells: take their first`, field),
      )
    if (sheet.isFormula(row, column))
      reasons.push(reason('formula', `${ref} 是公式，不能填写`, `${ref} holds a formula`, field))
    take(ref, field)
  })
  if (list) {
    for (const [index, { column }] of list.columns.entries())
      take(refOf({ row: list.firstRow, column }), `list.columns[${index}]`)
  }
  return reasons
}

const isKnown = (who: Who, plan: Plan): boolean => {
  const [kind, key] = who.split(':')
  if (kind === 'unit') return plan.units.some((unit) => unit.key === key)
  return kind === 'group' ? plan.groups.some((group) => group.key === key) : true
}

/** What is no formula, and where a merge has its value. */
export function isFillable(sheet: Sheet, row: number, column: number): boolean {
  const anchor = sheet.anchor(row, column)
  return anchor.row === row && anchor.column === column && !sheet.isFormula(row, column)
}

/** So many persons find room before something of the form stands below. */
export function roomFor(
  grid: Grid,
  { firstRow, columns }: Pick<NonNullable<Mapping['list']>, 'firstRow' | 'columns'>,
): number {
  const wanted = new Set(columns.map(({ column }) => column))
  const blocked = [
    ...grid.cells.filter(({ row, column }) => row > firstRow && wanted.has(column)).map(({ row }) => row),
    ...grid.merges.filter(({ bottom }) => bottom > firstRow).map(({ top }) => Math.max(top, firstRow)),
  ]
  return Math.min(MOST_PERSONS, ...blocked.map((row) => row - firstRow))
}
