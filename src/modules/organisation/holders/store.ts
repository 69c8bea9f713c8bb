// All SQL of the posts' holders: who holds and acts now, the spans of a post, what has fallen due, and the hand-overs.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { gives, inForce } from '../../identity/index.ts'
import type { UnitRow } from '../store.ts'
import type { ABSENCES, Spans } from './rules.ts'

const ISO = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

export interface HolderRow {
  id: string
  standing: 'holder' | 'acting'
  acting_for: string | null
  suspends: boolean
  name: string
  office: string
  telephone: string | null
  since: Instant
  until: Instant | null
}

export interface OrganisationRow extends UnitRow {
  telephone: string | null
  posts: {
    id: string
    kind: string
    title_zh: string
    title_en: string
    area_code: string
    holders: HolderRow[]
  }[]
}

/** Every unit with its posts, who holds them and who acts in them now, in one statement. */
export const listOrganisation = (tx: Tx, now: Instant): Promise<OrganisationRow[]> =>
  tx.sql<OrganisationRow>(
    `select u.id, u.kind, u.name_zh, u.name_en, u.area_code, u.parent_id, u.telephone, coalesce(p.posts, '[]') as posts
     from units u left join (
       select p.unit_id, json_agg(json_build_object('id', p.id, 'kind', p.kind, 'title_zh', p.title_zh,
         'title_en', p.title_en, 'area_code', p.area_code, 'holders', coalesce(h.holders, '[]'::json)) order by p.id) as posts
       from posts p left join (
         select h.post_id, json_agg(json_build_object('id', h.id, 'standing', h.standing, 'acting_for', h.acting_for,
           'suspends', h.suspends, 'name', h.holder_name, 'office', h.holder_office, 'telephone', h.telephone,
           'since', ${ISO('h.from_at')}, 'until', ${ISO('h.until_at')}) order by h.standing desc, h.from_at, h.id) as holders
         from post_holders h where ${inForce('h', '$1')} group by h.post_id
       ) h on h.post_id = p.id
       where p.ended_at is null
       group by p.unit_id
     ) p on p.unit_id = u.id
     where u.ended_at is null
     order by u.area_code, u.id`,
    [now],
  )

export interface PostHeldRow extends Omit<PostRow, 'unit_zh' | 'unit_en' | 'ended_at'> {
  is_held: boolean
  /** By name, where somebody does. */
  held_by: string | null
}

/** Every post, and whether somebody holds it or acts in it now. */
export const listPostsHeld = (tx: Tx, now: Instant): Promise<PostHeldRow[]> =>
  tx.sql<PostHeldRow>(
    `select p.id, p.kind, p.unit_id, p.area_code, p.title_zh, p.title_en, h.held_by is not null as is_held, h.held_by
     from posts p left join (
       select post_id, string_agg(holder_name, '、' order by from_at) as held_by from post_holders h
       where ${inForce('h', '$1')} group by post_id
     ) h on h.post_id = p.id
     where p.ended_at is null or p.ended_at > $1`,
    [now],
  )

/** The areas that posts of a kind answer for. */
export const postAreas = async (tx: Tx, kind: string): Promise<string[]> =>
  (await tx.sql<{ area_code: string }>('select distinct area_code from posts where kind = $1', [kind])).map(
    ({ area_code }) => area_code,
  )

export interface PostHolderRow {
  post_id: string
  title_zh: string
  title_en: string
  holder_name: string
  telephone: string | null
}

/** Who is to be spoken to of this kind of post for exactly this area now: whoever acts, where the holder is away. */
export async function findHolder(
  tx: Tx,
  { kind, areaCode, now }: { kind: string; areaCode: string; now: Instant },
): Promise<PostHolderRow | undefined> {
  const rows = await tx.sql<PostHolderRow>(
    `select p.id as post_id, p.title_zh, p.title_en, h.holder_name, h.telephone
     from posts p join post_holders h on h.post_id = p.id and ${gives('h', '$3')}
     where p.kind = $1 and p.area_code = $2 order by h.telephone is null, h.from_at limit 1`,
    [kind, areaCode, now],
  )
  return rows[0]
}

export interface UnitHolderRow {
  post_id: string
  kind: string
  unit_id: string
  title_zh: string
  title_en: string
  account_id: string | null
  holder_name: string
  telephone: string | null
}

