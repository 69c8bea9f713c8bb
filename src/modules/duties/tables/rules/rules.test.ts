// What a superior's form stands for: names of units, words of figures, a later form that keeps what still has its place, totals,
// what a unit may answer, and the text for a group chat.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedPlan as plan } from '../../../../plan/testing/shipped.ts'
import type { AskedSource, Grid, Mapping, Value } from '../contract.ts'
import { decideAnswer } from './answering.ts'
import { carry } from './carry.ts'
import { chatText } from './chat.ts'
import { checkMapping, roomFor } from './check.ts'
import { headersOf, sheetOf } from './grid.ts'
import { namesOf } from './names.ts'
import { propose } from './propose.ts'
import { askedOf, type Filled, fill, targetsOf, totalled } from './values.ts'
import { figureOfHeader } from './words.ts'

/** Lines of texts; `=` begins a formula. */
const grid = (lines: string[][], merges: Grid['merges'] = []): Grid => ({
  name: '表',
  rows: lines.length,
  columns: Math.max(...lines.map((line) => line.length)),
  merges,
  cells: lines.flatMap((line, row) =>
    line.flatMap((text, column) =>
      text === '' ? [] : [{ row: row + 1, column: column + 1, text, isFormula: text.startsWith('=') }],
    ),
  ),
})
const asked = (title: string, more: Partial<AskedSource> = {}): AskedSource => ({
  kind: 'asked',
  title,
  type: 'number',
  required: true,
  ...more,
})

describe('the name of a unit', () => {
  it.each([
    ['新华镇人民政府', 'unit:xinhua'],
    ['新华镇', 'unit:xinhua'],
    [' 新华镇政府 ', 'unit:xinhua'],
    ['新华', 'unit:xinhua'],
    ['新华农场', 'unit:farm'],
    ['东山区新华镇', 'unit:xinhua'],
    ['工人村街道', 'unit:gongrencun'],
    ['工人村', 'unit:gongrencun'],
    ['工人村街道办事处', 'unit:gongrencun'],
    ['东山街道', 'unit:dongshanOffice'],
    // The district and one of its sub-districts have it.
    ['东山', null],
    ['东山区', 'district'],
    ['卫健局', 'unit:healthBureau'],
    ['东山区卫健局', 'unit:healthBureau'],
    ['Xinhua town', 'unit:xinhua'],
    ['合 计', 'total'],
    ['全区合计', 'total'],
    ['兴安区', null],
    ['填报单位：东山区', null],
    ['', null],
  ])('%s', (text, who) => expect(namesOf(plan)(text)).toBe(who))
})

describe('the words of a header', () => {
  it.each([
    ['累计排查返鹤人数', 'registered/total'],
    ['今日新增排查', 'registered/day'],
    ['累计排查/其中重点地区返鹤', 'keyArea/total'],
    ['隔离医学观察人员/现有', 'inIsolation/day'],
    ['正在居家隔离人数', 'inIsolation/day'],
    ['目前在隔离', 'inIsolation/day'],
    ['累计隔离', 'isolationStarted/total'],
    ['隔离医学观察人员/今日新增', 'isolationStarted/day'],
    ['隔离人数', null],
    ['隔离医学观察人员/累计解除', 'released/total'],
    ['今日解除隔离', 'released/day'],
    ['尚未解除隔离', 'inIsolation/day'],
    ['发热人数', 'fevers/day'],
    ['累计发热', 'fevers/total'],
    ['未办结发热', 'feversOpen/day'],
    ['发热门诊接诊', null],
    ['累计确诊', null],
    ['口罩库存（只）', null],
    ['密切接触者隔离', null],
    ['现有返鹤人员', null],
    ['备注', null],
  ])('%s', (header, figure) => {
    const found = figureOfHeader(header)
    expect(found && `${found.figure}/${found.over}`).toBe(figure)
  })
})

