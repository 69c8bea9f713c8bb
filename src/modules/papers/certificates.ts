// Signs and verifies release certificates with the Ed25519 key of the data folder. The public half is published, so that
// anybody verifies without asking us (docs/api.md).
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import encodeQR from 'qr'
import { type Certificate, payloadOf, type ReadToken, readToken, toBase64url } from './rules/certificate.ts'

export interface PublicKey {
  kty: 'OKP'
  crv: 'Ed25519'
  x: string
  alg: 'EdDSA'
  use: 'sig'
  /** Of the key's thumbprint (RFC 7638), so that a kept key is known again. */
  kid: string
}

export interface Certifier {
  publicKey: PublicKey
  sign(certificate: Certificate): string
  /** Null for any text that this district did not sign. */
  verify(token: string): Certificate | null
  /** The code that a telephone opens the page of verification by, as SVG. */
  qrOf(token: string): string
}

/** `key` is PKCS 8 in base64, as the data folder's secrets hold it. */
export function openCertifier({ key, publicUrl }: { key: string; publicUrl: string }): Certifier {
  const privateKey = createPrivateKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  return {
    publicKey: publishedOf(publicKey),
    sign(certificate) {
      const payload = payloadOf(certificate)
      return `${payload}.${toBase64url(sign(null, Buffer.from(payload), privateKey))}`
    },
    verify(token) {
      const read: ReadToken | null = readToken(token)
      return read && verify(null, read.signed, publicKey, read.signature) ? read.certificate : null
    },
    qrOf: (token) => encodeQR(`${publicUrl}/verify#${token}`, 'svg', { ecc: 'medium', border: 2 }),
  }
}

function publishedOf(publicKey: KeyObject): PublicKey {
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const thumbprint = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')
  return { kty: 'OKP', crv: 'Ed25519', x, alg: 'EdDSA', use: 'sig', kid: thumbprint.slice(0, 16) }
}
