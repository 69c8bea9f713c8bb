// Password hashes (scrypt) and one-time passwords that a person can read out and type. A hash carries its own cost, so
// that the cost can be raised later: a person's choice gets the full cost; a one-time password is 59 random bits, which
// no cost makes safer, and a first start makes two hundred of them.
import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

const FULL = { N: 2 ** 15, r: 8, p: 1 }
const LIGHT = { N: 2 ** 10, r: 8, p: 1 }
const KEY_BYTES = 32

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. */
async function hashAt(password: string, { N, r, p }: typeof FULL): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r })
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Hashes a password that a person chose. */
export const hashPassword = (password: string): Promise<string> => hashAt(password, FULL)

/** Hashes a one-time password of `oneTimePassword`, and nothing else. */
export const hashOneTimePassword = (password: string): Promise<string> => hashAt(password, LIGHT)

/** False for a hash of another make, too. */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [make, N, r, p, salt, key] = hash.split('$')
  if (make !== 'scrypt' || !N || !r || !p || !salt || !key) return false
  const expected = Buffer.from(key, 'base64url')
  const cost = { N: Number(N), r: Number(r), p: Number(p), maxmem: 256 * Number(N) * Number(r) }
  const found = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), expected.length, cost)
  return timingSafeEqual(found, expected)
}

// No letters or digits that are taken for one another.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Twelve characters in three groups, about 59 bits: `kq3m-x7wd-92hf`. */
export const oneTimePassword = (): string =>
  Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')).join(
    '-',
  )
