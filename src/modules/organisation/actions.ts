// Use cases of the plan's loading, the response and the organisation.
import { createHash } from 'node:crypto'
import { newId } from '../../kernel/ids.ts'
import { conflict, notFound, Problem, refused } from '../../kernel/problem.ts'
import { dayOf, type Instant } from '../../kernel/time.ts'
import { type Area, type Plan, parseAreas, parseContacts, parsePlan } from '../../plan/index.ts'
import type { Context } from '../../platform/context.ts'
import { nobody, type Tx } from '../../platform/db/database.ts'
import { audit } from '../audit/index.ts'
import { createAccounts, permit } from '../identity/index.ts'
import type { NewResponseChange, ResponseView } from './contract.ts'
import { planInForce, refreshPlans } from './plans.ts'
import { decideResponseChange, responseState } from './rules.ts'
import * as store from './store.ts'
import { structureOf } from './structure.ts'

type Acting = Pick<Context, 'db' | 'actor' | 'now' | 'requestId'>

/**
 * Loads the first plan of a district with its areas, units, posts and working accounts. Does nothing when a plan is
 * loaded already; amendments are versions of their own. Answers the accounts' one-time passwords, or null.
 */
export async function loadFirstPlan(
  ctx: Acting,
  { planText, areasText, password }: { planText: string; areasText: string; password?: string },
): Promise<{ userName: string; oneTimePassword: string }[] | null> {
  const plan = parsePlan(planText)
  const areas = parseAreas(areasText)
  const accounts = await ctx.db.transaction(ctx.db.whole, async (tx) => {
    await tx.sql(`select pg_advisory_xact_lock(hashtext('plan.load'))`)
    if ((await store.listPlanVersions(tx)).length > 0) return null
    await store.upsertAreas(tx, areas.map(areaRow))
    const { units, posts, seats } = structureOf(plan, areas)
    await store.upsertUnits(tx, units)
    await store.upsertPosts(tx, posts)
    const versionId = newId()
    await store.insertPlanVersion(tx, {
      id: versionId,
      plan_key: plan.id,
      version: 1,
      // A plan is in force from its own start day, not from the day it was loaded.
      effective_from: ctx.now,
      source: planText,
      content: plan,
      loadedAt: ctx.now,
      loadedBy: ctx.actor.accountId || null,
    })
    await audit(tx, ctx, { action: 'plan.loaded', subject: { kind: 'planVersion', id: versionId } })
    return createAccounts(tx, ctx, seats, password === undefined ? {} : { password })
  })
  await refreshPlans(ctx.db)
  return accounts
}

const areaRow = (area: Area): store.AreaRow => ({
  code: area.code,
  name: area.name,
  level: area.level,
  parent_code: area.parent,
})

/** Records a decision about the response. The same id again is the same decision. */
export async function recordResponseChange(ctx: Context, input: NewResponseChange): Promise<ResponseView> {
  permit(ctx, 'response.change')
  return appendResponseChange(ctx, input)
}

/** At the first start the plan's own decision stands: activated on its start day by its authority. */
export async function activateByPlan(ctx: Context): Promise<void> {
  const { plan } = await planInForce(ctx)
  await appendResponseChange(ctx, {
    id: newId(),
    kind: 'activated',
    level: String(plan.response.level),
    effectiveDay:
      plan.response.startDay <= dayOf(ctx.now, plan.zone) ? plan.response.startDay : dayOf(ctx.now, plan.zone),
    authority: plan.response.authority.zh,
    reason: `按方案启动：${plan.title.zh}`,
  })
}

async function appendResponseChange(ctx: Context, input: NewResponseChange): Promise<ResponseView> {
  const { plan } = await planInForce(ctx)
  await ctx.db.transaction(nobody, async (tx) => {
    const history = await store.listResponseChanges(tx)
    if (history.some(({ id }) => id === input.id)) return
    const decision = decideResponseChange(history.map(changeOf), input, dayOf(ctx.now, plan.zone))
    if (!decision.ok) throw refused(decision.reasons)
    try {
      await store.insertResponseChange(tx, {
        id: input.id,
        kind: input.kind,
        level: input.level,
        effective_day: input.effectiveDay,
        authority: input.authority,
        reason: input.reason,
        recorded_at: ctx.now,
        recorded_by: ctx.actor.accountId || null,
        sequence: history.length + 1,
      })
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error
      throw conflict(
        'response_changed',
        '响应状态刚被他人更改，请刷新',
        'Somebody just changed the response, look again',
      )
    }
    await audit(tx, ctx, {
      action: `response.${input.kind}`,
      subject: { kind: 'response', id: input.id },
      details: { level: input.level, effectiveDay: input.effectiveDay },
    })
    await ctx.emit(tx, { type: `response.${input.kind}`, areaCode: ctx.db.district })
  })
  return readResponse(ctx)
}

