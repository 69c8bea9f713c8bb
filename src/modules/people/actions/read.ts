// Looking at a person: the page with its number masked, and the whole number, which needs a reason. Every look is in
// the audit, in the transaction that read it.
import { notFound, Problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import type { ArrivalView, PersonView } from '../contract.ts'
import { leadsTo } from '../merge/store.ts'
import type { DocumentType } from '../rules/documents.ts'
import { type ArrivalRow, listArrivals } from '../store/arrivals.ts'
import { findPerson, listHousehold, type PersonFull } from '../store/persons.ts'
import { assignedTo, type Tools } from './scope.ts'

export const PERSON = { zh: '该人员', en: 'Person' }

const loadVisible = async (tx: Tx, id: string): Promise<PersonFull> => {
  const person = await findPerson(tx, id)
  if (!person) throw notFound(PERSON)
  return person
}

/** Where a permission about this person must hold. Throws 404 when the account does not see the person. */
export async function placeOfPerson(
  ctx: Context,
  tx: Tx,
  id: string,
): Promise<{ area: string; assignedTo: readonly string[] }> {
  const person = await loadVisible(tx, id)
  return { area: person.area_code, assignedTo: assignedTo(ctx, person.is_assigned) }
}

export const readPerson = (ctx: Context, id: string): Promise<PersonView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    // The address of a registration that was merged leads to the one that was kept.
    const person = await loadVisible(tx, (await leadsTo(tx, id)) ?? id)
    permit(ctx, 'person.read', { area: person.area_code, assignedTo: assignedTo(ctx, person.is_assigned) })
    await audit(tx, ctx, {
      action: 'person.viewed',
      subject: { kind: 'person', id: person.id },
      areaCode: person.area_code,
    })
    return viewOf(ctx, tx, person)
  })

/** The whole number. Throws Problem 403 or 404; the look and its reason, or the attempt, stay in the audit. */
export async function viewDocument(
  ctx: Context,
  { sealer }: Tools,
  id: string,
  reason: string,
): Promise<{ type: DocumentType; document: string }> {
  try {
    return await ctx.db.transaction(ctx.actor.scope, async (tx) => {
      const person = await loadVisible(tx, id)
      permit(ctx, 'person.unmask', { area: person.area_code })
      await audit(tx, ctx, {
        action: 'document.viewed',
        subject: { kind: 'person', id },
        areaCode: person.area_code,
        details: { reason },
      })
      return { type: person.document_type, document: sealer.open(person.document_sealed, id) }
    })
  } catch (error) {
    if (error instanceof Problem && [403, 404].includes(error.details.status)) await refuseDocument(ctx, id)
    throw error
  }
}

/** Somebody asked for a whole number whom it is not for: kept for whoever watches over the area of that person. */
export const refuseDocument = (ctx: Context, id: string): Promise<void> =>
  ctx.db.transaction(ctx.db.whole, async (tx) => {
    const person = await findPerson(tx, id)
    if (!person) return
    await audit(tx, ctx, {
      action: 'document.refused',
      subject: { kind: 'person', id },
      areaCode: person.area_code,
    })
  })

/** The view of a person that the transaction has loaded. */
export async function viewOf(ctx: Context, tx: Tx, person: PersonFull): Promise<PersonView> {
  const [rows, household] = await Promise.all([
    listArrivals(tx, person.id),
    person.household_id ? listHousehold(tx, person.household_id, person.id) : [],
  ])
  const arrivals = rows.map(arrivalView)
  const where = { area: person.area_code, assignedTo: assignedTo(ctx, person.is_assigned) }
  return {
    id: person.id,
    version: person.version,
    name: person.name,
    sex: person.sex,
    birthDate: person.birth_date,
    documentType: person.document_type,
    documentMasked: person.document_masked,
    telephones: person.telephones,
    areaCode: person.area_code,
    address: person.address,
    householdId: person.household_id,
    household,
    registeredAt: person.registered_at,
    registeredBy: person.registered_by_name,
    arrival: arrivals.find(({ isCurrent }) => isCurrent) ?? null,
    arrivals,
    may: {
      edit: mayAct(ctx.actor, 'person.edit', where),
      unmask: mayAct(ctx.actor, 'person.unmask', { area: person.area_code }),
    },
  }
}

const arrivalView = (row: ArrivalRow): ArrivalView => ({
  id: row.id,
  isCurrent: row.is_current,
  status: row.status,
  category: row.category,
  categoryBy: row.category_by,
  originText: row.origin_text,
  originCode: row.origin_code,
  arrivalDay: row.arrival_day,
  means: row.means,
  serviceNo: row.service_no,
  companions: row.companions,
  firstTemperature: row.first_temperature,
  temperatureSite: row.temperature_site,
  hasHome: row.has_home,
  homeSuitable: row.home_suitable,
  source: row.source,
  remark: row.remark,
  registeredAt: row.registered_at,
  registeredBy: row.registered_by_name,
  confirmedAt: row.confirmed_at,
  cancelledAt: row.cancelled_at,
  cancelReason: row.cancel_reason,
  isTransient: row.is_transient,
  leftOn: row.left_on,
})
