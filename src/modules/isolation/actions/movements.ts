// What becomes of a period when its person moves (M05, M21): it goes along with its clock, its windows and its history, or
// another district goes on with it. Called by the slice of movements inside its own transaction, which has asked permission
// and whose scope reaches the person on both sides of the move.
import { newId } from '../../../kernel/ids.ts'
import { Problem, refused } from '../../../kernel/problem.ts'
import { dayOf, type Instant } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { holdersOf } from '../../identity/index.ts'
import { planVersion } from '../../organisation/index.ts'
import { dayNumber, decideCredit, endsAt, isOpen, uncovered } from '../rules/period.ts'
import { nextCheck } from '../rules/windows.ts'
import { endAssignments, giveMedic } from '../store/moving.ts'
import {
  insertChanges,
  lockPeriod,
  nextColumns,
  openPeriodsOf,
  pausing,
  periodsOfPerson,
  savePeriod,
} from '../store/periods.ts'
import { assignByDefault } from './default-medics.ts'
import { recordGaps } from './gaps.ts'
import { by, type Held, withPlan } from './load.ts'
import { changeOf, closeEarly, closing, tell } from './periods.ts'

/** The open period of a person, held until the transaction ends. */
async function holdOpen(ctx: Context, tx: Tx, personId: string): Promise<Held | null> {
  for (const { id } of await periodsOfPerson(tx, personId)) {
    const known = await lockPeriod(tx, id)
    if (known && isOpen(known.period)) return withPlan(ctx, known)
  }
  return null
}

/** Holds the open period before the person's area changes, so that a reading in flight is written before or after. */
export const holdOpenPeriod = async (ctx: Context, tx: Tx, personId: string): Promise<string | null> =>
  (await holdOpen(ctx, tx, personId))?.row.id ?? null

/**
 * The person lives in `to` now: the medic and guarantor of before answer for him no more, the period goes on. `medicId` is
 * who sees to him from now on, a medic of the township; null: nobody yet, and he stands in that queue.
 */
export async function followPerson(
  ctx: Context,
  tx: Tx,
  said: { personId: string; to: string; fromName: string; toName: string; reason: string; medicId: string | null },
): Promise<void> {
  const { personId, to, medicId } = said
  const held = await holdOpen(ctx, tx, personId)
  await endAssignments(tx, personId, ctx.now)
  if (medicId !== null) {
    const medics = await holdersOf(tx, ['villageMedic'], ctx.now)
    if (!medics.some(({ accountId, areaCode }) => accountId === medicId && areaCode.startsWith(to.slice(0, 9)))) {
      const [zh, en] = ['此账号不是该乡镇的医务人员', 'Not a medic of this township'] as const
      throw new Problem(422, 'not_holder', zh, en, [reason('not_holder', zh, en, 'medicId')])
    }
    await giveMedic(tx, { id: newId(), personId, areaCode: to, accountId: medicId, at: ctx.now, by: by(ctx) })
  }
  if (!held) return
  if (medicId === null) await assignByDefault(ctx, tx, [held.row.id])
  await insertChanges(tx, [
    changeOf(ctx, held.row, {
      kind: 'transferred',
      reason: said.reason,
      old_value: said.fromName,
      new_value: said.toName,
    }),
  ])
}

/** Another district goes on with the isolation; without an open period nothing changes. */
export async function handOverPeriod(
  ctx: Context,
  tx: Tx,
  { personId, to, reason: why }: { personId: string; to: string; reason: string },
): Promise<void> {
  const held = await holdOpen(ctx, tx, personId)
  await endAssignments(tx, personId, ctx.now)
  if (!held) return
  await recordGaps(ctx, tx, [held], true)
  await savePeriod(tx, held.row.id, { ...closing(ctx, held), state: 'handedOver' })
  await insertChanges(tx, [changeOf(ctx, held.row, { kind: 'handedOver', reason: why, new_value: to })])
  await tell(ctx, tx, held, 'period.handedOver')
}

