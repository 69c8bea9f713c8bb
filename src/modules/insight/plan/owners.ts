// Who answers for a duty (M03, M57): the unit with its telephone, and the person who holds its post now with his. Holders are
// read through one function of the organisation, so that an acting holder is the one who is named.
import { type Plan, resolveUnits } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { listOrganisation } from '../../organisation/index.ts'
import type { OwnerView } from './contract.ts'

type Organisation = Awaited<ReturnType<typeof listOrganisation>>
type Unit = Organisation['units'][number]
type Post = Unit['posts'][number]

/** Of a unit's posts, whose holder answers for the unit: its head, else whoever works for it in the whole of its area. */
const FIRST = ['townshipHead', 'publicityOfficer', 'supervisionStaff', 'bureauClerk', 'police', 'townshipClerk']

/** Every unit, set, group, the office and the command, by key, as far as it is in `area`. */
export async function readOwners(ctx: Context, plan: Plan, area: string): Promise<OwnerView[]> {
  const { units } = await listOrganisation(ctx)
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const director = byId.get('office')?.posts.find(({ kind }) => kind === 'officeDirector')
  const base = { telephone: null, holder: null, leadUnit: null, units: [] }
  const isNear = (areaCode: string | undefined) =>
    areaCode === undefined || areaCode.startsWith(area) || area.startsWith(areaCode)
  return [
    {
      ...base,
      key: 'command',
      kind: 'command',
      ...named(plan.command.name),
      telephone: byId.get('command')?.telephone ?? null,
      holder: holderOf(byId.get('command')?.posts.find(({ kind }) => kind === 'commander')),
    },
    {
      ...base,
      key: 'office',
      kind: 'office',
      ...named(plan.office.name),
      telephone: byId.get('office')?.telephone ?? null,
      holder: holderOf(director),
      leadUnit: plan.office.unit,
    },
    ...plan.groups.map((group): OwnerView => {
      const unit = byId.get(`group.${group.key}`)
      return {
        ...base,
        key: `group.${group.key}`,
        kind: 'group',
        ...named(group.name),
        telephone: unit?.telephone ?? null,
        holder: holderOf(unit?.posts.find(({ id }) => id === `group.${group.key}.officer`)),
        leadUnit: group.leadUnit,
      }
    }),
    ...plan.units.map((unit): OwnerView => {
      const known = byId.get(unit.key)
      const head = unit.key === plan.office.director.unit ? director : headOf(known)
      return {
        ...base,
        key: unit.key,
        kind: 'unit',
        ...named(unit),
        telephone: known?.telephone ?? null,
        holder: holderOf(head),
      }
    }),
    ...plan.unitSets.map(
      (set): OwnerView => ({
        ...base,
        key: set.key,
        kind: 'set',
        ...named(set),
        units: resolveUnits(plan, [set.key])
          .filter(({ areaCode }) => isNear(areaCode))
          .map(({ key }) => key),
      }),
    ),
  ]
}

const named = ({ zh, en }: { zh: string; en: string }) => ({ zh, en })

function headOf(unit: Unit | undefined): Post | undefined {
  const posts = unit?.posts.filter(({ areaCode, holders }) => areaCode === unit.areaCode && holders.length > 0) ?? []
  const rank = ({ kind }: Post) => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length)
  return posts.toSorted((a, b) => rank(a) - rank(b))[0]
}

function holderOf(post: Post | undefined): OwnerView['holder'] {
  const holder = post?.holders.find(({ isAway }) => !isAway)
  if (!post || !holder) return null
  const { name, standing, telephone } = holder
  return { title: { zh: post.titleZh, en: post.titleEn }, name, isActing: standing === 'acting', telephone }
}
