// A filled table as text for a group chat: one line a unit, what a person would type. Pure.
import type { FilledCell } from '../contract.ts'

const shown = ({ value }: FilledCell): string => (value === null || value === '' ? '—' : String(value))

/** `新华镇：12；`, or with more columns `新华镇：累计排查 12，在隔离 5；`. Whoever has not answered is named at the end. */
export function chatText({
  name,
  asOf,
  cells,
  missing,
}: {
  name: string
  asOf: string
  cells: readonly FilledCell[]
  missing: readonly string[]
}): string {
  const figures = cells.filter(({ kind }) => kind !== 'day')
  const rows = Map.groupBy(
    figures.filter(({ who }) => who !== 'district' && who !== 'total'),
    ({ row }) => row,
  )
  const totals = Map.groupBy(
    figures.filter(({ who }) => who === 'total'),
    ({ row }) => row,
  )
  const ofDistrict = figures.filter(({ who }) => who === 'district')
  const columns = new Set(figures.filter(({ who }) => who !== 'district').map(({ column }) => column)).size
  const said = (some: readonly FilledCell[]) =>
    columns === 1 ? shown(some[0]!) : some.map((cell) => `${cell.header} ${shown(cell)}`).join('，')
  const line = (some: readonly FilledCell[]) => `${some[0]!.rowName || some[0]!.name.zh}：${said(some)}；`
  return [
    `【${name}】${asOf}`,
    ...ofDistrict.map((cell) => `${cell.rowName ? `${cell.rowName} ` : ''}${cell.header}：${shown(cell)}；`),
    ...[...rows.values(), ...totals.values()].map(line),
    ...(missing.length > 0 ? [`未报单位：${missing.join('、')}。`] : []),
  ].join('\n')
}
