// Wire shapes of the second factor, passkeys, sessions and the history of sign-ins.
import * as z from 'zod'

const Password = z.string().min(1).max(128)
const Code = z.string().trim().min(6, '请输入 6 位验证码|Enter the six digits').max(40)

export const WithPassword = z.object({ password: Password })
export const WithCode = z.object({ code: Code })
export const SignInCode = Code

/** Shown once: for the telephone, and for the day the telephone is lost. */
export const Enrolment = z.object({ uri: z.string(), secret: z.string(), recoveryCodes: z.array(z.string()) })
export type Enrolment = z.infer<typeof Enrolment>
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>

export const PasskeyView = z.object({ id: z.string(), name: z.string(), createdAt: z.string().nullable() })
export type PasskeyView = z.infer<typeof PasskeyView>
/** What the browser is asked and what it answers are WebAuthn's own JSON; better-auth checks it. */
export const PasskeyOptions = z.record(z.string(), z.unknown())
export const PasskeyAnswer = z.object({ response: z.record(z.string(), z.unknown()) })
export const NewPasskey = PasskeyAnswer.extend({ name: z.string().trim().min(1).max(60) })

export const SecurityView = z.object({
  totp: z.boolean(),
  recoveryCodesLeft: z.int(),
  passkeys: z.array(PasskeyView),
  /** From when this account must have a second factor; null when it need not. */
  obligedFrom: z.string().nullable(),
})
export type SecurityView = z.infer<typeof SecurityView>

export const SessionView = z.object({
  id: z.string(),
  /** Browser and system; null when unknown. */
  device: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: z.string(),
  lastSeenAt: z.string(),
  isThis: z.boolean(),
})
export type SessionView = z.infer<typeof SessionView>
export const SessionList = z.object({ items: z.array(SessionView) })

export const SignInView = z.object({
  at: z.string(),
  outcome: z.enum(['opened', 'refused', 'locked']),
  /** By what, or what was wrong. */
  by: z.enum(['password', 'totp', 'recoveryCode', 'passkey', 'code']).nullable(),
  device: z.string().nullable(),
})
export type SignInView = z.infer<typeof SignInView>
export const SignInList = z.object({ items: z.array(SignInView) })
