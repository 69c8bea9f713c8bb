// An open obligation knocks (M55, M57): before it is due at the door of whoever answers for it, after it is due step by step
// at the posts that the plan names. Each step is told once, with how many it is about, and names nobody.
import { isWithin } from '../../../../kernel/area.ts'
import type { Instant } from '../../../../kernel/time.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { planVersion, postAreas } from '../../../organisation/index.ts'
import { knocksOf, ownerId } from '../rules/clocks.ts'
import { type Knock, knocks, knocksDue, nextKnock } from '../rules/judging.ts'
import { ownerOf } from '../settle.ts'
import * as store from '../store/occurrences.ts'
import { whoAnswers } from './answering.ts'

const BATCH = 500

/** The job: every step whose time has come. */
export async function knockAtDoors(ctx: Context): Promise<void> {
  for (;;) {
    const knocked = await ctx.db.transaction(nobody, (tx) => knock(ctx, tx))
    if (knocked < BATCH) return
  }
}

interface Knocking {
  row: store.OccurrenceRow
  knock: Knock
}

async function knock(ctx: Context, tx: Tx): Promise<number> {
  const rows = await store.lockKnocking(tx, ctx.now, BATCH)
  if (rows.length === 0) return 0
  const due: Knocking[] = []
  const next: { id: string; at: Instant | null }[] = []
  for (const row of rows) {
    const { plan } = await planVersion(ctx.db, row.plan_version_id)
    const all = knocks(knocksOf(plan, row.key), row.due_at)
    due.push(...knocksDue(all, row.due_at, row.knocked_until, ctx.now).map((one) => ({ row, knock: one })))
    next.push({ id: row.id, at: nextKnock(all, ctx.now) })
  }
  await store.setKnocked(tx, next, ctx.now)
  await remind(ctx, tx, due)
  await climb(ctx, tx, due)
  return rows.length
}

/** One notification for everything that an account owes at one time: an officer may answer for four groups. */
async function remind(ctx: Context, tx: Tx, due: readonly Knocking[]): Promise<void> {
  const reminders = due.filter(({ knock: { step } }) => step === null)
  if (reminders.length === 0) return
  const answering = await whoAnswers(ctx, tx, [
    ...new Map(reminders.map(({ row }) => [ownerId(ownerOf(row)), ownerOf(row)])).values(),
  ])
  const told = new Map<string, { accountId: string; dueAt: Instant; minutes: number; rows: Set<string> }>()
  for (const {
    row,
    knock: { minutes },
  } of reminders) {
    for (const { accountId, postKind, isHead } of answering.get(ownerId(ownerOf(row))) ?? []) {
      // A group's leader and his deputies are of the command: its officer and its staff answer.
      if (accountId === null || (postKind === 'groupLeader' && !isHead)) continue
      const key = `${accountId}/${row.due_at}/${minutes}`
      const before = told.get(key) ?? { accountId, dueAt: row.due_at, minutes, rows: new Set<string>() }
      before.rows.add(row.id)
      told.set(key, before)
    }
  }
  for (const { accountId, dueAt, minutes, rows } of told.values()) {
    await ctx.emit(tx, {
      type: 'obligations.reminded',
      areaCode: ctx.db.district,
      accountId,
      dueAt,
      minutes,
      count: rows.size,
    })
  }
}

/** The posts of a step, each for the area of the post. */
async function climb(ctx: Context, tx: Tx, due: readonly Knocking[]): Promise<void> {
  const told = new Map<string, { row: store.OccurrenceRow; knock: Knock; area: string; count: number }>()
  for (const { row, knock: one } of due) {
    if (one.step === null) continue
    const areas = await postAreas(tx, one.step.to)
    for (const area of areas.filter((code) => isWithin(row.area_code, code))) {
      const key = [row.key, row.due_at, one.minutes, one.step.to, one.step.group ?? '', area].join('/')
      const before = told.get(key)
      if (before) before.count += 1
      else told.set(key, { row, knock: one, area, count: 1 })
    }
  }
  for (const { row, knock: one, area, count } of told.values()) {
    await ctx.emit(tx, {
      type: 'obligations.climbed',
      areaCode: area,
      recipient: { postKind: one.step!.to, area, group: one.step!.group ?? null },
      key: row.key,
      day: row.day,
      dueAt: row.due_at,
      minutes: one.minutes,
      count,
    })
  }
}
