// A difference is told by meaning: by keys and names, in both languages, every one of them and nothing else.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffPlans, type PlanChange } from './diff.ts'
import { FIELDS, ITEMS } from './diff-words.ts'
import { meaningOf, parsePlan } from './index.ts'
import type { Plan } from './schema/plan.ts'
import { shippedPlan, shippedText } from './testing/shipped.ts'

const amended = (...changes: [from: string | RegExp, to: string][]): Plan =>
  parsePlan(
    changes.reduce((text, [from, to]) => {
      expect(typeof from === 'string' ? text.includes(from) : from.test(text), String(from)).toBe(true)
      return text.replace(from, to)
    }, shippedText),
  )
const said = ({ topic, kind, path, from, to }: PlanChange) => [topic, kind, path, from?.zh ?? null, to?.zh ?? null]
const diff = (...changes: [string | RegExp, string][]) => diffPlans(shippedPlan, amended(...changes)).map(said)

describe('a difference', () => {
  it('is none between a plan and itself, and none for lines that moved or comments', () => {
    expect(diffPlans(shippedPlan, parsePlan(shippedText))).toEqual([])
    const [first, ...rest] = shippedText.split('\nreferral:')
    const [referral, ...after] = rest.join('\nreferral:').split('\nescalation:')
    const moved = `${first}\nescalation:${after.join('\nescalation:')}\nreferral:${referral}\n# 注\n`
    expect(diffPlans(shippedPlan, parsePlan(moved))).toEqual([])
  })

  it.each<[string, [string | RegExp, string][], ReturnType<typeof said>[]]>([
    ['days', [['  days: 14\n', '  days: 21\n']], [['isolation', 'changed', 'isolation.days', '14', '21']]],
    [
      'a window',
      [['opens: "06:00"', 'opens: "07:00"']],
      [['isolation', 'changed', 'isolation.windows.morning.opens', '06:00', '07:00']],
    ],
    [
      'a third window',
      [
        [
          '    - { slot: afternoon',
          '    - { slot: noon, name: { zh: 中午, en: Noon }, opens: "11:30", closes: "13:00" }\n    - { slot: afternoon',
        ],
      ],
      [['isolation', 'added', 'isolation.windows.noon', null, '开始：11:30；结束：13:00']],
    ],
    [
      'a threshold',
      [['feverThreshold: 37.3', 'feverThreshold: 37.0']],
      [['isolation', 'changed', 'isolation.feverThreshold', '37.3', '37']],
    ],
    ['a clock', [['at: "15:00"', 'at: "16:00"']], [['clocks', 'changed', 'clocks.groupReport.at', '15:00', '16:00']]],
    [
      'the lead unit of a group, by name',
      [['leadUnit: humanResources', 'leadUnit: financeBureau']],
      [['organisation', 'changed', 'groups.logistics.leadUnit', '区人社局', '区财政局']],
    ],
    [
      'members, by who goes and who comes',
      [['members: [grassrootsMedical, publicSecurity]', 'members: [grassrootsMedical, civilAffairs]']],
      [['organisation', 'changed', 'groups.medical.members', '去掉：市公安局东山分局', '增加：区民政局']],
    ],
    [
      'a key area',
      [['  keyAreas:\n', '  keyAreas:\n    - { code: "3303", names: [温州市, 温州] }\n']],
      [['origins', 'added', 'origins.keyAreas.3303', null, '区划代码：3303']],
    ],
    [
      'a measure, in words',
      [
        [
          'measure: { key: isolation.checksOnTime, target: { atLeast: 98, brokenBelow: 90 }, window: day }',
          'measure: { key: isolation.checksOnTime, target: { atLeast: 99 }, window: day }',
        ],
      ],
      [
        [
          'duties',
          'changed',
          'groups.medical.duties.visits.measure',
          '体温监测按时不低于 98% / 90（当天）',
          '体温监测按时不低于 99%（当天）',
        ],
      ],
    ],
    [
      'an escalation that comes later',
      [['{ after: 30, to: townshipClerk }', '{ after: 45, to: townshipClerk }']],
      [['isolation', 'changed', 'escalation.steps.townshipClerk.after', '30', '45']],
    ],
    [
      'the order of rules, which decides',
      [
        [/ {4}- key: noHome[\s\S]*?(?= {4}- key: homeUnsuitable)/, ''],
        [
          '    - key: home\n',
          '    - key: noHome\n      when: { hasHome: false }\n      place: central\n      reason: { zh: 在本区没有住处, en: has no home in the district }\n    - key: home\n',
        ],
      ],
      [
        [
          'isolation',
          'reordered',
          'isolation.placeRules',
          '曾违反居家隔离、在本区没有住处、住处不具备单独隔离条件、有住处可单独隔离，居家',
          '曾违反居家隔离、住处不具备单独隔离条件、在本区没有住处、有住处可单独隔离，居家',
        ],
      ],
    ],
    [
      'a unit and what named it',
      [
        [/ {2}- \{ key: farm,.*\n/, ''],
        [/ {2}- path: units\.farm[\s\S]*?(?= {2}- path: measure\.target)/, ''],
      ],
      [
        ['organisation', 'removed', 'units.farm', '类别：生活区；地位：承担职责；区划代码：230406501', null],
        ['basis', 'removed', 'basis.units.farm', '依据：决定机关：区划表中有、方案未列', null],
      ],
    ],
    [
      'the wording of a duty',
      [['zh: 定期查看基层机构的防护情况', 'zh: 每周查看基层机构的防护情况']],
      [
        [
          'duties',
          'changed',
          'groups.medical.duties.protectionInspection.text',
          '定期查看基层机构的防护情况',
          '每周查看基层机构的防护情况',
        ],
      ],
    ],
  ])('of %s', (_what, changes, expected) => {
    expect(diff(...changes)).toEqual(expected)
  })

  it('says whom it is about, in both languages', () => {
    const [change] = diffPlans(shippedPlan, amended(['leadUnit: humanResources', 'leadUnit: financeBureau']))
    expect(change).toMatchObject({
      subject: { zh: '工作组“后勤保障组”', en: 'group "Logistics"' },
      field: { zh: '牵头单位', en: 'lead unit' },
    })
  })

  it('has words for every field and list of a plan', () => {
    const unnamed = new Set<string>()
    const look = (value: unknown, field: string): void => {
      if (Array.isArray(value)) {
        if (value.some((one) => typeof one === 'object') && !ITEMS.has(field)) unnamed.add(field)
        for (const one of value) look(one, field)
      } else if (value !== null && typeof value === 'object') {
        for (const [key, inner] of Object.entries(value)) {
          const known = [
            'zh',
            'en',
            'key',
            'slot',
            'path',
            'of',
            'target',
            'window',
            'atLeast',
            'atMost',
            'until',
            'category',
            'closeContact',
            'hasHome',
            'homeSuitable',
            'brokeHomeIsolation',
            'brokenBelow',
            'brokenAbove',
            'lowest',
            'highest',
          ]
          if (!FIELDS.has(key) && !ITEMS.has(key) && !known.includes(key)) unnamed.add(key)
          look(inner, key)
        }
      }
    }
    look(shippedPlan, '')
    expect([...unnamed], 'give these fields words in diff-words.ts').toEqual([])
  })

  it('is found wherever one value of a plan is changed', () => {
    // Every leaf of the plan, by its path.
    const leaves: (string | number)[][] = []
    const walk = (value: unknown, path: (string | number)[]): void => {
      if (value !== null && typeof value === 'object') {
        for (const [key, inner] of Object.entries(value))
          walk(inner, [...path, Array.isArray(value) ? Number(key) : key])
      } else leaves.push(path)
    }
    walk(shippedPlan, [])
    fc.assert(
      fc.property(fc.constantFrom(...leaves), (path) => {
        const copy = structuredClone(shippedPlan) as never
        const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, step) => at[step] as never, copy)
        const last = path.at(-1)!
        const value = parent[last]
        parent[last] = typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${value}x`
        const changes = diffPlans(shippedPlan, copy)
        expect(changes.length, path.join('.')).toBeGreaterThan(0)
        for (const { subject, from, to } of changes) {
          for (const text of [subject, from, to]) expect([text?.zh, text?.en]).not.toContain('')
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('what it means for the work that runs', () => {
  const means = (running: 'keep' | 'change', ...changes: [string | RegExp, string][]) => {
    const after = amended(...changes)
    return meaningOf(shippedPlan, after, diffPlans(shippedPlan, after), running).map(({ en }) => en)
  }

  it.each<[string, 'keep' | 'change', [string | RegExp, string], RegExp]>([
    ['days kept', 'keep', ['  days: 14\n', '  days: 21\n'], /keep 14 days; .*21/],
    ['days changed', 'change', ['  days: 14\n', '  days: 21\n'], /changed from 14 to 21 days; extensions are kept/],
    ['windows kept', 'keep', ['opens: "06:00"', 'opens: "07:00"'], /keep their windows \(Morning 06:00/],
    ['windows changed', 'change', ['opens: "06:00"', 'opens: "07:00"'], /nothing of before is counted as missed/],
    [
      'a threshold changed',
      'change',
      ['feverThreshold: 37.3', 'feverThreshold: 37.0'],
      /From then on a fever is 37 °C/,
    ],
    ['release kept', 'keep', ['lastReadingsNormal: 2', 'lastReadingsNormal: 4'], /stay as they were/],
    ['key areas', 'keep', ['names: [湖北省, 湖北, Hubei]', 'names: [湖北省, 湖北]'], /classified by the new key areas/],
    ['a named holder', 'keep', ['holder: 张祖明', 'holder: 某某某'], /holders are not changed by it/],
    ['a reward', 'change', ['yuan: 2000', 'yuan: 3000'], /^Nobody in isolation is affected/],
  ])('%s', (_what, running, change, words) => {
    expect(means(running, change).some((line) => words.test(line))).toBe(true)
  })
})
