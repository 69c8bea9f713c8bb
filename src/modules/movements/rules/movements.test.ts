// The rules of moving: clocks at their boundaries, who may leave how, and that at every instant exactly one side answers.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, type Instant } from '../../../kernel/time.ts'
import { type DepartureKind, decideDeparture } from './departures.ts'
import { decideHandOver, decideReceipt, decideTakeOver, receiptDueAt } from './handovers.ts'
import { type History, spansOf } from './responsibility.ts'
import { decideCheck, decideLeaving, firstCheck } from './stays.ts'
import { acceptBy, decideAcceptance, decideOffer, isOverdue, movable } from './transfers.ts'

const ZONE = 'Asia/Shanghai'
const TODAY = '2020-01-26'
const FREE = { hasOffer: false, hasHandover: false }
const HERE = { areaCode: '230406100200', status: 'arrived', leftOn: null } as const
const codes = (verdict: { reasons: { code: string }[] }) => verdict.reasons.map(({ code }) => code)

describe('an offer', () => {
  it.each([
    { given: 'another township', toArea: '230406201', movesOn: TODAY, wrong: [] },
    {
      given: 'a village of the same township',
      toArea: '230406100201',
      movesOn: TODAY,
      wrong: ['transfer.sameTownship'],
    },
    { given: 'fourteen days ahead', toArea: '230406201', movesOn: '2020-02-09', wrong: [] },
    { given: 'fifteen days ahead', toArea: '230406201', movesOn: '2020-02-10', wrong: ['transfer.badDay'] },
    { given: 'fifteen days ago', toArea: '230406201', movesOn: '2020-01-11', wrong: ['transfer.badDay'] },
  ])('to $given: $wrong', ({ wrong, ...said }) => {
    expect(codes(decideOffer(HERE, FREE, said, TODAY))).toEqual(wrong)
  })

  it('is not made of somebody who left, whose arrival was cancelled, or who is on the move already', () => {
    expect(movable({ ...HERE, leftOn: TODAY }, FREE).map(({ code }) => code)).toEqual(['move.left'])
    expect(movable({ ...HERE, status: 'cancelled' }, FREE).map(({ code }) => code)).toEqual(['move.cancelled'])
    expect(movable(HERE, { hasOffer: true, hasHandover: true }).map(({ code }) => code)).toEqual([
      'move.offered',
      'move.handover',
    ])
    expect(movable({ ...HERE, status: 'expected' }, FREE)).toEqual([])
  })

  it.each([
    { given: 'moves today', movesOn: TODAY, due: '2020-01-26T16:00:00.000Z' },
    { given: 'has moved already', movesOn: '2020-01-20', due: '2020-01-26T16:00:00.000Z' },
    { given: 'moves in two days: from that day on', movesOn: '2020-01-28', due: '2020-01-28T04:00:00.000Z' },
  ])('is to be accepted in time when the person $given', ({ movesOn, due }) => {
    const dueAt = acceptBy({ offeredAt: '2020-01-26T04:00:00.000Z', movesOn }, { acceptWithinHours: 12 }, ZONE)
    expect(dueAt).toBe(due)
    expect(isOverdue(dueAt, addMinutes(dueAt, -1 / 60_000))).toBe(false)
    expect(isOverdue(dueAt, dueAt)).toBe(true)
  })

  it('is accepted into the township it was made to, from the day of the move on', () => {
    const offer = { toArea: '230406201200', movesOn: '2020-01-27' }
    const at = (now: Instant, areaCode: string) => codes(decideAcceptance(offer, { areaCode }, now, ZONE))
    expect(at('2020-01-26T15:59:59.999Z', '230406201200')).toEqual(['transfer.notYet'])
    expect(at('2020-01-26T16:00:00.000Z', '230406201200')).toEqual([])
    expect(at('2020-01-26T16:00:00.000Z', '230406201201')).toEqual([])
    expect(at('2020-01-26T16:00:00.000Z', '230406100200')).toEqual(['transfer.otherTownship'])
  })
})

