// Writes the good rows of a list in batches, inside the one transaction of its import (M07): persons, arrivals, terms,
// one audit event a person, and what follows. Memory holds one batch, however long the list.
import { isWithin, townshipOf } from '../../../kernel/area.ts'
import { newId } from '../../../kernel/ids.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Scope, Tx } from '../../../platform/db/database.ts'
import { auditMany } from '../../audit/index.ts'
import { by } from '../actions/scope.ts'
import { comparePersons } from '../duplicates/actions.ts'
import { setNotCurrent } from '../merge/store.ts'
import { documentKey, maskDocument } from '../rules/documents.ts'
import { meansOf } from '../rules/means.ts'
import { termsOf } from '../rules/terms.ts'
import { insertArrivals } from '../store/arrivals.ts'
import { findByDocuments, insertPersons, insertTerms } from '../store/persons.ts'
import type { RefusedRow, RegisterConflict, RegisteredElsewhere, UnsavedFever } from './contract.ts'
import { type ImportTools, whoReturns } from './returning.ts'
import type { RowOutcome } from './rules/outcome.ts'
import { listRegistered, type RegisteredRow } from './store.ts'

export type GoodOutcome = Extract<RowOutcome, { kind: 'person' }>

export interface Saving {
  importId: string
  /** Rows outside these areas are refused. */
  areas: readonly string[]
  today: Day
  planVersionId: string
}

/** What becomes of good rows; lists are cut at a length, except fevers. */
export interface Tally {
  saved: number
  /** Registered and released before: with a later day in the list they came again. */
  returning: number
  alreadyRegistered: number
  /** Pairs of somebody new with somebody registered, or of two of the list: to be looked at. */
  possibleDuplicates: number
  registeredElsewhere: RegisteredElsewhere[]
  refusedCount: number
  refused: RefusedRow[]
  conflictCount: number
  conflicts: RegisterConflict[]
  unsavedFevers: UnsavedFever[]
}

export const emptyTally = (): Tally => ({
  saved: 0,
  returning: 0,
  alreadyRegistered: 0,
  possibleDuplicates: 0,
  registeredElsewhere: [],
  refusedCount: 0,
  refused: [],
  conflictCount: 0,
  conflicts: [],
  unsavedFevers: [],
})

export const BATCH = 250
const MOST_LISTED = 500

/** Why a row that could be read is not saved, or null. */
export function refusalOf(
  { row, no, record }: GoodOutcome,
  { areas, today }: Pick<Saving, 'areas' | 'today'>,
): RefusedRow | null {
  const { areaCode } = record
  if (!areas.some((area) => isWithin(areaCode, area))) {
    return { row, no, areaCode, code: 'outside_area', zh: '不在您的管辖区域', en: 'Outside your area' }
  }
  if (record.status === 'arrived' && record.arrivalDay > today) {
    return {
      row,
      no,
      areaCode,
      code: 'arrival_in_future',
      zh: '抵达日期晚于今天，却未注明拟返',
      en: 'The day is after today, and the row does not say expected',
    }
  }
  return null
}

interface Returning {
  outcome: GoodOutcome
  registered: RegisteredRow
}

interface Sorted {
  fresh: { outcome: GoodOutcome; hash: Buffer }[]
  returning: Returning[]
  known: { outcome: GoodOutcome; personId: string }[]
}

/** Counts what is refused or registered already (looked for across the district) and answers who is new or came again. */
export async function sortBatch(
  ctx: Context,
  { sealer, isolation }: ImportTools,
  tx: Tx,
  batch: readonly GoodOutcome[],
  saving: Pick<Saving, 'areas' | 'today'>,
  tally: Tally,
): Promise<Sorted> {
  const readable: Sorted['fresh'] = []
  for (const outcome of batch) {
    const refusal = refusalOf(outcome, saving)
    if (refusal) {
      tally.refusedCount += 1
      if (tally.refused.length < MOST_LISTED) tally.refused.push(refusal)
      if (outcome.fever) tally.unsavedFevers.push(feverOf(outcome, 'refused', null))
    } else readable.push({ outcome, hash: sealer.keyedHash(documentKey(outcome.record.document)) })
  }
  const holders = await tx.withScope(ctx.db.whole, () =>
    findByDocuments(
      tx,
      readable.map(({ hash }) => hash),
    ),
  )
  const byHash = new Map(holders.map((holder) => [holder.hash, holder]))
  const sorted: Sorted = { fresh: [], returning: [], known: [] }
  const returning = await whoReturns({ isolation }, tx, readable, byHash, {
    areas: saving.areas,
    scope: ctx.actor.scope,
  })
  for (const one of readable) {
    const holder = byHash.get(one.hash.toString('hex'))
    if (!holder) {
      sorted.fresh.push(one)
      continue
    }
    const { outcome } = one
    const registered = returning.get(holder.id)
    if (registered) {
      returning.delete(holder.id)
      sorted.returning.push({ outcome, registered })
      continue
    }
    sorted.known.push({ outcome, personId: holder.id })
    const isSeen = ctx.actor.scope.areas.some((area) => isWithin(holder.area_code, area))
    if (!isSeen && tally.registeredElsewhere.length < MOST_LISTED) {
      const township = townshipOf(holder.area_code) ?? holder.area_code
      tally.registeredElsewhere.push({ row: outcome.row, no: outcome.no, township })
    }
  }
  tally.alreadyRegistered += sorted.known.length
  return sorted
}

