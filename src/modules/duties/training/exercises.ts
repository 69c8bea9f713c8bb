// Use cases of drills and trainings (M04, M24, M33): planned for a duty of the plan, owed by whoever holds them, and recorded
// with attendance, result and lessons.
import { conflict, idTaken, notFound, refused } from '../../../kernel/problem.ts'
import { addMinutes, dayOf, instant } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import { type Plan, resolveUnits } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../../platform/http/cursor.ts'
import { audit } from '../../audit/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { activeSpans, planInForce, wasActive } from '../../organisation/index.ts'
import { callOff, meetOccurrence, type Owner, owe, ownerId, ownerOfId, ownersOfPosts } from '../obligations/index.ts'
import { areaOf } from '../obligations/rules/clocks.ts'
import { ownerName } from '../obligations/rules/naming.ts'
import { nameOfUnit } from './contingency.ts'
import type {
  ExerciseChoices,
  ExerciseFilters,
  ExerciseQuery,
  ExerciseView,
  PlanExercise,
  RecordExercise,
} from './contract.ts'
import { decideRecord, servedDuties } from './rules.ts'
import * as store from './store.ts'

const anExercise = { zh: '该演练或培训', en: 'Drill or training' }
const by = (ctx: Context) => ({ at: ctx.now, by: ctx.actor.accountId || null })

const ownerOf = (row: Pick<store.ExerciseRow, 'owner_kind' | 'owner_key'>): Owner => ({
  kind: row.owner_kind,
  key: row.owner_key,
})
const resultDueAt = (plan: Plan, endsAt: string) => addMinutes(endsAt, plan.exercises.resultWithin)

/** The office may for everybody, others for what they answer for. */
function mayFor(ctx: Context, plan: Plan, owner: Owner): boolean {
  if (mayAct(ctx.actor, 'contingency.draft')) return true
  return (
    mayAct(ctx.actor, 'training.plan') &&
    ownersOfPosts(ctx.actor.posts, plan).some(({ kind, key }) => kind === owner.kind && key === owner.key)
  )
}

export async function exerciseChoices(ctx: Context): Promise<ExerciseChoices> {
  permit(ctx, 'training.plan')
  const { plan } = await planInForce(ctx)
  const owners: Owner[] = [
    ...plan.groups.map(({ key }): Owner => ({ kind: 'group', key })),
    ...plan.units.filter(({ standing }) => standing !== 'outside').map(({ key }): Owner => ({ kind: 'unit', key })),
  ]
  const plans = await ctx.db.transaction(nobody, (tx) => store.listPlans(tx, []))
  return {
    duties: servedDuties(plan).map(({ key, kind, name }) => ({ key, kind, name })),
    owners: owners
      .filter((owner) => mayFor(ctx, plan, owner))
      .map((owner) => ({ id: ownerId(owner), name: ownerName(plan, owner) })),
    units: plan.units
      .filter(({ standing }) => standing !== 'outside')
      .map(({ key, zh, en }) => ({ unit: key, name: { zh, en } })),
    versions: plans.flatMap(({ version_id, title, number }) =>
      version_id === null ? [] : [{ id: version_id, title, number: number! }],
    ),
  }
}

/** The same id again is the same exercise. While the response is active its result is owed. */
export const planExercise = (ctx: Context, input: PlanExercise): Promise<ExerciseView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'training.plan')
    const { plan } = await planInForce(ctx)
    const owner = ownerOfId(input.owner)
    const before = await store.findExercise(tx, input.id)
    if (before) {
      if (before.title === input.title && ownerId(ownerOf(before)) === input.owner) return viewOf(ctx, plan, before)
      throw idTaken()
    }
    const duty = servedDuties(plan).find(({ key }) => key === input.dutyKey)
    const units = new Set(
      resolveUnits(
        plan,
        input.units.map(({ unit }) => unit),
      ).map(({ key }) => key),
    )
    const version = input.versionId === null ? null : await store.findVersion(tx, input.versionId)
    const reasons = [
      ...(duty ? [] : [reason('duty_unknown', '方案中没有这项演练或培训职责', 'No such duty in the plan', 'dutyKey')]),
      ...(mayFor(ctx, plan, owner)
        ? []
        : [reason('not_own', '只能安排本单位承办的', 'Only what your own unit holds', 'owner')]),
      ...(input.units.every(({ unit }) => units.has(unit)) &&
      new Set(input.units.map(({ unit }) => unit)).size === input.units.length
        ? []
        : [reason('unit_unknown', '参加单位不在方案中或重复', 'A unit is not in the plan, or twice', 'units')]),
      ...(input.versionId === null || version?.state === 'approved'
        ? []
        : [reason('version_unknown', '只能演练已批准的预案', 'Only an approved plan is drilled', 'versionId')]),
      ...(instant(input.endsAt) > ctx.now
        ? []
        : [reason('over_already', '结束时间已过', 'It would be over already', 'endsAt')]),
    ]
    if (reasons.length > 0) throw refused(reasons)
    const endsAt = instant(input.endsAt)
    await store.insertExercise(
      tx,
      {
        id: input.id,
        kind: duty!.kind,
        duty_key: duty!.key,
        audience: duty!.audience,
        title: input.title,
        material: input.material,
        starts_at: instant(input.startsAt),
        ends_at: endsAt,
        place: input.place,
        owner_kind: owner.kind,
        owner_key: owner.key,
        area_code: areaOf(plan, owner),
        version_id: input.versionId,
        planned_at: ctx.now,
        planned_by: ctx.actor.accountId || null,
      },
      input.units,
    )
    if (wasActive(await activeSpans(tx), ctx.now)) {
      await owe(ctx, tx, {
        key: duty!.kind,
        subject: input.id,
        owner,
        due: { at: resultDueAt(plan, endsAt) },
        title: { zh: input.title, en: input.title },
        source: { kind: 'exercise', id: input.id },
      })
    }
    await tell(ctx, tx, input.id, areaOf(plan, owner), 'planned')
    return viewOf(ctx, plan, (await store.findExercise(tx, input.id))!)
  })

