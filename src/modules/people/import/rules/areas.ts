// Areas by the names people write: 东山, 东山办, 东山街道, 东山办事处 are one sub-district; 永昌, 永昌村, 永昌村委会 one
// village. A name that fits two is asked about, never guessed (M06).
import { no, type Reason, reason, type Verdict, yes } from '../../../../kernel/verdict.ts'
import type { Area } from '../../../../plan/index.ts'
import { isNothing } from './row.ts'

export interface FoundArea {
  /** 12 digits, or 9 where the list names no village. */
  code: string
  notes: Reason[]
}

/** `township` and `village` are cells as written, '' when there is none. Refused with `unknown_area`, field set. */
export type AreaResolver = (township: string, village: string) => Verdict<FoundArea>

const STREET = ['', '街道', '办', '街道办', '办街道', '办事处', '街道办事处']
const VILLAGE = ['', '村', '村委会', '村村委会', '村民委员会', '村村民委员会']
const COMMUNITY = ['', '社区', '居委会', '社区居委会', '居民委员会', '社区居民委员会']
const TOWNSHIP_KINDS: readonly [pattern: RegExp, endings: string[]][] = [
  [/(街道办事处|办事处|街道办|办街道|街道|办)$/, STREET],
  [/镇$/, ['', '镇', '镇政府', '镇人民政府']],
  [/乡$/, ['', '乡', '乡政府', '乡人民政府']],
]
const VILLAGE_KINDS: readonly [pattern: RegExp, endings: string[]][] = [
  [/(村村民委员会|村民委员会|村村委会|村委会|村)$/, VILLAGE],
  [/(社区居民委员会|社区居委会|居民委员会|居委会|社区)$/, COMMUNITY],
  [/管理区$/, ['', '管理区']],
  [/生活区$/, ['', '生活区']],
]

/** The long and short names of an area of that name. */
function namesOf(name: string, kinds: typeof TOWNSHIP_KINDS): string[] {
  const kind = kinds.find(([pattern]) => pattern.test(name))
  if (!kind) return [name]
  // The longest ending that leaves a name: 工人村办街道 is 工人村, not 工人村办.
  const base = name.slice(0, name.search(kind[0]))
  return [...new Set([name, ...kind[1].map((ending) => base + ending)])].filter((text) => text.length > 1)
}

type Names = Map<string, Set<string>>
const add = (names: Names, name: string, code: string) => {
  const codes = names.get(name)
  if (codes) codes.add(code)
  else names.set(name, new Set([code]))
}

/** Among the areas there are; a name that only an ended one has is answered with that. */
export function areaResolver(areas: readonly Area[], ended: ReadonlySet<string> = new Set()): AreaResolver {
  const resolve = resolverAmong(areas.filter(({ code }) => !ended.has(code)))
  if (ended.size === 0) return resolve
  const before = resolverAmong(areas)
  return (township, village) => {
    const found = resolve(township, village)
    if (found.ok) return found
    const was = before(township, village)
    if (!was.ok || !ended.has(was.value.code)) return found
    const name = areas.find(({ code }) => code === was.value.code)?.name
    const field = village.trim() === '' ? 'township' : 'village'
    return no(reason('unknown_area', `“${name}”已撤销，请填现在的`, `“${name}” was ended: give one there is`, field))
  }
}

