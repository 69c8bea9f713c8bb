// The plan that a period is judged by (M07, M21): the version it began under, to its end, unless an amendment said that it
// changes the periods that run. Then its windows are those of the one before until the amendment's time.
import type { Instant } from '../../../kernel/time.ts'
import type { Plan } from '../../../plan/index.ts'
import type { Database } from '../../../platform/db/database.ts'
import { type PlanInForce, planVersion, planVersions } from '../../organisation/index.ts'
import { amendedPlan, type IsolationPlan, isolationPlan } from '../rules/plan.ts'
import { presentWindow } from '../rules/windows.ts'
import type { OpeningOf } from '../store/next-checks.ts'
import type { PeriodRow } from '../store/periods.ts'

export interface PeriodPlan {
  beganUnder: string
  planVersionId: string
  plan: IsolationPlan
}

/** From the version that a period began under: what it becomes with each amendment that changes running periods. */
function* lineage(begun: PlanInForce, later: readonly PlanInForce[]): Generator<PeriodPlan> {
  let plan = isolationPlan(begun.plan)
  yield { beganUnder: begun.versionId, planVersionId: begun.versionId, plan }
  for (const { versionId, effectiveFrom, plan: next, runningPeriods } of later) {
    if (runningPeriods === 'keep') continue
    plan = amendedPlan(plan, effectiveFrom, isolationPlan(next))
    yield { beganUnder: begun.versionId, planVersionId: versionId, plan }
  }
}

/** Every plan that a period of this district can be judged by. */
export async function periodPlans(db: Database): Promise<PeriodPlan[]> {
  const versions = await planVersions(db)
  return versions.flatMap((begun, index) => [...lineage(begun, versions.slice(index + 1))])
}

/** The plan of one period, flat for the rules and whole for its words. */
export async function planOfPeriod(
  db: Database,
  { began_under, plan_version_id }: Pick<PeriodRow, 'began_under' | 'plan_version_id'>,
): Promise<{ plan: IsolationPlan; wholePlan: Plan; version: PlanInForce }> {
  const version = await planVersion(db, plan_version_id)
  if (began_under === plan_version_id) return { plan: isolationPlan(version.plan), wholePlan: version.plan, version }
  const found = (await periodPlans(db)).find(
    ({ beganUnder, planVersionId }) => beganUnder === began_under && planVersionId === plan_version_id,
  )
  if (!found) throw new Error(`no amendment leads from ${began_under} to ${plan_version_id}`)
  return { plan: found.plan, wholePlan: version.plan, version }
}

/** When the present window opened, under each of them: who has lapsed and who is done is told by the own one. */
export async function presentOpenings(db: Database, now: Instant): Promise<OpeningOf[]> {
  return (await periodPlans(db)).flatMap(({ beganUnder, planVersionId, plan }) => {
    const window = presentWindow(now, plan)
    return window ? [{ beganUnder, planVersionId, opensAt: window.opensAt }] : []
  })
}
