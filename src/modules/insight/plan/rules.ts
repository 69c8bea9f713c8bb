// What of the living plan is shown and how it is judged (M01–M63): the duties that filters leave, the state of a clause, a
// day's judgement under the plan of that day. Pure; what nobody has measured is never counted as kept.
import { type Figure, figureValue } from '../../../kernel/figure.ts'
import { addDays, type Day } from '../../../kernel/time.ts'
import { type Judgement, judge, type MeasureUse, type Target } from '../../../plan/index.ts'

/** Worst first, as a reader looks for them. */
export const STATES = ['broken', 'atRisk', 'notYetMeasured', 'kept'] as const satisfies readonly Judgement[]
export type State = (typeof STATES)[number]

/** A curve is today and the thirteen days before it. */
export const CURVE_DAYS = 14
export const curveDays = (today: Day): Day[] =>
  Array.from({ length: CURVE_DAYS }, (_, index) => addDays(today, index + 1 - CURVE_DAYS))

/** The first day of a duty's window; null for since the start and for as it stands now. */
export function firstDay(window: MeasureUse['window'], today: Day): Day | null {
  if (window === 'day') return today
  if (window === 'sevenDays') return addDays(today, -6)
  return window === 'fourteenDays' ? addDays(today, -13) : null
}

export interface Judged {
  /** Cut to one decimal, not rounded: what falls short of all of it never reads as all of it. */
  value: number | null
  counts: { numerator: number; denominator: number } | null
  state: State
}

export function judged(figure: Figure | null, target: Target): Judged {
  const value = figure && figureValue(figure)
  return {
    value: value === null ? null : Math.floor(value * 10) / 10,
    counts: figure && 'denominator' in figure ? { numerator: figure.numerator, denominator: figure.denominator } : null,
    state: judge(value, target),
  }
}

/** The worst of them; none is not yet measured. */
export const worst = (states: readonly State[]): State =>
  STATES.find((state) => states.includes(state)) ?? 'notYetMeasured'

export interface Owner {
  key: string
  zh: string
  en: string
  leadUnit: string | null
  units: readonly string[]
}
export interface ShownDuty {
  key: string
  number: number
  isPart: boolean
  clauses: readonly string[]
  zh: string
  en: string
  owners: readonly string[]
  measure: { nameZh: string; nameEn: string }
  state: State
}
export interface ShownSection {
  key: string
  owner: string | null
  duties: readonly ShownDuty[]
}

export interface Choice {
  state?: string | undefined
  section?: string | undefined
  /** A unit's part: what it owns itself or with others, and what its group or office answers for. */
  unit?: string | undefined
  clause?: string | undefined
  q?: string | undefined
}

/** Sections that are left, each with the duties that are left; empty ones are gone. */
export function selectSections<S extends ShownSection>(
  { sections, owners }: { sections: readonly S[]; owners: readonly Owner[] },
  { state, section, unit, clause, q }: Choice,
): (S & { duties: S['duties'] })[] {
  const known = new Map(owners.map((owner) => [owner.key, owner]))
  const has = (key: string | null, wanted: string): boolean => {
    const owner = key === null ? undefined : known.get(key)
    return key === wanted || owner?.leadUnit === wanted || (owner?.units.includes(wanted) ?? false)
  }
  const words = (q ?? '').trim().toLowerCase()
  const finds = (duty: ShownDuty): boolean =>
    [
      duty.zh,
      duty.en,
      duty.measure.nameZh,
      duty.measure.nameEn,
      ...duty.clauses,
      ...duty.owners.flatMap((key) => [known.get(key)?.zh ?? '', known.get(key)?.en ?? '']),
    ].some((text) => text.toLowerCase().includes(words))
  return sections
    .filter(({ key }) => !section || key === section)
    .map((one) => ({
      ...one,
      duties: one.duties.filter(
        (duty) =>
          (!state || duty.state === state) &&
          (!clause || duty.clauses.includes(clause)) &&
          (!unit || has(one.owner, unit) || duty.owners.some((key) => has(key, unit))) &&
          (words === '' || finds(duty)),
      ),
    }))
    .filter(({ duties }) => duties.length > 0)
}

export function countStates(sections: readonly ShownSection[]): Record<State, number> {
  const counts: Record<State, number> = { broken: 0, atRisk: 0, notYetMeasured: 0, kept: 0 }
  for (const { duties } of sections) for (const { state } of duties) counts[state] += 1
  return counts
}

/** Does the duty stand under its own before it? A part whose duty is filtered away stands by itself. */
export const standsUnder = (duties: readonly ShownDuty[], index: number): boolean =>
  duties[index]!.isPart &&
  duties.slice(0, index).some(({ isPart, number }) => !isPart && number === duties[index]!.number)
