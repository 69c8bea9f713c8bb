// All SQL of saved views.
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { NewView } from './contract.ts'

export interface ViewRow {
  id: string
  list: string
  path: string
  name: string
  search: Record<string, string>
  columns: string[]
  owner_id: string
  owner_name: string
  shared: NewView['shared']
  is_standard: boolean
}

/** The views of a list that an account may use: its own, those of its units, those for everybody. */
export const listViews = (
  tx: Tx,
  { list, accountId, units }: { list: string; accountId: string; units: readonly string[] },
): Promise<ViewRow[]> =>
  tx.sql<ViewRow>(
    `select v.id, v.list, v.path, v.name, v.search, v.columns, v.owner_id, a.display_name as owner_name, v.shared, v.is_standard
     from saved_views v join accounts a on a.id = v.owner_id
     where v.list = $1 and v.removed_at is null
       and (v.owner_id = $2 or v.shared = 'district' or (v.shared = 'unit' and v.unit_id = any($3::text[])))
     order by v.owner_id <> $2, v.name, v.id`,
    [list, accountId, units],
  )

/** Held until the transaction ends; also one that was removed. */
export const lockView = async (
  tx: Tx,
  id: string,
): Promise<(Pick<ViewRow, 'owner_id' | 'shared' | 'list'> & { removed_at: Instant | null }) | undefined> =>
  (
    await tx.sql<Pick<ViewRow, 'owner_id' | 'shared' | 'list'> & { removed_at: Instant | null }>(
      'select owner_id, shared, list, removed_at from saved_views where id = $1 for update',
      [id],
    )
  )[0]

export const countViews = async (tx: Tx, accountId: string): Promise<number> =>
  (
    await tx.sql<{ count: number }>('select count(*) from saved_views where owner_id = $1 and removed_at is null', [
      accountId,
    ])
  )[0]!.count

/** Another view of the list is no longer the standard one. */
export const clearStandard = (tx: Tx, list: string): Promise<unknown> =>
  tx.sql('update saved_views set is_standard = false where list = $1 and is_standard and removed_at is null', [list])

/** Throws 23505 when the account has a view of this name already. */
export const saveView = (
  tx: Tx,
  view: NewView & { ownerId: string; unitId: string | null; savedAt: Instant },
): Promise<unknown> =>
  tx.sql(
    `insert into saved_views (id, list, path, name, search, columns, owner_id, shared, unit_id, is_standard, saved_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (id) do update set path = excluded.path, name = excluded.name, search = excluded.search,
       columns = excluded.columns, shared = excluded.shared, unit_id = excluded.unit_id,
       is_standard = excluded.is_standard, saved_at = excluded.saved_at`,
    [
      view.id,
      view.list,
      view.path,
      view.name,
      JSON.stringify(view.search),
      view.columns,
      view.ownerId,
      view.shared,
      view.unitId,
      view.isStandard,
      view.savedAt,
    ],
  )

export const removeView = (tx: Tx, id: string, at: Instant): Promise<unknown> =>
  tx.sql('update saved_views set removed_at = $2, is_standard = false where id = $1', [id, at])
