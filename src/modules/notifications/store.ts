// All SQL of notifications.
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { NotificationKind } from './contract.ts'

export interface NotificationRow {
  id: string
  at: Instant
  kind: NotificationKind
  area_code: string | null
  count: number
  path: string
  read_at: Instant | null
}

export interface NewNotification {
  id: string
  at: Instant
  kind: NotificationKind
  to_account: string | null
  to_post_kind: string | null
  to_area: string | null
  to_unit: string | null
  to_everybody: boolean
  area_code: string | null
  count: number
  path: string
  key: string | null
}

/** What was told under the same key before is not told again. */
export const insertNotifications = (tx: Tx, rows: readonly NewNotification[]): Promise<unknown> =>
  tx.sql(
    `insert into notifications (id, at, kind, to_account, to_post_kind, to_area, to_unit, to_everybody, area_code, count, path, key)
     select id, at, kind, to_account, to_post_kind, to_area, to_unit, to_everybody, area_code, count, path, key
     from json_to_recordset($1) as r (id uuid, at timestamptz, kind text, to_account uuid, to_post_kind text, to_area text,
       to_unit text, to_everybody boolean, area_code text, count integer, path text, key text)
     on conflict do nothing`,
    [JSON.stringify(rows)],
    'notifications.insert',
  )

/** Who looks: the account with the posts it holds, and since when things still concern it. */
export interface Reader {
  accountId: string
  posts: readonly { kind: string; areaCode: string; unitId: string }[]
  since: Instant
}

// $1 account, $2 its posts, $3 since.
const MINE = `select n.* from notifications n where n.to_account = $1 and n.at >= $3
  union all
  select n.* from (
    select kind, area, array_agg(unit) as units from json_to_recordset($2) as p (kind text, area text, unit text) group by 1, 2
  ) p join notifications n on n.to_post_kind = p.kind and n.to_area = p.area and n.at >= $3
    and (n.to_unit is null or n.to_unit = any(p.units))
  union all
  select n.* from notifications n where n.to_everybody and n.at >= $3`

const reader = ({ accountId, posts, since }: Reader) => [
  accountId,
  JSON.stringify(posts.map(({ kind, areaCode, unitId }) => ({ kind, area: areaCode, unit: unitId }))),
  since,
]

export interface Position {
  at: Instant
  id: string
}

/** Latest first. */
export const listNotifications = (
  tx: Tx,
  who: Reader,
  { unread, limit, after }: { unread: boolean; limit: number; after: Position | null },
): Promise<NotificationRow[]> =>
  tx.sql<NotificationRow>(
    `select n.id, n.at, n.kind, n.area_code, n.count, n.path, r.read_at from (${MINE}) n
     left join notification_reads r on r.account_id = $1 and r.notification_id = n.id
     where (not $4 or r.read_at is null) and ($6::timestamptz is null or (n.at, n.id) < ($6, $7::uuid))
     order by n.at desc, n.id desc limit $5`,
    [...reader(who), unread, limit, after?.at ?? null, after?.id ?? null],
  )

export async function countNotifications(tx: Tx, who: Reader, { unread }: { unread: boolean }): Promise<number> {
  const [row] = await tx.sql<{ count: number }>(
    `select count(*) from (${MINE}) n
     where not $4 or not exists (select from notification_reads r where r.account_id = $1 and r.notification_id = n.id)`,
    [...reader(who), unread],
    'notifications.count',
  )
  return row!.count
}

/** Only what concerns the reader is marked; what was read before stays as it was. */
export const markRead = (
  tx: Tx,
  who: Reader,
  { ids, until, now }: { ids: readonly string[] | null; until: Instant | null; now: Instant },
): Promise<unknown> =>
  tx.sql(
    `insert into notification_reads (notification_id, account_id, read_at)
     select n.id, $1, $6 from (${MINE}) n
     where ($4::uuid[] is null or n.id = any($4)) and ($5::timestamptz is null or n.at <= $5)
     on conflict do nothing`,
    [...reader(who), ids, until, now],
  )
