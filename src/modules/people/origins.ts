// The plan's reading of origins, built once a plan: it goes through the whole list of place names.
import { type Origin, originClassifier, type Plan } from '../../plan/index.ts'

const known = new WeakMap<Plan, (text: string) => Origin>()

export function classifierOf(plan: Plan): (text: string) => Origin {
  let classify = known.get(plan)
  if (!classify) {
    classify = originClassifier(plan)
    known.set(plan, classify)
  }
  return classify
}
