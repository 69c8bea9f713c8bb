// Rows that hang on persons, before and after (decision 0012): what a merge or a voiding changed of each is read off and kept.
import type { Tx } from '../../../platform/db/database.ts'
import * as persons from '../store/persons.ts'
import { HANGS_ON_A_PERSON, type Hanging } from './hanging.ts'
import { changeOf, type Row } from './rules.ts'
import * as store from './store.ts'

export async function replaceTerms(tx: Tx, id: string, terms: readonly string[], areaCode: string): Promise<void> {
  await persons.deleteTerms(tx, id)
  await persons.insertTerms(
    tx,
    [...new Set(terms)].map((term) => ({ term, person_id: id, area_code: areaCode })),
  )
}

type Snapshot = Map<Hanging | 'persons', Row[]>
const COMPARED = HANGS_ON_A_PERSON.filter(({ how }) => how === 'changes')

export async function snapshot(tx: Tx, ids: readonly string[]): Promise<Snapshot> {
  const rows: Snapshot = new Map([['persons', await Promise.all(ids.map((id) => store.personRow(tx, id)))]])
  for (const hanging of COMPARED) rows.set(hanging, await store.rowsOf(tx, hanging, ids))
  return rows
}

/** What was changed of each row that is compared whole. */
export async function changes(tx: Tx, before: Snapshot, ids: readonly string[]): Promise<store.MergeRow[]> {
  const now = await snapshot(tx, ids)
  const changed: store.MergeRow[] = []
  for (const [hanging, rows] of before) {
    const { table, key, loose, column } =
      hanging === 'persons' ? { table: 'persons', key: ['id'], loose: undefined, column: 'id' } : hanging
    const text = (row: Row, columns: readonly string[]) => JSON.stringify(columns.map((name) => row[name]))
    const left = new Map(now.get(hanging)!.map((row) => [text(row, key), row]))
    const rest = key.filter((name) => name !== loose)
    const take = (row: Row): Row | undefined => {
      const exact = left.get(text(row, key))
      if (exact) left.delete(text(row, key))
      return exact
    }
    const pairs = rows.map((row) => ({ row, found: take(row) }))
    for (const { row, found } of pairs) {
      const other = found ?? [...left.values()].find((one) => loose && text(one, rest) === text(row, rest))
      // A household that has no head any more stands under nobody.
      const after = other ?? (table === 'households' ? { ...row, head_id: null } : undefined)
      if (!after) throw new Error(`a row of ${table} was lost by a merge`)
      left.delete(text(after, key))
      const change = changeOf(row, after)
      if (!change) continue
      const from = String(row[column ?? 'person_id'])
      const row_key = Object.fromEntries(key.map((name) => [name, row[name]]))
      changed.push({ table_name: table, row_key, came_from: from, ...change })
    }
  }
  return changed
}
