// The isolation of two registrations becomes that of one person (decision 0012), in the transaction of the merge: of two open
// periods, referrals or assignments one goes on; no window that was kept on either is missed, no clock begins anew, the
// last end wins. Parting them again owes nothing for the time in which nobody could keep the one that was closed.
import { dayOf, type Instant } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { goesOn, type Joined, joinPeriods } from '../rules/join.ts'
import { endsAt, isOpen, lastDay, uncovered } from '../rules/period.ts'
import { allWindows, nextCheck, windowKey, windowOutcome } from '../rules/windows.ts'
import * as store from '../store/join.ts'
import { listChecks } from '../store/next-checks.ts'
import {
  findPeriod,
  lockPeriods,
  nextColumns,
  type PeriodPatch,
  type PeriodRow,
  pausing,
  savePeriod,
} from '../store/periods.ts'
import type { ReferralRow } from '../store/referrals.ts'
import { recordGaps } from './gaps.ts'
import { by, type Held, withPlan } from './load.ts'
import { openCourses } from './movements.ts'

/** Held until the transaction ends, with what lapsed before the merge recorded as it was. */
async function holdIsolation(ctx: Context, tx: Tx, personIds: readonly string[]): Promise<void> {
  const held = await lockPeriods(tx, await store.openPeriodIds(tx, personIds))
  await recordGaps(ctx, tx, await Promise.all(held.map((one) => withPlan(ctx, one))), false)
}

interface JoinedIsolation {
  /** The arrival of the period that is open, if one is. */
  openArrivalId: string | null
  /** Two open periods became one. */
  united: boolean
}

/**
 * What would stand twice is settled; whatever of the merged person is left moves with everything else. Of two periods that
 * meet the kept person's own row goes on.
 */
async function joinIsolation(ctx: Context, tx: Tx, kept: store.Whose, mergedId: string): Promise<JoinedIsolation> {
  const referral = await joinReferrals(ctx, tx, [kept.personId, mergedId])
  const ids = await store.openPeriodIds(tx, [kept.personId, mergedId])
  const held = await Promise.all((await lockPeriods(tx, ids)).map((one) => withPlan(ctx, one)))
  const mine = held.find(({ row }) => row.person_id === kept.personId)
  const theirs = held.find(({ row }) => row.person_id === mergedId)
  let goingOn = mine ?? theirs
  let united = false
  if (mine && theirs) {
    const joined = joinPeriods([mine.period, theirs.period], mine.plan.zone)
    united = joined.kind === 'one'
    if (joined.kind === 'one') await unite(ctx, tx, { kept, mine, theirs, referral, joined })
    else {
      goingOn = joined.over === 0 ? theirs : mine
      await endOver(ctx, tx, { over: joined.over === 0 ? mine : theirs, goingOn, referral })
    }
  }
  await joinAssignments(ctx, tx, [kept.personId, mergedId], goingOn)
  return { openArrivalId: goingOn?.row.arrival_id ?? null, united }
}

/** One open referral a person: the other is closed as merged, its steps staying to be read. Answers the one going on. */
async function joinReferrals(ctx: Context, tx: Tx, personIds: readonly string[]): Promise<ReferralRow | undefined> {
  const [a, b] = await store.openReferralsOf(tx, personIds)
  if (!a || !b) return a
  const facts = ({ opened_at, steps }: ReferralRow) => ({ openedAt: opened_at, stepsTaken: steps.length })
  const [goingOn, other] = goesOn(facts(a), facts(b)) === 0 ? [a, b] : [b, a]
  await store.closeMerged(tx, other.id, ctx.now)
  const { row } = (await findPeriod(tx, other.period_id))!
  await savePeriod(tx, row.id, { open_referral_id: null, ...(row.state === 'referred' ? { state: 'active' } : {}) })
  return goingOn
}

/** What a period has while its person is away with an open referral. */
const away = (referral: ReferralRow): PeriodPatch => ({
  state: 'referred',
  open_referral_id: referral.id,
  temperature_owed: false,
  ...nextColumns(null),
})

