// An official document as PDF, set from official.typ: the same parts as the Word file.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Typesetter } from '../typeset/index.ts'
import { characters, dayInWords, MANY_COLUMNS, type OfficialDocument, WORDS } from './model.ts'

const MAIN = readFileSync(path.join(import.meta.dirname, 'official.typ'), 'utf8')

/** Throws TypesetError when it cannot be set. */
export function officialPdf(typesetter: Typesetter, document: OfficialDocument): Promise<Buffer> {
  const lang = document.lang ?? 'zh'
  const { issuer, number, approver, title, subtitle, addressee, body, signature, day, copies } = document
  const dayText = day ? dayInWords(day, lang) : null
  const data = {
    lang,
    words: WORDS[lang],
    issuer: issuer ?? null,
    issuerCharacters: characters(issuer ?? '') || 1,
    number: number ?? null,
    approver: approver ?? null,
    title,
    subtitle: subtitle ?? null,
    addressee: addressee ?? null,
    body: body.map((one) =>
      one.kind === 'table'
        ? {
            ...one,
            shares: one.shares ?? one.head.map(() => 1),
            left: one.left ?? [],
            caption: one.caption ?? null,
            isSmall: one.head.length > MANY_COLUMNS,
          }
        : one,
    ),
    signature: signature ?? null,
    day: dayText,
    signatureIsLonger: characters(signature ?? '') > characters(dayText ?? ''),
    copies: copies ?? null,
  }
  return typesetter.pdf({ main: MAIN, sources: {}, data })
}