describe('a departure', () => {
  const person = { ...HERE, arrivalDay: '2020-01-24', inIsolation: true, isGone: false }
  const said = { departedOn: TODAY, permittedBy: '指挥部', reason: '回原籍' }
  it.each<{ given: string; kind: DepartureKind; facts?: object; change?: object; wrong: string[] }>([
    { given: 'with leave', kind: 'permitted', wrong: [] },
    { given: 'with leave of nobody', kind: 'permitted', change: { permittedBy: '' }, wrong: ['departure.noLeave'] },
    { given: 'out of isolation as if done', kind: 'completed', wrong: ['departure.inIsolation'] },
    { given: 'after isolation', kind: 'completed', facts: { inIsolation: false }, change: { reason: '' }, wrong: [] },
    {
      given: 'after isolation with leave',
      kind: 'permitted',
      facts: { inIsolation: false },
      wrong: ['departure.notInIsolation'],
    },
    { given: 'gone', kind: 'gone', wrong: [] },
    { given: 'gone without a word', kind: 'gone', change: { reason: '' }, wrong: ['departure.noReason'] },
    { given: 'gone twice', kind: 'gone', facts: { isGone: true }, wrong: ['departure.goneAlready'] },
    { given: 'of somebody expected', kind: 'gone', facts: { status: 'expected' }, wrong: ['departure.expected'] },
    {
      given: 'before the arrival',
      kind: 'permitted',
      change: { departedOn: '2020-01-23' },
      wrong: ['departure.badDay'],
    },
    { given: 'tomorrow', kind: 'permitted', change: { departedOn: '2020-01-27' }, wrong: ['departure.badDay'] },
  ])('$given: $wrong', ({ kind, facts = {}, change = {}, wrong }) => {
    expect(codes(decideDeparture({ ...person, ...facts }, FREE, { ...said, kind, ...change }, TODAY))).toEqual(wrong)
  })

  it('waits for an open offer, but whoever is gone is gone', () => {
    const open = { hasOffer: true, hasHandover: false }
    expect(codes(decideDeparture(person, open, { ...said, kind: 'permitted' }, TODAY))).toEqual(['move.offered'])
    expect(codes(decideDeparture(person, open, { ...said, kind: 'gone' }, TODAY))).toEqual([])
  })
})

describe('a letter', () => {
  it('is not dated ahead, and its receipt is neither before it nor ahead', () => {
    const said = { letterDay: TODAY, movesOn: TODAY }
    expect(codes(decideHandOver(HERE, FREE, said, TODAY))).toEqual([])
    expect(codes(decideHandOver(HERE, FREE, { ...said, letterDay: '2020-01-27' }, TODAY))).toEqual([
      'handover.letterAhead',
    ])
    expect(codes(decideHandOver({ ...HERE, status: 'expected' }, FREE, said, TODAY))).toEqual(['handover.expected'])
    expect(decideReceipt(said, { receiptDay: TODAY }, TODAY).ok).toBe(true)
    expect(decideReceipt(said, { receiptDay: '2020-01-25' }, TODAY).ok).toBe(false)
    expect(decideReceipt(said, { receiptDay: '2020-01-27' }, TODAY).ok).toBe(false)
    expect(receiptDueAt('2020-01-26T04:00:00.000Z', { receiptWithinHours: 48 })).toBe('2020-01-28T04:00:00.000Z')
  })

  it('proves the days that it says', () => {
    const said = { letterDay: TODAY, movesOn: TODAY, daysElsewhere: 5, documents: 0 }
    expect(codes(decideTakeOver(HERE, { hasTakeOver: false }, said, TODAY))).toEqual(['handover.noPapers'])
    expect(codes(decideTakeOver(HERE, { hasTakeOver: true }, { ...said, documents: 1 }, TODAY))).toEqual([
      'handover.taken',
    ])
  })
})

