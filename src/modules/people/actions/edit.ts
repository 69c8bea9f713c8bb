// Correcting a person. The audit says which fields changed, never their values; of two edits of one state the later is
// refused. Within a township the area is corrected like anything else (the keys cascade in the database); to another one a
// person is transferred.
import { townshipOf } from '../../../kernel/area.ts'
import { conflict, notFound, refused } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import type { EditPerson, PersonView } from '../contract.ts'
import { compareCorrected } from '../duplicates/actions.ts'
import { beginHousehold } from '../households/store.ts'
import { documentKey, maskDocument } from '../rules/documents.ts'
import { judgePerson, type PersonFacts, type PersonSaid } from '../rules/registration.ts'
import { termsOf } from '../rules/terms.ts'
import * as store from '../store/persons.ts'
import { alreadyRegistered, holderOf } from './duplicates.ts'
import { PERSON, viewOf } from './read.ts'
import { areaState } from './register.ts'
import { assignedTo, by, type Tools, writeScope } from './scope.ts'

export async function editPerson(ctx: Context, tools: Tools, id: string, input: EditPerson): Promise<PersonView> {
  const { plan } = await planInForce(ctx)
  const today = dayOf(ctx.now, plan.zone)
  const edit = async (tx: Tx): Promise<PersonView> => {
    const person = await store.lockPerson(tx, id)
    if (!person) throw notFound(PERSON)
    permit(ctx, 'person.edit', { area: person.area_code, assignedTo: assignedTo(ctx, person.is_assigned) })
    const areaCode = input.areaCode ?? person.area_code
    if (townshipOf(areaCode) !== townshipOf(person.area_code)) {
      throw refused([
        reason(
          'other_township',
          '迁往其他乡镇（街道）须办理移交，由对方接收',
          'To another township a person is transferred, and that township accepts',
          'areaCode',
        ),
      ])
    }
    if (areaCode !== person.area_code) permit(ctx, 'person.edit', { area: areaCode })
    if (input.version !== person.version) {
      throw conflict(
        'person_changed',
        '该人员信息刚被他人修改，请刷新',
        'Somebody just changed this person, look again',
      )
    }
    const number = tools.sealer.open(person.document_sealed, id)
    const before: PersonFacts = { ...factsOf(person), document: { ...noFacts, type: person.document_type, number } }
    // Whoever lives where an area ended stays to be edited.
    const area = areaCode === person.area_code ? 'registrable' : await areaState(ctx, tx, areaCode)
    const verdict = judgePerson(saidOf(before, input), { today, areaIs: () => area })
    if (!verdict.ok) throw refused(verdict.reasons)
    const after: PersonFacts = {
      ...verdict.value,
      sex: verdict.value.sex ?? (input.sex === undefined ? before.sex : null),
      birthDate: verdict.value.birthDate ?? (input.birthDate === undefined ? before.birthDate : null),
    }
    const change = changeOf(tools, person, before, after, input)
    const fields = Object.keys(change)
    if (fields.length === 0) return viewOf(ctx, tx, person)
    if (change.document_hash) await refuseTaken(ctx, tx, id, change.document_hash)
    await tx.withScope(writeScope(ctx, areaCode), async () => {
      if (change.household_id) {
        const address = input.address ?? person.address
        const household = { id: change.household_id, area_code: areaCode, address }
        await beginHousehold(tx, { ...household, at: ctx.now, by: by(ctx) })
      }
      await store.updatePerson(tx, id, change)
      await store.deleteTerms(tx, id)
      await store.insertTerms(
        tx,
        termsOf(after).map((term) => ({ term, person_id: id, area_code: areaCode })),
      )
    })
    await compareCorrected(ctx, tx, { ...after, id, documentType: after.document.type })
    const said = fields.filter((field) => !/_(sealed|hash|masked)$/.test(field))
    const moved = change.area_code === undefined ? {} : { movedFrom: person.area_code }
    await audit(tx, ctx, {
      action: 'person.edited',
      subject: { kind: 'person', id },
      areaCode,
      details: { fields: change.document_hash ? [...new Set([...said, 'document'])] : said, ...moved },
    })
    await ctx.emit(tx, { type: 'person.edited', areaCode, personId: id, fields: said, ...moved })
    const now = { ...person, ...change, version: person.version + 1 }
    return viewOf(ctx, tx, (await store.findPerson(tx, id)) ?? now)
  }
  try {
    return await ctx.db.transaction(ctx.actor.scope, edit)
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error
    throw conflict('already_registered', '此证件刚被登记', 'This document was registered just now')
  }
}

const noFacts = { sex: null, birthDate: null }

const factsOf = (person: store.PersonFull): Omit<PersonFacts, 'document'> => ({
  name: person.name,
  sex: person.sex,
  birthDate: person.birth_date,
  telephones: person.telephones,
  areaCode: person.area_code,
})

/** A new document says sex and birth date anew: the old ones must not stand against it. */
const saidOf = (before: PersonFacts, input: EditPerson): PersonSaid => ({
  name: input.name ?? before.name,
  document: input.document ?? before.document,
  sex: input.sex !== undefined ? input.sex : input.document ? null : before.sex,
  birthDate: input.birthDate !== undefined ? input.birthDate : input.document ? null : before.birthDate,
  telephones: input.telephones ?? before.telephones,
  areaCode: input.areaCode ?? before.areaCode,
})

function changeOf(
  { sealer }: Tools,
  person: store.PersonFull,
  before: PersonFacts,
  after: PersonFacts,
  input: EditPerson,
): store.PersonChange {
  const change: store.PersonChange = {}
  if (after.name !== before.name) change.name = after.name
  if (after.sex !== before.sex) change.sex = after.sex
  if (after.birthDate !== before.birthDate) change.birth_date = after.birthDate
  if (after.telephones.join() !== before.telephones.join()) change.telephones = after.telephones
  if (after.areaCode !== before.areaCode) change.area_code = after.areaCode
  if (input.address !== undefined && input.address !== person.address) change.address = input.address
  if (input.householdId !== undefined && input.householdId !== person.household_id) {
    change.household_id = input.householdId
  }
  if (documentKey(after.document) !== documentKey(before.document)) {
    change.document_type = after.document.type
    change.document_sealed = sealer.seal(after.document.number, person.id)
    change.document_hash = sealer.keyedHash(documentKey(after.document))
    change.document_masked = maskDocument(after.document.number)
  }
  return change
}

async function refuseTaken(ctx: Context, tx: Tx, id: string, hash: Buffer): Promise<void> {
  const holder = await holderOf(ctx, tx, hash)
  if (holder && holder.id !== id) throw await alreadyRegistered(ctx, tx, holder)
}
