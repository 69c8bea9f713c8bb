// `plan check`: everything that is wrong with a plan file, each finding with its line. The YAML is read first, then the
// schema, then the rules between the parts (check-rules.ts); a later stage runs only on what passed the one before.
import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type * as z from 'zod'
import type { Area } from './areas.ts'
import { crossCheck } from './check-rules.ts'
import type { Fault, Path } from './fault.ts'
import { Plan } from './schema/plan.ts'

export interface Finding {
  /** From 1. */
  line: number
  column: number
  /** Dotted path in the plan, list items by index. */
  path: string
  code: string
  zh: string
  en: string
}

/** Where in the text a path stands: the key of the last step that exists. */
function offsetOf(doc: Document, path: Path): number {
  let node: unknown = doc.contents
  let offset = 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step)
      if (!pair || !isScalar(pair.key)) break
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(step)]
      if (item === undefined) break
      node = item
      if (isMap(item) || isSeq(item) || isScalar(item)) offset = item.range?.[0] ?? offset
    } else break
  }
  return offset
}

/** What the template of a plan leaves to be filled in: `plan new` writes it, and nobody can overlook it. */
const BLANK = '【填写】'

function blanksOf(doc: Document): Fault[] {
  const found: Fault[] = []
  visit(doc, {
    Scalar(_key, node, above) {
      if (typeof node.value !== 'string' || !node.value.includes(BLANK)) return
      const path = above.flatMap((one, at): (string | number)[] => {
        if (isPair(one)) return isScalar(one.key) ? [String(one.key.value)] : []
        if (isSeq(one)) return [one.items.indexOf((above[at + 1] ?? node) as never)]
        return []
      })
      found.push({
        path,
        code: 'blank',
        zh: `还没有填写：${node.value.replace(BLANK, '').trim()}`,
        en: 'Still to be filled in',
      })
    },
  })
  return found
}

/** A fault of the schema in the plan's own terms: what an office would call it, by where it is. */
function schemaFault(issue: z.core.$ZodIssue): Fault {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  const last = path.at(-1)
  const at = (code: string, zh: string, en: string): Fault => ({ path, code, zh, en })
  if (issue.code === 'custom' && issue.params) {
    const { code, zh, en } = issue.params as { code: string; zh: string; en: string }
    return at(code, zh, en)
  }
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? ''
    return { path: [...path, key], code: 'unknown_key', zh: `不认识的项“${key}”`, en: `Unknown key "${key}"` }
  }
  if (last === 'owners') return at('duty_without_owner', '职责没有责任单位', 'Duty without an owner')
  if (last === 'measure') return at('duty_without_measure', '职责没有考核指标', 'Duty without a measure')
  if (last === 'leadUnit') return at('group_without_lead_unit', '工作组没有牵头单位', 'Group without a lead unit')
  if (path.includes('responsibleOfficer'))
    return at('group_without_officer', '工作组没有责任人', 'Group without a responsible officer')
  if (
    issue.code === 'invalid_value' &&
    (last === 'kind' || last === 'headKind' || last === 'to' || path.includes('decidedBy') || path.includes('posts'))
  )
    if (['accounts', 'command', 'staffing', 'escalation', 'townshipCommands', 'discipline'].includes(String(path[0])))
      return at('unknown_post_kind', '未知的岗位类别', 'Unknown post kind')
  return at('schema', `“${path.join('.')}”不符合格式`, `"${path.join('.')}": ${issue.message}`)
}

export interface Beside {
  /** Switches on the checks of area codes against the district's own. */
  areas?: readonly Area[] | undefined
  /** Is there such a file beside the plan? Without it a plan that names one lacks it. */
  hasFile?: ((file: string) => boolean) | undefined
}

export function checkPlan(
  yamlText: string,
  { areas, hasFile }: Beside = {},
): { plan: Plan | null; findings: Finding[] } {
  const lines = new LineCounter()
  const doc = parseDocument(yamlText, { lineCounter: lines })
  if (doc.errors.length > 0) {
    const findings = doc.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0])
      const en = error.message.split('\n')[0] ?? error.message
      return { line, column: col, path: '', code: 'yaml', zh: `YAML 语法有误：${en}`, en }
    })
    return { plan: null, findings }
  }
  const place = ({ path, ...rest }: Fault): Finding => {
    const { line, col } = lines.linePos(offsetOf(doc, path))
    return { line: Math.max(line, 1), column: Math.max(col, 1), path: path.join('.'), ...rest }
  }
  const inOrder = (faults: Fault[]) => faults.map(place).sort((a, b) => a.line - b.line || a.column - b.column)

  const blanks = blanksOf(doc)
  if (blanks.length > 0) return { plan: null, findings: inOrder(blanks) }
  const parsed = Plan.safeParse(doc.toJS())
  if (!parsed.success) return { plan: null, findings: inOrder(parsed.error.issues.map(schemaFault)) }
  return { plan: parsed.data, findings: inOrder(crossCheck(parsed.data, areas, hasFile)) }
}
