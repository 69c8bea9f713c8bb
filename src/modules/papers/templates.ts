// Which template a paper is set with: the plan's own where it has one, else the shipped one. The hash names the text it was.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plan, TemplateKey } from '../../plan/index.ts'
import type { Job } from '../../platform/typeset/index.ts'

export interface Template {
  source: string
  hash: string
}

const shipped = new Map<string, string>()

/** `isolationNotice` is `isolation-notice.typ`. */
function shippedText(key: string): string {
  const known = shipped.get(key)
  if (known !== undefined) return known
  const name = `${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.typ`
  const text = readFileSync(path.join(import.meta.dirname, 'templates', name), 'utf8')
  shipped.set(key, text)
  return text
}

export function templateOf(plan: Plan, key: TemplateKey): Template {
  const own = plan.papers.templates[key]
  const source = own && 'source' in own ? own.source : shippedText(key)
  const hash = createHash('sha256').update(shippedText('paper')).update(source).digest('hex').slice(0, 16)
  return { source, hash }
}

/** One document of many papers, each beginning on a page of its own. */
export function jobOf(papers: readonly { template: Template; facts: unknown }[]): Job {
  const templates = new Map(papers.map(({ template }) => [template.hash, template.source]))
  const imports = [...templates.keys()].map((hash) => `#import "${hash}.typ": sheet as sheet-${hash}`)
  const sheets = [...templates.keys()].map((hash) => `"${hash}": sheet-${hash}`)
  return {
    main: `${imports.join('\n')}
#let sheets = (${sheets.join(', ')},)
#for d in json(bytes(sys.inputs.data)) { counter(page).update(1); sheets.at(d.template)(d.facts) }`,
    sources: {
      'paper.typ': shippedText('paper'),
      ...Object.fromEntries([...templates].map(([hash, source]) => [`${hash}.typ`, source])),
    },
    data: papers.map(({ template, facts }) => ({ template: template.hash, facts })),
  }
}
