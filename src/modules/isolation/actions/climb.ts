// Overdue checks climb (M21, M55): at each of the plan's steps after a window closed, whoever the step names is told how many
// are still owed in his area. The queue shows them to the minute; this is the knock at the door, once a step.
import { isWithin } from '../../../kernel/area.ts'
import { addDays, addMinutes, at, dayOf, type Instant } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import { planInForce, postAreas, readSetting, writeSetting } from '../../organisation/index.ts'
import { isolationPlan } from '../rules/plan.ts'
import { countOverdue, type OverdueCount } from '../store/concerned.ts'

const TOLD_UNTIL = 'isolation.toldOverdueUntil'

/** Tells of every step that passed since the last run; a step is told once. */
export async function tellOverdue(ctx: Context): Promise<void> {
  const plan = isolationPlan((await planInForce(ctx)).plan)
  await ctx.db.transaction(ctx.db.whole, async (tx) => {
    const yesterday = at(addDays(dayOf(ctx.now, plan.zone), -1), '00:00', plan.zone)
    const since = (await readSetting<Instant>(tx, TOLD_UNTIL)) ?? yesterday
    if (since >= ctx.now) return
    await writeSetting(tx, TOLD_UNTIL, ctx.now)
    const longest = Math.max(...plan.escalation.map(({ after }) => after))
    const overdue = await countOverdue(tx, { from: addMinutes(since, -longest), until: ctx.now })
    for (const [index, step] of plan.escalation.entries()) {
      const passed = overdue.filter(({ due_at }) => {
        const when = addMinutes(due_at, step.after)
        return when > since && when <= ctx.now
      })
      if (passed.length === 0) continue
      const areas = await postAreas(tx, step.to)
      for (const { dueAt, recipient, areaCode, count } of recipientsOf(step.to, areas, passed)) {
        await ctx.emit(tx, {
          type: 'checks.climbed',
          areaCode,
          count,
          dueAt,
          step: index + 1,
          recipient: 'account' in recipient ? recipient : { ...recipient, group: step.group ?? null },
        })
      }
    }
  })
}

interface Climbed {
  dueAt: Instant
  recipient: { account: string } | { postKind: string; area: string }
  areaCode: string
  count: number
}

/** The assigned medic for his own; otherwise the holders of the post, each for the area of the post. */
export function recipientsOf(postKind: string, areas: readonly string[], overdue: readonly OverdueCount[]): Climbed[] {
  const result = new Map<string, Climbed>()
  const add = (key: string, climbed: Climbed) => {
    const before = result.get(key)
    if (before) before.count += climbed.count
    else result.set(key, climbed)
  }
  for (const { due_at: dueAt, area_code, medic_id, count } of overdue) {
    if (postKind === 'villageMedic' && medic_id !== null) {
      const areaCode = area_code.slice(0, 9)
      add(`${dueAt}/${medic_id}`, { dueAt, recipient: { account: medic_id }, areaCode, count })
      continue
    }
    for (const area of areas.filter((code) => isWithin(area_code, code))) {
      add(`${dueAt}/${area}`, { dueAt, recipient: { postKind, area }, areaCode: area, count })
    }
  }
  return [...result.values()]
}
