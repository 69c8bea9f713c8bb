// What of the plan is shown: the duties that a state, a section and an owner leave, and the figures beside the filters.
// Pure; a duty that nobody has measured is never counted as kept.
import type { PlanView } from '../../../modules/organisation/contract.ts'

export type Section = PlanView['sections'][number]
export type Duty = Section['duties'][number]
export type State = Duty['state']

/** Worst first, as a reader looks for them. */
export const STATES = ['broken', 'atRisk', 'notYetMeasured', 'kept'] as const satisfies readonly State[]

export interface Choice {
  state?: string | undefined
  section?: string | undefined
  owner?: string | undefined
}

/** Sections that are left, each with the duties that are left; empty ones are gone. */
export const selectSections = (sections: readonly Section[], { state, section, owner }: Choice): Section[] =>
  sections
    .filter(({ key }) => !section || key === section)
    .map((one) => ({
      ...one,
      duties: one.duties.filter(
        (duty) => (!state || duty.state === state) && (!owner || duty.owners.some(({ key }) => key === owner)),
      ),
    }))
    .filter(({ duties }) => duties.length > 0)

export function countStates(sections: readonly Section[]): Record<State, number> {
  const counts: Record<State, number> = { broken: 0, atRisk: 0, notYetMeasured: 0, kept: 0 }
  for (const { duties } of sections) for (const { state } of duties) counts[state] += 1
  return counts
}

/** Every owner once, those with the most duties first. */
export function ownersOf(sections: readonly Section[]): (Duty['owners'][number] & { duties: number })[] {
  const owners = new Map<string, Duty['owners'][number] & { duties: number }>()
  for (const owner of sections.flatMap(({ duties }) => duties.flatMap((duty) => duty.owners))) {
    owners.set(owner.key, { ...owner, duties: (owners.get(owner.key)?.duties ?? 0) + 1 })
  }
  return [...owners.values()].sort((a, b) => b.duties - a.duties || a.key.localeCompare(b.key))
}

/** A part follows its duty under the same number. */
export const isPart = (duties: readonly Duty[], index: number): boolean =>
  index > 0 && duties[index - 1]?.number === duties[index]?.number
