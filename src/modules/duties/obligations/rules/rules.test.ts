// The rules of what is owed, as tables and properties: deadlines in the plan's zone, also where its clocks change; what the
// history of plan and response makes owed; and that each occurrence is judged exactly once, by its own time, whatever the
// order of evidence, job and clock.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMinutes, at, fromMs, type Instant, minutesBetween, toMs } from '../../../../kernel/time.ts'
import { type Plan, parsePlan } from '../../../../plan/index.ts'
import { shippedPlan as plan, shippedText } from '../../../../plan/testing/shipped.ts'
import { dailyClocks, knocksOf, momentsBy, momentsOf, momentsWithin, ownersOf, withinClock } from './clocks.ts'
import { type Expected, expectedOn, type World, worldsOf } from './expected.ts'
import { judgementOf, knocks, knocksDue, nextKnock } from './judging.ts'
import { isHead, ownerOfPost, ownersOfPosts, postUnitsOf } from './owners.ts'
import { daysToSettle, type Recorded, settle } from './settling.ts'

const ZONE = 'Asia/Shanghai'
const local = (day: string, time: string, zone = ZONE) => at(day, time, zone)
const amended = (...changes: [string, string][]): Plan =>
  parsePlan(
    changes.reduce((text, [from, to]) => {
      expect(text.includes(from), from).toBe(true)
      return text.replace(from, to)
    }, shippedText),
  )
const clockOf = (key: string, of = plan) => new Map(dailyClocks(of)).get(key)!
const report = clockOf('groupReport')

