// The day's reports are totalled as the last of them is due (M49, M59): once a day, by its own time, also when the server was
// down then, and only while the response is active.
import { newId } from '../../../../kernel/ids.ts'
import { addDays, addMinutes, at, type Day, dayOf, type Instant } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { audit } from '../../../audit/index.ts'
import { countOverdueDirectives } from '../../../directives/index.ts'
import { countOverdue } from '../../../isolation/index.ts'
import { activeSpans, planInForce, readAreas, wasActive } from '../../../organisation/index.ts'
import { recordsOf } from '../records.ts'
import { draftSections } from '../rules/draft.ts'
import { closesAt, periodOf, reportClock } from '../rules/period.ts'
import { firstStanding, type ReportIn, type SituationData, totalSituation, unitsOfStep } from '../rules/situation.ts'
import { listOfDay, type ReportRow } from '../store/daily.ts'
import { findOfDay, insertSituation, lastDay, saveText } from '../store/situation.ts'
import { countOpen } from '../store/urgent.ts'
import { excusedOn } from './excused.ts'

const reportIn = (row: ReportRow): ReportIn => ({
  kind: row.owner_kind,
  key: row.owner_key,
  submittedAt: row.submitted_at,
  isInTime: row.first_at < row.due_at,
  isZero: row.is_zero,
  figures: row.figures,
  today: row.today,
  difficulties: row.difficulties,
  tomorrow: row.tomorrow,
})

export async function total(
  ctx: Context,
  tx: Tx,
  plan: Plan,
  day: Day,
  period: { from: Instant; until: Instant },
): Promise<SituationData> {
  const records = await recordsOf(ctx, tx, period, plan.zone)
  // Groups' own figures stand under the district; a township that has nothing still has its row.
  records.delete(ctx.db.district)
  const areas = await readAreas(tx)
  const townships = areas.filter(({ level }) => level === 'township')
  for (const { code } of townships) if (!records.has(code)) records.set(code, {})
  const names = new Map(areas.map(({ code, name }) => [code, name]))
  const feversOpen = [...records.values()].reduce((sum, one) => sum + (one.feversOpen ?? 0), 0)
  const { checksOverdue, urgentOpen } = await tx.withScope(ctx.db.whole, async () => ({
    checksOverdue: await countOverdue(tx, ctx.now),
    urgentOpen: await countOpen(tx),
  }))
  return totalSituation({
    plan,
    reports: (await listOfDay(tx, day)).map(reportIn),
    isExcused: await excusedOn(tx, day),
    records,
    nameOf: (code) => {
      const { zh, en } = plan.units.find(({ areaCode }) => areaCode === code) ?? {}
      return { zh: zh ?? names.get(code) ?? code, en: en ?? names.get(code) ?? code }
    },
    yesterday: (await findOfDay(tx, addDays(day, -1)))?.data ?? null,
    open: { feversOpen, checksOverdue, urgentOpen, directivesOverdue: await countOverdueDirectives(tx, ctx.now) },
  })
}

/** A server that was down for longer does not draft what nobody will read. */
const MOST_DAYS = 14
const MILLISECOND = 1 / 60_000

/** Every day that has closed and has no report yet gets one. */
export async function closeReports(ctx: Context): Promise<void> {
  const { plan } = await planInForce(ctx)
  const today = dayOf(ctx.now, plan.zone)
  const { from, spans } = await ctx.db.transaction(ctx.db.whole, async (tx) => {
    const spans = await activeSpans(tx)
    const last = await lastDay(tx)
    const first = spans[0] ? dayOf(spans[0].from, plan.zone) : addDays(today, 1)
    return { from: last === null ? first : addDays(last, 1), spans }
  })
  const earliest = addDays(today, 1 - MOST_DAYS)
  for (let day = from < earliest ? earliest : from; day <= today; day = addDays(day, 1)) {
    // Under the plan that was in force as it closed.
    const closing = closesAt(plan, day)
    if (closing === null || closing > ctx.now || !wasActive(spans, addMinutes(closing, -MILLISECOND))) continue
    await closeDay(ctx, day, closing)
  }
}

const closeDay = (ctx: Context, day: Day, closing: Instant): Promise<void> =>
  ctx.db.transaction(ctx.db.whole, async (tx) => {
    const { plan, versionId } = await planInForce({ db: ctx.db, now: closing })
    const clock = reportClock(plan, 'unit') ?? reportClock(plan, 'group')
    if (!clock) return
    const { from, until } = periodOf(clock, day, plan.zone)
    const data = await total(ctx, tx, plan, day, { from, until })
    const steps = plan.situationReport.steps.length
    const sections = draftSections(data, { from, until }, plan.zone)
    const row = {
      id: newId(),
      day,
      period_from: from,
      period_until: until,
      closed_at: closing,
      due_at: at(day, plan.situationReport.at, plan.zone),
      ...firstStanding(steps),
      data,
      totalled_at: ctx.now,
      sections,
      plan_version_id: versionId,
    }
    if (!(await insertSituation(tx, row))) return
    await saveText(tx, row.id, { version: 1, sections, at: ctx.now, by: null, step: 0 })
    const said = { situationId: row.id, day }
    await audit(tx, ctx, {
      action: 'situation.drafted',
      subject: { kind: 'situationReport', id: row.id },
      areaCode: ctx.db.district,
      details: said,
    })
    await ctx.emit(tx, {
      type: 'situation.drafted',
      areaCode: ctx.db.district,
      ...said,
      state: row.state,
      units: unitsOfStep(plan, 0),
    })
  })