const FORM = grid(
  [
    ['市疫情日报表', '', '', '', '', ''],
    ['填报单位：东山区', '', '', '填报日期：', '', ''],
    ['序号', '单位', '累计排查', '隔离人员', '', '口罩库存'],
    ['', '', '', '今日新增', '现有', ''],
    ['1', '新华镇', '', '', '', ''],
    ['2', '蔬园乡', '', '', '', ''],
    ['合计', '', '=SUM(C5:C6)', '', '', ''],
    ['未办结发热：', '', '', '', '', ''],
  ],
  [
    { top: 1, left: 1, bottom: 1, right: 6 },
    { top: 3, left: 4, bottom: 3, right: 5 },
    { top: 3, left: 2, bottom: 4, right: 2 },
    { top: 7, left: 1, bottom: 7, right: 2 },
    { top: 8, left: 1, bottom: 8, right: 3 },
  ],
)
const mapped = (form = FORM): Mapping => {
  const mapping = propose(form, namesOf(plan))
  mapping.table!.columns.push({ column: 6, header: '口罩库存', source: asked('口罩库存') })
  return mapping
}

describe('a form maps itself', () => {
  it('calls its columns by what stands above, through merges, and not by its title', () => {
    expect([...headersOf(sheetOf(FORM), 5)]).toEqual([
      [1, '序号'],
      [2, '单位'],
      [3, '累计排查'],
      [4, '隔离人员/今日新增'],
      [5, '隔离人员/现有'],
      [6, '口罩库存'],
    ])
  })

  it('finds the rows of units, its total, the columns and cells that it is sure of', () => {
    expect(propose(FORM, namesOf(plan))).toEqual({
      sheet: '表',
      table: {
        keyColumn: 2,
        rows: [
          { row: 5, who: 'unit:xinhua' },
          { row: 6, who: 'unit:shuyuan' },
          { row: 7, who: 'total' },
        ],
        columns: [
          { column: 3, header: '累计排查', source: { kind: 'figure', figure: 'registered', over: 'total' } },
          {
            column: 4,
            header: '隔离人员/今日新增',
            source: { kind: 'figure', figure: 'isolationStarted', over: 'day' },
          },
          { column: 5, header: '隔离人员/现有', source: { kind: 'figure', figure: 'inIsolation', over: 'day' } },
        ],
      },
      cells: [
        { ref: 'E2', label: '填报日期:', source: { kind: 'day' } },
        { ref: 'D8', label: '未办结发热:', source: { kind: 'figure', figure: 'feversOpen', over: 'day' } },
      ],
      list: null,
    })
  })

  it('takes a total above its rows, and finds nothing in a sheet without names', () => {
    const above = grid([
      ['单位', '累计排查'],
      ['全区', ''],
      ['新华镇', ''],
      ['蔬园乡', ''],
    ])
    expect(propose(above, namesOf(plan)).table!.rows.map(({ who }) => who)).toEqual([
      'total',
      'unit:xinhua',
      'unit:shuyuan',
    ])
    expect(
      propose(
        grid([
          ['a', 'b'],
          ['1', '2'],
        ]),
        namesOf(plan),
      ),
    ).toEqual({ sheet: '表', table: null, cells: [], list: null })
  })

  it('is right as it proposes, and says what is wrong', () => {
    expect(checkMapping(mapped(), [FORM], plan)).toEqual([])
    const wrong = mapped()
    wrong.table!.rows.push({ row: 5, who: 'unit:nobody' })
    wrong.table!.columns.push({ column: 2, header: '单位', source: asked('x') })
    wrong.cells.push(
      { ref: 'C7', label: '', source: { kind: 'day' } },
      { ref: 'C5', label: '', source: { kind: 'day' } },
    )
    wrong.cells.push({ ref: 'E3', label: '', source: { kind: 'day' } })
    const codes = checkMapping(wrong, [FORM], plan).map(({ code }) => code)
    for (const code of ['unit_unknown', 'row_twice', 'outside', 'formula', 'cell_twice', 'merged'])
      expect(codes).toContain(code)
    expect(checkMapping({ ...mapped(), sheet: '别的' }, [FORM], plan)).toMatchObject([{ code: 'no_sheet' }])
  })
})

