// An official document as a Word file, by GB/T 9704-2012: A4, 22 lines of 28 characters of 三号 (16 pt) a page, title in
// 二号 小标宋, body in 仿宋 with two characters' indent, page numbers of 四号 between dashes, odd ones right, even ones left.
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeightRule,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { type Block, characters, dayInWords, MANY_COLUMNS, type OfficialDocument, WORDS } from './model.ts'

const font = (eastAsia: string, latin = 'Times New Roman') => ({ ascii: latin, hAnsi: latin, cs: latin, eastAsia })
const FANGSONG = font('仿宋')
const KAITI = font('楷体')
const HEITI = font('黑体')
const TITLE = font('方正小标宋简体')

// Half points: 二号, 三号, 四号; of a table 小四, of one with many columns 五号.
const [SIZE_2, SIZE_3, SIZE_4] = [44, 32, 28]
const tableSize = (columns: number) => (columns > MANY_COLUMNS ? 21 : 24)
/** Of a character of the body, in twentieths of a point. */
const CHARACTER = 320
/** 225 mm in 22 lines. */
const LINE = { line: 580, lineRule: LineRuleType.EXACT }
/** Of the text, in twentieths of a point: 156 mm. */
const WIDTH = 8845
const RED = 'E60012'
/** Of the red head: 22 mm high at most, and one line. */
const HEAD_POINTS = 50

/** The media type of a Word document. */
export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** As official documents are written on a Chinese desk; the file opens in Word, WPS and LibreOffice. */
export async function officialWord(document: OfficialDocument): Promise<Buffer> {
  const lang = document.lang ?? 'zh'
  const isSigned = Boolean(document.signature || document.day)
  return Packer.toBuffer(
    new Document({
      title: document.title,
      creator: document.signature ?? document.issuer ?? '',
      evenAndOddHeaderAndFooters: true,
      styles: {
        default: {
          document: { run: { font: FANGSONG, size: SIZE_3, language: { value: 'en-GB', eastAsia: 'zh-CN' } } },
        },
      },
      sections: [
        {
          properties: {
            page: {
              size: { width: 11906, height: 16838 },
              margin: { top: 2098, bottom: 1984, left: 1587, right: 1474, footer: 1417 },
            },
          },
          footers: { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) },
          children: [
            ...head(document, lang),
            ...titleOf(document),
            ...(document.addressee ? [line(`${document.addressee}${WORDS[lang].colon}`, { keepNext: true })] : []),
            ...document.body.flatMap((one, index) => block(one, isSigned && index === document.body.length - 1)),
            ...ending(document, lang),
          ],
        },
      ],
    }),
  )
}

type Of = ConstructorParameters<typeof Paragraph>[0] & object
const line = (text: string, of: Of = {}, run: ConstructorParameters<typeof TextRun>[0] & object = {}) =>
  new Paragraph({ spacing: LINE, ...of, children: [new TextRun({ text, ...run })] })
const blank = (keepNext = false) => new Paragraph({ spacing: LINE, keepNext })

function head({ issuer, number, approver }: OfficialDocument, lang: 'zh' | 'en'): Paragraph[] {
  const points = issuer ? Math.min(HEAD_POINTS, Math.floor(WIDTH / 20 / characters(issuer))) : 0
  const numberLine = approver
    ? new Paragraph({
        spacing: { ...LINE, after: 160 },
        indent: { left: CHARACTER, right: CHARACTER },
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH - CHARACTER }],
        children: [
          new TextRun(`${number ?? ''}\t${WORDS[lang].approver}`),
          new TextRun({ text: approver, font: KAITI }),
        ],
      })
    : line(number ?? '', { alignment: AlignmentType.CENTER, spacing: { ...LINE, after: 160 } })
  if (!issuer) return number || approver ? [numberLine] : []
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 480, after: 480 },
      children: [new TextRun({ text: issuer, font: TITLE, size: points * 2, color: RED })],
    }),
    numberLine,
    new Paragraph({ spacing: LINE, border: { top: { style: BorderStyle.SINGLE, size: 18, color: RED, space: 6 } } }),
  ]
}

