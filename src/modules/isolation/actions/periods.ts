// What is decided about a period (M21, M52): longer, shorter, elsewhere, released, gaps explained, a medic or guarantor.
// Whatever acts on many says for each what became of it; one that is refused keeps none of the others back.
import { newId } from '../../../kernel/ids.ts'
import { Problem, refused } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { type AuditAction, audit, auditMany } from '../../audit/index.ts'
import { mayAct } from '../../identity/index.ts'
import { arrivalFacts } from '../../people/index.ts'
import type { AssignBulk, BulkResult, EndEarly, ExplainGaps, ExtendPeriod, MovePeriod } from '../contract.ts'
import { decideEarlyEnd, decideExtension, isOpen, pausesBeforeExtension } from '../rules/period.ts'
import { decideExplanation, decideRelease, type LastTemperature } from '../rules/release.ts'
import { nextCheck } from '../rules/windows.ts'
import { assign } from '../store/assignments.ts'
import { explainChecks, listChecks } from '../store/next-checks.ts'
import {
  insertChanges,
  type KnownPeriod,
  listChanges,
  lockPeriods,
  nextColumns,
  type PeriodChange,
  type PeriodRow,
  pausing,
  savePeriod,
} from '../store/periods.ts'
import { lastTemperatures } from '../store/readings.ts'
import { assigneesOf } from './assignees.ts'
import { recordGaps } from './gaps.ts'
import { by, type Held, hold, whereOf, withPlan } from './load.ts'

export function changeOf(
  ctx: Context,
  row: PeriodRow,
  change: Pick<PeriodChange, 'kind'> & Partial<Pick<PeriodChange, 'id' | 'reason' | 'old_value' | 'new_value'>>,
): PeriodChange {
  return {
    id: newId(),
    period_id: row.id,
    person_id: row.person_id,
    area_code: row.area_code,
    changed_at: ctx.now,
    changed_by: by(ctx),
    reason: '',
    old_value: '',
    new_value: '',
    ...change,
  }
}

const wasMade = async (tx: Tx, periodId: string, changeId: string): Promise<boolean> =>
  (await listChanges(tx, periodId)).some(({ id }) => id === changeId)

export async function tell(
  ctx: Context,
  tx: Tx,
  { row }: KnownPeriod,
  action: AuditAction,
  details: object = {},
): Promise<void> {
  await audit(tx, ctx, {
    action,
    subject: { kind: 'period', id: row.id },
    areaCode: row.area_code,
    details: { ...details },
  })
  await ctx.emit(tx, { type: action, areaCode: row.area_code, periodId: row.id })
}

/**
 * Adds days with a reason; of one that is past its end nothing was owed until now, and what it missed by its end is recorded
 * first. The same id again is the same extension.
 */
export const extendPeriod = (ctx: Context, periodId: string, input: ExtendPeriod): Promise<void> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await hold(ctx, tx, periodId, 'isolation.extend')
    if (await wasMade(tx, periodId, input.id)) return
    const decision = decideExtension(found.period, input, ctx.now, found.plan.zone)
    if (!decision.ok) throw refused(decision.reasons)
    const [held] = (await recordGaps(ctx, tx, [found], false)) as [Held]
    const { days, lastDay, endsAt } = decision.value
    const pauses = pausesBeforeExtension(held.period, ctx.now, held.plan.zone)
    const longer = { ...held.period, days, suspensions: [...held.period.suspensions, ...pauses] }
    await savePeriod(tx, periodId, {
      days,
      ends_on: lastDay,
      ends_at: endsAt,
      ...pausing(held, pauses),
      ...nextColumns(nextCheck({ period: longer, completions: held.completions }, ctx.now, held.plan)),
    })
    await insertChanges(tx, [
      changeOf(ctx, held.row, {
        id: input.id,
        kind: 'extended',
        reason: input.reason,
        old_value: held.row.ends_on,
        new_value: lastDay,
      }),
    ])
    await tell(ctx, tx, held, 'period.extended', { days: input.days })
  })

export const endPeriodEarly = (ctx: Context, periodId: string, input: EndEarly): Promise<void> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const held = await hold(ctx, tx, periodId, 'isolation.endEarly')
    if (await wasMade(tx, periodId, input.id)) return
    await closeEarly(ctx, tx, held, input)
  })

