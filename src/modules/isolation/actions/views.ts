// From rows to what is answered. Nothing is decided here: names and masked numbers beside what the rules say of now.
import type { Instant } from '../../../kernel/time.ts'
import type { PeriodRow as PeriodRowView, PersonSummary, ReadingView, ReferralView } from '../contract.ts'
import { dayNumber } from '../rules/period.ts'
import type { IsolationPlan } from '../rules/plan.ts'
import { checkState, escalation } from '../rules/queues.ts'
import { referralClock, stepsInTime } from '../rules/referral.ts'
import type { QueueRow } from '../store/queues.ts'
import type { CorrectionRow, ReadingRow } from '../store/readings.ts'
import { type ReferralRow, referralOf } from '../store/referrals.ts'

export const readingView = (row: ReadingRow, corrections: readonly CorrectionRow[]): ReadingView => ({
  id: row.id,
  periodId: row.period_id,
  atHome: row.at_home,
  temperature: row.temperature,
  site: row.site,
  symptoms: row.symptoms,
  takenBy: row.taken_by,
  observedAt: row.observed_at,
  receivedAt: row.received_at,
  recordedBy: row.recorded_by_name,
  note: row.note,
  fever: row.fever,
  completes: row.completes_slot === null ? null : { day: row.day, slot: row.completes_slot, late: row.late },
  corrections: corrections.map((correction) => ({
    at: correction.corrected_at,
    by: correction.corrected_by_name,
    reason: correction.reason,
    old: {
      temperature: correction.old_temperature,
      site: correction.old_site,
      symptoms: correction.old_symptoms,
      note: correction.old_note,
    },
  })),
})

/** `names` of the accounts that took the steps, by id. */
export function referralView(
  row: ReferralRow,
  now: Instant,
  plan: IsolationPlan,
  names: ReadonlyMap<string, string> = new Map(),
): ReferralView {
  const referral = referralOf(row)
  const inTime = new Map(stepsInTime(referral, plan).map((step) => [step.step, step.inTime]))
  return {
    id: row.id,
    periodId: row.period_id,
    openedAt: row.opened_at,
    readingId: row.reading_id,
    temperature: row.temperature,
    steps: row.steps.map(({ step, at, by, note }) => ({
      step,
      at,
      by: by === null ? null : (names.get(by) ?? null),
      note,
      inTime: inTime.get(step) ?? true,
    })),
    facility: row.facility,
    outcome: row.outcome,
    closedAt: row.closed_at,
    clock: referralClock(referral, now, plan),
  }
}

export const personOf = (row: {
  person_id: string
  name: string
  sex: 'male' | 'female' | null
  birth_date: string | null
  document_masked: string
  telephones: string[]
  area_code: string
  township: string | null
  village: string | null
  address: string
}): PersonSummary => ({
  id: row.person_id,
  name: row.name,
  sex: row.sex,
  birthDate: row.birth_date,
  documentMasked: row.document_masked,
  telephone: row.telephones[0] ?? null,
  areaCode: row.area_code,
  township: row.township ?? '',
  village: row.village ?? '',
  address: row.address,
})

const refOf = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })

export function periodRowView(
  row: QueueRow,
  now: Instant,
  plan: IsolationPlan,
  planOfReferral: IsolationPlan,
): PeriodRowView {
  const steps = row.referral_steps
  const clock =
    row.referral_opened_at === null || steps === null
      ? null
      : referralClock(
          {
            openedAt: row.referral_opened_at,
            steps: Object.fromEntries(steps.map(({ step, at }) => [step, at])),
            outcome: null,
          },
          now,
          planOfReferral,
        )
  return {
    id: row.id,
    person: personOf(row),
    state: row.state,
    place: row.place,
    placeText: row.place_text,
    startDay: row.start_day,
    lastDay: row.ends_on,
    dayNumber: dayNumber({ startDay: row.start_day, days: row.days }, now, plan.zone),
    days: row.days,
    temperatureOwed: row.temperature_owed,
    nextSlot: row.next_slot,
    nextOpensAt: row.next_opens_at,
    nextCheckDueAt: row.next_check_due_at,
    checkState: checkState({ nextOpensAt: row.next_opens_at, nextCheckDueAt: row.next_check_due_at }, now),
    escalation: escalation(row.next_check_due_at, now, plan),
    lastTemperature: row.last_temperature,
    lastReadingAt: row.last_reading_at,
    notHomeAt: row.not_home_at,
    missedInRow: row.missed_in_row,
    openReferral: row.open_referral_id !== null && clock ? { id: row.open_referral_id, clock } : null,
    medic: refOf(row.medic_id, row.medic_name),
    guarantor: refOf(row.guarantor_id, row.guarantor_name),
    notice: { id: row.notice_id, servedAt: row.notice_served_at },
  }
}
