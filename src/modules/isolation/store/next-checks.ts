// SQL of what moves on by itself: windows that lapsed are recorded as missed and the next deadline is stored, a bounded
// number of periods at a time. Found by the stored deadline, so a run costs what has fallen due.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { CheckWindow } from '../rules/windows.ts'
import { nextColumns, PERIODS } from './periods.ts'

/** When the present window opened, for the periods that are judged by this plan. */
export interface OpeningOf {
  beganUnder: string
  planVersionId: string
  opensAt: Instant
}

const OPENINGS = (parameter: string) =>
  `json_to_recordset(${parameter}) as o ("beganUnder" uuid, "planVersionId" uuid, "opensAt" timestamptz)`

/** Which of `PERIODS` completed the present window of the own plan. Asked of every open period, so the few openings are hashed once. */
export const IS_DONE_NOW = (parameter: string) =>
  `(p.began_under, p.plan_version_id, c.last_done_opens_at) in (
     select o."beganUnder", o."planVersionId", o."opensAt" from ${OPENINGS(parameter)})`

const OWN_OPENING = `join ${OPENINGS('$1')} on o."beganUnder" = p.began_under and o."planVersionId" = p.plan_version_id`

/**
 * Periods whose stored check can no longer be made: another window of its plan has opened, or the period ended. Those
 * that somebody is writing to are left for the next run.
 */
export async function lapsedPeriods(
  tx: Tx,
  openings: readonly OpeningOf[],
  now: Instant,
  limit: number,
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select p.id from ${PERIODS} ${OWN_OPENING}
     where c.next_check_due_at is not null and c.next_check_due_at <= $2
       and (c.next_check_due_at <= o."opensAt" or p.ends_at <= $2)
     order by c.next_check_due_at, c.area_code, c.period_id limit $3 for no key update of c skip locked`,
    [JSON.stringify(openings), now, limit],
  )
  return rows.map(({ id }) => id)
}

/**
 * Open periods that nothing is owed of yet: registered before the response or while it was stood down, or of before it was.
 */
export async function periodsWithoutOwing(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select p.id from ${PERIODS} where p.state in ('active', 'referred') and (p.owed_from is null or p.owing_paused)
     order by p.area_code, p.id limit $1 for no key update of c skip locked`,
    [limit],
  )
  return rows.map(({ id }) => id)
}

/**
 * The response is stood down: nothing is owed next of anybody, `limit` periods at a time. Checks that lapsed before are left
 * to be recorded first. Answers how many periods it was said of.
 */
export async function stopOwing(
  tx: Tx,
  { openings, now, limit }: { openings: readonly OpeningOf[]; now: Instant; limit: number },
): Promise<number> {
  const [row] = await tx.sql<{ count: number }>(
    `with held as materialized (
       select p.id from ${PERIODS} ${OWN_OPENING}
       where p.state in ('active', 'referred') and p.owed_from is not null and not p.owing_paused
         and (c.next_check_due_at is null
           or (c.next_check_due_at > o."opensAt" and (c.next_check_due_at > $2 or p.ends_at > $2)))
       order by p.id limit $3 for no key update of c
     ), unowed as (
       update next_checks set next_day = null, next_slot = null, next_opens_at = null, next_check_due_at = null
       where period_id in (select id from held)
     ), stopped as (
       update isolation_periods set owing_paused = true where id in (select id from held) returning 1
     ) select count(*) as count from stopped`,
    [JSON.stringify(openings), now, limit],
  )
  return row?.count ?? 0
}

export interface MovedOn {
  id: string
  owedFrom: Instant | null
  next: CheckWindow | null
  missed: readonly CheckWindow[]
  /** Missed since the last check made. */
  missedInRow: number
  paused: boolean
}

/** Records what was missed, once, and stores what is due next. */
export async function moveOn(tx: Tx, rows: readonly MovedOn[], now: Instant): Promise<void> {
  const missed = rows.flatMap(({ id, missed: windows }) =>
    windows.map(({ day, slot, closesAt }) => ({ period_id: id, day, slot, closed_at: closesAt })),
  )
  await tx.sql(
    `with recorded as (
       insert into checks (period_id, day, slot, person_id, area_code, outcome, closed_at, recorded_at, plan_version_id)
       select p.id, m.day, m.slot, p.person_id, p.area_code, 'missed', m.closed_at, $3, p.plan_version_id
       from json_to_recordset($2) as m (period_id uuid, day date, slot text, closed_at timestamptz)
       join isolation_periods p on p.id = m.period_id where p.id = any($4::uuid[])
       on conflict do nothing returning period_id
     ), counted as (select period_id, count(*)::int as missed from recorded group by period_id),
     rows as (
       select * from json_to_recordset($1) as r (id uuid, owed_from timestamptz, next_day date, next_slot text,
         next_opens_at timestamptz, next_check_due_at timestamptz, missed_in_row integer, paused boolean)
     ), owing as (
       -- Rarely changed: whether anything is owed at all.
       update isolation_periods p set owed_from = r.owed_from, owing_paused = r.paused from rows r
       where p.id = r.id and p.id = any($4::uuid[])
         and (p.owed_from is distinct from r.owed_from or p.owing_paused <> r.paused)
     )
     update next_checks c set next_day = r.next_day, next_slot = r.next_slot, next_opens_at = r.next_opens_at,
       next_check_due_at = r.next_check_due_at, missed_in_row = r.missed_in_row,
       missed = c.missed + coalesce(m.missed, 0), missed_unexplained = c.missed_unexplained + coalesce(m.missed, 0)
     from rows r left join counted m on m.period_id = r.id
     where c.period_id = r.id and c.period_id = any($4::uuid[])`,
    [
      JSON.stringify(
        rows.map(({ id, owedFrom, next, missedInRow, paused }) => ({
          id,
          owed_from: owedFrom,
          ...nextColumns(next),
          missed_in_row: missedInRow,
          paused,
        })),
      ),
      JSON.stringify(missed),
      now,
      rows.map(({ id }) => id),
    ],
  )
}

