// As an amendment's time comes (M02–M06): its areas, units and posts are put in place, and what the plan no longer has ends
// and stays in the history. The rules themselves need nobody: they are read from the version in force.
import { type Area, type Plan, parseAreas } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { areaRow } from '../loading.ts'
import { listAreas, upsertAreas, upsertPosts, upsertUnits } from '../store.ts'
import { structureOf } from '../structure.ts'
import type { Effects } from './contract.ts'
import * as store from './store.ts'

/** The areas of the district as they stand, in the form of a plan's file. */
export const areasInForce = async (tx: Tx): Promise<Area[]> =>
  (await listAreas(tx))
    .filter(({ ended_at }) => ended_at === null)
    .map(({ code, name, level, parent_code }) => ({ code, name, level: level as Area['level'], parent: parent_code }))

/** What comes into being and what ends between two plans with their areas. */
export function effectsOf(before: { plan: Plan; areas: Area[] }, after: { plan: Plan; areas: Area[] }): Effects {
  const [old, now] = [structureOf(before.plan, before.areas), structureOf(after.plan, after.areas)]
  const between = <T>(gone: readonly T[], come: readonly T[], say: (one: T) => Effects['posts']['come'][number]) => {
    const [a, b] = [gone.map(say), come.map(say)]
    const lacks = (list: typeof a) => (one: (typeof a)[number]) => !list.some(({ id }) => id === one.id)
    return { come: b.filter(lacks(a)), end: a.filter(lacks(b)) }
  }
  return {
    areas: between(before.areas, after.areas, ({ code, name }) => ({ id: code, zh: name, en: name })),
    units: between(old.units, now.units, ({ id, name_zh, name_en }) => ({ id, zh: name_zh, en: name_en })),
    posts: between(old.posts, now.posts, ({ id, title_zh, title_en }) => ({ id, zh: title_zh, en: title_en })),
  }
}

/** Puts in place every approved plan whose time has come; harmless to run again. */
export async function applyDuePlans(ctx: Context): Promise<void> {
  await ctx.db.transaction(nobody, async (tx) => {
    await store.lockPlans(tx)
    for (const due of await store.dueAmendments(tx, ctx.now)) await apply(ctx, tx, due)
  })
}

async function apply(ctx: Context, tx: Tx, due: store.DueAmendment): Promise<void> {
  const base = await store.findContent(tx, due.base_version_id)
  if (!base) throw new Error(`plan version ${due.base_version_id} is not there`)
  const areasBefore = await areasInForce(tx)
  const areas = due.areas_source === null ? areasBefore : parseAreas(due.areas_source)
  const { units, posts } = structureOf(due.content, areas)
  const effects = effectsOf({ plan: base.content, areas: areasBefore }, { plan: due.content, areas })
  const ids = (list: { id: string }[]) => list.map(({ id }) => id)
  await upsertAreas(tx, areas.map(areaRow))
  await upsertUnits(tx, units)
  await upsertPosts(tx, posts)
  await store.endPosts(tx, ids(effects.posts.end), due.effective_from)
  await store.endUnits(tx, ids(effects.units.end), due.effective_from)
  await store.endAreas(tx, ids(effects.areas.end), due.effective_from)
  await store.markApplied(tx, due.id, ctx.now)
  await audit(tx, ctx, {
    action: 'plan.tookEffect',
    subject: { kind: 'planVersion', id: due.id },
    details: { postsCome: ids(effects.posts.come), postsEnd: ids(effects.posts.end) },
  })
  await ctx.emit(tx, { type: 'plan.tookEffect', areaCode: ctx.db.district, planVersionId: due.id })
}
