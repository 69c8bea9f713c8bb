// SQL of situation reports: one a day; every text that was saved stays as a version, and every act with who and when.
import type { Day, Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { Sections } from '../rules/draft.ts'
import type { SituationData, SituationState } from '../rules/situation.ts'

export interface SituationWrite {
  id: string
  day: Day
  period_from: Instant
  period_until: Instant
  closed_at: Instant
  due_at: Instant
  state: SituationState
  step: number
  data: SituationData
  totalled_at: Instant
  sections: Sections
  plan_version_id: string
}

export interface SituationRow extends SituationWrite {
  version: number
  year: number | null
  number: number | null
  approved_at: Instant | null
  approved_by: string | null
  sent_at: Instant | null
  sent_by: string | null
  sent_to: string[]
  sent_note: string
}

/** False when that day has one already. */
export async function insertSituation(tx: Tx, row: SituationWrite): Promise<boolean> {
  const written = await tx.sql(
    `insert into situation_reports (id, day, period_from, period_until, closed_at, due_at, state, step, data, totalled_at,
       sections, version, plan_version_id)
     select id, day, period_from, period_until, closed_at, due_at, state, step, data, totalled_at, sections, 1, plan_version_id
     from json_to_record($1) as r (id uuid, day date, period_from timestamptz, period_until timestamptz,
       closed_at timestamptz, due_at timestamptz, state text, step integer, data jsonb, totalled_at timestamptz,
       sections jsonb, plan_version_id uuid)
     on conflict do nothing returning id`,
    [JSON.stringify(row)],
  )
  return written.length > 0
}

export async function findSituation(tx: Tx, id: string): Promise<SituationRow | undefined> {
  return (await tx.sql<SituationRow>('select * from situation_reports where id = $1', [id]))[0]
}

/** Held until the transaction ends: of two acts at once the second sees the first. */
export async function lockSituation(tx: Tx, id: string): Promise<SituationRow | undefined> {
  return (await tx.sql<SituationRow>('select * from situation_reports where id = $1 for no key update', [id]))[0]
}

export async function findOfDay(tx: Tx, day: Day): Promise<SituationRow | undefined> {
  return (await tx.sql<SituationRow>('select * from situation_reports where day = $1', [day]))[0]
}

export async function lastDay(tx: Tx): Promise<Day | null> {
  return (await tx.sql<{ day: Day | null }>('select max(day) as day from situation_reports'))[0]!.day
}

export const listSituations = (tx: Tx, before: Day | null, limit: number): Promise<SituationRow[]> =>
  tx.sql<SituationRow>(
    `select * from situation_reports where $1::date is null or day < $1 order by day desc limit $2`,
    [before, limit],
  )

/** Those due in `[from, now]`, or sent before they were due. */
export const listDue = (
  tx: Tx,
  { from, today, now }: { from: Day | null; today: Day; now: Instant },
): Promise<Pick<SituationRow, 'id' | 'day' | 'due_at' | 'sent_at'>[]> =>
  tx.sql(
    `select id, day, due_at, case when sent_at <= $3 then sent_at end as sent_at from situation_reports
     where ($1::date is null or day >= $1) and day <= $2 and closed_at <= $3 and (due_at <= $3 or sent_at <= $3)`,
    [from, today, now],
  )

export const saveText = (
  tx: Tx,
  id: string,
  {
    version,
    sections,
    at,
    by,
    step,
  }: { version: number; sections: Sections; at: Instant; by: string | null; step: number },
): Promise<unknown> =>
  tx.sql(
    `with saved as (update situation_reports set version = $2, sections = $3 where id = $1)
     insert into situation_versions (report_id, version, sections, saved_at, saved_by, step) values ($1, $2, $3, $4, $5, $6)`,
    [id, version, JSON.stringify(sections), at, by, step],
  )

export const saveTotals = (tx: Tx, id: string, data: SituationData, at: Instant): Promise<unknown> =>
  tx.sql('update situation_reports set data = $2, totalled_at = $3 where id = $1', [id, JSON.stringify(data), at])

export const saveStanding = (
  tx: Tx,
  row: Pick<
    SituationRow,
    | 'id'
    | 'state'
    | 'step'
    | 'year'
    | 'number'
    | 'approved_at'
    | 'approved_by'
    | 'sent_at'
    | 'sent_by'
    | 'sent_to'
    | 'sent_note'
  >,
): Promise<unknown> =>
  tx.sql(
    `update situation_reports set state = $2, step = $3, year = $4, number = $5, approved_at = $6, approved_by = $7,
       sent_at = $8, sent_by = $9, sent_to = $10, sent_note = $11 where id = $1`,
    [
      row.id,
      row.state,
      row.step,
      row.year,
      row.number,
      row.approved_at,
      row.approved_by,
      row.sent_at,
      row.sent_by,
      row.sent_to,
      row.sent_note,
    ],
  )

export interface StepRow {
  id: string
  report_id: string
  act: 'finish' | 'return' | 'approve' | 'send'
  step: number
  at: Instant
  by: string
  by_name: string
  note: string
}

export const insertStep = (tx: Tx, row: Omit<StepRow, 'by_name'>): Promise<unknown> =>
  tx.sql('insert into situation_steps (id, report_id, act, step, at, by, note) values ($1, $2, $3, $4, $5, $6, $7)', [
    row.id,
    row.report_id,
    row.act,
    row.step,
    row.at,
    row.by,
    row.note,
  ])

export async function findStep(tx: Tx, id: string): Promise<Pick<StepRow, 'report_id' | 'act'> | undefined> {
  return (await tx.sql<StepRow>('select report_id, act from situation_steps where id = $1', [id]))[0]
}

export const listSteps = (tx: Tx, reportId: string): Promise<StepRow[]> =>
  tx.sql<StepRow>(
    `select s.*, a.display_name as by_name from situation_steps s join accounts a on a.id = s.by
     where s.report_id = $1 order by s.at, s.id`,
    [reportId],
  )

export const listTexts = (
  tx: Tx,
  reportId: string,
): Promise<{ version: number; saved_at: Instant; saved_by_name: string | null; step: number }[]> =>
  tx.sql(
    `select v.version, v.saved_at, a.display_name as saved_by_name, v.step
     from situation_versions v left join accounts a on a.id = v.saved_by where v.report_id = $1 order by v.version desc`,
    [reportId],
  )

export async function findText(tx: Tx, reportId: string, version: number): Promise<Sections | undefined> {
  const [row] = await tx.sql<{ sections: Sections }>(
    'select sections from situation_versions where report_id = $1 and version = $2',
    [reportId, version],
  )
  return row?.sections
}

/** The next number of a year; of two approvals at once the second waits for it. */
export async function nextNumber(tx: Tx, year: number): Promise<number> {
  await tx.sql(`select pg_advisory_xact_lock(hashtext('situation.number'))`)
  const [row] = await tx.sql<{ number: number }>(
    'select coalesce(max(number), 0) + 1 as number from situation_reports where year = $1',
    [year],
  )
  return row!.number
}
