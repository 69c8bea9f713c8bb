// When two registrations may be of one person (M07). A warning and never a refusal: brothers share a telephone, namesakes a
// birth date. What is alike is said by code, so that a clerk sees why; the document itself is compared elsewhere, whole.
import type { Day } from '../../../kernel/time.ts'
import type { DocumentType, Sex } from '../rules/documents.ts'
import { searchTerm, soundsOf } from '../rules/names.ts'

export const ALIKE = ['sameName', 'sameSound', 'nearName', 'sameTelephone', 'nearTelephone', 'sameBirthDate'] as const
export type Alike = (typeof ALIKE)[number]
export type Strength = 'strong' | 'likely'

export interface Compared {
  name: string
  sex: Sex | null
  birthDate: Day | null
  documentType: DocumentType
  /** In the one form that `normaliseTelephone` gives. */
  telephones: readonly string[]
}

export interface Resemblance {
  strength: Strength
  reasons: Alike[]
}

/** Null: nothing that a clerk should look at. */
export function resemblance(one: Compared, other: Compared): Resemblance | null {
  const bornOnOneDay = one.birthDate !== null && one.birthDate === other.birthDate
  const telephone = telephonesAlike(one.telephones, other.telephones)
  if (!bornOnOneDay && telephone === null) return null
  const bornApart = one.birthDate !== null && other.birthDate !== null && one.birthDate !== other.birthDate
  const sexesDiffer = one.sex !== null && other.sex !== null && one.sex !== other.sex
  const hasOneName = isSameName(one.name, other.name)
  // Whoever shares a telephone and not the name is mostly of one family: the birth date or the sex tells them apart. Two
  // right resident numbers are two persons unless the name is the same to the character or the telephone says otherwise.
  if (!hasOneName && (bornApart || sexesDiffer || (telephone === null && haveTwoNumbers(one, other)))) return null
  // How names sound costs most, so it is asked last: in a list hardly anybody comes as far as here.
  const name = hasOneName ? ('sameName' as const) : soundsOrLooksAlike(one.name, other.name)
  const strength = strengthOf()
  if (strength === null) return null
  const reasons = [name, telephone, bornOnOneDay ? ('sameBirthDate' as const) : null].filter((alike) => alike !== null)
  return { strength, reasons }

  function strengthOf(): Strength | null {
    if (telephone === 'sameTelephone') {
      if (name === 'sameName') return 'strong'
      if (name === 'sameSound') return bornOnOneDay ? 'strong' : 'likely'
      return name === 'nearName' || bornOnOneDay ? 'likely' : null
    }
    if (telephone === 'nearTelephone' && (name === 'sameName' || name === 'sameSound')) return 'likely'
    if (!bornOnOneDay) return null
    if (name === 'sameName') return 'strong'
    if (haveTwoNumbers(one, other)) return null
    // 张伟 and 张强 born on one day are two persons; of three characters two alike are rarely chance.
    return name === 'sameSound' || (name === 'nearName' && hasThree(one.name) && hasThree(other.name)) ? 'likely' : null
  }
}

const hasThree = (name: string): boolean => [...searchTerm(name)].length >= 3

const haveTwoNumbers = (one: Compared, other: Compared): boolean =>
  one.documentType === 'resident-id' && other.documentType === 'resident-id'

const isSameName = (one: string, other: string): boolean =>
  searchTerm(one) !== '' && searchTerm(one) === searchTerm(other)

function soundsOrLooksAlike(one: string, other: string): 'sameSound' | 'nearName' | null {
  const [a, b] = [searchTerm(one), searchTerm(other)]
  if (a === '' || b === '') return null
  const sounds = new Set(soundsOf(one))
  if (soundsOf(other).some((sound) => sounds.has(sound))) return 'sameSound'
  return isOneApart([...a], [...b]) ? 'nearName' : null
}

/** One character changed, or one left out of a name of three or more. */
function isOneApart(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length < 2 || long.length - short.length > 1) return false
  const first = short.findIndex((char, index) => char !== long[index])
  const at = first === -1 ? short.length : first
  const restOfShort = short.slice(short.length === long.length ? at + 1 : at)
  return long.length - short.length === 1
    ? long.length >= 3 && restOfShort.join('') === long.slice(at + 1).join('')
    : restOfShort.join('') === long.slice(at + 1).join('')
}

function telephonesAlike(one: readonly string[], other: readonly string[]): 'sameTelephone' | 'nearTelephone' | null {
  const theirs = new Set(other.map(digitsOf))
  const mine = one.map(digitsOf)
  if (mine.some((number) => theirs.has(number))) return 'sameTelephone'
  return mine.some((number) => [...theirs].some((other) => isSwapped(number, other))) ? 'nearTelephone' : null
}

/** Would `swapsOf` of the one give the other? */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length || one === other) return false
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2)
}

export const digitsOf = (telephone: string): string => telephone.replace(/\D/g, '')

/** The number with two neighbouring digits changed over, as they are mistyped. */
export function swapsOf(digits: string): string[] {
  const swapped = new Set<string>()
  for (let at = 0; at + 1 < digits.length; at += 1) {
    swapped.add(digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2))
  }
  swapped.delete(digits)
  return [...swapped]
}

/** 199****4568: enough to recognise a number by, too little to call it. */
export const maskTelephone = (telephone: string): string =>
  telephone.length < 8 ? '****' : `${telephone.slice(0, 3)}****${telephone.slice(-4)}`
