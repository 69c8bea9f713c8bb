// The minute that has begun by the server's clock: what a field of minutes shows, and never later than the server's now.
import type { Instant } from '../../../kernel/time.ts'
import { serverNow } from '../../shell/clock.ts'

export const thisMinute = (): Instant => `${serverNow().slice(0, 16)}:00.000Z`
