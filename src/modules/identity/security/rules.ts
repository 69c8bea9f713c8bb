// Second factors as rules (M02, M06): who must have one and from when, what a typed code is, and a browser in words.
import { addMinutes, type Instant, toMs } from '../../../kernel/time.ts'

export interface SecondFactorRule {
  posts: readonly string[]
  graceDays: number
}

export interface PostSince {
  kind: string
  /** When this account began to hold it. */
  since: Instant
}

/**
 * From when an account that holds these posts must have a second factor, null when it need not. Administrators open
 * every other account, so they have no grace.
 */
export function obligedFrom(posts: readonly PostSince[], rule: SecondFactorRule): Instant | null {
  const froms = posts.flatMap(({ kind, since }) => {
    if (kind === 'administrator') return [since]
    return rule.posts.includes(kind) ? [addMinutes(since, rule.graceDays * 24 * 60)] : []
  })
  return froms.sort()[0] ?? null
}

export interface SecondFactorState {
  /** A code of the telephone or a passkey: either is a second factor. */
  has: boolean
  /** From when it must have one; null when it need not. */
  obligedFrom: Instant | null
  /** Obliged now and without one: nothing else is open. */
  mustEnrol: boolean
}

export const secondFactorState = (
  { has, from }: { has: boolean; from: Instant | null },
  now: Instant,
): SecondFactorState => ({ has, obligedFrom: from, mustEnrol: !has && from !== null && from <= now })

export type TypedCode = { kind: 'totp'; code: string } | { kind: 'recovery'; code: string }

/** Six digits are a code of the telephone, anything else a recovery code, however its groups were typed. */
export function typedCode(text: string): TypedCode {
  const plain = text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
  if (/^\d{6}$/.test(plain)) return { kind: 'totp', code: plain }
  return { kind: 'recovery', code: plain.match(/.{1,4}/gu)?.join('-') ?? '' }
}

const STEP_SECONDS = 30

/** The 30-second steps whose codes are right at `now`: one to either side, for clocks that differ (RFC 6238, 5.2). */
export function stepsAround(now: Instant): number[] {
  const step = Math.floor(toMs(now) / 1000 / STEP_SECONDS)
  return [step - 1, step, step + 1]
}

const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'],
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/HuaweiBrowser\//, 'Huawei Browser'],
  [/MiuiBrowser\//, 'Mi Browser'],
  [/M?QQBrowser\//, 'QQ Browser'],
  [/UCBrowser\//, 'UC Browser'],
  [/OPR\//, 'Opera'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Headless)?(?:Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/OpenHarmony|HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** `Chrome · Windows`; null when neither is known. Families only: no version, nothing that tells one device from another. */
export function deviceOf(userAgent: string | null): string | null {
  const find = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1]
  return [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(' · ') || null
}