/** Leaves with leave before the end. Throws when the rule of an early end does not let the period go. */
export async function endForDeparture(
  ctx: Context,
  tx: Tx,
  { personId, reason: why }: { personId: string; reason: string },
): Promise<void> {
  const held = await holdOpen(ctx, tx, personId)
  if (held) await closeEarly(ctx, tx, held, { id: newId(), reason: why })
  await endAssignments(tx, personId, ctx.now)
}

/**
 * The departure that ended the isolation at `at` never was: it goes on, its clock never stopped, and nothing was owed while
 * it was closed. Who saw to the person is chosen anew.
 */
export async function resumeAfterDeparture(
  ctx: Context,
  tx: Tx,
  { personId, at, reason: why }: { personId: string; at: Instant; reason: string },
): Promise<void> {
  for (const { id, state } of await periodsOfPerson(tx, personId)) {
    if (state !== 'endedEarly') continue
    const held = await withPlan(ctx, (await lockPeriod(tx, id))!)
    if (held.row.closed_at !== at) continue
    await savePeriod(tx, id, {
      state: 'active',
      closed_at: null,
      closed_on: null,
      closed_by: null,
      close_reason: null,
      medic_id: null,
      guarantor_id: null,
      ...pausing(held, uncovered({ from: at, until: ctx.now }, held.period.suspensions)),
    })
    const resumed = await withPlan(ctx, (await lockPeriod(tx, id))!)
    await savePeriod(tx, id, nextColumns(nextCheck(resumed, ctx.now, resumed.plan)))
    await insertChanges(tx, [changeOf(ctx, held.row, { kind: 'resumed', reason: why })])
    await assignByDefault(ctx, tx, [id])
    await tell(ctx, tx, held, 'period.resumed')
  }
}

/** Days isolated elsewhere count; answers how many did. Null: no period is open. */
export async function creditDays(
  ctx: Context,
  tx: Tx,
  { personId, daysElsewhere, reason: why }: { personId: string; daysElsewhere: number; reason: string },
): Promise<number | null> {
  const held = await holdOpen(ctx, tx, personId)
  if (!held) return null
  const { row, period, completions, plan } = held
  const decision = decideCredit(period, { daysElsewhere }, dayOf(ctx.now, plan.zone))
  if (!decision.ok) throw refused(decision.reasons)
  const { days, credited, lastDay } = decision.value
  if (credited === 0) return 0
  const shorter = { ...period, days }
  await savePeriod(tx, row.id, {
    days,
    ends_on: lastDay,
    ends_at: endsAt(shorter, plan.zone),
    ...nextColumns(nextCheck({ period: shorter, completions }, ctx.now, plan)),
  })
  await insertChanges(tx, [
    changeOf(ctx, row, { kind: 'credited', reason: why, old_value: row.ends_on, new_value: lastDay }),
  ])
  await tell(ctx, tx, held, 'period.credited', { days: credited })
  return credited
}

export interface OpenCourse {
  state: 'active' | 'referred'
  place: 'home' | 'central'
  dayNumber: number
  days: number
  lastDay: string
}

/** How the open isolation of each of these persons stands, without saying who they are. */
export async function openCourses(
  ctx: Pick<Context, 'db' | 'now'>,
  tx: Tx,
  personIds: readonly string[],
): Promise<Map<string, OpenCourse>> {
  const courses = new Map<string, OpenCourse>()
  for (const row of await openPeriodsOf(tx, personIds)) {
    const { zone } = (await planVersion(ctx.db, row.plan_version_id)).plan
    courses.set(row.person_id, {
      state: row.state,
      place: row.place,
      dayNumber: dayNumber({ startDay: row.start_day, days: row.days }, ctx.now, zone),
      days: row.days,
      lastDay: row.ends_on,
    })
  }
  return courses
}
