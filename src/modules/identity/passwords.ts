// Passwords: better-auth's hash, and one-time passwords that a person can read out and type.
import { randomInt } from 'node:crypto'
import { hashPassword, verifyPassword } from 'better-auth/crypto'

// No letters or digits that are taken for one another.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Twelve characters in three groups, about 59 bits: `kq3m-x7wd-92hf`. */
export const oneTimePassword = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join(
    '-',
  )

export { hashPassword, verifyPassword }
