// Local days, clock times and instants. A Day is `YYYY-MM-DD` in the plan's time zone; an Instant is ISO 8601 in UTC
// with milliseconds, so instants compare as text. No function here reads a clock: `now` is always an argument.
import { Temporal } from 'temporal-polyfill'

/** `YYYY-MM-DD`, a day of the plan's time zone. Days compare as text. */
export type Day = string
/** `YYYY-MM-DDTHH:mm:ss.sssZ`. Instants compare as text. */
export type Instant = string
/** `HH:mm`, `00:00` to `24:00`; `24:00` is the end of the day. */
export type LocalTime = string
/** IANA time zone name, e.g. `Asia/Shanghai`. */
export type Zone = string

const LOCAL_TIME = /^(?:([01]\d|2[0-3]):[0-5]\d|24:00)$/

/** A real calendar day written `YYYY-MM-DD`? */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}

export const isLocalTime = (text: string): text is LocalTime => LOCAL_TIME.test(text)

/** Normalises any ISO instant with offset to the one form used everywhere. Throws RangeError on other text. */
export function instant(text: string): Instant {
  // Most are written in it already; the library takes longer than all the rest of a reading's judgement.
  // biome-ignore lint/style/noRestrictedGlobals: reads no clock.
  const ms = Date.parse(text)
  if (!Number.isNaN(ms) && fromMs(ms) === text) return text
  return fromMs(Temporal.Instant.from(text).epochMilliseconds)
}

/** Milliseconds since 1970 of an instant, and back. */
export const toMs = (at: Instant): number => msOf(at)
// biome-ignore lint/style/noRestrictedGlobals: reads no clock.
export const fromMs = (ms: number): Instant => new Date(ms).toISOString()

/** `days` is whole. */
export function addDays(day: Day, days: number): Day {
  if (!Number.isInteger(days)) throw new RangeError(`not whole days: ${days}`)
  return dayText(startMs(day) / DAY_MS + days)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => (startMs(to) - startMs(from)) / DAY_MS

export const addMinutes = (at: Instant, minutes: number): Instant => fromMs(toMs(at) + Math.round(minutes * 60_000))

/** Minutes from `from` to `to`, with fraction; negative when `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): number => (toMs(to) - toMs(from)) / 60_000

/** The local day that an instant falls on. */
export function dayOf(at: Instant, zone: Zone): Day {
  const ms = toMs(at)
  return dayText(Math.floor((ms + spanAt(ms, zone).offsetMs) / DAY_MS))
}

/** The local clock time of an instant, `HH:mm`. */
export const localTimeOf = (at: Instant, zone: Zone): LocalTime => localText(at, zone).slice(11, 16)

/** The instant at which the clock of `zone` shows `time` on `day`; `24:00` is 00:00 of the next day. */
export function at(day: Day, time: LocalTime, zone: Zone): Instant {
  const key = `${day} ${time} ${zone}`
  return clocks.get(key) ?? remember(clocks, key, clockAt(day, time, zone))
}

function clockAt(day: Day, time: LocalTime, zone: Zone): Instant {
  if (!isLocalTime(time)) throw new RangeError(`not a clock time: ${time}`)
  const asUtc = startMs(day) + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000
  const span = spanAt(asUtc, zone)
  const ms = asUtc - span.offsetMs
  if (ms - DAY_MS >= span.from && ms + DAY_MS < span.until) return fromMs(ms)
  // Near a change of the clocks a local time may come twice or never: the library knows what is meant.
  const date = Temporal.PlainDate.from(time === '24:00' ? addDays(day, 1) : day)
  const plainTime = Temporal.PlainTime.from(time === '24:00' ? '00:00' : time)
  return fromMs(date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds)
}

// What follows makes the arithmetic cheap: it stands in the path of every reading. Text to milliseconds is the engine's own
// `Date.parse`, and the offset of a zone is asked of the library once for each span in which it does not change.
const DAY_MS = 86_400_000

/** Milliseconds of an instant or day written in our own form. Throws RangeError on other text, `2020-02-30` included. */
function msOf(text: Instant | Day): number {
  // biome-ignore lint/style/noRestrictedGlobals: reads no clock.
  const ms = Date.parse(text)
  // The engine takes `02-30` for 1 March.
  const isReal = !Number.isNaN(ms) && (text.slice(8, 10) <= '28' || fromMs(ms).startsWith(text))
  if (!isReal) throw new RangeError(`not a day or an instant: ${text}`)
  return ms
}

// Days and the times of their windows are few and asked for again and again, so they are remembered.
const MOST = 10_000
const starts = new Map<Day, number>()
const texts = new Map<number, Day>()
const clocks = new Map<string, Instant>()

function remember<K, V>(known: Map<K, V>, key: K, value: V): V {
  if (known.size >= MOST) known.clear()
  known.set(key, value)
  return value
}

/** Milliseconds at which `day` begins in UTC. */
function startMs(day: Day): number {
  const known = starts.get(day)
  if (known !== undefined) return known
  if (day.length !== 10) throw new RangeError(`not a day: ${day}`)
  return remember(starts, day, msOf(day))
}

/** The day of that number since 1970. */
const dayText = (number: number): Day =>
  texts.get(number) ?? remember(texts, number, fromMs(number * DAY_MS).slice(0, 10))

/** A time in which the clocks of a zone do not change, `from` included and `until` not, in milliseconds. */
interface Span {
  from: number
  until: number
  offsetMs: number
}

const spans = new Map<Zone, Span[]>()

function spanAt(ms: number, zone: Zone): Span {
  const known = spans.get(zone) ?? []
  const found = known.find(({ from, until }) => from <= ms && ms < until)
  if (found) return found
  const span = readSpan(ms, zone)
  spans.set(zone, [...known, span])
  return span
}

function readSpan(ms: number, zone: Zone): Span {
  const here = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  // A change at this very moment belongs to this span, so what is looked for lies before the next nanosecond.
  const from = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  const until = here.getTimeZoneTransition('next')
  return {
    from: from?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: until?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: here.offsetNanoseconds / 1e6,
  }
}

const localText = (at: Instant, zone: Zone): string => {
  const ms = toMs(at)
  return fromMs(ms + spanAt(ms, zone).offsetMs)
}