const changeOf = (row: store.ResponseChangeRow) => ({
  kind: row.kind,
  level: row.level,
  effectiveDay: row.effective_day,
})

/** The response now, with its history. */
export async function readResponse(ctx: Context): Promise<ResponseView> {
  const { plan, version } = await planInForce(ctx)
  const history = await ctx.db.transaction(nobody, store.listResponseChanges)
  const state = responseState(history.map(changeOf))
  return {
    state: state.state,
    level: state.state === 'active' ? state.level : null,
    levelName: state.state === 'active' ? levelName(plan, state.level) : null,
    since: state.state === 'notActivated' ? null : state.since,
    startDay: state.state === 'active' ? state.startDay : null,
    today: dayOf(ctx.now, plan.zone),
    planId: plan.id,
    planVersion: version,
    planTitle: plan.title,
    districtName: { zh: plan.district.zh, en: plan.district.en },
    history: history.map((row) => ({
      id: row.id,
      kind: row.kind,
      level: row.level,
      effectiveDay: row.effective_day,
      authority: row.authority,
      reason: row.reason,
      recordedAt: row.recorded_at,
      recordedBy: row.recorded_by_name,
    })),
  }
}

const ROMAN = ['', 'I', 'II', 'III', 'IV']
const LEVELS_ZH = ['', '一级', '二级', '三级', '四级']

function levelName(plan: Plan, level: string): { zh: string; en: string } {
  if (level === String(plan.response.level)) return plan.response.levelName
  const number = Number(level)
  return { zh: `${LEVELS_ZH[number] ?? level}响应`, en: `Level ${ROMAN[number] ?? level}` }
}

/**
 * Since when the response is active, or null while it is not: nothing is owed before. The instant at which it was
 * recorded, since a decision dated back makes nobody owe what nobody knew of.
 */
export async function activatedAt(tx: Tx): Promise<Instant | null> {
  const changes = await store.listResponseChanges(tx)
  if (responseState(changes.map(changeOf)).state !== 'active') return null
  return changes.findLast(({ kind }) => kind === 'activated')?.recorded_at ?? null
}

/** The times in which the response was active, in order, by when it was recorded; the last may be open. */
export async function activeSpans(tx: Tx): Promise<{ from: Instant; until: Instant | null }[]> {
  const spans: { from: Instant; until: Instant | null }[] = []
  for (const { kind, recorded_at } of await store.listResponseChanges(tx)) {
    const open = spans.at(-1)?.until === null ? spans.at(-1) : undefined
    if (kind === 'stoodDown' && open) open.until = recorded_at
    else if (kind === 'activated' && !open) spans.push({ from: recorded_at, until: null })
  }
  return spans
}

const HOTLINE = 'hotline'

/** What a telephone belongs to: the hotline of tip-offs, a unit, or whoever holds a post now. */
export type TelephoneSubject = { hotline: true } | { unit: string } | { post: string }

async function writeTelephone(tx: Tx, ctx: Acting, subject: TelephoneSubject, telephone: string | null): Promise<void> {
  if ('hotline' in subject) await store.writeSetting(tx, HOTLINE, telephone)
  else if ((await store.setTelephone(tx, subject, telephone, ctx.now)) === 0) {
    throw notFound({ zh: '单位或任职人员', en: 'Unit or holder of the post' })
  }
  const [kind, id] = 'hotline' in subject ? ['hotline', HOTLINE] : (Object.entries(subject)[0] as [string, string])
  await audit(tx, ctx, { action: 'telephone.changed', subject: { kind, id } })
}

