// What a visit leaves of its period (M21): the last temperature, the next deadline, the referral that a fever opens.
import { newId } from '../../../kernel/ids.ts'
import type { Context } from '../../../platform/context.ts'
import type { RecordReading } from '../contract.ts'
import { isOpen, type Period } from '../rules/period.ts'
import type { JudgedVisit } from '../rules/reading.ts'
import { type Completions, nextCheck, windowKey } from '../rules/windows.ts'
import { nextColumns, type PeriodPatch, type VisitedPeriod } from '../store/periods.ts'
import type { ReferralWrite } from '../store/referrals.ts'
import { by, type Held } from './load.ts'
import { openReferral } from './start.ts'

/** The period's columns after the visit; `referralId` is the referral that it opens. */
export function visitedPeriod(
  ctx: Context,
  input: RecordReading,
  { row, period, completions, plan }: Held,
  judged: JudgedVisit,
  referralId: string | null,
): VisitedPeriod {
  const isLatest = row.last_reading_at === null || input.observedAt >= row.last_reading_at
  const completed = judged.completes === null ? null : judged.window
  const after = periodAfter(period, judged, referralId)
  const done: Completions =
    completed && judged.completes ? new Map([...completions, [windowKey(completed), judged.completes]]) : completions
  return {
    id: row.id,
    state: after.state,
    temperature_owed: after.state === 'active' && after.temperatureOwed,
    open_referral_id: referralId ?? row.open_referral_id,
    ...nextColumns(nextCheck({ period: after, completions: done }, ctx.now, plan)),
    last_temperature: isLatest && input.temperature !== null ? input.temperature : row.last_temperature,
    last_reading_at: isLatest && input.temperature !== null ? input.observedAt : row.last_reading_at,
    last_done_opens_at:
      completed && (row.last_done_opens_at === null || completed.opensAt > row.last_done_opens_at)
        ? completed.opensAt
        : row.last_done_opens_at,
    not_home_at: isOpen(period) ? notHomeAt(input, row.not_home_at, isLatest) : row.not_home_at,
    missed_in_row: completed ? 0 : row.missed_in_row,
  }
}

function notHomeAt({ atHome, observedAt }: RecordReading, before: string | null, isLatest: boolean): string | null {
  if (!atHome) return isLatest ? observedAt : before
  return before === null || observedAt >= before ? null : before
}

/** A period that is over keeps its state; the referral is in its queue all the same. */
function periodAfter(period: Period, judged: JudgedVisit, referralId: string | null): Period {
  if (period.state !== 'active') return period
  if (referralId !== null) {
    const { temperatureOwed: _, ...course } = period
    return { ...course, state: 'referred', referralId }
  }
  return { ...period, temperatureOwed: period.temperatureOwed && !judged.settlesTemperature }
}

/** What a referral opened by a correction changes of the period. */
export const referredPatch = (period: Period, referralId: string): PeriodPatch =>
  period.state === 'active'
    ? { state: 'referred', open_referral_id: referralId, temperature_owed: false, ...nextColumns(null) }
    : { open_referral_id: referralId }

/** The referral that a fever opens, under a new id. */
export const feverReferral = (
  ctx: Context,
  { row, plan }: Held,
  reading: { id: string; at: string; temperature: number },
): ReferralWrite => ({
  id: newId(),
  period_id: row.id,
  person_id: row.person_id,
  area_code: row.area_code,
  reading_id: reading.id,
  temperature: reading.temperature,
  ...openReferral(reading.at, ctx.now, plan),
  opened_by: by(ctx),
})

export const referralOpened = (referral: ReferralWrite) => ({
  action: 'referral.opened' as const,
  subject: { kind: 'referral', id: referral.id },
  areaCode: referral.area_code,
  details: { periodId: referral.period_id, readingId: referral.reading_id },
})
