// What becomes of an expected arrival (M07): here, with a day and perhaps a temperature, or not coming, with a reason.
import { notFound, refused } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { type Permission, permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import type { ArrivalInput, ConfirmArrival, PersonView } from '../contract.ts'
import { setNotCurrent } from '../merge/store.ts'
import { classifierOf } from '../origins.ts'
import { judgeArrival, judgeCancellation, judgeConfirmation, judgeFurtherArrival } from '../rules/registration.ts'
import * as store from '../store/arrivals.ts'
import { findPerson, lockPerson, type PersonFull } from '../store/persons.ts'
import { PERSON, viewOf } from './read.ts'
import { assignedTo, by, type MergeTools } from './scope.ts'

const ARRIVAL = { zh: '该登记', en: 'Arrival' }

async function load(
  ctx: Context,
  tx: Tx,
  id: string,
  permission: Permission,
): Promise<{ arrival: store.ArrivalRow; person: PersonFull }> {
  const arrival = await store.lockArrival(tx, id)
  if (!arrival) throw notFound(ARRIVAL)
  const person = await findPerson(tx, arrival.person_id)
  if (!person) throw notFound(PERSON)
  permit(ctx, permission, { area: person.area_code, assignedTo: assignedTo(ctx, person.is_assigned) })
  return { arrival, person }
}

/** The same confirmation again changes nothing. */
export async function confirmArrival(ctx: Context, id: string, input: ConfirmArrival): Promise<PersonView> {
  const { plan, versionId } = await planInForce(ctx)
  const known = { today: dayOf(ctx.now, plan.zone), readingRange: plan.isolation.readingRange }
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { arrival, person } = await load(ctx, tx, id, 'person.register')
    const isAgain = arrival.confirmed_at !== null && arrival.arrival_day === input.arrivalDay
    if (isAgain) return viewOf(ctx, tx, person)
    const verdict = judgeConfirmation(arrival, input, known)
    if (!verdict.ok) throw refused(verdict.reasons)
    // Registered under an earlier plan, it is classified by the one in force as the person arrives.
    const read = arrival.category_by === 'plan' ? classifierOf(plan)(arrival.origin_text) : null
    await store.confirmArrival(tx, id, {
      ...input,
      at: ctx.now,
      by: by(ctx),
      category: read?.category ?? arrival.category,
      originCode: read ? read.code : arrival.origin_code,
      planVersionId: versionId,
    })
    await audit(tx, ctx, {
      action: 'arrival.confirmed',
      subject: { kind: 'person', id: person.id },
      areaCode: person.area_code,
      details: { arrivalId: id, arrivalDay: input.arrivalDay },
    })
    await ctx.emit(tx, {
      type: 'arrival.confirmed',
      areaCode: person.area_code,
      personId: person.id,
      arrivalId: id,
    })
    return viewOf(ctx, tx, person)
  })
}

/**
 * A registered person comes again, or is expected again: the arrivals and periods of before stay as history, a new period
 * begins. Refused while the person is in isolation or expected already. The same id again is the same arrival.
 */
export async function registerAgain(
  ctx: Context,
  tools: MergeTools,
  personId: string,
  input: ArrivalInput,
): Promise<PersonView> {
  const { plan, versionId } = await planInForce(ctx)
  const known = {
    today: dayOf(ctx.now, plan.zone),
    readingRange: plan.isolation.readingRange,
    classifyOrigin: classifierOf(plan),
  }
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const person = await lockPerson(tx, personId)
    if (!person) throw notFound(PERSON)
    permit(ctx, 'person.register', { area: person.area_code })
    const before = await store.listArrivals(tx, personId)
    if (before.some(({ id }) => id === input.id)) return viewOf(ctx, tx, person)
    const current = before.find(({ is_current }) => is_current)
    const { period } = await tools.isolation.open(tx, personId)
    const verdict = judgeFurtherArrival({ isIsolating: period, current: current ?? null }, input)
    const arrival = judgeArrival(input, known, '')
    if (!verdict.ok || !arrival.ok) {
      throw refused([...(verdict.ok ? [] : verdict.reasons), ...(arrival.ok ? [] : arrival.reasons)])
    }
    if (current) await setNotCurrent(tx, [current.id])
    await store.insertArrivals(tx, [
      {
        id: input.id,
        person_id: personId,
        area_code: person.area_code,
        status: input.status,
        category: arrival.value.category,
        category_by: arrival.value.categoryBy,
        origin_text: input.originText,
        origin_code: arrival.value.originCode,
        arrival_day: input.arrivalDay,
        means: input.means ?? '',
        service_no: input.serviceNo,
        companions: input.companions,
        first_temperature: input.firstTemperature,
        temperature_site: input.temperatureSite,
        has_home: input.hasHome,
        home_suitable: input.homeSuitable,
        source: input.source,
        remark: input.remark,
        is_transient: input.stay !== null,
        registered_at: ctx.now,
        registered_by: by(ctx),
        import_id: null,
        plan_version_id: versionId,
      },
    ])
    await audit(tx, ctx, {
      action: 'arrival.registeredAgain',
      subject: { kind: 'person', id: personId },
      areaCode: person.area_code,
      details: { arrivalId: input.id, status: input.status, category: arrival.value.category },
    })
    const { area_code: areaCode } = person
    await ctx.emit(tx, { type: 'arrival.registered', areaCode, personId, arrivalId: input.id, stay: input.stay })
    return viewOf(ctx, tx, person)
  })
}

export const cancelArrival = (ctx: Context, id: string, reason: string): Promise<PersonView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { arrival, person } = await load(ctx, tx, id, 'person.edit')
    if (arrival.status === 'cancelled' && arrival.cancel_reason === reason) return viewOf(ctx, tx, person)
    const verdict = judgeCancellation(arrival)
    if (!verdict.ok) throw refused(verdict.reasons)
    await store.cancelArrival(tx, id, { reason, at: ctx.now, by: by(ctx) })
    await audit(tx, ctx, {
      action: 'arrival.cancelled',
      subject: { kind: 'person', id: person.id },
      areaCode: person.area_code,
      details: { arrivalId: id, reason },
    })
    await ctx.emit(tx, {
      type: 'arrival.cancelled',
      areaCode: person.area_code,
      personId: person.id,
      arrivalId: id,
    })
    return viewOf(ctx, tx, person)
  })
