// Who holds and who acts, by the instant: whatever is decided in whatever order, never two where there is one, and the
// post is given to exactly those in force.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes } from '../../../kernel/time.ts'
import { after, decideActing, decideAppointment, decideEnd, givesPost, type Holding, isInForce } from './rules.ts'

const NOW = '2020-01-25T00:30:00.000Z'
const at = (minutes: number) => addMinutes(NOW, minutes)

const holder = (id: string, from: number, until: number | null = null, more: Partial<Holding> = {}): Holding => ({
  id,
  standing: 'holder',
  actingFor: null,
  suspends: false,
  replaces: null,
  accountId: `account-${id}`,
  from: at(from),
  until: until === null ? null : at(until),
  ...more,
})
const acting = (id: string, actingFor: string | null, from: number, until: number | null = null): Holding =>
  holder(id, from, until, { standing: 'acting', actingFor, suspends: actingFor !== null })

const appointment = (more: object = {}) => ({
  id: 'new',
  replaces: 'a' as string | null,
  accountId: 'account-new' as string | null,
  from: NOW,
  handOver: true,
  ...more,
})
const substitution = (more: object = {}) => ({
  id: 'new',
  actingFor: 'a' as string | null,
  accountId: 'account-new' as string | null,
  from: NOW,
  until: at(60) as string | null,
  suspends: true,
  handOver: true,
  ...more,
})
const codes = (verdict: { ok: boolean; reasons: { code: string; field?: string }[] }) =>
  verdict.ok ? 'yes' : verdict.reasons.map(({ code }) => code)

describe('a span', () => {
  it.each([
    [-1, false],
    [0, true],
    [59, true],
    [60, false],
  ])('from 0 until 60, at %i', (minute, expected) => {
    expect(isInForce(holder('a', 0, 60), at(minute))).toBe(expected)
  })

  it('gives the post to who acts and not to who is acted for, from the first instant to just before the last', () => {
    const all = [holder('a', -100), acting('b', 'a', 0, 60)]
    const given = (minute: number) => all.filter((one) => givesPost(one, all, at(minute))).map(({ id }) => id)
    expect([-1, 0, 59.9999, 60].map(given)).toEqual([['a'], ['b'], ['b'], ['a']])
  })
})

describe('a new holder', () => {
  const one = { oneHolder: true }
  it.each([
    ['follows at once', [holder('a', -100)], {}, 'yes'],
    ['follows later', [holder('a', -100)], { from: at(600) }, 'yes'],
    ['is dated back', [holder('a', -100)], { from: at(-60) }, 'yes'],
    ['may have no account', [holder('a', -100)], { accountId: null, handOver: false }, 'yes'],
    ['takes no work without one', [holder('a', -100)], { accountId: null }, ['holder.noAccount']],
    ['not before the former began', [holder('a', -100)], { from: at(-101) }, ['holder.beforeFormer']],
    ['not a year back', [holder('a', -600_000)], { from: at(-500_000) }, ['holder.tooEarly']],
    ['not years ahead', [holder('a', -100)], { from: at(600_000) }, ['holder.tooLate']],
    ['fills a vacancy', [holder('a', -100, -50)], { replaces: null }, 'yes'],
    [
      'not into the time of who held it',
      [holder('a', -100, -50)],
      { replaces: null, from: at(-60) },
      ['holder.overlaps'],
    ],
    [
      'not beside a successor',
      [holder('a', -100, 50), holder('b', 50, null, { replaces: 'a' })],
      {},
      ['holder.planned', 'holder.overlaps'],
    ],
    ['once more when that was called off', [holder('a', -100), holder('b', 50, 50, { replaces: 'a' })], {}, 'yes'],
  ] as [string, Holding[], object, string | string[]][])('%s', (_what, all, more, expected) => {
    expect(codes(decideAppointment(all, appointment(more), one, NOW))).toEqual(expected)
  })

  it('ends who acted for the former, and calls off who would have', () => {
    const all = [holder('a', -100), acting('b', 'a', -10, 60), acting('c', 'a', 600, 660)]
    const verdict = decideAppointment(all, appointment({ from: at(30) }), one, NOW)
    expect(verdict.ok && verdict.value.ends).toEqual([
      { id: 'a', until: at(30), calledOff: false },
      { id: 'b', until: at(30), calledOff: false },
      { id: 'c', until: at(600), calledOff: true },
    ])
  })

  it('stands beside others where there may be several, and not twice', () => {
    const all = [holder('a', -100), holder('b', -100)]
    const several = { oneHolder: false }
    expect(codes(decideAppointment(all, appointment({ replaces: null }), several, NOW))).toBe('yes')
    expect(codes(decideAppointment(all, appointment({ accountId: 'account-b' }), several, NOW))).toEqual([
      'holder.twice',
    ])
  })
})