export async function saveBatch(
  ctx: Context,
  tools: ImportTools,
  tx: Tx,
  batch: readonly GoodOutcome[],
  saving: Saving,
  tally: Tally,
): Promise<void> {
  const { fresh, returning, known } = await sortBatch(ctx, tools, tx, batch, saving, tally)
  await noteConflicts(tx, ctx.actor.scope, known, tally)
  const stamp = { registered_at: ctx.now, registered_by: by(ctx), import_id: saving.importId }
  const people = fresh.map(({ outcome, hash }) => ({ record: outcome.record, hash, id: newId(), arrivalId: newId() }))
  const inserted = await insertPersons(
    tx,
    people.map(({ record, hash, id }) => ({
      id,
      area_code: record.areaCode,
      name: record.name,
      sex: record.sex,
      birth_date: record.birthDate,
      document_type: record.document.type,
      document_sealed: tools.sealer.seal(record.document.number, id),
      document_hash: hash,
      document_masked: maskDocument(record.document.number),
      telephones: record.telephones,
      address: record.address,
      household_id: null,
      ...stamp,
    })),
  )
  // Somebody registered by a clerk between the look and the write is registered already.
  const saved = people.filter(({ id }) => inserted.has(id))
  tally.alreadyRegistered += people.length - saved.length
  tally.saved += saved.length
  tally.returning += returning.length
  const again = returning.map(({ outcome, registered }) => ({
    record: outcome.record,
    id: registered.id,
    arrivalId: newId(),
    areaCode: registered.area_code,
  }))
  const arrivals = [...saved.map((one) => ({ ...one, areaCode: one.record.areaCode })), ...again]
  if (arrivals.length === 0) return
  await setNotCurrent(
    tx,
    returning.map(({ registered }) => registered.arrival_id),
  )
  await insertArrivals(
    tx,
    arrivals.map(({ record, id, arrivalId, areaCode }) => ({
      id: arrivalId,
      person_id: id,
      area_code: areaCode,
      status: record.status,
      category: record.origin.category,
      category_by: 'plan',
      origin_text: record.origin.text,
      origin_code: record.origin.code,
      arrival_day: record.arrivalDay,
      means: meansOf(record.means),
      service_no: record.serviceNo,
      companions: record.companions,
      first_temperature: record.firstTemperature,
      temperature_site: null,
      has_home: null,
      home_suitable: null,
      source: 'list',
      remark: record.remark,
      is_transient: false,
      plan_version_id: saving.planVersionId,
      ...stamp,
    })),
  )
  await insertTerms(
    tx,
    saved.flatMap(({ record, id }) =>
      termsOf(record).map((term) => ({ term, person_id: id, area_code: record.areaCode })),
    ),
  )
  tally.possibleDuplicates += await comparePersons(
    ctx,
    tx,
    saved.map(({ record, id }) => ({ ...record, id, documentType: record.document.type })),
  )
  await auditMany(
    tx,
    ctx,
    arrivals.map(({ record, id, arrivalId, areaCode }, index) => ({
      action: index < saved.length ? 'person.registered' : 'arrival.registeredAgain',
      subject: { kind: 'person', id },
      areaCode,
      details: { arrivalId, importId: saving.importId, status: record.status, category: record.origin.category },
    })),
  )
  await ctx.emit(tx, {
    type: 'arrivals.imported',
    areaCode: null,
    importId: saving.importId,
    arrivalIds: arrivals.map(({ arrivalId }) => arrivalId),
  })
}

/** Where the register says otherwise than the list. Values are compared only of persons whom the importer may see. */
async function noteConflicts(tx: Tx, scope: Scope, known: Sorted['known'], tally: Tally): Promise<void> {
  if (known.length === 0) return
  const rows = await tx.withScope(scope, () =>
    listRegistered(
      tx,
      known.map(({ personId }) => personId),
    ),
  )
  const registered = new Map(rows.map((row) => [row.id, row]))
  for (const { outcome, personId } of known) {
    const row = registered.get(personId)
    const fields = row ? differing(row, outcome) : []
    if (fields.length > 0) {
      tally.conflictCount += 1
      if (tally.conflicts.length < MOST_LISTED) {
        tally.conflicts.push({ row: outcome.row, no: outcome.no, personId, fields })
      }
    }
    // The same fever that is registered is no news; any other is.
    if (outcome.fever && row?.first_temperature !== outcome.record.firstTemperature) {
      tally.unsavedFevers.push(feverOf(outcome, 'alreadyRegistered', row ? personId : null))
    }
  }
}

function differing(row: RegisteredRow, { record }: GoodOutcome): RegisterConflict['fields'] {
  const fields: RegisterConflict['fields'] = []
  if (row.name !== record.name) fields.push('name')
  if (row.arrival_day !== record.arrivalDay) fields.push('arrivalDay')
  if (row.status !== record.status) fields.push('status')
  if (!row.area_code.startsWith(record.areaCode)) fields.push('area')
  if (record.firstTemperature !== null && row.first_temperature !== record.firstTemperature) fields.push('temperature')
  return fields
}

export const feverOf = (
  { row, no, record }: Pick<GoodOutcome, 'row' | 'no' | 'record'>,
  why: UnsavedFever['why'],
  personId: string | null,
): UnsavedFever => ({ row, no, why, personId, temperature: record.firstTemperature })
