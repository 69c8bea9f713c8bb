// The figures of isolation on a real PostgreSQL: counted from periods and gaps, they say what the rules say of every window
// of everybody (M21), and what was not owed counts for nothing.
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { addMinutes, type Instant } from '../../../kernel/time.ts'
import { openDatabase, type Scope } from '../../../platform/db/database.ts'
import type { Rows } from '../../../platform/measure.ts'
import { createTestDatabase, TEST_DISTRICT } from '../../../platform/testing/postgres.ts'
import { PLAN, t } from '../rules/example-plan.ts'
import { endsAt } from '../rules/period.ts'
import { allWindows, closingsOwed, nextCheck, windowOutcome } from '../rules/windows.ts'
import { AREAS, arrange, arrangeDistrict, forgetEverybody, MEDIC, PLAN_ID, scope, WEST } from './arrange.ts'
import type { Gone } from './assignments.ts'
import { countChecks, listReferralsOpened, rowsOfChecks, rowsOfEnds, rowsOfMedics, rowsOfStarts } from './measures.ts'
import { findPeriod, nextColumns, type PeriodPatch, savePeriod } from './periods.ts'

const nobodyGone: Gone = { medic: [], guarantor: [] }
const database = await createTestDatabase()
const db = openDatabase(database.app, { district: TEST_DISTRICT, poolSize: 4 })
const owner = new pg.Client(database.owner)
await owner.connect()
await arrangeDistrict(owner, TEST_DISTRICT)
beforeEach(() => forgetEverybody(owner))
afterAll(async () => {
  await owner.end()
  await db.close()
  await database.drop()
})

const run = db.transaction.bind(db)
const { whole } = db

/** Checks that were late or missed, as the program records them. */
const failed = (period: { id: string; person_id: string; area_code: string }, day: string, slot: string, at: Instant) =>
  owner.query(
    `insert into checks (period_id, person_id, area_code, day, slot, outcome, closed_at, recorded_at,
       plan_version_id)
     values ($1, $2, $3, $4, $5, 'missed', $6, $6, $7)`,
    [period.id, period.person_id, period.area_code, day, slot, at, PLAN_ID],
  )
const referred = (
  period: { id: string; person_id: string; area_code: string },
  opened: Instant,
  closed: Instant | null,
) =>
  owner.query(
    `insert into referrals (id, period_id, person_id, area_code, temperature, opened_at, opened_on, outcome, closed_at,
       next_step, next_due_at, plan_version_id)
     values ($1, $2, $3, $4, 38, $5, ($5::timestamptz at time zone 'Asia/Shanghai')::date,
       $6, $7, $8, $9, $10)`,
    [
      newId(),
      period.id,
      period.person_id,
      period.area_code,
      opened,
      closed && 'excluded',
      closed,
      closed === null ? 'notified' : null,
      closed === null ? opened : null,
      PLAN_ID,
    ],
  )

/** How many were due and how many of them were kept: of the list, which is the figure. */
const ofRows = async ({ text, params }: Rows, seen: Scope = whole): Promise<[kept: number, due: number]> => {
  const rows = await run(seen, (tx) => tx.sql<{ id: string; kept: boolean }>(text, params))
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  return [rows.filter(({ kept }) => kept).length, rows.length]
}

/** The count and the list behind it, which must agree. */
async function checksOf(windows: Parameters<typeof rowsOfChecks>[0]): Promise<{ owed: number; onTime: number }> {
  const counts = await run(whole, (tx) => countChecks(tx, windows))
  const sum = (key: 'owed' | 'onTime') => counts.reduce((total, row) => total + row[key], 0)
  const rows = rowsOfChecks(windows)
  expect(rows ? await ofRows(rows) : [0, 0]).toEqual([sum('onTime'), sum('owed')])
  return { owed: sum('owed'), onTime: sum('onTime') }
}