describe("tomorrow's form", () => {
  it('keeps what is still there, wherever it is now, proposes what is new and names what is lost', () => {
    const next = grid([
      ['单位', '口罩库存', '累计解除', '累计排查', '备注'],
      ['蔬园乡', '', '', '', ''],
      ['新华镇', '', '', '', ''],
    ])
    const { mapping, lost } = carry({ mapping: mapped(), grid: FORM }, next, namesOf(plan))
    expect(mapping.table!.rows).toEqual([
      { row: 2, who: 'unit:shuyuan' },
      { row: 3, who: 'unit:xinhua' },
    ])
    expect(mapping.table!.columns.map(({ column, header, source }) => [column, header, source.kind])).toEqual([
      [2, '口罩库存', 'asked'],
      [3, '累计解除', 'figure'],
      [4, '累计排查', 'figure'],
    ])
    expect(lost).toEqual(['隔离人员/今日新增', '隔离人员/现有', '填报日期:', '未办结发热:'])
  })

  it('does not take again what the clerk took out, and keeps whom the clerk gave a row', () => {
    const byHand = mapped()
    byHand.table!.columns = byHand.table!.columns.filter(({ column }) => column !== 3)
    const lines = [
      ['单位', '累计排查'],
      ['新华镇', ''],
      ['二分场', ''],
    ]
    const form = grid(lines)
    const old = propose(form, namesOf(plan))
    old.table!.rows.push({ row: 3, who: 'unit:farm' })
    old.table!.columns = []
    const { mapping, lost } = carry(
      { mapping: old, grid: form },
      grid([lines[0]!, lines[2]!, lines[1]!]),
      namesOf(plan),
    )
    expect(mapping.table).toEqual({
      keyColumn: 1,
      rows: [
        { row: 2, who: 'unit:farm' },
        { row: 3, who: 'unit:xinhua' },
      ],
      columns: [],
    })
    expect(lost).toEqual([])
    expect(
      carry({ mapping: byHand, grid: FORM }, FORM, namesOf(plan)).mapping.table!.columns.map(({ column }) => column),
    ).toEqual([4, 5, 6])
  })

  it('of two columns of one name keeps the first as the first', () => {
    const form = grid([
      ['单位', '数量', '数量'],
      ['新华镇', '', ''],
      ['蔬园乡', '', ''],
    ])
    const columns = ['口罩', '护目镜'].map((title, at) => ({ column: at + 2, header: '数量', source: asked(title) }))
    const mapping = { ...propose(form, namesOf(plan)), table: { ...propose(form, namesOf(plan)).table!, columns } }
    const wider = grid([['单位', '备注', '数量', '数量'], ['新华镇'], ['蔬园乡']])
    const next = carry({ mapping, grid: form }, wider, namesOf(plan)).mapping.table!.columns
    expect(next.map(({ column, source }) => [column, source.kind === 'asked' && source.title])).toEqual([
      [3, '口罩'],
      [4, '护目镜'],
    ])
  })

  it('names a unit that has no row any more, and everything where there is no table any more', () => {
    const next = grid([
      ['单位', '累计排查'],
      ['新华镇', ''],
    ])
    expect(carry({ mapping: mapped(), grid: FORM }, next, namesOf(plan)).lost).toContain('蔬园乡')
    const none = carry({ mapping: mapped(), grid: FORM }, grid([['a', 'b']]), namesOf(plan))
    expect(none.mapping.table).toBeNull()
    expect(none.lost).toEqual(expect.arrayContaining(['累计排查', '口罩库存']))
  })

  it('keeps a list by its headers', () => {
    const list = {
      name: '重点',
      search: { category: 'keyArea' },
      firstRow: 2,
      columns: [
        { column: 1, header: '姓名', person: 'name' },
        { column: 2, header: '电话', person: 'telephone' },
      ],
    }
    const old = {
      mapping: { ...propose(grid([['姓名', '电话']]), namesOf(plan)), list },
      grid: grid([['姓名', '电话']]),
    }
    const { mapping, lost } = carry(
      old,
      grid([
        ['名单', ''],
        ['住址', '姓名'],
      ]),
      namesOf(plan),
    )
    expect(mapping.list).toMatchObject({ firstRow: 3, columns: [{ column: 2, header: '姓名' }] })
    expect(lost).toEqual(['电话'])
  })

  it('whatever the order of its columns, keeps each under its header or names it, and moves no other', () => {
    const headers = ['累计排查', '甲', '乙', '丙', '丁', '今日新增排查']
    const columns = fc
      .subarray(headers, { minLength: 1 })
      .chain((some) => fc.shuffledSubarray(some, { minLength: some.length }))
    const form = (some: readonly string[]) => grid([['单位', ...some], ['新华镇'], ['蔬园乡']])
    fc.assert(
      fc.property(columns, columns, (before, after) => {
        const old = form(before)
        const mapping: Mapping = {
          ...propose(old, namesOf(plan)),
          table: {
            ...propose(old, namesOf(plan)).table!,
            columns: before.map((header, index) => ({ column: index + 2, header, source: asked(header) })),
          },
        }
        const { mapping: next, lost } = carry({ mapping, grid: old }, form(after), namesOf(plan))
        const kept = next.table!.columns.filter(({ source }) => source.kind === 'asked')
        for (const { column, header, source } of kept) {
          expect(after[column - 2]).toBe(header)
          expect(source).toEqual(asked(header))
        }
        expect([...kept.map(({ header }) => header), ...lost].toSorted()).toEqual(before.toSorted())
        expect(lost.every((header) => !after.includes(header))).toBe(true)
      }),
    )
  })
})