/** Whoever gives effect to the posts of these units now: the holder, or who acts in the holder's place. */
export const holdersIn = (tx: Tx, units: readonly string[], now: Instant): Promise<UnitHolderRow[]> =>
  tx.sql<UnitHolderRow>(
    `select p.id as post_id, p.kind, p.unit_id, p.title_zh, p.title_en, h.account_id, h.holder_name, h.telephone
     from posts p join post_holders h on h.post_id = p.id and ${gives('h', '$2')}
     where p.unit_id = any($1) and p.ended_at is null order by p.unit_id, p.id, h.from_at`,
    [units, now],
  )

/** Of a unit, or of whoever answers for the post now; answers how many rows it went to. */
export const setTelephone = async (
  tx: Tx,
  subject: { unit: string } | { post: string },
  telephone: string | null,
  now: Instant,
): Promise<number> => {
  const rows =
    'unit' in subject
      ? await tx.sql('update units set telephone = $2 where id = $1 returning id', [subject.unit, telephone])
      : await tx.sql(
          `update post_holders h set telephone = $2 where h.post_id = $1 and ${gives('h', '$3')} returning h.id`,
          [subject.post, telephone, now],
        )
  return rows.length
}

export interface PostRow {
  id: string
  kind: string
  unit_id: string
  area_code: string
  title_zh: string
  title_en: string
  unit_zh: string
  unit_en: string
  /** An amendment of the plan ended it. */
  ended_at: Instant | null
}

const POSTS = `select p.id, p.ended_at, p.kind, p.unit_id, p.area_code, p.title_zh, p.title_en, u.name_zh as unit_zh,
  u.name_en as unit_en from posts p join units u on u.id = p.unit_id`

export const listPosts = (tx: Tx): Promise<PostRow[]> => tx.sql<PostRow>(`${POSTS} where p.ended_at is null`)

export const findPost = async (tx: Tx, id: string): Promise<PostRow | undefined> =>
  (await tx.sql<PostRow>(`${POSTS} where p.id = $1`, [id]))[0]

/** Held until the transaction ends: the spans of a post are decided one after the other. */
export const lockPost = async (tx: Tx, id: string): Promise<PostRow | undefined> =>
  (await tx.sql<PostRow>(`${POSTS} where p.id = $1 for no key update of p`, [id]))[0]

export type Absence = (typeof ABSENCES)[number]

export interface HoldingWrite {
  id: string
  post_id: string
  account_id: string | null
  holder_name: string
  holder_office: string
  telephone: string | null
  from_at: Instant
  until_at: Instant | null
  standing: 'holder' | 'acting'
  acting_for: string | null
  suspends: boolean
  absence: Absence | null
  replaces: string | null
  authority: string
  reason: string
  hands_over: boolean
  appointed_at: Instant
  appointed_by: string | null
}

export interface HoldingRow extends Omit<HoldingWrite, 'appointed_at'> {
  appointed_at: Instant | null
  end_reason: string
  voided_at: Instant | null
  begun: boolean
  over: boolean
  account_name: string | null
  appointed_by_name: string | null
}

const HOLDINGS = `select h.*, a.display_name as account_name, b.display_name as appointed_by_name
  from post_holders h left join accounts a on a.id = h.account_id left join accounts b on b.id = h.appointed_by`

/** Every holding of a post, the latest first. */
export const listHoldings = (tx: Tx, postId: string): Promise<HoldingRow[]> =>
  tx.sql<HoldingRow>(`${HOLDINGS} where h.post_id = $1 order by h.from_at desc, h.id desc`, [postId])

export const findHolding = async (tx: Tx, id: string): Promise<HoldingRow | undefined> =>
  (await tx.sql<HoldingRow>(`${HOLDINGS} where h.id = $1`, [id]))[0]

/** Begins a holding that is to be carried out at its time. */
export const insertHolding = (tx: Tx, row: HoldingWrite): Promise<unknown> =>
  tx.sql(
    `insert into post_holders (id, post_id, account_id, holder_name, holder_office, telephone, from_at, until_at, standing,
       acting_for, suspends, absence, replaces, authority, reason, hands_over, appointed_at, appointed_by, begun)
     select id, post_id, account_id, holder_name, holder_office, telephone, from_at, until_at, standing, acting_for, suspends,
       absence, replaces, authority, reason, hands_over, appointed_at, appointed_by, false
     from json_populate_record(null::post_holders, $1)`,
    [JSON.stringify(row)],
  )