describe('checks on time', () => {
  const count = async (from: string, now: string, area = TEST_DISTRICT, standDowns: [string, string | null][] = []) => {
    const downs = standDowns.map(([start, until]) => ({ from: t(start), until: until && t(until) }))
    const plans = [{ beganUnder: PLAN_ID, planVersionId: PLAN_ID, closes: closingsOwed(from, t(now), PLAN, downs) }]
    return checksOf({ area, from, now: t(now), plans })
  }

  it('count windows that closed: not the open one, and an overdue one is not in time', async () => {
    await arrange(owner, db)
    expect(await count('2020-01-25', '2020-01-25 10:59')).toEqual({ owed: 0, onTime: 0 })
    expect(await count('2020-01-25', '2020-01-25 11:00')).toEqual({ owed: 1, onTime: 0 })
    const next = { next_day: '2020-01-25', next_slot: 'afternoon', next_opens_at: t('2020-01-25 14:00') }
    await arrange(owner, db, AREAS[2], { ...next, next_check_due_at: t('2020-01-25 20:00') })
    expect(await count('2020-01-25', '2020-01-25 12:00')).toEqual({ owed: 2, onTime: 1 })
    expect(await count('2020-01-25', '2020-01-25 12:00', WEST)).toEqual({ owed: 1, onTime: 0 })
    // Nobody recorded anything since: what the stored deadline says is not made is not in time.
    expect(await count('2020-01-25', '2020-01-26 12:00')).toEqual({ owed: 6, onTime: 1 })
    expect(await count('2020-01-26', '2020-01-26 12:00')).toEqual({ owed: 2, onTime: 0 })
  })

  it('count nothing of whom nothing was owed', async () => {
    const none = { next_day: null, next_slot: null, next_opens_at: null, next_check_due_at: null }
    await arrange(owner, db, AREAS[0], { ...none, owed_from: null })
    await arrange(owner, db, AREAS[0], { ...none, state: 'endedBeforeRegistration' })
    expect(await count('2020-01-25', '2020-01-27 12:00')).toEqual({ owed: 0, onTime: 0 })
  })

  it('say of everybody what the rules say of every window', async () => {
    const minutes = (least: number, most: number) =>
      fc.integer({ min: Math.ceil(least / 30), max: Math.floor(most / 30) }).map((n) => n * 30)
    const somebody = fc.record({
      owedFrom: minutes(0, 3000),
      closedAfter: fc.option(minutes(4500, 7200)),
      away: fc.option(fc.tuple(minutes(0, 4000), minutes(30, 2000))),
      made: fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
    })
    const start = t('2020-01-25 05:00')
    await fc.assert(
      fc.asyncProperty(
        fc.array(somebody, { minLength: 1, maxLength: 5 }),
        minutes(4500, 7200),
        fc.option(fc.tuple(minutes(1000, 4000), fc.option(minutes(30, 2000)))),
        async (everybody, passed, over) => {
          await forgetEverybody(owner)
          const now = addMinutes(start, passed)
          const down = over && {
            from: addMinutes(start, over[0]),
            until: over[1] === null ? null : addMinutes(start, over[0] + over[1]),
          }
          const standDowns = down && down.from < now ? [down] : []
          let [owed, onTime] = [0, 0]
          for (const each of everybody) {
            const owed_from = addMinutes(start, each.owedFrom)
            const row = await arrange(owner, db, AREAS[0], { owed_from })
            if (each.away) {
              const opened = addMinutes(start, each.away[0])
              await referred(row, opened, addMinutes(opened, each.away[1]))
            }
            const closed =
              each.closedAfter !== null && addMinutes(start, each.closedAfter) <= now ? each.closedAfter : null
            const patch: PeriodPatch =
              closed === null
                ? {}
                : {
                    state: 'released',
                    closed_at: addMinutes(start, closed),
                    closed_on: '2020-01-30',
                    ...nextColumns(null),
                  }
            await run(whole, (tx) => savePeriod(tx, row.id, patch))
            const { period } = (await run(whole, (tx) => findPeriod(tx, row.id)))!
            const judged = { ...period, standDowns }
            const completions = new Map<string, 'done' | 'late'>()
            const lapsed: { day: string; slot: string; closesAt: Instant }[] = []
            for (const [index, window] of allWindows(period, PLAN).entries()) {
              const outcome = windowOutcome(window, { period: judged, completions: new Map() }, now, PLAN.zone)
              if (!['missed', 'overdue'].includes(outcome)) continue
              owed += 1
              if (each.made[index]) {
                onTime += 1
                completions.set(`${window.day}/${window.slot}`, 'done')
              } else if (outcome === 'missed' || closed !== null) lapsed.push(window)
            }
            for (const { day, slot, closesAt } of lapsed) await failed(row, day, slot, closesAt)
            const next = closed === null ? nextCheck({ period: judged, completions }, now, PLAN) : null
            await run(whole, (tx) => savePeriod(tx, row.id, nextColumns(next)))
          }
          const closes = closingsOwed('2020-01-25', now, PLAN, standDowns)
          const plans = [{ beganUnder: PLAN_ID, planVersionId: PLAN_ID, closes }]
          const all = { area: TEST_DISTRICT, from: '2020-01-25', now, plans }
          expect(await checksOf(all)).toEqual({ owed, onTime })
        },
      ),
      { numRuns: 20 },
    )
  }, 60_000)
})