/** Throws when the rule does not let it end. */
export async function closeEarly(ctx: Context, tx: Tx, held: Held, input: EndEarly): Promise<void> {
  const decision = decideEarlyEnd(held.period, input, ctx.now, held.plan.zone)
  if (!decision.ok) throw refused(decision.reasons)
  await recordGaps(ctx, tx, [held], true)
  await savePeriod(tx, held.row.id, {
    ...closing(ctx, held),
    state: 'endedEarly',
    close_reason: decision.value.reason,
  })
  await insertChanges(tx, [changeOf(ctx, held.row, { id: input.id, kind: 'endedEarly', reason: input.reason })])
  await tell(ctx, tx, held, 'period.endedEarly')
}

/** What a period that is over no longer has. */
export const closing = (ctx: Context, { plan }: Held) => ({
  closed_at: ctx.now,
  closed_on: dayOf(ctx.now, plan.zone),
  closed_by: by(ctx),
  temperature_owed: false,
  not_home_at: null,
  ...nextColumns(null),
})

/** To a central site, or home again. */
export const movePeriod = (ctx: Context, periodId: string, input: MovePeriod): Promise<void> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const held = await hold(ctx, tx, periodId, 'isolation.extend')
    if (await wasMade(tx, periodId, input.id)) return
    if (!isOpen(held.period)) {
      throw refused([reason('period.closed', '隔离已经结束', 'The isolation is over already')])
    }
    if (held.row.place === input.place && held.row.place_text === input.placeText) {
      throw refused([reason('period.samePlace', '地点没有变化', 'The place does not change', 'place')])
    }
    await savePeriod(tx, periodId, { place: input.place, place_text: input.placeText })
    await insertChanges(tx, [
      changeOf(ctx, held.row, {
        id: input.id,
        kind: 'moved',
        reason: input.reason,
        old_value: held.row.place,
        new_value: input.place,
      }),
    ])
    await tell(ctx, tx, held, 'period.moved', { place: input.place })
  })

export const explainGaps = (ctx: Context, periodId: string, input: ExplainGaps): Promise<{ explained: number }> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const held = await hold(ctx, tx, periodId, 'isolation.explainGap')
    const missed = await listChecks(tx, periodId)
    for (const said of input.checks) {
      const check = missed.find(({ day, slot }) => day === said.day && slot === said.slot)
      if (!check) throw refused([reason('gap.none', '没有这次漏测', 'No such missed check', 'checks')])
      const decision = decideExplanation(check, input.explanation)
      if (!decision.ok) throw refused(decision.reasons)
    }
    const explained = await explainChecks(tx, periodId, {
      checks: input.checks,
      explanation: input.explanation,
      at: ctx.now,
      by: by(ctx),
    })
    await tell(ctx, tx, held, 'gaps.explained', { explained })
    return { explained }
  })

/** Holds those of `ids` that the account sees and may act on; the rest are refused, each with its reason. */
async function holdMany(
  ctx: Context,
  tx: Tx,
  ids: readonly string[],
  permission: 'isolation.assign' | 'isolation.release',
): Promise<{ held: Held[]; refused: BulkResult['refused'] }> {
  const known = new Map((await lockPeriods(tx, ids)).map((period) => [period.row.id, period]))
  const result: { held: Held[]; refused: BulkResult['refused'] } = { held: [], refused: [] }
  for (const id of ids) {
    const period = known.get(id)
    if (!period) {
      result.refused.push({
        id,
        reasons: [reason('not_found', '没有找到，或不在您的管辖范围', 'Not found, or outside your area')],
      })
    } else if (!mayAct(ctx.actor, permission, whereOf(period.row))) {
      result.refused.push({ id, reasons: [reason('forbidden', '您的岗位无此权限', 'Your post does not allow this')] })
    } else result.held.push(await withPlan(ctx, period))
  }
  return result
}