function resolverAmong(areas: readonly Area[]): AreaResolver {
  const nameOf = new Map(areas.map((area) => [area.code, area.name]))
  const above = areas.filter((area) => ['province', 'city', 'district'].includes(area.level)).map((area) => area.name)
  const townships = areas.filter((area) => area.level === 'township')
  const strong: Names = new Map()
  const weak: Names = new Map()
  const villages: Names = new Map()
  for (const { code, name } of townships) {
    for (const text of namesOf(name, TOWNSHIP_KINDS)) add(strong, text, code)
    for (const prefix of above) if (name.startsWith(prefix)) add(strong, name.slice(prefix.length), code)
    // A farm is 新华农场; 新华 alone is the town, unless the village says otherwise.
    if (/农场$/.test(name)) add(weak, name.replace(/农场$/, ''), code)
  }
  for (const { code, name, level } of areas) {
    if (level !== 'village') continue
    const township = nameOf.get(code.slice(0, 9)) ?? ''
    for (const text of namesOf(name, VILLAGE_KINDS)) {
      add(villages, text, code)
      if (text.startsWith(township) && text.length > township.length + 1)
        add(villages, text.slice(township.length), code)
    }
  }

  const plain = (text: string): string => {
    let name = isNothing(text) ? '' : text.normalize('NFKC').replace(/[\s,.。·-]/g, '')
    for (const prefix of above)
      if (name.startsWith(prefix) && name.length > prefix.length) name = name.slice(prefix.length)
    return name
  }
  const townshipsNamed = (name: string): string[] => [...(strong.get(name) ?? []), ...(weak.get(name) ?? [])]
  const villagesNamed = (name: string): string[] => {
    const found = villages.get(name) ?? villages.get(name.replace(/第?[\d一二三四五六七八九十]+(组|屯|队|网格)$/, ''))
    return [...(found ?? [])]
  }
  const list = (codes: readonly string[]) => codes.map((code) => fullName(code)).join('、')
  const fullName = (code: string) =>
    code.length > 9 ? `${nameOf.get(code.slice(0, 9)) ?? ''}${nameOf.get(code) ?? ''}` : (nameOf.get(code) ?? code)

  const unknown = (field: 'township' | 'village', zh: string, en: string) => no(reason('unknown_area', zh, en, field))
  const found = (code: string, ...notes: Reason[]) => yes({ code, notes })

  function villageIn(candidates: readonly string[], name: string): Verdict<FoundArea> {
    const named = villagesNamed(name)
    const inside = named.filter((code) => candidates.includes(code.slice(0, 9)))
    if (inside.length === 1) return found(inside[0]!)
    const where = list(candidates)
    if (inside.length > 1)
      return unknown('village', `“${name}”可能是${list(inside)}`, `“${name}” may be ${list(inside)}`)
    return named.length > 0
      ? unknown(
          'village',
          `“${name}”不在${where}，而在${list(named)}`,
          `“${name}” is not in ${where} but ${list(named)}`,
        )
      : unknown('village', `${where}没有“${name}”`, `${where} has no “${name}”`)
  }

  /** Both in one cell: 新华镇永昌村. The longest township name that leaves a village of its own. */
  function split(text: string): Verdict<FoundArea> | null {
    for (let at = text.length - 1; at > 1; at -= 1) {
      const candidates = townshipsNamed(text.slice(0, at))
      const inside = villagesNamed(text.slice(at)).filter((code) => candidates.includes(code.slice(0, 9)))
      if (inside.length === 1) return found(inside[0]!)
    }
    return null
  }

  function villageAlone(name: string): Verdict<FoundArea> {
    const named = villagesNamed(name)
    if (named.length === 1) {
      const code = named[0]!
      return found(
        code,
        reason(
          'township_from_village',
          `乡镇由村（社区）推出：${fullName(code)}`,
          `Township read from the village: ${fullName(code)}`,
          'village',
        ),
      )
    }
    return named.length > 1
      ? unknown(
          'village',
          `“${name}”可能是${list(named)}，请填乡镇`,
          `“${name}” may be ${list(named)}: give the township`,
        )
      : unknown('village', `没有“${name}”`, `There is no “${name}”`)
  }

  return (townshipText, villageText) => {
    const township = plain(townshipText)
    const village = plain(villageText)
    if (township === '' && village === '') return unknown('township', '缺少乡镇（街道）', 'The township is missing')
    if (township === '') return split(village) ?? villageAlone(village)
    const candidates = townshipsNamed(township)
    if (candidates.length === 0) {
      const both = split(township)
      if (both) return both
      if (village === '' && villagesNamed(township).length > 0) return villageAlone(township)
      return unknown('township', `没有乡镇（街道）“${township}”`, `There is no township “${township}”`)
    }
    if (village !== '') {
      const inside = villageIn(candidates, village)
      const whole = inside.ok ? null : split(village)
      return whole?.ok && candidates.includes(whole.value.code.slice(0, 9)) ? whole : inside
    }
    const certain = [...(strong.get(township) ?? [])]
    const chosen = certain.length > 0 ? certain : candidates
    return chosen.length === 1
      ? found(chosen[0]!, reason('no_village', '未填村（社区）', 'No village is given', 'village'))
      : unknown('township', `“${township}”可能是${list(chosen)}`, `“${township}” may be ${list(chosen)}`)
  }
}

/** The area that an address names somewhere, or null: none, two, or one of another city. */
export type AreaFinder = (address: string) => string | null

/** Names of less than three characters (东山) also are parts of others: only longer ones count in the middle of a text. */
const LEAST = 3

export function areaFinder(areas: readonly Area[], ended: ReadonlySet<string> = new Set()): AreaFinder {
  const there = areas.filter(({ code }) => !ended.has(code))
  const above = areas.filter((area) => ['province', 'city', 'district'].includes(area.level)).map(({ name }) => name)
  const named = (level: string, kinds: typeof TOWNSHIP_KINDS) =>
    there
      .filter((area) => area.level === level)
      .flatMap(({ code, name }) => namesOf(name, kinds).map((text) => ({ code, text })))
      .filter(({ text }) => text.length >= LEAST)
  const townships = named('township', TOWNSHIP_KINDS)
  const villages = named('village', VILLAGE_KINDS)

  /** Those whose name is in the text, without those whose name is only a part of a longer one found. */
  const within = (text: string, among: typeof townships): string[] => {
    const found = among.filter((one) => text.includes(one.text))
    const longest = Math.max(0, ...found.map((one) => one.text.length))
    return [...new Set(found.filter((one) => one.text.length === longest).map(({ code }) => code))]
  }

  return (address) => {
    let text = address.normalize('NFKC').replace(/[\s,.。·-]/g, '')
    for (const prefix of above) if (text.startsWith(prefix)) text = text.slice(prefix.length)
    const elsewhere = /^\p{Script=Han}{1,8}?(?:省|自治区|市)/u.exec(text)?.[0]
    if (elsewhere !== undefined && !above.includes(elsewhere)) return null
    const [township, ...others] = within(text, townships)
    if (others.length > 0) return null
    const inside = within(
      text,
      township === undefined ? villages : villages.filter(({ code }) => code.startsWith(township)),
    )
    if (inside.length === 1) return inside[0]!
    return township ?? null
  }
}
