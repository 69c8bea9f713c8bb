// The one clock of the server. It is real time unless the server was started with `--clock`, when it may be moved so
// that a plan of 14 days is lived in minutes; whoever must act on a move (the jobs) is told and waited for.
import { addMinutes, fromMs, type Instant, toMs } from '../kernel/time.ts'

export interface Clock {
  now(): Instant
  /** Present only on a server started with `--clock`. */
  readonly movable: MovableClock | null
}

export interface MovableClock extends Clock {
  /** Moves to an instant, never backwards; resolves when every listener has finished. */
  moveTo(at: Instant): Promise<void>
  moveBy(minutes: number): Promise<void>
  onMove(listener: (now: Instant) => Promise<void>): void
}

export const systemClock: Clock = { now: () => fromMs(Date.now()), movable: null }

/** A clock that starts at `start`; `ticking` lets it run on in real time between moves. */
export function movableClock(start: Instant, { ticking = false } = {}): MovableClock {
  let base = toMs(start)
  let since = Date.now()
  const listeners: ((now: Instant) => Promise<void>)[] = []
  const clock: MovableClock = {
    get movable() {
      return clock
    },
    now: () => fromMs(ticking ? base + (Date.now() - since) : base),
    async moveTo(at) {
      if (at < clock.now()) throw new RangeError('the clock does not move backwards')
      base = toMs(at)
      since = Date.now()
      for (const listener of listeners) await listener(clock.now())
    },
    moveBy: (minutes) => clock.moveTo(addMinutes(clock.now(), minutes)),
    onMove: (listener) => void listeners.push(listener),
  }
  return clock
}
