// One description gives the Word file and the PDF: the official sizes and indents, the parts in their order, no text read as
// markup, and a signature that never stands alone.
import { afterAll, describe, expect, it } from 'vitest'
import { fromBuffer } from 'yauzl'
import { openTypesetter } from '../typeset/index.ts'
import {
  dayInWords,
  heading,
  numeral,
  type OfficialDocument,
  officialPdf,
  officialWord,
  paragraph,
  table,
} from './index.ts'

const typesetter = openTypesetter()
afterAll(() => typesetter.close())

const REPORT: OfficialDocument = {
  issuer: '东山战区指挥部办公室文件',
  number: '东指办报〔2020〕3号',
  approver: '何国涛',
  title: '关于1月27日疫情防控情况的报告',
  addressee: '鹤岗市疫情防控指挥部',
  body: [
    heading(1, '一、总体情况'),
    paragraph('新登记 128 人。\n<w:p> & #panic() *不是标记*'),
    table(['单位', '登记'], [['新华镇', '12']], { caption: '各乡镇街道情况' }),
    paragraph('特此报告。'),
  ],
  signature: '东山战区指挥部办公室',
  day: '2020-01-27',
  copies: '区委、区政府',
}

/** The text of one part of a Word file. */
const partOf = (file: Buffer, name: string) =>
  new Promise<string>((resolve, reject) => {
    fromBuffer(file, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('entry', (entry) => {
        if (entry.fileName !== name) return zip.readEntry()
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed)
          const chunks: Buffer[] = []
          for await (const chunk of stream) chunks.push(chunk)
          resolve(Buffer.concat(chunks).toString())
        })
      })
      zip.on('end', () => reject(new Error(`no ${name}`)))
      zip.readEntry()
    })
  })

const textOf = (xml: string) => [...xml.matchAll(/<w:t[ >][^<]*<\/w:t>/g)].map(([run]) => run.replace(/<[^>]*>/g, ''))

describe('an official document', () => {
  it('has its parts in the official order', async () => {
    const xml = await partOf(await officialWord(REPORT), 'word/document.xml')
    const text = textOf(xml).join('|')
    const parts = [
      '东山战区指挥部办公室文件',
      '东指办报〔2020〕3号',
      '签发人：',
      '何国涛',
      '关于1月27日疫情防控情况的报告',
      '鹤岗市疫情防控指挥部：',
      '一、总体情况',
      '新登记 128 人。',
      '&lt;w:p&gt; &amp; #panic() *不是标记*',
      '各乡镇街道情况',
      '新华镇',
      '特此报告。',
      '东山战区指挥部办公室|2020年1月27日',
      '抄送：区委、区政府。',
    ]
    const places = parts.map((part) => text.lastIndexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('is set in 三号 with an indent of two characters and 22 lines a page, the title in 二号', async () => {
    const file = await officialWord(REPORT)
    const xml = await partOf(file, 'word/document.xml')
    expect(xml).toMatch(/w:firstLineChars="200"/)
    expect(xml).toMatch(/w:line="580" w:lineRule="exact"/)
    expect(xml).toMatch(/<w:sz w:val="44"\/>(?:(?!<w:t ).)*<w:t [^>]*>关于1月27日/)
    expect(await partOf(file, 'word/styles.xml')).toMatch(/w:eastAsia="仿宋".*<w:sz w:val="32"\/>/)
  })

  it('keeps its signature with the last paragraph', async () => {
    const xml = await partOf(await officialWord(REPORT), 'word/document.xml')
    const last = xml.split('<w:p>').find((one) => one.includes('特此报告'))
    expect(last).toContain('<w:keepNext/>')
  })

  it('is a PDF too, with and without its optional parts, in both languages', async () => {
    const { title, body } = REPORT
    for (const one of [REPORT, { title, body }, { ...REPORT, lang: 'en' as const, approver: undefined }])
      expect((await officialPdf(typesetter, one as OfficialDocument)).subarray(0, 5).toString()).toBe('%PDF-')
  })
})

describe('numbers and days of a document', () => {
  it.each([
    [1, '一'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [34, '三十四'],
  ])('%d is %s', (n, text) => expect(numeral(n)).toBe(text))

  it('a day has no leading zeros', () => {
    expect(dayInWords('2020-01-05', 'zh')).toBe('2020年1月5日')
    expect(dayInWords('2020-02-29', 'en')).toBe('29 February 2020')
  })
})
