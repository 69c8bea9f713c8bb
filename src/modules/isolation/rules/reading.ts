// One visit (M21): is it believable, which window does it complete, is it late, is it a fever. The thermometer's range and
// the threshold are the plan's. Nobody at home is a visit too, without temperature, and completes nothing.
import { addMinutes, type Day, dayOf, type Instant } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import { closedAt, type Period } from './period.ts'
import { type IsolationPlan, isFever } from './plan.ts'
import { type CheckWindow, type Completions, owing, windowAt, windowKey } from './windows.ts'

/** The same words as the site of a first temperature. */
export const SITES = ['forehead', 'wrist', 'armpit', 'ear', 'mouth', 'other'] as const
export const TAKEN_BY = ['medic', 'self', 'family', 'other'] as const
export const SYMPTOMS = [
  'cough',
  'fatigue',
  'breathlessness',
  'soreThroat',
  'runnyNose',
  'headache',
  'muscleAche',
  'chestTightness',
  'diarrhoea',
  'nausea',
  'other',
] as const
export type Site = (typeof SITES)[number]
export type TakenBy = (typeof TAKEN_BY)[number]
export type Symptom = (typeof SYMPTOMS)[number]

/** Minutes by which a phone's clock may be wrong, and by which a form rounds down. */
export const CLOCK_SKEW = 5
export const LONGEST_NOTE = 500

export interface Visit {
  atHome: boolean
  /** °C with one decimal; null exactly when nobody was at home. */
  temperature: number | null
  site: Site | null
  symptoms: readonly Symptom[]
  takenBy: TakenBy
  /** Said by whoever took it. */
  observedAt: Instant
  note: string
}

export interface JudgedVisit {
  /** The day it was observed on. */
  day: Day
  /** The window it falls in or is late for, whether or not it completes it. */
  window: CheckWindow | null
  /** How it completes that window, or null: a further reading, one outside any window, or nobody at home. */
  completes: 'done' | 'late' | null
  fever: boolean
  /** A fever of somebody without an open referral opens one. */
  opensReferral: boolean
  /** The temperature owed since registration is here. */
  settlesTemperature: boolean
}

/** `receivedAt` is ours, `visit.observedAt` the phone's: a reading received after its window closed is late. */
export function decideReading(
  visit: Visit,
  known: { period: Period; completions: Completions; hasOpenReferral: boolean },
  receivedAt: Instant,
  plan: IsolationPlan,
): Verdict<JudgedVisit> {
  const { period } = known
  const reasons = [...whatIsMeasured(visit, plan), ...whenItWas(visit.observedAt, period, receivedAt)]
  if (reasons.length > 0) return no(...reasons)
  const window = windowAt(visit.observedAt, period, plan)
  const fever = visit.temperature !== null && isFever(visit.temperature, plan)
  return yes({
    day: dayOf(visit.observedAt, plan.zone),
    window,
    completes: window && visit.atHome ? completion(window, visit.observedAt, known, receivedAt, plan) : null,
    fever,
    opensReferral: fever && !known.hasOpenReferral,
    settlesTemperature: visit.temperature !== null && period.state === 'active' && period.temperatureOwed,
  })
}

function completion(
  window: CheckWindow,
  observedAt: Instant,
  { period, completions }: { period: Period; completions: Completions },
  receivedAt: Instant,
  plan: IsolationPlan,
): 'done' | 'late' | null {
  // Only the first reading of a window completes it.
  if (completions.has(windowKey(window))) return null
  // Taken at the clinic, or while the response was stood down: not the check that was owed at home.
  const away = [...period.suspensions, ...period.standDowns].some(
    ({ from, until }) => from <= observedAt && (until === null || observedAt < until),
  )
  if (away) return null
  const why = owing(window, period, plan.zone)
  if (why === 'beforeRegistration' || why === 'afterEnd') return null
  return receivedAt < window.closesAt ? 'done' : 'late'
}

