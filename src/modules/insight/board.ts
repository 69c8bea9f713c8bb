// The board (M06, M21): every figure by area, summed from those that are kept by village. A figure and the list behind it are
// the same condition, and both are of what the account sees.
import { dayOf } from '../../kernel/time.ts'
import type { Context } from '../../platform/context.ts'
import { permit } from '../identity/index.ts'
import { type IsolationTally, isolationPlan, keptIsolation, presentWindow } from '../isolation/index.ts'
import { planInForce } from '../organisation/index.ts'
import { type ArrivalTally, keptArrivals, ownArea } from '../people/index.ts'
import type { BoardFigures, Figures } from './contract.ts'

const NONE: Figures = {
  inIsolation: 0,
  due: 0,
  done: 0,
  overdue: 0,
  temperatureOwed: 0,
  feversToday: 0,
  feversOpen: 0,
  arrivalsToday: 0,
  expected: 0,
  present: 0,
  releasesToday: 0,
  endingToday: 0,
  noMedic: 0,
  noGuarantor: 0,
  assigneeGone: 0,
}

/** The figures of the whole district, kept (decision 0021). */
export interface Tallies {
  isolation: IsolationTally
  arrivals: ArrivalTally
}

/**
 * Of `area`, one level below it. Where it is not said, of whatever the account sees: the same area that a list takes then,
 * so that both agree.
 */
export async function readBoard(ctx: Context, tallies: Tallies, asked: string | undefined): Promise<BoardFigures> {
  permit(ctx, 'board.read')
  const area = asked ?? (await ownAreaOf(ctx)) ?? ctx.db.district
  const digits = area.length < 9 ? 9 : 12
  const inForce = await planInForce(ctx)
  const plan = isolationPlan(inForce.plan)
  const window = presentWindow(ctx.now, plan)
  const [isolation, arrivals] = await Promise.all([
    keptIsolation(ctx, tallies.isolation, area),
    keptArrivals(ctx, tallies.arrivals, area),
  ])
  const { areas: all } = arrivals.frame
  const areas = all.filter(({ code }) => code.startsWith(area) && code.length === digits)
  const byArea = new Map<string, Figures>(areas.map(({ code }) => [code, { ...NONE }]))
  for (const row of [...isolation.rows, ...arrivals.rows]) {
    const code = row.area.slice(0, digits)
    byArea.set(code, sum(byArea.get(code) ?? NONE, { ...NONE, ...row }))
  }
  const names = new Map(areas.map(({ code, name }) => [code, name]))
  return {
    at: isolation.at < arrivals.at ? isolation.at : arrivals.at,
    counting: isolation.isOld || arrivals.isOld,
    today: dayOf(ctx.now, plan.zone),
    planVersion: inForce.version,
    window: window && {
      day: window.day,
      slot: window.slot,
      opensAt: window.opensAt,
      closesAt: window.closesAt,
      isOpen: ctx.now < window.closesAt,
    },
    total: [...byArea.values()].reduce(sum, NONE),
    areas: [...byArea]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([areaCode, figures]) => ({ areaCode, name: names.get(areaCode) ?? areaCode, ...figures })),
  }
}

/** Whoever sees the whole district has no other. */
const ownAreaOf = (ctx: Context): Promise<string | undefined> =>
  ctx.actor.scope.areas.includes(ctx.db.district)
    ? Promise.resolve(undefined)
    : ctx.db.transaction(ctx.actor.scope, (tx) => ownArea(ctx, tx))

const sum = (a: Figures, b: Figures): Figures =>
  Object.fromEntries(
    (Object.keys(NONE) as (keyof Figures)[]).map((key) => [key, a[key] + b[key]]),
  ) as unknown as Figures
