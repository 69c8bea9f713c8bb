// Day and clock arithmetic against the library's own answers, over zones whose clocks change, stand at odd offsets or skip
// a whole day.
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addDays, at, dayOf, daysBetween, fromMs, instant, isDay, localTimeOf, toMs } from './time.ts'

const zone = fc.constantFrom(
  'Asia/Shanghai',
  'Asia/Kathmandu',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
)
// Apia went over the date line on 2011-12-30.
const ms = fc.integer({ min: toMs('2005-01-01T00:00:00.000Z'), max: toMs('2035-01-01T00:00:00.000Z') })
const day = ms.map((at) => fromMs(at).slice(0, 10))
const time = fc.oneof(
  fc.constant('24:00'),
  fc.integer({ min: 0, max: 1439 }).map((m) => fromMs(m * 60_000).slice(11, 16)),
)
// The hours in which clocks change, where arithmetic goes wrong.
const nearChange = fc
  .tuple(
    zone,
    fc.integer({ min: toMs('2005-01-01T00:00:00.000Z'), max: toMs('2030-01-01T00:00:00.000Z') }),
    fc.integer({ min: -7_200_000, max: 7_200_000 }),
  )
  .map(([name, from, off]) => {
    const change = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(name).getTimeZoneTransition('next')
    return { name, ms: (change?.epochMilliseconds ?? from) + off }
  })
const anywhen = fc.oneof(nearChange, fc.record({ name: zone, ms }))
const zoned = (at: number, name: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name)

describe('instants and days', () => {
  it('tells the local day and clock time of every instant, also where clocks change', () => {
    fc.assert(
      fc.property(anywhen, ({ name, ms }) => {
        expect(dayOf(fromMs(ms), name)).toBe(zoned(ms, name).toPlainDate().toString())
        expect(localTimeOf(fromMs(ms), name)).toBe(zoned(ms, name).toPlainTime().toString({ smallestUnit: 'minute' }))
      }),
      { numRuns: 2000 },
    )
  })

  it('finds the instant of every local time, also of one that comes twice or never', () => {
    const places = fc.oneof(
      fc.record({ name: zone, day }),
      nearChange.map(({ name, ms }) => ({ name, day: dayOf(fromMs(ms), name) })),
    )
    fc.assert(
      fc.property(places, time, ({ name, day }, time) => {
        const date = Temporal.PlainDate.from(day).add({ days: time === '24:00' ? 1 : 0 })
        const plainTime = time === '24:00' ? '00:00' : time
        expect(toMs(at(day, time, name))).toBe(date.toZonedDateTime({ timeZone: name, plainTime }).epochMilliseconds)
      }),
      { numRuns: 2000 },
    )
  })

  it('adds and counts days as the calendar does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
        const to = addDays(from, days)
        expect(to).toBe(Temporal.PlainDate.from(from).add({ days }).toString())
        expect(daysBetween(from, to)).toBe(days)
      }),
    )
  })

  it('goes from text to milliseconds and back', () => {
    fc.assert(fc.property(ms, (at) => toMs(fromMs(at)) === at))
    expect(instant('2020-01-25T08:30:00+08:00')).toBe('2020-01-25T00:30:00.000Z')
  })

  it.each(['2020-02-30', '2019-02-29', '2020-13-01', 'tomorrow', '', '2020-1-5', '2020-01-25T00:00:00.000Z'])(
    'does not count from %j, which is no day',
    (text) => {
      expect(isDay(text)).toBe(false)
      expect(() => addDays(text, 1)).toThrow(RangeError)
      expect(() => daysBetween('2020-01-01', text)).toThrow(RangeError)
    },
  )

  it.each(['2020-02-30T00:00:00.000Z', '2020-01-25T25:00:00.000Z', 'now'])('refuses the instant %j', (text) => {
    expect(() => toMs(text)).toThrow(RangeError)
  })

  it('refuses what is no clock time or no whole number of days', () => {
    expect(() => at('2020-01-25', '24:01', 'UTC')).toThrow(RangeError)
    expect(() => at('2020-01-25', '9:00', 'UTC')).toThrow(RangeError)
    expect(() => addDays('2020-01-25', 0.5)).toThrow(RangeError)
  })
})
