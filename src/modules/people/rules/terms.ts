// The terms by which a person is found, and what a search text looks for: names by prefix of characters, pinyin and
// initials, telephones by their digits with or without the area code, documents whole.
import { DOCUMENT_TYPES, documentKey, readDocument } from './documents.ts'
import { nameTerms, searchTerm } from './names.ts'

const digitsOf = (text: string): string => text.normalize('NFKC').replace(/\D/g, '')

export function termsOf({ name, telephones }: { name: string; telephones: readonly string[] }): string[] {
  const terms = new Set(nameTerms(name))
  for (const telephone of telephones) {
    terms.add(digitsOf(telephone))
    const local = /^0\d{2,3}-(\d{7,8})/.exec(telephone)?.[1]
    if (local) terms.add(local)
  }
  return [...terms]
}

export interface Sought {
  /** Beginning of a term, or null when the text holds nothing to look for. */
  term: string | null
  /** Keys of every document that the text may be the number of. */
  documentKeys: string[]
}

/** Shorter digits would find half the district. */
const FEWEST_DIGITS = 3

export function sought(q: string): Sought {
  const text = q.normalize('NFKC').trim()
  const digits = digitsOf(text)
  const isNumber = /^\+?[\d\s()-]+$/.test(text)
  const term = isNumber ? digits : searchTerm(text)
  const documentKeys = DOCUMENT_TYPES.flatMap((type) => {
    const read = text.length >= 5 ? readDocument(type, text) : null
    return read?.ok ? [documentKey(read.value)] : []
  })
  return { term: term === '' || (isNumber && digits.length < FEWEST_DIGITS) ? null : term, documentKeys }
}
