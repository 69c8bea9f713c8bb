// A person of a list as the screens have it: where the person stands, who of the register it may be, what was found.
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { mayAct } from '../../identity/index.ts'
import {
  type DocumentType,
  type FoundPerson,
  matchPersons,
  type PersonBrief,
  personBriefs,
} from '../../people/index.ts'
import type { EntryDetail, EntryRow } from '../contract.ts'
import type { MatchedBy } from '../rules/matching.ts'
import type * as store from '../store/entries.ts'
import { findingsOf } from '../store/findings.ts'

export const findFor = (
  tx: Tx,
  rows: readonly Pick<store.ToMatch, 'id' | 'name' | 'birth_date' | 'document_type' | 'document_hash' | 'telephones'>[],
): Promise<FoundPerson[]> =>
  matchPersons(
    tx,
    rows.map((row) => ({
      key: row.id,
      name: row.name,
      document: row.document_type === null ? null : { type: row.document_type as DocumentType },
      documentHash: row.document_hash,
      telephones: row.telephones,
      birthDate: row.birth_date,
    })),
  )

const stateOf = (row: store.EntryRow): EntryRow['state'] => {
  if (row.finding_id !== null) return 'answered'
  if (row.batch_id !== null) return 'sent'
  return row.proposed_area === null ? 'unassigned' : 'assigned'
}

export function rowOf(ctx: Context, row: store.EntryRow): EntryRow {
  return {
    id: row.id,
    listId: row.list_id,
    no: row.no,
    name: row.name,
    birthDate: row.birth_date,
    documentMasked: row.document_masked,
    telephones: row.telephones,
    address: row.address,
    note: row.note,
    areaCode: row.area_code,
    proposedArea: row.proposed_area,
    match: row.match,
    matchBy: row.match_by,
    isCertain: row.is_certain,
    state: stateOf(row),
    dueAt: row.due_at,
    isOverdue: row.finding_id === null && row.due_at <= ctx.now,
    finding: row.finding,
    answeredAt: row.answered_at,
    isUnregistered: row.unregistered_since !== null,
    list: { kind: row.kind, authority: row.authority, letterNo: row.letter_no },
  }
}

const briefOf = (one: PersonBrief) => ({
  id: one.id,
  name: one.name,
  documentMasked: one.document_masked,
  telephones: one.telephones,
  birthDate: one.birth_date,
  areaCode: one.area_code,
  address: one.address,
  status: one.status,
  arrivalDay: one.arrival_day,
  leftOn: one.left_on,
})

export async function viewOf(ctx: Context, tx: Tx, row: store.EntryRow): Promise<EntryDetail> {
  const found = row.finding_id === null ? await findFor(tx, [row]) : []
  const briefs = await personBriefs(tx, [
    ...found.map(({ personId }) => personId),
    ...(row.person_id ? [row.person_id] : []),
  ])
  const byOf = new Map<string, MatchedBy>(found.map((one) => [one.personId, one.by]))
  const person = briefs.find(({ id }) => id === row.person_id)
  const elsewhere =
    row.person_id !== null && !person ? await tx.withScope(ctx.db.whole, () => personBriefs(tx, [row.person_id!])) : []
  const findings = await findingsOf(tx, row.id)
  const isOpen = row.voided_at === null && row.list_voided_at === null
  return {
    ...rowOf(ctx, row),
    person: person ? briefOf(person) : null,
    registeredIn: elsewhere[0] ? elsewhere[0].area_code.slice(0, 9) : null,
    candidates: briefs.flatMap((one) => {
      const how = byOf.get(one.id)
      return how === undefined ? [] : [{ ...briefOf(one), by: how }]
    }),
    findings: findings.map((one) => ({
      id: one.id,
      kind: one.kind,
      personId: one.person_id,
      reason: one.reason,
      placeText: one.place_text,
      toArea: one.to_area,
      arrivedOn: one.arrived_on,
      tries: [...one.tries],
      note: one.note,
      correction: one.correction,
      corrects: one.corrects,
      foundAt: one.found_at,
      foundBy: one.found_by_name,
      areaCode: one.area_code,
    })),
    findingId: row.finding_id,
    sent: row.sent_at === null ? null : { at: row.sent_at, receivedAt: row.batch_received_at },
    voided: row.voided_at === null ? null : { at: row.voided_at, reason: row.void_reason },
    letter: {
      why: row.why,
      originText: row.origin_text,
      serviceNo: row.service_no,
      travelledOn: row.travelled_on,
      letterDay: row.letter_day,
    },
    hasDocument: row.document_sealed !== null,
    may: {
      answer: isOpen && mayAct(ctx.actor, 'verification.answer', { area: row.area_code }),
      register:
        isOpen &&
        mayAct(ctx.actor, 'verification.answer', { area: row.area_code }) &&
        mayAct(ctx.actor, 'person.register'),
      receive: isOpen && mayAct(ctx.actor, 'verification.receive', { area: row.list_area }),
      unmask: row.document_sealed !== null && mayAct(ctx.actor, 'person.unmask', { area: row.area_code }),
    },
  }
}
