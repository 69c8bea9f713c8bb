// Readings (M21): recorded once whatever is sent twice, judged by the rules, and followed by what they bring about in the
// same transaction: the next deadline, a fever referral, the temperature that was owed.
import { newId } from '../../../kernel/ids.ts'
import { conflict, notFound, refused } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { planInForce } from '../../organisation/index.ts'
import { setFirstTemperature } from '../../people/index.ts'
import type { CorrectReading, ReadingRecorded, RecordReading } from '../contract.ts'
import { isOpen, type Period } from '../rules/period.ts'
import { decideCorrection, decideReading, type JudgedVisit } from '../rules/reading.ts'
import { type Completions, nextCheck, windowKey } from '../rules/windows.ts'
import { recordLate } from '../store/next-checks.ts'
import { nextColumns, type PeriodPatch, savePeriod } from '../store/periods.ts'
import * as store from '../store/readings.ts'
import { insertReferrals, openReferralOf } from '../store/referrals.ts'
import { by, completionsSince, type Held, hold } from './load.ts'
import { openReferral } from './start.ts'
import { readingView } from './views.ts'

/** Records a visit. The same id again is the same reading; another reading under a used id is refused (409). */
export async function recordReading(ctx: Context, input: RecordReading): Promise<ReadingRecorded> {
  const { zone } = (await planInForce(ctx)).plan
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const completedSince = completionsSince(input.observedAt, ctx.now, zone)
    const held = await hold(ctx, tx, input.periodId, 'reading.record', { completedSince })
    const before = await store.findReading(tx, input.id)
    if (before) return repeated(ctx, before, held, input)
    const open = await openReferralOf(tx, held.row.person_id)
    const decision = decideReading(input, { ...held, hasOpenReferral: open !== undefined }, ctx.now, held.plan)
    if (!decision.ok) throw refused(decision.reasons)
    const judged = decision.value
    await saveReading(ctx, tx, input, held, judged)
    const referralId = judged.opensReferral
      ? await openFeverReferral(ctx, tx, held, { id: input.id, at: input.observedAt, temperature: input.temperature! })
      : null
    const patch = patchOf(ctx, input, held, judged, referralId)
    await savePeriod(tx, held.row.id, patch)
    await audit(tx, ctx, {
      action: 'reading.recorded',
      subject: { kind: 'reading', id: input.id },
      areaCode: held.row.area_code,
      details: { periodId: held.row.id, completes: judged.completes, atHome: input.atHome },
    })
    await ctx.emit(tx, { type: 'reading.recorded', areaCode: held.row.area_code, readingId: input.id })
    const saved = await store.findReading(tx, input.id)
    return {
      reading: readingView(saved!, []),
      created: true,
      referralId,
      nextCheckDueAt: patch.next_check_due_at ?? null,
    }
  })
}

function repeated(ctx: Context, before: store.ReadingRow, held: Held, input: RecordReading): ReadingRecorded {
  const same =
    before.period_id === input.periodId &&
    before.recorded_by === by(ctx) &&
    (before.corrected || before.temperature === input.temperature)
  if (!same) throw conflict('id_taken', '此编号已用于另一条记录', 'This id belongs to another reading')
  return {
    reading: readingView(before, []),
    created: false,
    referralId: null,
    nextCheckDueAt: held.row.next_check_due_at,
  }
}

async function saveReading(
  ctx: Context,
  tx: Tx,
  input: RecordReading,
  { row }: Held,
  judged: JudgedVisit,
): Promise<void> {
  const completed = judged.completes === null ? null : judged.window
  const inserted = await store.insertReading(tx, {
    id: input.id,
    period_id: row.id,
    person_id: row.person_id,
    area_code: row.area_code,
    at_home: input.atHome,
    temperature: input.temperature,
    site: input.site,
    symptoms: input.symptoms,
    taken_by: input.takenBy,
    observed_at: input.observedAt,
    received_at: ctx.now,
    recorded_by: by(ctx),
    note: input.note,
    fever: judged.fever,
    day: completed?.day ?? judged.day,
    completes_slot: completed?.slot ?? null,
    late: judged.completes === 'late',
  })
  // An id of a reading that this account may not see.
  if (!inserted) throw conflict('id_taken', '此编号已用于另一条记录', 'This id belongs to another reading')
  if (judged.completes === 'late') await recordLate(tx, { periodId: row.id, window: judged.window!, now: ctx.now })
  if (judged.settlesTemperature) {
    await setFirstTemperature(tx, row.person_id, { temperature: input.temperature!, site: input.site })
  }
}

