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
  /** What an amendment makes of periods that run as it takes effect. */
  running_periods: 'keep' | 'change'
}

/** Approved and not withdrawn before their time. */
export const listPlanVersions = (tx: Tx): Promise<PlanVersionRow[]> =>
  tx.sql<PlanVersionRow>(
    `select v.id, v.plan_key, v.version, v.effective_from, v.source, coalesce(a.running_periods, 'keep') as running_periods
     from plan_versions v left join plan_amendments a on a.id = v.id
     where a.state is distinct from 'withdrawn' order by v.effective_from, v.version`,
  )

export const insertPlanVersion = (
  tx: Tx,
  row: Omit<PlanVersionRow, 'running_periods'> & { content: unknown; loadedAt: Instant; loadedBy: string | null },
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
  /** No longer in the plan's file of areas; what lies in it stays. */
  ended_at: Instant | null
}

export const listAreas = (tx: Tx): Promise<AreaRow[]> =>
  tx.sql<AreaRow>('select code, name, level, parent_code, ended_at from areas order by code')

/** Parents must come before their children. */
export const upsertAreas = (tx: Tx, rows: readonly Omit<AreaRow, 'ended_at'>[]): Promise<unknown> =>
  tx.sql(
    `insert into areas (code, name, level, parent_code)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
     on conflict (code) do update set name = excluded.name, level = excluded.level, parent_code = excluded.parent_code,
       ended_at = null`,
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
       area_code = excluded.area_code, parent_id = excluded.parent_id, ended_at = null`,
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
       title_zh = excluded.title_zh, title_en = excluded.title_en, handles_persons = excluded.handles_persons,
       ended_at = null`,
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

export const readSetting = async <T>(tx: Tx, key: string): Promise<T | undefined> =>
  (await tx.sql<{ value: T }>('select value from settings where key = $1', [key]))[0]?.value

export const writeSetting = (tx: Tx, key: string, value: unknown): Promise<unknown> =>
  tx.sql('insert into settings values ($1, $2) on conflict (key) do update set value = excluded.value', [
    key,
    JSON.stringify(value),
  ])
