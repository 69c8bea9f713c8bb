// SQL of early warnings, and of the counts that they are told from.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { SignFacts } from './rules/signs.ts'

export interface WarningStep {
  id: string
  at: Instant
  by: string | null
  text: string
}

export interface WarningRecord {
  id: string
  rule_key: string
  rule_kind: string
  area_code: string
  day: Day
  facts: SignFacts
  raised_at: Instant
  last_day: Day
  last_facts: SignFacts
  due_at: Instant
  acknowledged_at: Instant | null
  acknowledged_by_name: string | null
  steps: WarningStep[]
  verdict: 'real' | 'explained' | null
  judged_at: Instant | null
  judged_by_name: string | null
  judgement: string | null
  ended_at: Instant | null
  ended_by_name: string | null
  end_reason: string | null
  plan_version_id: string
}

const WARNING = `select w.*, a.display_name as acknowledged_by_name, j.display_name as judged_by_name,
    e.display_name as ended_by_name
  from warnings w left join accounts a on a.id = w.acknowledged_by left join accounts j on j.id = w.judged_by
    left join accounts e on e.id = w.ended_by`

export interface NewWarning {
  id: string
  rule_key: string
  rule_kind: string
  area_code: string
  day: Day
  facts: SignFacts
  newest_at: Instant
}

/** What stands already is seen again; what was ended after its newest number is left alone. Answers the new ones. */
export async function raiseWarnings(
  tx: Tx,
  rows: readonly NewWarning[],
  said: { now: Instant; dueAt: Instant; planVersionId: string },
): Promise<{ id: string; area_code: string; rule_key: string }[]> {
  await tx.sql(
    `update warnings w set last_day = r.day, last_facts = r.facts, last_seen_at = $2
     from json_to_recordset($1) as r (rule_key text, area_code text, day date, facts jsonb)
     where w.rule_key = r.rule_key and w.area_code = r.area_code and w.ended_at is null
       and (w.last_day, w.last_facts) is distinct from (r.day, r.facts)`,
    [JSON.stringify(rows), said.now],
  )
  return tx.sql(
    `insert into warnings (id, rule_key, rule_kind, area_code, day, facts, raised_at, last_day, last_facts, last_seen_at,
       due_at, plan_version_id)
     select r.id, r.rule_key, r.rule_kind, r.area_code, r.day, r.facts, $2, r.day, r.facts, $2, $3, $4
     from json_to_recordset($1) as r (id uuid, rule_key text, rule_kind text, area_code text, day date, facts jsonb,
       newest_at timestamptz)
     join areas a on a.code = r.area_code
     where not exists (select from warnings w where w.rule_key = r.rule_key and w.area_code = r.area_code
       and (w.ended_at is null or w.ended_at >= r.newest_at))
     on conflict do nothing returning id, area_code, rule_key`,
    [JSON.stringify(rows), said.now, said.dueAt, said.planVersionId],
  )
}

export async function findWarning(tx: Tx, id: string): Promise<WarningRecord | undefined> {
  return (await tx.sql<WarningRecord>(`${WARNING} where w.id = $1`, [id]))[0]
}

export async function lockWarning(tx: Tx, id: string): Promise<WarningRecord | undefined> {
  await tx.sql('select from warnings where id = $1 for update', [id])
  return findWarning(tx, id)
}

export interface Asked {
  state: 'open' | 'ended' | undefined
  area: string | undefined
  /** Prefixes that the account may see. */
  areas: readonly string[]
}

function where({ state, area, areas }: Asked): { text: string; params: unknown[] } {
  const { from, to } = areaRange(area ?? '')
  return {
    text: `where ($1::text is null or ($1 = 'ended') = (w.ended_at is not null)) and w.area_code >= $2 and w.area_code < $3
       and exists (select from unnest($4::text[]) as mine (code) where w.area_code >= mine.code and w.area_code < mine.code || '~')`,
    params: [state ?? null, from, to, areas],
  }
}

/** Those that stand first, then the latest. */
export function listWarnings(
  tx: Tx,
  asked: Asked,
  page: { limit: number; after: { at: Instant; id: string } | null },
): Promise<WarningRecord[]> {
  const { text, params } = where(asked)
  return tx.sql<WarningRecord>(
    `${WARNING} ${text} and ($5::timestamptz is null or (w.raised_at, w.id) < ($5, $6::uuid))
     order by w.raised_at desc, w.id desc limit $7`,
    [...params, page.after?.at ?? null, page.after?.id ?? null, page.limit],
  )
}

export async function countWarnings(tx: Tx, asked: Asked): Promise<number> {
  const { text, params } = where(asked)
  const [row] = await tx.sql<{ count: number }>(`select count(*)::int as count from warnings w ${text}`, params)
  return row?.count ?? 0
}

interface Act {
  at: Instant
  by: string | null
}

export const acknowledge = (tx: Tx, id: string, { at, by }: Act): Promise<unknown> =>
  tx.sql('update warnings set acknowledged_at = $2, acknowledged_by = $3 where id = $1', [id, at, by])

export const addStep = (tx: Tx, id: string, step: WarningStep): Promise<unknown> =>
  tx.sql('update warnings set steps = steps || $2::jsonb where id = $1', [id, JSON.stringify([step])])

/** Whoever judges has seen it. */
export const judge = (
  tx: Tx,
  id: string,
  { at, by, verdict, text }: Act & { verdict: string; text: string },
): Promise<unknown> =>
  tx.sql(
    `update warnings set verdict = $4, judged_at = $2, judged_by = $3, judgement = $5,
       acknowledged_at = coalesce(acknowledged_at, $2), acknowledged_by = coalesce(acknowledged_by, $3) where id = $1`,
    [id, at, by, verdict, text],
  )

export const end = (tx: Tx, id: string, { at, by, reason }: Act & { reason: string }): Promise<unknown> =>
  tx.sql('update warnings set ended_at = $2, ended_by = $3, end_reason = $4 where id = $1', [id, at, by, reason])

/** Not judged in time: told once. */
export const climb = (tx: Tx, now: Instant): Promise<{ id: string; area_code: string }[]> =>
  tx.sql(
    `update warnings set climbed_at = $1 where judged_at is null and climbed_at is null and due_at <= $1
     returning id, area_code`,
    [now],
  )

export interface JudgedRow {
  id: string
  rule_key: string
  area_code: string
  due_at: Instant
  judged_at: Instant | null
  plan_version_id: string
}

/** Whose judgement fell due from `from` on, or was given; as of `now`. */
export const warningsJudged = (
  tx: Tx,
  { from, now, area }: { from: Instant | null; now: Instant; area: string },
): Promise<JudgedRow[]> => {
  const range = areaRange(area)
  return tx.sql<JudgedRow>(
    `select id, rule_key, area_code, due_at, case when judged_at <= $2 then judged_at end as judged_at, plan_version_id
     from warnings where raised_at <= $2 and (due_at <= $2 or judged_at <= $2) and ($1::timestamptz is null or due_at >= $1)
       and area_code >= $3 and area_code < $4`,
    [from, now, range.from, range.to],
  )
}
