// Use cases of answering (M45): what was found of each person, once, by the area it was sent to; registering somebody found and
// the answer are one transaction; a correction says why. Whoever had been here unregistered is noticed (M55).
import * as z from 'zod'
import { idTaken, refused } from '../../../kernel/problem.ts'
import { type Day, dayOf, daysBetween, instant } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Plan } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Scope, Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import { areaState, by, personBriefs, RegisterPerson, registerIn, whyNotArea, writeScope } from '../../people/index.ts'
import { type AnswerEntry, type EntryDetail, findingFields } from '../contract.ts'
import { chainOfUnregistered, decideFinding, type Finding, isUnregistered, type Try } from '../rules/findings.ts'
import * as entries from '../store/entries.ts'
import * as store from '../store/findings.ts'
import { holdEntry, type Tools } from './load.ts'
import { openBatch, settleBatch, tellSent } from './sending.ts'
import { viewOf } from './views.ts'

const Said = RegisterPerson.shape.document
/** `document` null: the number that the list has, so that nobody has to see it whole. */
export const RegisterFound = z.object({
  ...findingFields,
  person: RegisterPerson.extend({ document: Said.nullable().default(null) }),
})
export type RegisterFound = z.output<typeof RegisterFound>

interface Answer {
  id: string
  kind: Finding
  personId: string | null
  reason: string
  placeText: string
  toArea: string | null
  arrivedOn: Day | null
  tries: readonly Try[]
  note: string
  corrects: string | null
  correction: string
}

export const answerEntry = (ctx: Context, entryId: string, input: AnswerEntry): Promise<EntryDetail> => {
  const { kind } = input
  const answer: Answer = {
    ...input,
    // Only what belongs to the kind is kept.
    personId: kind === 'alreadyRegistered' ? input.personId : null,
    reason: kind === 'notNeeded' ? input.reason : '',
    placeText: kind === 'leftDistrict' || kind === 'movedOn' ? input.placeText : '',
    toArea: kind === 'movedOn' ? input.toArea : null,
    arrivedOn: kind === 'notNeeded' ? input.arrivedOn : null,
    tries: kind === 'notFound' ? input.tries.map((one) => ({ ...one, at: instant(one.at) })) : [],
  }
  return answering(ctx, ctx.actor.scope, entryId, answer, async (tx, _entry, plan) => {
    if (answer.personId !== null && (await personBriefs(tx, [answer.personId])).length === 0) {
      throw refused([
        reason('person_unknown', '没有此人的登记，或不在您的管辖范围', 'No such registration in your area', 'personId'),
      ])
    }
    if (answer.toArea !== null) {
      const area = answer.toArea
      const wrong = whyNotArea(await areaState(ctx, tx, area), 'toArea')
      if (wrong) throw refused([wrong])
      if (!plan.units.some(({ areaCode }) => areaCode === area.slice(0, 9)))
        throw refused([
          reason('nobody_answers', '该处没有负责单位，请交指挥部办公室', 'Nobody answers for that area', 'toArea'),
        ])
    }
    return answer
  })
}

/** Registers somebody found: person, arrival, what follows and the answer are kept together or not at all. */
export const registerFound = (
  ctx: Context,
  tools: Tools,
  entryId: string,
  input: RegisterFound,
): Promise<EntryDetail> => {
  const { person, ...said } = input
  const answer: Answer = {
    ...said,
    kind: 'registered',
    personId: person.id,
    reason: '',
    placeText: '',
    toArea: null,
    arrivedOn: person.arrival.status === 'arrived' ? person.arrival.arrivalDay : null,
    tries: [],
  }
  permit(ctx, 'person.register', { area: person.areaCode })
  return answering(ctx, writeScope(ctx, person.areaCode), entryId, answer, async (tx, entry) => {
    await registerIn(ctx, tools, tx, { ...person, document: person.document ?? ownDocument(tools, entry) })
    return { ...answer, foundIn: person.areaCode }
  })
}

function ownDocument({ sealer }: Tools, entry: entries.EntryRow): z.output<typeof Said> {
  if (entry.document_sealed === null)
    throw refused([
      reason(
        'document_needed',
        '名单上没有证件号，请填写',
        'The list has no document number: give it',
        'person.document.number',
      ),
    ])
  const type = Said.shape.type.parse(entry.document_type)
  return { type, number: sealer.open(entry.document_sealed, entry.id) }
}

