// Who need not report on a day: excused by the office, as the obligation says.
import type { Day } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { occurrencesOf, ownerId } from '../../obligations/index.ts'
import { clockKeyOf, OWNER_KINDS, type Owner } from '../rules/period.ts'

export async function excusedOn(tx: Tx, day: Day): Promise<(owner: Owner) => boolean> {
  const rows = await occurrencesOf(tx, {
    from: day,
    until: day,
    keys: OWNER_KINDS.map(clockKeyOf),
    states: ['excused'],
  })
  const excused = new Set(rows.map(({ owner_kind, owner_key }) => `${owner_kind}:${owner_key}`))
  return (owner) => excused.has(ownerId(owner))
}
