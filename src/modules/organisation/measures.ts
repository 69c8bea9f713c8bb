// The figures of the organisation: is the response grounded, the command manned, the plan drawn up (M01–M05).
import { resolveUnits, type Text } from '../../plan/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { type Evidence, listed, type Measure, type Over } from '../../platform/measure.ts'
import * as holders from './holders/store.ts'
import { planVersion, planVersions } from './plans.ts'
import type { ResponseChangeKind } from './rules.ts'
import * as store from './store.ts'

const planOf = async ({ db, planVersionId }: Over) => (await planVersion(db, planVersionId)).plan

const CHANGES: Record<ResponseChangeKind, Text> = {
  activated: { zh: '启动响应', en: 'Response activated' },
  levelChanged: { zh: '调整级别', en: 'Level changed' },
  stoodDown: { zh: '终止响应', en: 'Response stood down' },
}

/** Response changes with their day, authority and reason. */
const changesGrounded = listed(
  async (tx, { now, from }) =>
    (await store.listResponseChanges(tx))
      .filter((change) => change.recorded_at <= now && (from === null || change.effective_day >= from))
      .map(({ id, kind, effective_day, authority, reason, recorded_at }) => ({
        id,
        kept: authority.trim() !== '' && reason.trim() !== '',
        about: CHANGES[kind],
        areaCode: null,
        at: recorded_at,
        zh: `${effective_day}，${authority}：${reason}`,
        en: `${effective_day}, ${authority}: ${reason}`,
      })),
  { ofDistrict: true },
)

const VACANT = { zh: '无人任职', en: 'nobody holds it' }

async function posts(
  tx: Tx,
  { now }: Over,
  isMeant: (post: holders.PostHeldRow) => boolean,
): Promise<(Evidence & { areaCode: string })[]> {
  return (await holders.listPostsHeld(tx, now)).filter(isMeant).map((post) => ({
    id: post.id,
    kept: post.is_held,
    about: { zh: post.title_zh, en: post.title_en },
    areaCode: post.area_code,
    at: now,
    ...(post.held_by === null ? VACANT : { zh: post.held_by, en: post.held_by }),
  }))
}

/** Posts of the command that somebody holds. */
const postsHeld = listed((tx, over) => posts(tx, over, ({ unit_id }) => unit_id === 'command'), { ofDistrict: true })

/** Groups whose lead unit exists and whose post of responsible officer somebody holds. */
const groupsStaffed = listed(
  async (tx, over) => {
    const { groups, units } = await planOf(over)
    const known = new Set(units.map(({ key }) => key))
    const officers = new Map((await holders.listPostsHeld(tx, over.now)).map((post) => [post.id, post.is_held]))
    return groups.map(({ key, name, leadUnit }) => {
      const hasLead = known.has(leadUnit)
      const hasOfficer = officers.get(`group.${key}.officer`) === true
      const missing = [
        ...(hasLead ? [] : [{ zh: '没有牵头单位', en: 'no lead unit' }]),
        ...(hasOfficer ? [] : [{ zh: '没有责任人', en: 'no responsible officer' }]),
      ]
      return {
        id: key,
        kept: missing.length === 0,
        about: name,
        areaCode: null,
        at: over.now,
        zh: missing.map(({ zh }) => zh).join('，') || '牵头单位和责任人到位',
        en: missing.map(({ en }) => en).join(', ') || 'lead unit and officer in place',
      }
    })
  },
  { ofDistrict: true },
)

/** Townships and sub-districts whose post of head somebody holds: the command is set up under its head. */
const townshipCommandsSet = listed(async (tx, over) => {
  const plan = await planOf(over)
  const headed = new Set(
    (await posts(tx, over, ({ kind, is_held }) => kind === plan.townshipCommands.headKind && is_held)).map(
      ({ areaCode }) => areaCode,
    ),
  )
  return resolveUnits(plan, [plan.townshipCommands.units]).flatMap(({ key, zh, en, areaCode }) => {
    if (!areaCode?.startsWith(over.area)) return []
    const kept = headed.has(areaCode)
    const said = kept ? { zh: '主要领导已任职', en: 'its head is in place' } : { zh: '主要领导空缺', en: 'no head' }
    return [{ id: key, kept, about: { zh, en }, areaCode, at: over.now, ...said }]
  })
})

/** Plans in force, each counted once however many versions it had. */
const planDrawnUp = listed(
  async (_tx, { db, now }) => {
    const latest = new Map(
      (await planVersions(db)).filter(({ effectiveFrom }) => effectiveFrom <= now).map((one) => [one.plan.id, one]),
    )
    return [...latest.values()].map(({ plan, version, effectiveFrom }) => ({
      id: plan.id,
      kept: true,
      about: plan.title,
      areaCode: null,
      at: effectiveFrom,
      zh: `第 ${version} 版在施行`,
      en: `version ${version} in force`,
    }))
  },
  { ofDistrict: true, isNumber: true },
)

export const measures = {
  'organisation.changesGrounded': changesGrounded,
  'organisation.postsHeld': postsHeld,
  'organisation.groupsStaffed': groupsStaffed,
  'organisation.townshipCommandsSet': townshipCommandsSet,
  'organisation.planDrawnUp': planDrawnUp,
} satisfies Record<string, Measure>
