// What an amended plan changes, by meaning: clauses, duties, groups, units, posts, clocks, days, windows, thresholds, key
// areas. Items of lists are known again by their keys, so a line that moved in the file is no change. Nothing that
// differs is left out: two plans without a difference here are the same plan.
import { FIELDS, ITEMS, isSaidWhole, namesOf, valueText } from './diff-words.ts'
import type { Text } from './schema/basics.ts'
import type { Plan } from './schema/plan.ts'

export const CHANGE_TOPICS = [
  'isolation',
  'origins',
  'organisation',
  'duties',
  'clocks',
  'mechanisms',
  'plan',
  'basis',
] as const
export type ChangeTopic = (typeof CHANGE_TOPICS)[number]

export interface PlanChange {
  topic: ChangeTopic
  kind: 'added' | 'removed' | 'changed' | 'reordered'
  /** Keys instead of positions: `groups.medical.duties.visits.measure`. */
  path: string
  /** What it is about: the item, or the part of the plan. */
  subject: Text
  /** The field that changed; null where the whole item came or went: then `from` or `to` is what it said, or null. */
  field: Text | null
  from: Text | null
  to: Text | null
}

type Names = ReadonlyMap<string, Text>
type Item = Record<string, unknown>

const TOPIC: Record<string, ChangeTopic> = {
  isolation: 'isolation',
  referral: 'isolation',
  escalation: 'isolation',
  release: 'isolation',
  origins: 'origins',
  response: 'plan',
  command: 'organisation',
  units: 'organisation',
  unitSets: 'organisation',
  office: 'organisation',
  groups: 'organisation',
  townshipCommands: 'organisation',
  territory: 'organisation',
  staffing: 'organisation',
  accounts: 'organisation',
  assignment: 'organisation',
  movements: 'mechanisms',
  directives: 'mechanisms',
  warning: 'mechanisms',
  exercises: 'mechanisms',
  verification: 'mechanisms',
  papers: 'mechanisms',
  structure: 'duties',
  mechanisms: 'duties',
  requirements: 'duties',
  districtWide: 'duties',
  clocks: 'clocks',
  obligations: 'clocks',
  situationReport: 'mechanisms',
  urgentReport: 'mechanisms',
  publishing: 'mechanisms',
  discipline: 'mechanisms',
  reward: 'mechanisms',
  hotline: 'mechanisms',
  sectors: 'mechanisms',
  basis: 'basis',
}

const DUTY_LISTS = new Set(['functions', 'duties', 'structure', 'mechanisms', 'requirements', 'districtWide'])

const topicOf = (path: readonly string[]): ChangeTopic =>
  path.some((step) => DUTY_LISTS.has(step)) ? 'duties' : (TOPIC[path[0] ?? ''] ?? 'plan')

const isObject = (value: unknown): value is Item => value !== null && typeof value === 'object' && !Array.isArray(value)

const isSame = (a: unknown, b: unknown): boolean => {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => isSame(one, b[at]))
  if (!isObject(a) || !isObject(b)) return a === b
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isSame(a[key], b[key]))
}

/** By which an item of a list is known again. */
function identityOf(list: string, item: Item): string {
  if (list === 'basis') return String(item.path)
  if (list === 'staffing') return [item.kind, item.per, ...(item.units as string[])].join(' ')
  return String(item.key ?? item.slot ?? item.code ?? [item.to, item.group].filter(Boolean).join(' '))
}

/** Items by identity, in their order; a second of the same identity is known by its place among them. */
function byIdentity(list: string, items: readonly Item[]): Map<string, Item> {
  const found = new Map<string, Item>()
  for (const item of items) {
    const name = identityOf(list, item)
    let place = name
    for (let n = 2; found.has(place); n += 1) place = `${name} ${n}`
    found.set(place, item)
  }
  return found
}

