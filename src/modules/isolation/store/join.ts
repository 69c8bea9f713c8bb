// SQL of joining and parting two persons' isolation (decision 0012). Rows change hands, none is written anew and none goes:
// what a merge changed can be read off a row and put back.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { ReferralRow } from './referrals.ts'

export interface Whose {
  personId: string
  areaCode: string
}

/** Everything of the period `from` becomes of the period `to`, but for windows that both have a row of. */
export async function moveHistory(tx: Tx, from: string, to: string, { personId, areaCode }: Whose): Promise<void> {
  const whose = [from, to, personId, areaCode]
  for (const table of ['readings', 'reading_corrections', 'referrals', 'period_changes', 'papers']) {
    await tx.sql(`update ${table} set period_id = $2, person_id = $3, area_code = $4 where period_id = $1`, whose)
  }
  await tx.sql(
    `update checks c set period_id = $2, person_id = $3, area_code = $4 where period_id = $1
       and not exists (select from checks o where o.period_id = $2 and o.day = c.day and o.slot = c.slot)`,
    whose,
  )
}

/**
 * Only one reading completes a window: of two the one in time, of two in time the earlier. Before the readings are moved.
 */
export const completeOnce = (tx: Tx, periodIds: readonly [string, string]): Promise<unknown> =>
  tx.sql(
    `update readings r set completes_slot = null, late = false from (
       select id, row_number() over (partition by day, completes_slot order by late, observed_at, id) as place
       from readings where period_id = any ($1::uuid[]) and completes_slot is not null
     ) ranked where ranked.id = r.id and ranked.place > 1`,
    [periodIds],
  )

/** An explanation given for a window under either registration explains it. The rows of `merged` say no more. */
export async function oneRowAWindow(tx: Tx, kept: string, merged: string): Promise<void> {
  await tx.sql(
    `update checks k set explanation = m.explanation, explained_at = m.explained_at, explained_by = m.explained_by
     from checks m where k.period_id = $1 and m.period_id = $2 and k.day = m.day and k.slot = m.slot
       and k.explanation is null and m.explanation is not null`,
    [kept, merged],
  )
  await tx.sql(`update checks set outcome = 'settled' where period_id = $1`, [merged])
}

export interface CheckKey {
  day: Day
  slot: string
}

export const setOutcome = (
  tx: Tx,
  periodId: string,
  outcome: 'late' | 'settled',
  windows: readonly CheckKey[],
): Promise<unknown> =>
  tx.sql(
    `update checks c set outcome = $2 from json_to_recordset($3) as w (day date, slot text)
     where c.period_id = $1 and c.day = w.day and c.slot = w.slot and c.outcome <> $2`,
    [periodId, outcome, JSON.stringify(windows.map(({ day, slot }) => ({ day, slot })))],
  )

/** Counted from the rows, as the period has to say it. */
export async function countMissed(tx: Tx, periodId: string): Promise<{ missed: number; missed_unexplained: number }> {
  const [row] = await tx.sql<{ missed: number; missed_unexplained: number }>(
    `select count(*)::int as missed, (count(*) filter (where explanation is null))::int as missed_unexplained
     from checks where period_id = $1 and outcome = 'missed'`,
    [periodId],
  )
  return row!
}

/** The last temperature of the period, if any was taken in it. */
export async function lastSeen(
  tx: Tx,
  periodId: string,
): Promise<{ last_temperature: number; last_reading_at: Instant } | undefined> {
  const [row] = await tx.sql<{ last_temperature: number; last_reading_at: Instant }>(
    `select temperature as last_temperature, observed_at as last_reading_at from readings
     where period_id = $1 and temperature is not null order by observed_at desc, id desc limit 1`,
    [periodId],
  )
  return row
}

export const openReferralsOf = (tx: Tx, personIds: readonly string[]): Promise<ReferralRow[]> =>
  tx.sql<ReferralRow>(
    'select * from referrals where person_id = any ($1::uuid[]) and closed_at is null order by opened_at, id for no key update',
    [personIds],
  )

export const closeMerged = (tx: Tx, referralId: string, at: Instant): Promise<unknown> =>
  tx.sql(
    `update referrals set outcome = 'merged', closed_at = greatest($2, opened_at), next_step = null, next_due_at = null
     where id = $1`,
    [referralId, at],
  )

export const moveReferral = (tx: Tx, id: string, periodId: string, { personId, areaCode }: Whose): Promise<unknown> =>
  tx.sql('update referrals set period_id = $2, person_id = $3, area_code = $4 where id = $1', [
    id,
    periodId,
    personId,
    areaCode,
  ])

/** In force of both persons; those of `first` before the other's. */
export const assignmentsInForce = (
  tx: Tx,
  first: string,
  other: string,
): Promise<{ id: string; person_id: string; account_id: string; role: 'medic' | 'guarantor' }[]> =>
  tx.sql(
    `select id, person_id, account_id, role from assignments where person_id in ($1, $2) and until_at is null
     order by person_id = $1 desc for no key update`,
    [first, other],
  )

export const endAssignment = (tx: Tx, id: string, at: Instant): Promise<unknown> =>
  tx.sql('update assignments set until_at = greatest($2, from_at) where id = $1', [id, at])

/** What hangs on a period follows it. */
export async function followPeriods(tx: Tx, periodIds: readonly string[]): Promise<void> {
  for (const table of [
    'next_checks',
    'readings',
    'reading_corrections',
    'referrals',
    'period_changes',
    'checks',
    'papers',
  ]) {
    await tx.sql(
      `update ${table} t set person_id = p.person_id, area_code = p.area_code from isolation_periods p
       where p.id = any ($1::uuid[]) and t.period_id = p.id and t.person_id <> p.person_id`,
      [periodIds],
    )
  }
}

export const openPeriodIds = async (tx: Tx, personIds: readonly string[]): Promise<string[]> =>
  (
    await tx.sql<{ id: string }>(
      `select id from isolation_periods where person_id = any ($1::uuid[]) and state in ('active', 'referred')
       order by id`,
      [personIds],
    )
  ).map(({ id }) => id)

/** Nothing of a registration that was a mistake was missed. */
export const settleAllOf = (tx: Tx, personId: string): Promise<unknown> =>
  tx.sql(`update checks set outcome = 'settled' where person_id = $1 and outcome <> 'settled'`, [personId])

export async function countReadings(tx: Tx, periodId: string): Promise<number> {
  const [row] = await tx.sql<{ count: number }>('select count(*) as count from readings where period_id = $1', [
    periodId,
  ])
  return row?.count ?? 0
}

/** The last day of the isolation of each person who had one; null while one is open. */
export async function lastDaysOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, Day | null>> {
  const rows = await tx.sql<{ person_id: string; last_day: Day | null }>(
    `select person_id,
       case when not bool_or(state in ('active', 'referred')) then max(coalesce(closed_on, ends_on)) end as last_day
     from isolation_periods where person_id = any ($1::uuid[]) and state not in ('merged', 'voided') group by person_id`,
    [personIds],
  )
  return new Map(rows.map(({ person_id, last_day }) => [person_id, last_day]))
}
