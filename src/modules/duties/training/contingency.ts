// Use cases of contingency plans (M04): drafted by the office, approved by another, given to units, and read by them.
import { conflict, notFound } from '../../../kernel/problem.ts'
import { type Plan, resolveUnits, type Text } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import { ownersOfPosts } from '../obligations/index.ts'
import type {
  ContingencyPlans,
  ContingencyPlanView,
  DraftVersion,
  Give,
  NewContingencyPlan,
  VersionView,
} from './contract.ts'
import * as store from './store.ts'

const aPlan = { zh: '该预案', en: 'Contingency plan' }
const by = (ctx: Context) => ({ at: ctx.now, by: ctx.actor.accountId || null })

/** The units whose posts the account holds. */
export const unitsOf = (ctx: Context, plan: Plan): string[] =>
  ownersOfPosts(ctx.actor.posts, plan).flatMap(({ kind, key }) => (kind === 'unit' ? [key] : []))

export const nameOfUnit = (plan: Plan, key: string): Text => {
  const unit = plan.units.find((one) => one.key === key)
  return unit ? { zh: unit.zh, en: unit.en } : { zh: key, en: key }
}

export async function listContingencyPlans(ctx: Context): Promise<ContingencyPlans> {
  permit(ctx, 'training.read')
  const { plan } = await planInForce(ctx)
  const rows = await ctx.db.transaction(nobody, (tx) => store.listPlans(tx, unitsOf(ctx, plan)))
  return {
    items: rows.map((row) => ({
      id: row.id,
      title: row.title,
      number: row.number,
      approvedAt: row.approved_at,
      hasDraft: row.has_draft,
      given: row.given,
      read: row.read,
      unread: row.unread,
    })),
    may: { draft: mayAct(ctx.actor, 'contingency.draft') },
  }
}

export const readContingencyPlan = (ctx: Context, id: string): Promise<ContingencyPlanView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'training.read')
    const row = await store.findPlan(tx, id)
    if (!row) throw notFound(aPlan)
    return viewOf(ctx, tx, row)
  })

/** The same id again is the same plan. */
export const addContingencyPlan = (ctx: Context, input: NewContingencyPlan): Promise<ContingencyPlanView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'contingency.draft')
    const isNew = await store.insertPlan(tx, { id: input.id, title: input.title, ...by(ctx) })
    if (isNew) {
      await store.insertVersion(tx, { ...input.version, planId: input.id, ...by(ctx) })
      await tell(ctx, tx, input.id, 'drafted')
    }
    const row = (await store.findPlan(tx, input.id))!
    if (row.title !== input.title) throw conflict('id_taken', '此编号已用于另一预案', 'This id is another plan')
    return viewOf(ctx, tx, row)
  })

/** A new version; while a draft stands, the draft itself under its id. */
export const draftVersion = (ctx: Context, planId: string, input: DraftVersion): Promise<ContingencyPlanView> =>
  change(ctx, planId, async (tx) => {
    permit(ctx, 'contingency.draft')
    const draft = (await store.versionsOf(tx, planId)).find(({ state }) => state === 'draft')
    const before = await store.findVersion(tx, input.id)
    if (before && (before.contingency_plan_id !== planId || before.state !== 'draft')) {
      if (before.body === input.body && before.contingency_plan_id === planId) return null
      throw conflict('version_decided', '该版本已定稿，请另起新版本', 'This version is settled: begin a new one')
    }
    if (draft && draft.id !== input.id) {
      throw conflict('draft_exists', '他人已起草新版本，请刷新', 'Somebody began a draft already: look again')
    }
    if (before) await store.editDraft(tx, { ...input, ...by(ctx) })
    else await store.insertVersion(tx, { ...input, planId, ...by(ctx) })
    return { what: 'drafted' }
  })

/** By another than who wrote it. */
export const approveVersion = (ctx: Context, versionId: string): Promise<ContingencyPlanView> =>
  changeVersion(ctx, versionId, async (tx, version) => {
    permit(ctx, 'contingency.approve')
    if (version.state === 'approved') return null
    if (version.state !== 'draft') throw conflict('version_withdrawn', '该版本已撤回', 'This version was withdrawn')
    if (version.drafted_by === ctx.actor.accountId) {
      throw conflict('own_draft', '起草人不能批准自己的预案', 'Whoever drafted it does not approve it')
    }
    await store.decideVersion(tx, versionId, 'approved', by(ctx))
    return { what: 'approved' }
  })

export const withdrawVersion = (ctx: Context, versionId: string): Promise<ContingencyPlanView> =>
  changeVersion(ctx, versionId, async (tx, version) => {
    permit(ctx, 'contingency.draft')
    if (version.state === 'withdrawn') return null
    if (version.state !== 'draft') throw conflict('version_decided', '该版本已批准', 'This version is approved')
    await store.decideVersion(tx, versionId, 'withdrawn', by(ctx))
    return { what: 'withdrawn' }
  })

