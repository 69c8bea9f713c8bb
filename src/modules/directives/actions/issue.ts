// Issuing (M18, M50, M60): the number, the directive, an assignment for every unit with its clocks, and what the course
// begins with, in the caller's transaction. The same id again is the same directive.
import { newId } from '../../../kernel/ids.ts'
import { idTaken, Problem, refused } from '../../../kernel/problem.ts'
import { dayOf, type Instant } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Plan } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { activatedAt, planInForce } from '../../organisation/index.ts'
import type { HelpTerms, SourceInput } from '../contract.ts'
import { fallDue, receiptDue } from '../rules/clock.ts'
import { type Addressee, decideIssue, spreadOwners } from '../rules/issue.ts'
import type { DirectiveKind, Priority } from '../rules/kinds.ts'
import { type AssignmentWrite, insertAssignments } from '../store/assignments.ts'
import * as store from '../store/directives.ts'
import { insertSteps } from '../store/parts.ts'
import { by, ISSUES, issuersOf } from './access.ts'

export interface DirectiveSaid {
  id: string
  kind: DirectiveKind
  title: string
  text: string
  priority?: Priority
  source?: SourceInput
  /** Ids of units, or keys of sets of units of the plan. */
  owners: readonly string[]
  /** Null: the plan's limit, for help. */
  dueAt: Instant | null
  /** In whose name; null: the actor's own unit. */
  issuer?: string | null
  authority?: string
  letterNo?: string
  receivedAt?: Instant | null
  help?: HelpTerms | null
  steps?: readonly { title: string; dueAt: Instant }[]
}

const NO_SOURCE: SourceInput = { kind: 'none', id: null, text: '' }

/**
 * Issues in the caller's transaction and answers the id, and whether it is new. Throws Problem 403 when the actor may not, 409 when the id is another
 * directive's, 422 with a reason for every field that is wrong.
 */
export async function issueDirective(
  ctx: Context,
  tx: Tx,
  said: DirectiveSaid,
): Promise<{ id: string; isNew: boolean }> {
  const known = await store.findDirective(tx, said.id)
  if (known) return sameDirective(known, said)
  const { plan, versionId } = await planInForce(ctx)
  if ((await activatedAt(tx)) === null) throw notActive()
  const units = await readUnits(tx)
  const issuer = issuerOf(ctx, said, units)
  permit(ctx, ISSUES[said.kind], { area: issuer.areaCode })
  const owners = spreadOwners(plan, said.owners, units, issuer.id)
  const receivedAt = said.receivedAt ?? null
  const decision = decideIssue(
    { kind: said.kind, issuer: issuer.id, owners, dueAt: said.dueAt, receivedAt },
    units,
    ctx.now,
    plan.directives,
  )
  if (!decision.ok) throw refused(decision.reasons)
  const source = said.source ?? NO_SOURCE
  if (source.kind !== 'none' && source.id === null) throw refused([NO_SOURCE_ID])
  const year = Number(dayOf(ctx.now, plan.zone).slice(0, 4))
  const isPassedOn = said.kind === 'requirement' && decision.value.owners.length > 0
  const row: store.DirectiveRow = {
    id: said.id,
    kind: said.kind,
    year,
    number: await store.nextNumber(tx, said.kind, year),
    title: said.title,
    body: said.text,
    priority: said.priority ?? 'normal',
    source_kind: source.kind,
    source_id: source.kind === 'none' ? null : source.id,
    source_text: source.text,
    issuer_unit: issuer.id,
    area_code: issuer.areaCode,
    issued_at: ctx.now,
    issued_by: by(ctx),
    due_at: decision.value.dueAt,
    authority: said.authority ?? '',
    letter_no: said.letterNo ?? '',
    received_at: receivedAt,
    pass_on_due_at: decision.value.passOnDueAt,
    passed_on_at: isPassedOn ? ctx.now : null,
    closed_at: null,
    help: said.help ?? null,
    plan_version_id: versionId,
  }
  if (!(await store.insertDirective(tx, row))) {
    // The same request at once: it waited for the number, and the other has committed.
    await store.giveNumberBack(tx, said.kind, year)
    return sameDirective((await store.findDirective(tx, said.id))!, said)
  }
  const steps = (said.steps ?? []).map((step, index) => ({
    id: newId(),
    directive_id: row.id,
    position: index + 1,
    title: step.title,
    due_at: step.dueAt,
  }))
  if (steps.length > 0) await insertSteps(tx, steps)
  const opening = { id: newId(), directive_id: row.id, assignment_id: null, kind: 'opened', at: ctx.now }
  await store.insertEvents(tx, [{ ...opening, by_account: by(ctx), due_at: row.due_at }])
  await audit(tx, ctx, {
    action: 'directive.issued',
    subject: { kind: 'directive', id: row.id },
    areaCode: row.area_code,
    details: { kind: row.kind, units: owners, dueAt: row.due_at, source: source.kind },
  })
  await giveTo(ctx, tx, row, decision.value.owners, { dueAt: row.due_at, plan })
  return { id: row.id, isNew: true }
}

