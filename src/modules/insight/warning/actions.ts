// Use cases of early warning (M04): signs are looked for as the clock goes, whoever answers for the area is told, and each
// warning is acknowledged, judged with what was done, and ended.
import { newId } from '../../../kernel/ids.ts'
import { conflict, notFound } from '../../../kernel/problem.ts'
import { addDays, addMinutes, at, dayOf, type Instant } from '../../../kernel/time.ts'
import type { Plan, Text, WarningRule } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../../platform/http/cursor.ts'
import { audit } from '../../audit/index.ts'
import { unreported } from '../../duties/index.ts'
import { accountNames, mayAct, permit } from '../../identity/index.ts'
import { feversByDay, overdueByVillage } from '../../isolation/index.ts'
import { activeSpans, planInForce, planVersions, wasActive } from '../../organisation/index.ts'
import type {
  EndWarning,
  JudgeWarning,
  NoteWarning,
  WarningFilters,
  WarningQuery,
  WarningRow,
  WarningView,
} from './contract.ts'
import { earsLag, earsOf } from './rules/ears.ts'
import { countsUntil, daysLookedBack, type Known, ruleNameOf, signsOf } from './rules/signs.ts'
import * as store from './store.ts'

const aWarning = { zh: '该预警', en: 'Warning' }
const by = (ctx: Pick<Context, 'actor'>): string | null => ctx.actor.accountId || null
/** On an agenda: more of them are read in their own list. */
const MOST_STANDING = 50
const CHART = { days: 21, method: 'C2', baseline: 7, minSigma: 0.5 } as const

/** What stands now is raised or seen again; what nobody judged in time climbs, once. Nothing is watched for without a response. */
export async function watchForSigns(ctx: Context): Promise<void> {
  const { plan, versionId } = await planInForce(ctx)
  await ctx.db.transaction(ctx.db.whole, async (tx) => {
    if (plan.warning.rules.length > 0 && wasActive(await activeSpans(tx), ctx.now)) {
      const known = await knownNow(ctx, tx, plan)
      const signs = signsOf(plan.warning.rules, known)
      const raised =
        signs.length === 0
          ? []
          : await store.raiseWarnings(
              tx,
              signs.map(({ rule, area, day, facts, newestAt }) => ({
                id: newId(),
                rule_key: rule.key,
                rule_kind: rule.kind,
                area_code: area,
                day,
                facts,
                newest_at: newestAt,
              })),
              { now: ctx.now, dueAt: addMinutes(ctx.now, plan.warning.judgeWithin), planVersionId: versionId },
            )
      for (const { id, area_code: areaCode, rule_key: rule } of raised) {
        await audit(tx, ctx, {
          action: 'warning.raised',
          subject: { kind: 'warning', id },
          areaCode,
          details: { rule },
        })
        await ctx.emit(tx, { type: 'warning.raised', areaCode, warningId: id })
      }
    }
    for (const { id, area_code: areaCode } of await store.climb(tx, ctx.now)) {
      await audit(tx, ctx, { action: 'warning.overdue', subject: { kind: 'warning', id }, areaCode })
      await ctx.emit(tx, { type: 'warning.overdue', areaCode, warningId: id })
    }
  })
}

async function knownNow(ctx: Context, tx: Tx, plan: Plan): Promise<Known> {
  const today = dayOf(ctx.now, plan.zone)
  const { rules } = plan.warning
  const has = (kind: WarningRule['kind']) => rules.some((rule) => rule.kind === kind)
  return {
    today,
    todayBeganAt: at(today, '00:00', plan.zone),
    district: ctx.db.district,
    fevers: await feversByDay(tx, {
      from: addDays(today, 1 - daysLookedBack(rules)),
      until: today,
      area: ctx.db.district,
    }),
    overdue: has('overdueRate') ? await overdueByVillage(tx, ctx.now) : [],
    reports: has('reportsMissing') ? await unreported(tx, today, ctx.now) : null,
  }
}

