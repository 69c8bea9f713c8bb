// Every shipped template sets what records hold, whatever stands in it, each paper on a page of its own; a plan's own template
// is used instead and named by its hash; and nothing of one district stands in a template.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Plan } from '../../plan/index.ts'
import { shippedPlan } from '../../plan/testing/shipped.ts'
import { openTypesetter } from '../../platform/typeset/index.ts'
import { headOf, periodOnPaper, personOnPaper } from './rules/facts.ts'
import { PAPER_KINDS } from './rules/kinds.ts'
import { jobOf, templateOf } from './templates.ts'

const typesetter = openTypesetter()
afterAll(() => typesetter.close())

// What would be markup in a template is only text here.
const AWKWARD = '#panic("x") $a$ *b* _c_ @d <e> [f] {g} \\ "h" \n 何国涛'
const row = {
  name: AWKWARD,
  sex: 'female' as 'female' | null,
  document_masked: '230***********1234',
  telephones: ['19900674568', '19900674569'],
  township: '新华镇',
  village: '永昌村',
  address: `${AWKWARD} 胜利路与解放街交叉口向东 200 米 12 号楼 3 单元 1502 室`,
  place: 'home' as const,
  place_text: '',
  start_day: '2020-01-24',
  ends_on: '2020-02-07',
  days: 14,
  closed_on: '2020-02-08',
  medic_name: AWKWARD as string | null,
  guarantor_name: null,
}
const factsOf = (plan: Plan, more: Partial<typeof row> = {}) => ({
  paper: { number: 'GZ2020-000001', day: '2020年1月25日' },
  head: headOf(plan, null),
  person: personOnPaper({ ...row, ...more }),
  period: periodOnPaper({ ...row, ...more }, plan),
  letter: {
    number: '东指函〔2020〕1号',
    to: AWKWARD,
    authority: '',
    contact: AWKWARD,
    reason: AWKWARD,
    day: '2020年1月25日',
    course: { from: '2020年1月24日', day: '1', days: '14', until: '2020年2月7日', referred: true },
  },
  certificate: { name: '何*涛', qr: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>' },
})
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length

describe('a shipped template', () => {
  it.each(PAPER_KINDS)('%s takes any text, and one page for each', async (kind) => {
    const template = templateOf(shippedPlan, kind)
    const papers = [
      { template, facts: factsOf(shippedPlan) },
      {
        template,
        facts: factsOf(shippedPlan, { name: '何涛', address: '胜利路1号', medic_name: null, sex: null }),
      },
    ]
    expect(pagesOf(await typesetter.pdf(jobOf(papers)))).toBe(2)
  })

  it('of the round list goes over pages, and sets an empty one', async () => {
    const template = templateOf(shippedPlan, 'roundList')
    const line = { name: AWKWARD, telephone: '', address: AWKWARD, day: 3, days: 14, last: '36.5', note: AWKWARD }
    const facts = (rows: unknown[], left = 0) => ({
      left,
      head: headOf(shippedPlan, '0468-0000000'),
      day: '2020年1月25日',
      threshold: '37.3',
      windows: shippedPlan.isolation.windows.map(({ name, opens, closes }) => ({ name: name.zh, opens, closes })),
      medic: '张某',
      rows,
    })
    const long = jobOf([{ template, facts: facts(Array.from({ length: 40 }, () => line)) }])
    expect(pagesOf(await typesetter.pdf(long))).toBeGreaterThan(2)
    expect(pagesOf(await typesetter.pdf(jobOf([{ template, facts: facts([]) }])))).toBe(1)
    expect(pagesOf(await typesetter.pdf(jobOf([{ template, facts: facts([line], 12) }])))).toBe(1)
  })

  it('says nothing of one district, day, window or threshold', () => {
    const folder = path.join(import.meta.dirname, 'templates')
    for (const name of readdirSync(folder)) {
      expect(readFileSync(path.join(folder, name), 'utf8'), name).not.toMatch(/东山|鹤岗|37\.3|06:00|14 天|23040|战区/)
    }
  })
})

describe('another plan', () => {
  const other: Plan = {
    ...shippedPlan,
    district: { code: '999901', zh: '云溪区', en: 'Yunxi' },
    isolation: {
      ...shippedPlan.isolation,
      feverThreshold: 37.5,
      windows: ['早', '中', '晚'].map((zh, index) => ({
        slot: `w${index}`,
        name: { zh, en: zh },
        opens: `${10 + index}:00`,
        closes: `${10 + index}:30`,
      })),
    },
    papers: { templates: { commitment: { source: '#let sheet(d) = page[#d.person.name]' } } },
  }

  it('speaks on its papers', () => {
    expect(factsOf(other, { days: 21 })).toMatchObject({
      head: { district: '云溪区' },
      period: {
        days: 21,
        checksADay: 3,
        windows: '早10:00–10:30、中11:00–11:30、晚12:00–12:30',
        feverThreshold: '37.5',
      },
    })
  })

  it('brings a template, beside shipped ones in one document', async () => {
    const [own, shipped] = [templateOf(other, 'commitment'), templateOf(shippedPlan, 'commitment')]
    expect(own.hash).not.toBe(shipped.hash)
    expect(templateOf(other, 'isolationNotice')).toEqual(templateOf(shippedPlan, 'isolationNotice'))
    const papers = [own, shipped, own].map((template) => ({ template, facts: factsOf(other) }))
    expect(pagesOf(await typesetter.pdf(jobOf(papers)))).toBe(3)
  })
})
