// All SQL of the plan versions, the response, areas, units, posts and holders.
import type { Day, Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { ResponseChangeKind } from './rules.ts'

export interface PlanVersionRow {
  id: string
  plan_key: string
  version: number
  effective_from: Instant
  source: string
}

export const listPlanVersions = (tx: Tx): Promise<PlanVersionRow[]> =>
  tx.sql<PlanVersionRow>(
    'select id, plan_key, version, effective_from, source from plan_versions order by effective_from, version',
  )

export const insertPlanVersion = (
  tx: Tx,
  row: PlanVersionRow & { content: unknown; loadedAt: Instant; loadedBy: string | null },
): Promise<unknown> =>
  tx.sql(
    `insert into plan_versions (id, plan_key, version, effective_from, content, source, loaded_at, loaded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      row.id,
      row.plan_key,
      row.version,
      row.effective_from,
      JSON.stringify(row.content),
      row.source,
      row.loadedAt,
      row.loadedBy,
    ],
  )

export interface ResponseChangeRow {
  id: string
  kind: ResponseChangeKind
  level: string
  effective_day: Day
  authority: string
  reason: string
  recorded_at: Instant
  recorded_by: string | null
  recorded_by_name: string | null
}

export const listResponseChanges = (tx: Tx): Promise<ResponseChangeRow[]> =>
  tx.sql<ResponseChangeRow>(
    `select c.id, c.kind, c.level, c.effective_day, c.authority, c.reason, c.recorded_at, c.recorded_by,
            a.display_name as recorded_by_name
     from response_changes c left join accounts a on a.id = c.recorded_by order by c.sequence`,
  )

/** `sequence` is unique: of two decisions taken at once, one is refused (23505). */
export const insertResponseChange = (
  tx: Tx,
  row: Omit<ResponseChangeRow, 'recorded_by_name'> & { sequence: number },
): Promise<unknown> =>
  tx.sql(
    `insert into response_changes (id, kind, level, effective_day, authority, reason, recorded_at, recorded_by, sequence)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.id,
      row.kind,
      row.level,
      row.effective_day,
      row.authority,
      row.reason,
      row.recorded_at,
      row.recorded_by,
      row.sequence,
    ],
  )

export interface AreaRow {
  code: string
  name: string
  level: string
  parent_code: string | null
}

export const listAreas = (tx: Tx): Promise<AreaRow[]> =>
  tx.sql<AreaRow>('select code, name, level, parent_code from areas order by code')

/** Parents must come before their children. */
export const upsertAreas = (tx: Tx, rows: readonly AreaRow[]): Promise<unknown> =>
  tx.sql(
    `insert into areas (code, name, level, parent_code)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
     on conflict (code) do update set name = excluded.name, level = excluded.level, parent_code = excluded.parent_code`,
    [rows.map((r) => r.code), rows.map((r) => r.name), rows.map((r) => r.level), rows.map((r) => r.parent_code)],
  )

export interface UnitRow {
  id: string
  kind: string
  name_zh: string
  name_en: string
  area_code: string
  parent_id: string | null
}

export const upsertUnits = (tx: Tx, rows: readonly UnitRow[]): Promise<unknown> =>
  tx.sql(
    `insert into units (id, kind, name_zh, name_en, area_code, parent_id)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
     on conflict (id) do update set kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en,
       area_code = excluded.area_code, parent_id = excluded.parent_id`,
    [
      rows.map((r) => r.id),
      rows.map((r) => r.kind),
      rows.map((r) => r.name_zh),
      rows.map((r) => r.name_en),
      rows.map((r) => r.area_code),
      rows.map((r) => r.parent_id),
    ],
  )

export interface PostRow {
  id: string
  kind: string
  unit_id: string
  area_code: string
  title_zh: string
  title_en: string
  handles_persons: boolean
}

