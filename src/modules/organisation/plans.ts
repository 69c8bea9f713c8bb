// The plan in force: versions stand in the database and are parsed once a process. Old periods keep the version they
// were judged under, so every judgement names its version's id.
import { Problem } from '../../kernel/problem.ts'
import type { Instant } from '../../kernel/time.ts'
import { type Plan, parsePlan } from '../../plan/index.ts'
import { type Database, nobody } from '../../platform/db/database.ts'
import { listPlanVersions } from './store.ts'

export interface PlanInForce {
  versionId: string
  version: number
  effectiveFrom: Instant
  plan: Plan
}

const known = new WeakMap<Database, Promise<PlanInForce[]>>()

const load = (db: Database): Promise<PlanInForce[]> =>
  db.transaction(nobody, async (tx) =>
    (await listPlanVersions(tx)).map((row) => ({
      versionId: row.id,
      version: row.version,
      effectiveFrom: row.effective_from,
      plan: parsePlan(row.source),
    })),
  )

/** Every version, in the order of their times. */
export async function planVersions(db: Database): Promise<PlanInForce[]> {
  let loading = known.get(db)
  if (!loading) {
    loading = load(db)
    known.set(db, loading)
    // A failed load is not remembered.
    loading.catch(() => known.delete(db))
  }
  return loading
}

/** The version whose time has come last at `now`. Throws Problem 503 while no plan is loaded. */
export async function planInForce({ db, now }: { db: Database; now: Instant }): Promise<PlanInForce> {
  const all = await planVersions(db)
  const found = all.findLast((version) => version.effectiveFrom <= now) ?? all[0]
  if (!found) throw new Problem(503, 'no_plan', '尚未载入方案', 'No plan is loaded')
  return found
}

/** The version of that id. Throws when there is none: a judgement always names one that exists. */
export async function planVersion(db: Database, versionId: string): Promise<PlanInForce> {
  const found = (await planVersions(db)).find((version) => version.versionId === versionId)
  if (!found) throw new Error(`plan version ${versionId} is not loaded`)
  return found
}

/**
 * After a plan was loaded or amended, here or in another process, and at every start. The versions are read at once: who
 * asks for them inside a transaction must not wait for a connection, so what was known stands until they are there.
 */
export async function refreshPlans(db: Database): Promise<void> {
  const loading = load(db)
  if (!known.has(db)) known.set(db, loading)
  try {
    const all = await loading
    known.set(db, Promise.resolve(all))
  } catch (error) {
    if (known.get(db) === loading) known.delete(db)
    throw error
  }
}