/** Cuts spans, lets one go on, or calls one off. */
export const endHoldings = (
  tx: Tx,
  ends: Spans['ends'],
  { now, reason }: { now: Instant; reason: string },
): Promise<unknown> =>
  tx.sql(
    `update post_holders h set until_at = e.until, end_reason = case when e.until is null then '' else $3 end,
       voided_at = case when e."calledOff" then $2::timestamptz end,
       begun = h.begun or e."calledOff", over = h.over or e."calledOff"
     from json_to_recordset($1) as e (id uuid, until timestamptz, "calledOff" boolean) where h.id = e.id`,
    [JSON.stringify(ends), now, reason],
  )

/** Posts of which a holding has begun or ended by `now` and that was not carried out. */
export const postsDue = async (tx: Tx, now: Instant): Promise<string[]> =>
  (
    await tx.sql<{ post_id: string }>(
      `select post_id from post_holders where not begun and from_at <= $1
       union select post_id from post_holders where until_at <= $1 and not over order by 1`,
      [now],
    )
  ).map(({ post_id }) => post_id)

export const setCarriedOut = (tx: Tx, id: string, what: 'begun' | 'over'): Promise<unknown> =>
  tx.sql(`update post_holders set ${what} = true where id = $1`, [id])

/** The posts an account holds or acts in at `now`. */
export const postsOfAccount = (
  tx: Tx,
  accountId: string,
  now: Instant,
): Promise<{ id: string; kind: string; area_code: string; is_acting: boolean }[]> =>
  tx.sql(
    `select p.id, p.kind, p.area_code, h.standing = 'acting' as is_acting
     from post_holders h join posts p on p.id = h.post_id where h.account_id = $1 and ${gives('h', '$2')}`,
    [accountId, now],
  )

export interface HandOverRow {
  id: string
  post_id: string
  holding_id: string
  direction: 'taken' | 'returned'
  from_account: string | null
  to_account: string | null
  handed_over_at: Instant
  items: Record<string, string[]>
}

export const insertHandOver = (tx: Tx, row: HandOverRow): Promise<unknown> =>
  tx.sql(
    `insert into hand_overs (id, post_id, holding_id, direction, from_account, to_account, handed_over_at, items)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      row.id,
      row.post_id,
      row.holding_id,
      row.direction,
      row.from_account,
      row.to_account,
      row.handed_over_at,
      JSON.stringify(row.items),
    ],
  )

export const listHandOvers = (
  tx: Tx,
  postId: string,
): Promise<(HandOverRow & { from_name: string | null; to_name: string | null })[]> =>
  tx.sql(
    `select o.*, f.display_name as from_name, t.display_name as to_name from hand_overs o
     left join accounts f on f.id = o.from_account left join accounts t on t.id = o.to_account
     where o.post_id = $1 order by o.handed_over_at desc, o.id desc`,
    [postId],
  )

/** An account that ended with its last post comes back with the next one; what an administrator disabled does not. */
const inUse = (account: string) => `(${account}.disabled_at is null or ${account}.disabled_cause = 'endOfPost')`

export interface CandidateRow {
  account_id: string
  name: string
  user_name: string
  posts: { id: string; kind: string; title_zh: string; title_en: string; office: string; telephone: string | null }[]
}

/** Accounts in use with the posts they hold now: of these posts, or of whoever is called so. */
export const listCandidates = (
  tx: Tx,
  { posts, q, now, limit }: { posts: readonly string[] | null; q: string; now: Instant; limit: number },
): Promise<CandidateRow[]> =>
  tx.sql<CandidateRow>(
    `select a.id as account_id, a.display_name as name, a.user_name, coalesce(x.posts, '[]') as posts
     from accounts a left join lateral (
       select json_agg(json_build_object('id', p.id, 'kind', p.kind, 'title_zh', p.title_zh, 'title_en', p.title_en,
         'office', h.holder_office, 'telephone', h.telephone) order by p.id) as posts
       from post_holders h join posts p on p.id = h.post_id where h.account_id = a.id and ${gives('h', '$1')}
     ) x on true
     where ${inUse('a')} and ($2::text[] is null or exists (
         select from post_holders h where h.account_id = a.id and h.post_id = any($2) and ${gives('h', '$1')}))
       and ($3 = '' or position($3 in a.user_name) > 0 or position($3 in a.display_name) > 0)
     order by a.user_name limit $4`,
    [now, posts, q, limit],
  )

export const isAccountInUse = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.sql(`select from accounts a where a.id = $1 and ${inUse('a')}`, [id])).length > 0
