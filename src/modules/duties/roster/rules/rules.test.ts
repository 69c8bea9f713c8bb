// The rules of the roster: gaps are exactly what nobody covers, the rotation is fair and lets people rest, a shift changes hands
// with consent alone.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMinutes, dayOf, fromMs, minutesBetween, toMs } from '../../../../kernel/time.ts'
import { shippedPlan as plan } from '../../../../plan/testing/shipped.ts'
import { drawOne } from './calls.ts'
import { type Candidate, draftRotation, isHard, isNight } from './draft.ts'
import { coverOf, gapsIn, settleGaps } from './gaps.ts'
import { type History, owedSpans, type RosterClock, rosterClock, rosterDayOf, rosterOwners, slotsOf } from './owed.ts'
import { decideSeats, decideSignOn, decideSwap, decideVoid, type Member } from './shifts.ts'
import { inside, merged, overlaps, type Span, touches, uncovered } from './spans.ts'

const ZONE = 'Asia/Shanghai'
const clock = rosterClock(plan)!
const T0 = toMs('2020-01-25T00:00:00.000Z')
const minute = (n: number) => fromMs(T0 + n * 60_000)
const span = fc
  .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 80 }))
  .map(([from, length]): Span => ({ from: minute(from), until: minute(from + length) }))
const spans = fc.array(span, { maxLength: 12 })
const holds = (all: readonly Span[], at: string) => all.some(({ from, until }) => from <= at && at < until)

describe('spans', () => {
  it('of any shifts, the gaps are exactly the uncovered part of what is owed', () => {
    fc.assert(
      fc.property(spans, spans, (owed, cover) => {
        const gaps = uncovered(owed, cover)
        for (let n = 0; n < 400; n += 1) {
          expect(holds(gaps, minute(n))).toBe(holds(owed, minute(n)) && !holds(cover, minute(n)))
        }
        expect(gaps).toEqual(merged(gaps))
      }),
    )
  })
  it('inside a range there is what both hold', () => {
    fc.assert(
      fc.property(spans, span, (all, range) => {
        const cut = inside(all, range)
        for (let n = 0; n < 400; n += 7) {
          expect(holds(cut, minute(n))).toBe(holds(all, minute(n)) && holds([range], minute(n)))
        }
      }),
    )
  })
})

const DST: RosterClock = { ...clock, begins: '00:30' }
const history = (from: string, until: string | null = null): History => ({
  versions: [{ effectiveFrom: '2020-01-01T00:00:00.000Z', plan }],
  active: [{ from, until }],
})
const AT_08 = '2020-01-26T00:00:00.000Z'

describe('what is owed', () => {
  it('is owed by the office, by every unit, and medical cover by those whom the plan names', () => {
    const owners = rosterOwners(plan)
    expect(owners[0]).toMatchObject({ unitId: 'office', kinds: ['duty'] })
    expect(owners.filter(({ kinds }) => kinds.includes('medical')).map(({ unitId }) => unitId)).toEqual([
      'healthBureau',
    ])
    expect(owners.find(({ unitId }) => unitId === 'xinhua')).toMatchObject({ areaCode: '230406100', kinds: ['duty'] })
    expect(owners.some(({ sort }) => sort === 'body')).toBe(false)
  })

  it('begins with the first roster day after the activation and ends with the stand-down', () => {
    const range = { from: '2020-01-24T00:00:00.000Z', until: '2020-01-28T12:00:00.000Z' }
    const owed = owedSpans(history('2020-01-25T02:00:00.000Z', '2020-01-28T03:00:00.000Z'), 'xinhua', 'duty', range)
    expect(owed.map(({ day }) => day)).toEqual(['2020-01-26', '2020-01-27', '2020-01-28'])
    expect(owed[0]!.from).toBe(AT_08)
    expect(owed.at(-1)).toMatchObject({ from: '2020-01-28T00:00:00.000Z', until: '2020-01-28T03:00:00.000Z' })
    expect(owedSpans(history('2020-01-25T02:00:00.000Z'), 'nobody', 'duty', range)).toEqual([])
  })

  it('leaves neither hole nor overlap on the days on which clocks change', () => {
    for (const [zone, first] of [
      ['America/New_York', '2020-03-06'],
      ['Europe/London', '2020-10-23'],
      ['Australia/Lord_Howe', '2020-04-03'],
    ] as const) {
      const slots = Array.from({ length: 5 }, (_, n) => slotsOf(DST, addDays(first, n), zone)).flat()
      for (const [index, slot] of slots.entries()) {
        if (index > 0) expect(slot.from).toBe(slots[index - 1]!.until)
      }
      const hours = minutesBetween(slots[0]!.from, slots.at(-1)!.until) / 60
      expect(hours).not.toBe(120)
    }
  })

  it('of fewer hours than 24 the rest of the day is nobody’s duty', () => {
    const slots = slotsOf({ ...clock, hours: 16, shiftHours: 6, begins: '07:00' }, '2020-01-26', ZONE)
    expect(slots.map((slot) => minutesBetween(slot.from, slot.until) / 60)).toEqual([6, 6, 4])
  })

  it.each([
    ['2020-01-25T23:59:59.999Z', '2020-01-25'],
    [AT_08, '2020-01-26'],
    ['2020-01-26T15:00:00.000Z', '2020-01-26'],
    ['2020-01-26T20:00:00.000Z', '2020-01-26'],
  ])('%s lies in the roster day of %s', (now, day) => expect(rosterDayOf(clock, now, ZONE)).toBe(day))
})

