// What offends against the plan, and how it is judged (M18, M55). A record gives rise to a matter; people judge it, and lay
// nothing upon anybody who was not heard. Nothing is decided here. Pure.
import type { Day, Instant } from '../../kernel/time.ts'
import { no, reason, type Verdict, yes } from '../../kernel/verdict.ts'
import type { Plan, Text } from '../../plan/index.ts'

/** What each rule is called, and the trigger of the plan that it falls under. */
export const RULES = {
  lateReport: { trigger: 'lateReport', zh: '日报迟报', en: 'Daily report late' },
  missedReport: { trigger: 'missedReport', zh: '日报漏报', en: 'Daily report missing' },
  belowRecords: { trigger: 'concealedReport', zh: '日报少于底册', en: 'Report below the records' },
  rosterGap: { trigger: 'disobedience', zh: '值守空缺', en: 'Gap in the roster' },
  unansweredCall: { trigger: 'disobedience', zh: '查岗无人应答', en: 'Spot-check not answered' },
  unsignedDirective: { trigger: 'disobedience', zh: '指令逾时未签收', en: 'Directive not signed for' },
  overdueDirective: { trigger: 'disobedience', zh: '指令逾期未办', en: 'Directive overdue' },
  refusedDirective: { trigger: 'disobedience', zh: '拒绝执行指令', en: 'Directive refused' },
  rapidReadings: { trigger: 'concealedReport', zh: '短时间内录入多户体温', en: 'Many homes within seconds' },
  equalReadings: { trigger: 'concealedReport', zh: '同一人体温连日相同', en: 'The same temperature for days' },
  unregisteredReturnee: {
    trigger: 'concealedReport',
    zh: '返回人员多日未登记',
    en: 'A returnee unregistered for days',
  },
  caseFromGap: { trigger: 'spread', zh: '病例与防控缺口有关', en: 'A case that grew from a gap' },
} as const satisfies Record<string, Text & { trigger: string }>
export type Rule = keyof typeof RULES
export const isRule = (text: string): text is Rule => text in RULES

export interface Subject {
  kind: 'group' | 'unit' | 'account'
  key: string
}

export interface Link {
  at: Instant
  kind: 'arrived' | 'registered' | 'missed' | 'fever' | 'suspected' | 'listed' | 'sent' | 'foundUnregistered'
  /** Hours of delay, days, or how many. */
  count?: number
}

/** A record that offends against a rule. */
export interface Offence {
  rule: Rule
  subject: Subject
  areaCode: string
  evidence: { kind: string; id: string }
  day: Day
  facts?: Record<string, string | number>
  chain?: readonly Link[]
}

/** Outcomes that lay nothing upon anybody. */
export const ACQUITTALS = ['dismissed', 'explained'] as const

export interface Matter {
  state: 'open' | 'hearing' | 'decided'
  answerDueAt: Instant | null
  answeredAt: Instant | null
}

export const decideHearing = ({ state }: Matter): Verdict<null> =>
  state === 'open' ? yes(null) : no(state === 'hearing' ? HEARD_ALREADY : DECIDED)

/** The answer is heard until the decision, also when it comes late. */
export const decideAnswer = ({ state, answeredAt }: Matter): Verdict<null> => {
  if (state === 'decided') return no(DECIDED)
  if (state === 'open') return no(NOT_ASKED)
  return answeredAt === null ? yes(null) : no(ANSWERED)
}

/** Dismissed without a hearing at any time; explained by an answer; anything else only after the hearing. */
export function decideOutcome(
  matter: Matter,
  outcome: string,
  plan: Pick<Plan, 'discipline'>,
  now: Instant,
): Verdict<null> {
  if (matter.state === 'decided') return no(DECIDED)
  if (outcome === 'dismissed') return yes(null)
  if (outcome === 'explained') return matter.answeredAt === null ? no(NO_ANSWER) : yes(null)
  if (!plan.discipline.outcomes.some(({ key }) => key === outcome)) return no(NO_OUTCOME)
  if (matter.state === 'open') return no(NOT_HEARD)
  const isHeard = matter.answeredAt !== null || (matter.answerDueAt !== null && matter.answerDueAt <= now)
  return isHeard ? yes(null) : no(STILL_TIME)
}

/** A case whose person was registered late, whose windows were missed, or whose fever was left: what led to it, in order. */
export function chainOf(course: {
  arrivedOn: Instant
  registeredAt: Instant
  hoursToRegister: number
  missed: readonly Instant[]
  feverAt: Instant
  suspectedAt: Instant
  lateSteps: number
}): Link[] {
  const gaps: Link[] = [
    ...(course.hoursToRegister > 24
      ? [
          { at: course.arrivedOn, kind: 'arrived' as const },
          { at: course.registeredAt, kind: 'registered' as const, count: Math.floor(course.hoursToRegister) },
        ]
      : []),
    ...(course.missed.length > 0
      ? [{ at: course.missed[0]!, kind: 'missed' as const, count: course.missed.length }]
      : []),
    ...(course.lateSteps > 0 ? [{ at: course.feverAt, kind: 'fever' as const, count: course.lateSteps }] : []),
  ]
  if (gaps.length === 0) return []
  return [...gaps, { at: course.suspectedAt, kind: 'suspected' as const }].sort((a, b) => (a.at < b.at ? -1 : 1))
}

const DECIDED = reason('matter_decided', '已作出决定，请刷新', 'It is decided: look again')
const HEARD_ALREADY = reason('hearing_asked', '已要求说明，请刷新', 'A hearing was asked for: look again')
const NOT_ASKED = reason('not_asked', '尚未要求说明', 'Nothing was asked yet')
const ANSWERED = reason('answered_already', '已经说明过，请刷新', 'It was answered: look again')
const NO_ANSWER = reason('no_answer', '对方没有说明，不能以“说明成立”结案', 'Nothing was explained', 'outcome')
const NO_OUTCOME = reason('outcome_unknown', '方案中没有这种处理', 'No such outcome in the plan', 'outcome')
const NOT_HEARD = reason(
  'not_heard',
  '先听取说明，再作处理',
  'They are heard before anything is laid upon them',
  'outcome',
)
const STILL_TIME = reason('still_time', '对方说明的时限未到', 'They still have time to answer', 'outcome')
