// Use cases of urgent reports (M59): at the office at once, acknowledged with a clock, climbing while nobody does.
import { conflict, idTaken, notFound, refused } from '../../../../kernel/problem.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../../../platform/http/cursor.ts'
import { audit } from '../../../audit/index.ts'
import { mayAct, permit } from '../../../identity/index.ts'
import { planInForce, planVersion, readAreas } from '../../../organisation/index.ts'
import type { FileUrgentReport, UrgentQuery, UrgentView } from '../contract/urgent.ts'
import { acknowledgeBy, climbsDue, isOverdue } from '../rules/urgent.ts'
import * as store from '../store/urgent.ts'

const anUrgent = { zh: '该急报', en: 'Urgent report' }

function viewOf(ctx: Context, names: ReadonlyMap<string, string>, row: store.UrgentRow): UrgentView {
  const township = row.area_code.slice(0, 9)
  const name = [township, row.area_code].filter((code, at) => at === 0 || code !== township)
  return {
    id: row.id,
    areaCode: row.area_code,
    areaName: name.map((code) => names.get(code) ?? code).join(' '),
    place: row.place,
    what: row.what,
    who: row.who,
    reportedAt: row.reported_at,
    reportedBy: row.reported_by_name,
    source: row.source_kind === null ? null : { kind: row.source_kind, id: row.source_id! },
    dueAt: row.due_at,
    isOverdue: isOverdue({ dueAt: row.due_at, acknowledgedAt: row.acknowledged_at }, ctx.now),
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by_name,
    response: row.response,
    mayAcknowledge: row.acknowledged_at === null && mayAct(ctx.actor, 'urgent.acknowledge', { area: row.area_code }),
  }
}

const namesOf = async (tx: Tx) => new Map((await readAreas(tx)).map(({ code, name }) => [code, name]))

/** In the caller's transaction; `source` says what it came out of. The same id again is the same report. */
export async function fileUrgentReport(
  ctx: Context,
  tx: Tx,
  said: FileUrgentReport & { source?: { kind: string; id: string } },
): Promise<UrgentView> {
  const names = await namesOf(tx)
  const before = await store.findUrgent(tx, said.id)
  if (before) {
    if (before.reported_by !== ctx.actor.accountId) throw idTaken()
    return viewOf(ctx, names, before)
  }
  const areaCode = said.areaCode ?? ctx.actor.permissions.get('urgent.report')?.[0] ?? ctx.db.district
  permit(ctx, 'urgent.report', { area: areaCode })
  if (!names.has(areaCode))
    throw refused([{ code: 'unknown_area', zh: '没有这个区划', en: 'No such area', field: 'areaCode' }])
  const { plan, versionId } = await planInForce(ctx)
  await store.insertUrgent(tx, {
    id: said.id,
    area_code: areaCode,
    place: said.place,
    what: said.what,
    who: said.who,
    reported_at: ctx.now,
    reported_by: ctx.actor.accountId,
    source_kind: said.source?.kind ?? null,
    source_id: said.source?.id ?? null,
    due_at: acknowledgeBy(ctx.now, plan),
    plan_version_id: versionId,
  })
  await audit(tx, ctx, {
    action: 'urgent.reported',
    subject: { kind: 'urgentReport', id: said.id },
    areaCode,
    details: said.source ? { source: said.source.kind } : {},
  })
  await ctx.emit(tx, { type: 'urgent.reported', areaCode, urgentId: said.id })
  return viewOf(ctx, names, (await store.findUrgent(tx, said.id))!)
}

export const reportUrgently = (ctx: Context, said: FileUrgentReport): Promise<UrgentView> =>
  ctx.db.transaction(ctx.actor.scope, (tx) => fileUrgentReport(ctx, tx, said))

export const listUrgent = (
  ctx: Context,
  { open, limit, cursor }: UrgentQuery,
): Promise<{ items: UrgentView[]; next: string | null }> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'urgent.read')
    const rows = await store.listUrgent(tx, {
      open: open !== undefined,
      after: momentAfter(cursor),
      limit: limit + 1,
    })
    const names = await namesOf(tx)
    const { page, next } = pageByMoment(rows, limit, (row) => row.reported_at)
    return { items: page.map((row) => viewOf(ctx, names, row)), next }
  })

/** Of two who acknowledge at once one does; the other reads who it was. */
export const acknowledgeUrgent = (ctx: Context, id: string, response: string): Promise<UrgentView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    if (!(await store.lockUrgent(tx, id))) throw notFound(anUrgent)
    const row = (await store.findUrgent(tx, id))!
    permit(ctx, 'urgent.acknowledge', { area: row.area_code })
    const names = await namesOf(tx)
    if (row.acknowledged_at !== null) {
      if (row.acknowledged_by === ctx.actor.accountId && row.response === response) return viewOf(ctx, names, row)
      throw conflict(
        'already_acknowledged',
        `${row.acknowledged_by_name ?? ''}已签收`,
        `${row.acknowledged_by_name ?? ''} has acknowledged it`,
      )
    }
    await store.acknowledge(tx, id, ctx.now, ctx.actor.accountId, response)
    await audit(tx, ctx, {
      action: 'urgent.acknowledged',
      subject: { kind: 'urgentReport', id },
      areaCode: row.area_code,
    })
    await ctx.emit(tx, {
      type: 'urgent.acknowledged',
      areaCode: row.area_code,
      urgentId: id,
      reportedBy: row.reported_by,
    })
    return viewOf(ctx, names, (await store.findUrgent(tx, id))!)
  })

/** Whatever nobody acknowledged in time is told further up, each step once. */
export const climbUrgent = (ctx: Context): Promise<void> =>
  ctx.db.transaction(ctx.db.whole, async (tx) => {
    for (const row of await store.lockOverdue(tx, ctx.now)) {
      const { plan } = await planVersion(ctx.db, row.plan_version_id)
      const steps = climbsDue(row.due_at, row.climbed, plan, ctx.now)
      if (steps.length === 0) continue
      await store.setClimbed(tx, row.id, row.climbed + steps.length)
      await audit(tx, ctx, {
        action: 'urgent.climbed',
        subject: { kind: 'urgentReport', id: row.id },
        areaCode: row.area_code,
        details: { step: row.climbed + steps.length },
      })
      for (const { to } of steps)
        await ctx.emit(tx, { type: 'urgent.climbed', areaCode: row.area_code, urgentId: row.id, to })
    }
  })
