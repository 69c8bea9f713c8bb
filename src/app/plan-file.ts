// The plan file that a district starts with, and the areas beside it.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type Area, type Plan, parseAreas, parsePlan, takeInTemplates } from '../plan/index.ts'

export interface PlanFile {
  plan: Plan
  areas: Area[]
  planText: string
  areasText: string
}

/** Reads and checks a plan file. Throws Problem with the line of the first finding. */
export async function readPlanFile(file: string): Promise<PlanFile> {
  const beside = besidePlan(file)
  const said = await readFile(file, 'utf8')
  const draft = parsePlan(said, { hasFile: (name) => beside(name) !== null })
  const planText = takeInTemplates(said, beside)
  const areasText = await readFile(path.join(path.dirname(file), draft.areas), 'utf8')
  const areas = parseAreas(areasText)
  return { plan: parsePlan(planText, { areas }), areas, planText, areasText }
}

/** The text of a file beside a plan, or null when there is none. */
export const besidePlan =
  (planFile: string) =>
  (name: string): string | null => {
    try {
      return readFileSync(path.join(path.dirname(planFile), name), 'utf8')
    } catch {
      return null
    }
  }