async function unite(
  ctx: Context,
  tx: Tx,
  {
    kept,
    mine,
    theirs,
    referral,
    joined,
  }: {
    kept: store.Whose
    mine: Held
    theirs: Held
    referral: ReferralRow | undefined
    joined: Extract<Joined, { kind: 'one' }>
  },
): Promise<void> {
  const [mineId, theirId] = [mine.row.id, theirs.row.id]
  const began = joined.began === 0 ? mine : theirs
  const { startDay, days, registeredAt, owedFrom } = joined.course
  await savePeriod(tx, theirId, {
    state: 'merged',
    merged_into: mineId,
    temperature_owed: false,
    open_referral_id: null,
    not_home_at: null,
    ...nextColumns(null),
  })
  await store.completeOnce(tx, [mineId, theirId])
  await store.moveHistory(tx, theirId, mineId, kept)
  await store.oneRowAWindow(tx, mineId, theirId)
  const isAway = referral !== undefined && [mineId, theirId].includes(referral.period_id)
  await savePeriod(tx, mineId, {
    start_day: startDay,
    days,
    ends_on: lastDay(joined.course),
    ends_at: endsAt(joined.course, began.plan.zone),
    registered_at: registeredAt,
    owed_from: owedFrom,
    owing_paused: mine.row.owing_paused && theirs.row.owing_paused,
    notice_id: mine.row.notice_id ?? theirs.row.notice_id,
    notice_served_at: mine.row.notice_served_at ?? theirs.row.notice_served_at,
    key_person: mine.row.key_person || theirs.row.key_person,
    // A period is judged by the plan it began under.
    plan_version_id: began.row.plan_version_id,
    began_under: began.row.began_under,
    ...seenLast(mine.row, theirs.row),
    ...pausing(mine, pausesOf(theirs, mine)),
    ...nextColumns(null),
    ...(isAway
      ? away(referral)
      : { state: 'active', temperature_owed: mine.row.temperature_owed && theirs.row.temperature_owed }),
  })
  await settleWindows(ctx, tx, mineId)
}

/** What was not owed of the one is not owed of both; no time twice, as the figures count it. */
const pausesOf = ({ row }: Held, { period }: Held) =>
  row.pauses.flatMap(({ from, until }) => (until === null ? [] : uncovered({ from, until }, period.suspensions)))

const later = (a: Instant | null, b: Instant | null): Instant | null => (b === null || (a !== null && a >= b) ? a : b)

/** Of two registrations whatever was seen later, and whatever is less to answer for. */
function seenLast(a: PeriodRow, b: PeriodRow): PeriodPatch {
  const last = later(a.last_reading_at, b.last_reading_at)
  const notHome = later(a.not_home_at, b.not_home_at)
  return {
    last_temperature: last === a.last_reading_at ? a.last_temperature : b.last_temperature,
    last_reading_at: last,
    last_done_opens_at: later(a.last_done_opens_at, b.last_done_opens_at),
    not_home_at: notHome !== null && last !== null && last > notHome ? null : notHome,
    missed_in_row: Math.min(a.missed_in_row, b.missed_in_row),
  }
}

/** No window is missed that was kept on either, or that was not owed of the one person; then what is due next. */
async function settleWindows(ctx: Context, tx: Tx, periodId: string): Promise<void> {
  const held = await withPlan(ctx, (await findPeriod(tx, periodId))!)
  const windows = new Map(allWindows(held.period, held.plan).map((window) => [windowKey(window), window]))
  const [settled, late]: [store.CheckKey[], store.CheckKey[]] = [[], []]
  for (const check of await listChecks(tx, periodId)) {
    const window = windows.get(windowKey(check))
    const outcome = window && windowOutcome(window, held, ctx.now, held.plan.zone)
    if (outcome === 'late') late.push(check)
    else if (outcome !== undefined && outcome !== 'missed' && outcome !== 'overdue') settled.push(check)
  }
  await store.setOutcome(tx, periodId, 'settled', settled)
  await store.setOutcome(tx, periodId, 'late', late)
  await savePeriod(tx, periodId, {
    ...(await store.countMissed(tx, periodId)),
    ...nextColumns(nextCheck(held, ctx.now, held.plan)),
  })
}

