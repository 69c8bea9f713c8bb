// What a day owes, worked out from the history alone (M01, M59): which plan was in force when, and at which level the
// response was. Obligations begin with the response, change with the plan and the level, and end with it. Nothing here
// depends on when anybody looks: a server that was down finds the same obligations as one that was up. Pure.
import type { Day, Instant } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import { areaOf, dailyClocks, type Moments, momentsOf, type Owner, ownerId, ownersOf } from './clocks.ts'

/** The plan in force and the response's level from an instant on; no level: the response is not active. */
export interface World {
  from: Instant
  plan: Plan
  planVersionId: string
  level: string | null
}

export type ClosedBy = 'stoodDown' | 'levelChanged' | 'planChanged'

export interface Expected extends Moments {
  key: string
  owner: Owner
  areaCode: string
  day: Day
  /** Since when it is owed; the same of a day may be owed anew after it was closed. */
  begunAt: Instant
  planVersionId: string
  closed: { at: Instant; by: ClosedBy } | null
}

interface Version {
  versionId: string
  effectiveFrom: Instant
  plan: Plan
}

/** One world for each change of plan or level, from the first activation on, up to `now`. */
export function worldsOf(
  versions: readonly Version[],
  levels: readonly { from: Instant; level: string | null }[],
  now: Instant,
): World[] {
  const first = levels[0]
  if (!first) return []
  const instants = [...new Set([...levels.map(({ from }) => from), ...versions.map((one) => one.effectiveFrom)])]
  return instants
    .filter((from) => from >= first.from && from <= now)
    .sort()
    .map((from) => {
      const version = versions.findLast(({ effectiveFrom }) => effectiveFrom <= from) ?? versions[0]!
      const level = levels.findLast((one) => one.from <= from)?.level ?? null
      return { from, plan: version.plan, planVersionId: version.versionId, level }
    })
}

type Candidate = Omit<Expected, 'begunAt' | 'closed'>

/** What a world asks for on a day, by obligation and owner. */
function candidatesIn({ plan, planVersionId, level }: World, day: Day, atAnyLevel = false): Map<string, Candidate> {
  const found = new Map<string, Candidate>()
  if (level === null) return found
  for (const [key, clock] of dailyClocks(plan)) {
    if (!atAnyLevel && clock.atLevels && !clock.atLevels.map(String).includes(level)) continue
    const moments = momentsOf(clock, day, plan.zone)
    for (const owner of ownersOf(plan, clock)) {
      found.set(`${key}/${ownerId(owner)}`, {
        key,
        owner,
        areaCode: areaOf(plan, owner),
        day,
        planVersionId,
        ...moments,
      })
    }
  }
  return found
}

const closedBy = (world: World, id: string, day: Day): ClosedBy => {
  if (world.level === null) return 'stoodDown'
  return candidatesIn(world, day, true).has(id) ? 'levelChanged' : 'planChanged'
}

/**
 * Every obligation of the day with what became of it, closed ones too. What is not yet due takes a new deadline that lies
 * ahead; what is due already, or would be, keeps the one it had. Nothing begins that would be due at once.
 */
export function expectedOn(day: Day, worlds: readonly World[]): Expected[] {
  const result: Expected[] = []
  const live = new Map<string, Expected>()
  for (const world of worlds) {
    const candidates = candidatesIn(world, day)
    for (const [id, one] of live) {
      if (one.missedAt <= world.from) continue
      const next = candidates.get(id)
      if (next) {
        if (one.dueAt > world.from && next.dueAt > world.from) Object.assign(one, next)
        continue
      }
      if (world.level !== null && one.dueAt <= world.from) continue
      one.closed = { at: world.from, by: closedBy(world, id, day) }
      live.delete(id)
    }
    for (const [id, next] of candidates) {
      if (live.has(id) || next.dueAt <= world.from) continue
      const one: Expected = { ...next, begunAt: world.from, closed: null }
      live.set(id, one)
      result.push(one)
    }
  }
  return result
}
