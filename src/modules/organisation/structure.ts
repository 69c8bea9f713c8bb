// From the plan to units, posts and working accounts: the command, the office, the groups, the townships and their
// villages (M02–M06). Pure: the same plan gives the same ids, so loading it again changes nothing but names.
import { type Area, type Group, type Plan, type StaffAccount, staffAccounts, type Text } from '../../plan/index.ts'
import type { PostRow, UnitRow } from './store.ts'

/** An account to be created at the first start, with the posts it holds: one person may hold many. */
export interface Seat {
  userName: string
  displayName: string
  holdings: { postId: string; holderName: string; holderOffice: string }[]
}

export interface Structure {
  units: UnitRow[]
  posts: PostRow[]
  seats: Seat[]
}

const groupUnit = (key: string): string => `group.${key}`

export function structureOf(plan: Plan, areas: readonly Area[]): Structure {
  const district = plan.district.code
  const posts = new Map<string, PostRow>()
  const seats = new Map<string, Seat>()

  const addPost = (id: string, kind: string, unit: string, area: string, title: Text, handlesPersons = true) =>
    posts.set(id, {
      id,
      kind,
      unit_id: unit,
      area_code: area,
      title_zh: title.zh,
      title_en: title.en,
      handles_persons: handlesPersons,
    })
  /** Seats somebody: `who` has one seat, by name for an official, by user name for staff whom the plan does not name. */
  const seat = (who: string, userName: string, displayName: string, postId: string, office: string) => {
    const found = seats.get(who) ?? { userName, displayName, holdings: [] }
    found.holdings.push({ postId, holderName: displayName, holderOffice: office })
    seats.set(who, found)
  }

  for (const account of staffAccounts(plan, areas)) {
    const { id, unit, handles, office } = placeOf(plan, account)
    addPost(id, account.kind, unit, account.areaCode, { zh: account.titleZh, en: account.titleEn }, handles)
    const { holder, userName, titleZh } = account
    seat(holder ?? `@${userName}`, userName, holder ?? titleZh, id, office)
  }
  for (const group of plan.groups) {
    for (const { id, title, holder, office, userName } of namedPostsOf(plan, group)) {
      addPost(id, 'groupLeader', groupUnit(group.key), district, title, group.handlesPersons)
      if (holder) seat(holder, userName, holder, id, office)
    }
  }
  return { units: unitsOf(plan), posts: [...posts.values()], seats: [...seats.values()] }
}

function unitsOf(plan: Plan): UnitRow[] {
  const row = (id: string, kind: string, name: Text, parent: string | null, area = plan.district.code): UnitRow => ({
    id,
    kind,
    name_zh: name.zh,
    name_en: name.en,
    area_code: area,
    parent_id: parent,
  })
  return [
    row('command', 'command', plan.command.name, null),
    row('office', 'office', plan.office.name, 'command'),
    ...plan.groups.map((group) => row(groupUnit(group.key), 'group', group.name, 'command')),
    ...plan.units.map((unit) => row(unit.key, unit.kind, unit, null, unit.areaCode)),
  ]
}

/** Where a working account's post stands: in the command, the office, a group, or a unit and its area. */
function placeOf(plan: Plan, account: StaffAccount): { id: string; unit: string; handles: boolean; office: string } {
  const { kind, post, group, areaCode } = account
  if (post !== null) {
    const office = plan.command.posts.find(({ key }) => key === post)?.office.zh ?? ''
    return { id: `command.${post}`, unit: 'command', handles: true, office }
  }
  if (group !== null) {
    const unit = groupUnit(group)
    const handles = plan.groups.find(({ key }) => key === group)?.handlesPersons ?? false
    const number = kind === 'guarantorLeader' ? `.${account.userName}` : ''
    return { id: `${unit}.${kind}${number}`, unit, handles, office: '' }
  }
  const unit = kind === 'officeDirector' || kind === 'officeStaff' ? 'office' : account.unit
  const office = kind === 'officeDirector' ? (plan.office.director.office?.zh ?? '') : ''
  return { id: `${areaCode === plan.district.code ? unit : areaCode}.${kind}`, unit, handles: true, office }
}

/** Leader, deputies and responsible officer of a group; the first two are command posts' holders. */
function namedPostsOf(plan: Plan, group: Group) {
  const { zh, en } = group.name
  const unit = groupUnit(group.key)
  const ofCommand = (key: string, id: string, title: Text) => {
    const post = plan.command.posts.find((row) => row.key === key)
    return {
      id,
      title,
      holder: post?.holder ?? null,
      office: post?.office.zh ?? '',
      userName: `leader-${key.toLowerCase()}`,
    }
  }
  const officer = group.responsibleOfficer
  const officerUnit = plan.units.find(({ key }) => key === officer.unit)
  return [
    ...(group.leader ? [ofCommand(group.leader, `${unit}.leader`, { zh: `${zh}组长`, en: `Leader, ${en}` })] : []),
    ...group.deputies.map((key) =>
      ofCommand(key, `${unit}.deputy.${key}`, { zh: `${zh}副组长`, en: `Deputy leader, ${en}` }),
    ),
    {
      id: `${unit}.officer`,
      title: { zh: `${zh}责任人`, en: `Responsible officer, ${en}` },
      holder: officer.name,
      office: officer.office?.zh ?? officerUnit?.zh ?? '',
      userName: `officer-${group.number}`,
    },
  ]
}
