// The figures of the organisation: is the response grounded, the command manned, the plan drawn up (M01–M05).
import { rate } from '../../kernel/figure.ts'
import { resolveUnits } from '../../plan/index.ts'
import type { Measure } from '../../platform/measure.ts'
import { planInForce, planVersions } from './plans.ts'
import * as store from './store.ts'

/** Response changes with their day, authority and reason. */
const changesGrounded: Measure = async (tx, { from }) => {
  const changes = (await store.listResponseChanges(tx)).filter(
    ({ effective_day }) => from === null || effective_day >= from,
  )
  const grounded = changes.filter(({ authority, reason }) => authority.trim() !== '' && reason.trim() !== '')
  return rate(grounded.length, changes.length)
}

/** Posts of the command that somebody holds. */
const postsHeld: Measure = async (tx, { now }) => {
  const posts = (await store.listPostsHeld(tx, now)).filter(({ unit_id }) => unit_id === 'command')
  return rate(posts.filter(({ is_held }) => is_held).length, posts.length)
}

/** Groups whose lead unit exists and whose post of responsible officer somebody holds. */
const groupsStaffed: Measure = async (tx, over) => {
  const { plan } = await planInForce(over)
  const posts = new Map((await store.listPostsHeld(tx, over.now)).map((post) => [post.id, post.is_held]))
  const units = new Set(plan.units.map(({ key }) => key))
  const staffed = plan.groups.filter(
    ({ key, leadUnit }) => units.has(leadUnit) && posts.get(`group.${key}.officer`) === true,
  )
  return rate(staffed.length, plan.groups.length)
}

/** Townships and sub-districts whose post of head somebody holds: the command is set up under its head. */
const townshipCommandsSet: Measure = async (tx, over) => {
  const { plan } = await planInForce(over)
  const areas = resolveUnits(plan, [plan.townshipCommands.units]).flatMap(({ areaCode }) =>
    areaCode?.startsWith(over.area) ? [areaCode] : [],
  )
  const headed = new Set(
    (await store.listPostsHeld(tx, over.now))
      .filter(({ kind, is_held }) => kind === 'townshipHead' && is_held)
      .map(({ area_code }) => area_code),
  )
  return rate(areas.filter((area) => headed.has(area)).length, areas.length)
}

/** Plans in force, each counted once however many versions it had. */
const planDrawnUp: Measure = async (_tx, { db, now }) => ({
  value: new Set(
    (await planVersions(db)).filter(({ effectiveFrom }) => effectiveFrom <= now).map(({ plan }) => plan.id),
  ).size,
})

export const measures = {
  'organisation.changesGrounded': changesGrounded,
  'organisation.postsHeld': postsHeld,
  'organisation.groupsStaffed': groupsStaffed,
  'organisation.townshipCommandsSet': townshipCommandsSet,
  'organisation.planDrawnUp': planDrawnUp,
} satisfies Record<string, Measure>
