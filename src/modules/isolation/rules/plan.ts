// What the rules of isolation need of a plan (M07, M21): one flat object, so that a rule's test can say it in a few lines
// and a period keeps being judged by the plan version it began under.
import type { Instant, LocalTime, Zone } from '../../../kernel/time.ts'
import type { Plan, PostKind } from '../../../plan/index.ts'

export interface SlotTimes {
  slot: string
  opens: LocalTime
  closes: LocalTime
}

export const REFERRAL_STEPS = ['notified', 'called', 'pickedUp', 'atFacility', 'outcome'] as const
export type ReferralStepKey = (typeof REFERRAL_STEPS)[number]

export interface IsolationPlan {
  zone: Zone
  /** The arrival day is day 0; the period ends with the end of day `days`. */
  days: number
  /** In the order of the day, not overlapping; each is owed once a day. */
  windows: readonly SlotTimes[]
  /** °C, at or above is a fever. */
  feverThreshold: number
  /** °C, what a thermometer may say at all. */
  lowest: number
  highest: number
  /** Minutes after the step before; for the first, after the reading. */
  referral: readonly { key: ReferralStepKey; within: number }[]
  /** Minutes after the window closed without a check, and who is told then; ascending. */
  escalation: readonly { after: number; to: PostKind; group?: string }[]
  release: { fullPeriod: boolean; noOpenReferral: boolean; lastReadingsNormal: number; gapsExplained: boolean }
  /** Windows that closed by `until` are those of this plan: an amendment changed the period while it ran. */
  before?: { plan: IsolationPlan; until: Instant }
}

type Parts = Pick<Plan, 'zone' | 'isolation' | 'referral' | 'escalation' | 'release'>

const known = new WeakMap<Parts, IsolationPlan>()

/** The same object for the same plan, so that what is worked out for it is worked out once. */
export function isolationPlan(plan: Parts): IsolationPlan {
  const found = known.get(plan) ?? flatten(plan)
  known.set(plan, found)
  return found
}

function flatten(plan: Parts): IsolationPlan {
  const { isolation, release } = plan
  return {
    zone: plan.zone,
    days: isolation.days,
    windows: isolation.windows
      .map(({ slot, opens, closes }) => ({ slot, opens, closes }))
      .sort((a, b) => a.opens.localeCompare(b.opens)),
    feverThreshold: isolation.feverThreshold,
    lowest: isolation.readingRange.lowest,
    highest: isolation.readingRange.highest,
    referral: plan.referral.steps.map(({ key, within }) => ({ key, within })),
    escalation: plan.escalation.steps
      .map(({ after, to, group }) => ({ after, to, group }))
      .sort((a, b) => a.after - b.after),
    release: {
      fullPeriod: release.fullPeriod,
      noOpenReferral: release.noOpenReferral,
      lastReadingsNormal: release.lastReadingsNormal,
      gapsExplained: release.gapsExplained,
    },
  }
}

const amended = new WeakMap<IsolationPlan, WeakMap<IsolationPlan, IsolationPlan>>()

/**
 * What a period is judged by that ran under `before` when an amendment changed it to `after` at `until`: the new rules, but
 * the windows that had closed by then are those that were owed. The same object for the same two plans.
 */
export function amendedPlan(before: IsolationPlan, until: Instant, after: IsolationPlan): IsolationPlan {
  let known = amended.get(after)
  if (!known) {
    known = new WeakMap()
    amended.set(after, known)
  }
  const found = known.get(before)
  if (found?.before?.until === until) return found
  const made = { ...after, before: { plan: before, until } }
  known.set(before, made)
  return made
}

/** At or above the plan's threshold? */
export const isFever = (temperature: number, plan: Pick<IsolationPlan, 'feverThreshold'>): boolean =>
  temperature >= plan.feverThreshold
