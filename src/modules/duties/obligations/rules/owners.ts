// Who answers for what a group or a unit owes (M03, M57): the group's responsible officer, who may answer for four, with its
// leaders and staff; the unit's head and its clerks; for the office's unit, the office. One table, read both ways. Pure.
import type { Plan } from '../../../../plan/index.ts'
import type { Owner } from './clocks.ts'

const OF_UNIT: ReadonlySet<string> = new Set([
  'townshipHead',
  'townshipClerk',
  'bureauClerk',
  'supervisionStaff',
  'publicityOfficer',
])
const OF_GROUP: ReadonlySet<string> = new Set(['groupLeader', 'groupStaff'])
const OF_OFFICE: ReadonlySet<string> = new Set(['officeDirector', 'officeStaff'])
/** Posts that answer in person, not for somebody. */
const HEADS: ReadonlySet<string> = new Set(['townshipHead', 'officeDirector'])

export interface Post {
  id: string
  kind: string
  unitId: string
}

/** What the holder of a post answers for; null: for no group and no unit. */
export function ownerOfPost({ kind, unitId }: Omit<Post, 'id'>, plan: Plan): Owner | null {
  if (unitId.startsWith('group.')) return OF_GROUP.has(kind) ? { kind: 'group', key: unitId.slice(6) } : null
  if (unitId === 'office') return OF_OFFICE.has(kind) ? { kind: 'unit', key: plan.office.unit } : null
  return OF_UNIT.has(kind) ? { kind: 'unit', key: unitId } : null
}

/** Whose signature and answer is asked for in person: the head of a unit, the responsible officer of a group. */
export const isHead = ({ id, kind, unitId }: Post): boolean =>
  unitId.startsWith('group.') ? id === `${unitId}.officer` : HEADS.has(kind)

/** The units of the organisation whose posts may answer for an owner. */
export const postUnitsOf = (plan: Plan, { kind, key }: Owner): string[] =>
  kind === 'group' ? [`group.${key}`] : key === plan.office.unit ? [key, 'office'] : [key]

/** What an account answers for, each once. */
export const ownersOfPosts = (posts: readonly Post[], plan: Plan): Owner[] => [
  ...new Map(
    posts.flatMap((post) => {
      const owner = ownerOfPost(post, plan)
      return owner ? [[`${owner.kind}:${owner.key}`, owner] as const] : []
    }),
  ).values(),
]
