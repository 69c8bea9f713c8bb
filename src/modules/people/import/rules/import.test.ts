// Lists as people send them: other headers, moved columns, title rows, each kind of error, duplicates and fevers.
import { describe, expect, test } from 'vitest'
import { parseAreas } from '../../../../plan/index.ts'
import { checkCharacter } from '../../rules/documents.ts'
import type { Field } from './fields.ts'
import { createImport } from './list-import.ts'
import type { ImportOptions, RowOutcome } from './outcome.ts'
import { type ListCell, type ListRow, NO_CELL } from './row.ts'

const areas = parseAreas(
  [
    'code,name,level,parent',
    '23,黑龙江省,province,',
    '2304,鹤岗市,city,23',
    '230406,东山区,district,2304',
    '230406004,东山办街道,township,230406',
    '230406004001,沿河北社区,village,230406004',
    '230406100,新华镇,township,230406',
    '230406100200,永昌村村委会,village,230406100',
  ].join('\n'),
)

const options: ImportOptions = {
  areas,
  classifyOrigin: (text) => ({
    category: text.includes('武汉') ? 'keyArea' : 'elsewhere',
    code: null,
    matched: text,
    doubt: null,
  }),
  feverThreshold: 37.3,
  listDay: '2020-01-25',
}

const id = (n: number): string => {
  const body = `23040619800101${String(n).padStart(3, '0')}`
  return body + checkCharacter(body)
}
const cell = (value: string | number): ListCell =>
  value === ''
    ? NO_CELL
    : { text: String(value), kind: typeof value === 'number' ? 'number' : 'text', raw: String(value) }
const rowsOf = (...lines: (string | number)[][]): ListRow[] =>
  lines.map((line, i) => ({ row: i + 1, cells: line.map(cell) }))

const run = (rows: ListRow[], more: Partial<ImportOptions> = {}) => {
  const list = createImport({ ...options, ...more })
  const outcomes = rows.map((row) => list.push(row))
  return {
    list,
    outcomes,
    of: <K extends RowOutcome['kind']>(kind: K) =>
      outcomes.filter((one) => one.kind === kind) as Extract<RowOutcome, { kind: K }>[],
  }
}

const HEADER = [
  '序号',
  '姓名',
  '身份证号',
  '联系电话',
  '返回前所在地',
  '返鹤日期',
  '乡镇(街道)',
  '村(社区)',
  '到达时体温',
  '备注',
]
const good = [1, '王强', id(1), '19900000001', '武汉', '2020-01-24', '新华镇', '永昌村', 36.5, '']
const withValue = (at: number, value: string | number) => good.map((old, i) => (i === at ? value : old))

