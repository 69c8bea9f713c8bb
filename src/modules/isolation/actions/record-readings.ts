// Recording readings (M21). Readings that wait together are written together: while a group is being committed the next
// ones gather, so a crowd of phones costs one commit a group and a single phone waits for nobody. Each reading is judged
// alone, checked against the scope of its own account, and answered by its own fate after the commit.
import { conflict, notFound, refused } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { auditEach } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import { setFirstTemperature } from '../../people/index.ts'
import type { ReadingRecorded, RecordReading } from '../contract.ts'
import { decideReading, type JudgedVisit } from '../rules/reading.ts'
import { recordLate, settleSuspended } from '../store/next-checks.ts'
import { lockPeriods, lockPeriodsAsked, type PeriodRow, saveVisited, type VisitedPeriod } from '../store/periods.ts'
import { findReadings, insertReadings, type ReadingRow, type ReadingWrite } from '../store/readings.ts'
import { insertReferrals, type ReferralWrite } from '../store/referrals.ts'
import { recordGaps } from './gaps.ts'
import { aPeriod, by, completionsSince, type Held, whereOf, withPlan } from './load.ts'
import { readingView } from './views.ts'
import { feverReferral, referralOpened, visitedPeriod } from './visit.ts'

interface Asked {
  ctx: Context
  input: RecordReading
}

type Fate = { ok: true; value: ReadingRecorded } | { ok: false; error: unknown }

interface Waiting extends Asked {
  answer(fate: Fate): void
}

/**
 * Groups being written at once. A statement for many costs little more than one for a few, so the next group gathers until
 * this one is written; where many wait, a second one is judged while the first is in the database.
 */
const MOST_GROUPS = 2
const MANY = 16
const MOST_IN_A_GROUP = 256

/** Records visits; the same id again is the same reading, another reading under a used id is refused (409). */
export function groupReadings(): (ctx: Context, input: RecordReading) => Promise<ReadingRecorded> {
  const waiting: Waiting[] = []
  let groups = 0
  let isBeginning = false

  // At the end of this turn, so that all that came in with it go together.
  const beginSoon = () => {
    if (isBeginning) return
    isBeginning = true
    setImmediate(() => {
      isBeginning = false
      begin()
    })
  }
  const begin = () => {
    while (groups === 0 ? waiting.length > 0 : groups < MOST_GROUPS && waiting.length >= MANY) {
      const group = takeGroup(waiting)
      groups += 1
      void writeGroup(group)
        .then((fates) => {
          for (const [index, one] of group.entries()) one.answer(fates[index]!)
        })
        .finally(() => {
          groups -= 1
          beginSoon()
        })
    }
  }
  const record = async (ctx: Context, input: RecordReading): Promise<ReadingRecorded> => {
    const fate = await new Promise<Fate>((answer) => {
      waiting.push({ ctx, input, answer })
      beginSoon()
    })
    if (fate.ok) return fate.value
    throw fate.error
  }
  return async (ctx, input) => {
    permit(ctx, 'reading.record')
    for (let asked = input; ; ) {
      try {
        return await record(ctx, asked)
      } catch (error) {
        if (!(error instanceof MovedInto)) throw error
        asked = { ...asked, periodId: error.periodId }
      }
    }
  }
}

/** A phone that was out of reach sends a reading of a period that became part of another: it belongs there. */
class MovedInto extends Error {
  readonly periodId: string
  constructor(periodId: string) {
    super('the period is part of another')
    this.periodId = periodId
  }
}

/** The next group: one reading a period and of an id, so that none depends on another of the same group. */
function takeGroup(waiting: Waiting[]): Waiting[] {
  const group: Waiting[] = []
  const left: Waiting[] = []
  const taken = new Set<string>()
  for (const one of waiting) {
    const { id, periodId } = one.input
    if (group.length === MOST_IN_A_GROUP || taken.has(periodId) || taken.has(id)) left.push(one)
    else {
      taken.add(periodId).add(id)
      group.push(one)
    }
  }
  waiting.splice(0, waiting.length, ...left)
  return group
}

/** Never throws: what befalls the whole transaction befalls each alone, so that one bad row fails alone. */
async function writeGroup(group: readonly Asked[]): Promise<Fate[]> {
  try {
    const { db } = group[0]!.ctx
    return await db.transaction(db.whole, (tx) => recordGroup(tx, group))
  } catch (error) {
    if (group.length === 1) return [{ ok: false, error }]
    const alone = []
    for (const one of group) alone.push(...(await writeGroup([one])))
    return alone
  }
}

/** A reading that will be written, with all that follows from it. */
interface Accepted extends Asked {
  index: number
  held: Held
  judged: JudgedVisit
  reading: ReadingWrite
  referral: ReferralWrite | null
  visited: VisitedPeriod
}

async function recordGroup(tx: Tx, group: readonly Asked[]): Promise<Fate[]> {
  const [periods, before] = await Promise.all([
    holdAsked(tx, group),
    findReadings(
      tx,
      group.map(({ input }) => input.id),
    ),
  ])
  const fates: Fate[] = new Array(group.length)
  const accepted: Accepted[] = []
  for (const [index, { ctx, input }] of group.entries()) {
    try {
      const held = periods.get(input.periodId)
      if (!held) throw notFound(aPeriod)
      if (held.row.merged_into !== null) throw new MovedInto(held.row.merged_into)
      permit(ctx, 'reading.record', whereOf(held.row))
      const found = before.get(input.id)
      if (found) fates[index] = { ok: true, value: repeated(ctx, found, held, input) }
      else accepted.push({ index, ...judge(ctx, input, held) })
    } catch (error) {
      fates[index] = { ok: false, error }
    }
  }
  if (accepted.length > 0) await write(tx, accepted)
  for (const one of accepted) fates[one.index] = { ok: true, value: recorded(one) }
  return fates
}