const filled = (more: Partial<Filled> = {}): Filled => ({
  figures: { C5: 12, C6: 3, D5: 1, D6: 0, E5: 9, E6: 2, D8: 4 },
  answers: [],
  corrections: [],
  day: '2020-01-26',
  nameOf: (who) => ({ zh: who, en: who }),
  ...more,
})
const valuesOf = (more: Partial<Filled>, mapping = mapped()) =>
  Object.fromEntries(fill(targetsOf(mapping, sheetOf(FORM)), filled(more)).map(({ ref, value }) => [ref, value]))

describe('what stands in the cells', () => {
  it('is the figure, the answer, the day and the total, and never in a formula', () => {
    const answers = [{ owner: 'unit:xinhua', cells: new Map<string, Value>([['F5', 100]]) }]
    expect(valuesOf({ answers })).toEqual({
      C5: 12,
      D5: 1,
      E5: 9,
      F5: 100,
      C6: 3,
      D6: 0,
      E6: 2,
      F6: null,
      C7: 15,
      D7: 1,
      E7: 11,
      F7: 100,
      E2: '2020年1月26日',
      D8: 4,
    })
  })

  it('is what the office corrected, in the total too, beside what it was', () => {
    const corrections = [
      { ref: 'E5', value: 8, note: '重复登记', at: 't', by: null },
      { ref: 'E5', value: 7, note: '再核', at: 't', by: null },
    ]
    expect(valuesOf({ corrections })).toMatchObject({ E5: 7, E7: 9 })
    const cell = fill(targetsOf(mapped(), sheetOf(FORM)), filled({ corrections })).find(({ ref }) => ref === 'E5')
    expect(cell!.corrected).toMatchObject({ was: 9, note: '再核' })
  })

  it('of the whole district is what all who are asked say, and each is asked it', () => {
    const mapping = { ...mapped(), cells: [{ ref: 'E2', label: '困难:', source: asked('困难', { type: 'text' }) }] }
    const targets = targetsOf(mapping, sheetOf(FORM))
    expect(askedOf(targets, 'unit:xinhua').map(({ ref }) => ref)).toEqual(['F5', 'E2'])
    expect(askedOf(targets, 'unit:farm').map(({ ref }) => ref)).toEqual(['E2'])
    const answers = [
      { owner: '新华镇', cells: new Map<string, Value>([['E2', '缺口罩']]) },
      { owner: '蔬园乡', cells: new Map<string, Value>([['E2', ' ']]) },
    ]
    expect(valuesOf({ answers }, mapping).E2).toBe('新华镇：缺口罩')
  })

  it('totals numbers without noise, whatever is missing, in any order', () => {
    const part = fc.record({ name: fc.string(), value: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 1e6 })) })
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const numbers = parts.flatMap(({ value }) => (value === null ? [] : [value]))
        const sum = numbers.length === 0 ? null : numbers.reduce((a, b) => a + b, 0)
        expect(totalled(parts, 'number')).toBe(sum)
        expect(totalled(parts.toReversed(), 'number')).toBe(sum)
      }),
    )
    expect(
      totalled(
        [
          { name: 'a', value: 0.1 },
          { name: 'b', value: 0.2 },
        ],
        'number',
      ),
    ).toBe(0.3)
    expect(
      totalled(
        [
          { name: '甲', value: '一' },
          { name: '乙', value: 2 },
        ],
        'text',
      ),
    ).toBe('甲：一；乙：2')
  })

  it('a list has room until something of the form stands below', () => {
    const list = { firstRow: 2, columns: [{ column: 2, header: '姓名', person: 'name' }] }
    const form = grid([
      ['序号', '姓名'],
      ['1', ''],
      ['2', ''],
      ['', '填表人'],
    ])
    expect(roomFor(form, list)).toBe(2)
    expect(
      roomFor(
        grid([
          ['序号', '姓名'],
          ['1', ''],
        ]),
        list,
      ),
    ).toBe(2000)
    expect(roomFor({ ...form, merges: [{ top: 3, left: 1, bottom: 3, right: 2 }] }, list)).toBe(1)
  })
})

