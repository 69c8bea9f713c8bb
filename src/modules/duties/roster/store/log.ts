// SQL of the duty log (ICS 214 in spirit): entries are written and never changed. Under row security: the scope of the unit's area
// is set by who may read the unit's log.
import type { Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { LogEntry } from '../contract.ts'

export interface NewEntry {
  id: string
  shift_id: string
  unit_id: string
  area_code: string
  kind: LogEntry['kind']
  at: Instant
  recorded_at: Instant
  recorded_by: string | null
  event: string
  action: string
  corrects: string | null
}

/** False when the id is in use: of the same entry, or of another. */
export const insertEntry = async (tx: Tx, row: NewEntry): Promise<boolean> =>
  (
    await tx.sql(
      `insert into duty_log (id, shift_id, unit_id, area_code, kind, at, recorded_at, recorded_by, event, action, corrects)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing returning id`,
      [
        row.id,
        row.shift_id,
        row.unit_id,
        row.area_code,
        row.kind,
        row.at,
        row.recorded_at,
        row.recorded_by,
        row.event,
        row.action,
        row.corrects,
      ],
    )
  ).length > 0

export interface EntryRow extends NewEntry {
  by_name: string | null
  becomes_kind: 'directive' | 'urgentReport' | null
  becomes_id: string | null
}

const ENTRIES = `select l.*, a.display_name as by_name, k.kind as becomes_kind, k.target_id as becomes_id
  from duty_log l left join accounts a on a.id = l.recorded_by left join duty_log_links k on k.entry_id = l.id`

export const listEntries = (tx: Tx, shiftId: string): Promise<EntryRow[]> =>
  tx.sql<EntryRow>(`${ENTRIES} where l.shift_id = $1 order by l.sequence`, [shiftId])

export const findEntry = async (tx: Tx, id: string): Promise<EntryRow | undefined> =>
  (await tx.sql<EntryRow>(`${ENTRIES} where l.id = $1`, [id]))[0]

/** False when the entry became something a moment ago. */
export const insertLink = async (
  tx: Tx,
  row: { entryId: string; kind: 'directive' | 'urgentReport'; targetId: string; at: Instant; by: string | null },
): Promise<boolean> =>
  (
    await tx.sql(
      `insert into duty_log_links (entry_id, kind, target_id, at, by_account) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning entry_id`,
      [row.entryId, row.kind, row.targetId, row.at, row.by],
    )
  ).length > 0
