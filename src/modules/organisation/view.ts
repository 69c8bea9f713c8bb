// The organisation as it is read (M02-M06): units and posts in the order of the plan, each with its present holders.
import type { Plan } from '../../plan/index.ts'
import type { Context } from '../../platform/context.ts'
import { nobody } from '../../platform/db/database.ts'
import { permit } from '../identity/index.ts'
import * as holders from './holders/store.ts'
import { planInForce } from './plans.ts'
import * as store from './store.ts'
import { HOTLINE } from './telephones.ts'

export async function listOrganisation(ctx: Context) {
  permit(ctx, 'organisation.read')
  const { plan } = await planInForce(ctx)
  const { rows, hotline } = await ctx.db.transaction(nobody, async (tx) => ({
    rows: await holders.listOrganisation(tx, ctx.now),
    hotline: (await store.readSetting<string | null>(tx, HOTLINE)) ?? null,
  }))
  const english = officesInEnglish(plan)
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
        holders: post.holders.map((holder) => holderView(holder, post.holders, english)),
      })),
    })),
  }
}

export const holderView = (
  holder: holders.HolderRow,
  all: readonly holders.HolderRow[],
  english: ReadonlyMap<string, string>,
) => ({
  id: holder.id,
  standing: holder.standing,
  name: holder.name,
  office: holder.office,
  officeEn: english.get(holder.office) ?? holder.office,
  telephone: holder.telephone,
  since: holder.since,
  until: holder.until,
  actingFor: all.find(({ id }) => id === holder.acting_for)?.name ?? null,
  isAway: all.some(({ acting_for, suspends }) => suspends && acting_for === holder.id),
})

/** Offices as the plan names them in both languages. What is entered later is in one. */
export const officesInEnglish = (plan: Plan): ReadonlyMap<string, string> =>
  new Map(
    [
      ...plan.command.posts.map(({ office }) => office),
      ...[plan.office.director, ...plan.groups.map(({ responsibleOfficer }) => responsibleOfficer)].flatMap(
        ({ office }) => office ?? [],
      ),
      ...plan.units,
    ].map(({ zh, en }) => [zh, en]),
  )

/** Units and posts stand as the plan lists them, deputies in its order; what it does not name stays behind, as it was. */
function inPlanOrder<T>(plan: Plan, rows: readonly T[], idOf: (row: T) => string): T[] {
  const order = [
    'command',
    'office',
    ...plan.command.posts.map(({ key }) => `command.${key}`),
    ...plan.groups.flatMap(({ key, deputies }) => [
      `group.${key}`,
      `group.${key}.officer`,
      `group.${key}.leader`,
      ...deputies.map((deputy) => `group.${key}.deputy.${deputy}`),
    ]),
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
  return {
    items: rows.map((row) => ({
      code: row.code,
      name: row.name,
      level: row.level,
      parent: row.parent_code,
      hasEnded: row.ended_at !== null,
    })),
  }
}
