// Use cases of amendments (M01, M04): look at a file, propose it, approve or return it, withdraw it; and the versions as a
// list. What is wrong in a file is answered with its lines, and nothing is half-saved.
import { notFound, Problem, refused } from '../../../kernel/problem.ts'
import { instant } from '../../../kernel/time.ts'
import { checkPlan, diffPlans, type Finding, meaningOf, type Plan, parseAreas } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { type PlanInForce, planInForce, planVersions, refreshPlans } from '../plans.ts'
import { listPlanVersions } from '../store.ts'
import { areasInForce, effectsOf } from './apply.ts'
import type { AmendmentFile, AmendmentPreview, NewAmendment, PlanVersionDetail, PlanVersionView } from './contract.ts'
import { type Amendment, decideApproval, decideProposal, decideReturn, decideWithdrawal } from './rules.ts'
import * as store from './store.ts'

const aVersion = { zh: '方案版本', en: 'Plan version' }
const by = (ctx: Context): string | null => ctx.actor.accountId || null

const lastVersion = async (ctx: Context): Promise<PlanInForce> =>
  (await planVersions(ctx.db)).at(-1) ?? planInForce(ctx)

/** The plan of a file with its areas, or every finding. Areas that cannot be read are a finding of their own. */
async function readFile(tx: Tx, { planText, areasText }: AmendmentFile) {
  const before = await areasInForce(tx)
  let areas = before
  const findings: Finding[] = []
  if (areasText !== undefined) {
    try {
      areas = parseAreas(areasText)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const { code, zh, en } = error.details
      findings.push({ line: 1, column: 1, path: 'areas', code, zh, en })
    }
  }
  // Nothing stands beside a file that was sent: its templates must be in it, as in the file that is downloaded.
  const checked = checkPlan(planText, { areas, hasFile: () => false })
  findings.push(...checked.findings)
  return { plan: findings.length === 0 ? checked.plan : null, areas, before, findings }
}

/** What the file would change; nothing is saved. */
export async function previewAmendment(ctx: Context, file: AmendmentFile): Promise<AmendmentPreview> {
  permit(ctx, 'plan.propose')
  return preview(ctx, file)
}

export async function preview(ctx: Context, file: AmendmentFile): Promise<AmendmentPreview> {
  const base = await lastVersion(ctx)
  const { plan, areas, before, findings } = await ctx.db.transaction(nobody, (tx) => readFile(tx, file))
  if (!plan) {
    return {
      findings,
      base: null,
      title: null,
      label: null,
      changes: [],
      meaning: { keep: [], change: [] },
      effects: null,
    }
  }
  const changes = diffPlans(base.plan, plan)
  return {
    findings: [],
    base: { id: base.versionId, number: base.version, title: base.plan.title },
    title: plan.title,
    label: plan.version,
    changes,
    meaning: {
      keep: meaningOf(base.plan, plan, changes, 'keep'),
      change: meaningOf(base.plan, plan, changes, 'change'),
    },
    effects: effectsOf({ plan: base.plan, areas: before }, { plan, areas }),
  }
}

/** Proposes an amended plan. The same id again is the same proposal. */
export async function proposeAmendment(ctx: Context, input: NewAmendment): Promise<PlanVersionView> {
  permit(ctx, 'plan.propose')
  await propose(ctx, input)
  return readVersionView(ctx, input.id)
}

/** From the command line, which is whoever has the machine: proposed and, unless others are to decide, approved in one. */
export async function amendFromCommandLine(
  ctx: Context,
  input: NewAmendment,
  { onlyPropose }: { onlyPropose: boolean },
): Promise<PlanVersionView> {
  await propose(ctx, input)
  if (!onlyPropose) await approve(ctx, input.id)
  return readVersionView(ctx, input.id)
}

async function propose(ctx: Context, input: NewAmendment): Promise<void> {
  const base = await lastVersion(ctx)
  const effectiveFrom = instant(input.effectiveFrom)
  await ctx.db.transaction(nobody, async (tx) => {
    if (await store.lockAmendment(tx, input.id)) return
    const { plan, areas, before, findings } = await readFile(tx, input)
    if (!plan)
      throw refused(
        findings.map(({ line, zh, en, code }) => ({
          code,
          zh: `第 ${line} 行：${zh}`,
          en: `Line ${line}: ${en}`,
          field: 'planText',
        })),
      )
    const decision = decideProposal(
      { before: base.plan, after: plan, isSame: isSame(base.plan, plan, before, areas), effectiveFrom },
      base,
      ctx.now,
    )
    if (!decision.ok) throw refused(decision.reasons)
    const made = await store.insertAmendment(tx, {
      id: input.id,
      base_version_id: base.versionId,
      effective_from: effectiveFrom,
      running_periods: input.runningPeriods,
      reason: input.reason,
      content: plan,
      source: input.planText,
      areas_source: input.areasText ?? null,
      proposed_at: ctx.now,
      proposed_by: by(ctx),
    })
    if (made) await tell(ctx, tx, 'plan.proposed', input.id, { effectiveFrom, runningPeriods: input.runningPeriods })
  })
}

