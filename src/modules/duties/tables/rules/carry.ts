// Tomorrow's form is a new version: what stood for something under a header still stands for it wherever the header is now;
// what has no place any more is named, so that nobody finds an empty column by chance. Pure.
import { placeOf, refOf } from '../../../../kernel/cells.ts'
import type { Grid, Mapping } from '../contract.ts'
import { headersOf, plain, sheetOf } from './grid.ts'
import type { Names } from './names.ts'
import { firstRowOf, keyRows, propose } from './propose.ts'

export interface Carried {
  mapping: Mapping
  /** Headers and labels that the new version no longer has. */
  lost: string[]
}

export function carry(old: { mapping: Mapping; grid: Grid }, grid: Grid, names: Names): Carried {
  const lost: string[] = []
  const table = carryTable(old, grid, names, lost)
  const cells = carryCells(old, grid, lost)
  const list = carryList(old, grid, lost)
  const proposed = propose(grid, names)
  const taken = new Set(cells.map(({ ref }) => ref))
  return {
    mapping: {
      sheet: grid.name,
      table: table ?? (old.mapping.table ? null : proposed.table),
      // What the new version has and the old one had not is proposed.
      cells: [...cells, ...proposed.cells.filter(({ ref, label }) => !taken.has(ref) && !hasLabel(old.grid, label))],
      list,
    },
    lost,
  }
}

const hasLabel = (grid: Grid, label: string): boolean => grid.cells.some(({ text }) => plain(text) === label)

function carryTable(
  { mapping: { table }, grid: oldGrid }: { mapping: Mapping; grid: Grid },
  grid: Grid,
  names: Names,
  lost: string[],
): Mapping['table'] {
  if (!table) return null
  const [before, sheet] = [sheetOf(oldGrid), sheetOf(grid)]
  // Rows that the clerk gave to somebody by hand are known by their text.
  const byHand = new Map(table.rows.map(({ row, who }) => [before.text(row, table.keyColumn), who]))
  const also: Names = (text) => names(text) ?? byHand.get(plain(text)) ?? null
  const proposed = propose(grid, also).table
  if (!proposed) {
    lost.push(...table.columns.map(({ header }) => header))
    return null
  }
  const rows = keyRows(sheet, proposed.keyColumn, also)
  const oldHeaders = headersOf(before, firstRowOf(table))
  const headers = headersOf(sheet, firstRowOf({ rows }))
  const places = Map.groupBy([...headers], ([, header]) => header)
  const columns: NonNullable<Mapping['table']>['columns'] = []
  const carried = new Set<number>()
  for (const { column, header, source } of table.columns) {
    // Of two columns of one name the first is the first.
    const rank = [...oldHeaders].filter(([at, text]) => text === header && at < column).length
    const place = places.get(header)?.[rank]
    if (!place) lost.push(header)
    else {
      columns.push({ column: place[0], header, source })
      carried.add(place[0])
    }
  }
  const seen = new Set(oldHeaders.values())
  for (const one of proposed.columns) if (!carried.has(one.column) && !seen.has(one.header)) columns.push(one)
  for (const { row, who } of table.rows) {
    if (who !== 'total' && !rows.some((one) => one.who === who)) lost.push(before.text(row, table.keyColumn))
  }
  return { keyColumn: proposed.keyColumn, rows, columns: columns.toSorted((a, b) => a.column - b.column) }
}

function carryCells(
  { mapping, grid: oldGrid }: { mapping: Mapping; grid: Grid },
  grid: Grid,
  lost: string[],
): Mapping['cells'] {
  return mapping.cells.flatMap((cell) => {
    const place = placeOf(cell.ref)!
    const label = oldGrid.cells.find(({ text }) => plain(text) === plain(cell.label) && cell.label !== '')
    const now = grid.cells.find(({ text }) => plain(text) === plain(cell.label) && cell.label !== '')
    if (!label || !now) {
      lost.push(cell.label || cell.ref)
      return []
    }
    const moved = { row: place.row + now.row - label.row, column: place.column + now.column - label.column }
    const anchor = sheetOf(grid).anchor(moved.row, moved.column)
    return moved.row < 1 || moved.column < 1 ? [] : [{ ...cell, ref: refOf(anchor) }]
  })
}

function carryList({ mapping: { list } }: { mapping: Mapping }, grid: Grid, lost: string[]): Mapping['list'] {
  if (!list) return null
  const wanted = new Set(list.columns.map(({ header }) => header))
  const sheet = sheetOf(grid)
  let best: { firstRow: number; headers: Map<number, string>; found: number } | null = null
  for (let firstRow = 2; firstRow <= grid.rows + 1; firstRow += 1) {
    const headers = headersOf(sheet, firstRow)
    const found = new Set([...headers.values()].filter((header) => wanted.has(header))).size
    if (found > (best?.found ?? 0)) best = { firstRow, headers, found }
  }
  const columns = list.columns.flatMap((one) => {
    const place = [...(best?.headers ?? [])].find(([, header]) => header === one.header)
    if (!place) lost.push(one.header)
    return place ? [{ ...one, column: place[0] }] : []
  })
  return best && columns.length > 0 ? { ...list, firstRow: best.firstRow, columns } : null
}
