// Use cases of leaving (M05): after the isolation, with leave before its end, or gone without. Somebody gone is owed for as
// before and is a matter of his own until he is found; enforcement hears of it by the event.
import { conflict, idTaken, notFound, refused } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { endForDeparture, resumeAfterDeparture } from '../../isolation/index.ts'
import { setLeft } from '../../people/index.ts'
import type { MovementRow, RecordDeparture } from '../contract.ts'
import { decideDeparture, decideVoiding } from '../rules/departures.ts'
import * as store from '../store/handovers.ts'
import { endStayOf, isStay } from '../store/stays.ts'
import { by, holdMoving } from './load.ts'
import { rowOf } from './views.ts'

const aDeparture = { zh: '该离开登记', en: 'Departure' }
const aMatter = { zh: '该失联事项', en: 'Matter' }

/** The same id again is the same departure. */
export const recordDeparture = (ctx: Context, input: RecordDeparture): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const held = await holdMoving(ctx, tx, input.personId)
    const { person, periodId, open, goneId, today } = held
    const before = await store.lockDeparture(tx, input.id)
    if (before) {
      if (before.person_id === input.personId) return rowOf(ctx, tx, 'departure', input.id)
      throw idTaken()
    }
    const facts = { ...person, inIsolation: periodId !== null, isGone: goneId !== undefined }
    const decision = decideDeparture(facts, open, input, today)
    if (!decision.ok) throw refused(decision.reasons)
    if (input.kind === 'permitted') permit(ctx, 'isolation.endEarly', { area: person.areaCode })
    await store.insertDeparture(tx, {
      id: input.id,
      person_id: person.id,
      area_code: person.areaCode,
      arrival_id: person.arrivalId,
      kind: input.kind,
      departed_on: input.departedOn,
      destination: input.destination,
      permitted_by: input.permittedBy,
      reason: input.reason,
      recorded_at: ctx.now,
      recorded_by: by(ctx),
    })
    if (input.kind !== 'gone') {
      await endForDeparture(ctx, tx, { personId: person.id, reason: `${input.reason}（${input.permittedBy}）` })
      await setLeft(tx, person.arrivalId, input.departedOn)
      await endStayOf(tx, person.id, { day: input.departedOn, at: ctx.now, kind: 'left' })
      if (goneId) {
        const resolution = input.reason || input.destination || input.kind
        await store.resolveGone(tx, goneId, { outcome: 'found', resolution, at: ctx.now, by: by(ctx) })
      }
    }
    const type = input.kind === 'gone' ? 'person.foundGone' : 'person.departed'
    await audit(tx, ctx, {
      action: type,
      subject: { kind: 'person', id: person.id },
      areaCode: person.areaCode,
      details: { departureId: input.id, kind: input.kind, departedOn: input.departedOn },
    })
    await ctx.emit(tx, {
      type,
      areaCode: person.areaCode,
      departureId: input.id,
      personId: person.id,
      kind: input.kind,
    })
    return rowOf(ctx, tx, 'departure', input.id)
  })

/** Found again: the isolation has run on meanwhile, and what was missed is missed. */
export const resolveGone = (ctx: Context, id: string, resolution: string): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await store.lockDeparture(tx, id)
    if (row?.kind !== 'gone') throw notFound(aMatter)
    permit(ctx, 'movement.record', { area: row.area_code })
    if (row.resolved_at !== null) {
      if (row.resolution === resolution && row.resolved_by === by(ctx)) return rowOf(ctx, tx, 'departure', id)
      throw conflict('resolved_already', '此事项刚已办结，请刷新', 'This was settled just now: look again')
    }
    await store.resolveGone(tx, id, { outcome: 'found', resolution, at: ctx.now, by: by(ctx) })
    await audit(tx, ctx, {
      action: 'person.foundAgain',
      subject: { kind: 'person', id: row.person_id },
      areaCode: row.area_code,
      details: { departureId: id },
    })
    await ctx.emit(tx, {
      type: 'person.foundAgain',
      areaCode: row.area_code,
      departureId: id,
      personId: row.person_id,
    })
    return rowOf(ctx, tx, 'departure', id)
  })

/** Recorded by mistake: the person is here after all. The same voiding again changes nothing. */
export const voidDeparture = (ctx: Context, id: string, why: string): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await store.findDeparture(tx, id)
    if (!found) throw notFound(aDeparture)
    const { person } = await holdMoving(ctx, tx, found.person_id)
    const row = (await store.lockDeparture(tx, id))!
    if (row.voided_at !== null && row.void_reason === why && row.voided_by === by(ctx)) {
      return rowOf(ctx, tx, 'departure', id)
    }
    const decision = decideVoiding({
      kind: row.kind,
      voided: row.voided_at !== null,
      isCurrent: row.arrival_id === person.arrivalId,
      ofStay: await isStay(tx, row.arrival_id),
    })
    if (!decision.ok) throw refused(decision.reasons)
    if (row.kind === 'permitted') permit(ctx, 'isolation.endEarly', { area: row.area_code })
    await store.voidDeparture(tx, id, { reason: why, at: ctx.now, by: by(ctx) })
    await setLeft(tx, row.arrival_id, null)
    await resumeAfterDeparture(ctx, tx, { personId: row.person_id, at: row.recorded_at, reason: why })
    await audit(tx, ctx, {
      action: 'departure.voided',
      subject: { kind: 'person', id: row.person_id },
      areaCode: row.area_code,
      details: { departureId: id, reason: why },
    })
    await ctx.emit(tx, {
      type: 'departure.voided',
      areaCode: row.area_code,
      departureId: id,
      personId: row.person_id,
    })
    return rowOf(ctx, tx, 'departure', id)
  })
