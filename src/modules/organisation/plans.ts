// The plan in force: versions stand in the database and are parsed once a process, those to come as well, so that a time
// that comes needs nobody to tell. Every judgement names the id of the version it was made under.
import { Problem } from '../../kernel/problem.ts'
import type { Instant } from '../../kernel/time.ts'
import { type Plan, parsePlan, type RunningPeriods } from '../../plan/index.ts'
import { type Database, nobody } from '../../platform/db/database.ts'
import { listPlanVersions } from './store.ts'

export interface PlanInForce {
  versionId: string
  version: number
  effectiveFrom: Instant
  plan: Plan
  /** What it makes of periods that run as it takes effect. */
  runningPeriods: RunningPeriods
}

const known = new WeakMap<Database, Promise<PlanInForce[]>>()

// The same object for the same version, since much is worked out once for a plan and remembered by it.
const parsed = new WeakMap<Database, Map<string, Plan>>()

async function load(db: Database): Promise<PlanInForce[]> {
  const plans = parsed.get(db) ?? new Map<string, Plan>()
  parsed.set(db, plans)
  const rows = await db.transaction(nobody, listPlanVersions)
  return rows.map((row) => {
    const plan = plans.get(row.id) ?? parsePlan(row.source)
    plans.set(row.id, plan)
    return {
      versionId: row.id,
      version: row.version,
      effectiveFrom: row.effective_from,
      plan,
      runningPeriods: row.running_periods,
    }
  })
}

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

/**
 * The version of that id. One that another process approved a moment ago may not be here yet: it is read, and whoever asks
 * is told to ask again, since nobody waits for a connection while holding one.
 */
export async function planVersion(db: Database, versionId: string): Promise<PlanInForce> {
  const found = (await planVersions(db)).find((version) => version.versionId === versionId)
  if (found) return found
  refreshPlans(db).catch(() => {})
  throw new Problem(503, 'plan_reloading', '方案刚刚更新，请重试', 'The plan was amended just now, try again')
}

/**
 * After a plan was loaded or amended, here or in another process, and at every start. The versions are read at once: who
 * asks for them inside a transaction must not wait for a connection, so what was known stands until they are there.
 */
export async function refreshPlans(db: Database): Promise<void> {
  const turn = (begun.get(db) ?? 0) + 1
  begun.set(db, turn)
  const loading = load(db)
  if (!known.has(db)) known.set(db, loading)
  try {
    const all = await loading
    // Of two reads at once, the one that began later knows more, whichever ends last.
    if (turn < (kept.get(db) ?? 0)) return
    kept.set(db, turn)
    known.set(db, Promise.resolve(all))
  } catch (error) {
    if (known.get(db) === loading) known.delete(db)
    throw error
  }
}

const begun = new WeakMap<Database, number>()
const kept = new WeakMap<Database, number>()
