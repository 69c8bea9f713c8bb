// The two sizes that screens are measured at: a district in the middle of its response, ten minutes before the morning's window
// closes, when nineteen of twenty were visited.
import type { Size } from './generate/index.ts'

export const AT = '2020-03-20T02:50:00.000Z'
/** A minute after the window closed: whoever was not visited is overdue. */
export const AFTER_CLOSING = '2020-03-20T03:01:00.000Z'

const size = (persons: number): Size => ({ persons, days: 14, today: '2020-03-20', done: 95 })
export const SIZES = { '100k': size(100_000), '1M': size(1_000_000) } as const
export type SizeName = keyof typeof SIZES
