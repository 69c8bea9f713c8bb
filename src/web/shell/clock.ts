// The server's clock on the screen: its offset to the browser's, learnt from every answer of /me, so that "40 minutes
// left" is right on a wrong office computer and on a moved clock. Days are those of the plan's zone.
import { useSyncExternalStore } from 'react'
import { type Day, dayOf, fromMs, type Instant, toMs, type Zone } from '../../kernel/time.ts'

let offset = 0
// Until the server has said it.
let zone: Zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}
setInterval(tell, 1000)

export function syncClock(said: { now: Instant; zone: Zone }): void {
  offset = toMs(said.now) - Date.now()
  zone = said.zone
  tell()
}

export const serverNow = (): Instant => fromMs(Date.now() + offset)
export const planZone = (): Zone => zone
export const serverToday = (): Day => dayOf(serverNow(), zone)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The server's now, changing every `seconds`; a component that uses it is drawn again only then. */
export function useNow(seconds = 15): Instant {
  const step = seconds * 1000
  const ms = useSyncExternalStore(subscribe, () => Math.floor((Date.now() + offset) / step) * step)
  return fromMs(ms)
}
