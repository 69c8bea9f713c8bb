// SQL of registrations that were voided.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { MergeRow } from '../merge/store.ts'

export interface Voiding {
  id: string
  person_id: string
  area_code: string
  reason: string
  voided_at: Instant
  restored_at: Instant | null
  changed: MergeRow[]
  terms: string[]
  name: string
  document_masked: string
  voided_by_name: string | null
}

const SELECT = `select v.*, p.name, p.document_masked, a.display_name as voided_by_name
  from person_voidings v join persons p on p.id = v.person_id left join accounts a on a.id = v.voided_by`

export async function findVoiding(tx: Tx, id: string): Promise<Voiding | undefined> {
  return (await tx.sql<Voiding>(`${SELECT} where v.id = $1`, [id]))[0]
}

export const insertVoiding = (
  tx: Tx,
  row: Pick<Voiding, 'id' | 'person_id' | 'area_code' | 'reason' | 'voided_at' | 'changed' | 'terms'> & {
    by: string | null
  },
): Promise<unknown> =>
  tx.sql(
    `insert into person_voidings (id, person_id, area_code, reason, voided_at, voided_by, changed, terms)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.person_id, row.area_code, row.reason, row.voided_at, row.by, JSON.stringify(row.changed), row.terms],
  )

export const markRestored = (tx: Tx, id: string, said: { reason: string; at: Instant; by: string | null }) =>
  tx.sql('update person_voidings set restored_at = $2, restored_by = $3, restore_reason = $4 where id = $1', [
    id,
    said.at,
    said.by,
    said.reason,
  ])

export const voidPerson = (tx: Tx, id: string, said: { reason: string; at: Instant; by: string | null }) =>
  tx.sql(
    `update persons set voided_at = $2, voided_by = $3, void_reason = $4, household_id = null, version = version + 1
     where id = $1`,
    [id, said.at, said.by, said.reason],
  )

/** In force, the latest first. */
export const listVoidings = (
  tx: Tx,
  { limit, after }: { limit: number; after: readonly [at: string, id: string] | null },
): Promise<Voiding[]> =>
  tx.sql<Voiding>(
    `${SELECT} where v.restored_at is null
       and ($2::timestamptz is null or (v.voided_at, v.id) < ($2::timestamptz, $3::uuid))
     order by v.voided_at desc, v.id desc limit $1`,
    [limit, after?.[0] ?? null, after?.[1] ?? null],
  )

export async function countVoidings(tx: Tx): Promise<number> {
  const [row] = await tx.sql<{ count: number }>(
    'select count(*) as count from person_voidings where restored_at is null',
  )
  return row?.count ?? 0
}
