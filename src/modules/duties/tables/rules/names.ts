// Whose row a name in a form is: by the plan's names, whole or as they are said every day (新华镇人民政府, 新华镇, 新华). A short
// name that two have is nobody's. Pure.
import type { Plan } from '../../../../plan/index.ts'
import type { Who } from '../contract.ts'
import { plain } from './grid.ts'

const TOTAL = /^(合计|总计|小计|共计|全区|全区合计|全区总计)$/

export type Names = (text: string) => Who | null

const known = new WeakMap<Plan, Names>()

export function namesOf(plan: Plan): Names {
  const before = known.get(plan)
  if (before) return before
  const full = new Map<string, Set<Who>>()
  const short = new Map<string, Set<Who>>()
  const put = (where: Map<string, Set<Who>>, text: string, who: Who) => {
    const name = plain(text)
    if (name.length < 2) return
    where.set(name, (where.get(name) ?? new Set()).add(who))
  }
  const district = plain(plan.district.zh)
  put(full, district, 'district')
  put(short, district.replace(/[区县市]$/, ''), 'district')
  for (const { key, zh, en, kind } of plan.units) {
    const who: Who = `unit:${key}`
    put(full, zh, who)
    put(full, en, who)
    const said = zh.replace(/(人民政府|办事处)$/, '')
    put(full, said, who)
    put(full, `${district}${said}`, who)
    const bare = said.replace(/^(区委|区|市)/, '')
    if (kind === 'township' || kind === 'subDistrict') put(short, said.replace(/(街道|镇|乡)$/, ''), who)
    else put(short, bare, who)
    put(short, `${district}${bare}`, who)
    if (kind === 'township')
      put(
        full,
        said.replace(/[镇乡]$/, (end) => `${end}政府`),
        who,
      )
  }
  for (const { key, name } of plan.groups) {
    put(full, name.zh, `group:${key}`)
    put(full, name.en, `group:${key}`)
  }
  const names: Names = (text) => {
    const name = plain(text).replace(/[:：]$/, '')
    if (TOTAL.test(name)) return 'total'
    const found = full.get(name) ?? short.get(name)
    return found?.size === 1 ? [...found][0]! : null
  }
  known.set(plan, names)
  return names
}
