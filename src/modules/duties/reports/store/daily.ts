// SQL of daily reports, their drafts and nudges. A version is written once and only signed afterwards.
import type { Day, Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { DraftContent } from '../contract/daily.ts'
import type { ReportedFigure } from '../rules/figures.ts'
import type { Owner } from '../rules/period.ts'

export interface ReportWrite {
  id: string
  owner_kind: Owner['kind']
  owner_key: string
  area_code: string
  day: Day
  version: number
  period_from: Instant
  period_until: Instant
  due_at: Instant
  is_zero: boolean
  figures: readonly ReportedFigure[]
  agrees: boolean
  is_below: boolean
  today: string
  difficulties: string
  tomorrow: string
  reason: string
  submitted_at: Instant
  submitted_by: string
  plan_version_id: string
}

export interface ReportRow extends ReportWrite {
  signed_at: Instant | null
  signed_by: string | null
  submitted_by_name: string
  signed_by_name: string | null
  /** When the first version came. */
  first_at: Instant
}

/** False when that version is there already: somebody else was first. */
export async function insertReport(tx: Tx, row: ReportWrite): Promise<boolean> {
  const written = await tx.sql(
    `insert into daily_reports (id, owner_kind, owner_key, area_code, day, version, period_from, period_until, due_at,
       is_zero, figures, agrees, is_below, today, difficulties, tomorrow, reason, submitted_at, submitted_by, plan_version_id)
     select id, owner_kind, owner_key, area_code, day, version, period_from, period_until, due_at, is_zero, figures, agrees,
       is_below, today, difficulties, tomorrow, reason, submitted_at, submitted_by, plan_version_id
     from json_to_record($1) as r (id uuid, owner_kind text, owner_key text, area_code text, day date, version integer,
       period_from timestamptz, period_until timestamptz, due_at timestamptz, is_zero boolean, figures jsonb, agrees boolean,
       is_below boolean, today text, difficulties text, tomorrow text, reason text, submitted_at timestamptz,
       submitted_by uuid, plan_version_id uuid)
     on conflict do nothing returning id`,
    [JSON.stringify(row)],
  )
  return written.length > 0
}

const REPORT = `r.*, s.display_name as submitted_by_name, h.display_name as signed_by_name,
    (select f.submitted_at from daily_reports f where f.owner_kind = r.owner_kind and f.owner_key = r.owner_key
       and f.day = r.day and f.version = 1) as first_at
  from daily_reports r join accounts s on s.id = r.submitted_by left join accounts h on h.id = r.signed_by`

const IS_LATEST = `not exists (select from daily_reports n where n.owner_kind = r.owner_kind and n.owner_key = r.owner_key
  and n.day = r.day and n.version > r.version)`

export async function findReport(tx: Tx, id: string): Promise<ReportRow | undefined> {
  return (await tx.sql<ReportRow>(`select ${REPORT} where r.id = $1`, [id]))[0]
}

/** The latest version of each owner's report of a day. */
export const listOfDay = (tx: Tx, day: Day): Promise<ReportRow[]> =>
  tx.sql<ReportRow>(`select ${REPORT} where r.day = $1 and ${IS_LATEST}`, [day])

export const listVersions = (tx: Tx, { kind, key }: Owner, day: Day): Promise<ReportRow[]> =>
  tx.sql<ReportRow>(
    `select ${REPORT} where r.owner_kind = $1 and r.owner_key = $2 and r.day = $3 order by version desc`,
    [kind, key, day],
  )

export interface History {
  areas: readonly string[]
  kind: string | null
  key: string | null
  from: Day | null
  to: Day | null
  differs: boolean
  after: { at: Instant; id: string } | null
  limit: number
}

/** Latest versions, newest first, of the areas that the account may read. */
export const listReports = (
  tx: Tx,
  { areas, kind, key, from, to, differs, after, limit }: History,
): Promise<ReportRow[]> =>
  tx.sql<ReportRow>(
    `select ${REPORT} where ${IS_LATEST}
       and exists (select from unnest($1::text[]) as a (code) where r.area_code >= a.code and r.area_code < a.code || '~')
       and ($2::text is null or r.owner_kind = $2) and ($3::text is null or r.owner_key = $3)
       and ($4::date is null or r.day >= $4) and ($5::date is null or r.day <= $5) and (not $6 or not r.agrees)
       and ($7::timestamptz is null or (r.submitted_at, r.id) < ($7, $8::uuid))
     order by r.submitted_at desc, r.id desc limit $9`,
    [areas, kind, key, from, to, differs, after?.at ?? null, after?.id ?? null, limit],
  )

/** False when it was signed already, or a later version stands in its place. */
export async function signReport(tx: Tx, id: string, at: Instant, by: string): Promise<boolean> {
  const signed = await tx.sql(
    `update daily_reports r set signed_at = $2, signed_by = $3 where id = $1 and signed_at is null and ${IS_LATEST} returning id`,
    [id, at, by],
  )
  return signed.length > 0
}

export const saveDraft = (
  tx: Tx,
  { kind, key }: Owner,
  day: Day,
  draft: { account: string; content: DraftContent; at: Instant },
): Promise<unknown> =>
  tx.sql(
    `insert into report_drafts (owner_kind, owner_key, day, account_id, content, saved_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (account_id, day, owner_kind, owner_key) do update set content = excluded.content, saved_at = excluded.saved_at`,
    [kind, key, day, draft.account, JSON.stringify(draft.content), draft.at],
  )

export const dropDraft = (tx: Tx, { kind, key }: Owner, day: Day, account: string): Promise<unknown> =>
  tx.sql('delete from report_drafts where account_id = $4 and day = $3 and owner_kind = $1 and owner_key = $2', [
    kind,
    key,
    day,
    account,
  ])

export const listDrafts = (
  tx: Tx,
  account: string,
  day: Day,
): Promise<{ owner_kind: Owner['kind']; owner_key: string; content: DraftContent }[]> =>
  tx.sql('select owner_kind, owner_key, content from report_drafts where account_id = $1 and day = $2', [account, day])

export interface NudgeRow {
  owner_kind: Owner['kind']
  owner_key: string
  nudged_at: Instant
  times: number
}

export const listNudges = (tx: Tx, day: Day): Promise<NudgeRow[]> =>
  tx.sql<NudgeRow>('select owner_kind, owner_key, nudged_at, times from report_nudges where day = $1', [day])

/** Those of `owners` who were not nudged after `notSince`, each noted as nudged now. */
export const noteNudges = (
  tx: Tx,
  owners: readonly Owner[],
  day: Day,
  { at, by, notSince }: { at: Instant; by: string; notSince: Instant },
): Promise<{ owner_kind: Owner['kind']; owner_key: string }[]> =>
  tx.sql(
    `insert into report_nudges as n (owner_kind, owner_key, day, nudged_at, nudged_by, times)
     select kind, key, $2, $3, $4, 1 from json_to_recordset($1) as o (kind text, key text)
     on conflict (day, owner_kind, owner_key) do update
       set nudged_at = excluded.nudged_at, nudged_by = excluded.nudged_by, times = n.times + 1
       where n.nudged_at <= $5
     returning n.owner_kind, n.owner_key`,
    [JSON.stringify(owners.map(({ kind, key }) => ({ kind, key }))), day, at, by, notSince],
  )

/** Of the reports submitted in a period, by township or the district: how many, and how many differ from the records. */
export const countReports = (
  tx: Tx,
  { from, until }: { from: Instant; until: Instant },
): Promise<{ area: string; received: number; differing: number }[]> =>
  tx.sql(
    `select left(area_code, 9) as area, count(*)::int as received, (count(*) filter (where not agrees))::int as differing
     from daily_reports r where r.submitted_at >= $1 and r.submitted_at < $2
       and not exists (select from daily_reports n where n.owner_kind = r.owner_kind and n.owner_key = r.owner_key
         and n.day = r.day and n.version > r.version and n.submitted_at < $2)
     group by 1`,
    [from, until],
  )

/** The reports of some days by the version that was the latest at an instant. */
export const listSubmitted = (
  tx: Tx,
  { from, today, now }: { from: Day | null; today: Day; now: Instant },
): Promise<
  Pick<
    ReportRow,
    'id' | 'owner_kind' | 'owner_key' | 'area_code' | 'day' | 'version' | 'agrees' | 'is_below' | 'submitted_at'
  >[]
> =>
  tx.sql(
    `select id, owner_kind, owner_key, area_code, day, version, agrees, is_below, submitted_at from daily_reports r
     where ($1::date is null or day >= $1) and day <= $2 and submitted_at <= $3
       and not exists (select from daily_reports n where n.owner_kind = r.owner_kind and n.owner_key = r.owner_key
         and n.day = r.day and n.version > r.version and n.submitted_at <= $3)`,
    [from, today, now],
  )

/** When the head first signed a report of an owner's day, whichever version. */
export const listSigned = (
  tx: Tx,
  { from, today, now }: { from: Day | null; today: Day; now: Instant },
): Promise<{ owner_kind: string; owner_key: string; day: Day; signed_at: Instant }[]> =>
  tx.sql(
    `select owner_kind, owner_key, day, min(signed_at) as signed_at from daily_reports
     where ($1::date is null or day >= $1) and day <= $2 and signed_at <= $3 group by 1, 2, 3`,
    [from, today, now],
  )
