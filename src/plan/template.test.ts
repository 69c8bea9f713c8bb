// The blank plan of `plan new`: each blank is found at its line, and once all are filled in the plan is right.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkPlan, parseAreas } from './index.ts'

const read = (name: string) => readFileSync(new URL(`../../plans/template/${name}`, import.meta.url), 'utf8')
const plan = read('plan.yaml')

const FILLED: Record<string, string> = {
  方案标识: 'some-district',
  编号: '2020-01-25',
  区划代码: '990199',
  '区划代码（6 位）': '990199',
  '省级代码（2 位）': '99',
  '地级代码（4 位）': '9901',
  '乡镇代码（9 位）': '990199100',
  '村代码（12 位）': '990199100200',
  乡镇代码: '990199100',
  启动日期: '2020-01-26',
  重点地区代码: '42',
  重点地区名称: '湖北',
}
/** As somebody fills it in: every blank gets its value, and where no certain one is asked for, a name. */
const fill = (text: string) =>
  text.replace(/【填写】([^",，\n]*)/g, (_blank, label: string) => FILLED[label] ?? `某${label}`)

describe('the template', () => {
  it('says at each line that something is still to be filled in, and nothing else', () => {
    const lines = plan.split('\n').flatMap((line, index) => (/"【填写】/.test(line) ? [index + 1] : []))
    const { plan: none, findings } = checkPlan(plan)
    expect(none).toBeNull()
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['blank']))
    expect([...new Set(findings.map(({ line }) => line))]).toEqual(lines)
    expect(findings[0]).toMatchObject({ path: 'id', zh: '还没有填写：方案标识' })
  })

  it('filled in, passes the check with its areas', () => {
    const areas = parseAreas(fill(read('areas.csv')))
    expect(checkPlan(fill(plan), { areas }).findings).toEqual([])
  })

  it('names no person, no telephone and no place of anybody', () => {
    expect(plan).not.toMatch(/\d{11}/)
    expect(plan).not.toMatch(/鹤岗|东山/)
  })
})