/** An assignment for each of the units; they are told by the event. */
export async function giveTo(
  ctx: Context,
  tx: Tx,
  directive: store.DirectiveRow,
  owners: readonly Addressee[],
  { dueAt, plan }: { dueAt: Instant; plan: Plan },
): Promise<AssignmentWrite[]> {
  const receiptDueAt = receiptDue(ctx.now, directive.priority, plan.directives)
  const rows = owners.map((unit): AssignmentWrite => {
    const row = {
      id: newId(),
      directive_id: directive.id,
      unit_id: unit.id,
      area_code: unit.areaCode,
      state: 'issued' as const,
      assigned_at: ctx.now,
      // What must be done sooner is signed for sooner.
      receipt_due_at: receiptDueAt < dueAt ? receiptDueAt : dueAt,
      received_at: null,
      handler_id: null,
      due_at: dueAt,
      submitted_at: null,
      ended_at: null,
      unsigned_at: null,
      overdue_at: null,
      reminded: 0,
      climbed: 0,
      next_at: null,
    }
    return { ...row, next_at: fallDue(clockedOf({ ...row, kind: directive.kind }), ctx.now, plan.directives).nextAt }
  })
  if (rows.length > 0) {
    await insertAssignments(tx, rows)
    await store.insertEvents(
      tx,
      rows.map((row) => ({
        id: newId(),
        directive_id: directive.id,
        assignment_id: row.id,
        kind: 'issued',
        at: ctx.now,
        by_account: by(ctx),
        due_at: row.due_at,
      })),
    )
  }
  await ctx.emit(tx, {
    type: 'directive.issued',
    areaCode: directive.area_code,
    directiveId: directive.id,
    directiveKind: directive.kind,
    issuerUnit: directive.issuer_unit,
    sourceKind: directive.source_kind,
    sourceId: directive.source_id,
    assignments: rows.map(({ id, unit_id, area_code }) => ({ id, unitId: unit_id, areaCode: area_code })),
  })
  return rows
}

/** The clocks of a row, as the rules read them. */
export const clockedOf = (row: AssignmentWrite & { kind: DirectiveKind }) => ({
  kind: row.kind,
  state: row.state,
  assignedAt: row.assigned_at,
  receiptDueAt: row.receipt_due_at,
  dueAt: row.due_at,
  unsignedAt: row.unsigned_at,
  overdueAt: row.overdue_at,
  reminded: row.reminded,
  climbed: row.climbed,
})

/** Where a row stands in its course, as the rules read it. */
export const standingOf = (row: AssignmentWrite & { kind: DirectiveKind }) => ({
  kind: row.kind,
  state: row.state,
  receivedAt: row.received_at,
  dueAt: row.due_at,
  submittedAt: row.submitted_at,
  endedAt: row.ended_at,
})

export const notActive = () =>
  new Problem(409, 'response_not_active', '响应未启动，不能下达', 'The response is not active')

export const readUnits = async (tx: Tx): Promise<ReadonlyMap<string, Addressee>> =>
  new Map((await store.readAddressees(tx)).map((unit) => [unit.id, unit]))

function issuerOf(ctx: Context, said: DirectiveSaid, units: ReadonlyMap<string, Addressee>): Addressee {
  const mine = issuersOf(ctx, said.kind)
  const id = said.issuer ?? mine[0]
  const unit = id === undefined ? undefined : units.get(id)
  if (!unit || !mine.includes(unit.id)) {
    // Without any post that issues this kind it is a matter of permission; a unit of somebody else's is a wrong field.
    if (!mayAct(ctx.actor, ISSUES[said.kind])) permit(ctx, ISSUES[said.kind])
    throw refused([reason('not_your_unit', '不能以该单位名义下达', 'You do not issue for this unit', 'issuer')])
  }
  return unit
}

function sameDirective(known: store.DirectiveRow, said: DirectiveSaid): { id: string; isNew: false } {
  const isSame =
    known.kind === said.kind &&
    known.title === said.title &&
    known.body === said.text &&
    known.source_id === (said.source?.id ?? null) &&
    (said.dueAt === null || known.due_at === said.dueAt)
  if (isSame) return { id: known.id, isNew: false }
  throw idTaken()
}

const NO_SOURCE_ID = reason('no_source', '请指明来源', 'Say which source it comes from', 'source.id')