describe('gaps', () => {
  const all = { from: AT_08, until: '2020-01-28T00:00:00.000Z' }
  const shift = (from: number, until: number, change: object = {}) => ({
    unitId: 'xinhua',
    kind: 'duty' as const,
    from: addMinutes(AT_08, from * 60),
    until: addMinutes(AT_08, until * 60),
    publishedAt: '2020-01-25T01:00:00.000Z',
    voidedAt: null,
    ...change,
  })
  it('an hour that nobody covers is named, each inside its roster day', () => {
    const gaps = gapsIn(history('2020-01-25T01:00:00.000Z'), 'xinhua', 'duty', [shift(0, 12), shift(13, 20)], all)
    expect(
      gaps.map(({ day, from, until }) => [day, minutesBetween(AT_08, from) / 60, minutesBetween(AT_08, until) / 60]),
    ).toEqual([
      ['2020-01-26', 12, 13],
      ['2020-01-26', 20, 24],
      ['2020-01-27', 24, 48],
    ])
  })
  it('a shift published after it began covers the rest alone; one called off covers until then', () => {
    expect(coverOf(shift(0, 12, { publishedAt: addMinutes(AT_08, 90) })).from).toBe(addMinutes(AT_08, 90))
    expect(coverOf(shift(0, 12, { voidedAt: addMinutes(AT_08, 30) })).until).toBe(addMinutes(AT_08, 30))
    const past = shift(0, 12, { publishedAt: addMinutes(AT_08, 13 * 60) })
    expect(
      gapsIn(history('2020-01-25T01:00:00.000Z'), 'xinhua', 'duty', [past], { ...all, until: past.until }),
    ).toHaveLength(1)
  })
  it('is recorded once, whether the job ran every minute or once for all', () => {
    const times = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 8 })
    fc.assert(
      fc.property(spans, times, (owed, runs) => {
        const run = (moments: number[]) => {
          const recorded = new Map<string, string | null>()
          for (const n of moments) {
            const now = minute(n)
            const gaps = uncovered(inside(owed, { from: minute(0), until: now }), []).map((gap) => ({
              ...gap,
              day: '',
            }))
            const open = [...recorded].filter(([, until]) => until === null).map(([from]) => ({ id: from, from }))
            const { begin, end } = settleGaps(gaps, open, (from) => recorded.has(from), now)
            for (const gap of begin) recorded.set(gap.from, gap.isOver ? gap.until : null)
            for (const gap of end) recorded.set(gap.from, gap.until)
          }
          return [...recorded].sort()
        }
        expect(run([...runs.toSorted((a, b) => a - b), 400, 401])).toEqual(run([401]))
      }),
    )
  })
})

const people = (n: number): Candidate[] => Array.from({ length: n }, (_, index) => ({ id: `m${index}`, absences: [] }))
const slotsFor = (days: number) =>
  Array.from({ length: days }, (_, n) => slotsOf(clock, addDays('2020-01-26', n), ZONE)).flat()
const range = (counts: number[]) => Math.max(...counts) - Math.min(...counts)

const one = [{ count: 1, able: () => true }]

