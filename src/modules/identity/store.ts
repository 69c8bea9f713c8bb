// All SQL of accounts: the district's own rows, and better-auth's in `auth`, which live in the same database so that
// both are written in one transaction.
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import { MAIL_DOMAIN } from './auth.ts'

const ISO = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

export interface AccountRow {
  id: string
  user_name: string
  display_name: string
  must_change_password: boolean
  failed_sign_ins: number
  locked_until: Instant | null
  disabled_at: Instant | null
  disabled_cause: 'administrator' | 'endOfPost' | null
  disabled_reason: string | null
  second_factor_reset_at: Instant | null
  has_totp: boolean
  passkeys: number
}

export interface PostRow {
  id: string
  kind: string
  unit_id: string
  area_code: string
  title_zh: string
  title_en: string
  handles_persons: boolean
  /** When the account began to hold it, and when it ends. */
  since: Instant
  until: Instant | null
  standing: 'holder' | 'acting'
  /** Of an acting holder: whose post it is; null of a vacant one. */
  acting_for: string | null
  /** Somebody acts in this holder's place: who, and until when. */
  acted_by: { name: string; until: Instant | null } | null
}

/** In force at the parameter `now`: from its beginning until just before its end. */
export const inForce = (holding: string, now: string): string =>
  `${holding}.from_at <= ${now} and (${holding}.until_at is null or ${holding}.until_at > ${now})`

/** Gives the post's permissions at `now`: in force, and nobody acts in its place. */
export const gives = (holding: string, now: string): string =>
  `${inForce(holding, now)} and not exists (select from post_holders acting
     where acting.acting_for = ${holding}.id and acting.suspends and ${inForce('acting', now)})`

const ACCOUNT = `accounts.id, user_name, display_name, must_change_password, failed_sign_ins, locked_until, disabled_at,
  disabled_cause, disabled_reason, second_factor_reset_at,
  exists (select from auth."twoFactor" f where f."userId" = accounts.id::text and f.verified) as has_totp,
  (select count(*) from auth.passkey k where k."userId" = accounts.id::text) as passkeys`

/** The posts that the account of the row holds at the instant of the parameter, as JSON. */
const postsAt = (now: string) => `coalesce((
    select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'unit_id', p.unit_id, 'area_code', p.area_code,
      'title_zh', p.title_zh, 'title_en', p.title_en, 'handles_persons', p.handles_persons,
      'since', ${ISO('h.from_at')}, 'until', ${ISO('h.until_at')}, 'standing', h.standing, 'acting_for', r.holder_name,
      'acted_by', (select json_build_object('name', s.holder_name, 'until', ${ISO('s.until_at')}) from post_holders s
        where s.acting_for = h.id and s.suspends and ${inForce('s', now)} limit 1)) order by p.id, h.standing)
    from post_holders h join posts p on p.id = h.post_id left join post_holders r on r.id = h.acting_for
    where h.account_id = accounts.id and ${inForce('h', now)}
  ), '[]') as posts`

export const findAccount = async (tx: Tx, id: string): Promise<AccountRow | undefined> =>
  (await tx.sql<AccountRow>(`select ${ACCOUNT} from accounts where id = $1`, [id]))[0]

export const findAccountByName = async (tx: Tx, userName: string): Promise<AccountRow | undefined> =>
  (await tx.sql<AccountRow>(`select ${ACCOUNT} from accounts where user_name = $1`, [userName.toLowerCase()]))[0]

/** The account with the posts it holds at `now`, and when that changes next, in one round trip. */
export async function findAccountWithPosts(
  tx: Tx,
  id: string,
  now: Instant,
): Promise<{ account: AccountRow; posts: PostRow[]; changesAt: Instant | null } | undefined> {
  const rows = await tx.sql<AccountRow & { posts: PostRow[]; changes_at: Instant | null }>(
    `select ${ACCOUNT}, ${postsAt('$2')}, (
       select min(t.at) from post_holders h left join post_holders s on s.acting_for = h.id
         cross join lateral (values (h.from_at), (h.until_at), (s.from_at), (s.until_at)) t (at)
       where h.account_id = accounts.id and t.at > $2) as changes_at
     from accounts where id = $1`,
    [id, now],
  )
  const row = rows[0]
  return row && { account: row, posts: row.posts, changesAt: row.changes_at }
}

