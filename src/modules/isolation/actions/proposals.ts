// A proposal of assignments (M21, M52): who would get whom, by load, households whole and villages together. Whoever takes
// persons takes them of the townships of his post alone. Nothing is changed here.
import { createHash } from 'node:crypto'
import { isWithin, townshipOf } from '../../../kernel/area.ts'
import { Problem } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import type { Proposal, ProposalQuery } from '../contract.ts'
import { type Household, type Share, spread, type Taker } from '../rules/spread.ts'
import { listAreaMedics } from '../store/area-medics.ts'
import type { AssignmentRole } from '../store/assignments.ts'
import * as store from '../store/loads.ts'
import { assigneesOf } from './assignees.ts'

interface Candidate {
  id: string
  name: string
  areaCodes: string[]
}

export interface Proposed {
  rows: store.SelectedRow[]
  shares: Share[]
  takers: { id: string; name: string; areaCode: string; load: number }[]
  candidates: Candidate[]
  /** Says the same exactly when everything is the same. */
  seen: string
}

export const keyOf = ({ area, taker }: Pick<Share, 'area' | 'taker'>) => `${area}/${taker}`
const villageOf = (areaCode: string) => areaCode.slice(0, 12)
const isNear = ({ areaCodes }: Candidate, area: string) =>
  areaCodes.some((code) => isWithin(code, area) || isWithin(area, code))

/** Whose post is inside the area, or around it. */
export async function candidatesOf(ctx: Context, tx: Tx, role: AssignmentRole, area: string): Promise<Candidate[]> {
  const holders = Map.groupBy(await assigneesOf(tx, role, ctx.now), ({ accountId }) => accountId)
  return [...holders]
    .map(([id, posts]) => ({ id, name: posts[0]!.name, areaCodes: posts.map(({ areaCode }) => areaCode) }))
    .filter((candidate) => isNear(candidate, area))
}

export async function propose(
  ctx: Context,
  tx: Tx,
  { to, ...selection }: store.Selection & { to?: string[] },
): Promise<Proposed> {
  const { role, area, from } = selection
  // A village is also looked after from the rest of its township.
  const candidates = (await candidatesOf(ctx, tx, role, townshipOf(area) ?? area)).filter(({ id }) => id !== from)
  if (to?.some((id) => !candidates.some((one) => one.id === id))) throw notHolder('to')
  const near = candidates.filter((one) => (to ? to.includes(one.id) : isNear(one, area)))
  const chosen = near.length > 0 ? near : candidates
  const ids = chosen.map(({ id }) => id)
  const rows = await store.listSelected(tx, selection)
  const byHousehold = Map.groupBy(rows, ({ household }) => household)
  const followed = await store.listHouseholdTakers(tx, selection, [...byHousehold.keys()])
  const households = [...byHousehold].map(
    ([key, members]): Household => ({
      key,
      area: villageOf(members[0]!.area_code),
      persons: members.length,
      with: followed.get(key) ?? null,
    }),
  )
  // Of the whole district: the count of somebody's persons says nothing of who they are.
  const loads = await tx.withScope(ctx.db.whole, () => store.countPersonsOf(tx, role, ids))
  const areasOf = await villagesOf(tx, selection, chosen)
  const shares: Share[] = []
  for (const [takers, theirs] of byTakers(households, chosen)) {
    const spreadTakers = takers.map(({ id }): Taker => ({ id, load: loads.get(id) ?? 0, areas: areasOf.get(id)! }))
    for (const share of spread(theirs, spreadTakers)) {
      shares.push(share)
      loads.set(share.taker, (loads.get(share.taker) ?? 0) + share.persons)
    }
  }
  const given = (id: string) => shares.reduce((sum, { taker, persons }) => sum + (taker === id ? persons : 0), 0)
  const takers = chosen.map(({ id, name, areaCodes }) => ({
    id,
    name,
    areaCode: areaCodes[0]!,
    load: (loads.get(id) ?? 0) - given(id),
  }))
  const hash = createHash('sha256')
  for (const share of shares) {
    hash.update(`\n${keyOf(share)}`)
    for (const household of share.households) for (const { id } of byHousehold.get(household)!) hash.update(` ${id}`)
  }
  return { rows, shares, takers, candidates, seen: hash.digest('hex').slice(0, 32) }
}

/** Households with those who may take them: townships that the same ones serve are spread together. */
function byTakers(households: readonly Household[], chosen: readonly Candidate[]): [Candidate[], Household[]][] {
  const groups = new Map<string, [Candidate[], Household[]]>()
  for (const [township, theirs] of Map.groupBy(households, ({ area }) => townshipOf(area) ?? area)) {
    const takers = chosen.filter((one) => isNear(one, township))
    const key = takers.map(({ id }) => id).join()
    const group = groups.get(key)
    group ? group[1].push(...theirs) : groups.set(key, [takers, theirs])
  }
  return [...groups.values()]
}

/** The villages of each: of the post, where he is the medic by default, and where he goes already. */
async function villagesOf(
  tx: Tx,
  selection: store.Selection,
  chosen: readonly Candidate[],
): Promise<Map<string, Set<string>>> {
  const result = new Map(chosen.map(({ id, areaCodes }) => [id, new Set(areaCodes.map(villageOf))]))
  const ids = [...result.keys()]
  const defaults = selection.role === 'medic' ? await listAreaMedics(tx, selection.area) : []
  for (const { account_id, area_code } of defaults) result.get(account_id)?.add(area_code)
  for (const { account_id, village } of await store.listVillagesOf(tx, selection, ids)) {
    result.get(account_id)?.add(village)
  }
  return result
}

export function notHolder(field: string): Problem {
  const [zh, en] = [
    '所选账号不在此区域任职，或已停用',
    'Somebody chosen does not hold the post in this area, or is disabled',
  ]
  return new Problem(422, 'not_holder', zh, en, [reason('not_holder', zh, en, field)])
}

/** What would be given to whom. */
export function readProposal(ctx: Context, asked: ProposalQuery): Promise<Proposal> {
  permit(ctx, 'isolation.assign', { area: asked.area })
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { rows, shares, takers, candidates, seen } = await propose(ctx, tx, asked)
    const { plan } = await planInForce(ctx)
    return {
      role: asked.role,
      persons: rows.length,
      households: new Set(rows.map(({ household }) => household)).size,
      shares: shares.map((share) => ({
        key: keyOf(share),
        areaCode: share.area,
        accountId: share.taker,
        households: share.households.length,
        persons: share.persons,
      })),
      takers,
      candidates: candidates.map(({ id, name }) => ({ id, name })),
      capacity: plan.assignment.capacity[asked.role],
      seen,
    }
  })
}