describe('acting', () => {
  it.each([
    ['for a time', [holder('a', -100)], {}, 'yes'],
    ['until it is ended', [holder('a', -100)], { until: null }, 'yes'],
    ['from when the time before is over', [holder('a', -100), acting('b', 'a', -50, 0)], {}, 'yes'],
    ['not while another does', [holder('a', -100), acting('b', 'a', -50, 1)], {}, ['acting.overlaps']],
    ['not for a time that is over', [holder('a', -100)], { from: at(-60), until: NOW }, ['acting.noTime']],
    ['not for nobody', [holder('a', -100, -50)], {}, ['acting.nobody']],
    ['not for oneself', [holder('a', -100)], { accountId: 'account-a' }, ['acting.self']],
    ['in a vacancy', [holder('a', -100, -50)], { actingFor: null, suspends: false }, 'yes'],
    ['in none', [holder('a', -100)], { actingFor: null, suspends: false }, ['acting.notVacant']],
  ] as [string, Holding[], object, string | string[]][])('%s', (_what, all, more, expected) => {
    expect(codes(decideActing(all, substitution(more), NOW))).toEqual(expected)
  })

  it('goes no further than to the successor of who is acted for', () => {
    const all = [holder('a', -100, 30), holder('b', 30, null, { replaces: 'a' })]
    const verdict = decideActing(all, substitution({ until: null }), NOW)
    expect(verdict.ok && verdict.value.begins?.until).toBe(at(30))
  })
})

describe('an end', () => {
  it('of what has not begun lets the one before go on', () => {
    const all = [holder('a', -100, 50), holder('b', 50, null, { replaces: 'a' })]
    const verdict = decideEnd(all, 'b', NOW, NOW)
    expect(verdict.ok && after(all, verdict.value).map(({ until }) => until)).toEqual([null, at(50)])
  })

  it.each([
    ['of a holder, now', 'a', 0, 'yes'],
    ['of a holder, dated back', 'a', -30, 'yes'],
    ['of a holder, before the beginning', 'a', -101, ['holder.endBeforeBegin']],
    ['of acting, now', 'b', 0, 'yes'],
    ['of acting, never back', 'b', -1, ['acting.endPast']],
    ['of acting, no later than said', 'b', 61, ['holder.endsBefore']],
    ['of what is over', 'c', 0, ['holder.over']],
  ] as const)('%s', (_what, id, minute, expected) => {
    const all = [holder('a', -100), acting('b', 'a', -50, 60), acting('c', 'a', -90, -60)]
    expect(codes(decideEnd(all, id, at(minute), NOW))).toEqual(expected)
  })
})

// Any office, on any day, decides anything about a post of one holder.
const decision = fc.record({
  what: fc.constantFrom('appoint', 'acting', 'end'),
  which: fc.nat(20),
  account: fc.option(
    fc.nat(3).map((n) => `account-${n}`),
    { nil: null },
  ),
  from: fc.integer({ min: -40, max: 40 }),
  length: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
  pause: fc.integer({ min: 0, max: 20 }),
})

it('never leaves two in a post of one, nor two who act for the same, nor anybody acting for himself', () => {
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 30 }), (decisions) => {
      let all: Holding[] = [holder('first', -100)]
      let now = NOW
      decisions.forEach(({ what, which, account, from, length, pause }, index) => {
        now = addMinutes(now, pause)
        const held = all.filter((one) => one.standing === 'holder' && isInForce(one, now))
        const begin = addMinutes(now, from)
        const until = length === null ? null : addMinutes(begin, length)
        const id = `n${index}`
        const common = { id, accountId: account, from: begin, handOver: false }
        const replaced = held[0]?.id ?? null
        const verdict =
          what === 'appoint'
            ? decideAppointment(all, { ...common, replaces: replaced }, { oneHolder: true }, now)
            : what === 'acting'
              ? decideActing(all, { ...common, actingFor: replaced, until, suspends: replaced !== null }, now)
              : decideEnd(all, all[which % all.length]!.id, begin, now)
        if (verdict.ok) all = after(all, verdict.value)
      })
      for (const one of all) expect(one.until === null || one.until >= one.from).toBe(true)
      const edges = all.flatMap((one) => [one.from, ...(one.until ? [one.until] : [])])
      for (const edge of edges.flatMap((instant) => [
        instant,
        addMinutes(instant, -1 / 60_000),
        addMinutes(instant, 1 / 60_000),
      ])) {
        const inForce = all.filter((one) => isInForce(one, edge))
        expect(inForce.filter(({ standing }) => standing === 'holder').length).toBeLessThanOrEqual(1)
        const actings = inForce.filter(({ standing }) => standing === 'acting')
        expect(new Set(actings.map(({ actingFor }) => actingFor)).size).toBe(actings.length)
        for (const one of actings) {
          const forWhom = all.find(({ id }) => id === one.actingFor)
          if (forWhom && one.accountId) expect(forWhom.accountId).not.toBe(one.accountId)
        }
      }
    }),
    { numRuns: 1000 },
  )
})
