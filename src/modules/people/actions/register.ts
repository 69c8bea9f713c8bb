// Registering somebody who came back or is expected (M07): person, arrival, search terms, audit and what follows, in
// one transaction. The same request again is the same record.
import { idTaken, refused } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import type { Registered, RegisterPerson } from '../contract.ts'
import { comparePersons } from '../duplicates/actions.ts'
import { beginHousehold } from '../households/store.ts'
import { classifierOf } from '../origins.ts'
import { documentKey, maskDocument } from '../rules/documents.ts'
import { type AreaIs, judgeArrival, judgePerson } from '../rules/registration.ts'
import { termsOf } from '../rules/terms.ts'
import { insertArrivals, listArrivals } from '../store/arrivals.ts'
import { findArea, insertPersons, insertTerms } from '../store/persons.ts'
import { alreadyRegistered, holderOf } from './duplicates.ts'
import { by, type Tools, writeScope } from './scope.ts'

/** Throws Problem 403, 409 `already_registered`, 422 with a reason for every field that is wrong. */
export async function registerPerson(ctx: Context, tools: Tools, input: RegisterPerson): Promise<Registered> {
  permit(ctx, 'person.register', { area: input.areaCode })
  return ctx.db.transaction(writeScope(ctx, input.areaCode), (tx) => registerIn(ctx, tools, tx, input))
}

/** In a transaction that may write in the area, together with what the caller keeps of it. */
export async function registerIn(ctx: Context, { sealer }: Tools, tx: Tx, input: RegisterPerson): Promise<Registered> {
  permit(ctx, 'person.register', { area: input.areaCode })
  const { plan, versionId } = await planInForce(ctx)
  const known = {
    today: dayOf(ctx.now, plan.zone),
    readingRange: plan.isolation.readingRange,
    classifyOrigin: classifierOf(plan),
  }
  const area = await areaState(ctx, tx, input.areaCode)
  const person = judgePerson(input, { ...known, areaIs: () => area })
  const arrival = judgeArrival(input.arrival, known)
  if (!person.ok || !arrival.ok) {
    throw refused([...(person.ok ? [] : person.reasons), ...(arrival.ok ? [] : arrival.reasons)])
  }
  const { document } = person.value
  const hash = sealer.keyedHash(documentKey(document))
  const stamp = { registered_at: ctx.now, registered_by: by(ctx), import_id: null }
  // The unique index holds for two at once; this also finds the document of a registration that was merged.
  const holder = await holderOf(ctx, tx, hash)
  if (holder) return sameOrRefused(ctx, tx, input, hash)
  if (input.householdId) {
    const household = { id: input.householdId, area_code: input.areaCode, address: input.address }
    await beginHousehold(tx, { ...household, at: ctx.now, by: by(ctx) })
  }
  const inserted = await insertPersons(tx, [
    {
      id: input.id,
      area_code: input.areaCode,
      name: person.value.name,
      sex: person.value.sex,
      birth_date: person.value.birthDate,
      document_type: document.type,
      document_sealed: sealer.seal(document.number, input.id),
      document_hash: hash,
      document_masked: maskDocument(document.number),
      telephones: person.value.telephones,
      address: input.address,
      household_id: input.householdId,
      ...stamp,
    },
  ])
  if (!inserted.has(input.id)) return sameOrRefused(ctx, tx, input, hash)
  await insertArrivals(tx, [
    {
      id: input.arrival.id,
      person_id: input.id,
      area_code: input.areaCode,
      status: input.arrival.status,
      category: arrival.value.category,
      category_by: arrival.value.categoryBy,
      origin_text: input.arrival.originText,
      origin_code: arrival.value.originCode,
      arrival_day: input.arrival.arrivalDay,
      means: input.arrival.means ?? '',
      service_no: input.arrival.serviceNo,
      companions: input.arrival.companions,
      first_temperature: input.arrival.firstTemperature,
      temperature_site: input.arrival.temperatureSite,
      has_home: input.arrival.hasHome,
      home_suitable: input.arrival.homeSuitable,
      source: input.arrival.source,
      remark: input.arrival.remark,
      is_transient: input.arrival.stay !== null,
      plan_version_id: versionId,
      ...stamp,
    },
  ])
  await insertTerms(
    tx,
    termsOf(person.value).map((term) => ({ term, person_id: input.id, area_code: input.areaCode })),
  )
  await comparePersons(ctx, tx, [{ ...person.value, id: input.id, documentType: document.type }])
  await audit(tx, ctx, {
    action: 'person.registered',
    subject: { kind: 'person', id: input.id },
    areaCode: input.areaCode,
    details: {
      arrivalId: input.arrival.id,
      status: input.arrival.status,
      category: arrival.value.category,
      categoryBy: arrival.value.categoryBy,
    },
  })
  await ctx.emit(tx, {
    type: 'arrival.registered',
    areaCode: input.areaCode,
    personId: input.id,
    arrivalId: input.arrival.id,
    stay: input.arrival.stay,
  })
  return { personId: input.id, arrivalId: input.arrival.id, created: true }
}

/** A township of this district or below; the district itself says too little. */
export async function areaState(ctx: Pick<Context, 'db'>, tx: Tx, areaCode: string): Promise<AreaIs> {
  const area = areaCode.startsWith(ctx.db.district) ? await findArea(tx, areaCode) : undefined
  if (!area || !['township', 'village', 'grid'].includes(area.level)) return 'unknown'
  return area.hasEnded ? 'ended' : 'registrable'
}

/** The document or the id is there already: this very request again, or somebody else's. */
async function sameOrRefused(ctx: Context, tx: Tx, input: RegisterPerson, hash: Buffer): Promise<Registered> {
  const holder = await holderOf(ctx, tx, hash)
  if (!holder) throw idTaken()
  if (holder.id !== input.id) throw await alreadyRegistered(ctx, tx, holder)
  const arrivals = await tx.withScope(ctx.db.whole, () => listArrivals(tx, input.id))
  if (!arrivals.some(({ id }) => id === input.arrival.id)) throw await alreadyRegistered(ctx, tx, holder)
  return { personId: input.id, arrivalId: input.arrival.id, created: false }
}
