// The plan file that a district starts with, and the areas beside it.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Area, type Plan, parseAreas, parsePlan } from '../plan/index.ts'

export interface PlanFile {
  plan: Plan
  areas: Area[]
  planText: string
  areasText: string
}

/** Reads and checks a plan file. Throws Problem with the line of the first finding. */
export async function readPlanFile(file: string): Promise<PlanFile> {
  const planText = await readFile(file, 'utf8')
  const draft = parsePlan(planText)
  const areasText = await readFile(path.join(path.dirname(file), draft.areas), 'utf8')
  const areas = parseAreas(areasText)
  return { plan: parsePlan(planText, { areas }), areas, planText, areasText }
}
