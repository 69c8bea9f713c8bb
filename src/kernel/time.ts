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
export const instant = (text: string): Instant => fromMs(Temporal.Instant.from(text).epochMilliseconds)

/** Milliseconds since 1970 of an instant, and back. */
export const toMs = (at: Instant): number => Temporal.Instant.from(at).epochMilliseconds
export const fromMs = (ms: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString({ fractionalSecondDigits: 3 })

export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString()

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days

export const addMinutes = (at: Instant, minutes: number): Instant => fromMs(toMs(at) + Math.round(minutes * 60_000))

/** Minutes from `from` to `to`, with fraction; negative when `to` is earlier. */
export const minutesBetween = (from: Instant, to: Instant): number => (toMs(to) - toMs(from)) / 60_000

/** The local day that an instant falls on. */
export const dayOf = (at: Instant, zone: Zone): Day =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString()

/** The local clock time of an instant, `HH:mm`. */
export const localTimeOf = (at: Instant, zone: Zone): LocalTime =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' })

/** The instant at which the clock of `zone` shows `time` on `day`; `24:00` is 00:00 of the next day. */
export function at(day: Day, time: LocalTime, zone: Zone): Instant {
  if (!isLocalTime(time)) throw new RangeError(`not a clock time: ${time}`)
  const date = Temporal.PlainDate.from(time === '24:00' ? addDays(day, 1) : day)
  const plainTime = Temporal.PlainTime.from(time === '24:00' ? '00:00' : time)
  return fromMs(date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds)
}
