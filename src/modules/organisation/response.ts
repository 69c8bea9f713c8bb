// Use cases of the response (M01): each decision is recorded with authority and reason, and what others ask of it: since
// when it is active, and in which times it was.
import { newId } from '../../kernel/ids.ts'
import { conflict, refused } from '../../kernel/problem.ts'
import { dayOf, type Instant } from '../../kernel/time.ts'
import type { Plan } from '../../plan/index.ts'
import type { Context } from '../../platform/context.ts'
import { nobody, type Tx } from '../../platform/db/database.ts'
import { audit } from '../audit/index.ts'
import { permit } from '../identity/index.ts'
import type { NewResponseChange, ResponseView } from './contract.ts'
import { planInForce } from './plans.ts'
import { decideResponseChange, responseState } from './rules.ts'
import * as store from './store.ts'

/** Records a decision about the response. The same id again is the same decision. */
export async function recordResponseChange(ctx: Context, input: NewResponseChange): Promise<ResponseView> {
  permit(ctx, 'response.change')
  return appendResponseChange(ctx, input)
}

/** At the first start the plan's own decision stands: activated on its start day by its authority. */
export async function activateByPlan(ctx: Context): Promise<void> {
  const { plan } = await planInForce(ctx)
  await appendResponseChange(ctx, {
    id: newId(),
    kind: 'activated',
    level: String(plan.response.level),
    effectiveDay:
      plan.response.startDay <= dayOf(ctx.now, plan.zone) ? plan.response.startDay : dayOf(ctx.now, plan.zone),
    authority: plan.response.authority.zh,
    reason: `按方案启动：${plan.title.zh}`,
  })
}

async function appendResponseChange(ctx: Context, input: NewResponseChange): Promise<ResponseView> {
  const { plan } = await planInForce(ctx)
  await ctx.db.transaction(nobody, async (tx) => {
    const history = await store.listResponseChanges(tx)
    if (history.some(({ id }) => id === input.id)) return
    const decision = decideResponseChange(history.map(changeOf), input, dayOf(ctx.now, plan.zone))
    if (!decision.ok) throw refused(decision.reasons)
    try {
      await store.insertResponseChange(tx, {
        id: input.id,
        kind: input.kind,
        level: input.level,
        effective_day: input.effectiveDay,
        authority: input.authority,
        reason: input.reason,
        recorded_at: ctx.now,
        recorded_by: ctx.actor.accountId || null,
        sequence: history.length + 1,
      })
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error
      throw conflict(
        'response_changed',
        '响应状态刚被他人更改，请刷新',
        'Somebody just changed the response, look again',
      )
    }
    await audit(tx, ctx, {
      action: `response.${input.kind}`,
      subject: { kind: 'response', id: input.id },
      details: { level: input.level, effectiveDay: input.effectiveDay },
    })
    await ctx.emit(tx, { type: `response.${input.kind}`, areaCode: ctx.db.district })
  })
  return readResponse(ctx)
}

const changeOf = (row: store.ResponseChangeRow) => ({
  kind: row.kind,
  level: row.level,
  effectiveDay: row.effective_day,
})

/** The response now, with its history. */
export async function readResponse(ctx: Context): Promise<ResponseView> {
  const { plan, version } = await planInForce(ctx)
  const history = await ctx.db.transaction(nobody, store.listResponseChanges)
  const state = responseState(history.map(changeOf))
  return {
    state: state.state,
    level: state.state === 'active' ? state.level : null,
    levelName: state.state === 'active' ? levelName(plan, state.level) : null,
    since: state.state === 'notActivated' ? null : state.since,
    startDay: state.state === 'active' ? state.startDay : null,
    today: dayOf(ctx.now, plan.zone),
    planId: plan.id,
    planVersion: version,
    planTitle: plan.title,
    districtName: { zh: plan.district.zh, en: plan.district.en },
    history: history.map((row) => ({
      id: row.id,
      kind: row.kind,
      level: row.level,
      effectiveDay: row.effective_day,
      authority: row.authority,
      reason: row.reason,
      recordedAt: row.recorded_at,
      recordedBy: row.recorded_by_name,
    })),
  }
}

const ROMAN = ['', 'I', 'II', 'III', 'IV']
const LEVELS_ZH = ['', '一级', '二级', '三级', '四级']

function levelName(plan: Plan, level: string): { zh: string; en: string } {
  if (level === String(plan.response.level)) return plan.response.levelName
  const number = Number(level)
  return { zh: `${LEVELS_ZH[number] ?? level}响应`, en: `Level ${ROMAN[number] ?? level}` }
}

/**
 * Since when the response is active, or null while it is not: nothing is owed before. The instant at which it was
 * recorded, since a decision dated back makes nobody owe what nobody knew of.
 */
export async function activatedAt(tx: Tx): Promise<Instant | null> {
  const changes = await store.listResponseChanges(tx)
  if (responseState(changes.map(changeOf)).state !== 'active') return null
  return changes.findLast(({ kind }) => kind === 'activated')?.recorded_at ?? null
}

/** The times in which the response was active, in order, by when it was recorded; the last may be open. */
export async function activeSpans(tx: Tx): Promise<{ from: Instant; until: Instant | null }[]> {
  const spans: { from: Instant; until: Instant | null }[] = []
  for (const { kind, recorded_at } of await store.listResponseChanges(tx)) {
    const open = spans.at(-1)?.until === null ? spans.at(-1) : undefined
    if (kind === 'stoodDown' && open) open.until = recorded_at
    else if (kind === 'activated' && !open) spans.push({ from: recorded_at, until: null })
  }
  return spans
}

/** Was the response active at that instant? */
export const wasActive = (spans: readonly { from: Instant; until: Instant | null }[], now: Instant): boolean =>
  spans.some(({ from, until }) => from <= now && (until === null || now < until))

/** The level of the response from each change on, in order, by when it was recorded; null from when it was stood down. */
export const levelHistory = async (tx: Tx): Promise<{ from: Instant; level: string | null }[]> =>
  (await store.listResponseChanges(tx)).map(({ kind, level, recorded_at }) => ({
    from: recorded_at,
    level: kind === 'stoodDown' ? null : level,
  }))
