// Identity documents (M07): which number is a possible one, what it says of its bearer, how it is shown. Numbers are
// compared only in the form that `readDocument` gives, so that one person is one hash however the number was typed.
import { type Day, isDay } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'

export const DOCUMENT_TYPES = [
  'resident-id',
  'hk-macao-permit',
  'taiwan-permit',
  'residence-permit-hmt',
  'foreign-permanent',
  'passport',
  'other',
] as const
export type DocumentType = (typeof DOCUMENT_TYPES)[number]
export type Sex = 'male' | 'female'

/** A number in its one form; `sex` and `birthDate` where the number says them, else null. */
export interface IdentityDocument {
  type: DocumentType
  number: string
  sex: Sex | null
  birthDate: Day | null
}

/** Half width, upper case, without spaces, dashes, dots and the apostrophe that Excel users put before an id. */
export const normaliseNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s'‘’`´"“”\-–—−·.()\u200b-\u200f\ufeff]/g, '')
    .replace(/[×Х]$/, 'X')

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECKS = '10X98765432'

/** The check character of GB 11643 for 17 digits. */
export const checkCharacter = (digits: string): string =>
  CHECKS[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11]!

/** GB/T 2260 provinces, with Taiwan 71, Hong Kong 81, Macao 82 and the residence permit of Taiwan people 83. */
const PROVINCES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/
const HMT = /^8[123]0000/

const idReason = (zh: string, en: string): { ok: false; reasons: Reason[] } => no(reason('id_checksum', zh, en))
const wrong = () => no(reason('document_number', '证件号码与证件类型不符', 'The number does not fit the document type'))

/** The 18-digit form of GB 11643: resident ids, residence permits (HMT), permanent residence cards since 2023. */
function read18(number: string): Verdict<IdentityDocument> {
  if (!/^\d{17}[\dX]$/.test(number)) {
    if (/^\d{15}$/.test(number)) {
      return idReason(
        '15 位旧身份证号已停用，请填 18 位号码',
        'A 15-digit number is no longer valid: give all 18 digits',
      )
    }
    const length = [...number].length
    return length === 0
      ? idReason('缺少证件号码', 'The document number is missing')
      : idReason(`身份证号应为 18 位，现为 ${length} 位`, `A resident id has 18 characters, this has ${length}`)
  }
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  const isForeign = number.startsWith('9')
  if (!isForeign && !PROVINCES.test(number))
    return idReason('身份证号前两位不是省份代码', 'It begins with no province code')
  if (!isDay(birthDate) || birthDate < '1850-01-01') {
    return idReason('身份证号中的出生日期不存在', 'The birth date in the number does not exist')
  }
  if (checkCharacter(number) !== number[17]) {
    return idReason('身份证号校验位不符，请核对', 'The check digit does not match: compare with the card')
  }
  const sex: Sex = Number(number[16]) % 2 === 1 ? 'male' : 'female'
  const type = isForeign ? 'foreign-permanent' : HMT.test(number) ? 'residence-permit-hmt' : 'resident-id'
  return yes({ type, number, sex, birthDate })
}

const plain = (type: DocumentType, number: string): Verdict<IdentityDocument> =>
  yes({ type, number, sex: null, birthDate: null })

/** A number as typed, for a stated type. Refused with `id_checksum` (18-digit forms) or `document_number`. */
export function readDocument(type: DocumentType, text: string): Verdict<IdentityDocument> {
  const number = normaliseNumber(text)
  switch (type) {
    case 'resident-id':
    case 'residence-permit-hmt': {
      const read = read18(number)
      return read.ok && read.value.type !== type ? wrong() : read
    }
    case 'foreign-permanent':
      if (/^[A-Z]{3}\d{12}$/.test(number)) return plain(type, number)
      return /^9\d{16}[\dX]$/.test(number) ? read18(number) : wrong()
    // The last two digits of the older cards count renewals: the person is the first nine characters.
    case 'hk-macao-permit':
      return /^[HM]\d{8}(\d{2})?$/.test(number) ? plain(type, number.slice(0, 9)) : wrong()
    case 'taiwan-permit':
      return /^(\d{8}|\d{10}[A-Z]?)$/.test(number) ? plain(type, number) : wrong()
    case 'passport':
      return /^(?=.*\d)[A-Z0-9]{5,17}$/.test(number) ? plain(type, number) : wrong()
    case 'other':
      return /^[\p{L}\p{N}]{3,40}$/u.test(number) ? plain(type, number) : wrong()
  }
}

/**
 * A number without a stated type, as lists have it. The type is read only from forms that leave no choice: eighteen
 * characters, H or M with digits, a letter with digits (passport). Digits of any other length are a mistyped id.
 */
export function inferDocument(text: string): Verdict<IdentityDocument> {
  const number = normaliseNumber(text)
  if (/^[HM]\d{8}(\d{2})?$/.test(number)) return readDocument('hk-macao-permit', number)
  if (/^[A-Z]{3}\d{12}$/.test(number)) return readDocument('foreign-permanent', number)
  if (/^[A-Z]{1,2}\d{6,9}$/.test(number)) return readDocument('passport', number)
  return read18(number)
}

const TYPE_NAMES: readonly [pattern: RegExp, type: DocumentType][] = [
  [/永久居留/, 'foreign-permanent'],
  [/居住证/, 'residence-permit-hmt'],
  [/台胞|台湾.*通行|来往大陆/, 'taiwan-permit'],
  [/回乡|港澳.*通行|来往内地/, 'hk-macao-permit'],
  [/护照|passport/i, 'passport'],
  [/身份证/, 'resident-id'],
  [/其他|其它|军官|士兵/, 'other'],
]

/** The type that a cell such as 居民身份证 names, or null. */
export const documentTypeOf = (text: string): DocumentType | null =>
  TYPE_NAMES.find(([pattern]) => pattern.test(text.normalize('NFKC')))?.[1] ?? null

/** What may be shown without a reason: enough to tell two people of a name apart, too little to use. */
export function maskDocument(number: string): string {
  const [head, tail] = number.length >= 15 ? [3, 4] : number.length >= 7 ? [1, 3] : [0, 1]
  return number.slice(0, head) + '*'.repeat(Math.max(0, number.length - head - tail)) + number.slice(-tail)
}

/** The text whose keyed hash finds a document across the district. */
export const documentKey = ({ type, number }: Pick<IdentityDocument, 'type' | 'number'>): string => `${type}:${number}`
