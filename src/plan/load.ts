// Plan and contacts from their texts; callers read the files. A plan that does not pass its check is never
// loaded. Telephone numbers are only in contacts, which are not in the repository.
import { LineCounter, parseDocument } from 'yaml'
import * as z from 'zod'
import { Problem } from '../kernel/problem.ts'
import { type Beside, checkPlan } from './check.ts'
import type { Text } from './schema/basics.ts'
import type { Plan } from './schema/plan.ts'

/** The plan of a YAML text. Throws a Problem that names the first finding and carries all. */
export function parsePlan(yamlText: string, beside: Beside = {}): Plan {
  const { plan, findings } = checkPlan(yamlText, beside)
  const [first] = findings
  if (plan && !first) return plan
  throw new Problem(
    422,
    first?.code ?? 'plan_invalid',
    `方案第 ${first?.line ?? 1} 行：${first?.zh ?? '无法读取'}`,
    `Plan, line ${first?.line ?? 1}: ${first?.en ?? 'cannot be read'}`,
    findings.map(({ code, zh, en, path }) => ({ code, zh, en, field: path })),
  )
}

const Contacts = z.record(
  z.string(),
  z
    .union([z.string(), z.number()])
    .transform(String)
    .pipe(z.string().regex(/^\+?[\d\- ]{3,20}$/)),
)

/** Telephones by subject (`contactSubjects`) of a contacts.yaml: `hotline: "0468-0000000"`. */
export function parseContacts(yamlText: string): ReadonlyMap<string, string> {
  const lines = new LineCounter()
  const doc = parseDocument(yamlText, { lineCounter: lines })
  const error = doc.errors[0]
  const parsed = error ? null : Contacts.safeParse(doc.toJS() ?? {})
  if (parsed?.success) return new Map(Object.entries(parsed.data))
  const line = error ? lines.linePos(error.pos[0]).line : null
  const where = line === null ? String(parsed?.error?.issues[0]?.path[0] ?? '') : `${line}`
  throw new Problem(422, 'contacts_invalid', `通讯录有误：${where}`, `Contacts are wrong at ${where}`)
}

/** Everybody and everything whose telephone a screen would show, so that it can say which is missing. */
export function contactSubjects(plan: Plan): ({ subject: string } & Text)[] {
  return [
    { subject: 'hotline', ...plan.hotline.name },
    { subject: 'office', ...plan.office.name },
    ...plan.command.posts.map(({ key, title, holder }) => ({
      subject: `post.${key}`,
      zh: `${title.zh}${holder ?? ''}`,
      en: `${title.en} ${holder ?? ''}`.trim(),
    })),
    ...plan.groups.map(({ key, name, responsibleOfficer }) => ({
      subject: `group.${key}`,
      zh: `${name.zh}责任人${responsibleOfficer.name}`,
      en: `${name.en}, responsible officer ${responsibleOfficer.name}`,
    })),
    ...plan.units.map(({ key, zh, en }) => ({ subject: `unit.${key}`, zh, en })),
  ]
}
