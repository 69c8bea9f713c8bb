// Who of a list was registered before, is not isolated any more and came again (M07): a new arrival, as a clerk would register it.
// In doubt, the row is of somebody registered already and is shown with what differs.
import { isWithin } from '../../../kernel/area.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Scope, Tx } from '../../../platform/db/database.ts'
import type { MergeTools } from '../actions/scope.ts'
import { keepPersons } from '../store/persons.ts'
import type { RowOutcome } from './rules/outcome.ts'
import { listRegistered, type RegisteredRow } from './store.ts'

/** Of the isolation slice only when somebody's was over. */
export type ImportTools = Pick<MergeTools, 'sealer'> & { isolation: Pick<MergeTools['isolation'], 'lastDays'> }

/**
 * Of the registered ones that the importer may write to, those whom the list has on a day after their last arrival and after
 * their isolation was over: as a clerk would register them again. Held until the transaction ends.
 */
export async function whoReturns(
  { isolation }: Pick<ImportTools, 'isolation'>,
  tx: Tx,
  readable: readonly { outcome: Extract<RowOutcome, { kind: 'person' }>; hash: Buffer }[],
  byHash: ReadonlyMap<string, { id: string; area_code: string }>,
  { areas, scope }: { areas: readonly string[]; scope: Scope },
): Promise<Map<string, RegisteredRow>> {
  const days = new Map<string, Day>()
  for (const { outcome, hash } of readable) {
    const holder = byHash.get(hash.toString('hex'))
    // One person may stand in the list twice, under documents of two registrations that were merged: the first row counts.
    if (!holder || days.has(holder.id) || !areas.some((area) => isWithin(holder.area_code, area))) continue
    days.set(holder.id, outcome.record.arrivalDay)
  }
  if (days.size === 0) return new Map()
  return tx.withScope(scope, async () => {
    const isLater = ({ id, status, arrival_day }: RegisteredRow) => status !== 'expected' && days.get(id)! > arrival_day
    const later = (await listRegistered(tx, [...days.keys()])).filter(isLater).map(({ id }) => id)
    if (later.length === 0) return new Map()
    const kept = await keepPersons(tx, later)
    const isolated = await isolation.lastDays(tx, later)
    const isOver = ({ id, status }: RegisteredRow) => {
      const last = isolated.get(id)
      // Of somebody never isolated only that he did not come says that he comes now: others may be transients.
      return last === undefined ? status === 'cancelled' : last !== null && days.get(id)! > last
    }
    const rows = (await listRegistered(tx, [...kept])).filter((row) => isLater(row) && isOver(row))
    return new Map(rows.map((row) => [row.id, row]))
  })
}