describe('what a unit answers', () => {
  const items = [
    { ref: 'F5', source: asked('口罩') },
    { ref: 'G5', source: asked('说明', { type: 'text', required: false }) },
  ]
  const codes = (said: { ref: string; value: Value }[]) => {
    const decided = decideAnswer(items, said)
    return decided.ok ? decided.value : decided.reasons.map(({ code }) => code)
  }
  it.each([
    [[{ ref: 'F5', value: 0 }], { F5: 0 }],
    [
      [
        { ref: 'F5', value: 2.5 },
        { ref: 'G5', value: ' 够用 ' },
      ],
      { F5: 2.5, G5: '够用' },
    ],
    [
      [
        { ref: 'F5', value: 1 },
        { ref: 'G5', value: '  ' },
      ],
      { F5: 1, G5: null },
    ],
    [[], ['not_filled']],
    [[{ ref: 'F5', value: -1 }], ['not_number']],
    [[{ ref: 'F5', value: '很多' }], ['not_number']],
    [
      [
        { ref: 'F5', value: 1 },
        { ref: 'G5', value: 3 },
      ],
      ['not_text'],
    ],
    [
      [
        { ref: 'F5', value: 1 },
        { ref: 'F6', value: 3 },
      ],
      ['not_asked'],
    ],
    [
      [
        { ref: 'F5', value: 1 },
        { ref: 'F5', value: 3 },
      ],
      ['cell_twice'],
    ],
  ] as const)('%j', (said, expected) => expect(codes([...said])).toEqual(expected))
})

describe('the text for a group chat', () => {
  const named = (mapping: Mapping, more: Partial<Filled> = {}) =>
    fill(
      targetsOf(mapping, sheetOf(FORM)),
      filled({
        ...more,
        nameOf: (who) => ({
          zh:
            who === 'total' ? '合计' : who === 'unit:xinhua' ? '新华镇' : who === 'unit:shuyuan' ? '蔬园乡' : '东山区',
          en: '',
        }),
      }),
    )
  it('has a line for each unit and names who has not answered', () => {
    const answers = [{ owner: 'unit:xinhua', cells: new Map<string, Value>([['F5', 100]]) }]
    expect(
      chatText({ name: '日报表', asOf: '1月26日', cells: named(mapped(), { answers }), missing: ['蔬园乡'] }),
    ).toBe(
      [
        '【日报表】1月26日',
        '未办结发热：4；',
        '新华镇：累计排查 12，隔离人员/今日新增 1，隔离人员/现有 9，口罩库存 100；',
        '蔬园乡：累计排查 3，隔离人员/今日新增 0，隔离人员/现有 2，口罩库存 —；',
        '合计：累计排查 15，隔离人员/今日新增 1，隔离人员/现有 11，口罩库存 100；',
        '未报单位：蔬园乡。',
      ].join('\n'),
    )
  })
  it('of one column has its number alone', () => {
    const mapping = mapped()
    mapping.table!.columns = mapping.table!.columns.filter(({ column }) => column === 4)
    mapping.cells = []
    expect(chatText({ name: '表', asOf: '', cells: named(mapping), missing: [] })).toBe(
      '【表】\n新华镇：1；\n蔬园乡：0；\n合计：1；',
    )
  })
})
