// SQL of the call log. A call names a post; who held it is read from the dated holders.
import type { Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'

export interface CallRow {
  id: string
  called_at: Instant
  caller_id: string
  caller: string
  post_id: string
  title_zh: string
  title_en: string
  unit_zh: string
  unit_en: string
  callee: string | null
  answered: boolean
  note: string
}

/** Whose calls are shown: the own ones, and those to the own units; null: everybody's. */
export interface CallFilter {
  own: { accountId: string; units: readonly string[] } | null
  answered: boolean | null
}

export const findCalledPost = async (
  tx: Tx,
  id: string,
): Promise<{ id: string; unit_id: string; area_code: string } | undefined> =>
  (
    await tx.sql<{ id: string; unit_id: string; area_code: string }>(
      'select id, unit_id, area_code from posts where id = $1 and ended_at is null',
      [id],
    )
  )[0]

export interface NewCallRow {
  id: string
  called_at: Instant
  recorded_at: Instant
  caller_id: string
  post_id: string
  area_code: string
  unit_id: string
  answered: boolean
  note: string
}

/** False: a call of that id is there already. */
export const insertCall = async (tx: Tx, row: NewCallRow): Promise<boolean> =>
  (
    await tx.sql(
      `insert into calls (id, called_at, recorded_at, caller_id, post_id, area_code, unit_id, answered, note)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
      [
        row.id,
        row.called_at,
        row.recorded_at,
        row.caller_id,
        row.post_id,
        row.area_code,
        row.unit_id,
        row.answered,
        row.note,
      ],
    )
  ).length > 0

export const listCalls = (
  tx: Tx,
  { own, answered }: CallFilter,
  { limit, after, id }: { limit: number; after: { at: Instant; id: string } | null; id?: string },
): Promise<CallRow[]> =>
  tx.sql<CallRow>(
    `select c.*, a.display_name as caller, p.title_zh, p.title_en, u.name_zh as unit_zh, u.name_en as unit_en,
       (select string_agg(h.holder_name, '、' order by h.from_at) from post_holders h
        where h.post_id = c.post_id and h.from_at <= c.called_at and (h.until_at is null or h.until_at > c.called_at)
          and not exists (select from post_holders s where s.acting_for = h.id and s.suspends
            and s.from_at <= c.called_at and (s.until_at is null or s.until_at > c.called_at))) as callee
     from calls c join accounts a on a.id = c.caller_id join posts p on p.id = c.post_id join units u on u.id = c.unit_id
     where ($1::uuid is null or c.caller_id = $1 or c.unit_id = any($2)) and ($3::boolean is null or c.answered = $3)
       and ($4::timestamptz is null or (c.called_at, c.id) < ($4, $5::uuid)) and ($7::uuid is null or c.id = $7)
     order by c.called_at desc, c.id desc limit $6`,
    [own?.accountId ?? null, own?.units ?? [], answered, after?.at ?? null, after?.id ?? null, limit, id ?? null],
  )
