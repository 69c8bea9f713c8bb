// Which signs of early warning stand in what is known at a moment (M04). A sign names its rule, its area, the numbers it
// rests on, and how fresh the newest of them is: a warning that somebody ended is not raised again by what was known then.
import { addDays, type Day, type Instant } from '../../../../kernel/time.ts'
import type { Text, WarningRule } from '../../../../plan/index.ts'
import { earsLag, earsOf } from './ears.ts'

/** Fevers of one village (or of a township where the village is not known) on one day. */
export interface FeverCount {
  area: string
  day: Day
  count: number
  latestAt: Instant
}

export interface OverdueCount {
  area: string
  open: number
  overdue: number
}

export interface Known {
  today: Day
  /** When today began in the plan's zone. */
  todayBeganAt: Instant
  district: string
  fevers: readonly FeverCount[]
  overdue: readonly OverdueCount[]
  /** Daily reports of today that were due and are not there, and the last instant at which one fell due. */
  reports: { missing: number; due: number; dueAt: Instant } | null
}

/** What a sign rests on, in numbers alone. */
export interface SignFacts {
  observed: number
  /** What it was held against: a bound, a share, a number. */
  limit: number
  days?: number
  method?: string
  /** Of how many. */
  of?: number
}

export interface Sign {
  rule: WarningRule
  area: string
  day: Day
  facts: SignFacts
  newestAt: Instant
}

/** The name of a warning's rule, in the version that raised it. */
export function ruleNameOf(
  versions: readonly { versionId: string; plan: { warning: { rules: readonly WarningRule[] } } }[],
  { rule_key, plan_version_id }: { rule_key: string; plan_version_id: string },
): Text {
  const version = versions.find(({ versionId }) => versionId === plan_version_id)
  const rule = version?.plan.warning.rules.find(({ key }) => key === rule_key)
  return rule?.name ?? { zh: rule_key, en: rule_key }
}

const DIGITS = { village: 12, township: 9, district: 6 } as const
type Level = keyof typeof DIGITS

/** How many days of fevers the rules look back on, today included. */
export const daysLookedBack = (rules: readonly WarningRule[]): number =>
  Math.max(
    1,
    ...rules.map((rule) =>
      rule.kind === 'feverCluster' ? rule.days : rule.kind === 'feverSignal' ? earsLag(rule.method, rule) + 1 : 1,
    ),
  )

export const signsOf = (rules: readonly WarningRule[], known: Known): Sign[] =>
  rules.flatMap((rule) => {
    if (rule.kind === 'feverCluster') return clusters(rule, known)
    if (rule.kind === 'feverSignal') return signals(rule, known)
    if (rule.kind === 'overdueRate') return overdueRates(rule, known)
    return reportsMissing(rule, known)
  })

type RuleOf<Kind extends WarningRule['kind']> = Extract<WarningRule, { kind: Kind }>

/** A registration that does not know its village stands for its township alone. */
const areaAt = (code: string, level: Level): string | null =>
  code.length >= DIGITS[level] ? code.slice(0, DIGITS[level]) : null

function byArea(fevers: readonly FeverCount[], level: Level): Map<string, FeverCount[]> {
  const groups = new Map<string, FeverCount[]>()
  for (const fever of fevers) {
    const area = areaAt(fever.area, level)
    if (area !== null) groups.set(area, [...(groups.get(area) ?? []), fever])
  }
  return groups
}

const latest = (fevers: readonly FeverCount[]): Instant =>
  fevers.reduce((last, { latestAt }) => (latestAt > last ? latestAt : last), '')

function clusters(rule: RuleOf<'feverCluster'>, { fevers, today }: Known): Sign[] {
  const from = addDays(today, 1 - rule.days)
  const recent = fevers.filter(({ day }) => day >= from && day <= today)
  return [...byArea(recent, rule.level)].flatMap(([area, of]) => {
    const observed = of.reduce((sum, { count }) => sum + count, 0)
    if (observed < rule.fevers) return []
    const facts = { observed, limit: rule.fevers, days: rule.days }
    return [{ rule, area, day: today, facts, newestAt: latest(of) }]
  })
}

function signals(rule: RuleOf<'feverSignal'>, { fevers, today, todayBeganAt }: Known): Sign[] {
  return [...byArea(fevers, rule.level)].flatMap(([area, of]) => {
    const judged = earsOf(countsUntil(of, today, earsLag(rule.method, rule) + 1), rule.method, rule)
    if (!judged?.alarm) return []
    const facts = {
      observed: judged.observed,
      limit: Math.round((judged.upperBound ?? 0) * 100) / 100,
      method: rule.method,
      days: rule.baseline,
    }
    return [{ rule, area, day: today, facts, newestAt: todayBeganAt }]
  })
}

/** One count a day, oldest first, `days` of them, `until` the last. */
export function countsUntil(fevers: readonly Pick<FeverCount, 'day' | 'count'>[], until: Day, days: number): number[] {
  const counts = new Map<Day, number>()
  for (const { day, count } of fevers) counts.set(day, (counts.get(day) ?? 0) + count)
  return Array.from({ length: days }, (_, at) => counts.get(addDays(until, at + 1 - days)) ?? 0)
}

function overdueRates(rule: RuleOf<'overdueRate'>, { overdue, today, todayBeganAt }: Known): Sign[] {
  const groups = new Map<string, { open: number; overdue: number }>()
  for (const row of overdue) {
    const area = areaAt(row.area, rule.level)
    if (area === null) continue
    const before = groups.get(area) ?? { open: 0, overdue: 0 }
    groups.set(area, { open: before.open + row.open, overdue: before.overdue + row.overdue })
  }
  return [...groups].flatMap(([area, { open, overdue: late }]) => {
    if (open < rule.ofAtLeast || (late * 100) / open <= rule.abovePercent) return []
    const facts = { observed: late, limit: rule.abovePercent, of: open }
    return [{ rule, area, day: today, facts, newestAt: todayBeganAt }]
  })
}

function reportsMissing(rule: RuleOf<'reportsMissing'>, { reports, district, today }: Known): Sign[] {
  if (!reports || reports.missing < rule.reports) return []
  const facts = { observed: reports.missing, limit: rule.reports, of: reports.due }
  return [{ rule, area: district, day: today, facts, newestAt: reports.dueAt }]
}