/** The units are told; those that have it already keep their day. */
export const giveVersion = (ctx: Context, versionId: string, { units }: Give): Promise<ContingencyPlanView> =>
  changeVersion(ctx, versionId, async (tx, version) => {
    permit(ctx, 'contingency.draft')
    if (version.state !== 'approved') throw conflict('not_approved', '批准后才能下发', 'It is given once approved')
    const { plan } = await planInForce(ctx)
    const known = resolveUnits(plan, units).map(({ key }) => key)
    const given = await store.give(tx, versionId, known, by(ctx))
    if (given.length === 0) return null
    return { what: 'given', units: given.map(({ unit_key }) => unit_key) }
  })

/** For the units of the account. */
export const confirmRead = (ctx: Context, versionId: string): Promise<ContingencyPlanView> =>
  changeVersion(ctx, versionId, async (tx) => {
    permit(ctx, 'training.read')
    const { plan } = await planInForce(ctx)
    const mine = unitsOf(ctx, plan)
    const given = (await store.recipientsOf(tx, [versionId])).some(({ unit_key }) => mine.includes(unit_key))
    if (!given) throw conflict('not_given', '该预案没有下发给您的单位', 'It was not given to your unit')
    const read = await store.markRead(tx, versionId, mine, by(ctx))
    return read.length === 0 ? null : { what: 'read', units: read.map(({ unit_key }) => unit_key) }
  })

interface Done {
  what: 'drafted' | 'approved' | 'withdrawn' | 'given' | 'read'
  units?: string[]
}

/** Held while it changes; null: it was so already. */
const change = (ctx: Context, planId: string, apply: (tx: Tx) => Promise<Done | null>): Promise<ContingencyPlanView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const row = await store.lockPlan(tx, planId)
    if (!row) throw notFound(aPlan)
    const done = await apply(tx)
    if (done) await tell(ctx, tx, planId, done.what, done.units)
    return viewOf(ctx, tx, row)
  })

async function changeVersion(
  ctx: Context,
  versionId: string,
  apply: (tx: Tx, version: store.VersionRow) => Promise<Done | null>,
): Promise<ContingencyPlanView> {
  const known = await ctx.db.transaction(nobody, (tx) => store.findVersion(tx, versionId))
  if (!known) throw notFound(aPlan)
  return change(ctx, known.contingency_plan_id, async (tx) => apply(tx, (await store.findVersion(tx, versionId))!))
}

async function tell(
  ctx: Context,
  tx: Tx,
  id: string,
  what: Done['what'],
  units: readonly string[] = [],
): Promise<void> {
  await audit(tx, ctx, {
    action: `contingency.${what}`,
    subject: { kind: 'contingencyPlan', id },
    areaCode: ctx.db.district,
    details: units.length > 0 ? { units } : {},
  })
  await ctx.emit(tx, { type: `contingency.${what}`, areaCode: ctx.db.district, contingencyPlanId: id, units })
}

async function viewOf(ctx: Context, tx: Tx, row: store.PlanRow): Promise<ContingencyPlanView> {
  const { plan } = await planInForce(ctx)
  const versions = await store.versionsOf(tx, row.id)
  const recipients = Map.groupBy(
    await store.recipientsOf(
      tx,
      versions.map(({ id }) => id),
    ),
    (one) => one.version_id,
  )
  const mine = unitsOf(ctx, plan)
  const mayDraft = mayAct(ctx.actor, 'contingency.draft')
  return {
    id: row.id,
    title: row.title,
    createdAt: row.created_at,
    // A draft is the office's own until it is approved.
    versions: versions
      .filter(({ state }) => state === 'approved' || mayDraft || mayAct(ctx.actor, 'contingency.approve'))
      .map((version): VersionView => {
        const to = recipients.get(version.id) ?? []
        const isDraft = version.state === 'draft'
        return {
          id: version.id,
          number: version.number,
          body: version.body,
          note: version.note,
          state: version.state,
          draftedAt: version.drafted_at,
          draftedBy: version.drafted_by_name,
          decidedAt: version.decided_at,
          decidedBy: version.decided_by_name,
          recipients: to.map((one) => ({
            unit: one.unit_key,
            name: nameOfUnit(plan, one.unit_key),
            givenAt: one.given_at,
            readAt: one.read_at,
            readBy: one.read_by_name,
          })),
          may: {
            edit: isDraft && mayDraft,
            approve: isDraft && version.drafted_by !== ctx.actor.accountId && mayAct(ctx.actor, 'contingency.approve'),
            give: version.state === 'approved' && mayDraft,
            read: to.some(({ unit_key, read_at }) => read_at === null && mine.includes(unit_key)),
          },
        }
      }),
    may: { draft: mayDraft && !versions.some(({ state }) => state === 'draft') },
  }
}
