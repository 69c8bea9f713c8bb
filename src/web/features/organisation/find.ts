// The organisation as its page shows it: by kind of unit, narrowed to what somebody typed. Pure.
import type { OrganisationView } from '../../../modules/organisation/contract.ts'

export type Unit = OrganisationView['units'][number]
export type Post = Unit['posts'][number]
export type Holder = Post['holders'][number]

const has = (texts: (string | null)[], sought: string) =>
  texts.some((text) => text?.toLowerCase().includes(sought) ?? false)

const isPostSought = (post: Post, sought: string) =>
  has([post.titleZh, post.titleEn], sought) ||
  post.holders.some(({ name, office, telephone }) => has([name, office, telephone], sought))

/** A unit whose own name or number is sought stays whole, otherwise with the posts that are; the rest is gone. */
export function narrow(units: readonly Unit[], typed: string): Unit[] {
  const sought = typed.trim().toLowerCase()
  if (!sought) return [...units]
  return units.flatMap((unit) => {
    if (has([unit.nameZh, unit.nameEn, unit.telephone], sought)) return [unit]
    const posts = unit.posts.filter((post) => isPostSought(post, sought))
    if (posts.length > 0) return [{ ...unit, posts }]
    const members = unit.group ? [unit.group.leadUnit, ...unit.group.members] : []
    return members.some(({ zh, en }) => has([zh, en], sought)) ? [unit] : []
  })
}

/** Nobody holds it, whether or not somebody acts meanwhile. */
export const isVacant = (post: Post): boolean => !post.holders.some(({ standing }) => standing === 'holder')

/** The posts that are vacant, under their units. */
export const vacant = (units: readonly Unit[]): Unit[] =>
  units.flatMap((unit) => {
    const posts = unit.posts.filter(isVacant)
    return posts.length > 0 ? [{ ...unit, posts }] : []
  })

/** Who answers for the post now: whoever acts, where the holder is away. */
export const answering = (post: Post): Holder[] => post.holders.filter(({ isAway }) => !isAway)

/** Unnamed staff are called by their post: nobody's name is known. */
export const isNamed = (post: Post, holder: Holder): boolean => !holder.name.startsWith(post.titleZh)

const ROLES = { officer: /\.officer$/, leader: /\.leader$/, deputy: /\.deputy\./, guarantor: /\.guarantorLeader/ }
export type GroupRole = keyof typeof ROLES | 'staff'

/** What a post of a group is, by the plan's own ids. */
export const roleOf = (post: Post): GroupRole =>
  (Object.keys(ROLES) as (keyof typeof ROLES)[]).find((role) => ROLES[role].test(post.id)) ?? 'staff'

export const UNIT_KINDS = ['township', 'subDistrict', 'settlement', 'bureau', 'medical', 'body'] as const
