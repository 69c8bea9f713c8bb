// Each kind of fault breaks one line of the shipped plan and is found at that line.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAreas } from './areas.ts'
import { checkPlan } from './check.ts'
import { parsePlan } from './load.ts'
import { shippedAreas as areas, shippedText } from './testing/shipped.ts'

/** The plan with one line changed, and the number of that line. */
function broken(from: string | RegExp, to: string): { text: string; line: number } {
  const lines = shippedText.split('\n')
  const at = lines.findIndex((line) => (typeof from === 'string' ? line.includes(from) : from.test(line)))
  expect(at, String(from)).toBeGreaterThanOrEqual(0)
  lines[at] = lines[at]!.replace(from, to)
  return { text: lines.join('\n'), line: at + 1 }
}

const CASES: [what: string, from: string | RegExp, to: string, code: string][] = [
  ['YAML that cannot be read', 'id: hegang-dongshan', 'id: "hegang-dongshan', 'yaml'],
  ['a misspelt key', '  startDay: ', '  startday: ', 'unknown_key'],
  ['a day that is none', 'startDay: 2020-01-25', 'startDay: 2020-02-30', 'not_a_day'],
  ['a unit nobody knows', 'leadUnit: humanResources', 'leadUnit: humanResource', 'unknown_unit'],
  ['an owner nobody knows', 'owners: [coalAdministration]', 'owners: [coal]', 'unknown_unit'],
  ['a duty without owner', 'owners: [unitedFront]', 'owners: []', 'duty_without_owner'],
  ['a duty without measure', /measure: .*treatment\.protectionInspected.*/, 'measure:', 'duty_without_measure'],
  ['a measure nobody knows', 'opinion.rumoursRefuted', 'opinion.rumours', 'unknown_measure'],
  [
    'a target pointing the wrong way',
    'places.eventsHeld, target: { atMost: 0 }',
    'places.eventsHeld, target: { atLeast: 0 }',
    'target_direction',
  ],
  [
    'target bounds the wrong way round',
    'treatment.facilitiesReady, target: { atLeast: 100',
    'treatment.facilitiesReady, target: { atLeast: 10',
    'target_bounds',
  ],
  ['a group without lead unit', 'leadUnit: humanResources', 'leadUnit:', 'group_without_lead_unit'],
  [
    'a group without officer',
    'responsibleOfficer: { name: 李秀军, unit: humanResources }',
    'responsibleOfficer:',
    'group_without_officer',
  ],
  ['a leader without post', 'leader: deputyPolice', 'leader: deputyChief', 'unknown_post'],
  ['a clock that is no time', 'at: "09:00"', 'at: "9:70"', 'clock_not_time'],
  ['overlapping windows', 'opens: "14:00"', 'opens: "10:30"', 'windows_overlap'],
  ['a window that closes first', 'closes: "20:00"', 'closes: "13:00"', 'window_empty'],
  ['a post kind nobody knows', 'kind: commander', 'kind: generalissimo', 'unknown_post_kind'],
  ['a post kind nobody knows in the staffing', 'kind: supervisionStaff', 'kind: inspector', 'unknown_post_kind'],
  ['an area that is not there', 'areaCode: "230406005"', 'areaCode: "230406006"', 'unknown_area'],
  ['a clause that is not there', 'clauses: [M52]', 'clauses: [M74]', 'unknown_clause'],
  ['a key twice', '- key: religion', '- key: industry', 'key_twice'],
  ['a number out of order', 'number: 9', 'number: 10', 'number_out_of_order'],
  ['an escalation that goes back', 'after: 120', 'after: 20', 'steps_out_of_order'],
  ['a group nobody knows', 'publish: publicity', 'publish: publicityGroup', 'unknown_group'],
  ['a second factor for a post kind nobody knows', 'posts: [officeDirector,', 'posts: [director,', 'unknown_post_kind'],
  ['a second factor asked twice', 'posts: [officeDirector,', 'posts: [officeStaff,', 'key_twice'],
  ['a basis of nothing', 'path: isolation.extraDays', 'path: isolation.moreDays', 'basis_names_nothing'],
]

describe('plan check', () => {
  it.each(CASES)('finds %s at its line', (_, from, to, code) => {
    const { text, line } = broken(from, to)
    const { findings } = checkPlan(text, { areas })
    expect(findings.map((finding) => [finding.code, finding.line])).toContainEqual([code, line])
    for (const finding of findings) {
      expect(finding.zh).not.toBe('')
      expect(finding.en).not.toBe('')
    }
    expect(() => parsePlan(text, { areas })).toThrow()
  })

  it('finds a clause that no duty realises', () => {
    const { text } = broken('clauses: [M62]', 'clauses: [M61]')
    expect(checkPlan(text).findings.map(({ code, en }) => [code, en])).toEqual([
      ['clause_without_duty', 'Clause M62 has no duty'],
    ])
  })

  it('accepts two windows exactly when they are real and do not overlap', () => {
    const minute = fc.integer({ min: 0, max: 1440 })
    const text = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
    const opens = /opens: "06:00", closes: "11:00"/
    const closes = /opens: "14:00", closes: "20:00"/
    fc.assert(
      fc.property(minute, minute, minute, minute, (a, b, c, d) => {
        const plan = shippedText
          .replace(opens, `opens: "${text(a)}", closes: "${text(b)}"`)
          .replace(closes, `opens: "${text(c)}", closes: "${text(d)}"`)
        const isGood = a < b && c < d && (b <= c || d <= a)
        expect(checkPlan(plan).findings.length === 0).toBe(isGood)
      }),
      { numRuns: 15 },
    )
  })
})

describe('areas', () => {
  it('reads the shipped file', () => {
    expect(areas).toHaveLength(73)
    expect(areas[3]).toEqual({ code: '230406001', name: '工人村办街道', level: 'township', parent: '230406' })
  })

  it.each([
    ['no header', '23,黑龙江省,province,\n', 'line 1'],
    ['a level that the code denies', 'code,name,level,parent\n23,黑龙江省,city,\n', 'line 2'],
    ['a code twice', 'code,name,level,parent\n23,黑龙江省,province,\n23,黑龙江省,province,\n', 'line 3'],
    ['a parent that is not there', 'code,name,level,parent\n2304,鹤岗市,city,23\n', 'line 2'],
  ])('refuses %s', (_, text, where) => {
    expect(() => parseAreas(text)).toThrow(where)
  })
})
