// The jobs of the roster (M58): a gap that has begun is recorded once and told of; gaps of the days to come are told each morning
// until they are mended. What is found follows from the shifts alone, so a server that was down finds the same.
import { newId } from '../../../../kernel/ids.ts'
import { addDays, addMinutes, type Day, dayOf, type Instant, localTimeOf } from '../../../../kernel/time.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { audit } from '../../../audit/index.ts'
import { planInForce, readSetting, writeSetting } from '../../../organisation/index.ts'
import { type CoverShift, type Gap, gapsIn, settleGaps } from '../rules/gaps.ts'
import {
  type History,
  type RosterOwner,
  rosterClock,
  rosterDay,
  rosterDayOf,
  rosterOwners,
  type ShiftKind,
} from '../rules/owed.ts'
import * as store from '../store/calls.ts'
import { coverBetween } from '../store/shifts.ts'
import { readHistory } from './load.ts'

const LOOKED_UNTIL = 'roster.gapsFoundUntil'
const TOLD_ON = 'roster.gapsToldOn'

export async function watchRoster(ctx: Context): Promise<void> {
  await ctx.db.transaction(nobody, (tx) => findGaps(ctx, tx))
  await ctx.db.transaction(nobody, (tx) => tellAhead(ctx, tx))
}

/** Every owner that any version of the plan names: what was owed then is judged by then. */
const allOwners = ({ versions }: History): RosterOwner[] => [
  ...new Map(versions.flatMap(({ plan }) => rosterOwners(plan)).map((owner) => [owner.unitId, owner])).values(),
]

async function findGaps(ctx: Context, tx: Tx): Promise<void> {
  await store.lockGaps(tx)
  const history = await readHistory(ctx, tx)
  const first = history.active[0]?.from
  if (first === undefined) return
  const lookedUntil = (await readSetting<Instant>(tx, LOOKED_UNTIL)) ?? first
  if (lookedUntil >= ctx.now) return
  const recorded = await store.gapsSince(tx, lookedUntil)
  const since = recorded.reduce((least, { from_at }) => (from_at < least ? from_at : least), lookedUntil)
  const ahead = addMinutes(ctx.now, 2 * 1440)
  const cover = await coverBetween(tx, { from: since, until: ahead })
  const begun: store.NewGap[] = []
  const over: { id: string; until: Instant }[] = []
  for (const owner of allOwners(history)) {
    for (const kind of ['duty', 'medical'] as const) {
      const own = recorded.filter((row) => row.unit_id === owner.unitId && row.kind === kind)
      const open = own.filter(({ until_at }) => until_at === null).map(({ id, from_at }) => ({ id, from: from_at }))
      const from = open.reduce((least, one) => (one.from < least ? one.from : least), lookedUntil)
      const gaps = gapsIn(history, owner.unitId, kind, cover, { from, until: ctx.now })
      const { begin, end } = settleGaps(gaps, open, (at) => own.some(({ from_at }) => from_at === at), ctx.now)
      over.push(...end)
      const { unitId, areaCode } = owner
      for (const { isOver, until, ...gap } of begin) {
        begun.push({ id: newId(), unitId, areaCode, kind, day: gap.day, from: gap.from, until: isOver ? until : null })
      }
    }
  }
  await store.endGaps(tx, over)
  await store.insertGaps(tx, begun, ctx.now)
  await writeSetting(tx, LOOKED_UNTIL, ctx.now)
  if (begun.length === 0) return
  await audit(tx, ctx, {
    action: 'roster.gapsFound',
    subject: { kind: 'roster', id: ctx.requestId },
    details: { gaps: begun.length },
  })
  for (const gap of begun) {
    const range = { from: gap.from, until: ahead }
    const whole = gapsIn(history, gap.unitId, gap.kind, cover, range).find(({ from }) => from === gap.from)
    await ctx.emit(tx, {
      type: 'roster.gapFound',
      areaCode: gap.areaCode,
      gapId: gap.id,
      unitId: gap.unitId,
      kind: gap.kind,
      day: gap.day,
      from: gap.from,
      until: gap.until ?? whole?.until ?? ctx.now,
    })
  }
}

export interface GapsAhead {
  owner: RosterOwner
  kind: ShiftKind
  gaps: Gap[]
}

/** From now to the end of the last day that the plan looks ahead; null where the plan keeps no roster. */
export function horizonOf(history: History, now: Instant): Instant | null {
  const plan = history.versions.findLast(({ effectiveFrom }) => effectiveFrom <= now)?.plan ?? history.versions[0]?.plan
  const clock = plan && rosterClock(plan)
  if (!clock) return null
  return rosterDay(clock, addDays(rosterDayOf(clock, now, plan.zone), clock.aheadDays), plan.zone).until
}

export function gapsAhead(
  history: History,
  owners: readonly RosterOwner[],
  cover: readonly CoverShift[],
  { from, until }: { from: Instant; until: Instant },
): GapsAhead[] {
  return owners.flatMap((owner) =>
    owner.kinds.map((kind) => ({ owner, kind, gaps: gapsIn(history, owner.unitId, kind, cover, { from, until }) })),
  )
}

async function tellAhead(ctx: Context, tx: Tx): Promise<void> {
  const { plan } = await planInForce(ctx)
  const clock = rosterClock(plan)
  const history = await readHistory(ctx, tx)
  const until = horizonOf(history, ctx.now)
  const today = dayOf(ctx.now, plan.zone)
  if (!clock || until === null || localTimeOf(ctx.now, plan.zone) < clock.begins) return
  await store.lockGaps(tx)
  if ((await readSetting<Day>(tx, TOLD_ON)) === today) return
  const cover = await coverBetween(tx, { from: ctx.now, until })
  const counts = new Map<string, { unitId: string; areaCode: string; sort: string; count: number }>()
  for (const { owner, gaps } of gapsAhead(history, rosterOwners(plan), cover, { from: ctx.now, until })) {
    const before = counts.get(owner.unitId)?.count ?? 0
    if (gaps.length + before > 0)
      counts.set(owner.unitId, {
        unitId: owner.unitId,
        areaCode: owner.areaCode,
        sort: owner.sort,
        count: before + gaps.length,
      })
  }
  if (history.active.at(-1)?.until !== null) return
  await writeSetting(tx, TOLD_ON, today)
  if (counts.size === 0) return
  await ctx.emit(tx, { type: 'roster.gapsAhead', areaCode: ctx.db.district, day: today, units: [...counts.values()] })
}
