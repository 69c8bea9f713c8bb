// The district situation report (M49, M59): totalled from the daily reports as they close, then worked on by the units that
// the plan names, one after the other, approved and sent. A figure is what the records hold at the end of the period, with
// what each sender corrected: whoever reports early leaves nothing out, and a correction is carried on.
import type { Instant } from '../../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../../kernel/verdict.ts'
import type { Plan, Text } from '../../../../plan/index.ts'
import type { ReportedFigure } from './figures.ts'
import { FIGURES, formOf, type RecordedKey, type Records, reportOwners } from './form.ts'
import type { Owner } from './period.ts'

export interface ReportIn extends Owner {
  submittedAt: Instant
  /** Of the first version: a correction later makes no late report of it. */
  isInTime: boolean
  isZero: boolean
  figures: readonly ReportedFigure[]
  today: string
  difficulties: string
  tomorrow: string
}

/** `excused`: by the office, with a reason. `notAsked`: the plan wants no report of them. */
export const OWNER_STATES = ['inTime', 'late', 'missing', 'excused', 'notAsked'] as const
export type OwnerState = (typeof OWNER_STATES)[number]

interface FigureOf extends Text {
  key: string
  value: number
}

export interface SituationData {
  figures: (FigureOf & { of: 'period' | 'moment'; yesterday: number | null })[]
  areas: (Text & {
    areaCode: string
    state: OwnerState
    isZero: boolean
    values: Record<string, number>
    /** What the senders changed of the records, by figure. */
    corrected: Record<string, number>
    difficulties: string
    tomorrow: string
  })[]
  groups: (Text & {
    key: string
    state: OwnerState
    isZero: boolean
    figures: FigureOf[]
    today: string
    difficulties: string
    tomorrow: string
  })[]
  open: OpenMatters
}

/** Of the district, as the report is totalled. */
export interface OpenMatters {
  feversOpen: number
  checksOverdue: number
  urgentOpen: number
  /** Absent in reports that were totalled before there were directives. */
  directivesOverdue?: number | undefined
}

export const stateOf = (report: { isInTime: boolean } | undefined, isExcused: boolean): OwnerState => {
  if (report) return report.isInTime ? 'inTime' : 'late'
  return isExcused ? 'excused' : 'missing'
}

/** `records`: by township at the end of the period, those without a reporter too. */
export function totalSituation({
  plan,
  reports,
  isExcused,
  records,
  nameOf,
  yesterday,
  open,
}: {
  plan: Plan
  reports: readonly ReportIn[]
  isExcused(owner: Owner): boolean
  records: ReadonlyMap<string, Records>
  /** Of a township without a reporter. */
  nameOf(areaCode: string): Text
  yesterday: SituationData | null
  open: OpenMatters
}): SituationData {
  const owners = reportOwners(plan)
  const reportOf = ({ kind, key }: Owner) => reports.find((one) => one.kind === kind && one.key === key)
  const keys = formOf(plan, { kind: 'unit', key: '' }).map(({ key }) => key as RecordedKey)
  const townships = owners.filter(({ kind }) => kind === 'unit')
  const unasked = [...records.keys()].filter((area) => !townships.some(({ areaCode }) => areaCode === area)).sort()

  const valuesOf = (areaCode: string, corrected: Record<string, number>) =>
    Object.fromEntries(
      keys.map((key) => [key, Math.max(0, (records.get(areaCode)?.[key] ?? 0) + (corrected[key] ?? 0))]),
    )
  const areas = [
    ...townships.map((owner) => {
      const report = reportOf(owner)
      const corrected = correctionsOf(report)
      return {
        areaCode: owner.areaCode,
        zh: owner.zh,
        en: owner.en,
        state: stateOf(report, isExcused(owner)),
        isZero: report?.isZero ?? false,
        values: valuesOf(owner.areaCode, corrected),
        corrected,
        difficulties: report?.difficulties ?? '',
        tomorrow: report?.tomorrow ?? '',
      }
    }),
    ...unasked.map((areaCode) => ({
      areaCode,
      ...nameOf(areaCode),
      state: 'notAsked' as const,
      isZero: false,
      values: valuesOf(areaCode, {}),
      corrected: {},
      difficulties: '',
      tomorrow: '',
    })),
  ]
  const groups = owners
    .filter(({ kind }) => kind === 'group')
    .map((owner) => {
      const report = reportOf(owner)
      const names = new Map(formOf(plan, owner).map((figure) => [figure.key, figure]))
      return {
        key: owner.key,
        zh: owner.zh,
        en: owner.en,
        state: stateOf(report, isExcused(owner)),
        isZero: report?.isZero ?? false,
        figures: (report?.figures ?? []).flatMap(({ key, reported }) => {
          const { zh, en } = names.get(key) ?? { zh: key, en: key }
          return [{ key, zh, en, value: reported }]
        }),
        today: report?.today ?? '',
        difficulties: report?.difficulties ?? '',
        tomorrow: report?.tomorrow ?? '',
      }
    })
  const before = new Map(yesterday?.figures.map(({ key, value }) => [key, value]))
  return {
    figures: keys.map((key) => {
      const { of, zh, en } = FIGURES[key]
      const value = areas.reduce((sum, { values }) => sum + values[key]!, 0)
      return { key, of, zh, en, value, yesterday: before.get(key) ?? null }
    }),
    areas,
    groups,
    open,
  }
}

