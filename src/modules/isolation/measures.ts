// The figures of isolation that the plan's clauses are judged by (M07, M21, M52): checks on time, begun at once, a medic,
// a guarantor, the full period, referrals in time. What was not owed counts for nothing.
import { rate } from '../../kernel/figure.ts'
import { dayOf, type Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Measure, Over } from '../../platform/measure.ts'
import { activatedAt, activeSpans, planVersion, planVersions } from '../organisation/index.ts'
import { goneAssignees } from './actions/assignees.ts'
import type { StandDown } from './rules/period.ts'
import { isolationPlan } from './rules/plan.ts'
import { referralClock, stepsInTime } from './rules/referral.ts'
import { closingsOwed } from './rules/windows.ts'
import * as store from './store/measures.ts'
import { referralOf } from './store/referrals.ts'

/**
 * Of the checks owed in windows that have closed, those made in time. A window still open is not counted, one overdue is
 * not in time.
 */
const checksOnTime: Measure = async (tx, over) => {
  const spans = await activeSpans(tx)
  const first = spans[0]
  if (!first) return null
  const from = over.from ?? dayOf(first.from, over.zone)
  const standDowns: StandDown[] = spans.flatMap(({ until }, index) =>
    until === null ? [] : [{ from: until, until: spans[index + 1]?.from ?? null }],
  )
  const versions = (await planVersions(over.db)).map(({ versionId, plan }) => ({
    id: versionId,
    closes: closingsOwed(from, over.now, isolationPlan(plan), standDowns),
  }))
  const { owed, onTime } = await store.countChecks(tx, { area: over.area, from, now: over.now, versions })
  return rate(onTime, owed)
}

/** Of the periods that began in the window, those that were begun on the day of the arrival. */
const startedAtOnce: Measure = async (tx, { area, from, today, zone }) => {
  const { all, atOnce } = await store.countStarts(tx, { area, from, today, zone })
  return rate(atOnce, all)
}

/** Nothing is owed while the response is not active. */
const whileActive =
  (measure: (tx: Tx, over: Over, activated: Instant) => ReturnType<Measure>): Measure =>
  async (tx, over) => {
    const activated = await activatedAt(tx)
    return activated === null ? null : measure(tx, over, activated)
  }

const medicAssigned = whileActive(async (tx, { area, now }) => {
  const { open, withMedic } = await store.countOpen(tx, area, await goneAssignees(tx, now))
  return rate(withMedic, open)
})

/** Who is a key person is the plan's rule, judged when the isolation began. */
const guarantorAssigned = whileActive(async (tx, { area, now }) => {
  const { key, withGuarantor } = await store.countKeyPersons(tx, area, await goneAssignees(tx, now))
  return rate(withGuarantor, key)
})

/** Of the periods ended in the window, released or early, those that were full. A suspected case goes on as a case. */
const fullPeriod: Measure = async (tx, { area, from, today }) => {
  const { ended, full } = await store.countEnded(tx, { area, from, today })
  return rate(full, ended)
}

/** Of the steps of referrals opened in the window, taken or overdue, those taken in time. Withdrawn ones do not count. */
const referralsInTime: Measure = async (tx, { db, area, from, today, now }) => {
  let [inTime, due] = [0, 0]
  for (const row of await store.listReferralsOpened(tx, { area, from, today })) {
    const plan = isolationPlan((await planVersion(db, row.plan_version_id)).plan)
    const referral = referralOf(row)
    const steps = stepsInTime(referral, plan)
    const clock = referralClock(referral, now, plan)
    inTime += steps.filter((step) => step.inTime).length
    due += steps.length + (clock !== null && clock.overdueBy > 0 ? 1 : 0)
  }
  return rate(inTime, due)
}

export const measures = {
  'isolation.checksOnTime': checksOnTime,
  'isolation.startedAtOnce': startedAtOnce,
  'isolation.medicAssigned': medicAssigned,
  'isolation.guarantorAssigned': guarantorAssigned,
  'isolation.fullPeriod': fullPeriod,
  'isolation.referralsInTime': referralsInTime,
} satisfies Record<string, Measure>
