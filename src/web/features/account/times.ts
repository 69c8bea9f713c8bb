// Sessions and passkeys live in real time, also where the server's clock was moved: the day and time alone, in the
// plan's zone, without "today".
import { dayOf, type Instant, localTimeOf } from '../../../kernel/time.ts'
import { planZone } from '../../shell/clock.ts'

export const realTimeText = (at: Instant): string => `${dayOf(at, planZone())} ${localTimeOf(at, planZone())}`