const isSame = (before: Plan, after: Plan, areas: object, areasAfter: object): boolean =>
  diffPlans(before, after).length === 0 && JSON.stringify(areas) === JSON.stringify(areasAfter)

type Told = 'plan.proposed' | 'plan.approved' | 'plan.returned' | 'plan.withdrawn'

async function tell(
  ctx: Context,
  tx: Tx,
  action: Told,
  id: string,
  { proposedBy = null, ...details }: { proposedBy?: string | null; [detail: string]: unknown },
): Promise<void> {
  await audit(tx, ctx, { action, subject: { kind: 'planVersion', id }, details })
  await ctx.emit(tx, { type: action, areaCode: ctx.db.district, planVersionId: id, proposedBy })
}

async function hold(tx: Tx, id: string): Promise<store.AmendmentRow> {
  await store.lockPlans(tx)
  const row = await store.lockAmendment(tx, id)
  if (!row) throw notFound(aVersion)
  return row
}

const amendmentOf = (row: Omit<store.AmendmentRow, 'id'>): Amendment => ({
  state: row.state,
  proposedBy: row.proposed_by,
  baseVersionId: row.base_version_id,
  effectiveFrom: row.effective_from,
})

/** It becomes a version. Two at once: one wins, the other is told (409); the same person again is the same approval. */
export async function approveAmendment(ctx: Context, id: string): Promise<PlanVersionView> {
  permit(ctx, 'plan.approve')
  await approve(ctx, id)
  return readVersionView(ctx, id)
}

async function approve(ctx: Context, id: string): Promise<void> {
  await ctx.db.transaction(nobody, async (tx) => {
    const row = await hold(tx, id)
    if (row.state === 'approved' && row.decided_by === by(ctx)) return
    // Read in this very transaction: what somebody approved a moment ago counts.
    const last = (await listPlanVersions(tx)).at(-1)!
    const decision = decideApproval(amendmentOf(row), {
      by: by(ctx),
      last: { versionId: last.id, effectiveFrom: last.effective_from },
      now: ctx.now,
    })
    if (!decision.ok) throw refused(decision.reasons, row.state === 'proposed' ? 422 : 409)
    const { effectiveFrom } = decision.value
    await store.approve(tx, { id, at: ctx.now, by: by(ctx), effectiveFrom })
    await store.insertVersionOf(tx, id)
    await tell(ctx, tx, 'plan.approved', id, {
      effectiveFrom,
      runningPeriods: row.running_periods,
      proposedBy: row.proposed_by,
    })
  })
  await refreshPlans(ctx.db)
}

export async function returnAmendment(ctx: Context, id: string, reason: string): Promise<PlanVersionView> {
  permit(ctx, 'plan.approve')
  await ctx.db.transaction(nobody, async (tx) => {
    const row = await hold(tx, id)
    if (row.state === 'returned' && row.decided_by === by(ctx) && row.decision_reason === reason) return
    const decision = decideReturn(amendmentOf(row), by(ctx))
    if (!decision.ok) throw refused(decision.reasons, row.state === 'proposed' ? 422 : 409)
    await store.sendBack(tx, { id, at: ctx.now, by: by(ctx), reason })
    await tell(ctx, tx, 'plan.returned', id, { reason, proposedBy: row.proposed_by })
  })
  return readVersionView(ctx, id)
}

/** Of one that was approved: nothing was judged by it, since its time has not come. */
export async function withdrawAmendment(ctx: Context, id: string, reason: string): Promise<PlanVersionView> {
  permit(ctx, 'plan.propose')
  await ctx.db.transaction(nobody, async (tx) => {
    const row = await hold(tx, id)
    if (row.state === 'withdrawn' && row.withdrawn_by === by(ctx) && row.withdraw_reason === reason) return
    const mayApprove = mayAct(ctx.actor, 'plan.approve')
    const decision = decideWithdrawal(amendmentOf(row), { by: by(ctx), mayApprove, now: ctx.now })
    if (!decision.ok) throw refused(decision.reasons, row.state === 'withdrawn' || row.state === 'returned' ? 409 : 422)
    await store.withdraw(tx, { id, at: ctx.now, by: by(ctx), reason })
    await tell(ctx, tx, 'plan.withdrawn', id, { reason })
  })
  await refreshPlans(ctx.db)
  return readVersionView(ctx, id)
}