const asked = (ctx: Context, { state, area }: WarningFilters): store.Asked => ({
  state,
  area,
  areas: ctx.actor.permissions.get('warning.read') ?? [],
})

export function listWarnings(
  ctx: Context,
  { cursor, limit, ...filters }: WarningQuery,
): Promise<{ items: WarningRow[]; next: string | null }> {
  permit(ctx, 'warning.read')
  const after = momentAfter(cursor)
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const rows = await store.listWarnings(tx, asked(ctx, filters), {
      limit: limit + 1,
      after,
    })
    const { page, next } = pageByMoment(rows, limit, (row) => row.raised_at)
    return { items: await viewsOf(ctx, tx, page), next }
  })
}

/** Every one that stands, the latest first, for the agenda of the daily meeting: areas and rules, no more. */
export async function standingWarnings(
  ctx: Pick<Context, 'db'>,
  tx: Tx,
): Promise<{ id: string; rule: Text; areaCode: string; raisedAt: Instant; isJudged: boolean }[]> {
  const versions = await planVersions(ctx.db)
  const asked = { state: 'open' as const, area: undefined, areas: [ctx.db.district] }
  const rows = await store.listWarnings(tx, asked, { limit: MOST_STANDING, after: null })
  return rows.map((row) => ({
    id: row.id,
    rule: ruleNameOf(versions, row),
    areaCode: row.area_code,
    raisedAt: row.raised_at,
    isJudged: row.judged_at !== null,
  }))
}

export function countWarnings(ctx: Context, filters: WarningFilters): Promise<number> {
  permit(ctx, 'warning.read')
  return ctx.db.transaction(ctx.actor.scope, (tx) => store.countWarnings(tx, asked(ctx, filters)))
}

export const readWarning = (ctx: Context, id: string): Promise<WarningView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await seen(ctx, await store.findWarning(tx, id))
    return withFevers(ctx, tx, row)
  })

/** Seen and dealt with: who was first stands. */
export const acknowledgeWarning = (ctx: Context, id: string): Promise<WarningView> =>
  change(ctx, id, 'warning.note', async (tx, row) => {
    if (row.acknowledged_at) return false
    await store.acknowledge(tx, id, { at: ctx.now, by: by(ctx) })
    return { action: 'warning.acknowledged' }
  })

/** The same id again is the same note. */
export const noteWarning = (ctx: Context, id: string, { id: stepId, text }: NoteWarning): Promise<WarningView> =>
  change(ctx, id, 'warning.note', async (tx, row) => {
    if (row.steps.some((step) => step.id === stepId)) return false
    if (row.ended_at) throw ended()
    await store.addStep(tx, id, { id: stepId, at: ctx.now, by: by(ctx), text })
    return { action: 'warning.noted' }
  })

export const judgeWarning = (ctx: Context, id: string, { verdict, text }: JudgeWarning): Promise<WarningView> =>
  change(ctx, id, 'warning.judge', async (tx, row) => {
    if (row.judged_at) {
      if (row.verdict === verdict && row.judgement === text) return false
      throw conflict('warning_judged', '他人已研判，请刷新', 'Somebody judged it already: look again')
    }
    await store.judge(tx, id, { at: ctx.now, by: by(ctx), verdict, text })
    return { action: 'warning.judged', details: { verdict } }
  })

export const endWarning = (ctx: Context, id: string, { reason }: EndWarning): Promise<WarningView> =>
  change(ctx, id, 'warning.judge', async (tx, row) => {
    if (row.ended_at) {
      if (row.end_reason === reason) return false
      throw ended()
    }
    if (!row.judged_at) throw conflict('not_judged', '先研判，再解除', 'Judge it before it ends')
    await store.end(tx, id, { at: ctx.now, by: by(ctx), reason })
    return { action: 'warning.ended' }
  })

const ended = () => conflict('warning_ended', '该预警已解除，请刷新', 'The warning has ended: look again')

type Done = { action: 'warning.acknowledged' | 'warning.noted' | 'warning.judged' | 'warning.ended'; details?: object }