export interface AccountListRow extends AccountRow {
  posts: PostRow[]
}

/** A page of accounts by user name; `after` is the last user name of the page before. */
export const listAccounts = (
  tx: Tx,
  { q, limit, after, now }: { q?: string; limit: number; after?: string; now: Instant },
): Promise<AccountListRow[]> =>
  tx.sql<AccountListRow>(
    `select ${ACCOUNT}, ${postsAt('$4')}
     from accounts
     where ($1::text is null or user_name like $1 || '%' or display_name like $1 || '%') and user_name > $2
     order by user_name limit $3`,
    [prefix(q), after ?? '', limit, now],
  )

const prefix = (q: string | undefined): string | null => q?.replace(/[%_\\]/g, '\\$&') ?? null

/** How many accounts `listAccounts` has in all. */
export const countAccounts = async (tx: Tx, q: string | undefined): Promise<number> => {
  const [row] = await tx.sql<{ count: number }>(
    `select count(*) from accounts where $1::text is null or user_name like $1 || '%' or display_name like $1 || '%'`,
    [prefix(q)],
  )
  return row!.count
}

export interface NewAccountRow {
  id: string
  userName: string
  displayName: string
  passwordHash: string
}

/** Accounts with their credentials, all or none. Throws 23505 when a user name is taken. */
export async function insertAccounts(
  tx: Tx,
  rows: readonly NewAccountRow[],
  { now, mustChangePassword }: { now: Instant; mustChangePassword: boolean },
): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map((row) => row.id)
  const names = rows.map((row) => row.userName)
  const displays = rows.map((row) => row.displayName)
  await tx.sql(
    `insert into accounts (id, user_name, display_name, must_change_password, created_at)
     select id, user_name, display_name, $5, $4
     from unnest($1::uuid[], $2::text[], $3::text[]) as new(id, user_name, display_name)`,
    [ids, names, displays, now, mustChangePassword],
  )
  await tx.sql(
    `insert into auth."user" (id, name, email, "emailVerified", username)
     select id, display_name, user_name || '@${MAIL_DOMAIN}', false, user_name
     from unnest($1::text[], $2::text[], $3::text[]) as new(id, user_name, display_name)`,
    [ids, names, displays],
  )
  await tx.sql(
    `insert into auth.account (id, "accountId", "providerId", "userId", password, "updatedAt")
     select id, id, 'credential', id, hash, clock_timestamp() from unnest($1::text[], $2::text[]) as new(id, hash)`,
    [ids, rows.map((row) => row.passwordHash)],
  )
}

export async function setPassword(
  tx: Tx,
  { id, hash, mustChange }: { id: string; hash: string; mustChange: boolean },
): Promise<void> {
  await tx.sql(
    `update auth.account set password = $2, "updatedAt" = clock_timestamp() where "userId" = $1 and "providerId" = 'credential'`,
    [id, hash],
  )
  await tx.sql(
    'update accounts set must_change_password = $2, failed_sign_ins = 0, locked_until = null where id = $1',
    [id, mustChange],
  )
}

export const findPasswordHash = async (tx: Tx, id: string): Promise<string | undefined> =>
  (
    await tx.sql<{ password: string }>(
      `select password from auth.account where "userId" = $1 and "providerId" = 'credential'`,
      [id],
    )
  )[0]?.password

/** Ends every session of the account, but for the one with `exceptToken`. */
export const endSessions = (tx: Tx, id: string, exceptToken: string | null): Promise<unknown> =>
  tx.sql('delete from auth.session where "userId" = $1 and token is distinct from $2', [id, exceptToken])

/** One more failed sign-in; the `limit`-th locks the account until `lockUntil`. One statement, so that attempts at once all count. */
export const countFailedSignIn = async (
  tx: Tx,
  { id, limit, now, lockUntil }: { id: string; limit: number; now: Instant; lockUntil: Instant },
): Promise<'counted' | 'locked' | 'wasLocked'> => {
  const [row] = await tx.sql<{ locked: boolean }>(
    `update accounts set
       failed_sign_ins = case when failed_sign_ins + 1 >= $2 then 0 else failed_sign_ins + 1 end,
       locked_until = case when failed_sign_ins + 1 >= $2 then $3::timestamptz else locked_until end
     where id = $1 and (locked_until is null or locked_until <= $4) returning failed_sign_ins = 0 as locked`,
    [id, limit, lockUntil, now],
  )
  if (!row) return 'wasLocked'
  return row.locked ? 'locked' : 'counted'
}