/** Gives the persons of these periods a medic or a guarantor, or nobody. */
export const assignMany = (ctx: Context, input: AssignBulk): Promise<BulkResult> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    await requireHolder(ctx, tx, input)
    const { held, refused: refusals } = await holdMany(ctx, tx, input.periodIds, 'isolation.assign')
    const open = held.filter(({ period }) => isOpen(period))
    for (const { row } of held.filter(({ period }) => !isOpen(period))) {
      refusals.push({ id: row.id, reasons: [reason('period.closed', '隔离已经结束', 'The isolation is over already')] })
    }
    const periodIds = open.map(({ row }) => row.id)
    await assign(tx, {
      periodIds,
      ids: periodIds.map(() => newId()),
      role: input.role,
      accountId: input.accountId,
      at: ctx.now,
      by: by(ctx),
    })
    await auditMany(
      tx,
      ctx,
      open.map(({ row }) => ({
        action: 'person.assigned',
        subject: { kind: 'person', id: row.person_id },
        areaCode: row.area_code,
        details: { role: input.role, accountId: input.accountId },
      })),
    )
    await ctx.emit(tx, { type: 'persons.assigned', areaCode: null, periodIds, accountId: input.accountId })
    return { done: periodIds, refused: refusals }
  })

async function requireHolder(ctx: Context, tx: Tx, { role, accountId }: AssignBulk): Promise<void> {
  if (accountId === null) return
  const holders = await assigneesOf(tx, role, ctx.now)
  if (holders.some(({ accountId: id }) => id === accountId)) return
  const [zh, en] =
    role === 'medic' ? ['此账号不是医务人员', 'Not a medic'] : ['此账号不是包保领导', 'Not a guarantor leader']
  throw new Problem(422, 'not_holder', zh, en, [reason('not_holder', zh, en, 'accountId')])
}

/** Releases whoever the rule lets go; every other is refused with all reasons at once. */
export const releaseMany = (ctx: Context, periodIds: readonly string[]): Promise<BulkResult> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { held: found, refused: refusals } = await holdMany(ctx, tx, periodIds, 'isolation.release')
    const held = await recordGaps(ctx, tx, found, false)
    const temperatures = await lastTemperaturesOf(tx, held)
    const done: Held[] = []
    for (const one of held) {
      const decision = releaseDecision(ctx, one, temperatures.get(one.row.id) ?? [])
      if (!decision.ok) {
        refusals.push({ id: one.row.id, reasons: decision.reasons })
        continue
      }
      await recordGaps(ctx, tx, [one], true)
      await savePeriod(tx, one.row.id, { ...closing(ctx, one), state: 'released' })
      done.push(one)
    }
    await insertChanges(
      tx,
      done.map(({ row }) => changeOf(ctx, row, { kind: 'released' })),
    )
    await auditMany(
      tx,
      ctx,
      done.map(({ row }) => ({
        action: 'period.released',
        subject: { kind: 'period', id: row.id },
        areaCode: row.area_code,
        details: { planVersionId: row.plan_version_id },
      })),
    )
    const areaCodes = [...new Set(done.map(({ row }) => row.area_code))]
    const released = done.map(({ row }) => row.id)
    if (done.length > 0) {
      await ctx.emit(tx, { type: 'periods.released', areaCode: null, areaCodes, periodIds: released })
    }
    return { done: released, refused: refusals }
  })

export const releaseDecision = (
  ctx: Pick<Context, 'now'>,
  { row, period, plan }: Held,
  temperatures: readonly LastTemperature[],
) =>
  decideRelease(
    {
      period,
      hasOpenReferral: row.open_referral_id !== null,
      lastTemperatures: temperatures,
      missed: { all: row.missed, unexplained: row.missed_unexplained },
    },
    ctx.now,
    plan,
  )

/** The latest temperatures, newest first; one that was told at registration is the last of them. */
export async function lastTemperaturesOf(tx: Tx, held: readonly Held[]): Promise<Map<string, LastTemperature[]>> {
  const needed = Math.max(1, ...held.map(({ plan }) => plan.release.lastReadingsNormal))
  const periodIds = held.map(({ row }) => row.id)
  const arrivalIds = held.map(({ row }) => row.arrival_id)
  const [read, arrivals] = await Promise.all([lastTemperatures(tx, periodIds, needed), arrivalFacts(tx, arrivalIds)])
  const first = new Map(
    arrivals.flatMap(({ arrivalId, firstTemperature: temperature, temperatureWasOwed, confirmedAt, registeredAt }) =>
      temperature === null || temperatureWasOwed
        ? []
        : [[arrivalId, [{ temperature, takenAt: confirmedAt ?? registeredAt }]] as const],
    ),
  )
  return new Map(held.map(({ row }) => [row.id, [...(read.get(row.id) ?? []), ...(first.get(row.arrival_id) ?? [])]]))
}
