// All duties of a plan in one list, each with the place it stands in, parts behind their duty: what the living plan
// shows and judges. Keys of units and unit sets are resolved here and nowhere else.

import type { Text } from './schema/basics.ts'
import type { Duty, DutyPart } from './schema/duty.ts'
import type { Unit } from './schema/organisation.ts'
import type { Plan } from './schema/plan.ts'

export type DutySection = 'office' | 'group' | 'township' | 'structure' | 'mechanism' | 'requirement' | 'districtWide'

export interface PlacedDuty {
  duty: Duty | DutyPart
  section: DutySection
  /** The group's key when the duty is a group's. */
  group: string | null
  /** The key of the duty that this is a part of. */
  partOf: string | null
  number: number
  path: (string | number)[]
}

/** Lists of duties with the path of each in the plan. */
export function dutyLists(
  plan: Plan,
): { section: DutySection; group: string | null; path: (string | number)[]; duties: Duty[] }[] {
  return [
    { section: 'structure', group: null, path: ['structure'], duties: plan.structure },
    { section: 'office', group: null, path: ['office', 'functions'], duties: plan.office.functions },
    ...plan.groups.map((group, index) => ({
      section: 'group' as const,
      group: group.key,
      path: ['groups', index, 'duties'],
      duties: group.duties,
    })),
    { section: 'township', group: null, path: ['townshipCommands', 'duties'], duties: plan.townshipCommands.duties },
    { section: 'mechanism', group: null, path: ['mechanisms'], duties: plan.mechanisms },
    { section: 'requirement', group: null, path: ['requirements'], duties: plan.requirements },
    { section: 'districtWide', group: null, path: ['districtWide'], duties: plan.districtWide },
  ]
}

export const allDuties = (plan: Plan): PlacedDuty[] =>
  dutyLists(plan).flatMap(({ section, group, path, duties }) =>
    duties.flatMap((duty, index) => {
      const place = { section, group, number: duty.number }
      const here = [...path, index]
      return [
        { ...place, duty, partOf: null, path: here },
        ...duty.parts.map((part, at) => ({ ...place, duty: part, partOf: duty.key, path: [...here, 'parts', at] })),
      ]
    }),
  )

/** The units that keys of units and unit sets name, each once, in the plan's order. Unknown keys name nobody. */
export function resolveUnits(plan: Plan, keys: readonly string[]): Unit[] {
  const wanted = new Set(keys)
  const sets = plan.unitSets.filter((set) => wanted.has(set.key))
  return plan.units.filter(
    (unit) =>
      wanted.has(unit.key) ||
      sets.some((set) => set.kinds.includes(unit.kind) && set.standings.includes(unit.standing)),
  )
}

/** The area a unit works in: its own, or the whole district. */
export const unitArea = (plan: Plan, unit: Unit): string => unit.areaCode ?? plan.district.code

/** The ids of every clause of the source, in order. */
export const clauseIds = (plan: Plan): string[] =>
  Array.from({ length: Number(plan.clauses.last.slice(1)) }, (_, index) => `M${String(index + 1).padStart(2, '0')}`)

/** The authority of a value that is a default, or null when the source gives it. A path covers what is below it. */
export function basisOf(plan: Plan, path: string): Text | null {
  const found = plan.basis.find((basis) => path === basis.path || path.startsWith(`${basis.path}.`))
  return found?.default.authority ?? null
}