function titleOf({ title, subtitle, issuer }: OfficialDocument): Paragraph[] {
  return [
    ...(issuer ? [] : [blank()]),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: 700, lineRule: LineRuleType.EXACT },
      keepNext: true,
      children: [new TextRun({ text: title, font: TITLE, size: SIZE_2 })],
    }),
    ...(subtitle ? [line(subtitle, { alignment: AlignmentType.CENTER, keepNext: true }, { font: KAITI })] : []),
    blank(),
  ]
}

/** A signature never stands alone on a page: the last paragraph comes with it. */
function block(one: Block, isBeforeSignature: boolean): (Paragraph | Table)[] {
  const indent = { firstLine: 2 * CHARACTER, firstLineChars: 200 }
  switch (one.kind) {
    case 'paragraph':
      return one.text
        .split('\n')
        .map((text) => line(text, { indent, alignment: AlignmentType.BOTH, keepNext: isBeforeSignature }))
    case 'heading':
      return [
        line(
          one.text,
          { indent, keepNext: true },
          { font: one.level === 1 ? HEITI : one.level === 2 ? KAITI : FANGSONG, bold: one.level === 3 },
        ),
      ]
    case 'table':
      return tableOf(one)
  }
}

function tableOf({ head: heads, rows, shares, left = [], caption }: Extract<Block, { kind: 'table' }>) {
  const all = shares ?? heads.map(() => 1)
  const sum = all.reduce((total, share) => total + share, 0)
  const widths = all.map((share) => Math.floor((WIDTH * share) / sum))
  const isText = (column: number) => column === 0 || left.includes(column)
  const cell = (text: string, column: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[column]!, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 50, bottom: 50, left: 60, right: 60 },
      children: [
        new Paragraph({
          alignment: isHead || !isText(column) ? AlignmentType.CENTER : AlignmentType.LEFT,
          spacing: { line: 320, lineRule: LineRuleType.AT_LEAST },
          children: [new TextRun({ text, size: tableSize(heads.length), ...(isHead ? { font: HEITI } : {}) })],
        }),
      ],
    })
  const row = (cells: string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      height: { value: 440, rule: HeightRule.ATLEAST },
      children: cells.map((text, column) => cell(text, column, isHead)),
    })
  return [
    ...(caption
      ? [line(caption, { alignment: AlignmentType.CENTER, keepNext: true }, { font: HEITI, size: SIZE_4 })]
      : []),
    new Table({
      layout: TableLayoutType.FIXED,
      columnWidths: widths,
      width: { size: widths.reduce((total, width) => total + width, 0), type: WidthType.DXA },
      rows: [row(heads, true), ...rows.map((cells) => row(cells, false))],
    }),
    // Room below a table, and a table may not be a document's last part.
    new Paragraph({ spacing: { line: 240, lineRule: LineRuleType.EXACT } }),
  ]
}

/** The signature stands centred over the day, the day four characters from the right; the copies under a line. */
function ending({ signature, day, copies }: OfficialDocument, lang: 'zh' | 'en'): Paragraph[] {
  const dayText = day ? dayInWords(day, lang) : ''
  const parts = [signature ?? '', dayText].filter((text) => text !== '')
  const wide = Math.max(0, ...parts.map(characters)) * CHARACTER
  // A long name comes nearer to the edge than its day.
  const right = characters(signature ?? '') > characters(dayText) ? 2 * CHARACTER : 4 * CHARACTER
  const left = Math.max(0, WIDTH - wide - right - CHARACTER / 2)
  return [
    ...(parts.length > 0 ? [blank(true)] : []),
    ...parts.map((text, index) =>
      line(text, {
        alignment: AlignmentType.CENTER,
        indent: { left, right: right - CHARACTER / 2 },
        keepNext: index < parts.length - 1,
        keepLines: true,
      }),
    ),
    ...(copies
      ? [
          blank(),
          new Paragraph({
            indent: { left: CHARACTER, right: CHARACTER },
            border: {
              top: { style: BorderStyle.SINGLE, size: 8, space: 4 },
              bottom: { style: BorderStyle.SINGLE, size: 8, space: 4 },
            },
            children: [new TextRun({ text: `${WORDS[lang].copies}${copies}${WORDS[lang].stop}`, size: SIZE_4 })],
          }),
        ]
      : []),
  ]
}

function footer(alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: SIZE_4 * 10, right: SIZE_4 * 10 },
        children: [new TextRun({ font: font('宋体'), size: SIZE_4, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })
}
