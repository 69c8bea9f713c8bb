// The acts of the course: of the unit (sign for, note progress, hand in, refuse) and of the issuer (accept, return, postpone,
// withdraw). Of two at once one is done; the other is told where the matter stands (409). The same act again is the same act.
import { conflict, idTaken, notFound, Problem, refused } from '../../../kernel/problem.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { planVersion } from '../../organisation/index.ts'
import type { DirectiveView } from '../contract.ts'
import { fallDue, renewed } from '../rules/clock.ts'
import { type Act, decide } from '../rules/course.ts'
import * as store from '../store/assignments.ts'
import { findEvent, insertEvents } from '../store/directives.ts'
import { A_DIRECTIVE, by, mayAnswer, mayDecide, requireSeen, sidesOf } from './access.ts'
import { about, settle } from './fall-due.ts'
import { clockedOf, standingOf } from './issue.ts'
import { viewOfDirective } from './read.ts'

const PAST = {
  receive: 'received',
  progress: 'progressed',
  submit: 'submitted',
  refuse: 'refused',
  accept: 'accepted',
  return: 'returned',
  postpone: 'postponed',
  withdraw: 'withdrawn',
} as const
type OwnAct = Exclude<Act, { act: 'close' }>
const OF_UNIT: ReadonlySet<OwnAct['act']> = new Set(['receive', 'progress', 'submit', 'refuse'])

export interface Said {
  id: string
  note?: string
  details?: object
}

export const actOn = (ctx: Context, assignmentId: string, act: OwnAct, said: Said): Promise<DirectiveView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await holdAssignment(ctx, tx, assignmentId, OF_UNIT.has(act.act) ? 'unit' : 'issuer')
    if (!(await isSame(ctx, tx, assignmentId, said, wordOf(act, row)))) await carryOut(ctx, tx, row, act, said)
    return viewOfDirective(ctx, tx, row.directive_id)
  })

/** What the course calls it: help is declined, a directive refused. */
const wordOf = ({ act }: OwnAct, { kind }: { kind: string }) =>
  act === 'refuse' && kind === 'help' ? 'declined' : PAST[act]

/** Locked; out of sight is answered as absent, the other side as forbidden. */
export async function holdAssignment(
  ctx: Context,
  tx: Tx,
  assignmentId: string,
  side: 'unit' | 'issuer',
): Promise<store.Assignment> {
  const row = await store.lockAssignment(tx, assignmentId)
  if (!row) throw notFound(A_DIRECTIVE)
  const directive = { issuer_unit: row.issuer_unit, area_code: row.issuer_area }
  requireSeen(sidesOf(ctx, directive, [row]), [row])
  if (side === 'unit' ? mayAnswer(ctx, row) : mayDecide(ctx, directive)) return row
  throw otherSide(side)
}

/** Whoever sees it stands on the other side. */
export const otherSide = (side: 'unit' | 'issuer') =>
  side === 'unit'
    ? new Problem(403, 'other_side', '只有承办单位可以办理此步', 'Only the unit itself does this')
    : new Problem(403, 'other_side', '只有下达单位可以办理此步', 'Only the issuer does this')

/** Whether the act of this id was done already. Throws Problem 409 when it is another act's id. */
export async function isSame(ctx: Context, tx: Tx, assignmentId: string, said: Said, kind: string): Promise<boolean> {
  const known = await findEvent(tx, said.id)
  if (!known) return false
  const same =
    known.assignment_id === assignmentId &&
    known.kind === kind &&
    known.by_account === by(ctx) &&
    known.note === (said.note ?? '')
  if (!same) throw idTaken()
  return true
}

/** On an assignment that is held. What fell due before this moment is told first: the act does not make it undone. */
export async function carryOut(
  ctx: Context,
  tx: Tx,
  held: store.Assignment,
  act: OwnAct,
  said: Said,
): Promise<store.Assignment> {
  const row = await settle(ctx, tx, held)
  const { plan } = await planVersion(ctx.db, row.plan_version_id)
  const verdict = decide(standingOf(row), act, ctx.now)
  if (!verdict.ok) {
    const [why] = verdict.reasons
    if (why?.code === 'assignment_moved') throw conflict(why.code, why.zh, why.en)
    throw refused(verdict.reasons)
  }
  const { state, receivedAt, dueAt, submittedAt, endedAt } = verdict.value
  const moved: store.Assignment = {
    ...row,
    state,
    received_at: receivedAt,
    due_at: dueAt,
    submitted_at: submittedAt,
    ended_at: endedAt,
    handler_id: act.act === 'receive' || (OF_UNIT.has(act.act) && row.handler_id === null) ? by(ctx) : row.handler_id,
  }
  const clocks = dueAt === row.due_at ? moved : { ...moved, ...renewed(clockedOf(moved), ctx.now, plan.directives) }
  const next = { ...clocks, next_at: fallDue(clockedOf(clocks), ctx.now, plan.directives).nextAt }
  await store.saveAssignments(tx, [next])
  const word = wordOf(act, row)
  const deadline: Instant | null = 'dueAt' in act ? act.dueAt : null
  await insertEvents(tx, [
    {
      id: said.id,
      directive_id: row.directive_id,
      assignment_id: row.id,
      kind: word,
      at: ctx.now,
      by_account: by(ctx),
      note: said.note ?? '',
      due_at: deadline,
      details: said.details ?? {},
    },
  ])
  await audit(tx, ctx, {
    action: `directive.${word}`,
    subject: { kind: 'directive', id: row.directive_id },
    areaCode: row.area_code,
    details: { assignmentId: row.id, unit: row.unit_id, ...(deadline ? { dueAt: deadline } : {}) },
  })
  await ctx.emit(tx, { type: `directive.${word}`, ...about(next), eventId: said.id })
  return next
}
