// Wire shapes of accounts, sessions and API keys.
import * as z from 'zod'
import { SignInCode } from './security/contract.ts'

export const Id = z.uuid()

export const SignIn = z.object({
  userName: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(128),
  /** Of the authenticator, or a recovery code; where the account has one. */
  code: SignInCode.optional(),
})

export const PasswordChange = z.object({
  current: z.string().min(1).max(128),
  next: z.string().min(10, '新密码至少 10 个字符|The new password needs at least 10 characters').max(128),
})

export const HeldPostView = z.object({
  id: z.string(),
  kind: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  unitId: z.string(),
  areaCode: z.string(),
})

export const Me = z.object({
  account: z.object({ id: Id, userName: z.string(), displayName: z.string() }),
  mustChangePassword: z.boolean(),
  secondFactor: z.object({
    has: z.boolean(),
    /** From when one is needed; null when it need not be. */
    obligedFrom: z.string().nullable(),
    mustEnrol: z.boolean(),
    /** The administrator took it away, and the holder has not yet read so. */
    resetAt: z.string().nullable(),
  }),
  /** `acting`: held for somebody else until then; `for` is null where the post is vacant. */
  posts: z.array(
    HeldPostView.extend({ acting: z.object({ for: z.string().nullable(), until: z.string().nullable() }).nullable() }),
  ),
  /** Posts whose permissions are with an acting holder meanwhile. */
  absentFrom: z.array(
    z.object({ titleZh: z.string(), titleEn: z.string(), actingName: z.string(), until: z.string().nullable() }),
  ),
  permissions: z.record(z.string(), z.array(z.string())),
  zone: z.string(),
  now: z.string(),
  clockMoves: z.boolean(),
})
export type Me = z.infer<typeof Me>

export const AccountView = z.object({
  id: Id,
  userName: z.string(),
  displayName: z.string(),
  mustChangePassword: z.boolean(),
  lockedUntil: z.string().nullable(),
  disabledAt: z.string().nullable(),
  disabledCause: z.enum(['administrator', 'endOfPost']).nullable(),
  disabledReason: z.string().nullable(),
  /** A code of the telephone, and how many passkeys. */
  totp: z.boolean(),
  passkeys: z.int(),
  posts: z.array(HeldPostView),
})
export type AccountView = z.infer<typeof AccountView>

const accountFilters = { q: z.string().trim().max(64).optional() }
export const AccountFilters = z.object(accountFilters)
export const AccountCount = z.object({ count: z.int() })
export const AccountQuery = z.object({
  ...accountFilters,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})

export const NewAccount = z.object({
  id: Id,
  userName: z
    .string()
    .trim()
    .regex(
      /^[a-z0-9._-]{2,64}$/,
      '用户名只能用小写字母、数字和 . _ -，2 至 64 个|Use 2 to 64 lower-case letters, digits, . _ -',
    ),
  displayName: z.string().trim().min(1).max(60),
  postIds: z.array(z.string()).max(50).default([]),
})

export const OneTimePassword = z.object({ userName: z.string(), oneTimePassword: z.string() })
export type OneTimePassword = z.infer<typeof OneTimePassword>

export const Reasoned = z.object({ reason: z.string().trim().min(2, '请写明理由|Give a reason').max(500) })

export const PostAssignment = z.object({ id: Id, postId: z.string(), holderOffice: z.string().max(100).default('') })

export const ApiKeyView = z.object({
  id: z.string(),
  name: z.string().nullable(),
  start: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
})
export const NewApiKey = z.object({
  name: z.string().trim().min(1).max(60),
  days: z.number().int().min(1).max(365).default(90),
})
export const ApiKeyOnce = z.object({ id: z.string(), key: z.string() })
