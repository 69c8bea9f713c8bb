// Corrections (M21): the old values are kept beside the new, and a reading put right to a fever opens a referral.
import { conflict, notFound, refused } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import { audit } from '../../audit/index.ts'
import type { CorrectReading, ReadingRecorded } from '../contract.ts'
import { isOpen } from '../rules/period.ts'
import { decideCorrection } from '../rules/reading.ts'
import { settleSuspended } from '../store/next-checks.ts'
import { savePeriod } from '../store/periods.ts'
import * as store from '../store/readings.ts'
import { insertReferrals, openReferralOf } from '../store/referrals.ts'
import { by, hold } from './load.ts'
import { readingView } from './views.ts'
import { feverReferral, referralOpened, referredPatch } from './visit.ts'

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
    const made = await store.correctReading(tx, {
      ...input,
      readingId,
      fever,
      at: ctx.now,
      by: by(ctx),
      planVersionId: held.row.plan_version_id,
    })
    if (!made) throw conflict('id_taken', '此编号已用于另一条更正', 'This id belongs to another correction')
    const referral = opensReferral
      ? feverReferral(ctx, held, { id: readingId, at: old.observed_at, temperature: input.temperature })
      : null
    if (referral) {
      await insertReferrals(tx, [referral])
      await settleSuspended(tx, [referral])
      await audit(tx, ctx, referralOpened(referral))
      await ctx.emit(tx, { type: 'referral.opened', areaCode: referral.area_code, referralId: referral.id })
    }
    const referralId = referral?.id ?? null
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