describe('the header', () => {
  test('is found under titles; the columns may be moved and named otherwise; blank rows do not count', () => {
    const { list, of } = run(
      rowsOf(
        ['返乡人员登记表'],
        ['2020年1月'],
        [],
        ['体温（℃）', '手机号码', '公民身份号码*', '所属乡镇', '返回时间', '从何地返回', '姓 名', '所属社区', '民族'],
        ['', '', '', '', '', '', '', '', ''],
        ['36.5', '19900000001', id(1), '新华', '1月24日', '武汉', '王强', '永昌', '汉'],
      ),
    )
    expect(list.understood()?.columns.map((column) => column.field)).toEqual([
      'temperature',
      'telephone',
      'document',
      'township',
      'arrivalDay',
      'origin',
      'name',
      'village',
      null,
    ])
    expect(of('person')[0]).toMatchObject({
      row: 6,
      no: 1,
      record: { areaCode: '230406100200', arrivalDay: '2020-01-24' },
    })
    expect(list.summary()).toMatchObject({ rows: 1, persons: 1, key_area: 1 })
    expect(list.blockers()).toEqual([])
  })

  test('the day of the list comes from the title, and gives days their year', () => {
    const { list, of } = run(rowsOf(['填报日期：2021年3月4日'], HEADER, withValue(5, '3月1日')), { listDay: undefined })
    expect(list.understood()?.list).toEqual({ day: '2021-03-04', year: 2021, from: 'title' })
    expect(of('person')[0]?.record.arrivalDay).toBe('2021-03-01')
  })

  test('or from the name of the file; without any, a day without year is refused', () => {
    const rows = rowsOf(HEADER, withValue(5, '1月24日'))
    const named = run(rows, { listDay: undefined, fileName: '返鹤人员20200125.xlsx' })
    expect(named.of('person')[0]?.record.arrivalDay).toBe('2020-01-24')
    const unnamed = run(rows, { listDay: undefined })
    expect(unnamed.of('bad')[0]?.errors[0]).toMatchObject({ code: 'bad_date', field: 'arrivalDay', value: '1月24日' })
  })

  test('in two rows under merged cells', () => {
    const { list, of } = run(
      rowsOf(
        ['姓名', '身份证号', '返鹤信息', '', '现居住地', ''],
        ['', '', '日期', '方式', '乡镇', '村'],
        ['王强', id(1), '2020-01-24', '火车', '新华镇', '永昌村'],
      ),
    )
    expect(list.understood()?.columns.map((column) => column.field)).toEqual([
      'name',
      'document',
      'arrivalDay',
      'means',
      'township',
      'village',
    ])
    expect(of('person')).toHaveLength(1)
  })

  test('two columns of one meaning: the better header has it, the other is shown with what it lost', () => {
    const { list } = run(rowsOf(['姓名', '身份证号', '返鹤人员电话', '电话', '户主姓名'], ['王强']))
    const columns = list.understood()!.columns
    expect(columns[3]).toMatchObject({ field: 'telephone', confidence: 1 })
    expect(columns[2]).toMatchObject({ field: null, confidence: 0, rival: 'telephone' })
    expect(columns[4]).toMatchObject({ field: null, rival: null })
  })

  test('as the user corrected it', () => {
    const fields: (Field | null)[] = ['name', 'document', 'arrivalDay', 'township']
    const { list, of } = run(rowsOf(['甲', '乙', '丙', '丁'], ['王强', id(1), '2020-01-24', '新华镇']), {
      mapping: { headerRow: 1, fields },
    })
    expect(list.blockers()).toEqual([])
    expect(of('person')[0]?.notes.map((note) => note.code)).toEqual(['no_village'])
  })

  test('that is not there, or lacks a needed column, blocks the import', () => {
    expect(
      run(rowsOf(['甲', '乙']))
        .list.blockers()
        .map((reason) => reason.code),
    ).toEqual(['no_header'])
    expect(
      run(rowsOf(['姓名', '电话', '性别'], ['王强']))
        .list.blockers()
        .map((reason) => reason.field),
    ).toEqual(['document', 'arrivalDay', 'township'])
    expect(
      run(rowsOf(HEADER))
        .list.blockers()
        .map((reason) => reason.code),
    ).toEqual(['no_rows'])
  })

  test('again on each page, totals and signatures are no persons', () => {
    const { list, outcomes } = run(rowsOf(HEADER, good, HEADER, [2, '', '', ''], ['合计', 1], ['填表人：', '林静']))
    expect(outcomes.map((one) => (one.kind === 'skipped' ? one.why : one.kind))).toEqual([
      'header',
      'person',
      'header',
      'blank',
      'footer',
      'footer',
    ])
    expect(list.summary().rows).toBe(1)
  })
})

describe('each reason', () => {
  const lost: ListCell = { text: '420102196402099000', kind: 'number', raw: '4.2010219640209901E+17' }
  test.each<[string, number, string | number | ListCell]>([
    ['id_checksum', 2, '420102196402099385'],
    ['id_checksum', 2, ''],
    ['id_numeric', 2, lost],
    ['id_numeric', 2, '4.20102E+17'],
    ['no_name', 1, '　'],
    ['no_name', 1, '不详'],
    ['bad_date', 5, '1月32日'],
    ['bad_date', 5, '昨天'],
    ['bad_date', 5, ''],
    ['bad_date', 5, '12月28日'],
    ['bad_temperature', 8, '366'],
    ['bad_temperature', 8, 3.65],
    ['bad_temperature', 8, '正常偏高'],
    ['unknown_area', 6, '南山街道'],
    ['unknown_area', 7, '沿河北社区'],
  ])('%s in column %i: %j', (code, at, value) => {
    const rows = rowsOf(HEADER, withValue(at, typeof value === 'object' ? '' : value))
    if (typeof value === 'object') rows[1] = { row: 2, cells: rows[1]!.cells.map((old, i) => (i === at ? value : old)) }
    const { list, of } = run(rows)
    expect(of('bad')[0]).toMatchObject({ row: 2, no: 1, reason: code })
    expect(of('bad')[0]!.errors).toHaveLength(1)
    expect(of('bad')[0]!.errors[0]).toMatchObject({ column: at, header: HEADER[at], code })
    expect(list.summary()).toMatchObject({ rows: 1, persons: 0, invalid: { [code]: 1 } })
  })

  test('a row with several is counted once and keeps all; a fever in it is said', () => {
    const { list, of } = run(rowsOf(HEADER, [1, '', id(1), '', '', '昨天', '新华', '', '38.5', '']))
    expect(of('bad')[0]).toMatchObject({ reason: 'no_name', fever: true })
    expect(
      of('bad')[0]!
        .errors.map((error) => error.code)
        .sort(),
    ).toEqual(['bad_date', 'no_name'])
    expect(list.summary().invalid).toEqual({ no_name: 1 })
  })
})

