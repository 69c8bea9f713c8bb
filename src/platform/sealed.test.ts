// What is sealed opens for its own record alone, and the keyed hash is the same only under the same key.
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openSealer } from './sealed.ts'

const key = () => randomBytes(32).toString('base64')
const keys = { documentKey: key(), documentHashKey: key() }
const sealer = openSealer(keys)

describe('a sealed value', () => {
  const sealed = sealer.seal('420106197906241147', 'person-1')

  it('opens for its own record, and never looks the same twice', () => {
    expect(sealer.open(sealed, 'person-1')).toBe('420106197906241147')
    expect(sealer.seal('420106197906241147', 'person-1').equals(sealed)).toBe(false)
    expect(sealed.includes('4201061979')).toBe(false)
  })

  it('opens for no other record, changed or under another key', () => {
    expect(() => sealer.open(sealed, 'person-2')).toThrow()
    const changed = Buffer.from(sealed)
    changed[15]! ^= 1
    expect(() => sealer.open(changed, 'person-1')).toThrow()
    expect(() => openSealer({ ...keys, documentKey: key() }).open(sealed, 'person-1')).toThrow()
    expect(() => sealer.open(Buffer.concat([Buffer.from([9]), sealed.subarray(1)]), 'person-1')).toThrow('version')
  })
})

describe('the keyed hash', () => {
  it('finds the same text under the same key only', () => {
    expect(sealer.keyedHash('a').equals(sealer.keyedHash('a'))).toBe(true)
    expect(sealer.keyedHash('a').equals(sealer.keyedHash('b'))).toBe(false)
    expect(
      openSealer({ ...keys, documentHashKey: key() })
        .keyedHash('a')
        .equals(sealer.keyedHash('a')),
    ).toBe(false)
  })

  it('needs a whole key', () => {
    expect(() => openSealer({ ...keys, documentKey: 'short' })).toThrow('32 bytes')
  })
})