/** The frame of every answer: who may, the same again, the rule, and what follows. */
const answering = (
  ctx: Context,
  scope: Scope,
  entryId: string,
  answer: Answer,
  prepare: (tx: Tx, entry: entries.EntryRow, plan: Plan) => Promise<Answer & { foundIn?: string }>,
): Promise<EntryDetail> =>
  ctx.db.transaction(scope, async (tx) => {
    permit(ctx, 'verification.answer')
    const { plan } = await planInForce(ctx)
    if (answer.kind === 'movedOn' && (await wasPassedOn(ctx, tx, entryId, answer.id))) return passedOn(ctx, tx, entryId)
    const entry = await holdEntry(tx, entryId)
    permit(ctx, 'verification.answer', { area: entry.area_code })
    const before = await store.findFinding(tx, answer.id)
    if (before) {
      if (before.entry_id === entryId && before.kind === answer.kind && before.person_id === answer.personId)
        return viewOf(ctx, tx, entry)
      throw idTaken()
    }
    const today = dayOf(ctx.now, plan.zone)
    const state = {
      findingId: entry.finding_id,
      isSent: entry.batch_id !== null,
      areaCode: entry.area_code,
      isVoided: entry.voided_at !== null,
      listVoided: entry.list_voided_at !== null,
    }
    const decision = decideFinding(state, answer, { now: ctx.now, today })
    if (!decision.ok) throw refused(decision.reasons, entry.finding_id === answer.corrects ? 422 : 409)
    const { foundIn = entry.area_code, ...said } = await prepare(tx, entry, plan)
    const row: store.FindingWrite = {
      id: said.id,
      entry_id: entryId,
      area_code: entry.area_code,
      kind: said.kind,
      person_id: said.personId,
      reason: said.reason,
      place_text: said.placeText,
      to_area: said.toArea,
      arrived_on: said.arrivedOn,
      tries: said.tries,
      note: said.note,
      corrects: said.corrects,
      correction: said.correction,
      found_at: ctx.now,
      found_by: by(ctx),
    }
    if ((await store.insertFindings(tx, [row])) === 0) throw idTaken()
    const isLate = isUnregistered(said, today, plan.verification.unregisteredAfterDays)
    await entries.setFindings(tx, [
      {
        id: entryId,
        findingId: said.id,
        kind: said.kind,
        personId: said.personId,
        at: ctx.now,
        unregisteredSince: isLate ? said.arrivedOn : null,
      },
    ])
    await audit(tx, ctx, {
      action: said.corrects === null ? 'verification.answered' : 'verification.corrected',
      subject: { kind: 'verificationEntry', id: entryId },
      areaCode: entry.area_code,
      details: {
        listId: entry.list_id,
        finding: said.kind,
        ...(said.personId === null ? {} : { personId: said.personId }),
        ...(said.correction === '' ? {} : { reason: said.correction }),
      },
    })
    // Noticed once, however often the answer is corrected.
    if (isLate && entry.unregistered_since === null) {
      const chain = chainOfUnregistered({
        arrivedOn: said.arrivedOn,
        receivedAt: entry.list_received_at,
        sentAt: entry.sent_at,
        foundAt: ctx.now,
        daysHere: daysBetween(said.arrivedOn, today),
        zone: plan.zone,
      })
      await ctx.emit(tx, {
        type: 'verification.unregisteredFound',
        areaCode: foundIn,
        entryId,
        arrivedOn: said.arrivedOn,
        day: today,
        chain,
      })
    }
    if (said.toArea !== null) await passOn(ctx, tx, entry, said.toArea)
    if (entry.batch_id !== null) await settleBatch(ctx, tx, entry.batch_id, entryId)
    await ctx.emit(tx, { type: 'verification.changed', areaCode: entry.area_code, listId: entry.list_id })
    if (said.toArea === null) return viewOf(ctx, tx, (await entries.findEntry(tx, entryId))!)
    return passedOn(ctx, tx, entryId)
  })

/**
 * Whoever passed somebody on is told that the person went, and sees no more than before: who of the register it may be is asked
 * within the own area, where nobody of another township is found.
 */
const passedOn = async (ctx: Context, tx: Tx, entryId: string): Promise<EntryDetail> =>
  viewOf(ctx, tx, (await tx.withScope(ctx.db.whole, () => entries.findEntry(tx, entryId)))!)

/** Sent again after the person went to another area, where the own scope does not reach. */
const wasPassedOn = (ctx: Context, tx: Tx, entryId: string, findingId: string): Promise<boolean> =>
  tx.withScope(ctx.db.whole, async () => {
    const before = await store.findFinding(tx, findingId)
    return before?.entry_id === entryId && before.kind === 'movedOn' && before.found_by === by(ctx)
  })

/** To the township where the person went: open again, with a time of its own. */
async function passOn(ctx: Context, tx: Tx, entry: entries.EntryRow, area: string): Promise<void> {
  await tx.withScope(ctx.db.whole, async () => {
    const list = {
      id: entry.list_id,
      due_at: entry.list_due_at,
      authority: entry.authority,
      letter_no: entry.letter_no,
    }
    const township = area.slice(0, 9)
    const batchId = await openBatch(ctx, tx, list, township)
    await entries.passOn(tx, entry.id, { area, batchId })
    await tellSent(ctx, tx, entry.list_id, township, 1)
  })
}
