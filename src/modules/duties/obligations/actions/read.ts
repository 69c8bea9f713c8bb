// Reading what is owed (M57, M59): everybody what the own posts answer for, the command and its office everybody's.
import { notFound } from '../../../../kernel/problem.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../../../platform/http/cursor.ts'
import { accountNames, mayAct, permit } from '../../../identity/index.ts'
import { type PlanInForce, planInForce, planVersion } from '../../../organisation/index.ts'
import type { OccurrenceDetail, OccurrenceFilters, OccurrenceQuery, OccurrenceView } from '../contract.ts'
import { type Owner, ownerId } from '../rules/clocks.ts'
import { ownerName, titleOf } from '../rules/naming.ts'
import { ownersOfPosts } from '../rules/owners.ts'
import { ownerOf } from '../settle.ts'
import * as store from '../store/lists.ts'
import type { OccurrenceRow } from '../store/occurrences.ts'
import { whoAnswers } from './answering.ts'

/** Whose obligations the account may see; null: everybody's. */
export async function ownersSeen(ctx: Context): Promise<Owner[] | null> {
  permit(ctx, 'obligation.read')
  if (mayAct(ctx.actor, 'obligation.readAll', { area: ctx.db.district })) return null
  return ownersOfPosts(ctx.actor.posts, (await planInForce(ctx)).plan)
}

/** What a filter leaves of whom the account may see. */
export async function filterFor(ctx: Context, filters: OccurrenceFilters): Promise<store.ListFilter> {
  const seen = await ownersSeen(ctx)
  const own = filters.mine === undefined ? seen : ownersOfPosts(ctx.actor.posts, (await planInForce(ctx)).plan)
  const ids = own?.map(ownerId) ?? null
  const { owner } = filters
  return {
    owners: owner === undefined ? ids : ids === null || ids.includes(owner) ? [owner] : [],
    from: filters.from ?? null,
    until: filters.until ?? null,
    key: filters.key ?? null,
    state: filters.state ?? null,
    overdueAt: filters.overdue === undefined ? null : ctx.now,
    counted: filters.counted ?? null,
    now: ctx.now,
  }
}

export async function listOccurrences(
  ctx: Context,
  { limit, cursor, ...filters }: OccurrenceQuery,
): Promise<{ items: OccurrenceView[]; next: string | null }> {
  const after = momentAfter(cursor)
  const filter = await filterFor(ctx, filters)
  const { plan } = await planInForce(ctx)
  const rows = await ctx.db.transaction(nobody, (tx) => store.listOccurrences(tx, filter, { limit: limit + 1, after }))
  const { page, next } = pageByMoment(rows, limit, (row) => row.due_at)
  return { items: page.map((row) => viewOf(row, plan)), next }
}

export async function countOccurrences(ctx: Context, filters: OccurrenceFilters): Promise<number> {
  const filter = await filterFor(ctx, filters)
  return ctx.db.transaction(nobody, (tx) => store.countOccurrences(tx, filter))
}

export async function readOccurrence(ctx: Context, id: string): Promise<OccurrenceDetail> {
  const seen = await ownersSeen(ctx)
  return ctx.db.transaction(nobody, async (tx) => {
    const row = await store.findOccurrence(tx, id)
    if (!row || (seen !== null && !seen.some((one) => ownerId(one) === ownerId(ownerOf(row))))) {
      throw notFound({ zh: '任务', en: 'The obligation' })
    }
    return detailOf(ctx, tx, row)
  })
}

export async function detailOf(ctx: Context, tx: Tx, row: OccurrenceRow): Promise<OccurrenceDetail> {
  const { plan } = await planInForce(ctx)
  const version = await planVersion(ctx.db, row.plan_version_id)
  const clock = Object.entries(version.plan.clocks).find(([key]) => key === row.key)?.[1]
  const answering = (await whoAnswers(ctx, tx, [ownerOf(row)])).get(ownerId(ownerOf(row))) ?? []
  const names = await accountNames(tx, row.excused_by === null ? [] : [row.excused_by])
  return {
    ...viewOf(row, plan),
    planVersion: version.version,
    clauses: clock?.clauses ?? version.plan.obligations.clauses,
    answering: answering.map(({ name, titleZh, titleEn, telephone, isHead }) => ({
      name,
      titleZh,
      titleEn,
      telephone,
      isHead,
    })),
    excusedBy: row.excused_by === null ? null : (names.get(row.excused_by) ?? null),
    source: row.source_kind !== null && row.source_id !== null ? { kind: row.source_kind, id: row.source_id } : null,
    mayExcuse: row.state === 'open' && mayAct(ctx.actor, 'obligation.excuse', { area: row.area_code }),
  }
}

export const viewOf = (row: OccurrenceRow, plan: PlanInForce['plan']): OccurrenceView => ({
  id: row.id,
  key: row.key,
  title: titleOf(plan, row),
  owner: { ...ownerOf(row), name: ownerName(plan, ownerOf(row)) },
  areaCode: row.area_code,
  day: row.day,
  coversFrom: row.covers_from,
  coversTo: row.covers_to,
  dueAt: row.due_at,
  missedAt: row.missed_at,
  state: row.state,
  judgedAt: row.judged_at,
  evidence:
    row.evidence_kind !== null && row.evidence_id !== null && row.evidence_at !== null
      ? { kind: row.evidence_kind, id: row.evidence_id, at: row.evidence_at, isZero: row.evidence_is_zero }
      : null,
  reason: row.reason,
})
