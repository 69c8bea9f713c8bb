// The working accounts at first start (M02, M03, M05): the plan's templates, one line for each account. Nothing here
// makes an account or a password; `identity` does, from this list, in this order.

import type { Area } from './areas.ts'
import { resolveUnits, unitArea } from './duties.ts'
import type { PostKind } from './schema/basics.ts'
import type { Staffing, Unit } from './schema/organisation.ts'
import type { Plan } from './schema/plan.ts'

export interface StaffAccount {
  /** Sign-in name, stable and unique in the plan: `clerk-230406100`. */
  userName: string
  kind: PostKind
  /** Key of the unit that the post belongs to. */
  unit: string
  areaCode: string
  /** Key of the work group, for group staff and guarantor leaders. */
  group: string | null
  /** Key of the command post. */
  post: string | null
  titleZh: string
  titleEn: string
  /** Who holds it, where the plan names somebody. */
  holder: string | null
}

const SHORT: Record<PostKind, string> = {
  commander: 'commander',
  deputyCommander: 'deputy',
  officeDirector: 'director',
  officeStaff: 'office',
  groupLeader: 'leader',
  groupStaff: 'group',
  bureauClerk: 'bureau',
  supervisionStaff: 'supervision',
  publicityOfficer: 'publicity',
  townshipHead: 'head',
  townshipClerk: 'clerk',
  villageClerk: 'village',
  gridWorker: 'grid',
  villageMedic: 'medic',
  guarantorLeader: 'guarantor',
  checkpointStaff: 'checkpoint',
  police: 'police',
  administrator: 'admin',
}

type Place = Omit<StaffAccount, 'kind' | 'userName'> & { suffix: string }

function places(plan: Plan, areas: readonly Area[], template: Staffing): Place[] {
  const { title } = template
  const base = { group: null, post: null, holder: null, areaCode: plan.district.code, unit: plan.office.unit }
  const named = (zh: string, en: string) => ({ titleZh: `${zh}${title.zh}`, titleEn: `${en}: ${title.en}` })
  const territories = plan.units.filter((unit) => unit.areaCode !== undefined && unit.areaCode.length === 9)
  const ofUnit = (unit: Unit) => ({
    ...base,
    unit: unit.key,
    areaCode: unitArea(plan, unit),
    ...named(unit.zh, unit.en),
  })
  switch (template.per) {
    case 'district': {
      const unit = template.units[0] ?? plan.office.unit
      const isDirector = template.kind === 'officeDirector'
      const holder = isDirector ? plan.office.director.name : null
      return [{ ...base, unit, holder, suffix: '', titleZh: title.zh, titleEn: title.en }]
    }
    case 'post':
      return plan.command.posts
        .filter((post) => post.kind === template.kind)
        .map((post, index, all) => ({
          ...base,
          post: post.key,
          holder: post.holder,
          suffix: all.length > 1 ? String(index + 1) : '',
          titleZh: post.title.zh,
          titleEn: post.title.en,
        }))
    case 'group':
      return plan.groups.map((group) => ({
        ...base,
        unit: group.leadUnit,
        group: group.key,
        suffix: String(group.number),
        ...named(group.name.zh, group.name.en),
      }))
    case 'guarantor':
      return plan.groups.flatMap((group) =>
        group.guarantorLeaders.map((holder, index) => ({
          ...base,
          group: group.key,
          holder,
          suffix: String(index + 1),
          titleZh: title.zh,
          titleEn: title.en,
        })),
      )
    case 'unit':
      return resolveUnits(plan, template.units).map((unit) => ({
        ...ofUnit(unit),
        suffix: template.units.length === 1 && unit.key === template.units[0] ? '' : unit.key.toLowerCase(),
      }))
    case 'township':
      return territories.map((unit) => ({ ...ofUnit(unit), suffix: unit.areaCode ?? '' }))
    case 'village':
      return areas
        .filter((area) => area.level === 'village')
        .flatMap((area) => {
          const unit = territories.find(({ areaCode }) => area.code.startsWith(areaCode ?? '-'))
          if (!unit) return []
          return [{ ...base, unit: unit.key, areaCode: area.code, suffix: area.code, ...named(area.name, area.name) }]
        })
  }
}

/** Every account of the plan's staffing, in the plan's order. */
export const staffAccounts = (plan: Plan, areas: readonly Area[]): StaffAccount[] =>
  plan.staffing.flatMap((template) =>
    places(plan, areas, template).map(({ suffix, ...place }) => ({
      userName: suffix === '' ? SHORT[template.kind] : `${SHORT[template.kind]}-${suffix}`,
      kind: template.kind,
      ...place,
    })),
  )
