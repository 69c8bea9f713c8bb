// Every day of the plan is judged once, at its end, and stays as it was judged (M01–M63): figures as of that instant, under
// the plan version in force on that day. A day whose end nobody saw, since no server ran, is judged later as of its own end
// (docs/decisions/0008-days-of-the-living-plan.md). Harmless to run again.
import { notFound } from '../../../kernel/problem.ts'
import { addDays, at, type Day, dayOf, daysBetween } from '../../../kernel/time.ts'
import { allDuties, type PlacedDuty } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { type PlanInForce, planVersion, planVersions } from '../../organisation/index.ts'
import { computeFigures, type Figures, figureIn } from '../measures.ts'
import { type Judged, judged } from './rules.ts'
import * as store from './store.ts'

/** Further back no day is made good. */
const MOST_DAYS = 60

export async function recordDays(ctx: Context): Promise<void> {
  const versions = await planVersions(ctx.db)
  const first = versions[0]
  if (!first) return
  const zone = versions.findLast(({ effectiveFrom }) => effectiveFrom <= ctx.now)?.plan.zone ?? first.plan.zone
  const today = dayOf(ctx.now, zone)
  const begun = dayOf(first.effectiveFrom, zone)
  const count = Math.min(daysBetween(begun, today), MOST_DAYS)
  const ended = Array.from({ length: Math.max(count, 0) }, (_, index) => addDays(today, index - count))
  if (ended.length === 0) return
  const known = await ctx.db.transaction(ctx.db.whole, (tx) => store.recordedDays(tx, ended))
  for (const day of ended) if (!known.has(day)) await recordDay(ctx, day, versions)
}

async function recordDay(ctx: Context, day: Day, versions: readonly PlanInForce[]): Promise<void> {
  const judge = versionOn(day, versions)
  const { db } = ctx
  const end = at(day, '24:00', judge.plan.zone)
  await db.transaction(db.whole, async (tx) => {
    if (!(await store.insertDay(tx, { day, planVersionId: judge.versionId, at: ctx.now }))) return
    const moment = { db, now: end, today: day, area: db.district, judge }
    const figures = await computeFigures(
      tx,
      moment,
      allDuties(judge.plan).map(({ duty }) => duty.measure),
    )
    const rows = [...figures].flatMap(([figure, areas]) => areas.map((one) => ({ ...one, figure })))
    await store.insertFigures(tx, day, rows)
    await audit(tx, ctx, {
      action: 'plan.dayRecorded',
      subject: { kind: 'planDay', id: day },
      details: { planVersion: judge.versionId, figures: rows.length },
    })
    await ctx.emit(tx, { type: 'plan.dayRecorded', areaCode: null })
  })
}

/** The version that was in force last on that day: one that begins with the next day's first instant is not it. */
const versionOn = (day: Day, versions: readonly PlanInForce[]): PlanInForce =>
  versions.findLast(({ effectiveFrom, plan }) => effectiveFrom < at(day, '24:00', plan.zone)) ?? versions[0]!

/** The version that judged a day, or judges it. Throws Problem 404 for a day that has no judgement: before the plan, or not over. */
export async function judgeOf(ctx: Pick<Context, 'db' | 'now'>, day: Day): Promise<PlanInForce> {
  const versions = await planVersions(ctx.db)
  const judge = versionOn(day, versions)
  if (day < dayOf(versions[0]!.effectiveFrom, judge.plan.zone) || day >= dayOf(ctx.now, judge.plan.zone)) {
    throw notFound({ zh: '当日记录', en: 'The record of that day' })
  }
  return judge
}

/** A recorded day: its figures, and the plan that judged them. */
export interface PastDay {
  judge: PlanInForce
  duties: ReadonlyMap<string, PlacedDuty['duty']>
  figures: Figures
}

/** The recorded days from `from` to `until` with what is inside `area`, in one statement. */
export async function readDays(
  tx: Tx,
  ctx: Pick<Context, 'db'>,
  { from, until, area }: { from: Day; until: Day; area: string },
): Promise<Map<Day, PastDay>> {
  const days = new Map<Day, PastDay>()
  const plans = new Map<string, Pick<PastDay, 'judge' | 'duties'>>()
  for (const row of await store.listDays(tx, { from, until, area, district: ctx.db.district })) {
    let plan = plans.get(row.plan_version_id)
    if (!plan) {
      const judge = await planVersion(ctx.db, row.plan_version_id)
      plan = { judge, duties: new Map(allDuties(judge.plan).map(({ duty }) => [duty.key, duty])) }
      plans.set(row.plan_version_id, plan)
    }
    const past = days.get(row.day) ?? { ...plan, figures: new Map() }
    days.set(row.day, past)
    if (row.figure === null) continue
    const figure =
      row.value === null ? { numerator: row.numerator!, denominator: row.denominator! } : { value: row.value }
    past.figures.set(row.figure, [...(past.figures.get(row.figure) ?? []), { ...figure, area: row.area_code }])
  }
  return days
}

/** How a duty stood on a recorded day, by the target of that day's plan; null where that plan had no such duty. */
export function judgedOn({ duties, figures }: PastDay, key: string, area: string, district: string): Judged | null {
  const duty = duties.get(key)
  return duty ? judged(figureIn(figures, duty.measure, area, district), duty.measure.target) : null
}