export const clearFailedSignIns = (tx: Tx, id: string): Promise<unknown> =>
  tx.sql(
    'update accounts set failed_sign_ins = 0, locked_until = null where id = $1 and (failed_sign_ins > 0 or locked_until is not null)',
    [id],
  )

/** By the administrator; enabled, posts that ended before do not disable it again. */
export const setDisabled = (
  tx: Tx,
  { id, at, isDisabled, reason }: { id: string; at: Instant; isDisabled: boolean; reason: string },
): Promise<unknown> =>
  tx.sql(
    `update accounts set disabled_at = case when $3 then $2::timestamptz end,
       disabled_cause = case when $3 then 'administrator' end, disabled_reason = case when $3 then $4 end,
       enabled_at = case when $3 then enabled_at else $2::timestamptz end
     where id = $1`,
    [id, at, isDisabled, reason],
  )

/** Disables whoever has held posts of which none runs or is still to begin; answers their ids. */
export const disableWithoutPost = async (tx: Tx, now: Instant): Promise<string[]> =>
  (
    await tx.sql<{ id: string }>(
      `update accounts set disabled_at = $1, disabled_cause = 'endOfPost', disabled_reason = null
       from (
         select account_id, max(coalesce(until_at, 'infinity')) as last
         from post_holders where account_id is not null and voided_at is null group by account_id
       ) held
       where held.account_id = accounts.id and held.last <= $1 and disabled_at is null
         and held.last > coalesce(enabled_at, '-infinity')
       returning accounts.id`,
      [now],
    )
  ).map(({ id }) => id)

/** Enables whoever ended with the last post and holds one again; answers their ids. */
export const enableWithPost = async (tx: Tx, now: Instant): Promise<string[]> =>
  (
    await tx.sql<{ id: string }>(
      `update accounts set disabled_at = null, disabled_cause = null, disabled_reason = null
       where disabled_cause = 'endOfPost' and exists (
         select from post_holders h
         where h.account_id = accounts.id and ${inForce('h', '$1')}
       )
       returning id`,
      [now],
    )
  ).map(({ id }) => id)

export const endSessionsOf = (tx: Tx, ids: readonly string[]): Promise<unknown> =>
  tx.sql('delete from auth.session where "userId" = any($1::text[])', [ids])

/** Begins holding posts. The posts must exist; a post may have several holders (clerks, medics). */
export const insertHolders = (
  tx: Tx,
  rows: readonly {
    id: string
    postId: string
    accountId: string | null
    holderName: string
    holderOffice: string
    telephone?: string | null
  }[],
  from: Instant,
): Promise<unknown> =>
  tx.sql(
    `insert into post_holders (id, post_id, account_id, holder_name, holder_office, from_at, telephone)
     select id, post_id, account_id, holder_name, holder_office, $6, telephone
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $7::text[])
       as new(id, post_id, account_id, holder_name, holder_office, telephone)
     on conflict (id) do nothing`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.postId),
      rows.map((row) => row.accountId),
      rows.map((row) => row.holderName),
      rows.map((row) => row.holderOffice),
      from,
      rows.map((row) => row.telephone ?? null),
    ],
  )

/** Ends what is in force now; what its end brings with it follows by the organisation's job. */
export const endHolding = (tx: Tx, accountId: string, postId: string, at: Instant): Promise<{ id: string }[]> =>
  tx.sql<{ id: string }>(
    `update post_holders h set until_at = $3 where h.account_id = $1 and h.post_id = $2 and ${inForce('h', '$3')}
     returning h.id`,
    [accountId, postId, at],
  )

/** The keys of the interface stop too. */
export const revokeKeys = (tx: Tx, accountId: string): Promise<unknown> =>
  tx.sql('delete from auth.apikey where "referenceId" = $1', [accountId])