/** The reasons why this cannot have been measured; none when it can. */
export function whatIsMeasured(visit: Omit<Visit, 'observedAt' | 'takenBy'>, plan: IsolationPlan): Reason[] {
  const reasons: Reason[] = []
  if (visit.note.length > LONGEST_NOTE) {
    reasons.push(
      reason('reading.longNote', `备注不超过 ${LONGEST_NOTE} 字`, `At most ${LONGEST_NOTE} characters`, 'note'),
    )
  }
  if (!visit.atHome) {
    if (visit.temperature !== null || visit.site !== null || visit.symptoms.length > 0) {
      reasons.push(
        reason(
          'reading.notAtHome',
          '人不在家时不能有体温和症状',
          'Nobody at home: no temperature, no symptoms',
          'atHome',
        ),
      )
    }
    return reasons
  }
  reasons.push(...believable(visit.temperature, plan))
  if (visit.temperature !== null && visit.site === null) {
    reasons.push(reason('reading.noSite', '请选择测量部位', 'Say where it was measured', 'site'))
  }
  if (visit.symptoms.includes('other') && visit.note.trim() === '') {
    reasons.push(reason('reading.noteForOther', '其他症状请在备注中写明', 'Describe the other symptom', 'note'))
  }
  return reasons
}

function believable(temperature: number | null, plan: IsolationPlan): Reason[] {
  if (temperature === null) {
    return [reason('reading.noTemperature', '请填写体温', 'Give the temperature', 'temperature')]
  }
  const { lowest, highest } = plan
  if (!(temperature >= lowest && temperature <= highest)) {
    const range = `${lowest.toFixed(1)}–${highest.toFixed(1)} °C`
    return [reason('reading.outOfRange', `体温应在 ${range}`, `Between ${range}`, 'temperature')]
  }
  // 36.55 is a slip of the finger, not a finer thermometer; 0.1 is no binary fraction, hence the tolerance.
  if (Math.abs(temperature * 10 - Math.round(temperature * 10)) > 1e-6) {
    return [reason('reading.oneDecimal', '体温保留一位小数', 'One decimal', 'temperature')]
  }
  return []
}

function whenItWas(observedAt: Instant, period: Period, receivedAt: Instant): Reason[] {
  if (period.state === 'endedBeforeRegistration') {
    return [reason('period.closed', '隔离在登记前已经满期', 'The isolation had ended before registration')]
  }
  const reasons: Reason[] = []
  if (observedAt > addMinutes(receivedAt, CLOCK_SKEW)) {
    reasons.push(reason('reading.future', '测量时间晚于现在', 'Observed later than now', 'observedAt'))
  }
  if (observedAt < addMinutes(period.registeredAt, -CLOCK_SKEW)) {
    reasons.push(reason('reading.beforeRegistration', '测量时间早于登记', 'Observed before registration', 'observedAt'))
  }
  const closed = closedAt(period)
  // A phone may bring a reading of before the closing long after it.
  if (closed !== null && observedAt > closed) {
    reasons.push(reason('period.closed', '隔离已经结束', 'The isolation is over already', 'observedAt'))
  }
  return reasons
}

export interface Correction {
  temperature: number
  site: Site
  symptoms: readonly Symptom[]
  note: string
  reason: string
}

/**
 * Puts a mistyped reading right. Time, window and lateness stay what they were; the old values are kept beside the new.
 * Corrected to a fever it opens a referral; corrected from one, the referral is withdrawn by a step of its own.
 */
export function decideCorrection(
  old: Pick<Visit, 'atHome' | 'temperature' | 'site' | 'symptoms' | 'note'>,
  correction: Correction,
  known: { hasOpenReferral: boolean; isOpen: boolean },
  plan: IsolationPlan,
): Verdict<{ fever: boolean; wasFever: boolean; opensReferral: boolean }> {
  if (!old.atHome) {
    return no(reason('reading.notAtHome', '这次上门人不在家，没有体温可更正', 'Nobody was at home: nothing to correct'))
  }
  const reasons = whatIsMeasured({ ...correction, atHome: true }, plan)
  if (correction.reason.trim().length < 2) {
    reasons.push(reason('correction.noReason', '请写明更正原因', 'Give a reason', 'reason'))
  }
  const same =
    old.temperature === correction.temperature &&
    old.site === correction.site &&
    old.note === correction.note &&
    [...old.symptoms].sort().join() === [...correction.symptoms].sort().join()
  if (same) reasons.push(reason('correction.same', '没有改动', 'Nothing changes', 'temperature'))
  if (reasons.length > 0) return no(...reasons)
  const fever = isFever(correction.temperature, plan)
  return yes({
    fever,
    wasFever: old.temperature !== null && isFever(old.temperature, plan),
    opensReferral: fever && known.isOpen && !known.hasOpenReferral,
  })
}
