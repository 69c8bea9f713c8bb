// The office's closing screen (M59): who has reported and who has not, what differs from the records, and a nudge to whoever is
// missing, at most once a minute.
import { conflict } from '../../../../kernel/problem.ts'
import { addMinutes } from '../../../../kernel/time.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody } from '../../../../platform/db/database.ts'
import { audit } from '../../../audit/index.ts'
import { mayAct } from '../../../identity/index.ts'
import type { ClosingView, Nudge } from '../contract/daily.ts'
import { differenceOf } from '../rules/figures.ts'
import { closesAt } from '../rules/period.ts'
import { stateOf } from '../rules/situation.ts'
import * as store from '../store/daily.ts'
import { findOfDay } from '../store/situation.ts'
import { excusedOn } from './excused.ts'
import { type Present, periodOfOwner, present } from './load.ts'
import { viewOf } from './views.ts'

/** Those of the areas that the account closes. */
async function closingFor(ctx: Context): Promise<Present> {
  const here = await present(ctx)
  return { ...here, owners: here.owners.filter(({ areaCode: area }) => mayAct(ctx.actor, 'report.close', { area })) }
}

export const readClosing = (ctx: Context, asked: string | undefined): Promise<ClosingView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const here = await closingFor(ctx)
    const day = asked ?? here.today
    const reports = await store.listOfDay(tx, day)
    const nudges = await store.listNudges(tx, day)
    const isExcused = await excusedOn(tx, day)
    const closing = closesAt(here.plan, day)
    const rows = here.owners.map((owner): ClosingView['rows'][number] => {
      const is = (row: { owner_kind: string; owner_key: string }) =>
        row.owner_kind === owner.kind && row.owner_key === owner.key
      const row = reports.find(is)
      const nudge = nudges.find(is)
      const report = row ? viewOf(ctx, here.plan, here.owners, row) : null
      return {
        ...owner,
        state: stateOf(report ?? undefined, isExcused(owner)),
        reportId: report?.id ?? null,
        version: report?.version ?? null,
        submittedAt: report?.submittedAt ?? null,
        submittedBy: report?.submittedBy ?? null,
        signedAt: report?.signedAt ?? null,
        isZero: report?.isZero ?? false,
        agrees: report?.agrees ?? null,
        isBelow: report?.isBelow ?? false,
        differences: (report?.figures ?? []).filter((figure) => (differenceOf(figure) ?? 0) !== 0),
        dueAt: periodOfOwner(here, owner.kind, day).dueAt,
        nudgedAt: nudge?.nudged_at ?? null,
        nudges: nudge?.times ?? 0,
      }
    })
    return {
      at: ctx.now,
      day,
      closesAt: closing,
      isClosed: closing !== null && closing <= ctx.now,
      situationId: (await findOfDay(tx, day))?.id ?? null,
      rows,
    }
  })

export const nudge = (ctx: Context, { day, owners }: Nudge): Promise<{ nudged: number; tooSoon: number }> =>
  ctx.db.transaction(nobody, async (tx) => {
    const here = await closingFor(ctx)
    const there = await store.listOfDay(tx, day)
    const has = (kind: string, key: string) => there.some((row) => row.owner_kind === kind && row.owner_key === key)
    const asked = here.owners.filter(
      ({ kind, key }) => owners.length === 0 || owners.some((one) => one.kind === kind && one.key === key),
    )
    const isExcused = await excusedOn(tx, day)
    const missing = asked.filter((owner) => !has(owner.kind, owner.key) && !isExcused(owner))
    if (missing.length === 0) throw conflict('nobody_missing', '这些单位都已上报', 'All of these have reported already')
    const nudged = await store.noteNudges(tx, missing, day, {
      at: ctx.now,
      by: ctx.actor.accountId,
      notSince: addMinutes(ctx.now, -1),
    })
    for (const { owner_kind, owner_key } of nudged) {
      const owner = missing.find(({ kind, key }) => kind === owner_kind && key === owner_key)!
      await ctx.emit(tx, {
        type: 'report.nudged',
        areaCode: owner.areaCode,
        ownerKind: owner.kind,
        ownerKey: owner.key,
        day,
      })
    }
    await audit(tx, ctx, {
      action: 'reports.nudged',
      subject: { kind: 'dailyReports', id: day },
      areaCode: ctx.db.district,
      details: { counts: nudged.length },
    })
    return { nudged: nudged.length, tooSoon: missing.length - nudged.length }
  })