function nameOfItem(list: string, item: Item, names: Names): Text {
  if (list === 'basis') return { zh: String(item.path), en: String(item.path) }
  if (Array.isArray(item.names)) {
    const [first = item.code] = [...(item.names as string[]), ...((item.short ?? []) as string[])]
    return { zh: `${first}`, en: `${first}` }
  }
  if (list === 'heads') return item.office as Text
  if (list === 'staffing') {
    const kind = valueText('kind', item.kind, names)
    const per = valueText('per', item.per, names)
    return { zh: `${kind.zh}（${per.zh}）`, en: `${kind.en} (per ${per.en})` }
  }
  for (const named of [item.name, item.title, item.reason]) if (isObject(named)) return named as unknown as Text
  if (typeof item.zh === 'string') return { zh: item.zh, en: String(item.en) }
  return valueText('to', item.to ?? item.key, names)
}

const inside = (outer: Text | null, inner: Text): Text =>
  outer ? { zh: `${outer.zh} · ${inner.zh}`, en: `${outer.en} · ${inner.en}` } : inner

/** Duties and posts have no short name: the number and the text say which. */
function subjectOfItem(list: string, item: Item, names: Names): Text {
  const what = ITEMS.get(list) ?? { zh: list, en: list }
  const name = nameOfItem(list, item, names)
  const number = DUTY_LISTS.has(list) && item.number !== undefined ? ` ${item.number}` : ''
  return { zh: `${what.zh}${number}“${name.zh}”`, en: `${what.en}${number} "${name.en}"` }
}

const NOT_SAID = new Set(['key', 'slot', 'zh', 'en', 'name', 'title', 'names', 'clauses', 'number', 'path', 'printed'])

/** What an item that came or went says of itself beside its name, in one line; lists inside it by how many there are. */
function wordsOfItem(item: Item, names: Names): Text | null {
  const said = Object.entries(item).flatMap(([field, value]): Text[] => {
    const label = FIELDS.get(field) ?? ITEMS.get(field)
    if (!label || NOT_SAID.has(field) || value === null || value === undefined) return []
    if (Array.isArray(value) && value.length === 0) return []
    const isList = Array.isArray(value) && value.some(isObject)
    const text = isList ? { zh: `${value.length} 项`, en: `${value.length}` } : valueText(field, value, names)
    return [{ zh: `${label.zh}：${text.zh}`, en: `${label.en}: ${text.en}` }]
  })
  return said.length === 0 ? null : { zh: said.map(({ zh }) => zh).join('；'), en: said.map(({ en }) => en).join('; ') }
}

class Differ {
  readonly changes: PlanChange[] = []
  readonly #before: Names
  readonly #after: Names

  constructor(before: Plan, after: Plan) {
    this.#before = namesOf(before)
    this.#after = namesOf(after)
  }

  compare(path: readonly string[], subject: Text | null, before: unknown, after: unknown): void {
    if (isSame(before, after)) return
    const field = path.at(-1) ?? ''
    if (isKeyedList(before, after)) this.#list(path, subject, before as Item[], after as Item[])
    else if (isObject(before) && isObject(after) && !isSaidWhole(field, after)) {
      this.#object(path, subject, before, after)
    } else this.#leaf(path, subject, before, after)
  }

