// Who stands in for a post, in order (M02, M03, M05): first the deputies that the plan names, in its order; then whoever has
// a post of the same kind near by; then the rest of the same unit. Pure.
import type { Plan } from '../../../plan/index.ts'

export interface PostPlace {
  id: string
  kind: string
  unit_id: string
  area_code: string
}

/** Ids of the plan's deputies for a post. */
export function deputiesOf(plan: Plan, postId: string): string[] {
  const command = plan.command.posts.map(({ key, kind }) => ({ id: `command.${key}`, kind }))
  const leading = plan.groups.find(({ key }) => postId === `group.${key}.leader`)
  if (leading) return leading.deputies.map((key) => `group.${leading.key}.deputy.${key}`)
  const officer = plan.groups.find(({ key }) => postId === `group.${key}.officer`)
  if (officer)
    return [`group.${officer.key}.leader`, ...officer.deputies.map((key) => `group.${officer.key}.deputy.${key}`)]
  if (!command.some(({ id }) => id === postId)) return []
  return command.filter(({ id, kind }) => id !== postId && kind === 'deputyCommander').map(({ id }) => id)
}

/** Every post whose holders may be asked, the nearest first. */
export function standIns(plan: Plan, post: PostPlace, posts: readonly PostPlace[]): string[] {
  const deputies = deputiesOf(plan, post.id)
  const township = post.area_code.slice(0, 9)
  const near = ({ area_code }: PostPlace) =>
    area_code === post.area_code ? 0 : township.length === 9 && area_code.startsWith(township) ? 1 : 2
  const others = posts
    .filter(
      ({ id, kind, unit_id }) =>
        id !== post.id && !deputies.includes(id) && (kind === post.kind || unit_id === post.unit_id),
    )
    .filter((other) => near(other) < 2)
    .map((other) => ({ other, rank: (other.kind === post.kind ? 0 : 3) + near(other) + other.area_code.length / 100 }))
    .sort((a, b) => a.rank - b.rank || (a.other.id < b.other.id ? -1 : 1))
  return [...deputies, ...others.map(({ other }) => other.id)]
}
