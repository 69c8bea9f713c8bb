// The periods of one person with everything that happened in them (M21): the person's page.
import { notFound } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { accountNames, mayAct, type Permission, permit } from '../../identity/index.ts'
import { planVersion, planVersions } from '../../organisation/index.ts'
import { arrivalFacts } from '../../people/index.ts'
import type { PeriodView } from '../contract.ts'
import { dayNumber, endsAt, isOpen, lastDay, type PeriodState } from '../rules/period.ts'
import { isolationPlan } from '../rules/plan.ts'
import { escalation } from '../rules/queues.ts'
import { windowKey, windowsOwed } from '../rules/windows.ts'
import { listChecks } from '../store/next-checks.ts'
import { findPeriod, listChanges, periodsOfPerson } from '../store/periods.ts'
import { personOfPeriod } from '../store/queues.ts'
import { listCorrections, listReadings } from '../store/readings.ts'
import { listReferrals } from '../store/referrals.ts'
import { aPeriod, type Held, whereOf, withPlan } from './load.ts'
import { lastTemperaturesOf, releaseDecision } from './periods.ts'
import { personOf, readingView, referralView } from './views.ts'

/** Latest first. A person whom the account does not see has none. */
export function readPeriodsOf(ctx: Context, personId: string): Promise<PeriodView[]> {
  permit(ctx, 'isolation.read')
  return ctx.db.transaction(ctx.actor.scope, async (tx) =>
    Promise.all((await periodsOfPerson(tx, personId)).map(({ id }) => view(ctx, tx, id))),
  )
}

export function readPeriod(ctx: Context, id: string): Promise<PeriodView> {
  permit(ctx, 'isolation.read')
  return ctx.db.transaction(ctx.actor.scope, (tx) => view(ctx, tx, id))
}

async function view(ctx: Context, tx: Tx, id: string): Promise<PeriodView> {
  // Asked for together: they go to the database in one write each.
  const [known, person] = await Promise.all([findPeriod(tx, id), personOfPeriod(tx, id)])
  if (!known || !person) throw notFound(aPeriod)
  const held = await withPlan(ctx, known)
  const { row, period, plan } = held
  const [readings, corrections, referrals, changes, checks, temperatures, [arrival]] = await Promise.all([
    listReadings(tx, id),
    listCorrections(tx, id),
    listReferrals(tx, id),
    listChanges(tx, id),
    listChecks(tx, id),
    lastTemperaturesOf(tx, [held]),
    arrivalFacts(tx, [row.arrival_id]),
  ])
  const steps = referrals.flatMap((referral) => referral.steps.map(({ by }) => by).filter((by) => by !== null))
  const names = await accountNames(
    tx,
    [...steps, row.medic_id, row.guarantor_id].filter((id) => id !== null),
  )
  const completedBy = new Map(
    readings.flatMap((reading) =>
      reading.completes_slot === null
        ? []
        : [[windowKey({ day: reading.day, slot: reading.completes_slot }), reading.id] as const],
    ),
  )
  const explanations = new Map(checks.map((check) => [windowKey(check), check.explanation]))
  const versions = new Map((await planVersions(ctx.db)).map((one) => [one.versionId, one.version]))
  const referralViews = await Promise.all(
    referrals.map(async (referral) => {
      const { plan } = await planVersion(ctx.db, referral.plan_version_id)
      return referralView(referral, ctx.now, isolationPlan(plan), names)
    }),
  )
  const release = releaseDecision(ctx, held, temperatures.get(id) ?? [])
  const ref = (accountId: string | null) =>
    accountId === null ? null : { id: accountId, name: names.get(accountId) ?? '' }
  return {
    id,
    person: personOf(person),
    status: statusOf(period),
    place: row.place,
    placeText: row.place_text,
    placeReason: placeReason(held),
    startDay: row.start_day,
    lastDay: lastDay(period),
    endsAt: endsAt(period, plan.zone),
    dayNumber: dayNumber(period, ctx.now, plan.zone),
    days: row.days,
    registeredAt: row.registered_at,
    owedFrom: row.owed_from,
    nextCheckDueAt: row.next_check_due_at,
    escalation: escalation(row.next_check_due_at, ctx.now, plan),
    medic: ref(row.medic_id),
    guarantor: ref(row.guarantor_id),
    plan: {
      versionId: held.version.versionId,
      version: held.version.version,
      title: held.wholePlan.title,
      beganUnder: versions.get(row.began_under) ?? held.version.version,
      days: plan.days,
    },
    feverThreshold: plan.feverThreshold,
    firstTemperature:
      arrival && arrival.firstTemperature !== null && !arrival.temperatureWasOwed
        ? { at: row.registered_at, celsius: arrival.firstTemperature }
        : null,
    windows: windowsOwed(held, ctx.now, plan).map(({ day, slot, opensAt, closesAt, outcome }) => ({
      day,
      slot,
      opensAt,
      closesAt,
      outcome,
      readingId: completedBy.get(windowKey({ day, slot })) ?? null,
      explanation: explanations.get(windowKey({ day, slot })) ?? null,
    })),
    readings: readings.map((reading) =>
      readingView(
        reading,
        corrections.filter(({ reading_id }) => reading_id === reading.id),
      ),
    ),
    referrals: referralViews,
    changes: changes.map((change) => ({
      id: change.id,
      kind: change.kind,
      at: change.changed_at,
      by: change.changed_by_name,
      reason: change.reason,
      from: change.old_value,
      to: change.new_value,
      planVersion: versions.get(change.plan_version_id) ?? null,
      oldPlanVersion: change.old_plan_version_id === null ? null : (versions.get(change.old_plan_version_id) ?? null),
    })),
    release: { allowed: release.ok, reasons: release.reasons },
    may: mayOf(ctx, held),
  }
}

/** Only what the union's arm names. */
function statusOf(period: PeriodState): PeriodView['status'] {
  switch (period.state) {
    case 'active':
      return { state: period.state, temperatureOwed: period.temperatureOwed }
    case 'referred':
      return { state: period.state, referralId: period.referralId }
    case 'released':
      return { state: period.state, closedAt: period.closedAt }
    case 'endedEarly':
      return { state: period.state, closedAt: period.closedAt, reason: period.reason }
    case 'suspected':
      return { state: period.state, closedAt: period.closedAt, referralId: period.referralId }
    case 'handedOver':
      return { state: period.state, closedAt: period.closedAt }
    case 'endedBeforeRegistration':
      return { state: period.state }
    case 'voided':
      return { state: period.state }
    case 'merged':
      return { state: period.state, into: period.into }
  }
}

const placeReason = ({ row, wholePlan }: Held) =>
  wholePlan.isolation.placeRules.find(({ key }) => key === row.place_rule)?.reason ?? { zh: '', en: '' }

function mayOf(ctx: Context, { row, period, plan }: Held): PeriodView['may'] {
  const may = (permission: Permission) => mayAct(ctx.actor, permission, whereOf(row))
  const open = isOpen(period)
  const full = dayOf(ctx.now, plan.zone) > lastDay(period)
  return {
    record: open && may('reading.record'),
    correct: may('reading.correct'),
    refer: row.open_referral_id !== null && may('referral.advance'),
    assign: open && may('isolation.assign'),
    extend: open && may('isolation.extend'),
    endEarly: period.state === 'active' && !full && may('isolation.endEarly'),
    release: open && may('isolation.release'),
    explain: may('isolation.explainGap'),
  }
}
