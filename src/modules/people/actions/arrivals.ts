// What becomes of an expected arrival (M07): here, with a day and perhaps a temperature, or not coming, with a reason.
import { notFound, refused } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { type Permission, permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import type { ConfirmArrival, PersonView } from '../contract.ts'
import { classifierOf } from '../origins.ts'
import { judgeCancellation, judgeConfirmation } from '../rules/registration.ts'
import * as store from '../store/arrivals.ts'
import { findPerson, type PersonFull } from '../store/persons.ts'
import { PERSON, viewOf } from './read.ts'
import { assignedTo, by } from './scope.ts'

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
