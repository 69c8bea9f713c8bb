// The one place where occurrences begin, move, end and lapse (M01, M55, M59). It asks what the history of plan and response
// makes owed, compares it with what is recorded, and judges what counts as missed by now, each at its own time. Harmless
// twice, and the same whether the server ran or not.
import { newId } from '../../../kernel/ids.ts'
import { type Day, dayOf, type Instant } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { levelHistory, planInForce, planVersions, readSetting, writeSetting } from '../../organisation/index.ts'
import { knocksOf, type Owner } from './rules/clocks.ts'
import { type Expected, expectedOn, type World, worldsOf } from './rules/expected.ts'
import { knocks, nextKnock } from './rules/judging.ts'
import { daysToSettle, type Recorded, settle } from './rules/settling.ts'
import * as store from './store/occurrences.ts'

const SETTLED_ON = 'duties.settledOn'
const BATCH = 500

/** Why something was closed, as it is read. */
export const CLOSED_BY = { stoodDown: '响应终止', levelChanged: '响应级别调整', planChanged: '方案修订' } as const

/** The job: what has fallen due by now. */
export async function settleObligations(ctx: Context): Promise<void> {
  await ctx.db.transaction(nobody, (tx) => settleIn(ctx, tx))
  for (;;) {
    const judged = await ctx.db.transaction(nobody, (tx) => judgeLapsed(ctx, tx))
    if (judged < BATCH) return
  }
}

export const readWorlds = async (ctx: Pick<Context, 'db' | 'now'>, tx: Tx): Promise<World[]> =>
  worldsOf(await planVersions(ctx.db), await levelHistory(tx), ctx.now)

/** Inside the transaction of whatever changed what is owed. */
export async function settleIn(ctx: Context, tx: Tx): Promise<void> {
  await store.lockSettling(tx)
  const worlds = await readWorlds(ctx, tx)
  const first = worlds[0]
  if (!first) return
  const { zone } = (await planInForce(ctx)).plan
  const today = dayOf(ctx.now, zone)
  const settledOn = (await readSetting<Day>(tx, SETTLED_ON)) ?? null
  const days = daysToSettle({ settledOn, activeSince: dayOf(first.from, zone), today })
  const rows = await store.clockOccurrences(tx, days[0]!)
  const looked = new Set([...days, ...rows.map(({ day }) => day)])
  const expected = [...looked].flatMap((day) => expectedOn(day, worlds))
  const { begin, move, close } = settle(expected, rows.map(recordedOf), ctx.now)
  await store.insertOccurrences(
    tx,
    begin.map((one) => newOccurrence(one, worlds)),
  )
  await store.moveOccurrences(
    tx,
    move.map(({ id, to }) => ({ id, ...deadlinesOf(to, worlds, knockedUntil(rows, id)) })),
  )
  const tasks = worlds.at(-1)!.level === null ? await store.openTasks(tx) : []
  const closed = await store.closeOccurrences(tx, [
    ...close.map(({ id, at, by }) => ({ id, at, reason: CLOSED_BY[by] })),
    ...tasks.map(({ id }) => ({ id, at: worlds.at(-1)!.from, reason: CLOSED_BY.stoodDown })),
  ])
  if (closed.length > 0) {
    await audit(tx, ctx, {
      action: 'occurrences.closed',
      subject: { kind: 'occurrences', id: ctx.requestId },
      details: { closed: closed.length },
    })
  }
  if (settledOn === null || settledOn < today) await writeSetting(tx, SETTLED_ON, today)
  if (begin.length + move.length + closed.length > 0) {
    await ctx.emit(tx, { type: 'obligations.settled', areaCode: ctx.db.district })
  }
}

/** Judges what counts as missed by now. Answers how many, at most a batch. */
async function judgeLapsed(ctx: Context, tx: Tx): Promise<number> {
  const missed = await store.judgeMissed(tx, ctx.now, BATCH)
  if (missed.length === 0) return 0
  await audit(tx, ctx, {
    action: 'occurrences.missed',
    subject: { kind: 'occurrences', id: ctx.requestId },
    details: { missed: missed.length },
  })
  for (const row of missed) await tellJudged(ctx, tx, row, 'missed')
  return missed.length
}

export const tellJudged = (ctx: Context, tx: Tx, row: store.OccurrenceRow, state: string): Promise<void> =>
  ctx.emit(tx, {
    type: 'occurrence.judged',
    occurrenceId: row.id,
    key: row.key,
    ownerKind: row.owner_kind,
    ownerKey: row.owner_key,
    state,
    areaCode: row.area_code,
    day: row.day,
  })

export const ownerOf = (row: Pick<store.OccurrenceRow, 'owner_kind' | 'owner_key'>): Owner => ({
  kind: row.owner_kind,
  key: row.owner_key,
})

const recordedOf = (row: store.OccurrenceRow): Recorded => ({
  id: row.id,
  key: row.key,
  owner: ownerOf(row),
  day: row.day,
  begunAt: row.begun_at,
  coversFrom: row.covers_from,
  coversTo: row.covers_to,
  dueAt: row.due_at,
  missedAt: row.missed_at,
  planVersionId: row.plan_version_id,
  state: row.state,
})

const knockedUntil = (rows: readonly store.OccurrenceRow[], id: string): Instant =>
  rows.find((row) => row.id === id)!.knocked_until

const deadlinesOf = (one: Expected, worlds: readonly World[], since: Instant) => ({
  area_code: one.areaCode,
  covers_from: one.coversFrom,
  covers_to: one.coversTo,
  due_at: one.dueAt,
  missed_at: one.missedAt,
  plan_version_id: one.planVersionId,
  next_knock_at: nextKnock(
    knocks(
      knocksOf(worlds.findLast(({ planVersionId }) => planVersionId === one.planVersionId)!.plan, one.key),
      one.dueAt,
    ),
    since,
  ),
})

const newOccurrence = (one: Expected, worlds: readonly World[]): store.NewOccurrence => ({
  id: newId(),
  key: one.key,
  subject: '',
  owner_kind: one.owner.kind,
  owner_key: one.owner.key,
  day: one.day,
  begun_at: one.begunAt,
  title_zh: null,
  title_en: null,
  source_kind: null,
  source_id: null,
  knocked_until: one.begunAt,
  ...deadlinesOf(one, worlds, one.begunAt),
})
