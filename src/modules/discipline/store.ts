// SQL of matters of discipline.
import { areaRange } from '../../kernel/area.ts'
import type { Day, Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Link, Subject } from './rules.ts'

export interface MatterRow {
  id: string
  rule: string
  trigger_key: string
  subject_kind: Subject['kind']
  subject_key: string
  area_code: string
  evidence_kind: string
  evidence_id: string
  day: Day
  facts: Record<string, string | number>
  chain: Link[]
  raised_at: Instant
  due_at: Instant
  state: 'open' | 'hearing' | 'decided'
  question: string
  heard_at: Instant | null
  heard_by_name: string | null
  answer_due_at: Instant | null
  answer: string
  answered_at: Instant | null
  answered_by_name: string | null
  outcome: string | null
  decision: string
  decided_at: Instant | null
  decided_by_name: string | null
  subject_name: string | null
  same_before: number
  plan_version_id: string
}

export interface NewMatter {
  id: string
  rule: string
  trigger_key: string
  subject_kind: string
  subject_key: string
  area_code: string
  evidence_kind: string
  evidence_id: string
  day: Day
  facts: object
  chain: readonly Link[]
  raised_at: Instant
  due_at: Instant
  plan_version_id: string
}

/** What is there already is left alone. Answers those that are new. */
export const insertMatters = (
  tx: Tx,
  rows: readonly NewMatter[],
): Promise<{ id: string; area_code: string; rule: string }[]> =>
  tx.sql(
    `insert into discipline_matters (id, rule, trigger_key, subject_kind, subject_key, area_code, evidence_kind, evidence_id,
       day, facts, chain, raised_at, due_at, state, plan_version_id)
     select id, rule, trigger_key, subject_kind, subject_key, area_code, evidence_kind, evidence_id, day, facts, chain,
       raised_at, due_at, 'open', plan_version_id
     from json_populate_recordset(null::discipline_matters, $1)
     on conflict (rule, evidence_kind, evidence_id, subject_kind, subject_key) do nothing returning id, area_code, rule`,
    [JSON.stringify(rows)],
  )

const MATTER = `select m.*, h.display_name as heard_by_name, a.display_name as answered_by_name, d.display_name as decided_by_name,
    s.display_name as subject_name,
    (select count(*)::int from discipline_matters o where o.subject_kind = m.subject_kind and o.subject_key = m.subject_key
       and o.rule = m.rule and o.raised_at <= m.raised_at) as same_before
  from discipline_matters m left join accounts h on h.id = m.heard_by left join accounts a on a.id = m.answered_by
    left join accounts d on d.id = m.decided_by
    left join accounts s on m.subject_kind = 'account' and s.id::text = m.subject_key`

export const findMatter = async (tx: Tx, id: string): Promise<MatterRow | undefined> =>
  (await tx.sql<MatterRow>(`${MATTER} where m.id = $1`, [id]))[0]

export async function lockMatter(tx: Tx, id: string): Promise<MatterRow | undefined> {
  await tx.sql('select from discipline_matters where id = $1 for update', [id])
  return findMatter(tx, id)
}

export interface Asked {
  state: string | undefined
  rule: string | undefined
  subject: string | undefined
  outcome: string | undefined
  /** Only matters of these, and only those in which somebody was asked; null: everybody's. */
  subjects: readonly string[] | null
}

const ID_OF_SUBJECT = `m.subject_kind || ':' || m.subject_key`
const WHERE = `($1::text is null or m.state = $1) and ($2::text is null or m.rule = $2)
  and ($3::text is null or ${ID_OF_SUBJECT} = $3) and ($4::text is null or m.outcome = $4)
  and ($5::text[] is null or (${ID_OF_SUBJECT} = any($5) and m.heard_at is not null))`
const params = ({ state, rule, subject, outcome, subjects }: Asked) => [
  state ?? null,
  rule ?? null,
  subject ?? null,
  outcome ?? null,
  subjects,
]

export const listMatters = (
  tx: Tx,
  asked: Asked,
  page: { limit: number; after: { at: Instant; id: string } | null },
): Promise<MatterRow[]> =>
  tx.sql<MatterRow>(
    `${MATTER} where ${WHERE} and ($6::timestamptz is null or (m.raised_at, m.id) < ($6, $7::uuid))
     order by m.raised_at desc, m.id desc limit $8`,
    [...params(asked), page.after?.at ?? null, page.after?.id ?? null, page.limit],
  )

export const countMatters = async (tx: Tx, asked: Asked): Promise<number> =>
  (
    await tx.sql<{ count: number }>(
      `select count(*)::int as count from discipline_matters m where ${WHERE}`,
      params(asked),
    )
  )[0]!.count

interface Act {
  at: Instant
  by: string | null
}

export const ask = (tx: Tx, id: string, said: Act & { question: string; answerDueAt: Instant }): Promise<unknown> =>
  tx.sql(
    `update discipline_matters set state = 'hearing', question = $2, heard_at = $3, heard_by = $4, answer_due_at = $5 where id = $1`,
    [id, said.question, said.at, said.by, said.answerDueAt],
  )

export const answer = (tx: Tx, id: string, said: Act & { answer: string }): Promise<unknown> =>
  tx.sql('update discipline_matters set answer = $2, answered_at = $3, answered_by = $4 where id = $1', [
    id,
    said.answer,
    said.at,
    said.by,
  ])

export const decide = (tx: Tx, id: string, said: Act & { outcome: string; decision: string }): Promise<unknown> =>
  tx.sql(
    `update discipline_matters set state = 'decided', outcome = $2, decision = $3, decided_at = $4, decided_by = $5 where id = $1`,
    [id, said.outcome, said.decision, said.at, said.by],
  )

export interface SubjectFigures {
  subject_kind: Subject['kind']
  subject_key: string
  subject_name: string | null
  all: number
  open: number
  overdue: number
  acquitted: number
  upheld: number
}

export const figuresBySubject = (tx: Tx, now: Instant, acquittals: readonly string[]): Promise<SubjectFigures[]> =>
  tx.sql<SubjectFigures>(
    `select m.subject_kind, m.subject_key, s.display_name as subject_name, count(*)::int as all,
       count(*) filter (where m.state <> 'decided')::int as open,
       count(*) filter (where m.state <> 'decided' and m.due_at <= $1)::int as overdue,
       count(*) filter (where m.outcome = any($2))::int as acquitted,
       count(*) filter (where m.outcome <> all($2))::int as upheld
     from discipline_matters m left join accounts s on m.subject_kind = 'account' and s.id::text = m.subject_key
     group by 1, 2, 3 order by 4 desc, 1, 2`,
    [now, acquittals],
  )

export interface JudgedRow {
  id: string
  rule: string
  area_code: string
  due_at: Instant
  decided_at: Instant | null
}

/** Whose judgement fell due from `from` on, or was given; as of `now`. */
export const mattersJudged = (
  tx: Tx,
  { from, now, area }: { from: Instant | null; now: Instant; area: string },
): Promise<JudgedRow[]> => {
  const range = areaRange(area)
  return tx.sql<JudgedRow>(
    `select id, rule, area_code, due_at, case when decided_at <= $2 then decided_at end as decided_at
     from discipline_matters where raised_at <= $2 and (due_at <= $2 or decided_at <= $2)
       and ($1::timestamptz is null or due_at >= $1) and area_code >= $3 and area_code < $4`,
    [from, now, range.from, range.to],
  )
}
