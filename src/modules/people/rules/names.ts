// Names as they are compared and searched (M07): one form however typed, and the terms by which a person is found: the
// name, the given name, full pinyin, initials. The readings of a surname come first; others are kept as variants.
import { pinyin, polyphonic } from 'pinyin-pro'

const HAN = /\p{Script=Han}/u
/** The many dots that stand between the parts of a minority or foreign name. */
const DOTS = /\s*[·•・‧∙⋅．﹒‥●]\s*/g

/** `林 静 安` is 林静安; `阿依古丽•买买提` has one kind of dot; a Latin name keeps single spaces. '' when there is none. */
export function normaliseName(text: string): string {
  const plain = text
    .replace(DOTS, '·')
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  const joined = HAN.test(plain)
    ? plain
        .replace(/(?<=\p{Script=Han}|·) (?=\p{Script=Han}|·)/gu, '')
        .replace(/(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu, '·')
    : plain
  return joined.replace(/^·+|·+$/g, '')
}

/** A name has a letter and is not a word for "unknown". */
export const isName = (name: string): boolean => /\p{L}/u.test(name) && !/^(不详|无名|未知|无|待查|不明)$/.test(name)

/** How a search text is compared with terms: lower case, without spaces and dots; `ü` is `v`, as it is typed. */
export const searchTerm = (text: string): string =>
  normaliseName(text)
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/[\s·.'’-]/g, '')

/** 何** for whoever may know that there is somebody and not who: the first character, of a foreign name the first letter. */
export const maskName = (name: string): string => {
  const [first = '', ...rest] = [...name]
  return `${first}${'*'.repeat(Math.min(Math.max(rest.length, 1), 3))}`
}

const MOST_VARIANTS = 8
const LETTERS = /^[a-z]+$/

/** Toneless readings of each character, the likeliest first; a letter or digit reads as itself. */
function readings(name: string): string[][] {
  const chars = [...name]
  const first = pinyin(name, { surname: 'head', toneType: 'none', type: 'array', v: true, nonZh: 'spaced' })
  const every = polyphonic(name, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' })
  return chars.map((char, i) => {
    if (!HAN.test(char)) return [char.toLowerCase()]
    const all = [first[i], ...(every[i] ?? [])].map((reading) => (reading ?? '').toLowerCase())
    const known = [...new Set(all)].filter((reading) => LETTERS.test(reading))
    return known.length === 0 ? [char] : known.slice(0, 3)
  })
}

/** Combinations of one reading a character, the likeliest first, at most `MOST_VARIANTS`. */
function combine(parts: string[][]): string[][] {
  let made: string[][] = [[]]
  for (const part of parts) {
    const next: string[][] = []
    for (const reading of part) for (const before of made) next.push([...before, reading])
    made = next.slice(0, MOST_VARIANTS)
  }
  return made
}

/**
 * The lower-case terms that find a name by prefix, without repeats, the name itself first: 何国涛 gives 何国涛, 国涛,
 * heguotao, hgt. About five a person; at most some twenty for names with many readings.
 */
export function nameTerms(text: string): string[] {
  const name = normaliseName(text)
  const whole = searchTerm(name)
  if (whole === '') return []
  const terms = new Set([whole])
  for (const part of name.split(/[·\s]/).slice(1)) if (searchTerm(part).length > 1) terms.add(searchTerm(part))
  if (!HAN.test(whole)) return [...terms]
  const chars = [...whole]
  if (chars.length <= 4) for (let i = 1; i <= chars.length - 2; i += 1) terms.add(chars.slice(i).join(''))
  const variants = combine(readings(whole))
  for (const variant of variants) terms.add(variant.join(''))
  for (const variant of variants) terms.add(variant.map((reading) => [...reading][0]).join(''))
  return [...terms]
}

/** How a name sounds: its full toneless pinyin, the likeliest reading first; 张伟 and 章维 share `zhangwei`. */
export function soundsOf(name: string): string[] {
  const whole = searchTerm(name)
  if (whole === '' || !HAN.test(whole)) return whole === '' ? [] : [whole]
  return [...new Set(combine(readings(whole)).map((variant) => variant.join('')))]
}