export const upsertPosts = (tx: Tx, rows: readonly PostRow[]): Promise<unknown> =>
  tx.sql(
    `insert into posts (id, kind, unit_id, area_code, title_zh, title_en, handles_persons)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[])
     on conflict (id) do update set kind = excluded.kind, unit_id = excluded.unit_id, area_code = excluded.area_code,
       title_zh = excluded.title_zh, title_en = excluded.title_en, handles_persons = excluded.handles_persons`,
    [
      rows.map((r) => r.id),
      rows.map((r) => r.kind),
      rows.map((r) => r.unit_id),
      rows.map((r) => r.area_code),
      rows.map((r) => r.title_zh),
      rows.map((r) => r.title_en),
      rows.map((r) => r.handles_persons),
    ],
  )

export interface OrganisationRow extends UnitRow {
  telephone: string | null
  posts: {
    id: string
    kind: string
    title_zh: string
    title_en: string
    area_code: string
    holders: { name: string; office: string; telephone: string | null; since: string }[]
  }[]
}

/** Every unit with its posts and their present holders, in one statement. */
export const listOrganisation = (tx: Tx, now: Instant): Promise<OrganisationRow[]> =>
  tx.sql<OrganisationRow>(
    `select u.id, u.kind, u.name_zh, u.name_en, u.area_code, u.parent_id, u.telephone, coalesce(p.posts, '[]') as posts
     from units u left join (
       select p.unit_id, json_agg(json_build_object('id', p.id, 'kind', p.kind, 'title_zh', p.title_zh,
         'title_en', p.title_en, 'area_code', p.area_code, 'holders', coalesce(h.holders, '[]'::json)) order by p.id) as posts
       from posts p left join (
         select post_id, json_agg(json_build_object('name', holder_name, 'office', holder_office,
           'telephone', telephone, 'since', from_at) order by from_at) as holders
         from post_holders where from_at <= $1 and (until_at is null or until_at > $1) group by post_id
       ) h on h.post_id = p.id
       group by p.unit_id
     ) p on p.unit_id = u.id
     order by u.area_code, u.id`,
    [now],
  )

export interface PostHeldRow extends Omit<PostRow, 'handles_persons'> {
  is_held: boolean
}

/** Every post, and whether somebody holds it now. */
export const listPostsHeld = (tx: Tx, now: Instant): Promise<PostHeldRow[]> =>
  tx.sql<PostHeldRow>(
    `select p.id, p.kind, p.unit_id, p.area_code, p.title_zh, p.title_en, exists (select from post_holders h where h.post_id = p.id
       and h.from_at <= $1 and (h.until_at is null or h.until_at > $1)) as is_held
     from posts p`,
    [now],
  )

export interface PostHolderRow {
  post_id: string
  title_zh: string
  title_en: string
  holder_name: string
  telephone: string | null
}

/** Who holds a post of this kind for exactly this area now: whom to speak to. */
export async function findHolder(
  tx: Tx,
  { kind, areaCode, now }: { kind: string; areaCode: string; now: Instant },
): Promise<PostHolderRow | undefined> {
  const rows = await tx.sql<PostHolderRow>(
    `select p.id as post_id, p.title_zh, p.title_en, h.holder_name, h.telephone
     from posts p join post_holders h on h.post_id = p.id and h.from_at <= $3 and (h.until_at is null or h.until_at > $3)
     where p.kind = $1 and p.area_code = $2 order by h.telephone is null, h.from_at limit 1`,
    [kind, areaCode, now],
  )
  return rows[0]
}

/** Of a unit, or of whoever holds the post now; answers how many rows it went to. */
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
          `update post_holders set telephone = $2
           where post_id = $1 and from_at <= $3 and (until_at is null or until_at > $3) returning id`,
          [subject.post, telephone, now],
        )
  return rows.length
}

export const readSetting = async <T>(tx: Tx, key: string): Promise<T | undefined> =>
  (await tx.sql<{ value: T }>('select value from settings where key = $1', [key]))[0]?.value

export const writeSetting = (tx: Tx, key: string, value: unknown): Promise<unknown> =>
  tx.sql('insert into settings values ($1, $2) on conflict (key) do update set value = excluded.value', [
    key,
    JSON.stringify(value),
  ])