/** Held while it changes; `false`: it was so already. */
const change = (
  ctx: Context,
  id: string,
  permission: 'warning.note' | 'warning.judge',
  apply: (tx: Tx, row: store.WarningRecord) => Promise<Done | false>,
): Promise<WarningView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await seen(ctx, await store.lockWarning(tx, id))
    permit(ctx, permission, { area: row.area_code })
    const done = await apply(tx, row)
    if (done) {
      const areaCode = row.area_code
      await audit(tx, ctx, {
        action: done.action,
        subject: { kind: 'warning', id },
        areaCode,
        details: { rule: row.rule_key, ...done.details },
      })
      await ctx.emit(tx, { type: 'warning.changed', areaCode, warningId: id })
    }
    return withFevers(ctx, tx, (await store.findWarning(tx, id))!)
  })

function seen(ctx: Context, row: store.WarningRecord | undefined): store.WarningRecord {
  if (!row || !mayAct(ctx.actor, 'warning.read', { area: row.area_code })) throw notFound(aWarning)
  return row
}

async function viewsOf(ctx: Context, tx: Tx, rows: readonly store.WarningRecord[]): Promise<WarningRow[]> {
  const versions = await planVersions(ctx.db)
  const names = await accountNames(
    tx,
    rows.flatMap(({ steps }) => steps.flatMap(({ by }) => by ?? [])),
  )
  return rows.map((row) => viewOf(ctx, row, ruleNameOf(versions, row), names))
}

function viewOf(
  { actor }: Context,
  row: store.WarningRecord,
  name: Text,
  names: ReadonlyMap<string, string>,
): WarningRow {
  const where = { area: row.area_code }
  const isOpen = row.ended_at === null
  return {
    id: row.id,
    ruleKind: row.rule_kind,
    ruleZh: name.zh,
    ruleEn: name.en,
    areaCode: row.area_code,
    raisedAt: row.raised_at,
    facts: row.facts,
    lastDay: row.last_day,
    lastFacts: row.last_facts,
    dueAt: row.due_at,
    acknowledged: row.acknowledged_at ? { at: row.acknowledged_at, by: row.acknowledged_by_name } : null,
    steps: row.steps.map(({ id, at: done, by: who, text }) => ({
      id,
      at: done,
      by: who === null ? null : (names.get(who) ?? null),
      text,
    })),
    judged: row.judged_at
      ? { at: row.judged_at, by: row.judged_by_name, verdict: row.verdict!, text: row.judgement! }
      : null,
    ended: row.ended_at ? { at: row.ended_at, by: row.ended_by_name, reason: row.end_reason! } : null,
    may: {
      acknowledge: isOpen && row.acknowledged_at === null && mayAct(actor, 'warning.note', where),
      note: isOpen && mayAct(actor, 'warning.note', where),
      judge: isOpen && row.judged_at === null && mayAct(actor, 'warning.judge', where),
      end: isOpen && row.judged_at !== null && mayAct(actor, 'warning.judge', where),
    },
  }
}

/** The curve reaches to the present, or to the end of a warning that ended. */
async function withFevers(ctx: Context, tx: Tx, row: store.WarningRecord): Promise<WarningView> {
  const { plan } = await planInForce(ctx)
  const [view] = await viewsOf(ctx, tx, [row])
  const until = dayOf(row.ended_at ?? ctx.now, plan.zone)
  const lag = earsLag(CHART.method, CHART)
  const from = addDays(until, 1 - CHART.days - lag)
  const fevers = await tx.withScope(ctx.db.whole, () => feversByDay(tx, { from, until, area: row.area_code }))
  const counts = countsUntil(fevers, until, CHART.days + lag)
  return {
    ...view!,
    fevers: counts.slice(lag).map((count, index) => ({
      day: addDays(from, lag + index),
      count,
      bound: earsOf(counts.slice(0, lag + index + 1), CHART.method, CHART)?.upperBound ?? null,
    })),
  }
}
