// The figures of isolation that the plan's clauses are judged by (M07, M21, M52): checks on time, begun at once, a medic,
// a guarantor, the full period, referrals in time. What was not owed counts for nothing.
import { dayOf, localTimeOf } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import { counted, type Due, type Evidence, listed, type Measure, type Over, type Rows } from '../../platform/measure.ts'
import { activeSpans, planVersion, wasActive } from '../organisation/index.ts'
import { goneAssignees } from './actions/assignees.ts'
import { periodPlans } from './actions/plans.ts'
import type { StandDown } from './rules/period.ts'
import { isolationPlan, type ReferralStepKey } from './rules/plan.ts'
import { referralClock, stepsInTime } from './rules/referral.ts'
import { closingsOwed } from './rules/windows.ts'
import type { Gone } from './store/assignments.ts'
import * as store from './store/measures.ts'
import { referralOf } from './store/referrals.ts'

/** The windows that have closed, under every plan version; null before the response. A window still open is not judged. */
async function windowsClosed(tx: Tx, { db, area, from, now, zone }: Over) {
  const spans = await activeSpans(tx)
  const first = spans[0]
  if (!first || first.from > now) return null
  const begin = from ?? dayOf(first.from, zone)
  // A later stand-down too: what it found not yet missed for good is owed no more, and nothing tells whether it was made.
  const standDowns: StandDown[] = spans.flatMap(({ until }, index) =>
    until === null ? [] : [{ from: until, until: spans[index + 1]?.from ?? null }],
  )
  const plans = (await periodPlans(db)).map(({ plan, ...of }) => ({
    ...of,
    closes: closingsOwed(begin, now, plan, standDowns),
  }))
  return { area, from: begin, now, plans }
}

const OUTCOMES = {
  missed: { zh: '漏测', en: 'missed' },
  late: { zh: '补测，未按时', en: 'made late' },
  overdue: { zh: '逾期未测', en: 'overdue' },
  made: { zh: '按时测温', en: 'made in time' },
}

/** Of the checks owed in windows that have closed, those made in time; one overdue is not in time. */
const checksOnTime = counted<store.CheckRow>(
  async (tx, over) => {
    const windows = await windowsClosed(tx, over)
    return windows && store.rowsOfChecks(windows)
  },
  ({ kept, outcome, at }, { zone }) => {
    const { zh, en } = OUTCOMES[outcome ?? (kept ? 'made' : 'overdue')]
    const by = `${dayOf(at, zone)} ${localTimeOf(at, zone)}`
    return { zh: `${by} 前应测：${zh}`, en: `due by ${by}: ${en}` }
  },
  async (tx, over) => {
    const windows = await windowsClosed(tx, over)
    const counts = windows ? await store.countChecks(tx, windows) : []
    return counts.map(({ area, owed, onTime }) => ({
      area,
      numerator: Math.min(Math.max(onTime, 0), owed),
      denominator: owed,
    }))
  },
)

/** Of the periods that began in the window, those that were begun on the day of the arrival. */
const startedAtOnce = counted<store.StartRow>(
  async (_tx, over) => store.rowsOfStarts(over),
  ({ start_day, registered_on }) => ({
    zh: `${start_day} 抵达，${registered_on} 起纳入隔离`,
    en: `arrived ${start_day}, in isolation since ${registered_on}`,
  }),
)

/** Nothing is owed while the response is not active; an assignee who holds the post no more counts as none. */
const whileActive =
  (rows: (over: Over, gone: Gone) => Rows) =>
  async (tx: Tx, over: Over): Promise<Rows | null> =>
    wasActive(await activeSpans(tx), over.now) ? rows(over, await goneAssignees(tx, over.now)) : null

const medicAssigned = counted<Due>(whileActive(store.rowsOfMedics), ({ kept }) =>
  kept ? { zh: '有医务人员', en: 'has a medic' } : { zh: '没有医务人员', en: 'has no medic' },
)

/** Who is a key person is the plan's rule, judged when the isolation began. */
const guarantorAssigned = counted<Due>(whileActive(store.rowsOfGuarantors), ({ kept }) =>
  kept ? { zh: '有包保领导', en: 'has a guarantor' } : { zh: '没有包保领导', en: 'has no guarantor' },
)

/** Of the periods ended in the window, released or early, those that were full. A suspected case goes on as a case. */
const fullPeriod = counted<store.EndRow>(
  async (_tx, over) => store.rowsOfEnds(over),
  ({ kept, ends_on, closed_on, close_reason }) => ({
    zh: kept ? `${closed_on} 期满解除` : `应到 ${ends_on}，${closed_on} 提前结束：${close_reason ?? ''}`,
    en: kept ? `released ${closed_on}, full` : `due to ${ends_on}, ended ${closed_on}: ${close_reason ?? ''}`,
  }),
)

/** Of the steps of referrals opened in the window, taken or overdue, those taken in time. Withdrawn ones do not count. */
const referralsInTime = listed(async (tx, over) => {
  const found: Evidence[] = []
  for (const row of await store.listReferralsOpened(tx, over)) {
    const { plan } = await planVersion(over.db, row.plan_version_id)
    const rules = isolationPlan(plan)
    const nameOf = (step: ReferralStepKey) => plan.referral.steps.find(({ key }) => key === step)?.name
    const item = (step: ReferralStepKey, kept: boolean, at: string, said: { zh: string; en: string }): Evidence => ({
      id: `${row.id}/${step}`,
      kept,
      about: { person: row.person_id },
      areaCode: row.area_code,
      at,
      zh: `${nameOf(step)?.zh ?? step}：${said.zh}`,
      en: `${nameOf(step)?.en ?? step}: ${said.en}`,
    })
    const taken = row.steps.filter(({ recordedAt }) => recordedAt <= over.now)
    const referral = referralOf({
      ...row,
      steps: taken,
      outcome: row.closed_at !== null && row.closed_at <= over.now ? row.outcome : null,
    })
    for (const { step, inTime } of stepsInTime(referral, rules)) {
      const said = inTime ? { zh: '按时', en: 'in time' } : { zh: '超时', en: 'too late' }
      found.push(item(step, inTime, referral.steps[step]!, said))
    }
    const clock = referralClock(referral, over.now, rules)
    if (clock !== null && clock.overdueBy > 0) {
      found.push(item(clock.next, false, clock.dueAt, { zh: '到时未办', en: 'not taken yet' }))
    }
  }
  return found
})

export const measures = {
  'isolation.checksOnTime': checksOnTime,
  'isolation.startedAtOnce': startedAtOnce,
  'isolation.medicAssigned': medicAssigned,
  'isolation.guarantorAssigned': guarantorAssigned,
  'isolation.fullPeriod': fullPeriod,
  'isolation.referralsInTime': referralsInTime,
} satisfies Record<string, Measure>
