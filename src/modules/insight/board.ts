// The board (M06, M21): every figure by area in two statements, over what is open and what happened today. A figure and the
// list behind it are the same condition; row security cuts both to what the account sees.
import { dayOf } from '../../kernel/time.ts'
import type { Context } from '../../platform/context.ts'
import { boardFigures, goneAssignees, isolationPlan, presentOpenings, presentWindow } from '../isolation/index.ts'
import { planInForce, readAreas } from '../organisation/index.ts'
import { arrivalFigures, ownArea } from '../people/index.ts'
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

/**
 * Of `area`, one level below it. Where it is not said, of whatever the account sees: the same area that a list takes then,
 * so that both agree.
 */
export function readBoard(ctx: Context, asked: string | undefined): Promise<BoardFigures> {
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const area = asked ?? (await ownArea(ctx, tx)) ?? ctx.db.district
    const digits = area.length < 9 ? 9 : 12
    const inForce = await planInForce(ctx)
    const plan = isolationPlan(inForce.plan)
    const today = dayOf(ctx.now, plan.zone)
    const window = presentWindow(ctx.now, plan)
    const gone = await goneAssignees(tx, ctx.now)
    const openings = await presentOpenings(ctx.db, ctx.now)
    const isolation = await boardFigures(tx, { area, digits, now: ctx.now, today, openings, gone })
    const arrivals = await arrivalFigures(tx, { area, digits, today })
    const areas = (await readAreas(tx)).filter(({ code }) => code.startsWith(area) && code.length === digits)
    const byArea = new Map<string, Figures>(areas.map(({ code }) => [code, { ...NONE }]))
    for (const { area: code, ...figures } of [...isolation, ...arrivals]) {
      byArea.set(code, { ...NONE, ...byArea.get(code), ...figures })
    }
    const names = new Map(areas.map(({ code, name }) => [code, name]))
    return {
      at: ctx.now,
      today,
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
  })
}

const sum = (a: Figures, b: Figures): Figures =>
  Object.fromEntries(
    (Object.keys(NONE) as (keyof Figures)[]).map((key) => [key, a[key] + b[key]]),
  ) as unknown as Figures
