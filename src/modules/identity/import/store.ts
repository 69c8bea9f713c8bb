// All SQL of the import of accounts.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { inForce } from '../store.ts'
import type { Existing, PostOption } from './rules.ts'

/** Every post of the plan in force with the names of its unit and area, unit by unit. */
export const listPostOptions = (tx: Tx, now: Instant): Promise<PostOption[]> =>
  tx.sql<PostOption>(
    `select p.id, p.kind, p.unit_id as "unitId", u.name_zh as "unitZh", u.name_en as "unitEn",
       p.area_code as "areaCode", a.name as "areaName", p.title_zh as "titleZh", p.title_en as "titleEn",
       exists (select from post_holders h where h.post_id = p.id and h.standing = 'holder'
         and (h.until_at is null or h.until_at > $1)) as "isTaken"
     from posts p join units u on u.id = p.unit_id join areas a on a.code = p.area_code
     where p.ended_at is null
     order by p.area_code, u.id, p.id`,
    [now],
  )

/** Accounts of these user names with the posts they hold at `now`. */
export async function existingAccounts(
  tx: Tx,
  { names, now }: { names: readonly string[]; now: Instant },
): Promise<Existing> {
  const rows = await tx.sql<{ user_name: string; display_name: string; post_ids: string[] }>(
    `select user_name, display_name, array(
       select h.post_id from post_holders h
       where h.account_id = accounts.id and ${inForce('h', '$2')}
     ) as post_ids
     from accounts where user_name = any($1::text[])`,
    [names, now],
  )
  return new Map(rows.map((row) => [row.user_name, { displayName: row.display_name, postIds: row.post_ids }]))
}
