// Use cases of handing a person over to another district and of taking one over (M05, M45), each with letter and receipt. Until
// the receipt is there somebody is left to ask for it; by the plan our part ends with it, or with the letter.
import { newId } from '../../../kernel/ids.ts'
import { conflict, idTaken, notFound, Problem, refused } from '../../../kernel/problem.ts'
import { addDays, dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { creditDays, handOverPeriod, holdOpenPeriod, openCourses } from '../../isolation/index.ts'
import { planVersion, readSetting } from '../../organisation/index.ts'
import { dayText, headOf, personOnPaper, recordPapers, type Tools } from '../../papers/index.ts'
import { holdPerson, setLeft } from '../../people/index.ts'
import type { HandOver, MovementRow, RecordReceipt, TakeOver } from '../contract.ts'
import { decideHandOver, decideReceipt, decideTakeOver, receiptDueAt } from '../rules/handovers.ts'
import * as store from '../store/handovers.ts'
import { findOnPaper } from '../store/person.ts'
import { endStayOf } from '../store/stays.ts'
import { by, type Held, holdMoving } from './load.ts'
import { rowOf } from './views.ts'

type Step = 'sent' | 'received' | 'receipted' | 'cancelled'
const aLetter = { zh: '该移交函', en: 'Letter' }

const tell = async (ctx: Context, tx: Tx, row: store.HandoverWrite, what: Step, details: object = {}) => {
  await audit(tx, ctx, {
    action: `handover.${what}`,
    subject: { kind: 'person', id: row.person_id },
    areaCode: row.area_code,
    details: { handoverId: row.id, direction: row.direction, ...details },
  })
  await ctx.emit(tx, {
    type: `handover.${what}`,
    areaCode: row.area_code,
    handoverId: row.id,
    personId: row.person_id,
    direction: row.direction,
  })
}

/** The same id again is the same letter. */
async function known(ctx: Context, tx: Tx, input: { id: string; personId: string; letterNo: string }) {
  const row = await store.lockHandover(tx, input.id)
  if (!row) return null
  if (row.person_id !== input.personId || row.letter_no !== input.letterNo) {
    throw idTaken()
  }
  return rowOf(ctx, tx, 'handover', row.id)
}

const letterOf = (ctx: Context, { person, plan, versionId }: Held, said: HandOver | TakeOver) => ({
  id: said.id,
  person_id: person.id,
  area_code: person.areaCode,
  place_text: said.placeText,
  place_code: said.placeCode,
  authority: said.authority,
  contact: said.contact,
  letter_no: said.letterNo,
  letter_day: said.letterDay,
  moves_on: said.movesOn,
  recorded_at: ctx.now,
  recorded_by: by(ctx),
  receipt_due_at: receiptDueAt(ctx.now, plan.movements.handovers),
  plan_version_id: versionId,
})

/** The letter goes out; the other district is waited for. */
export const handOver = (ctx: Context, tools: Tools, input: HandOver): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const held = await holdMoving(ctx, tx, input.personId)
    const before = await known(ctx, tx, input)
    if (before) return before
    const decision = decideHandOver(held.person, held.open, input, held.today)
    if (!decision.ok) throw refused(decision.reasons)
    const row: store.HandoverWrite = {
      ...letterOf(ctx, held, input),
      direction: 'out',
      reason: input.reason,
      days_elsewhere: null,
      documents: null,
      days_credited: null,
    }
    await store.insertHandover(tx, row)
    await tell(ctx, tx, row, 'sent')
    await writeLetter(ctx, tx, tools, held, row)
    if (held.plan.movements.handovers.closeOn === 'letter') await letGo(ctx, tx, row, held.today)
    return rowOf(ctx, tx, 'handover', row.id)
  })

/** As a paper with its receipt, kept and printed like every other. */
async function writeLetter(ctx: Context, tx: Tx, tools: Tools, held: Held, row: store.HandoverWrite): Promise<void> {
  const { plan, versionId: planVersionId } = held
  const course = (await openCourses(ctx, tx, [row.person_id])).get(row.person_id)
  const hotline = (await readSetting<string>(tx, 'hotline')) ?? null
  const facts = {
    head: headOf(plan, hotline),
    person: personOnPaper((await findOnPaper(tx, row.person_id))!),
    letter: {
      number: row.letter_no,
      to: row.place_text,
      authority: row.authority,
      contact: row.contact,
      reason: row.reason,
      day: dayText(row.moves_on),
      course: course
        ? {
            from: dayText(addDays(course.lastDay, -course.days)),
            day: String(course.dayNumber),
            days: String(course.days),
            until: dayText(course.lastDay),
            referred: course.state === 'referred',
          }
        : null,
    },
  }
  const paper = { personId: row.person_id, areaCode: row.area_code, periodId: null, planVersionId, plan, facts }
  await recordPapers(ctx, tx, tools, 'transferLetter', [paper])
}

