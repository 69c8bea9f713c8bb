// An official document (公文) as it is laid out by GB/T 9704-2012: red head, number, title, addressee, body, signature, day.
// Whoever writes one says what stands in it; how it looks is said once, in word.ts and in official.typ.
import { addDays, type Day } from '../../kernel/time.ts'

export type Block =
  | { kind: 'paragraph'; text: string }
  /** Level 1 is 一、in 黑体, level 2 is （一）in 楷体, level 3 is 1. in 仿宋; the numbers stand in the text. */
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  /** `shares`: how wide the columns are among each other; equal when absent. The first column is text, the others figures
   *  unless `left` says that they are text too. */
  | { kind: 'table'; head: string[]; rows: string[][]; shares?: number[]; left?: number[]; caption?: string }

export interface OfficialDocument {
  lang?: 'zh' | 'en'
  /** The red head, whole: `东山战区指挥部办公室文件`. None: the page begins with the title. */
  issuer?: string
  /** `东指办报〔2020〕3号`. */
  number?: string
  /** Who approved it for a superior: `签发人：…` opposite the number. */
  approver?: string
  title: string
  /** Under the title, in brackets or not: a period, a day. */
  subtitle?: string
  /** Without the colon. */
  addressee?: string
  body: readonly Block[]
  signature?: string
  day?: Day
  /** 抄送. */
  copies?: string
}

/** A table with more is set smaller. */
export const MANY_COLUMNS = 6

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text })
export const table = (
  head: string[],
  rows: string[][],
  more: { shares?: number[]; left?: number[]; caption?: string } = {},
): Block => ({ kind: 'table', head, rows, ...more })

const NUMERALS = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 1 is 一, 12 is 十二, 21 is 二十一; up to 99, for the numbers of headings. */
export function numeral(n: number): string {
  if (n < 10) return NUMERALS[n]!
  const [tens, ones] = [Math.floor(n / 10), n % 10]
  return `${tens === 1 ? '' : NUMERALS[tens]}十${ones === 0 ? '' : NUMERALS[ones]}`
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')

/** `2020年1月26日`, `26 January 2020`. */
export function dayInWords(day: Day, lang: 'zh' | 'en'): string {
  const [year = '', month = '', date = ''] = addDays(day, 0).split('-')
  return lang === 'zh'
    ? `${year}年${Number(month)}月${Number(date)}日`
    : `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}

export const WORDS = {
  zh: { approver: '签发人：', copies: '抄送：', colon: '：', stop: '。' },
  en: { approver: 'Approved by: ', copies: 'Copies: ', colon: ':', stop: '.' },
}

/** How wide a text is, in characters of the body: a letter or digit is half of one. */
export const characters = (text: string): number =>
  [...text].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2000 ? 0.5 : 1), 0)
