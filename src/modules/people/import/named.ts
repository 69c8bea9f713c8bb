// The list of named persons of another slice (M45): read with the import's understanding of headers, documents and areas.

import type { Area } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Spreadsheet } from '../../../platform/spreadsheet/index.ts'
import { readAreas } from '../../organisation/index.ts'
import { areaFinder, areaResolver } from './rules/areas.ts'
import { createNamedList, type NamedOutcome } from './rules/named.ts'
import type { ListRow } from './rules/row.ts'

export interface NamedList {
  /** In the order of the sheet; the header as it was understood, null when there was none. */
  rows: AsyncGenerator<{ outcome: Exclude<NamedOutcome, { kind: 'skipped' }>; cells: ListRow['cells'] }>
  columns(): { index: number; header: string; field: string | null }[] | null
}

/** Throws the Problems of platform/spreadsheet while it is read. */
export async function readNamedList(ctx: Context, book: Spreadsheet): Promise<NamedList> {
  const rows = await ctx.db.transaction(ctx.actor.scope, readAreas)
  const areas = rows.map((row): Area => ({ ...row, level: row.level as Area['level'], parent: row.parent_code }))
  const ended = new Set(rows.filter(({ ended_at }) => ended_at !== null).map(({ code }) => code))
  const list = createNamedList({
    resolveArea: areaResolver(areas, ended),
    areaOfAddress: areaFinder(areas, ended),
  })
  async function* read() {
    for await (const row of book.rows()) {
      const outcome = list.push(row)
      if (outcome.kind !== 'skipped') yield { outcome, cells: row.cells }
    }
  }
  return {
    rows: read(),
    columns: () => list.columns()?.map(({ index, header, field }) => ({ index, header, field })) ?? null,
  }
}
