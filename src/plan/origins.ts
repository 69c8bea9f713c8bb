// Where somebody comes from, read from free text (M07): key area or elsewhere. The first place named in the text wins,
// so 黑龙江省鹤岗市 is elsewhere whatever follows; a key-area name that comes later is handed back as a doubt, never
// decided silently. Names that are also elsewhere count only behind their own province or city.
import { nationalPlaceNames } from './place-names.ts'
import type { Place } from './schema/origins.ts'
import type { Plan } from './schema/plan.ts'

export interface Origin {
  category: 'keyArea' | 'elsewhere'
  /** Division code of the most exact place read, or null when no place was recognised. */
  code: string | null
  /** The name that decided, or null. */
  matched: string | null
  /** A key-area name in a text that was judged elsewhere: further on, as in 北京（经武汉）, or one that is also the
   * name of another place, as 青山. To be asked about. */
  doubt: string | null
}

type Where = 'anywhere' | 'start' | 'behind'
interface Entry {
  name: string
  code: string
  isKey: boolean
  where: Where
  /** Not a place when the name of a street or quarter follows. */
  careful: boolean
}

/** 街道口 is a quarter of Wuhan, so a 街 before 道口 does not make a street. */
const LOCAL =
  /^(?:路|街(?!道口)|大街|大道|小区|社区|胡同|巷|村|屯|乡|镇|农场|林场|管理区|花园|家园|公园|苑|宾馆|酒店|旅店)/

function entries(plan: Plan): Entry[] {
  const list: Entry[] = []
  const add = (place: Place) => {
    const { code } = place
    for (const name of place.names)
      list.push({ name: name.toLowerCase(), code, isKey: true, where: 'anywhere', careful: false })
    for (const name of place.short) list.push({ name, code, isKey: true, where: 'start', careful: true })
    for (const name of place.behind) list.push({ name, code, isKey: true, where: 'behind', careful: false })
  }
  for (const area of plan.origins.keyAreas) {
    add(area)
    for (const city of area.cities) {
      add(city)
      city.counties.forEach(add)
    }
  }
  const keyCodes = plan.origins.keyAreas.map((area) => area.code)
  for (const place of nationalPlaceNames()) {
    if (keyCodes.some((code) => place.code.startsWith(code))) continue
    list.push({ name: place.name, code: place.code, isKey: false, where: 'anywhere', careful: place.short })
  }
  return list
}

/** Cheap to call per row; building it reads the whole list of names once. */
export function originClassifier(plan: Plan): (text: string) => Origin {
  const byFirst = new Map<string, Entry[]>()
  for (const entry of entries(plan)) {
    const first = entry.name[0] ?? ''
    const list = byFirst.get(first)
    if (list) list.push(entry)
    else byFirst.set(first, [entry])
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.name.length - a.name.length)

  const entryAt = (text: string, at: number, behind: string | null): Entry | undefined =>
    byFirst.get(text[at] ?? '')?.find((entry) => {
      if (!text.startsWith(entry.name, at)) return false
      const inside = behind !== null && entry.code !== behind && entry.code.startsWith(behind)
      if (inside) return true
      if (entry.where === 'behind' || (entry.where === 'start' && at > 0)) return false
      return !(entry.careful && LOCAL.test(text.slice(at + entry.name.length, at + entry.name.length + 4)))
    })

  /** A name that is also elsewhere, alone at the start of a text without any other place: nobody can tell. */
  const ambiguousAt = (text: string): string | null =>
    byFirst.get(text[0] ?? '')?.find(({ name, where }) => {
      const rest = text.slice(name.length)
      return where === 'behind' && text.startsWith(name) && !rest.startsWith('区') && !LOCAL.test(rest)
    })?.name ?? null

  return (raw) => {
    const text = raw.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
    let first: Entry | undefined
    let code: string | null = null
    let doubt: string | null = null
    for (let at = 0; at < text.length; ) {
      const entry = entryAt(text, at, code)
      if (!entry) {
        at += 1
        continue
      }
      if (!first) {
        first = entry
        code = entry.code
      } else if (code !== null && entry.code.startsWith(code)) {
        code = entry.code
      } else if (!first.isKey && entry.isKey && !LOCAL.test(text.slice(at + entry.name.length))) {
        doubt ??= entry.name
      }
      at += entry.name.length
    }
    if (!first) doubt = ambiguousAt(text)
    return { category: first?.isKey ? 'keyArea' : 'elsewhere', code, matched: first?.name ?? null, doubt }
  }
}

/** One text; for many use `originClassifier`. */
export const classifyOrigin = (text: string, plan: Plan): Origin => originClassifier(plan)(text)