  #object(path: readonly string[], subject: Text | null, before: Item, after: Item): void {
    const fields = new Set([...Object.keys(before), ...Object.keys(after)])
    // Two languages of one text are one text.
    if (fields.has('zh') && !isSame([before.zh, before.en], [after.zh, after.en])) {
      const text = ({ zh, en }: Item) => (zh === undefined ? null : { zh, en })
      this.#leaf([...path, 'text'], subject, text(before), text(after))
    }
    for (const field of fields) {
      if (field === 'zh' || field === 'en') continue
      // A part of the plan is a subject of its own; a field of an item is the item's.
      const inner = isObject(after[field]) && !isSaidWhole(field, after[field])
      const part = FIELDS.get(field)
      const about = inner && part ? (subject ? inside(subject, part) : part) : subject
      this.compare([...path, field], about, before[field], after[field])
    }
  }

  #list(path: readonly string[], subject: Text | null, before: readonly Item[], after: readonly Item[]): void {
    const list = path.at(-1) ?? ''
    const [old, now] = [byIdentity(list, before), byIdentity(list, after)]
    const about = (item: Item, names: Names) => inside(subject, subjectOfItem(list, item, names))
    for (const [key, item] of old) {
      if (!now.has(key)) this.#whole('removed', [...path, key], about(item, this.#before), item)
    }
    for (const [key, item] of now) {
      const was = old.get(key)
      if (was) this.compare([...path, key], about(item, this.#after), was, item)
      else this.#whole('added', [...path, key], about(item, this.#after), item)
    }
    const kept = (keys: Iterable<string>, others: Map<string, Item>) => [...keys].filter((key) => others.has(key))
    const [oldOrder, newOrder] = [kept(old.keys(), now), kept(now.keys(), old)]
    if (isSame(oldOrder, newOrder)) return
    const what = ITEMS.get(list) ?? { zh: list, en: list }
    const order = (keys: readonly string[], items: Map<string, Item>, names: Names): Text => {
      const said = keys.map((key) => nameOfItem(list, items.get(key)!, names))
      return { zh: said.map(({ zh }) => zh).join('、'), en: said.map(({ en }) => en).join(', ') }
    }
    this.changes.push({
      topic: topicOf(path),
      kind: 'reordered',
      path: path.join('.'),
      subject: inside(subject, { zh: `${what.zh}的次序`, en: `order of ${what.en}s` }),
      field: null,
      from: order(oldOrder, old, this.#before),
      to: order(newOrder, now, this.#after),
    })
  }

  #leaf(path: readonly string[], subject: Text | null, before: unknown, after: unknown): void {
    const field = path.at(-1) ?? ''
    const said = (value: unknown, names: Names) => valueText(field, value, names)
    const [from, to] = isPlainList(before, after)
      ? this.#listWords(field, before as unknown[], after as unknown[])
      : [said(before, this.#before), said(after, this.#after)]
    const name = FIELDS.get(field) ?? { zh: field, en: field }
    this.changes.push({
      topic: topicOf(path),
      kind: 'changed',
      path: path.join('.'),
      subject: subject ?? name,
      field: subject ? name : null,
      from,
      to,
    })
  }

  /** Of a list of names, what went and what came; where only the order changed, the lists. */
  #listWords(field: string, before: readonly unknown[], after: readonly unknown[]): [Text, Text] {
    const gone = before.filter((one) => !after.includes(one))
    const come = after.filter((one) => !before.includes(one))
    if (gone.length + come.length === 0) {
      return [valueText(field, before, this.#before), valueText(field, after, this.#after)]
    }
    const less = valueText(field, gone, this.#before)
    const more = valueText(field, come, this.#after)
    return [
      gone.length === 0 ? { zh: '（不减）', en: '(none goes)' } : { zh: `去掉：${less.zh}`, en: `without ${less.en}` },
      come.length === 0 ? { zh: '（不增）', en: '(none comes)' } : { zh: `增加：${more.zh}`, en: `with ${more.en}` },
    ]
  }

  #whole(kind: 'added' | 'removed', path: readonly string[], subject: Text, item: Item): void {
    const said = wordsOfItem(item, kind === 'added' ? this.#after : this.#before)
    const [from, to] = kind === 'added' ? [null, said] : [said, null]
    this.changes.push({ topic: topicOf(path), kind, path: path.join('.'), subject, field: null, from, to })
  }
}

const isKeyedList = (before: unknown, after: unknown): boolean =>
  [before, after].every((list) => Array.isArray(list) && list.every(isObject))

const isPlainList = (before: unknown, after: unknown): boolean =>
  [before, after].every((list) => Array.isArray(list) && !list.some(isObject))

/** What changes from one plan to the other, those that matter most to people first. */
export function diffPlans(before: Plan, after: Plan): PlanChange[] {
  const differ = new Differ(before, after)
  differ.compare([], null, before, after)
  return CHANGE_TOPICS.flatMap((topic) => differ.changes.filter((change) => change.topic === topic))
}