/** The earlier was full before the later began: it is over. */
async function endOver(
  ctx: Context,
  tx: Tx,
  { over, goingOn, referral }: { over: Held; goingOn: Held; referral: ReferralRow | undefined },
): Promise<void> {
  if (referral?.period_id === over.row.id) {
    const { person_id, area_code } = goingOn.row
    await store.moveReferral(tx, referral.id, goingOn.row.id, { personId: person_id, areaCode: area_code })
    await savePeriod(tx, goingOn.row.id, away(referral))
  }
  await savePeriod(tx, over.row.id, {
    state: 'endedEarly',
    close_reason: '合并重复登记：已满期，后一次隔离继续',
    closed_at: ctx.now,
    closed_on: dayOf(ctx.now, over.plan.zone),
    closed_by: by(ctx),
    temperature_owed: false,
    open_referral_id: null,
    not_home_at: null,
    ...nextColumns(null),
  })
}

/** One medic and one guarantor: those of the period that goes on, or whoever is there. */
async function joinAssignments(
  ctx: Context,
  tx: Tx,
  [keptId, mergedId]: readonly [string, string],
  goingOn: Held | undefined,
): Promise<void> {
  const first = goingOn?.row.person_id ?? keptId
  const inForce = await store.assignmentsInForce(tx, first, first === keptId ? mergedId : keptId)
  const taken = new Map<string, string>()
  for (const { id, role, account_id } of inForce) {
    if (taken.has(role)) await store.endAssignment(tx, id, ctx.now)
    else taken.set(role, account_id)
  }
  if (!goingOn) return
  await savePeriod(tx, goingOn.row.id, {
    medic_id: taken.get('medic') ?? null,
    guarantor_id: taken.get('guarantor') ?? null,
  })
}

/** What is open of a person. */
async function openOf(tx: Tx, personId: string): Promise<{ period: boolean; referral: boolean; readings: number }> {
  const [id] = await store.openPeriodIds(tx, [personId])
  const referral = (await store.openReferralsOf(tx, [personId])).length > 0
  return { period: id !== undefined, referral, readings: id === undefined ? 0 : await store.countReadings(tx, id) }
}

/** The registration was a mistake: nothing is owed of it, nothing of it was missed, nobody answers for it. */
async function endVoided(ctx: Context, tx: Tx, personId: string): Promise<void> {
  for (const id of await store.openPeriodIds(tx, [personId])) {
    await savePeriod(tx, id, { state: 'voided', temperature_owed: false, not_home_at: null, ...nextColumns(null) })
  }
  await store.settleAllOf(tx, personId)
  for (const { id } of await store.assignmentsInForce(tx, personId, personId)) {
    await store.endAssignment(tx, id, ctx.now)
  }
}

/**
 * After the rows of a merge went back: what hangs on a period follows it, its counts are counted anew, and the period that
 * was closed by the merge owes nothing for the time since.
 */
async function partIsolation(
  ctx: Context,
  tx: Tx,
  periods: readonly { id: string; wasMerged: boolean }[],
  mergedAt: Instant,
): Promise<void> {
  await store.followPeriods(
    tx,
    periods.map(({ id }) => id),
  )
  for (const { id, wasMerged } of periods) {
    const held = await withPlan(ctx, (await findPeriod(tx, id))!)
    const counted = await store.countMissed(tx, id)
    if (!isOpen(held.period)) {
      await savePeriod(tx, id, counted)
      continue
    }
    const closed = allWindows(held.period, held.plan).some((w) => w.closesAt > mergedAt && w.closesAt <= ctx.now)
    const pause = wasMerged && closed ? [{ from: mergedAt, until: ctx.now }] : []
    const suspensions = [...held.period.suspensions, ...pause]
    const period = { ...held.period, suspensions }
    await savePeriod(tx, id, {
      ...counted,
      ...pausing(held, pause),
      ...(period.state === 'active' ? nextColumns(nextCheck({ ...held, period }, ctx.now, held.plan)) : {}),
    })
  }
}

/** What merging and voiding registrations ask of this slice. */
export const isolationOfPersons = {
  hold: holdIsolation,
  join: joinIsolation,
  part: partIsolation,
  open: openOf,
  courses: openCourses,
  lastDays: store.lastDaysOf,
  end: endVoided,
}
