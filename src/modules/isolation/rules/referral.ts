// A fever referral (M07, M21): told, 120 called, picked up, at the facility, outcome; each step timed and in order, with an
// open clock against the plan's limits. One open referral a person. Excluded: isolation resumes, its days have run on.
import { addMinutes, type Instant, minutesBetween } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import { type IsolationPlan, REFERRAL_STEPS, type ReferralStepKey } from './plan.ts'
import { CLOCK_SKEW } from './reading.ts'

/** `withdrawn`: the reading was mistyped and has been corrected; only before anybody was picked up. */
export const REFERRAL_OUTCOMES = ['excluded', 'suspected', 'withdrawn'] as const
export type ReferralOutcome = (typeof REFERRAL_OUTCOMES)[number]
/** `merged`: another of the same person goes on; nobody says it, a merge of two registrations does. */
export type ReferralEnd = ReferralOutcome | 'merged'

export interface Referral {
  /** When the fever was observed. */
  openedAt: Instant
  /** Times of the steps taken; always a beginning of the list of steps, in order of time. */
  steps: Partial<Record<ReferralStepKey, Instant>>
  outcome: ReferralEnd | null
}

export interface ReferralStep {
  step: ReferralStepKey
  at: Instant
  /** With the step `outcome`, and only then. */
  outcome: ReferralOutcome | null
  /** Where the person was taken; with `atFacility`. */
  facility: string
  note: string
}

export interface StepTaken {
  closed: boolean
  /** What becomes of the period when the referral closes. */
  isolation: 'staysSuspended' | 'resumes' | 'handedOver'
}

export const isReferralOpen = (referral: Referral): boolean => referral.outcome === null

/** The step to be taken next, or null when the referral is closed. */
export const nextStep = (referral: Referral): ReferralStepKey | null =>
  isReferralOpen(referral) ? (REFERRAL_STEPS.find((step) => referral.steps[step] === undefined) ?? null) : null

/** When the last thing happened: the step taken last, or the fever itself. */
export const lastStepAt = ({ openedAt, steps }: Referral): Instant =>
  REFERRAL_STEPS.reduce((last, step) => steps[step] ?? last, openedAt)

/** May a referral be opened for somebody who has `open` of them? */
export const decideOpening = (hasOpenReferral: boolean): Verdict<true> =>
  hasOpenReferral ? no(reason('referral.open', '已有未结束的发热转诊', 'A fever referral is open already')) : yes(true)

/** `stillFever`: the reading behind the referral, corrections applied, is at or above the threshold. */
export function decideStep(
  referral: Referral,
  command: ReferralStep,
  { stillFever }: { stillFever: boolean },
  now: Instant,
): Verdict<StepTaken> {
  const expected = nextStep(referral)
  if (expected === null) return no(reason('referral.closed', '转诊已经结束', 'The referral is closed', 'step'))
  const reasons: Reason[] = []
  const withdrawn = command.step === 'outcome' && command.outcome === 'withdrawn'
  if (withdrawn) reasons.push(...withdrawal(referral, command, stillFever))
  else if (command.step !== expected) {
    const taken = referral.steps[command.step] !== undefined
    reasons.push(
      taken
        ? reason('referral.stepTaken', '这一步已经登记', 'This step was taken already', 'step')
        : reason('referral.stepSkipped', '前面的步骤还没有登记', 'An earlier step is missing', 'step'),
    )
  }
  if (command.at < lastStepAt(referral)) {
    reasons.push(reason('referral.beforeLast', '时间早于上一步', 'Before the step before it', 'at'))
  }
  if (command.at > addMinutes(now, CLOCK_SKEW)) {
    reasons.push(reason('referral.future', '时间晚于现在', 'Later than now', 'at'))
  }
  if ((command.step === 'outcome') !== (command.outcome !== null)) {
    reasons.push(reason('referral.outcome', '请选择检查结果', 'An outcome, with the last step only', 'outcome'))
  }
  if (command.step === 'atFacility' && command.facility.trim() === '') {
    reasons.push(reason('referral.noFacility', '请写明医疗机构', 'Name the facility', 'facility'))
  }
  if (reasons.length > 0) return no(...reasons)
  if (command.outcome === null) return yes({ closed: false, isolation: 'staysSuspended' })
  return yes({ closed: true, isolation: command.outcome === 'suspected' ? 'handedOver' : 'resumes' })
}

function withdrawal(referral: Referral, command: ReferralStep, stillFever: boolean): Reason[] {
  const reasons: Reason[] = []
  if (referral.steps.pickedUp !== undefined) {
    reasons.push(
      reason('referral.pickedUp', '人已接走，只能登记检查结果', 'Picked up: only the outcome ends it', 'outcome'),
    )
  }
  if (stillFever) {
    reasons.push(
      reason(
        'referral.stillFever',
        '体温仍达到发热标准，请先更正',
        'The reading is a fever: correct it first',
        'outcome',
      ),
    )
  }
  if (command.note.trim().length < 2) {
    reasons.push(reason('referral.noReason', '请写明撤回原因', 'Say why it is withdrawn', 'note'))
  }
  return reasons
}

export interface ReferralClock {
  next: ReferralStepKey
  dueAt: Instant
  /** Minutes past `dueAt`; negative while there is time. */
  overdueBy: number
  /** Minutes since the fever. */
  openFor: number
}

/** The clock of an open referral; null when it is closed. A step that the plan gives no limit is due at once. */
export function referralClock(referral: Referral, now: Instant, plan: IsolationPlan): ReferralClock | null {
  const next = nextStep(referral)
  if (next === null) return null
  const within = plan.referral.find(({ key }) => key === next)?.within ?? 0
  const dueAt = addMinutes(lastStepAt(referral), within)
  return { next, dueAt, overdueBy: minutesBetween(dueAt, now), openFor: minutesBetween(referral.openedAt, now) }
}

/** Which steps taken were taken within the plan's limit. Their share is the measure of the plan's clause. */
export function stepsInTime(referral: Referral, plan: IsolationPlan): { step: ReferralStepKey; inTime: boolean }[] {
  let before = referral.openedAt
  return REFERRAL_STEPS.flatMap((step) => {
    const at = referral.steps[step]
    if (at === undefined) return []
    const within = plan.referral.find(({ key }) => key === step)?.within ?? 0
    const inTime = at <= addMinutes(before, within)
    before = at
    return [{ step, inTime }]
  })
}
