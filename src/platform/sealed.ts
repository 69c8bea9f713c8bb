// Seals what must not be readable in the database (identity numbers, photos of papers): AES-256-GCM under a key of the data folder, bound
// to the record it belongs to, so that a sealed value moved to another row does not open. The keyed hash (HMAC-SHA-256)
// finds a value without opening any. Layout: version byte 1, nonce 12, ciphertext, tag 16.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

export interface Sealer {
  /** `owner` is the id of the record. */
  seal(text: string, owner: string): Buffer
  sealBytes(bytes: Uint8Array, owner: string): Buffer
  /** Throws when the bytes were changed, belong to another record or were sealed with another key. */
  open(sealed: Uint8Array, owner: string): string
  openBytes(sealed: Uint8Array, owner: string): Buffer
  /** 32 bytes, the same for the same text or bytes. */
  keyedHash(value: string | Uint8Array): Buffer
}

const VERSION = 1
const NONCE = 12
const TAG = 16

/** Keys are 32 bytes in base64, as the data folder's secrets hold them. */
export function openSealer(keys: { documentKey: string; documentHashKey: string }): Sealer {
  const key = keyOf(keys.documentKey)
  const hashKey = keyOf(keys.documentHashKey)
  const sealBytes = (bytes: Uint8Array, owner: string): Buffer => {
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner))
    const body = Buffer.concat([cipher.update(bytes), cipher.final()])
    return Buffer.concat([Buffer.from([VERSION]), nonce, body, cipher.getAuthTag()])
  }
  const openBytes = (sealed: Uint8Array, owner: string): Buffer => {
    const bytes = Buffer.from(sealed)
    if (bytes[0] !== VERSION || bytes.length < 1 + NONCE + TAG) throw new Error('not a sealed value of a known version')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE))
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(-TAG))
    return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE, -TAG)), decipher.final()])
  }
  return {
    seal: (text, owner) => sealBytes(Buffer.from(text), owner),
    sealBytes,
    open: (sealed, owner) => openBytes(sealed, owner).toString('utf8'),
    openBytes,
    keyedHash: (value) => createHmac('sha256', hashKey).update(value).digest(),
  }
}

function keyOf(base64: string): Buffer {
  const key = Buffer.from(base64, 'base64')
  if (key.length !== 32) throw new Error('a key must be 32 bytes in base64')
  return key
}
