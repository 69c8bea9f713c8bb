// What other slices call: an obligation is met by their evidence, and tasks beside the clocks are owed (M04, M55, M59). In
// the caller's transaction, so that the evidence and its judgement are kept together or not at all.
import { newId } from '../../../../kernel/ids.ts'
import { conflict, refused } from '../../../../kernel/problem.ts'
import { type Day, dayOf, type Instant } from '../../../../kernel/time.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { audit } from '../../../audit/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import { areaOf, knocksOf, momentsBy, momentsWithin, type Owner, withinClock } from '../rules/clocks.ts'
import { judgementOf, knocks, nextKnock } from '../rules/judging.ts'
import type { OccurrenceState } from '../rules/settling.ts'
import { ownerOf, readWorlds, settleIn, tellJudged } from '../settle.ts'
import * as store from '../store/occurrences.ts'

export interface Met {
  occurrenceId: string
  state: OccurrenceState
  dueAt: Instant
  /** This evidence decided it; false: it had been judged before. */
  decided: boolean
}

export interface Evidence {
  key: string
  owner: Owner
  day: Day
  /** Of a task beside the clocks: which. */
  subject?: string
  evidence: { kind: string; id: string }
  /** A report that says there was nothing to report. */
  isZero?: boolean
  /** When it arrived here, not after `ctx.now`. */
  at: Instant
}

/**
 * Judges the occurrence by its evidence, if nothing has judged it yet; otherwise the first evidence is kept with it and
 * changes nothing. Null: nothing of that kind is owed on that day.
 */
export async function meetOccurrence(
  ctx: Context,
  tx: Tx,
  { key, owner, day, subject = '', evidence, isZero = false, at }: Evidence,
): Promise<Met | null> {
  await settleIn(ctx, tx)
  const row = await store.lockOccurrence(tx, { key, owner, day, subject })
  if (!row) return null
  const deadlines = { state: row.state, dueAt: row.due_at, missedAt: row.missed_at }
  const judgement = judgementOf(deadlines, { evidenceAt: at, now: ctx.now })
  await store.attachEvidence(tx, row.id, { ...evidence, at, isZero })
  if (judgement) {
    await store.judge(tx, row.id, judgement)
    await tellJudged(ctx, tx, row, judgement.state)
  }
  return {
    occurrenceId: row.id,
    state: judgement?.state ?? row.state,
    dueAt: row.due_at,
    decided: judgement !== null && judgement.state !== 'missed',
  }
}

export interface Task {
  /** What kind: `drill`, `table`; or a clock of the plan that begins with an event (`caseReport`). */
  key: string
  /** Which one of that kind; the same again is the same task. */
  subject: string
  owner: Owner
  /** A deadline, or when the clock of the plan began. */
  due: { at: Instant } | { since: Instant }
  /** From when it is missed; the end of the day on which it is due where nothing is said. */
  missedAt?: Instant
  title?: { zh: string; en: string }
  source?: { kind: string; id: string }
}

/** Owes a task. Throws Problem 409 while the response is not active, 422 for an owner that the plan does not name. */
export async function owe(ctx: Context, tx: Tx, task: Task): Promise<{ occurrenceId: string; dueAt: Instant }> {
  const { key, subject, owner, title, source } = task
  const { plan, versionId } = await planInForce(ctx)
  if (subject === '') throw new RangeError('a task has a subject')
  const isKnown = (owner.kind === 'group' ? plan.groups : plan.units).some((one) => one.key === owner.key)
  if (!isKnown) {
    throw refused([reason('owner.unknown', '方案中没有这个单位或工作组', 'No such unit or group in the plan', 'owner')])
  }
  if (((await readWorlds(ctx, tx)).at(-1)?.level ?? null) === null) {
    throw conflict(
      'response_not_active',
      '响应未启动，不能下达任务',
      'Nothing is owed while the response is not active',
    )
  }
  const clock = withinClock(plan, key)
  const moments = momentsOfTask(task, plan.zone, clock)
  const all = knocks(knocksOf(plan, key), moments.dueAt)
  const day = dayOf(moments.dueAt, plan.zone)
  const [id] = await store.insertOccurrences(tx, [
    {
      id: newId(),
      key,
      subject,
      owner_kind: owner.kind,
      owner_key: owner.key,
      area_code: areaOf(plan, owner),
      day,
      begun_at: ctx.now,
      covers_from: null,
      covers_to: null,
      due_at: moments.dueAt,
      missed_at: task.missedAt !== undefined && task.missedAt > moments.dueAt ? task.missedAt : moments.missedAt,
      title_zh: title?.zh ?? null,
      title_en: title?.en ?? null,
      source_kind: source?.kind ?? null,
      source_id: source?.id ?? null,
      next_knock_at: nextKnock(all, ctx.now),
      knocked_until: ctx.now,
      plan_version_id: versionId,
    },
  ])
  if (id === undefined) {
    const row = await store.lockOccurrence(tx, { key, owner, day, subject })
    return { occurrenceId: row!.id, dueAt: row!.due_at }
  }
  await audit(tx, ctx, {
    action: 'occurrence.owed',
    subject: { kind: 'occurrence', id },
    areaCode: areaOf(plan, owner),
    details: { key, owner: `${owner.kind}:${owner.key}`, dueAt: moments.dueAt },
  })
  await ctx.emit(tx, { type: 'obligations.settled', areaCode: areaOf(plan, owner) })
  return { occurrenceId: id, dueAt: moments.dueAt }
}

function momentsOfTask({ key, due }: Task, zone: string, clock: ReturnType<typeof withinClock>) {
  if ('at' in due) return momentsBy(due.at, zone, clock?.missedAfter)
  if (!clock) throw new RangeError(`${key} is no clock of the plan that begins with an event`)
  return momentsWithin(clock, due.since, zone)
}

/** What the task was for is no more: its open occurrences are closed with the reason. */
export async function callOff(
  ctx: Context,
  tx: Tx,
  { key, subject, reason: why }: { key: string; subject: string; reason: string },
): Promise<void> {
  const open = await store.occurrencesOf(tx, { keys: [key], subject, states: ['open'] })
  const closed = await store.closeOccurrences(
    tx,
    open.map(({ id }) => ({ id, at: ctx.now, reason: why })),
  )
  for (const row of closed) {
    await audit(tx, ctx, {
      action: 'occurrence.calledOff',
      subject: { kind: 'occurrence', id: row.id },
      areaCode: row.area_code,
      details: { reason: why, owner: `${row.owner_kind}:${ownerOf(row).key}` },
    })
  }
  if (closed.length > 0) await ctx.emit(tx, { type: 'obligations.settled', areaCode: ctx.db.district })
}