/**
 * A window completed late. If it had been recorded as missed, the period's counts of missed windows go down; its
 * explanation, if somebody gave one, stays.
 */
export async function recordLate(
  tx: Tx,
  { periodId, window, now }: { periodId: string; window: CheckWindow; now: Instant },
): Promise<void> {
  await tx.sql(
    `with before as (select outcome, explanation from checks where period_id = $1 and day = $2 and slot = $3),
     recorded as (
       insert into checks (period_id, day, slot, person_id, area_code, outcome, closed_at, recorded_at, plan_version_id)
       select id, $2, $3, person_id, area_code, 'late', $4, $5, plan_version_id from isolation_periods where id = $1
       on conflict (period_id, day, slot) do update set outcome = 'late'
     )
     update next_checks c set missed = c.missed - 1,
       missed_unexplained = c.missed_unexplained - case when before.explanation is null then 1 else 0 end
     from before where c.period_id = $1 and before.outcome = 'missed'`,
    [periodId, window.day, window.slot, window.closesAt, now],
  )
}

/**
 * A fever that is heard of hours later: from when it was measured the person was referred, and whatever closed since was not
 * owed, though nobody knew it then. What was recorded as missed is settled, and the period's counts go down.
 */
export async function settleSuspended(
  tx: Tx,
  referrals: readonly { period_id: string; opened_at: Instant }[],
): Promise<void> {
  await tx.sql(
    `with settled as (
       update checks c set outcome = 'settled'
       from json_to_recordset($1) as r (period_id uuid, opened_at timestamptz)
       where c.period_id = r.period_id and c.period_id = any($2::uuid[]) and c.outcome = 'missed'
         and c.closed_at > r.opened_at
       returning c.period_id, c.explanation
     )
     update next_checks c set missed = c.missed - s.missed, missed_unexplained = c.missed_unexplained - s.unexplained
     from (
       select period_id, count(*)::int as missed, (count(*) filter (where explanation is null))::int as unexplained
       from settled group by period_id
     ) s where c.period_id = s.period_id`,
    [JSON.stringify(referrals), referrals.map(({ period_id }) => period_id)],
  )
}

export interface CheckRow {
  day: Day
  slot: string
  /** Settled: not missed after all, two registrations being of one person or a fever heard of later. */
  outcome: 'missed' | 'late' | 'settled'
  recorded_at: Instant
  explanation: string | null
  explained_at: Instant | null
  explained_by_name: string | null
}

/** The windows of a period that were not checked in time. */
export const listChecks = (tx: Tx, periodId: string): Promise<CheckRow[]> =>
  tx.sql<CheckRow>(
    `select c.day, c.slot, c.outcome, c.recorded_at, c.explanation, c.explained_at, a.display_name as explained_by_name
     from checks c left join accounts a on a.id = c.explained_by where c.period_id = $1 order by c.closed_at`,
    [periodId],
    'checks.ofPeriod',
  )

/** Explains missed windows that have no explanation yet; answers how many. */
export async function explainChecks(
  tx: Tx,
  periodId: string,
  said: { checks: readonly { day: Day; slot: string }[]; explanation: string; at: Instant; by: string | null },
): Promise<number> {
  const [row] = await tx.sql<{ explained: number }>(
    `with explained as (
       update checks c set explanation = $3, explained_at = $4, explained_by = $5
       from json_to_recordset($2) as w (day date, slot text)
       where c.period_id = $1 and c.day = w.day and c.slot = w.slot and c.outcome = 'missed' and c.explanation is null
       returning 1
     ), counted as (select count(*)::int as explained from explained), saved as (
       update next_checks c set missed_unexplained = c.missed_unexplained - counted.explained
       from counted where c.period_id = $1 and counted.explained > 0
     )
     select explained from counted`,
    [periodId, JSON.stringify(said.checks), said.explanation, said.at, said.by],
  )
  return row?.explained ?? 0
}
