// Lists that name persons to be found, as carriers and authorities write them.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseAreas } from '../../../../plan/index.ts'
import { inventedId } from '../../testing/invented.ts'
import { areaFinder, areaResolver } from './areas.ts'
import { createNamedList } from './named.ts'
import type { ListCell } from './row.ts'

const areas = parseAreas(readFileSync(new URL('../../../../../plans/areas-230406.csv', import.meta.url), 'utf8'))
const read = (rows: string[][]) => {
  const list = createNamedList({ resolveArea: areaResolver(areas), areaOfAddress: areaFinder(areas) })
  return rows
    .map((cells, index) =>
      list.push({
        row: index + 1,
        cells: cells.map((text): ListCell => ({ text, kind: text === '' ? 'empty' : 'text', raw: text })),
      }),
    )
    .filter(({ kind }) => kind !== 'skipped')
}

describe('a passenger list', () => {
  const id = inventedId()
  it('is understood under its title, the seat kept as a note', () => {
    const [one] = read([
      ['K339次 1月20日 3号车厢旅客名单', '', '', ''],
      ['序号', '旅客姓名', '身份证号', '联系电话', '座位号', '现住址'],
      ['7', '车 内甲', id, '13900001111', '3车12号', '鹤岗市东山区新华镇永昌村3组'],
    ])
    expect(one).toMatchObject({
      kind: 'named',
      no: 7,
      record: {
        name: '车内甲',
        document: { number: id },
        telephones: ['13900001111'],
        note: '座位号：3车12号',
        areaCode: '230406100200',
      },
    })
  })

  it('may be telephones alone, names with telephones, and the same person is one entry', () => {
    expect(read([['手机号码'], ['13900001111'], ['13900001111'], ['12']]).map(({ kind }) => kind)).toEqual([
      'named',
      'again',
      'bad',
    ])
    expect(
      read([
        ['姓名', '电话'],
        ['甲某', '13900001111'],
        ['', ''],
      ]).map(({ kind }) => kind),
    ).toEqual(['named'])
  })

  it('gives back what cannot be read, with the reason and the cell', () => {
    const rows = read([
      ['姓名', '身份证号', '备注'],
      ['乙某', '230406199001011234', '号码有误'],
      ['', '', '只有备注'],
      ['合计', '2', ''],
    ])
    expect(rows).toMatchObject([
      { kind: 'bad', row: 2, errors: [{ column: 1, field: 'document' }] },
      { kind: 'bad', row: 3, errors: [{ field: 'name', code: 'nobody_named' }] },
    ])
  })

  it('reads a day of birth from a column of its own', () => {
    const [one] = read([
      ['姓名', '出生日期', '电话'],
      ['丙某', '1990年1月5日', ''],
    ])
    expect(one).toMatchObject({ record: { birthDate: '1990-01-05', note: '' } })
  })
})

describe('the area in an address', () => {
  const find = areaFinder(areas)
  it.each([
    ['黑龙江省鹤岗市东山区新华镇永昌村3组12号', '230406100200'],
    ['东山区新华镇', '230406100'],
    ['永昌村村委会旁', '230406100200'],
    ['东方红乡红旗村', '230406202204'],
    ['湖北省武汉市新华镇永昌村', null],
    ['不详', null],
    ['', null],
  ])('%s is %s', (address, code) => expect(find(address)).toBe(code))

  it('is found for every village behind its township', () => {
    for (const { code, name, level, parent } of areas) {
      if (level !== 'village' || name.length < 4) continue
      const township = areas.find((area) => area.code === parent)!.name
      expect(find(`鹤岗市东山区${township}${name}1号`), `${township}${name}`).toBe(code)
    }
  })
})
