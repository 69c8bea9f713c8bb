// Use cases of transients (M08): a stay begins with the arrival, is checked once a day, and ends by leaving or by isolation.
import { newId } from '../../../kernel/ids.ts'
import { notFound, refused } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { endForDeparture, openCourses, startIsolation } from '../../isolation/index.ts'
import { planInForce } from '../../organisation/index.ts'
import { arrivalFacts, holdPerson, setLeft } from '../../people/index.ts'
import type { CheckStay, EndStay, MovementRow } from '../contract.ts'
import { checkOf, decideCheck, decideLeaving, firstCheck } from '../rules/stays.ts'
import { insertDeparture } from '../store/handovers.ts'
import * as store from '../store/stays.ts'
import { by } from './load.ts'
import { rowOf } from './views.ts'

const aStay = { zh: '该住宿登记', en: 'Stay' }

export interface StaySaid {
  id: string
  place: string
  room: string
  untilDay: string
}

/**
 * In the transaction of the registration, after the isolation that may have followed from it. Whoever comes again has left
 * where he stayed before, and stays anew only where that is said.
 */
export async function settleStay(ctx: Context, tx: Tx, arrivalId: string, said: StaySaid | null): Promise<void> {
  const [arrival] = await arrivalFacts(tx, [arrivalId])
  if (!arrival) return
  const { plan, versionId } = await planInForce(ctx)
  const today = dayOf(ctx.now, plan.zone)
  const day = arrival.arrivalDay < today ? arrival.arrivalDay : today
  await store.endStayOf(tx, arrival.personId, { day, at: ctx.now, kind: 'left' })
  if (!said) return
  const check = firstCheck(
    { fromDay: arrival.arrivalDay, today, measured: arrival.firstTemperature !== null },
    plan.movements.transients.checkedBy,
    plan.zone,
  )
  await store.insertStay(tx, {
    id: said.id,
    person_id: arrival.personId,
    area_code: arrival.areaCode,
    arrival_id: arrivalId,
    place: said.place,
    room: said.room,
    from_day: arrival.arrivalDay,
    until_day: said.untilDay,
    recorded_at: ctx.now,
    recorded_by: by(ctx),
    next_check_day: check.day,
    next_due_at: check.dueAt,
    last_temperature: arrival.firstTemperature,
    last_checked_at: arrival.firstTemperature === null ? null : ctx.now,
    plan_version_id: versionId,
  })
  if ((await openCourses(ctx, tx, [arrival.personId])).size > 0) {
    await store.endStayOf(tx, arrival.personId, { day: today, at: ctx.now, kind: 'isolated' })
  }
}

async function hold(ctx: Context, tx: Tx, id: string) {
  const row = await store.lockStay(tx, id)
  if (!row) throw notFound(aStay)
  permit(ctx, 'transient.check', { area: row.area_code })
  const { plan } = await planInForce(ctx)
  return {
    row,
    plan,
    today: dayOf(ctx.now, plan.zone),
    stay: {
      isOver: row.ended_at !== null,
      inIsolation: (await openCourses(ctx, tx, [row.person_id])).size > 0,
      fromDay: row.from_day,
      nextCheckDay: row.next_check_day,
    },
  }
}

/** The same id again is the same check. A fever is referred at once and isolates. */
export const checkStay = (ctx: Context, id: string, input: CheckStay): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { row, plan, today, stay } = await hold(ctx, tx, id)
    const said = { id: input.id, day: today, temperature: input.temperature, at: ctx.now, by: by(ctx) }
    if (!(await store.insertCheck(tx, row, said))) return rowOf(ctx, tx, 'stay', id)
    const decision = decideCheck(stay, input, today, plan.isolation.readingRange)
    if (!decision.ok) throw refused(decision.reasons)
    const { nextDay } = decision.value
    const { dueAt } = checkOf(nextDay, plan.movements.transients.checkedBy, plan.zone)
    await store.saveCheck(tx, id, { nextDay, dueAt, temperature: input.temperature, at: ctx.now })
    const isFever = input.temperature >= plan.isolation.feverThreshold
    await audit(tx, ctx, {
      action: 'stay.checked',
      subject: { kind: 'person', id: row.person_id },
      areaCode: row.area_code,
      details: { stayId: id, isFever },
    })
    if (isFever) {
      await startIsolation(ctx, tx, [row.arrival_id], { fever: input.temperature })
      await store.endStayOf(tx, row.person_id, { day: today, at: ctx.now, kind: 'isolated' })
    }
    await ctx.emit(tx, { type: 'stay.checked', areaCode: row.area_code, stayId: id, personId: row.person_id })
    return rowOf(ctx, tx, 'stay', id)
  })

export const endStay = (ctx: Context, id: string, input: EndStay): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { row, today, stay } = await hold(ctx, tx, id)
    const decision = decideLeaving(stay, input.leftOn, today)
    if (!decision.ok) throw refused(decision.reasons)
    const person = await holdPerson(tx, row.person_id)
    if (!person) throw notFound(aStay)
    await store.endStayOf(tx, row.person_id, { day: input.leftOn, at: ctx.now, kind: 'left' })
    await endForDeparture(ctx, tx, { personId: row.person_id, reason: row.place })
    await setLeft(tx, row.arrival_id, input.leftOn)
    await insertDeparture(tx, {
      id: newId(),
      person_id: row.person_id,
      area_code: row.area_code,
      arrival_id: row.arrival_id,
      kind: 'completed',
      departed_on: input.leftOn,
      destination: input.destination,
      permitted_by: '',
      reason: row.place,
      recorded_at: ctx.now,
      recorded_by: by(ctx),
    })
    await audit(tx, ctx, {
      action: 'person.departed',
      subject: { kind: 'person', id: row.person_id },
      areaCode: row.area_code,
      details: { stayId: id, kind: 'completed', departedOn: input.leftOn },
    })
    await ctx.emit(tx, {
      type: 'person.departed',
      areaCode: row.area_code,
      personId: row.person_id,
      kind: 'completed',
    })
    return rowOf(ctx, tx, 'stay', id)
  })
