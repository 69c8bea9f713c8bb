// Who must have a second factor and when, what a typed code is, and browsers in words.
import { createOTP } from '@better-auth/utils/otp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, fromMs } from '../../../kernel/time.ts'
import { deviceOf, obligedFrom, secondFactorState, stepsAround, typedCode } from './rules.ts'

const MONDAY = '2020-01-20T00:00:00.000Z'
const RULE = { posts: ['officeStaff', 'officeDirector'], graceDays: 7 }
const DAY = 24 * 60

describe('a second factor', () => {
  it.each([
    ['nobody without a post', [], null],
    ['no clerk of a township', [{ kind: 'townshipClerk', since: MONDAY }], null],
    ['an administrator at once', [{ kind: 'administrator', since: MONDAY }], MONDAY],
    ['the office after the days of grace', [{ kind: 'officeStaff', since: MONDAY }], '2020-01-27T00:00:00.000Z'],
    [
      'who holds both, at the earlier',
      [
        { kind: 'officeStaff', since: MONDAY },
        { kind: 'administrator', since: '2020-01-22T00:00:00.000Z' },
      ],
      '2020-01-22T00:00:00.000Z',
    ],
  ])('is asked of %s', (_who, posts, from) => {
    expect(obligedFrom(posts, RULE)).toBe(from)
  })

  it('is asked of nobody but administrators where the plan names no post', () => {
    fc.assert(
      fc.property(fc.constantFrom('officeStaff', 'administrator', 'police'), fc.nat(90), (kind, graceDays) => {
        const from = obligedFrom([{ kind, since: MONDAY }], { posts: [], graceDays })
        return from === (kind === 'administrator' ? MONDAY : null)
      }),
    )
  })

  it('closes the rest exactly when it is due and missing', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: -20 * DAY, max: 20 * DAY }), (has, minutes) => {
        const state = secondFactorState({ has, from: MONDAY }, addMinutes(MONDAY, minutes))
        return state.mustEnrol === (!has && minutes >= 0)
      }),
    )
    expect(secondFactorState({ has: false, from: null }, MONDAY).mustEnrol).toBe(false)
  })
})

describe('a typed code', () => {
  it.each([
    ['123456', { kind: 'totp', code: '123456' }],
    [' 123 456 ', { kind: 'totp', code: '123456' }],
    ['１２３４５６', { kind: 'totp', code: '123456' }],
    ['kq3m-x7wd-92hf', { kind: 'recovery', code: 'kq3m-x7wd-92hf' }],
    ['KQ3M X7WD 92HF', { kind: 'recovery', code: 'kq3m-x7wd-92hf' }],
    ['kq3mx7wd92hf', { kind: 'recovery', code: 'kq3m-x7wd-92hf' }],
  ])('%s', (text, code) => {
    expect(typedCode(text)).toEqual(code)
  })
})

// RFC 6238, appendix B, SHA-1: the last six of its eight digits, under the secret that it gives.
it.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('the code at %i s is that of RFC 6238', async (seconds, code) => {
  const [, step] = stepsAround(fromMs(seconds * 1000))
  expect(await createOTP('12345678901234567890').hotp(step!)).toBe(code)
})

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36', 'Chrome · Windows'],
  ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0', 'Edge · Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1', 'Safari · iOS'],
  ['Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile MicroMessenger/8.0.50 Language/zh_CN', 'WeChat · Android'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
  ['curl/8.5.0', null],
  [null, null],
])('%s is %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device)
})