/** The periods asked for, held and with what they missed since the jobs last ran: a reading must not step over a gap. */
async function holdAsked(tx: Tx, group: readonly Asked[]): Promise<Map<string, Held>> {
  const { ctx } = group[0]!
  const { zone } = (await planInForce(ctx)).plan
  const since = group.map(({ ctx, input }) => completionsSince(input.observedAt, ctx.now, zone)).sort()[0]!
  const asked = group.map(({ ctx, input }) => ({ periodId: input.periodId, ...ctx.actor.scope }))
  const known = await lockPeriodsAsked(tx, asked, { completedSince: since })
  // Where nobody ran the jobs for days, all that was completed since must be known to tell what was missed.
  const old = known.filter(({ row }) => row.next_day !== null && row.next_day < since).map(({ row }) => row.id)
  const whole = old.length > 0 ? await lockPeriods(tx, old) : []
  const read = [...known.filter(({ row }) => !old.includes(row.id)), ...whole]
  const held = await Promise.all(read.map((one) => withPlan(ctx, one)))
  return new Map((await recordGaps(ctx, tx, held, false)).map((one) => [one.row.id, one]))
}

function judge(ctx: Context, input: RecordReading, held: Held): Omit<Accepted, 'index'> {
  const decision = decideReading(input, held, ctx.now, held.plan)
  if (!decision.ok) throw refused(decision.reasons)
  const judged = decision.value
  const { id, observedAt, temperature } = input
  const referral = judged.opensReferral
    ? feverReferral(ctx, held, { id, at: observedAt, temperature: temperature! })
    : null
  return {
    ctx,
    input,
    held,
    judged,
    reading: readingOf(ctx, input, held, judged),
    referral,
    visited: visitedPeriod(ctx, input, held, judged, referral?.id ?? null),
  }
}

function readingOf(ctx: Context, input: RecordReading, { row }: Held, judged: JudgedVisit): ReadingWrite {
  const completed = judged.completes === null ? null : judged.window
  return {
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
    plan_version_id: row.plan_version_id,
  }
}

/**
 * Writes everything of the accepted readings. Should an id be taken this very moment, the whole group fails: written alone,
 * that one finds whose it is.
 */
async function write(tx: Tx, written: readonly Accepted[]): Promise<void> {
  insertReadings(
    tx,
    written.map(({ reading }) => reading),
  )
  for (const { ctx, held, judged, input } of written) {
    if (judged.completes === 'late')
      await recordLate(tx, { periodId: held.row.id, window: judged.window!, now: ctx.now })
    if (judged.settlesTemperature) {
      await setFirstTemperature(tx, held.row.person_id, { temperature: input.temperature!, site: input.site })
    }
  }
  const referrals = written.flatMap(({ referral }) => referral ?? [])
  if (referrals.length > 0) {
    const opened = await insertReferrals(tx, referrals)
    await settleSuspended(
      tx,
      referrals.filter(({ id }) => opened.has(id)),
    )
  }
  await saveVisited(
    tx,
    written.map(({ visited }) => visited),
    written.filter(({ held, visited }) => hasTurned(held.row, visited)).map(({ visited }) => visited),
  )
  auditEach(
    tx,
    written.flatMap(({ ctx, input, held, judged, referral }) => [
      [
        ctx,
        {
          action: 'reading.recorded',
          subject: { kind: 'reading', id: input.id },
          areaCode: held.row.area_code,
          details: { periodId: held.row.id, completes: judged.completes, atHome: input.atHome },
        },
      ] as const,
      ...(referral ? [[ctx, referralOpened(referral)] as const] : []),
    ]),
  )
  await written[0]!.ctx.emit(tx, {
    type: 'readings.recorded',
    areaCode: null,
    areaCodes: written.map(({ held }) => held.row.area_code),
    readingIds: written.map(({ input }) => input.id),
    byAccounts: written.map(({ ctx }) => ctx.actor.accountId),
  })
  for (const { ctx, referral } of written) {
    if (referral) {
      await ctx.emit(tx, { type: 'referral.opened', areaCode: referral.area_code, referralId: referral.id })
    }
  }
}

/** A fever, or the temperature owed since registration: rare, so that a period's own row is rarely written. */
const hasTurned = (before: PeriodRow, after: VisitedPeriod): boolean =>
  before.state !== after.state ||
  before.temperature_owed !== after.temperature_owed ||
  before.open_referral_id !== after.open_referral_id

const recorded = ({ ctx, reading, referral, visited }: Accepted): ReadingRecorded => ({
  reading: readingView(
    { ...reading, symptoms: [...reading.symptoms], corrected: false, recorded_by_name: ctx.actor.displayName },
    [],
  ),
  created: true,
  referralId: referral?.id ?? null,
  nextCheckDueAt: visited.next_check_due_at,
})

const idTaken = () => conflict('id_taken', '此编号已用于另一条记录', 'This id belongs to another reading')

function repeated(ctx: Context, before: ReadingRow, held: Held, input: RecordReading): ReadingRecorded {
  const same =
    before.period_id === input.periodId &&
    before.recorded_by === by(ctx) &&
    (before.corrected || before.temperature === input.temperature)
  if (!same) throw idTaken()
  return {
    reading: readingView(before, []),
    created: false,
    referralId: null,
    nextCheckDueAt: held.row.next_check_due_at,
  }
}