export async function changeTelephone(
  ctx: Context,
  subject: TelephoneSubject,
  telephone: string | null,
): Promise<void> {
  permit(ctx, 'organisation.edit')
  await ctx.db.transaction(nobody, (tx) => writeTelephone(tx, ctx, subject, telephone))
}

const CONTACTS_LOADED = 'contacts.loaded'

/**
 * Takes over the numbers of a contacts.yaml beside the data, once for each version of the file, so that what was
 * entered on screen since is kept. Answers the subjects that name nobody of the plan.
 */
export async function loadContacts(ctx: Acting, contactsText: string): Promise<string[]> {
  const contacts = parseContacts(contactsText)
  return ctx.db.transaction(nobody, async (tx) => {
    const unknown: string[] = []
    const hash = createHash('sha256').update(contactsText).digest('hex')
    if ((await store.readSetting(tx, CONTACTS_LOADED)) === hash) return unknown
    await store.writeSetting(tx, CONTACTS_LOADED, hash)
    for (const [key, telephone] of contacts) {
      const subject = subjectOf(key)
      try {
        if (!subject) throw notFound({ zh: '对象', en: 'Subject' })
        await writeTelephone(tx, ctx, subject, telephone)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        unknown.push(key)
      }
    }
    return unknown
  })
}

/** The plan's subject keys (`post.commander`, `group.medical`) as what a telephone belongs to here. */
function subjectOf(key: string): TelephoneSubject | null {
  if (key === 'hotline') return { hotline: true }
  if (key === 'office') return { unit: 'office' }
  const [kind, name] = [key.slice(0, key.indexOf('.')), key.slice(key.indexOf('.') + 1)]
  if (kind === 'post') return { post: `command.${name}` }
  if (kind === 'group') return { post: `group.${name}.officer` }
  return kind === 'unit' ? { unit: name } : null
}

export async function listOrganisation(ctx: Context) {
  permit(ctx, 'organisation.read')
  const { plan } = await planInForce(ctx)
  const { rows, hotline } = await ctx.db.transaction(nobody, async (tx) => ({
    rows: await store.listOrganisation(tx, ctx.now),
    hotline: (await store.readSetting<string | null>(tx, HOTLINE)) ?? null,
  }))
  return {
    hotline,
    units: inPlanOrder(plan, rows, (unit) => unit.id).map((unit) => ({
      id: unit.id,
      kind: unit.kind,
      nameZh: unit.name_zh,
      nameEn: unit.name_en,
      areaCode: unit.area_code,
      parentId: unit.parent_id,
      telephone: unit.telephone,
      group: groupOf(plan, unit.id),
      posts: inPlanOrder(plan, unit.posts, (post) => post.id).map((post) => ({
        id: post.id,
        kind: post.kind,
        titleZh: post.title_zh,
        titleEn: post.title_en,
        unitId: unit.id,
        areaCode: post.area_code,
        holders: post.holders,
      })),
    })),
  }
}

/** Command posts, groups and units stand as the plan lists them; what the plan does not name stays behind, as it was. */
function inPlanOrder<T>(plan: Plan, rows: readonly T[], idOf: (row: T) => string): T[] {
  const order = [
    'command',
    'office',
    ...plan.command.posts.map(({ key }) => `command.${key}`),
    ...plan.groups.map(({ key }) => `group.${key}`),
    ...plan.units.map(({ key }) => key),
  ]
  const rank = new Map(order.map((id, index) => [id, index]))
  const rankOf = (row: T) => rank.get(idOf(row)) ?? order.length
  return [...rows].sort((a, b) => rankOf(a) - rankOf(b))
}

function groupOf(plan: Plan, unitId: string) {
  const group = plan.groups.find(({ key }) => `group.${key}` === unitId)
  if (!group) return null
  const nameOf = (key: string) => {
    const named = [...plan.units, ...plan.unitSets].find((one) => one.key === key)
    return { zh: named?.zh ?? key, en: named?.en ?? key }
  }
  return { number: group.number, leadUnit: nameOf(group.leadUnit), members: group.members.map(nameOf) }
}

export async function listAreas(ctx: Context) {
  const rows = await ctx.db.transaction(nobody, store.listAreas)
  return { items: rows.map((row) => ({ code: row.code, name: row.name, level: row.level, parent: row.parent_code })) }
}
