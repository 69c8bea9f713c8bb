// The steps of a fever referral (M07, M21): told, 120 called, picked up, at the facility, outcome. Excluded, isolation
// resumes and its days have run on; suspected, the period is handed over to the cases.
import { newId } from '../../../kernel/ids.ts'
import { notFound, refused } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { planVersion } from '../../organisation/index.ts'
import type { RecordReferralStep, ReferralView } from '../contract.ts'
import type { Period } from '../rules/period.ts'
import { isFever, isolationPlan } from '../rules/plan.ts'
import { decideStep, referralClock, type StepTaken } from '../rules/referral.ts'
import { missedWindows, nextCheck } from '../rules/windows.ts'
import { moveOn } from '../store/next-checks.ts'
import { insertChanges, nextColumns, savePeriod } from '../store/periods.ts'
import { findReading } from '../store/readings.ts'
import * as store from '../store/referrals.ts'
import { by, type Held, hold } from './load.ts'
import { referralView } from './views.ts'

const aReferral = { zh: '发热转诊', en: 'Fever referral' }

/** Records a step; sent twice by the same account it is taken once. */
export const recordReferralStep = (ctx: Context, id: string, input: RecordReferralStep): Promise<ReferralView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await store.findReferral(tx, id)
    if (!found) throw notFound(aReferral)
    const held = await hold(ctx, tx, found.period_id, 'referral.advance')
    const row = (await store.lockReferral(tx, id))!
    // Its limits are those it was opened under, whatever became of the period's plan since.
    const plan = isolationPlan((await planVersion(ctx.db, row.plan_version_id)).plan)
    const same = row.steps.find(({ step, at }) => step === input.step && at === input.at)
    if (same && same.by === by(ctx)) return referralView(row, ctx.now, plan)
    const referral = store.referralOf(row)
    const decision = decideStep(referral, input, { stillFever: await isStillFever(tx, row, held) }, ctx.now)
    if (!decision.ok) throw refused(decision.reasons)
    const { closed, isolation } = decision.value
    const outcome = closed ? input.outcome : null
    const after = { ...referral, steps: { ...referral.steps, [input.step]: input.at }, outcome }
    const clock = referralClock(after, ctx.now, plan)
    await store.saveStep(tx, id, {
      record: { step: input.step, at: input.at, recordedAt: ctx.now, by: by(ctx), note: input.note },
      next: clock && { step: clock.next, dueAt: clock.dueAt },
      facility: input.facility,
      outcome,
      closedAt: closed ? input.at : null,
    })
    if (closed) await closeReferral(ctx, tx, held, input, isolation)
    await audit(tx, ctx, {
      action: closed ? 'referral.closed' : 'referral.stepTaken',
      subject: { kind: 'referral', id },
      areaCode: row.area_code,
      details: { step: input.step, periodId: row.period_id },
    })
    await ctx.emit(tx, {
      type: closed ? 'referral.closed' : 'referral.stepTaken',
      areaCode: row.area_code,
      referralId: id,
    })
    return referralView((await store.findReferral(tx, id))!, ctx.now, plan)
  })

/** Of the reading as it stands, corrections applied; of the temperature at registration where there was no reading. */
async function isStillFever(tx: Tx, row: store.ReferralRow, { plan }: Held): Promise<boolean> {
  const reading = row.reading_id === null ? null : await findReading(tx, row.reading_id)
  return isFever(reading?.temperature ?? row.temperature, plan)
}

async function closeReferral(
  ctx: Context,
  tx: Tx,
  { row, period, completions, plan }: Held,
  { at }: RecordReferralStep,
  isolation: StepTaken['isolation'],
): Promise<void> {
  const change = (kind: 'resumed' | 'handedOver') =>
    insertChanges(tx, [
      {
        id: newId(),
        period_id: row.id,
        person_id: row.person_id,
        area_code: row.area_code,
        kind,
        changed_at: ctx.now,
        changed_by: by(ctx),
        reason: '',
        old_value: '',
        new_value: '',
      },
    ])
  // A fever of somebody whose period was over already changes nothing of the period.
  if (period.state !== 'referred') {
    await savePeriod(tx, row.id, { open_referral_id: null })
    return
  }
  if (isolation === 'handedOver') {
    await savePeriod(tx, row.id, {
      state: 'suspected',
      closed_at: at,
      closed_on: dayOf(at, plan.zone),
      closed_by: by(ctx),
      not_home_at: null,
      ...nextColumns(null),
    })
    await change('handedOver')
    return
  }
  const suspensions = period.suspensions.map((suspension) => ({ ...suspension, until: suspension.until ?? at }))
  const resumed: Period = { ...course(period), suspensions, state: 'active', temperatureOwed: false }
  await savePeriod(tx, row.id, { state: 'active', open_referral_id: null })
  // Told of late, windows have lapsed since the person was back: owed and not made, they are missed like any other.
  const missed = missedWindows({ period: resumed, completions }, dayOf(at, plan.zone), ctx.now, plan).filter(
    ({ closesAt }) => closesAt > at,
  )
  await moveOn(
    tx,
    [
      {
        id: row.id,
        owedFrom: row.owed_from,
        next: nextCheck({ period: resumed, completions }, ctx.now, plan),
        missed,
        missedInRow: row.missed_in_row + missed.length,
        paused: row.owing_paused,
      },
    ],
    ctx.now,
  )
  await change('resumed')
}

const course = ({ startDay, days, registeredAt, owedFrom, suspensions, standDowns }: Period) => ({
  startDay,
  days,
  registeredAt,
  owedFrom,
  suspensions,
  standDowns,
})
