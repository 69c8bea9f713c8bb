// Verifying a certificate of release, by anybody: a text that this district did not sign is refused plainly; one that it
// signed is answered with what it says itself and whether it still holds. Nothing else of the person is told.
import { Problem } from '../../../kernel/problem.ts'
import type { Context } from '../../../platform/context.ts'
import type { CheckedCertificate } from '../contract.ts'
import { findByNumber } from '../store.ts'
import type { Tools } from './tools.ts'

export async function checkCertificate(ctx: Context, { certifier }: Tools, token: string): Promise<CheckedCertificate> {
  const certificate = certifier.verify(token)
  if (!certificate) {
    throw new Problem(
      422,
      'certificate_altered',
      '证明无效：内容被改动，或不是本区出具',
      'Not valid: it was altered, or this district did not issue it',
      [
        {
          code: 'certificate_altered',
          field: 'token',
          zh: '签名不符',
          en: 'The signature does not fit',
        },
      ],
    )
  }
  // A stranger sees no record: of this one number, whether it holds.
  const record = await ctx.db.transaction(ctx.db.whole, (tx) =>
    findByNumber(tx, 'releaseCertificate', certificate.number),
  )
  return { state: record ? (record.voided_at ? 'revoked' : 'valid') : 'unknown', certificate }
}