describe('the deadlines of a day', () => {
  it('stand in the plan: the report is due at 15:00, covers the 24 hours before, and is missed as the day ends', () => {
    expect(momentsOf(report, '2020-01-26', ZONE)).toEqual({
      coversFrom: local('2020-01-25', '15:00'),
      coversTo: local('2020-01-26', '15:00'),
      dueAt: local('2020-01-26', '15:00'),
      missedAt: local('2020-01-27', '00:00'),
    })
  })

  it('of the meeting leave half an hour, and of a clock that says so another end', () => {
    expect(momentsOf(clockOf('meeting'), '2020-01-26', ZONE)).toMatchObject({ dueAt: local('2020-01-26', '09:30') })
    const early = { ...report, missedAfter: 90 }
    expect(momentsOf(early, '2020-01-26', ZONE).missedAt).toBe(local('2020-01-26', '16:30'))
    expect(momentsOf({ ...report, at: '24:00' }, '2020-01-26', ZONE)).toMatchObject({
      dueAt: local('2020-01-27', '00:00'),
      missedAt: local('2020-01-27', '00:00'),
    })
  })

  it.each([
    ['29 February', '2020-02-29', ZONE, '2020-02-29T07:00:00.000Z', '2020-02-29T16:00:00.000Z'],
    ['the end of a leap February', '2020-03-01', ZONE, '2020-03-01T07:00:00.000Z', '2020-03-01T16:00:00.000Z'],
    ['the day of 23 hours', '2020-03-29', 'Europe/Berlin', '2020-03-29T13:00:00.000Z', '2020-03-29T22:00:00.000Z'],
    ['the day of 25 hours', '2020-10-25', 'Europe/Berlin', '2020-10-25T14:00:00.000Z', '2020-10-25T23:00:00.000Z'],
  ])('are right on %s', (_, day, zone, dueAt, missedAt) => {
    expect(momentsOf(report, day, zone)).toMatchObject({ dueAt, missedAt })
  })

  it('follow from day to day without gap or overlap, in every zone', () => {
    fc.assert(
      fc.property(
        // The days on which these zones change their clocks come up as often as all others.
        fc.oneof(
          fc.constantFrom('2020-03-08', '2020-03-29', '2020-04-05', '2020-10-04', '2020-10-25', '2020-11-01'),
          fc.integer({ min: 0, max: 800 }).map((offset) => addDays('2020-01-01', offset)),
        ),
        fc.constantFrom(ZONE, 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
        fc.constantFrom('00:00', '02:30', '15:00', '24:00'),
        (day, zone, until) => {
          const clock = { ...report, at: until, covers: { hours: 24, until } }
          const [today, tomorrow] = [momentsOf(clock, day, zone), momentsOf(clock, addDays(day, 1), zone)]
          expect(tomorrow.coversFrom).toBe(today.coversTo)
          expect(today.missedAt >= today.dueAt).toBe(true)
          expect(tomorrow.dueAt > today.dueAt).toBe(true)
        },
      ),
    )
  })

  it('of what begins with an event count from it, and of a task stand by themselves', () => {
    const clock = withinClock(plan, 'caseReport')!
    expect(momentsWithin(clock, local('2020-01-26', '23:30'), ZONE)).toMatchObject({
      dueAt: local('2020-01-27', '01:30'),
      missedAt: local('2020-01-28', '00:00'),
    })
    expect(withinClock(plan, 'groupReport')).toBeUndefined()
    expect(momentsBy(local('2020-01-26', '18:00'), ZONE).missedAt).toBe(local('2020-01-27', '00:00'))
  })
})

describe('who owes', () => {
  it('is every group and every township and sub-district; the minutes are the office’s', () => {
    expect(ownersOf(plan, report)).toHaveLength(8)
    expect(ownersOf(plan, clockOf('townshipReport')).map(({ kind }) => kind)).toEqual(Array(7).fill('unit'))
    expect(ownersOf(plan, clockOf('minutes'))).toEqual([{ kind: 'unit', key: plan.office.unit }])
  })

  it('is answered for by posts of the group or unit, by the office for its own unit, and by nobody of a village', () => {
    expect(ownerOfPost({ kind: 'groupLeader', unitId: 'group.medical' }, plan)).toEqual({
      kind: 'group',
      key: 'medical',
    })
    expect(ownerOfPost({ kind: 'guarantorLeader', unitId: 'group.keyPersons' }, plan)).toBeNull()
    expect(ownerOfPost({ kind: 'officeStaff', unitId: 'office' }, plan)).toEqual({
      kind: 'unit',
      key: plan.office.unit,
    })
    expect(ownerOfPost({ kind: 'villageMedic', unitId: 'xinhua' }, plan)).toBeNull()
    expect(ownerOfPost({ kind: 'commander', unitId: 'command' }, plan)).toBeNull()
    expect(postUnitsOf(plan, { kind: 'unit', key: plan.office.unit })).toEqual([plan.office.unit, 'office'])
  })

  it('is four groups for the officer who answers for four, each once', () => {
    const posts = plan.groups
      .filter(({ responsibleOfficer }) => responsibleOfficer.name === '孙秋博')
      .flatMap(({ key }) => [
        { id: `group.${key}.officer`, kind: 'groupLeader', unitId: `group.${key}` },
        { id: `group.${key}.leader`, kind: 'groupLeader', unitId: `group.${key}` },
      ])
    expect(ownersOfPosts(posts, plan)).toHaveLength(4)
    expect(posts.map(isHead)).toEqual([true, false, true, false, true, false, true, false])
  })
})

describe('what the history makes owed', () => {
  const began = local('2020-01-25', '08:30')
  const active = [{ from: began, level: '1' }]
  const first = { versionId: 'v1', effectiveFrom: local('2020-01-25', '08:00'), plan }
  const day = '2020-01-26'
  const worlds = (levels: { from: Instant; level: string | null }[], versions = [first]) =>
    worldsOf(versions, levels, local('2020-02-01', '00:00'))
  const of = (key: string, expected: Expected[]) => expected.filter((one) => one.key === key)

  it('is nothing before the response, and of its first day what is due after it began', () => {
    expect(expectedOn(day, worlds([]))).toEqual([])
    expect(expectedOn('2020-01-24', worlds(active))).toEqual([])
    const late = worlds([{ from: local('2020-01-25', '12:00'), level: '1' }])
    // 12:00 itself would be late at once, so the minutes are not owed.
    expect([...new Set(expectedOn('2020-01-25', late).map(({ key }) => key))]).toEqual([
      'groupReport',
      'townshipReport',
    ])
    expect(expectedOn(day, late)).toHaveLength(8 + 7 + 15 + 1)
  })

  it('is closed as the response is stood down, what is overdue too, and is owed anew after the next activation', () => {
    const down = local(day, '14:00')
    const again = local(day, '14:30')
    const expected = expectedOn(day, worlds([...active, { from: down, level: null }, { from: again, level: '1' }]))
    const reports = of('groupReport', expected)
    expect(reports).toHaveLength(16)
    expect(reports.slice(0, 8).every(({ closed }) => closed?.at === down && closed.by === 'stoodDown')).toBe(true)
    expect(reports.slice(8).every(({ closed, begunAt }) => closed === null && begunAt === again)).toBe(true)
    // The minutes were due at noon: overdue, so closed, and not owed twice.
    expect(of('minutes', expected)).toMatchObject([{ closed: { at: down } }])
  })

  it('follows the level where a clock says at which it is owed', () => {
    const only = amended(['    at: "15:00"\n', '    at: "15:00"\n    atLevels: [1]\n'])
    const down = local(day, '10:00')
    const expected = expectedOn(day, worlds([...active, { from: down, level: '2' }], [{ ...first, plan: only }]))
    expect(of('groupReport', expected).map(({ closed }) => closed)).toEqual(
      Array(8).fill({ at: down, by: 'levelChanged' }),
    )
    expect(of('townshipReport', expected).every(({ closed }) => closed === null)).toBe(true)
  })

  it.each([
    ['later, before it is due', '12:00', '17:00', '17:00', 'v2'],
    ['earlier, and still ahead', '12:00', '14:00', '14:00', 'v2'],
    ['to a time that has passed', '14:00', '13:00', '15:00', 'v1'],
    ['to this very instant', '14:00', '14:00', '15:00', 'v1'],
    ['when it is due already', '15:00', '17:00', '15:00', 'v1'],
  ])('takes a deadline that the plan changes in the middle of the day %s', (_, from, to, dueAt, version) => {
    const second = { versionId: 'v2', effectiveFrom: local(day, from), plan: amended(['at: "15:00"', `at: "${to}"`]) }
    const reports = of('groupReport', expectedOn(day, worlds(active, [first, second])))
    expect(reports).toHaveLength(8)
    for (const one of reports) {
      expect(one).toMatchObject({ dueAt: local(day, dueAt), planVersionId: version, begunAt: began, closed: null })
    }
    // The next day is the new plan's.
    const next = of('groupReport', expectedOn('2020-01-27', worlds(active, [first, second])))
    expect(next[0]).toMatchObject({ dueAt: local('2020-01-27', to), planVersionId: 'v2' })
  })

  it('closes what the plan asks no longer, unless it is due already', () => {
    const fewer = amended([
      'owes: { groups: all }\n    to: healthBureau\n    remind',
      'owes: { groups: [medical] }\n    to: healthBureau\n    remind',
    ])
    const change = (time: string) =>
      of(
        'groupReport',
        expectedOn(day, worlds(active, [first, { versionId: 'v2', effectiveFrom: local(day, time), plan: fewer }])),
      )
    expect(change('12:00').filter(({ closed }) => closed?.by === 'planChanged')).toHaveLength(7)
    expect(change('15:30').filter(({ closed }) => closed)).toHaveLength(0)
  })
})

describe('settling', () => {
  it('looks from the day before the last one settled to tomorrow, and not before the response', () => {
    const days = { settledOn: null, activeSince: '2020-02-28', today: '2020-02-28' }
    expect(daysToSettle(days)).toEqual(['2020-02-28', '2020-02-29'])
    expect(daysToSettle({ ...days, settledOn: '2020-02-28', today: '2020-03-01' })).toEqual([
      '2020-02-28',
      '2020-02-29',
      '2020-03-01',
      '2020-03-02',
    ])
  })
})

describe('what was met before the response was stood down', () => {
  it('is not owed a second time by the next activation of that day', () => {
    const versions = [{ versionId: 'v1', effectiveFrom: local('2020-01-25', '08:00'), plan }]
    const levels = ['08:30', '10:00', '11:00'].map((time, index) => ({
      from: local('2020-01-25', time),
      level: index === 1 ? null : '1',
    }))
    const now = local('2020-01-25', '12:00')
    const expected = expectedOn('2020-01-25', worldsOf(versions, levels, now)).filter(
      ({ key, owner }) => key === 'groupReport' && owner.key === 'medical',
    )
    expect(expected.map(({ closed }) => closed?.by ?? null)).toEqual(['stoodDown', null])
    const met: Recorded = { ...expected[0]!, id: '1', state: 'inTime' }
    expect(settle(expected, [met], now)).toEqual({ begin: [], move: [], close: [] })
    // One that nobody met is closed, and owed anew.
    const { begin, close } = settle(expected, [{ ...met, state: 'open' }], now)
    expect([begin.length, close.map(({ by }) => by)]).toEqual([1, ['stoodDown']])
    expect(settle(expected, [{ ...met, state: 'closed' }], now).begin).toHaveLength(1)
  })
})

// A model of the table: what the store does with a settlement, a judgement and evidence, one after the other.
class Table {
  rows: (Recorded & { judgedAt: Instant | null; judgements: number })[] = []
  #worlds: (now: Instant) => World[]
  #settledOn: string | null = null
  constructor(worlds: (now: Instant) => World[]) {
    this.#worlds = worlds
  }
  settle(now: Instant, today: string): void {
    const worlds = this.#worlds(now)
    if (!worlds[0]) return
    const days = daysToSettle({ settledOn: this.#settledOn, activeSince: '2020-01-25', today })
    const oldest = [days[0]!, ...this.rows.filter(({ state }) => state === 'open').map(({ day }) => day)].sort()[0]!
    const looked = this.rows.filter(({ day }) => day >= oldest)
    const expected = [...new Set([...days, ...looked.map(({ day }) => day)])].flatMap((day) => expectedOn(day, worlds))
    const { begin, move, close } = settle(expected, looked, now)
    for (const { id, at: when } of close) this.#judge(id, 'closed', when)
    for (const one of begin) {
      this.rows.push({ ...one, id: String(this.rows.length), state: 'open', judgedAt: null, judgements: 0 })
    }
    for (const { id, to } of move) Object.assign(this.#row(id), { ...to, id })
    this.#settledOn = today
  }
  judgeLapsed(now: Instant): void {
    for (const row of this.rows) {
      const judgement = judgementOf(row, { evidenceAt: null, now })
      if (judgement) this.#judge(row.id, judgement.state, judgement.at)
    }
  }
  meet(key: string, owner: string, day: string, now: Instant): void {
    const row = this.rows.findLast(
      (one) => one.key === key && one.owner.key === owner && one.day === day && one.state !== 'closed',
    )
    const judgement = row && judgementOf(row, { evidenceAt: now, now })
    if (row && judgement) this.#judge(row.id, judgement.state, judgement.at)
  }
  #row(id: string) {
    return this.rows.find((row) => row.id === id)!
  }
  #judge(id: string, state: Recorded['state'], when: Instant): void {
    const row = this.#row(id)
    row.judgements += 1
    row.state = state
    row.judgedAt = when
  }
}

describe('each occurrence', () => {
  const start = local('2020-01-25', '08:30')
  const TIMES = ['11:00', '15:00', '17:30', '24:00']
  const plans = new Map(TIMES.map((time) => [time, amended(['at: "15:00"', `at: "${time}"`])]))
  const second = (minutes: number, dueAt: string) => ({
    versionId: 'v2',
    effectiveFrom: addMinutes(start, minutes),
    plan: plans.get(dueAt)!,
  })

  // What happens: evidence of a group's report arrives; between these the job runs or the server is down.
  const moments = fc.array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 3 * 24 * 60 }),
      act: fc.constantFrom('job', 'report', 'report', 'job twice'),
      dayOffset: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 30 },
  )

  it('is judged exactly once, by its own time, whatever the order of evidence, job and clock', () => {
    fc.assert(
      fc.property(
        moments,
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom(...TIMES),
        fc.option(fc.integer({ min: 1, max: 4000 }), { nil: null }),
        fc.option(fc.integer({ min: 1, max: 600 }), { nil: null }),
        (acts, changedAfter, dueAt, stoodDownAfter, again) => {
          const levels = [
            { from: start, level: '1' as string | null },
            ...(stoodDownAfter === null ? [] : [{ from: addMinutes(start, stoodDownAfter), level: null }]),
            ...(stoodDownAfter === null || again === null
              ? []
              : [{ from: addMinutes(start, stoodDownAfter + again), level: '1' }]),
          ]
          const versions = [{ versionId: 'v1', effectiveFrom: start, plan }, second(changedAfter, dueAt)]
          const run = (jobs: boolean) => {
            const table = new Table((now) =>
              worldsOf(
                versions,
                levels.filter(({ from }) => from <= now),
                now,
              ),
            )
            table.settle(start, '2020-01-25')
            for (const { minutes, act, dayOffset } of [...acts].sort((a, b) => a.minutes - b.minutes)) {
              const now = addMinutes(start, minutes)
              const today = addDays('2020-01-25', Math.floor((minutes + 510) / 1440))
              if (act === 'report') {
                table.settle(now, today)
                table.meet('groupReport', 'medical', addDays('2020-01-25', dayOffset), now)
              } else if (jobs) {
                for (let n = 0; n < (act === 'job' ? 1 : 2); n += 1) {
                  table.settle(now, today)
                  table.judgeLapsed(now)
                }
              }
            }
            const end = local('2020-01-30', '00:00')
            table.settle(end, '2020-01-30')
            table.judgeLapsed(end)
            return table.rows
          }
          const [up, down] = [run(true), run(false)]
          const fate = (rows: ReturnType<typeof run>) =>
            rows
              .filter(({ dueAt: due }) => due < local('2020-01-29', '00:00'))
              .map((row) => [row.key, row.owner.key, row.day, row.state, row.judgedAt, row.dueAt].join(' '))
              .sort()
          // A server that was down between two pieces of evidence comes to the same.
          expect(fate(down).filter((one) => !one.includes(' closed '))).toEqual(
            fate(up).filter((one) => !one.includes(' closed ')),
          )
          for (const row of up.filter(({ missedAt }) => missedAt < local('2020-01-30', '00:00'))) {
            expect(row.judgements).toBe(1)
            if (row.state === 'inTime') expect(row.judgedAt! < row.dueAt).toBe(true)
            if (row.state === 'late') expect(row.judgedAt! >= row.dueAt && row.judgedAt! < row.missedAt).toBe(true)
            if (row.state === 'missed') expect(row.judgedAt).toBe(row.missedAt)
          }
          const alive = up
            .filter(({ state }) => state !== 'closed')
            .map(({ key, owner, day }) => `${key}/${owner.key}/${day}`)
          expect(new Set(alive).size).toBe(alive.length)
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([
    ['a millisecond before it is due', -1, 'inTime'],
    ['as it is due', 0, 'late'],
    ['a millisecond after', 1, 'late'],
    ['a millisecond before the day ends', 9 * 3_600_000 - 1, 'late'],
    ['as the day ends', 9 * 3_600_000, 'missed'],
  ])('whose evidence comes %s is judged so', (_, ms, state) => {
    const moments = momentsOf(report, '2020-01-26', ZONE)
    const evidenceAt = fromMs(toMs(moments.dueAt) + ms)
    const judgement = judgementOf({ ...moments, state: 'open' }, { evidenceAt, now: evidenceAt })
    expect(judgement).toEqual({ state, at: state === 'missed' ? moments.missedAt : evidenceAt })
    expect(judgementOf({ ...moments, state: 'missed' }, { evidenceAt, now: evidenceAt })).toBeNull()
  })
})

describe('an open obligation knocks', () => {
  const dueAt = local('2020-01-26', '15:00')
  const all = knocks(knocksOf(plan, 'groupReport'), dueAt)

  it('by the plan: an hour and a quarter of an hour before, then step by step', () => {
    expect(all.map(({ at: when, step }) => [minutesBetween(dueAt, when), step?.to ?? null])).toEqual([
      [-60, null],
      [-15, null],
      [0, 'officeStaff'],
      [30, 'officeDirector'],
      [120, 'supervisionStaff'],
    ])
    expect(knocksOf(plan, 'drill').remind).toEqual([60])
  })

  it('each once, whatever the moments at which somebody looks, and reminds of nothing that is due', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -200, max: 200 }), { minLength: 1, maxLength: 20 }), (looks) => {
        let since = local('2020-01-26', '00:00')
        const told: { at: Instant; reminder: boolean; now: Instant }[] = []
        for (const minutes of looks.sort((a, b) => a - b)) {
          const now = addMinutes(dueAt, minutes)
          expect(nextKnock(all, since) === null || nextKnock(all, since)! > since).toBe(true)
          told.push(
            ...knocksDue(all, dueAt, since, now).map(({ at: when, step }) => ({ at: when, reminder: !step, now })),
          )
          since = now
        }
        expect(new Set(told.map(({ at: when }) => when)).size).toBe(told.length)
        expect(told.every(({ reminder, now }) => !reminder || now < dueAt)).toBe(true)
        const last = addMinutes(dueAt, looks.at(-1)!)
        expect(told.filter(({ reminder }) => !reminder)).toHaveLength(
          all.filter(({ at: when, step }) => step && when <= last).length,
        )
      }),
    )
  })
})