describe('the other figures', () => {
  it('of starts take the local day, by the arrival', async () => {
    const starts = (from: string | null, today: string, now = t('2020-02-01 12:00')) =>
      ofRows(rowsOfStarts({ area: TEST_DISTRICT, from, today, now, zone: PLAN.zone }))
    expect(await starts(null, '2020-02-01')).toEqual([0, 0])
    await arrange(owner, db, AREAS[0], { registered_at: t('2020-01-25 23:59') })
    await arrange(owner, db, AREAS[0], { registered_at: t('2020-01-26 00:00') })
    expect(await starts('2020-01-25', '2020-01-31')).toEqual([1, 2])
    // As of an instant: what was registered after it does not count.
    expect(await starts('2020-01-25', '2020-01-31', t('2020-01-25 23:59'))).toEqual([1, 1])
    expect(await starts('2020-01-26', '2020-02-01')).toEqual([0, 0])
  })

  it('of medics are of periods open then, of the area, by who was assigned then', async () => {
    const [one] = [await arrange(owner, db), await arrange(owner, db, AREAS[2])]
    const assigned = t('2020-01-26 09:00')
    await owner.query(
      `insert into assignments (id, person_id, area_code, account_id, role, from_at) values ($1, $2, $3, $4, 'medic', $5)`,
      [newId(), one.person_id, one.area_code, MEDIC, assigned],
    )
    const medics = (area: string, now: string, seen?: Scope, gone = nobodyGone) =>
      ofRows(rowsOfMedics({ area, today: now.slice(0, 10), now: t(now) }, gone), seen)
    expect(await medics(TEST_DISTRICT, '2020-01-26 08:59')).toEqual([0, 2])
    expect(await medics(TEST_DISTRICT, '2020-01-26 09:00')).toEqual([1, 2])
    expect(await medics(WEST, '2020-01-26 12:00')).toEqual([1, 1])
    // Who is a medic no more is none.
    expect(await medics(WEST, '2020-01-26 12:00', whole, { medic: [MEDIC], guarantor: [] })).toEqual([0, 1])
    expect(await medics(TEST_DISTRICT, '2020-01-26 12:00', scope(WEST))).toEqual([1, 1])
    const closed = {
      closed_at: t('2020-01-27 10:00'),
      closed_on: '2020-01-27',
      close_reason: '理由',
      ...nextColumns(null),
    }
    await run(whole, (tx) => savePeriod(tx, one.id, { state: 'endedEarly', ...closed }))
    expect(await medics(TEST_DISTRICT, '2020-01-27 09:59')).toEqual([1, 2])
    expect(await medics(TEST_DISTRICT, '2020-01-27 10:00')).toEqual([0, 1])
  })

  it('of full periods know a release at the end from an end before it, and no case', async () => {
    const over = async (state: 'released' | 'endedEarly' | 'suspected', at: string) => {
      const row = await arrange(owner, db)
      const closed = { closed_at: t(at), closed_on: at.slice(0, 10), close_reason: '理由', ...nextColumns(null) }
      await run(whole, (tx) => savePeriod(tx, row.id, { state, ...closed }))
    }
    await over('released', '2020-02-09 00:00')
    await over('endedEarly', '2020-02-08 23:59')
    await over('suspected', '2020-02-01 09:00')
    const ended = (from: string | null) =>
      ofRows(rowsOfEnds({ area: TEST_DISTRICT, from, today: '2020-02-09', now: t('2020-02-09 12:00') }))
    expect(await ended(null)).toEqual([1, 2])
    expect(await ended('2020-02-09')).toEqual([1, 1])
    expect(await ended('2020-02-10')).toEqual([0, 0])
    expect(endsAt({ startDay: '2020-01-25', days: 14 }, PLAN.zone)).toBe(t('2020-02-09 00:00'))
  })

  it('of referrals leave out the withdrawn ones and those of before', async () => {
    const row = await arrange(owner, db)
    await referred(row, t('2020-01-25 23:59'), t('2020-01-26 03:00'))
    await referred(row, t('2020-01-26 09:00'), null)
    const opened = async (from: string) =>
      (
        await run(whole, (tx) =>
          listReferralsOpened(tx, { area: TEST_DISTRICT, from, today: '2020-01-26', now: t('2020-01-26 12:00') }),
        )
      ).length
    expect([await opened('2020-01-25'), await opened('2020-01-26')]).toEqual([2, 1])
    await owner.query(`update referrals set outcome = 'withdrawn', closed_at = opened_at, next_step = null, next_due_at = null
      where outcome is null`)
    expect(await opened('2020-01-26')).toBe(0)
  })
})
