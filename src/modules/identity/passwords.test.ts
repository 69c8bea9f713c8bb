// A password opens what it was hashed for and nothing else; one-time passwords are readable and never alike.
import { describe, expect, it } from 'vitest'
import { hashOneTimePassword, hashPassword, oneTimePassword, verifyPassword } from './passwords.ts'

describe.each([
  ['of full cost', hashPassword],
  ['of a one-time password', hashOneTimePassword],
])('a hash %s', (_name, hash) => {
  it('fits its password alone, and is salted', async () => {
    const stored = await hash('正确的密码 1')
    expect(await verifyPassword({ hash: stored, password: '正确的密码 1' })).toBe(true)
    expect(await verifyPassword({ hash: stored, password: '正确的密码 2' })).toBe(false)
    expect(await hash('正确的密码 1')).not.toBe(stored)
  })
})

it('a hash of another make fits nothing', async () => {
  expect(await verifyPassword({ hash: 'salt:key', password: 'any' })).toBe(false)
})

it('one-time passwords have three groups of letters that are not taken for one another', () => {
  const made = Array.from({ length: 1000 }, oneTimePassword)
  for (const password of made) expect(password).toMatch(/^[a-hj-km-np-z2-9]{4}(-[a-hj-km-np-z2-9]{4}){2}$/)
  expect(new Set(made).size).toBe(1000)
})
