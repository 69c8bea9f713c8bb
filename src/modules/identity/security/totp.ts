// Codes of the telephone (RFC 6238). better-auth makes, seals and verifies the secret; what it does not do is refuse a
// code that was used, so the step that a code belongs to is found here and taken once. Real time, never the movable
// clock: the telephone knows no other (docs/decisions/0011-second-factor.md).
import { timingSafeEqual } from 'node:crypto'
import { createOTP } from '@better-auth/utils/otp'
import { symmetricDecrypt } from 'better-auth/crypto'
import { systemClock } from '../../../platform/clock.ts'
import { type Database, nobody } from '../../../platform/db/database.ts'
import type { Auth } from '../auth.ts'
import { stepsAround } from './rules.ts'
import * as store from './store.ts'

/** `taken`: right and never used before; it is now. */
export async function takeCode(
  db: Database,
  auth: Auth,
  { accountId, code }: { accountId: string; code: string },
): Promise<'taken' | 'used' | 'wrong'> {
  const found = await db.transaction(nobody, (tx) => store.findTotp(tx, accountId))
  if (!found) return 'wrong'
  const { secretConfig } = await auth.$context
  const otp = createOTP(await symmetricDecrypt({ key: secretConfig, data: found.secret }))
  for (const step of stepsAround(systemClock.now())) {
    if (!isSame(await otp.hotp(step), code)) continue
    return (await db.transaction(nobody, (tx) => store.takeTotpStep(tx, accountId, step))) ? 'taken' : 'used'
  }
  return 'wrong'
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
