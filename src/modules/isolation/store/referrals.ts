// SQL of fever referrals. One open referral a person, held by a unique index below the rule.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { ReferralStepKey } from '../rules/plan.ts'
import type { Referral, ReferralEnd, ReferralOutcome } from '../rules/referral.ts'

export interface StepRecord {
  step: ReferralStepKey
  at: Instant
  recordedAt: Instant
  by: string | null
  note: string
}

export interface ReferralWrite {
  id: string
  period_id: string
  person_id: string
  area_code: string
  /** Null when the temperature at registration opened it. */
  reading_id: string | null
  temperature: number
  opened_at: Instant
  opened_on: Day
  opened_by: string | null
  next_step: ReferralStepKey
  next_due_at: Instant
}

export interface ReferralRow extends Omit<ReferralWrite, 'next_step' | 'next_due_at'> {
  steps: StepRecord[]
  next_step: ReferralStepKey | null
  next_due_at: Instant | null
  facility: string
  outcome: ReferralEnd | null
  closed_at: Instant | null
  /** Its steps are judged by the limits of this version, to its outcome. */
  plan_version_id: string
}

/** Opens referrals; a person who has an open one keeps that. Answers the ids opened. */
export async function insertReferrals(tx: Tx, rows: readonly ReferralWrite[]): Promise<Set<string>> {
  const inserted = await tx.sql<{ id: string }>(
    `insert into referrals (id, period_id, person_id, area_code, reading_id, temperature, opened_at, opened_on, opened_by,
       next_step, next_due_at, plan_version_id)
     select r.*, p.plan_version_id
     from json_to_recordset($1) as r (id uuid, period_id uuid, person_id uuid, area_code text, reading_id uuid,
       temperature numeric, opened_at timestamptz, opened_on date, opened_by uuid, next_step text,
       next_due_at timestamptz)
     join isolation_periods p on p.id = r.period_id where p.id = any($2::uuid[])
     on conflict do nothing returning id`,
    [JSON.stringify(rows), rows.map(({ period_id }) => period_id)],
  )
  return new Set(inserted.map(({ id }) => id))
}

/** As the rules know it. */
export const referralOf = (row: ReferralRow): Referral => ({
  openedAt: row.opened_at,
  steps: Object.fromEntries(row.steps.map(({ step, at }) => [step, at])),
  outcome: row.outcome,
})

/** Held until the transaction ends: a step is taken once. Hold the period first. */
export async function lockReferral(tx: Tx, id: string): Promise<ReferralRow | undefined> {
  return (await tx.sql<ReferralRow>('select * from referrals where id = $1 for no key update', [id]))[0]
}

export async function findReferral(tx: Tx, id: string): Promise<ReferralRow | undefined> {
  return (await tx.sql<ReferralRow>('select * from referrals where id = $1', [id]))[0]
}

export const listReferrals = (tx: Tx, periodId: string): Promise<ReferralRow[]> =>
  tx.sql<ReferralRow>(
    'select * from referrals where period_id = $1 order by opened_at, id',
    [periodId],
    'referrals.ofPeriod',
  )

export async function openReferralOf(tx: Tx, personId: string): Promise<ReferralRow | undefined> {
  return (
    await tx.sql<ReferralRow>('select * from referrals where person_id = $1 and closed_at is null', [personId])
  )[0]
}

export interface StepWrite {
  record: StepRecord
  next: { step: ReferralStepKey; dueAt: Instant } | null
  facility: string
  outcome: ReferralOutcome | null
  closedAt: Instant | null
}

export const saveStep = (
  tx: Tx,
  id: string,
  { record, next, facility, outcome, closedAt }: StepWrite,
): Promise<unknown> =>
  tx.sql(
    `update referrals set steps = steps || $2::jsonb, next_step = $3, next_due_at = $4,
       facility = case when $5 = '' then facility else $5 end, outcome = $6, closed_at = $7
     where id = $1`,
    [id, JSON.stringify([record]), next?.step ?? null, next?.dueAt ?? null, facility, outcome, closedAt],
  )
