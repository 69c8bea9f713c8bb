// What moves on by itself, on a real PostgreSQL: a lapsed window is recorded once, explained once, and made late by a
// reading of its own time (M21).
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../platform/db/database.ts'
import { createTestDatabase, TEST_DISTRICT } from '../../../platform/testing/postgres.ts'
import { PLAN, t } from '../rules/example-plan.ts'
import { missedWindows, nextCheck, presentWindow, windowAt } from '../rules/windows.ts'
import { arrange, arrangeDistrict, forgetEverybody, MEDIC, now, openingsAt } from './arrange.ts'
import {
  explainChecks,
  lapsedPeriods,
  listChecks,
  moveOn,
  periodsWithoutOwing,
  recordLate,
  stopOwing,
} from './next-checks.ts'
import { findPeriod, lockPeriods } from './periods.ts'

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
const row = async (id: string) => (await run(whole, (tx) => findPeriod(tx, id)))!.row

describe('what lapsed', () => {
  const moveAll = (at: string) =>
    run(whole, async (tx) => {
      const instant = t(at)
      const ids = await lapsedPeriods(tx, openingsAt(presentWindow(instant, PLAN)!.opensAt), instant, 100)
      const held = await lockPeriods(tx, ids)
      await moveOn(
        tx,
        held.map((known) => {
          const missed = missedWindows(known, known.row.next_day!, instant, PLAN)
          const next = nextCheck(known, instant, PLAN)
          return {
            id: known.row.id,
            owedFrom: known.row.owed_from,
            next,
            missed,
            missedInRow: missed.length,
            paused: false,
          }
        }),
        instant,
      )
      return ids.length
    })

  it('is recorded once, and the next deadline stored', async () => {
    const period = await arrange(owner, db)
    expect(await moveAll('2020-01-25 13:59')).toBe(0)
    expect(await moveAll('2020-01-25 14:00')).toBe(1)
    expect(await moveAll('2020-01-25 14:00')).toBe(0)
    expect(await row(period.id)).toMatchObject({
      missed: 1,
      missed_unexplained: 1,
      next_slot: 'afternoon',
      next_check_due_at: t('2020-01-25 20:00'),
    })
    // Nobody ran the server for two days.
    expect(await moveAll('2020-01-27 07:00')).toBe(1)
    expect(await row(period.id)).toMatchObject({ missed: 4, next_check_due_at: t('2020-01-27 11:00') })
  })

  it('at the end of the period leaves nothing due', async () => {
    const period = await arrange(owner, db)
    await moveAll('2020-02-08 23:59')
    expect(await row(period.id)).toMatchObject({ missed: 29, next_check_due_at: t('2020-02-08 20:00') })
    await moveAll('2020-02-09 00:00')
    expect(await row(period.id)).toMatchObject({ missed: 30, next_check_due_at: null, next_slot: null })
  })

  it('is explained once, and a reading of its time makes it late', async () => {
    const period = await arrange(owner, db)
    await moveAll('2020-01-26 06:00')
    const said = { checks: [{ day: '2020-01-25', slot: 'morning' }], explanation: '道路封闭', at: now, by: MEDIC }
    expect(await run(whole, (tx) => explainChecks(tx, period.id, said))).toBe(1)
    expect(await run(whole, (tx) => explainChecks(tx, period.id, said))).toBe(0)
    expect(await row(period.id)).toMatchObject({ missed: 2, missed_unexplained: 1 })
    const known = (await run(whole, (tx) => findPeriod(tx, period.id)))!
    const late = (at: string) =>
      run(whole, (tx) => recordLate(tx, { periodId: period.id, window: windowAt(t(at), known.period, PLAN)!, now }))
    await late('2020-01-25 15:00')
    await late('2020-01-25 15:00')
    expect(await row(period.id)).toMatchObject({ missed: 1, missed_unexplained: 0 })
    await late('2020-01-25 09:00')
    expect(await row(period.id)).toMatchObject({ missed: 0, missed_unexplained: 0 })
    // A visit after closing, before the window lapsed: late, and never was missed.
    await late('2020-01-26 12:00')
    expect(await row(period.id)).toMatchObject({ missed: 0, missed_unexplained: 0 })
    const checks = await run(whole, (tx) => listChecks(tx, period.id))
    expect(checks.map(({ outcome }) => outcome)).toEqual(['late', 'late', 'late'])
  })
})

describe('the end of the response', () => {
  const stop = (at: string) =>
    run(whole, (tx) =>
      stopOwing(tx, { openings: openingsAt(presentWindow(t(at), PLAN)!.opensAt), now: t(at), limit: 10 }),
    )
  const waiting = () => run(whole, (tx) => periodsWithoutOwing(tx, 10))

  it('takes the next check of everybody, but for those that lapsed before and are not recorded yet', async () => {
    const period = await arrange(owner, db)
    expect(await stop('2020-01-25 14:00')).toBe(0)
    expect((await row(period.id)).next_check_due_at).toBe(t('2020-01-25 11:00'))
    expect(await stop('2020-01-25 13:59')).toBe(1)
    expect(await row(period.id)).toMatchObject({
      next_check_due_at: null,
      next_day: null,
      missed: 0,
      owing_paused: true,
    })
    expect(await stop('2020-01-25 13:59')).toBe(0)
    expect(await waiting()).toEqual([period.id])
  })

  it('says nothing of a period that nothing was owed of, or that is over', async () => {
    const unowed = { owed_from: null, next_day: null, next_slot: null, next_opens_at: null, next_check_due_at: null }
    const before = await arrange(owner, db, undefined, unowed)
    await arrange(owner, db, undefined, { ...unowed, state: 'endedBeforeRegistration' })
    expect(await stop('2020-01-25 13:59')).toBe(0)
    expect(await waiting()).toEqual([before.id])
  })
})