/** Posts of the plan with whether somebody holds them or will; locked first, so that of two appointments at once each sees the other. */
export async function lockPosts(
  tx: Tx,
  ids: readonly string[],
  now: Instant,
): Promise<{ id: string; kind: string; is_taken: boolean }[]> {
  await tx.sql('select from posts where id = any($1) order by id for no key update', [ids])
  return tx.sql(
    `select p.id, p.kind, exists (select from post_holders h where h.post_id = p.id and h.standing = 'holder'
       and (h.until_at is null or h.until_at > $2)) as is_taken
     from posts p where p.id = any($1) and p.ended_at is null`,
    [ids, now],
  )
}

export interface PostHolder {
  accountId: string
  name: string
  areaCode: string
}

/** The accounts that hold posts of these kinds at `now`, act in them, and are not disabled, each once an area. */
export const holdersOf = (tx: Tx, kinds: readonly string[], now: Instant): Promise<PostHolder[]> =>
  tx.sql<PostHolder>(
    `select distinct a.id as "accountId", a.display_name as name, p.area_code as "areaCode"
     from post_holders h join posts p on p.id = h.post_id join accounts a on a.id = h.account_id
     where p.kind = any($1) and ${gives('h', '$2')} and a.disabled_at is null
     order by p.area_code, a.display_name`,
    [kinds, now],
  )

export interface GrantOutside {
  id: string
  zh: string
  en: string
  holder: string
  /** The unit's own, and what the post reaches. */
  area_code: string
  reach: string
  from_at: Instant
}

/** Posts held by working accounts of units in `area` that reach beyond their unit's own area. */
export const listGrantsOutside = (tx: Tx, { now, area }: { now: Instant; area: string }): Promise<GrantOutside[]> =>
  tx.sql<GrantOutside>(
    `select h.id, p.title_zh as zh, p.title_en as en, h.holder_name as holder, u.area_code, p.area_code as reach, h.from_at
     from post_holders h join posts p on p.id = h.post_id join units u on u.id = p.unit_id
       join accounts a on a.id = h.account_id
     where ${inForce('h', '$1')}
       and (a.disabled_at is null or a.disabled_at > $1)
       and u.area_code >= $2 and u.area_code < $2 || '~'
       and not (p.area_code >= u.area_code and p.area_code < u.area_code || '~')`,
    [now, area],
  )

/** Display names of accounts by id. */
export const accountNames = async (tx: Tx, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await tx.sql<{ id: string; display_name: string }>(
        'select id, display_name from accounts where id = any($1::uuid[])',
        [ids],
        'accounts.names',
      )
    ).map((row) => [row.id, row.display_name]),
  )

/** Of which kind the post is by which an account stands in each of its units; of several, the one that lasts longest. */
export const postKindsByUnit = async (
  tx: Tx,
  accountId: string,
  kinds: readonly string[],
  now: Instant,
): Promise<Map<string, string>> =>
  new Map(
    (
      await tx.sql<{ unit_id: string; kind: string }>(
        `select distinct on (p.unit_id) p.unit_id, p.kind from post_holders h join posts p on p.id = h.post_id
         where h.account_id = $1 and p.kind = any($2) and h.from_at <= $3 order by p.unit_id, h.until_at desc nulls first`,
        [accountId, kinds, now],
      )
    ).map(({ unit_id, kind }) => [unit_id, kind]),
  )

/** The posts that these accounts hold at `now`, and whether they are disabled. */
export const postsOf = async (
  tx: Tx,
  ids: readonly string[],
  now: Instant,
): Promise<Map<string, { disabled: boolean; posts: { zh: string; en: string; areaCode: string }[] }>> =>
  new Map(
    (
      await tx.sql<{
        id: string
        disabled: boolean
        posts: { zh: string; en: string; areaCode: string }[]
      }>(
        `select a.id, a.disabled_at is not null as disabled, coalesce((
           select json_agg(json_build_object('zh', p.title_zh, 'en', p.title_en, 'areaCode', p.area_code) order by p.id)
           from post_holders h join posts p on p.id = h.post_id
           where h.account_id = a.id and ${gives('h', '$2')}
         ), '[]') as posts
         from accounts a where a.id = any($1::uuid[])`,
        [ids, now],
      )
    ).map(({ id, ...row }) => [id, row]),
  )
