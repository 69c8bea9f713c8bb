// What follows an arrival (M07): isolation, with a fever referral at once or a temperature that is owed. Runs in the
// transaction of the registration, for one arrival or for the thousands of an import.
import { newId } from '../../../kernel/ids.ts'
import { refused } from '../../../kernel/problem.ts'
import { dayOf, type Instant } from '../../../kernel/time.ts'
import { isolationPlace, type Plan } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { auditMany } from '../../audit/index.ts'
import { activatedAt, type PlanInForce, planInForce } from '../../organisation/index.ts'
import { type ArrivalFacts, arrivalFacts } from '../../people/index.ts'
import { type Course, endsAt, lastDay, type Period } from '../rules/period.ts'
import { type IsolationPlan, isolationPlan } from '../rules/plan.ts'
import { type Referral, referralClock } from '../rules/referral.ts'
import { decideRegistration } from '../rules/registration.ts'
import { nextCheck } from '../rules/windows.ts'
import { insertPeriods, nextColumns, type PeriodWrite } from '../store/periods.ts'
import { insertReferrals, type ReferralWrite } from '../store/referrals.ts'
import { assignByDefault } from './default-medics.ts'
import { by } from './load.ts'

interface Start {
  period: PeriodWrite
  referral: ReferralWrite | null
}

/**
 * Begins the isolation of arrivals that are here; those only expected wait, and transients go on staying unless the plan or a
 * `fever` found now (°C) isolates them. Throws when one cannot be.
 */
export async function startIsolation(
  ctx: Context,
  tx: Tx,
  arrivalIds: readonly string[],
  { fever = null }: { fever?: number | null } = {},
): Promise<void> {
  const activated = await activatedAt(tx)
  // The plan in force as somebody begins, also where an expected arrival was registered under an earlier one.
  const inForce = await planInForce(ctx)
  const starts: Start[] = []
  for (const known of await arrivalFacts(tx, arrivalIds)) {
    const facts = fever === null ? known : { ...known, firstTemperature: fever, confirmedAt: ctx.now }
    const start = startOf(ctx, facts, inForce, activated)
    if (start) starts.push(start)
  }
  if (starts.length === 0) return
  const begun = await insertPeriods(
    tx,
    starts.map(({ period }) => period),
  )
  const referrals = starts.flatMap(({ period, referral }) => (referral && begun.has(period.id) ? [referral] : []))
  if (referrals.length > 0) await insertReferrals(tx, referrals)
  await auditMany(
    tx,
    ctx,
    starts
      .filter(({ period }) => begun.has(period.id))
      .map(({ period, referral }) => ({
        action: 'isolation.started',
        subject: { kind: 'period', id: period.id },
        areaCode: period.area_code,
        details: { personId: period.person_id, place: period.place, referralId: referral?.id },
      })),
  )
  await assignByDefault(ctx, tx, [...begun])
  if (referrals.length > 0)
    await ctx.emit(tx, { type: 'referrals.opened', areaCode: null, referralIds: referrals.map(({ id }) => id) })
}

/** M08: somebody who only stays for some days. */
const isolatesAsTransient = ({ category, firstTemperature }: ArrivalFacts, { movements, isolation }: Plan): boolean =>
  (category === 'keyArea' && movements.transients.isolateFromKeyArea) ||
  (firstTemperature !== null && firstTemperature >= isolation.feverThreshold)

function startOf(
  ctx: Context,
  facts: ArrivalFacts,
  { plan: wholePlan, versionId }: PlanInForce,
  activated: Instant | null,
): Start | null {
  const plan = isolationPlan(wholePlan)
  const registeredAt = facts.confirmedAt ?? facts.registeredAt
  if (facts.status === 'cancelled' || (facts.isTransient && !isolatesAsTransient(facts, wholePlan))) return null
  const decision = decideRegistration(
    {
      status: facts.status,
      arrivalDay: facts.arrivalDay,
      firstTemperature: facts.firstTemperature,
      registeredAt,
      activatedAt: activated,
    },
    plan,
  )
  if (!decision.ok) throw refused(decision.reasons)
  const outcome = decision.value
  if (outcome.kind === 'expected') return null
  const feverAt =
    outcome.kind === 'referral' ? outcome.openedAt : outcome.kind === 'endedBeforeRegistration' ? outcome.feverAt : null
  const referralId = feverAt === null ? null : newId()
  const place = isolationPlace(wholePlan, {
    category: facts.category,
    hasHome: facts.hasHome ?? undefined,
    homeSuitable: facts.homeSuitable ?? undefined,
  })
  const { course } = outcome
  const period: PeriodWrite = {
    id: newId(),
    person_id: facts.personId,
    area_code: facts.areaCode,
    arrival_id: facts.arrivalId,
    place: place.place,
    place_text: '',
    place_rule: place.rule,
    start_day: course.startDay,
    days: course.days,
    ends_on: lastDay(course),
    ends_at: endsAt(course, plan.zone),
    registered_at: registeredAt,
    registered_by: by(ctx),
    owed_from: course.owedFrom,
    plan_version_id: versionId,
    ...stateOf(outcome.kind === 'isolation' ? outcome.temperatureOwed : false, outcome.kind, referralId),
    ...nextColumns(firstCheck(outcome.kind, course, ctx.now, plan)),
    last_temperature: facts.firstTemperature,
    last_reading_at: facts.firstTemperature === null ? null : registeredAt,
    key_person: wholePlan.assignment.keyPersons.categories.includes(facts.category),
  }
  return { period, referral: referralId === null ? null : referralOf(referralId, period, feverAt!, ctx, plan) }
}

const stateOf = (
  temperatureOwed: boolean,
  kind: 'isolation' | 'referral' | 'endedBeforeRegistration',
  referralId: string | null,
) => ({
  state: kind === 'isolation' ? ('active' as const) : kind === 'referral' ? ('referred' as const) : kind,
  temperature_owed: temperatureOwed,
  open_referral_id: referralId,
})

function firstCheck(kind: string, course: Course, now: Instant, plan: IsolationPlan) {
  if (kind !== 'isolation') return null
  const period: Period = { ...course, state: 'active', temperatureOwed: false }
  return nextCheck({ period, completions: new Map() }, now, plan)
}

function referralOf(
  id: string,
  period: PeriodWrite,
  openedAt: Instant,
  ctx: Context,
  plan: IsolationPlan,
): ReferralWrite {
  return {
    id,
    period_id: period.id,
    person_id: period.person_id,
    area_code: period.area_code,
    reading_id: null,
    temperature: period.last_temperature!,
    ...openReferral(openedAt, ctx.now, plan),
    opened_by: by(ctx),
  }
}

/** When a referral opens and what it waits for first. */
export function openReferral(openedAt: Instant, now: Instant, plan: IsolationPlan) {
  const referral: Referral = { openedAt, steps: {}, outcome: null }
  const clock = referralClock(referral, now, plan)!
  return {
    opened_at: openedAt,
    opened_on: dayOf(openedAt, plan.zone),
    next_step: clock.next,
    next_due_at: clock.dueAt,
  }
}
