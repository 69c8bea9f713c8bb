// Templates beside a plan file: their text is taken into the plan before it is loaded, comments and order of the file kept.
import { isMap, isScalar, parseDocument, Scalar } from 'yaml'

/** The plan's text with every template file replaced by what `read` answers for its name; null leaves it as it is. */
export function takeInTemplates(planText: string, read: (file: string) => string | null): string {
  const doc = parseDocument(planText)
  const templates = doc.getIn(['papers', 'templates'])
  if (doc.errors.length > 0 || !isMap(templates)) return planText
  let changed = false
  for (const { key, value } of templates.items) {
    const file = isMap(value) ? value.get('file') : undefined
    const source = typeof file === 'string' ? read(file) : null
    if (source === null || !isScalar(key)) continue
    const text = new Scalar(source)
    text.type = Scalar.BLOCK_LITERAL
    templates.set(key, doc.createNode({ source: text }))
    changed = true
  }
  return changed ? doc.toString({ lineWidth: 0 }) : planText
}
