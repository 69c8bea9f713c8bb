// The signed token of a release certificate: a masked name, two days, the district and the certificate's number, nothing
// else. It is `payload.signature`, both base64url: the payload is JSON, the signature is Ed25519 over the payload's text.
// Every byte counts: a token that is not written as it would be written is none, so no second spelling passes.

export interface Certificate {
  /** Of the person, masked. */
  name: string
  /** First and last day of isolation. */
  from: string
  until: string
  district: string
  number: string
}

const VERSION = 1
// Without the calendar of the kernel: the page that verifies stays small, and only we sign days.
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** 何国涛 is 何*涛, 何涛 is 何*; of longer names only the first and last character stay. */
export function maskName(name: string): string {
  const characters = [...name]
  const [first = '', ...others] = characters
  if (others.length === 0) return '*'
  return others.length === 1 ? `${first}*` : `${first}${'*'.repeat(others.length - 1)}${others.at(-1)}`
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

export const toBase64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** Null when it is not the text that these bytes are written as. */
function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(text)) return null
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    return toBase64url(bytes) === text ? bytes : null
  } catch {
    return null
  }
}

/** The first half of a token; its bytes are what is signed. */
export const payloadOf = ({ name, from, until, district, number }: Certificate): string =>
  toBase64url(utf8(JSON.stringify([VERSION, name, from, until, district, number])))

export interface ReadToken {
  certificate: Certificate
  signed: Uint8Array<ArrayBuffer>
  signature: Uint8Array<ArrayBuffer>
}

/** What a token says and what is to be verified of it; null for a text that is no token of this version. */
export function readToken(token: string): ReadToken | null {
  const [payload = '', written = '', ...more] = token.split('.')
  const bytes = fromBase64url(payload)
  const signature = fromBase64url(written)
  if (more.length > 0 || !bytes || signature?.length !== 64) return null
  let said: unknown
  try {
    said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return null
  }
  if (!Array.isArray(said) || said.length !== 6 || said[0] !== VERSION) return null
  const [, name, from, until, district, number] = said as unknown[]
  if (typeof name !== 'string' || typeof from !== 'string' || typeof until !== 'string') return null
  if (typeof district !== 'string' || typeof number !== 'string' || !DAY.test(from) || !DAY.test(until)) return null
  return { certificate: { name, from, until, district, number }, signed: utf8(payload), signature }
}