describe('the rotation', () => {
  it('is as fair where everybody leads and serves: one share of both', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 12 }), fc.integer({ min: 1, max: 40 }), (n, days) => {
        const drafted = draftRotation(slotsFor(days), { pool: people(n), asks: [...one, ...one], zone: ZONE })
        const pool = people(n).map(({ id }) => drafted.filter(({ chosen }) => chosen.flat().includes(id)))
        expect(range(pool.map(({ length }) => length))).toBeLessThanOrEqual(1)
        expect(range(pool.map((own) => own.filter((slot) => isHard(slot, ZONE)).length))).toBeLessThanOrEqual(2)
        expect(drafted.every(({ chosen }) => new Set(chosen.flat()).size === 2)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('leaves a role empty rather than give it to somebody who cannot', () => {
    const asks = [
      { count: 1, able: (id: string) => id === 'm0' },
      { count: 2, able: (id: string) => id !== 'm0' },
    ]
    const drafted = draftRotation(slotsFor(2), { pool: people(2), asks, zone: ZONE })
    expect(drafted.every(({ chosen }) => chosen[0]![0] === 'm0' && chosen[1]!.length === 1)).toBe(true)
  })

  it('gives everybody as many shifts, and as many nights and rest days, and lets everybody rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 1, max: 40 }), (n, days) => {
        const drafted = draftRotation(slotsFor(days), { pool: people(n), asks: one, zone: ZONE })
        const of = (id: string) => drafted.filter(({ chosen }) => chosen.flat().includes(id))
        const pool = people(n).map(({ id }) => of(id))
        expect(range(pool.map(({ length }) => length))).toBeLessThanOrEqual(1)
        expect(range(pool.map((own) => own.filter((one) => isHard(one, ZONE)).length))).toBeLessThanOrEqual(2)
        for (const own of pool) {
          for (const [index, one] of own.entries()) if (index > 0) expect(touches(own[index - 1]!, one)).toBe(false)
        }
        expect(drafted.every(({ chosen }) => chosen.flat().length === 1)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  const absent = fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 8 }))
    .map(([from, length]) => ({ from: addDays('2020-01-26', from), until: addDays('2020-01-26', from + length) }))
  it('puts nobody on shift who is away or sits in another at that time; the same in gives the same out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(absent, { maxLength: 2 }), { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 3 }),
        (absences, count) => {
          const pool = absences.map((own, index) => ({ id: `m${index}`, absences: own }))
          const slots = slotsFor(14)
          const drafted = draftRotation(slots, { pool, asks: [{ count, able: () => true }], zone: ZONE })
          for (const { from, until, chosen: all } of drafted) {
            const chosen = all.flat()
            expect(new Set(chosen).size).toBe(chosen.length)
            const days = [from, addMinutes(until, -1)].map((at) => dayOf(at, ZONE))
            const present = pool.filter(
              (one) => !one.absences.some((away) => away.from <= days[1]! && days[0]! <= away.until),
            )
            for (const id of chosen) expect(present.map((one) => one.id)).toContain(id)
            expect(chosen).toHaveLength(Math.min(count, present.length))
          }
          const again = draftRotation(slots, {
            pool: pool.toReversed(),
            asks: [{ count, able: () => true }],
            zone: ZONE,
          })
          expect(again).toEqual(drafted)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('whoever comes back is not made to serve what others served meanwhile', () => {
    const pool = people(4).map((one, index) =>
      index === 0 ? { ...one, absences: [{ from: '2020-01-26', until: '2020-02-04' }] } : one,
    )
    const drafted = draftRotation(slotsFor(20), { pool, asks: one, zone: ZONE })
    const after = drafted.filter(({ from }) => from >= '2020-02-05T00:00:00.000Z')
    const mine = after.filter(({ chosen }) => chosen.flat().includes('m0')).length
    expect(Math.abs(mine - after.length / 4)).toBeLessThanOrEqual(1.5)
  })

  it('goes on where the last roster ended', () => {
    const [slot] = slotsFor(1)
    const before = [{ memberId: 'm0', from: addMinutes(slot!.from, -720), until: slot!.from }]
    expect(draftRotation([slot!], { pool: people(3), asks: one, zone: ZONE, before })[0]!.chosen).toEqual([['m1']])
  })

  it('knows a night', () => {
    const [day, night] = slotsFor(1)
    expect([isNight(day!, ZONE), isNight(night!, ZONE)]).toEqual([false, true])
    expect(isHard(slotsOf(clock, '2020-01-25', ZONE)[0]!, ZONE)).toBe(true)
    expect(isHard(slotsOf(clock, '2020-01-27', ZONE)[0]!, ZONE)).toBe(false)
  })
})

describe('a shift', () => {
  const now = '2020-01-25T08:00:00.000Z'
  const member = (change: Partial<Member> = {}): Member => ({
    id: 'a',
    name: '甲',
    roles: ['leader', 'staff'],
    hasLeft: false,
    absences: [],
    shifts: [],
    ...change,
  })
  const said = {
    kind: 'duty' as const,
    from: AT_08,
    until: addMinutes(AT_08, 720),
    leaderId: 'a',
    staffIds: [] as string[],
  }
  const codes = (change: Partial<Member>, more: object = {}) => {
    const verdict = decideSeats({ ...said, ...more }, [member(change)], { zone: ZONE, now })
    return verdict.ok ? [] : verdict.reasons.map(({ code }) => code)
  }
  it.each<[string, Partial<Member>, object, string[]]>([
    ['is right', {}, {}, []],
    ['without a leader', {}, { leaderId: null }, ['shift.noLeader']],
    ['medical without anybody', {}, { kind: 'medical', leaderId: null }, ['shift.nobody']],
    ['that ends before it begins', {}, { until: addMinutes(AT_08, -1) }, ['shift.times']],
    ['longer than a day and a half', {}, { until: addMinutes(AT_08, 37 * 60) }, ['shift.tooLong']],
    ['that has passed', {}, { from: addMinutes(now, -120), until: now }, ['shift.past']],
    ['with one person twice', {}, { staffIds: ['a'] }, ['shift.twice']],
    ['with a stranger', {}, { staffIds: ['x'] }, ['shift.stranger']],
    ['led by somebody who does not lead', { roles: ['staff'] }, {}, ['shift.role']],
    ['of somebody away', { absences: [{ from: '2020-01-26', until: '2020-01-26' }] }, {}, ['shift.absent']],
    [
      'of somebody in another',
      { shifts: [{ from: addMinutes(AT_08, 700), until: addMinutes(AT_08, 900) }] },
      {},
      ['shift.overlap'],
    ],
    ['right after another', { shifts: [{ from: addMinutes(AT_08, -60), until: AT_08 }] }, {}, []],
  ])('%s', (_name, change, more, expected) => expect(codes(change, more)).toEqual(expected))

  const published = {
    state: 'published' as const,
    isSignedOn: false,
    isHandedOver: false,
    from: AT_08,
    until: said.until,
  }
  it('is signed on to within the hour before it, once, while it lasts', () => {
    const at = (minutes: number, change: object = {}) =>
      decideSignOn({ ...published, ...change }, addMinutes(AT_08, minutes)).ok
    expect([at(-61), at(-60), at(719), at(720)]).toEqual([false, true, true, false])
    expect([at(0, { isSignedOn: true }), at(0, { state: 'draft' }), at(0, { state: 'voided' })]).toEqual([
      false,
      false,
      false,
    ])
  })
  it('is called off until somebody signed on', () => {
    expect([decideVoid(published, now).ok, decideVoid({ ...published, isSignedOn: true }, now).ok]).toEqual([
      true,
      false,
    ])
  })

  it.each([
    ['asked', 'agree', false, 'done'],
    ['asked', 'agree', true, 'agreed'],
    ['asked', 'decline', false, 'declined'],
    ['agreed', 'approve', true, 'done'],
    ['agreed', 'reject', true, 'rejected'],
    ['asked', 'approve', true, null],
    ['done', 'withdraw', false, null],
    ['declined', 'agree', false, null],
  ] as const)('a swap that is %s: %s (approval %s) makes it %s', (state, act, needs, after) => {
    const verdict = decideSwap(state, act, needs)
    expect(verdict.ok ? verdict.value : null).toBe(after)
  })
})

describe('a call at random', () => {
  const keys = Array.from({ length: 20 }, (_, n) => `unit${n}`)
  it('follows from its id, whatever the order of the units, and reaches all of them alike', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.shuffledSubarray(keys, { minLength: 20 }), (id, order) => {
        expect(drawOne(id, order)).toBe(drawOne(id, keys))
      }),
    )
    const drawn = new Map<string, number>()
    for (let n = 0; n < 4000; n += 1) {
      const key = drawOne(`0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`, keys)!
      drawn.set(key, (drawn.get(key) ?? 0) + 1)
    }
    expect(drawn.size).toBe(20)
    expect([...drawn.values()].every((count) => count > 130 && count < 280)).toBe(true)
    expect(drawOne('x', [])).toBeUndefined()
  })
  it('overlap and touch are two things', () => {
    const [a, b] = slotsFor(1)
    expect([overlaps(a!, b!), touches(a!, b!)]).toEqual([false, true])
  })
})