describe('persons', () => {
  test('full width, spaces, lower case; the number says sex and birth date', () => {
    const wide = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
    const { of } = run(
      rowsOf(HEADER, [
        '7',
        '林 静 安',
        wide(` ${id(2)} `),
        wide('19900000001'),
        '上海',
        wide('2020-1-24'),
        '东山',
        '沿河北',
        `${wide('36.5')}℃`,
        '',
      ]),
    )
    expect(of('person')[0]).toMatchObject({
      no: 7,
      fever: false,
      record: {
        name: '林静安',
        document: { type: 'resident-id', number: id(2) },
        sex: 'female',
        birthDate: '1980-01-01',
        telephones: ['19900000001'],
        arrivalDay: '2020-01-24',
        firstTemperature: 36.5,
        areaCode: '230406004001',
      },
    })
  })

  test('expected arrivals: by remark, by state, by a day after the list’s', () => {
    const line = (n: number, day: string, remark: string) => [n, '王强', id(n), '', '上海', day, '新华', '', '', remark]
    const { list, of } = run(
      rowsOf(
        HEADER,
        line(1, '1月28日', '拟返'),
        line(2, '1月28日', ''),
        line(3, '1月20日', '已返'),
        line(4, '1月20日', '拟返回武汉'),
        line(5, '1月20日', '尚未返回'),
      ),
    )
    expect(of('person').map((one) => one.record.status)).toEqual([
      'expected',
      'expected',
      'arrived',
      'arrived',
      'expected',
    ])
    expect(of('person')[1]!.notes.map((note) => note.code)).toContain('future_day')
    // Without a temperature too: the person isolates, the temperature is owed.
    expect(list.summary()).toMatchObject({ expected_arrivals: 3, home_isolation: 2, fever: 0 })
  })

  test('are those of 是否返鹤: 否 is not yet here', () => {
    const { of } = run(rowsOf([...HEADER, '是否返鹤'], [...good, '否'], [...withValue(2, id(2)), '是']))
    expect(of('person').map((one) => one.record.status)).toEqual(['expected', 'arrived'])
  })

  test('twice in the list: the first row counts, the later is a conflict where it differs, a fever is said', () => {
    const { list, of } = run(
      rowsOf(HEADER, good, withValue(2, ` ${id(1)} `), withValue(8, '38.2'), [
        4,
        '王强',
        id(1),
        '',
        '',
        '2020-01-24',
        '新华',
        '永昌',
        '',
        '',
      ]),
    )
    const [same, fever, less] = of('duplicate')
    expect(same).toMatchObject({ of: { row: 2, no: 1 }, differences: [], fever: false })
    expect(fever).toMatchObject({ fever: true, differences: [{ field: 'temperature', first: '36.5', later: '38.2' }] })
    expect(less!.differences).toEqual([])
    expect(list.summary()).toMatchObject({ rows: 4, persons: 1, duplicates: 3, fever: 0, home_isolation: 1 })
  })

  test('a good row after a bad one of the same number is the person', () => {
    const { list } = run(rowsOf(HEADER, withValue(5, '昨天'), good))
    expect(list.summary()).toMatchObject({ persons: 1, duplicates: 0, invalid: { bad_date: 1 } })
  })

  test('other documents, by the list’s word or by their form', () => {
    const { of } = run(
      rowsOf(
        [...HEADER, '证件类型'],
        [...withValue(2, 'E12345678'), ''],
        [...withValue(2, '01234567'), '台胞证'],
        [...withValue(2, 'E12345678'), '身份证'],
      ),
    )
    expect(of('person').map((one) => one.record.document.type)).toEqual(['passport', 'taiwan-permit'])
    expect(of('person')[0]!.notes.map((note) => note.code)).toEqual(['document_type_inferred'])
    expect(of('duplicate')).toHaveLength(1)
  })
})