/** What the period stores of itself after the visit. */
function patchOf(
  ctx: Context,
  input: RecordReading,
  { row, period, completions, plan }: Held,
  judged: JudgedVisit,
  referralId: string | null,
): PeriodPatch {
  const patch: PeriodPatch = {}
  const isLatest = row.last_reading_at === null || input.observedAt >= row.last_reading_at
  if (input.temperature !== null && isLatest) {
    patch.last_temperature = input.temperature
    patch.last_reading_at = input.observedAt
  }
  if (isOpen(period)) {
    if (input.atHome && (row.not_home_at === null || input.observedAt >= row.not_home_at)) patch.not_home_at = null
    if (!input.atHome && isLatest) patch.not_home_at = input.observedAt
  }
  if (judged.completes !== null && judged.window) {
    patch.missed_in_row = 0
    if (row.last_done_opens_at === null || judged.window.opensAt > row.last_done_opens_at) {
      patch.last_done_opens_at = judged.window.opensAt
    }
  }
  if (judged.settlesTemperature) patch.temperature_owed = false
  if (referralId !== null) Object.assign(patch, referredPatch(period, referralId))
  const after = periodAfter(period, judged, referralId)
  const done: Completions =
    judged.completes !== null && judged.window
      ? new Map([...completions, [windowKey(judged.window), judged.completes]])
      : completions
  return { ...patch, ...nextColumns(nextCheck({ period: after, completions: done }, ctx.now, plan)) }
}

function periodAfter(period: Period, judged: JudgedVisit, referralId: string | null): Period {
  if (period.state !== 'active') return period
  if (referralId !== null) return { ...period, state: 'referred', referralId }
  return { ...period, temperatureOwed: period.temperatureOwed && !judged.settlesTemperature }
}

/** A period that is over keeps its state; the referral is in its queue all the same. */
const referredPatch = (period: Period, referralId: string): PeriodPatch =>
  period.state === 'active'
    ? { state: 'referred', open_referral_id: referralId, temperature_owed: false, ...nextColumns(null) }
    : { open_referral_id: referralId }

/** Opens a referral for a fever that was read; answers its id. */
async function openFeverReferral(
  ctx: Context,
  tx: Tx,
  { row, plan }: Held,
  reading: { id: string; at: string; temperature: number },
): Promise<string> {
  const id = newId()
  await insertReferrals(tx, [
    {
      id,
      period_id: row.id,
      person_id: row.person_id,
      area_code: row.area_code,
      reading_id: reading.id,
      temperature: reading.temperature,
      ...openReferral(reading.at, ctx.now, plan),
      opened_by: by(ctx),
    },
  ])
  await audit(tx, ctx, {
    action: 'referral.opened',
    subject: { kind: 'referral', id },
    areaCode: row.area_code,
    details: { periodId: row.id, readingId: reading.id },
  })
  await ctx.emit(tx, { type: 'referral.opened', areaCode: row.area_code, referralId: id })
  return id
}

/** Puts a reading right; the old values are kept. Corrected to a fever it opens a referral. */
export const correctReading = (ctx: Context, readingId: string, input: CorrectReading): Promise<ReadingRecorded> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await store.findReading(tx, readingId)
    if (!found) throw notFound({ zh: '体温记录', en: 'Reading' })
    const held = await hold(ctx, tx, found.period_id, 'reading.correct')
    // Read again now that the period is held: somebody may have corrected it meanwhile.
    const old = (await store.findReading(tx, readingId))!
    const open = await openReferralOf(tx, held.row.person_id)
    const answer = async (created: boolean, referralId: string | null): Promise<ReadingRecorded> => {
      const corrections = (await store.listCorrections(tx, held.row.id)).filter(
        ({ reading_id }) => reading_id === readingId,
      )
      const reading = (await store.findReading(tx, readingId))!
      return {
        reading: readingView(reading, corrections),
        created,
        referralId,
        nextCheckDueAt: held.row.next_check_due_at,
      }
    }
    if ((await store.listCorrections(tx, held.row.id)).some(({ id }) => id === input.id)) return answer(false, null)
    const decision = decideCorrection(
      { atHome: old.at_home, temperature: old.temperature, site: old.site, symptoms: old.symptoms, note: old.note },
      input,
      { hasOpenReferral: open !== undefined, isOpen: isOpen(held.period) },
      held.plan,
    )
    if (!decision.ok) throw refused(decision.reasons)
    const { fever, opensReferral } = decision.value
    const made = await store.correctReading(tx, { ...input, readingId, fever, at: ctx.now, by: by(ctx) })
    if (!made) throw conflict('id_taken', '此编号已用于另一条更正', 'This id belongs to another correction')
    const referralId = opensReferral
      ? await openFeverReferral(ctx, tx, held, { id: readingId, at: old.observed_at, temperature: input.temperature })
      : null
    await savePeriod(tx, held.row.id, {
      ...(old.observed_at === held.row.last_reading_at ? { last_temperature: input.temperature } : {}),
      ...(referralId === null ? {} : referredPatch(held.period, referralId)),
    })
    await audit(tx, ctx, {
      action: 'reading.corrected',
      subject: { kind: 'reading', id: readingId },
      areaCode: held.row.area_code,
      details: { periodId: held.row.id, correctionId: input.id },
    })
    await ctx.emit(tx, { type: 'reading.corrected', areaCode: held.row.area_code, readingId })
    return answer(true, referralId)
  })
