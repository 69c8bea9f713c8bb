// A plan's own templates: a file beside the plan is taken in whole, one that is not there is found by its line.
import { describe, expect, it } from 'vitest'
import { checkPlan } from './check.ts'
import { parsePlan } from './load.ts'
import { takeInTemplates } from './templates.ts'
import { shippedText } from './testing/shipped.ts'

const NAMED = `${shippedText}
papers:
  templates:
    # The notice of this district.
    isolationNotice: { file: papers/notice.typ }
`
const NOTICE = '#let sheet(d) = page[\n  = #d.person.name: "告知书" # not a comment of YAML\n]\n'

describe('a template beside the plan', () => {
  it('is taken into the text, which keeps the rest', () => {
    const text = takeInTemplates(NAMED, (file) => (file === 'papers/notice.typ' ? NOTICE : null))
    expect(parsePlan(text).papers.templates).toEqual({ isolationNotice: { source: NOTICE } })
    expect(text).toContain('# The notice of this district.')
    expect({ ...parsePlan(text), papers: null }).toEqual({ ...parsePlan(shippedText), papers: null })
  })

  it('that is not there is found at its line', () => {
    const { findings } = checkPlan(takeInTemplates(NAMED, () => null))
    expect(findings).toMatchObject([
      { code: 'template_missing', line: NAMED.split('\n').length - 1, path: 'papers.templates.isolationNotice.file' },
    ])
    expect(findings[0]!.zh).toContain('papers/notice.typ')
    expect(checkPlan(NAMED, { hasFile: () => true }).findings).toEqual([])
  })

  it.each([
    ['of a kind nobody prints', 'isolationNotice', 'loveLetter'],
    ['outside the plan’s folder', 'papers/notice.typ', '../../etc/notice.typ'],
  ])('%s is refused', (_what, from, to) => {
    expect(checkPlan(NAMED.replace(from, to), { hasFile: () => true }).findings).not.toEqual([])
  })
})

it('a plan without templates is left as it is', () => {
  expect(takeInTemplates(shippedText, () => NOTICE)).toBe(shippedText)
})