function correctionsOf(report: ReportIn | undefined): Record<string, number> {
  const changed = (report?.figures ?? []).flatMap(({ key, records, reported }) =>
    records === null || records === reported ? [] : [[key, reported - records] as const],
  )
  return Object.fromEntries(changed)
}

export const SITUATION_STATES = ['drafting', 'toApprove', 'approved', 'sent'] as const
export type SituationState = (typeof SITUATION_STATES)[number]
export const SITUATION_ACTS = ['edit', 'total', 'finish', 'return', 'approve', 'send'] as const
export type SituationAct = (typeof SITUATION_ACTS)[number]

export interface Standing {
  state: SituationState
  /** Which of the plan's steps works on it; as many as there are once it waits for approval. */
  step: number
}

export const firstStanding = (steps: number): Standing => ({ state: steps === 0 ? 'toApprove' : 'drafting', step: 0 })

/** What an act makes of it; who may do it is asked elsewhere. */
export function decideAct({ state, step }: Standing, steps: number, act: SituationAct): Verdict<Standing> {
  const refuse = (one: Reason) => no(one)
  switch (act) {
    case 'edit':
    case 'total':
      if (state === 'drafting' || state === 'toApprove') return yes({ state, step })
      return refuse(
        reason('already_approved', '已审定，不能再改；请先退回', 'It is approved: return it before changing it'),
      )
    case 'finish':
      if (state !== 'drafting') return refuse(reason('not_drafting', '不在拟稿阶段', 'It is not being written'))
      return yes(step + 1 < steps ? { state, step: step + 1 } : { state: 'toApprove', step: steps })
    case 'return':
      if (state === 'sent') return refuse(reason('already_sent', '已上报，不能退回', 'It was sent already'))
      if (state === 'approved' && steps === 0) return yes({ state: 'toApprove', step })
      if (step === 0) return refuse(reason('first_step', '已在第一步', 'It is at its first step'))
      return yes({ state: 'drafting', step: Math.min(step, steps) - 1 })
    case 'approve':
      if (state === 'toApprove') return yes({ state: 'approved', step })
      return refuse(
        state === 'drafting'
          ? reason('not_ready', '还有步骤没有办完', 'Some step is not done yet')
          : reason('already_approved', '已审定', 'It is approved already'),
      )
    case 'send':
      if (state === 'approved') return yes({ state: 'sent', step })
      return refuse(
        state === 'sent'
          ? reason('already_sent', '已上报', 'It was sent already')
          : reason('not_approved', '审定后才能上报', 'It is sent once it is approved'),
      )
  }
}

/** The units whose posts work on a step: the office's own belong to the unit it stands in. */
export const unitsOfStep = (plan: Pick<Plan, 'situationReport' | 'office'>, step: number): string[] => {
  const unit = plan.situationReport.steps[step]?.unit
  return unit === undefined ? ['office'] : unit === plan.office.unit ? [unit, 'office'] : [unit]
}
