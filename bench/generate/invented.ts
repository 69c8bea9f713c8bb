// Invented names and identity numbers for very many people, by the product's own rules: each number has its check digit and is
// sealed and hashed with the keys of the data folder, so that it is found; each name has the terms that it is found by.
import { checkCharacter, documentKey, maskDocument } from '../../src/modules/people/rules/documents.ts'
import { nameTerms } from '../../src/modules/people/rules/names.ts'
import type { Sealer } from '../../src/platform/sealed.ts'

// The frequent ones first: whoever draws them takes the first more often.
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰涛明超兰霞平刚桂英秀玉华文建国志海红梅春雨晓东立新永福宝金淑珍凤云鹏飞宇轩子涵浩然欣怡'

/** Always the same for the same `n`, between 0 and 1. */
export function drawn(n: number): number {
  const x = Math.sin(n * 12.9898) * 43758.5453
  return x - Math.floor(x)
}

const skewed = (text: string, n: number, power: number): string => text[Math.floor(text.length * drawn(n) ** power)]!

export interface Name {
  name: string
  terms: string[]
}

/** So many different names, three of four with two characters behind the surname. */
export function names(count: number): Name[] {
  const made = new Map<string, string[]>()
  for (let n = 1; made.size < count; n++) {
    const given = skewed(GIVEN, n * 3 + 1, 1.2) + (n % 4 === 0 ? '' : skewed(GIVEN, n * 3 + 2, 1.2))
    const name = skewed(SURNAMES, n * 3, 2) + given
    if (!made.has(name)) made.set(name, nameTerms(name))
  }
  return [...made].map(([name, terms]) => ({ name, terms }))
}

/** The number of the n-th person: 999 of each day, which no birth of this district has reached. */
export function documentOf(n: number): string {
  const born = new Date(Date.UTC(1925, 0, 1 + (n % 33_000))).toISOString().slice(0, 10)
  const digits = `230406${born.replaceAll('-', '')}${String(Math.floor(n / 33_000)).padStart(3, '0')}`
  return digits + checkCharacter(digits)
}

export function sealedDocument(sealer: Sealer, n: number, owner: string) {
  const number = documentOf(n)
  return {
    sealed: sealer.seal(number, owner),
    hash: sealer.keyedHash(documentKey({ type: 'resident-id', number })),
    masked: maskDocument(number),
    sex: Number(number[16]) % 2 === 1 ? 'male' : 'female',
    birthDate: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
  }
}
