// The routes' own use cases of issuing: one for each kind, passing on to further units, and the steps of a supervised matter.
import { conflict, idTaken, notFound, refused } from '../../../kernel/problem.ts'
import { instant } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import { audit } from '../../audit/index.ts'
import { activatedAt, planVersion } from '../../organisation/index.ts'
import type { AddOwners, DirectiveView } from '../contract.ts'
import { decideIssue, spreadOwners } from '../rules/issue.ts'
import { assignmentsOf } from '../store/assignments.ts'
import { findDirective, findEvent, insertEvents, lockDirective, markPassedOn } from '../store/directives.ts'
import { lockStep, completeStep as writeStep } from '../store/parts.ts'
import { A_DIRECTIVE, by, mayDecide, requireSeen, sidesOf } from './access.ts'
import { otherSide } from './course.ts'
import { type DirectiveSaid, giveTo, issueDirective, notActive, readUnits } from './issue.ts'
import { viewOfDirective } from './read.ts'

/** Moments as a client wrote them become instants before they are compared. */
export const issue = (ctx: Context, said: DirectiveSaid): Promise<DirectiveView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { id } = await issueDirective(ctx, tx, {
      ...said,
      dueAt: said.dueAt && instant(said.dueAt),
      receivedAt: said.receivedAt ? instant(said.receivedAt) : null,
      steps: (said.steps ?? []).map((step) => ({ ...step, dueAt: instant(step.dueAt) })),
    })
    return viewOfDirective(ctx, tx, id)
  })

/** To further units; a requirement is passed on by it. Units that have it already keep what they have. */
export const addOwners = (ctx: Context, directiveId: string, said: AddOwners): Promise<DirectiveView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await lockDirective(tx, directiveId)
    if (!row) throw notFound(A_DIRECTIVE)
    const given = await assignmentsOf(tx, directiveId)
    requireSeen(sidesOf(ctx, row, given), given)
    if (!mayDecide(ctx, row)) throw otherSide('issuer')
    const known = await findEvent(tx, said.id)
    if (known) {
      if (known.directive_id === directiveId && known.kind === 'passedOn') return viewOfDirective(ctx, tx, directiveId)
      throw idTaken()
    }
    if ((await activatedAt(tx)) === null) throw notActive()
    const { plan } = await planVersion(ctx.db, row.plan_version_id)
    const units = await readUnits(tx)
    const decision = decideIssue(
      {
        kind: row.kind,
        issuer: row.issuer_unit,
        owners: spreadOwners(plan, said.owners, units, row.issuer_unit),
        dueAt: said.dueAt === undefined ? row.due_at : instant(said.dueAt),
        receivedAt: null,
      },
      units,
      ctx.now,
      plan.directives,
    )
    if (!decision.ok) throw refused(decision.reasons)
    const has = new Set(given.map(({ unit_id }) => unit_id))
    const fresh = decision.value.owners.filter(({ id }) => !has.has(id))
    if (fresh.length === 0) throw refused([ALL_HAVE_IT])
    await insertEvents(tx, [
      {
        id: said.id,
        directive_id: directiveId,
        assignment_id: null,
        kind: 'passedOn',
        at: ctx.now,
        by_account: by(ctx),
        details: { units: fresh.map(({ id }) => id) },
      },
    ])
    await giveTo(ctx, tx, row, fresh, { dueAt: decision.value.dueAt, plan })
    if (row.kind === 'requirement') await markPassedOn(tx, directiveId, ctx.now)
    await audit(tx, ctx, {
      action: 'directive.passedOn',
      subject: { kind: 'directive', id: directiveId },
      areaCode: row.area_code,
      details: { units: fresh.map(({ id }) => id) },
    })
    return viewOfDirective(ctx, tx, directiveId)
  })

/** Of a supervised matter, by whoever follows it. */
export const completeStep = (
  ctx: Context,
  stepId: string,
  said: { id: string; text: string },
): Promise<DirectiveView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const step = await lockStep(tx, stepId)
    const row = step && (await findDirective(tx, step.directive_id))
    if (!step || !row) throw notFound(A_DIRECTIVE)
    const given = await assignmentsOf(tx, row.id)
    requireSeen(sidesOf(ctx, row, given), given)
    if (!mayDecide(ctx, row)) throw otherSide('issuer')
    const known = await findEvent(tx, said.id)
    if (known?.directive_id === row.id && known.kind === 'stepDone' && known.by_account === by(ctx)) {
      return viewOfDirective(ctx, tx, row.id)
    }
    if (known) throw idTaken()
    if (step.done_at !== null) throw conflict('step_done', '这一步已办结，请刷新', 'This step is done: look again')
    await writeStep(tx, stepId, { at: ctx.now, by: by(ctx), note: said.text })
    await insertEvents(tx, [
      {
        id: said.id,
        directive_id: row.id,
        assignment_id: null,
        kind: 'stepDone',
        at: ctx.now,
        by_account: by(ctx),
        note: said.text,
        details: { stepId, position: step.position, title: step.title },
      },
    ])
    await audit(tx, ctx, {
      action: 'directive.stepDone',
      subject: { kind: 'directive', id: row.id },
      areaCode: row.area_code,
      details: { stepId, position: step.position },
    })
    await ctx.emit(tx, { type: 'directive.stepDone', areaCode: row.area_code, directiveId: row.id, stepId })
    return viewOfDirective(ctx, tx, row.id)
  })

const ALL_HAVE_IT = reason('already_given', '所选单位都已下达', 'All of these units have it already', 'owners')
