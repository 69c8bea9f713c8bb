// Where somebody isolates (M07): the first of the plan's rules that fits decides, and says why.

import type { Text } from './schema/basics.ts'
import type { PlaceRule } from './schema/isolation.ts'
import type { Plan } from './schema/plan.ts'

/** What is known; what is not known fits no rule that asks for it. */
export type PlaceFacts = { [name in keyof PlaceRule['when']]: PlaceRule['when'][name] }

export function isolationPlace(
  plan: Plan,
  facts: PlaceFacts,
): { place: 'home' | 'central'; rule: string; reason: Text } {
  const fits = (rule: PlaceRule) =>
    (Object.keys(rule.when) as (keyof PlaceFacts)[]).every(
      (name) => rule.when[name] === undefined || rule.when[name] === facts[name],
    )
  const rule = plan.isolation.placeRules.find(fits)
  if (!rule) throw new RangeError('the last place rule must fit everybody')
  return { place: rule.place, rule: rule.key, reason: rule.reason }
}
