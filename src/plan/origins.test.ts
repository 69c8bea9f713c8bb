// Key area or elsewhere (M07): the first place named wins, names that are also elsewhere need their own city, and what
// cannot be told is a doubt.
import { describe, expect, it } from 'vitest'
import { originClassifier } from './origins.ts'
import { isolationPlace } from './place-rule.ts'
import { shippedPlan as plan } from './testing/shipped.ts'

const classify = originClassifier(plan)

describe('key areas', () => {
  it.each([
    ['湖北省武汉市江岸区', '420102'],
    ['武汉', '4201'],
    ['武汉市江汉区', '420103'],
    ['湖北孝感', '4209'],
    ['湖北省黄冈市', '4211'],
    [' 湖 北 荆州 ', '4210'],
    ['湖北青山', '420107'],
    ['湖北省荆州市公安县', '421022'],
    ['宜昌市五峰', '420529'],
    ['武昌街道口', '420106'],
    ['武汉中南路', '4201'],
    ['恩施州利川市', '422802'],
    ['从黄冈返回', '4211'],
    ['Wuhan', '4201'],
    ['监利县', '421088'],
  ])('%s is %s', (text, code) => {
    expect(classify(text)).toMatchObject({ category: 'keyArea', code, doubt: null })
  })

  it('knows every city and county by its full name behind the province', () => {
    const places = plan.origins.keyAreas[0]!.cities.flatMap((city) => [city, ...city.counties])
    expect(places.length).toBeGreaterThan(110)
    for (const { code, names, behind } of places)
      expect(classify(`湖北省${names[0] ?? behind[0]}`), code).toMatchObject({ category: 'keyArea', code })
  })
})

describe('elsewhere', () => {
  it.each([
    ['黑龙江省鹤岗市东山区', '2304'],
    ['鹤岗兴山', '2304'],
    ['河南襄城', '41'],
    ['湖南华容', '43'],
    ['长沙市区', '4301'],
    ['内蒙古包头市青山区', '1502'],
    ['汉中', '6107'],
    ['鄂尔多斯', '1506'],
    ['北京市武汉路', '11'],
    ['河北石家庄', '1301'],
    ['洪湖小区', null],
    ['兴山区', null],
    ['日本东京', null],
    ['', null],
  ])('%s is %s', (text, code) => {
    expect(classify(text)).toMatchObject({ category: 'elsewhere', code, doubt: null })
  })

  it.each([
    ['北京（经武汉）', '武汉'],
    ['青山', '青山'],
    ['兴山', '兴山'],
  ])('%s is to be asked about', (text, doubt) => {
    expect(classify(text)).toMatchObject({ category: 'elsewhere', doubt })
  })
})

describe('where somebody isolates', () => {
  it.each([
    [{ category: 'keyArea' }, 'home'],
    [{ hasHome: false }, 'central'],
    [{ homeSuitable: false }, 'central'],
    [{ hasHome: true, homeSuitable: true }, 'home'],
    [{ brokeHomeIsolation: true, homeSuitable: true }, 'central'],
  ] as const)('%o: %s', (facts, place) => {
    expect(isolationPlace(plan, facts).place).toBe(place)
  })
})
