// What the minutes would say by the records.
import { describe, expect, it } from 'vitest'
import { draftMinutes, type Said } from './rules.ts'

const said = (some: Partial<Said> = {}): Said => ({
  zone: 'Asia/Shanghai',
  attendance: [
    { name: '新华镇', state: 'present', note: '', report: '排查 32 人' },
    { name: '蔬园乡', state: 'deputy', note: '副乡长', report: '' },
    { name: '医疗救治组', state: 'absent', note: '出诊', report: '' },
    { name: '宣传组', state: null, note: '', report: '' },
  ],
  requirements: [],
  decisions: [],
  before: [],
  ...some,
})

describe('the minutes', () => {
  it('say who came, who came instead, who did not and why, and what was reported', () => {
    expect(draftMinutes(said())).toBe(
      '一、到会情况\n应到 4 个，实到 2 个。\n代会：蔬园乡（副乡长）。\n缺席：医疗救治组（出诊）。\n\n二、汇报\n新华镇：排查 32 人',
    )
  })
  it('number their chapters by what there is, decisions with who and until when', () => {
    const text = draftMinutes(
      said({
        requirements: [{ source: '市指挥部', text: '加强卡点' }],
        decisions: [{ text: '卡点双岗', owners: ['新华镇', '公安分局'], dueAt: '2020-01-26T10:00:00.000Z' }],
        before: [
          { text: '逐户排查', open: [] },
          { text: '补齐物资', open: ['后勤组'] },
        ],
      }),
    )
    expect(text).toContain('二、上次会议决定的落实\n逐户排查：已办结。\n补齐物资：后勤组尚未办结。')
    expect(text).toContain('四、上级要求\n市指挥部：加强卡点')
    expect(text).toContain('五、会议决定\n1. 卡点双岗（新华镇、公安分局，1月26日18:00前）')
  })
})