export async function listPlanVersionViews(ctx: Context): Promise<PlanVersionView[]> {
  permit(ctx, 'plan.read')
  const [rows, now] = [await ctx.db.transaction(nobody, (tx) => store.listVersions(tx)), await standing(ctx)]
  return rows.map((row) => viewOf(ctx, row, now))
}

async function readVersionView(ctx: Context, id: string): Promise<PlanVersionView> {
  const [row] = await ctx.db.transaction(nobody, (tx) => store.listVersions(tx, id))
  if (!row) throw notFound(aVersion)
  return viewOf(ctx, row, await standing(ctx))
}

/** One version with what it changed. */
export async function readPlanVersion(ctx: Context, id: string): Promise<PlanVersionDetail> {
  permit(ctx, 'plan.read')
  const view = await readVersionView(ctx, id)
  const { amendment } = view
  if (!amendment) return { ...view, changes: [], meaning: [], effects: null }
  return ctx.db.transaction(nobody, async (tx) => {
    const row = (await store.lockAmendment(tx, id))!
    const [base, own] = [await store.findContent(tx, row.base_version_id), await store.findContent(tx, id)]
    if (!base || !own) throw notFound(aVersion)
    const changes = diffPlans(base.content, own.content)
    const areas = await areasInForce(tx)
    const after = own.areas_source === null ? areas : parseAreas(own.areas_source)
    return {
      ...view,
      changes,
      meaning: meaningOf(base.content, own.content, changes, amendment.runningPeriods),
      effects:
        row.applied_at === null ? effectsOf({ plan: base.content, areas }, { plan: own.content, areas: after }) : null,
    }
  })
}

/** The file of a version as it was written: what an amendment begins with. */
export async function readPlanFileOf(ctx: Context, id: string): Promise<{ fileName: string; text: string }> {
  permit(ctx, 'plan.read')
  const found = await ctx.db.transaction(nobody, (tx) => store.findContent(tx, id))
  if (!found) throw notFound(aVersion)
  return { fileName: `${found.content.id}-${found.content.version}.yaml`, text: found.source }
}

/** The areas in force as the file that goes beside a plan. */
export async function readAreasFile(ctx: Context): Promise<{ fileName: string; text: string }> {
  permit(ctx, 'plan.read')
  const { plan } = await planInForce(ctx)
  const areas = await ctx.db.transaction(nobody, areasInForce)
  const lines = areas.map(({ code, name, level, parent }) => [code, name, level, parent ?? ''].join(','))
  return { fileName: plan.areas, text: `${['code,name,level,parent', ...lines].join('\n')}\n` }
}

interface Standing {
  inForce: string
  last: PlanInForce
}
const standing = async (ctx: Context): Promise<Standing> => ({
  inForce: (await planInForce(ctx)).versionId,
  last: await lastVersion(ctx),
})

function stateOf(ctx: Context, row: store.VersionRow, { inForce }: Standing): PlanVersionView['state'] {
  const state = row.amendment?.state ?? 'approved'
  if (state !== 'approved') return state
  if (row.id === inForce) return 'inForce'
  return row.effective_from > ctx.now ? 'toCome' : 'earlier'
}

function viewOf(ctx: Context, row: store.VersionRow, now: Standing): PlanVersionView {
  const { amendment } = row
  const known = amendment && amendmentOf({ ...amendment, effective_from: row.effective_from })
  const mayApprove = mayAct(ctx.actor, 'plan.approve')
  const approval =
    known?.state === 'proposed' && mayApprove
      ? decideApproval(known, { by: by(ctx), last: now.last, now: ctx.now })
      : null
  return {
    id: row.id,
    number: row.number,
    label: row.label,
    title: row.title,
    state: stateOf(ctx, row, now),
    effectiveFrom: row.effective_from,
    amendment: amendment && {
      runningPeriods: amendment.running_periods,
      reason: amendment.reason,
      baseNumber: row.base_number ?? 0,
      proposedAt: amendment.proposed_at,
      proposedBy: row.proposed_by_name,
      decidedAt: amendment.decided_at,
      decidedBy: row.decided_by_name,
      decisionReason: amendment.decision_reason,
      withdrawnAt: amendment.withdrawn_at,
      withdrawnBy: row.withdrawn_by_name,
      withdrawReason: amendment.withdraw_reason,
    },
    may: {
      approve: approval?.ok ?? false,
      return: known !== null && mayApprove && decideReturn(known, by(ctx)).ok,
      withdraw:
        known !== null &&
        mayAct(ctx.actor, 'plan.propose') &&
        decideWithdrawal(known, { by: by(ctx), mayApprove, now: ctx.now }).ok,
    },
    whyNotApprove: approval?.ok === false ? approval.reasons.map(({ zh, en }) => ({ zh, en })) : [],
  }
}