describe('who answers', () => {
  const AREAS = ['230406100', '230406201', '230406202']
  // A life: moves one after the other from wherever the person is, departures and returns between them.
  const histories = fc
    .array(fc.record({ minutes: fc.integer({ min: 0, max: 5000 }), what: fc.nat({ max: 4 }) }), { maxLength: 12 })
    .map((steps): History => {
      let [now, area, left]: [Instant, string, boolean] = ['2020-01-25T00:00:00.000Z', AREAS[0]!, false]
      const history = { registeredAt: now, moves: [], departures: [], arrivals: [{ at: now }] } as {
        registeredAt: Instant
        moves: { at: Instant; from: string; to: string }[]
        departures: { at: Instant; to: string }[]
        arrivals: { at: Instant }[]
      }
      for (const { minutes, what } of steps) {
        now = addMinutes(now, minutes + 1)
        if (left) history.arrivals.push({ at: now })
        else if (what === 4) history.departures.push({ at: now, to: '外区' })
        else if (AREAS[what] && AREAS[what] !== area) {
          history.moves.push({ at: now, from: area, to: AREAS[what] })
          area = AREAS[what]
        } else continue
        left = history.departures.at(-1)?.at === now
      }
      return { ...history, area }
    })

  it('is one side at every instant since the registration, and the last is where the person is', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const spans = spansOf(history)
        expect(spans[0]?.from).toBe(history.registeredAt)
        expect(spans.at(-1)?.until).toBeNull()
        for (const [index, span] of spans.entries()) {
          expect((span.area === null) !== (span.elsewhere === null)).toBe(true)
          if (index > 0) expect(spans[index - 1]?.until).toBe(span.from)
          if (span.until !== null) expect(span.from < span.until).toBe(true)
        }
        const last = [...history.departures, ...history.arrivals].sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1)
        const hasLeft = last !== undefined && 'to' in last
        expect(spans.at(-1)?.area).toBe(hasLeft ? null : history.area)
        for (const move of history.moves) {
          expect(spans.find(({ from }) => from === move.at)?.area).toBe(move.to)
          expect(spans.find(({ until }) => until === move.at)?.area).toBe(move.from)
        }
      }),
    )
  })
})

describe('a stay', () => {
  const stay = { isOver: false, inIsolation: false, fromDay: '2020-01-25', nextCheckDay: '2020-01-26' }
  const range = { lowest: 34, highest: 43 }
  it.each([
    { given: 'came today, measured', fromDay: TODAY, measured: true, day: '2020-01-27' },
    { given: 'came today, not measured', fromDay: TODAY, measured: false, day: TODAY },
    { given: 'came two days ago', fromDay: '2020-01-24', measured: false, day: TODAY },
  ])('of somebody who $given is checked first on $day', ({ day, ...said }) => {
    expect(firstCheck({ ...said, today: TODAY }, '20:00', ZONE)).toEqual({ day, dueAt: `${day}T12:00:00.000Z` })
  })

  it('owes one check a day, whatever was missed, and none once it is over', () => {
    const next = (nextCheckDay: string | null) => {
      const verdict = decideCheck({ ...stay, nextCheckDay }, { temperature: 36.5 }, TODAY, range)
      return verdict.ok && verdict.value.nextDay
    }
    expect([next('2020-01-24'), next(TODAY), next('2020-01-27')]).toEqual(['2020-01-27', '2020-01-27', '2020-01-27'])
    expect(codes(decideCheck({ ...stay, isOver: true }, { temperature: 36.55 }, TODAY, range))).toEqual([
      'stay.over',
      'bad_temperature',
    ])
    expect(decideLeaving(stay, TODAY, TODAY).ok).toBe(true)
    expect(codes(decideLeaving({ ...stay, inIsolation: true }, TODAY, TODAY))).toEqual(['departure.inIsolation'])
    expect(codes(decideLeaving(stay, '2020-01-24', TODAY))).toEqual(['departure.badDay'])
  })
})
