// SQL of urgent reports: seen from their area and by whoever reported them.
import type { Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'

export interface UrgentWrite {
  id: string
  area_code: string
  place: string
  what: string
  who: string
  reported_at: Instant
  reported_by: string
  source_kind: string | null
  source_id: string | null
  due_at: Instant
  plan_version_id: string
}

export interface UrgentRow extends UrgentWrite {
  climbed: number
  acknowledged_at: Instant | null
  acknowledged_by: string | null
  response: string
  reported_by_name: string
  acknowledged_by_name: string | null
}

const URGENT = `u.*, r.display_name as reported_by_name, a.display_name as acknowledged_by_name
  from urgent_reports u join accounts r on r.id = u.reported_by left join accounts a on a.id = u.acknowledged_by`

export const insertUrgent = (tx: Tx, row: UrgentWrite): Promise<unknown> =>
  tx.sql(
    `insert into urgent_reports (id, area_code, place, what, who, reported_at, reported_by, source_kind, source_id, due_at,
       plan_version_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      row.id,
      row.area_code,
      row.place,
      row.what,
      row.who,
      row.reported_at,
      row.reported_by,
      row.source_kind,
      row.source_id,
      row.due_at,
      row.plan_version_id,
    ],
  )

export async function findUrgent(tx: Tx, id: string): Promise<UrgentRow | undefined> {
  return (await tx.sql<UrgentRow>(`select ${URGENT} where u.id = $1`, [id]))[0]
}

/** Held until the transaction ends: acknowledged once. */
export async function lockUrgent(tx: Tx, id: string): Promise<boolean> {
  return (await tx.sql('select id from urgent_reports where id = $1 for no key update', [id])).length > 0
}

export const acknowledge = (tx: Tx, id: string, at: Instant, by: string, response: string): Promise<unknown> =>
  tx.sql('update urgent_reports set acknowledged_at = $2, acknowledged_by = $3, response = $4 where id = $1', [
    id,
    at,
    by,
    response,
  ])

/** Newest first; the open ones by when they are due. */
export const listUrgent = (
  tx: Tx,
  { open, after, limit }: { open: boolean; after: { at: Instant; id: string } | null; limit: number },
): Promise<UrgentRow[]> =>
  tx.sql<UrgentRow>(
    `select ${URGENT} where (not $1 or u.acknowledged_at is null)
       and ($2::timestamptz is null or (u.reported_at, u.id) < ($2, $3::uuid))
     order by u.reported_at desc, u.id desc limit $4`,
    [open, after?.at ?? null, after?.id ?? null, limit],
  )

export async function countOpen(tx: Tx): Promise<number> {
  const [row] = await tx.sql<{ count: number }>(
    'select count(*)::int as count from urgent_reports where acknowledged_at is null',
  )
  return row!.count
}

/** Those not acknowledged by when they were due, held one after the other. */
export const lockOverdue = (
  tx: Tx,
  now: Instant,
): Promise<Pick<UrgentRow, 'id' | 'area_code' | 'due_at' | 'climbed' | 'plan_version_id'>[]> =>
  tx.sql(
    `select id, area_code, due_at, climbed, plan_version_id from urgent_reports
     where acknowledged_at is null and due_at <= $1 order by due_at, id for no key update skip locked`,
    [now],
  )

export const setClimbed = (tx: Tx, id: string, climbed: number): Promise<unknown> =>
  tx.sql('update urgent_reports set climbed = $2 where id = $1', [id, climbed])
