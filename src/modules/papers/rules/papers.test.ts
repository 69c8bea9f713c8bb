// The rules of papers: what a token is and that every byte of it counts, masked names, who may have which paper, how a
// paper is served.
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { addDays } from '../../../kernel/time.ts'
import { openCertifier } from '../certificates.ts'
import { type Certificate, maskName, readToken } from './certificate.ts'
import { numberOf, whyNot } from './kinds.ts'
import { decideService, type Printed } from './serving.ts'

// Some ten thousand signatures are looked at.
vi.setConfig({ testTimeout: 60_000 })

const newKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
const certifier = openCertifier({ key: newKey(), publicUrl: 'https://lianfang.example' })
const CERTIFICATE: Certificate = {
  name: '何*涛',
  from: '2020-01-24',
  until: '2020-02-07',
  district: '230406',
  number: 'JC2020-000123',
}
const token = certifier.sign(CERTIFICATE)

describe('a token', () => {
  it('says what was signed, and fits a code that a phone reads', () => {
    expect(certifier.verify(token)).toEqual(CERTIFICATE)
    expect(token.length).toBeLessThan(220)
    expect(JSON.stringify(readToken(token))).not.toContain('何国涛')
  })

  it('with any character changed is refused', () => {
    const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u00e9\u4f55'
    // Every place, with the neighbours in the alphabet too: there the last bits of base64 hide a second spelling.
    const accepted: string[] = []
    for (let at = 0; at < token.length; at++) {
      for (const character of characters) {
        if (character === token[at]) continue
        const altered = token.slice(0, at) + character + token.slice(at + 1)
        if (certifier.verify(altered)) accepted.push(`${at}: ${character}`)
      }
    }
    expect(accepted).toEqual([])
  })

  it('with any byte of its payload or signature changed is refused', () => {
    const [payload, signature] = token.split('.').map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer]
    fc.assert(
      fc.property(fc.nat(payload.length + signature.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Buffer.concat([payload, signature])
        bytes[at] = bytes[at]! ^ change
        const altered = `${bytes.subarray(0, payload.length).toString('base64url')}.${bytes.subarray(payload.length).toString('base64url')}`
        expect(certifier.verify(altered)).toBe(null)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['cut short', token.slice(0, -1)],
    ['with something behind', `${token}A`],
    ['with a third part', `${token}.AA`],
    ['with padding', `${token}=`],
    ['with a space', ` ${token}`],
    ['without signature', token.split('.')[0]!],
    ['empty', ''],
    ['of another district', openCertifier({ key: newKey(), publicUrl: '' }).sign(CERTIFICATE)],
  ])('%s is refused', (_what, text) => expect(certifier.verify(text)).toBe(null))

  it('of any certificate is read back as it was', () => {
    const day = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('2000-01-01', days))
    fc.assert(
      fc.property(
        fc.record({
          name: fc.string({ unit: 'binary' }),
          from: day,
          until: day,
          district: fc.string(),
          number: fc.string(),
        }),
        (certificate) => {
          // A half of a pair of surrogates is no text, and not written as one.
          fc.pre(certificate.name.isWellFormed())
          expect(certifier.verify(certifier.sign(certificate))).toEqual(certificate)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('a masked name', () => {
  it.each([
    ['何国涛', '何*涛'],
    ['何涛', '何*'],
    ['欧阳国涛', '欧**涛'],
    ['𠅤𬭎', '𠅤*'],
    ['何', '*'],
  ])('%s is %s', (name, masked) => expect(maskName(name)).toBe(masked))

  it('shows two characters at most', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (name) => {
        expect([...maskName(name)].filter((character) => character !== '*').length).toBeLessThanOrEqual(2)
        expect(maskName(name)).toContain('*')
      }),
    )
  })
})

it('numbers have letters, year and count', () => {
  expect(numberOf('isolationNotice', '2020', 123)).toBe('GZ2020-000123')
  expect(numberOf('releaseCertificate', '2020', 1_234_567)).toBe('JC2020-1234567')
})

describe('who may have a paper', () => {
  it.each([
    ['isolationNotice', 'active', null],
    ['isolationNotice', 'referred', null],
    ['isolationNotice', 'released', 'period.closed'],
    ['commitment', 'endedBeforeRegistration', 'period.closed'],
    ['releaseCertificate', 'released', null],
    ['releaseCertificate', 'active', 'paper.notReleased'],
    ['releaseCertificate', 'endedEarly', 'paper.notReleased'],
    ['releaseCertificate', 'suspected', 'paper.notReleased'],
  ] as const)('%s of a period that is %s', (kind, state, code) => {
    expect(whyNot(kind, state)?.code ?? null).toBe(code)
  })
})

describe('serving', () => {
  const printed: Printed = { printedAt: '2020-01-25T01:00:00.000Z', voided: false, served: null }
  const now = '2020-01-25T03:00:00.000Z'
  const service = { how: 'inPerson', at: '2020-01-25T02:00:00.000Z', note: '', fileId: null } as const
  it.each([
    ['in person', printed, service, 'new'],
    ['the same again', { ...printed, served: service }, service, 'again'],
    ['otherwise again', { ...printed, served: service }, { ...service, how: 'family' }, 'paper.served'],
    ['what was voided', { ...printed, voided: true }, service, 'paper.voided'],
    ['with a clock a little ahead', printed, { ...service, at: '2020-01-25T03:04:00.000Z' }, 'new'],
    ['in the future', printed, { ...service, at: '2020-01-25T03:06:00.000Z' }, 'paper.future'],
    ['before it was printed', printed, { ...service, at: '2020-01-25T00:50:00.000Z' }, 'paper.beforePrinted'],
    ['refused, without proof', printed, { ...service, how: 'refused' }, 'paper.refusalNeedsProof'],
    ['refused, with a witness', printed, { ...service, how: 'refused', note: '见证人 王某' }, 'new'],
    ['refused, with a photo', printed, { ...service, how: 'refused', fileId: 'f' }, 'new'],
  ] as const)('%s', (_what, paper, said, expected) => {
    const verdict = decideService(paper, said, now)
    expect(verdict.ok ? verdict.value : verdict.reasons[0]!.code).toBe(expected)
  })
})
