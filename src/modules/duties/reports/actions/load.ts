// Whom an account writes and signs reports for: the groups and the township whose posts it holds, acting ones too. One officer
// who answers for four groups has four (M03).
import { notFound, Problem } from '../../../../kernel/problem.ts'
import { dayOf } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import { WHO_MAY } from '../../../identity/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import { isHead, ownerOfPost } from '../../obligations/rules/owners.ts'
import { reportOwners } from '../rules/form.ts'
import { type Owner, type Period, periodOf, reportClock } from '../rules/period.ts'

export const aReport = { zh: '该日报', en: 'Report' }
export type NamedOwner = ReturnType<typeof reportOwners>[number]

export interface Present {
  plan: Plan
  versionId: string
  today: string
  owners: NamedOwner[]
}

export async function present(ctx: Pick<Context, 'db' | 'now'>): Promise<Present> {
  const { plan, versionId } = await planInForce(ctx)
  return { plan, versionId, today: dayOf(ctx.now, plan.zone), owners: reportOwners(plan) }
}

/** Does a post that has the permission answer for them? A signature is the head's own (M57). */
export const actsFor = (
  { actor }: Pick<Context, 'actor'>,
  plan: Plan,
  permission: 'report.write' | 'report.sign',
  owner: Owner,
): boolean =>
  actor.posts.some((post) => {
    if (!(WHO_MAY[permission] as readonly string[]).includes(post.kind)) return false
    const of = ownerOfPost(post, plan)
    return of?.kind === owner.kind && of.key === owner.key && (permission === 'report.write' || isHead(post))
  })

/** Throws 404 for somebody who owes none, 403 for one whom the account does not write for. */
export function ownerToWrite(ctx: Context, { plan, owners }: Present, asked: Owner): NamedOwner {
  const owner = owners.find(({ kind, key }) => kind === asked.kind && key === asked.key)
  if (!owner) throw notFound({ zh: '该单位的日报', en: 'Daily report of that unit' })
  if (!actsFor(ctx, plan, 'report.write', owner))
    throw new Problem(403, 'forbidden', '您不替这个单位写日报', 'You do not write the report of this unit')
  return owner
}

/** Throws 404 where the plan wants no daily report of them. */
export function periodOfOwner({ plan }: Present, kind: Owner['kind'], day: string): Period {
  const clock = reportClock(plan, kind)
  if (!clock) throw notFound({ zh: '该单位的日报', en: 'Daily report of that unit' })
  return periodOf(clock, day, plan.zone)
}