/** Another district answers for the person from here on. */
async function letGo(ctx: Context, tx: Tx, row: store.HandoverWrite, today: string): Promise<void> {
  await holdOpenPeriod(ctx, tx, row.person_id)
  const person = await holdPerson(tx, row.person_id)
  if (!person) throw notFound(aLetter)
  if (person.leftOn !== null) return
  const day = row.moves_on < today ? row.moves_on : today
  await handOverPeriod(ctx, tx, { personId: row.person_id, to: row.place_text, reason: row.reason })
  const goneId = await store.goneMatterOf(tx, row.person_id)
  if (goneId) {
    await store.resolveGone(tx, goneId, { outcome: 'elsewhere', resolution: row.place_text, at: ctx.now, by: by(ctx) })
  }
  await setLeft(tx, person.arrivalId, day)
  await endStayOf(tx, person.id, { day, at: ctx.now, kind: 'left' })
  await store.insertDeparture(tx, {
    id: newId(),
    person_id: row.person_id,
    area_code: person.areaCode,
    arrival_id: person.arrivalId,
    kind: 'handedOver',
    departed_on: day,
    destination: row.place_text,
    permitted_by: row.authority,
    reason: row.reason,
    recorded_at: ctx.now,
    recorded_by: by(ctx),
  })
  await ctx.emit(tx, { type: 'person.departed', areaCode: person.areaCode, personId: person.id, kind: 'handedOver' })
}

/** A letter came with the person: days isolated elsewhere count where the plan says so, and a receipt is owed. */
export const takeOver = (ctx: Context, input: TakeOver): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const held = await holdMoving(ctx, tx, input.personId)
    const before = await known(ctx, tx, input)
    if (before) return before
    const hasTakeOver = (await store.openHandoverOf(tx, input.personId, 'in')) !== undefined
    const decision = decideTakeOver(held.person, { hasTakeOver }, input, held.today)
    if (!decision.ok) throw refused(decision.reasons)
    const counts = held.plan.movements.handovers.creditDaysElsewhere && input.daysElsewhere > 0
    const credited = counts
      ? await creditDays(ctx, tx, {
          personId: input.personId,
          daysElsewhere: input.daysElsewhere,
          reason: `${input.placeText} ${input.letterNo}`,
        })
      : 0
    const row: store.HandoverWrite = {
      ...letterOf(ctx, held, input),
      direction: 'in',
      reason: '',
      days_elsewhere: input.daysElsewhere,
      documents: input.documents,
      days_credited: credited ?? 0,
    }
    await store.insertHandover(tx, row)
    await tell(ctx, tx, row, 'received', { daysCredited: row.days_credited })
    return rowOf(ctx, tx, 'handover', row.id)
  })

async function lockLetter(ctx: Context, tx: Tx, id: string): Promise<store.HandoverRow> {
  const row = await store.lockHandover(tx, id)
  if (!row) throw notFound(aLetter)
  permit(ctx, 'movement.record', { area: row.area_code })
  return row
}

function requireOpen(row: store.HandoverRow): void {
  if (row.status === 'open') return
  const [zh, en] = row.status === 'closed' ? ['回执已登记', 'The receipt is recorded'] : ['已撤销', 'It was cancelled']
  throw new Problem(409, 'handover_closed', `${zh}，请刷新`, `${en}: look again`)
}

/** Theirs for somebody handed over, ours for somebody taken over. */
export const recordReceipt = (ctx: Context, id: string, input: RecordReceipt): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await lockLetter(ctx, tx, id)
    const isAgain = row.status === 'closed' && row.closed_by === by(ctx) && row.receipt_no === input.receiptNo
    if (isAgain) return rowOf(ctx, tx, 'handover', id)
    requireOpen(row)
    const { plan } = await planVersion(ctx.db, row.plan_version_id)
    const today = dayOf(ctx.now, plan.zone)
    const decision = decideReceipt({ letterDay: row.letter_day }, input, today)
    if (!decision.ok) throw refused(decision.reasons)
    await store.closeHandover(tx, id, { ...input, at: ctx.now, by: by(ctx) })
    if (row.direction === 'out') await letGo(ctx, tx, row, today)
    await tell(ctx, tx, row, 'receipted')
    return rowOf(ctx, tx, 'handover', id)
  })

export const cancelHandover = (ctx: Context, id: string, why: string): Promise<MovementRow> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await lockLetter(ctx, tx, id)
    if (row.status === 'cancelled' && row.cancel_reason === why) return rowOf(ctx, tx, 'handover', id)
    requireOpen(row)
    const person = await holdPerson(tx, row.person_id)
    if (row.direction === 'in' && (row.days_credited ?? 0) > 0) {
      throw conflict('days_credited', '已计入天数，不能撤销；请延长隔离', 'Its days count already: extend instead')
    }
    if (row.direction === 'out' && person?.leftOn != null) {
      throw conflict('left_already', '此人已按移交离开，不能撤销', 'The person has left by it: it cannot be cancelled')
    }
    await store.cancelHandover(tx, id, { reason: why, at: ctx.now, by: by(ctx) })
    await tell(ctx, tx, row, 'cancelled')
    return rowOf(ctx, tx, 'handover', id)
  })
