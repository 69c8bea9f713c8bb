// What is owed and by whom, in the plan's own words. Pure.
import type { Plan, Text } from '../../../../plan/index.ts'
import type { Owner } from './clocks.ts'

/** An owner whom a later plan no longer names keeps its key. */
export function ownerName(plan: Plan, { kind, key }: Owner): Text {
  const group = kind === 'group' ? plan.groups.find((one) => one.key === key) : undefined
  if (group) return group.name
  const unit = plan.units.find((one) => one.key === key)
  return { zh: unit?.zh ?? key, en: unit?.en ?? key }
}

/** Kinds of tasks beside the clocks. */
const TASKS: Record<string, Text> = {
  drill: { zh: '演练', en: 'Drill' },
  training: { zh: '培训', en: 'Training' },
  verification: { zh: '名单核查', en: 'List to verify' },
  table: { zh: '报表', en: 'Table' },
}

/** A task's own words, or those of its clock or kind. */
export function titleOf(
  plan: Plan,
  { key, title_zh, title_en }: { key: string; title_zh: string | null; title_en: string | null },
): Text {
  if (title_zh !== null && title_en !== null) return { zh: title_zh, en: title_en }
  const clock = Object.entries(plan.clocks).find(([name]) => name === key)?.[1]
  return clock ? { zh: clock.zh, en: clock.en } : (TASKS[key] ?? { zh: key, en: key })
}
