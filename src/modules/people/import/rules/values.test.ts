// Every style of writing a day gives the same day; what is none is refused; areas by all their names.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '../../../../kernel/time.ts'
import { parseAreas } from '../../../../plan/index.ts'
import { areaResolver } from './areas.ts'
import type { ListCell } from './row.ts'
import { readDay, readStatus, readTemperature } from './values.ts'

const text = (value: string): ListCell => ({ text: value, kind: 'text', raw: value })
const number = (value: number): ListCell => ({ text: String(value), kind: 'number', raw: String(value) })
const list = { day: null, year: 2020 }

const wide = (said: string) => said.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))

describe('days', () => {
  const day = fc.integer({ min: 0, max: 365 }).map((n) => addDays('2020-01-01', n))

  test('in every style are the same day', () => {
    fc.assert(
      fc.property(day, (expected) => {
        const [y, m, d] = expected.split('-') as [string, string, string]
        const serial = daysBetween('1899-12-30', expected)
        const styles = [
          ...[`${y}.${m}.${d}`, `${y}/${+m}/${+d}`, `${y}-${+m}-${+d}`, `${y}年${+m}月${+d}日`, y + m + d].map(text),
          ...[`${+m}月${+d}日`, `${m}月${d}号`, `${+m}.${+d}`, `20年${+m}月${+d}日`, `${y}-${m}-${d} 08:30:00`].map(
            text,
          ),
          ...[wide(`${y}.${m}.${d}`), `${wide(`${+m}`)}月${wide(`${+d}`)}日`, ` ${y}—${m}—${d} `].map(text),
          text(String(serial)),
          number(serial),
          number(Number(y + m + d)),
          { text: expected, kind: 'date', raw: String(serial) } as const,
        ]
        for (const cell of styles)
          expect([cell.text, readDay(cell, list)]).toEqual([cell.text, { ok: true, value: expected, reasons: [] }])
      }),
      { numRuns: 60 },
    )
  })

  test.each(['1月32日', '2020-02-30', '2019.13.01', '昨天', '', '无', '20200230', '0120-01-20', '123', '2020年1月'])(
    '%j is none',
    (said) => {
      expect(readDay(text(said), list)).toMatchObject({ ok: false, reasons: [{ code: 'bad_date' }] })
    },
  )

  test('a number 1.2 may have been 1.20: refused', () => expect(readDay(number(1.2), list).ok).toBe(false))

  test('a day without year far after the list’s day is of another year: refused', () => {
    expect(readDay(text('12月28日'), { day: '2020-01-25', year: 2020 }).ok).toBe(false)
    expect(readDay(text('2月3日'), { day: '2020-01-25', year: 2020 }).ok).toBe(true)
  })
})

describe('temperatures', () => {
  test.each<[string, number | null]>([
    ['36.5', 36.5],
    ['36.0℃', 36],
    ['３６．１', 36.1],
    ['37.3 °C', 37.3],
    ['36度', 36],
    ['36。8', 36.8],
    ['37.25', 37.3],
    ['36.599999999', 36.6],
    ['', null],
    ['未测', null],
    ['-', null],
  ])('%j is %j', (said, value) => expect(readTemperature(text(said))).toMatchObject({ ok: true, value }))

  test.each(['366', '3.65', '正常偏高', '正常', '33.9', '43.1', '36.5/37', '98F'])('%j is bad', (said) => {
    expect(readTemperature(text(said))).toMatchObject({ ok: false, reasons: [{ code: 'bad_temperature' }] })
  })

  test('every tenth from 34 to 43 reads as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 340, max: 430 }), (tenths) => {
        const said = (tenths / 10).toFixed(1)
        for (const form of [said, `${said}℃`, wide(said)])
          expect(readTemperature(text(form))).toMatchObject({ value: tenths / 10 })
      }),
    )
  })
})

test.each<[string, string, string, string | null]>([
  ['拟返', '', '', 'expected'],
  ['计划于2月1日返鹤', '', '', 'expected'],
  ['', '未返', '状态', 'expected'],
  ['', '否', '是否返鹤', 'expected'],
  ['', '是', '是否拟返', 'expected'],
  ['', '否', '是否拟返', 'arrived'],
  ['原拟返，现已到家', '', '', 'arrived'],
  ['拟返回武汉', '', '', null],
  ['', '', '', null],
])('remark %j, state %j under %j says %j', (remark, status, header, expected) => {
  expect(readStatus(remark, status, header)).toBe(expected)
})

describe('areas', () => {
  const areas = parseAreas(readFileSync(new URL('../../../../../plans/areas-230406.csv', import.meta.url), 'utf8'))
  const resolve = areaResolver(areas)

  test.each([
    ['新华镇', '永昌村村委会', '230406100200'],
    ['新华', '永昌村', '230406100200'],
    ['新华', '永昌', '230406100200'],
    ['东山区新华镇', '永昌村民委员会', '230406100200'],
    ['黑龙江省鹤岗市东山区新华镇', '永昌村3组', '230406100200'],
    ['新华镇永昌村', '', '230406100200'],
    ['', '新华镇永昌村', '230406100200'],
    ['新华镇', '新华镇永昌村', '230406100200'],
    ['', '永昌村', '230406100200'],
    ['永昌村', '', '230406100200'],
    ['东山办', '沿河北社区居委会', '230406004001'],
    ['东山街道办事处', '沿河北', '230406004001'],
    ['工人村', '大杨树社区', '230406001002'],
    ['工人村办事处', '', '230406001'],
    ['新华', '', '230406100'],
    ['新华', '岭丰管理区', '230406501501'],
    ['新华农场', '岭丰', '230406501501'],
    ['林业局生活区', '红旗林场', '230406400507'],
    ['东方红', '红旗', '230406202204'],
    ['东方红乡', '/', '230406202'],
  ])('%s %s is %s', (township, village, code) =>
    expect(resolve(township, village)).toMatchObject({ ok: true, value: { code } }),
  )

  test.each([
    ['', '', 'township'],
    ['南山街道', '', 'township'],
    ['不详', '', 'township'],
    ['东山办', '永昌村', 'village'],
    ['新华镇', '不详', 'village'],
    ['', '不详', 'village'],
  ])('%s %s is unknown, in %s', (township, village, field) => {
    expect(resolve(township, village)).toMatchObject({ ok: false, reasons: [{ code: 'unknown_area', field }] })
  })

  test('a village of the same name in two townships is asked about', () => {
    const two = areaResolver([
      ...areas,
      { code: '230406201299', name: '永昌村村委会', level: 'village', parent: '230406201' },
    ])
    const answer = two('', '永昌村')
    expect(answer.ok).toBe(false)
    expect(answer.reasons[0]!.zh).toContain('蔬园乡')
    expect(two('蔬园', '永昌')).toMatchObject({ value: { code: '230406201299' } })
  })

  test('every area is found by its own full name', () => {
    for (const { code, name, level, parent } of areas) {
      const above = areas.find((area) => area.code === parent)?.name ?? ''
      if (level === 'village') expect(resolve(above, name)).toMatchObject({ value: { code } })
      if (level === 'township') expect(resolve(name, '')).toMatchObject({ value: { code } })
    }
  })
})