export const recordExercise = (ctx: Context, id: string, input: RecordExercise): Promise<ExerciseView> =>
  change(ctx, id, async (tx, row, plan) => {
    if (row.state === 'held' && row.result === input.result) return null
    requirePlanned(row)
    const decision = decideRecord({ state: row.state, startsAt: row.starts_at, units: row.units }, input, ctx.now)
    if (!decision.ok) throw refused(decision.reasons)
    await store.recordExercise(tx, id, { ...input, ...by(ctx) })
    await meetOccurrence(ctx, tx, {
      key: row.kind,
      owner: ownerOf(row),
      day: dayOf(resultDueAt(plan, row.ends_at), plan.zone),
      subject: id,
      evidence: { kind: 'exercise', id },
      at: ctx.now,
    })
    return 'recorded'
  })

export const cancelExercise = (ctx: Context, id: string, why: string): Promise<ExerciseView> =>
  change(ctx, id, async (tx, row) => {
    if (row.state === 'cancelled' && row.cancel_reason === why) return null
    requirePlanned(row)
    await store.cancelExercise(tx, id, { reason: why, ...by(ctx) })
    await callOff(ctx, tx, { key: row.kind, subject: id, reason: why })
    return 'cancelled'
  })

function requirePlanned({ state }: store.ExerciseRow): void {
  if (state === 'held') throw conflict('exercise_held', '结果已登记，请刷新', 'Its result is recorded: look again')
  if (state === 'cancelled') throw conflict('exercise_cancelled', '已取消，请刷新', 'It was cancelled: look again')
}

const change = (
  ctx: Context,
  id: string,
  apply: (tx: Tx, row: store.ExerciseRow, plan: Plan) => Promise<'recorded' | 'cancelled' | null>,
): Promise<ExerciseView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const { plan } = await planInForce(ctx)
    const row = await store.lockExercise(tx, id)
    if (!row) throw notFound(anExercise)
    permit(ctx, 'training.plan')
    if (!mayFor(ctx, plan, ownerOf(row))) throw notFound(anExercise)
    const done = await apply(tx, row, plan)
    if (done) await tell(ctx, tx, id, row.area_code, done)
    return viewOf(ctx, plan, (await store.findExercise(tx, id))!)
  })

async function tell(ctx: Context, tx: Tx, id: string, areaCode: string, what: 'planned' | 'recorded' | 'cancelled') {
  await audit(tx, ctx, { action: `exercise.${what}`, subject: { kind: 'exercise', id }, areaCode })
  await ctx.emit(tx, { type: 'exercise.changed', areaCode, exerciseId: id })
}

export async function listExercises(
  ctx: Context,
  { cursor, limit, state, kind }: ExerciseQuery,
): Promise<{ items: ExerciseView[]; next: string | null }> {
  permit(ctx, 'training.read')
  const after = momentAfter(cursor)
  const { plan } = await planInForce(ctx)
  const rows = await ctx.db.transaction(nobody, (tx) =>
    store.listExercises(tx, { state, kind }, { limit: limit + 1, after }),
  )
  const { page, next } = pageByMoment(rows, limit, (row) => row.starts_at)
  return { items: page.map((row) => viewOf(ctx, plan, row)), next }
}

export function countExercises(ctx: Context, { state, kind }: ExerciseFilters): Promise<number> {
  permit(ctx, 'training.read')
  return ctx.db.transaction(nobody, (tx) => store.countExercises(tx, { state, kind }))
}

export const readExercise = async (ctx: Context, id: string): Promise<ExerciseView> => {
  permit(ctx, 'training.read')
  const { plan } = await planInForce(ctx)
  const row = await ctx.db.transaction(nobody, (tx) => store.findExercise(tx, id))
  if (!row) throw notFound(anExercise)
  return viewOf(ctx, plan, row)
}

function viewOf(ctx: Context, plan: Plan, row: store.ExerciseRow): ExerciseView {
  const mine = row.state === 'planned' && mayFor(ctx, plan, ownerOf(row))
  const duty = servedDuties(plan).find(({ key }) => key === row.duty_key)
  return {
    id: row.id,
    kind: row.kind,
    dutyKey: row.duty_key,
    duty: duty?.name ?? { zh: row.duty_key, en: row.duty_key },
    title: row.title,
    material: row.material,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    resultDueAt: resultDueAt(plan, row.ends_at),
    place: row.place,
    owner: { id: ownerId(ownerOf(row)), name: ownerName(plan, ownerOf(row)) },
    areaCode: row.area_code,
    contingencyPlan:
      row.plan_id === null ? null : { id: row.plan_id, title: row.plan_title!, number: row.version_number! },
    units: row.units.map((one) => ({ ...one, name: nameOfUnit(plan, one.unit) })),
    state: row.state,
    settledAt: row.settled_at,
    settledBy: row.settled_by_name,
    result: row.result,
    lessons: row.lessons,
    cancelReason: row.cancel_reason,
    may: { record: mine && row.starts_at <= ctx.now, cancel: mine },
  }
}
