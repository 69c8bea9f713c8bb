// Periods, readings and referrals on a real PostgreSQL: begun once, completed once, held one after the other, and neither
// seen nor written outside one's scope (M06, M21).
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { openDatabase, type Scope, type Tx } from '../../../platform/db/database.ts'
import { createTestDatabase, TEST_DISTRICT } from '../../../platform/testing/postgres.ts'
import { untilSomebodyWaits } from '../../../platform/testing/waits.ts'
import { t } from '../rules/example-plan.ts'
import {
  AREAS,
  arrange,
  arrangeDistrict,
  EAST,
  forgetEverybody,
  MEDIC,
  now,
  reading,
  scope,
  today,
  WEST,
} from './arrange.ts'
import { assign, listAssignments } from './assignments.ts'
import {
  findPeriod,
  insertChanges,
  insertPeriods,
  lockPeriods,
  lockPeriodsAsked,
  nextColumns,
  savePeriod,
} from './periods.ts'
import { correctReading, insertReadings, lastTemperatures, listCorrections, type ReadingWrite } from './readings.ts'
import { insertReferrals, lockReferral, openReferralOf, referralOf, saveStep } from './referrals.ts'

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
const insertReading = async (tx: Tx, row: ReadingWrite) => insertReadings(tx, [row])
const { whole } = db
const row = async (id: string) => (await run(whole, (tx) => findPeriod(tx, id)))!.row

describe('periods asked for by many accounts at once', () => {
  it('are each held for whoever sees them by area or assignment, and for nobody else', async () => {
    const [west, east] = [await arrange(owner, db, AREAS[0]), await arrange(owner, db, AREAS[2])]
    const asks = (periodId: string, areas: string[], accountId: string | null = null) => ({
      periodId,
      areas,
      accountId,
    })
    const held = async (...asked: ReturnType<typeof asks>[]) =>
      (await run(whole, (tx) => lockPeriodsAsked(tx, asked))).map(({ row }) => row.id).sort()
    expect(await held(asks(west.id, [WEST]), asks(east.id, [EAST]))).toEqual([west.id, east.id].sort())
    // Each against its own account: the first one's area is no use to the second.
    expect(await held(asks(west.id, [WEST]), asks(east.id, [WEST]))).toEqual([west.id])
    expect(await held(asks(west.id, []), asks(east.id, ['']))).toEqual([])
    expect(await held(asks(west.id, [], MEDIC))).toEqual([])
    await run(whole, (tx) =>
      assign(tx, { periodIds: [west.id], ids: [newId()], role: 'medic', accountId: MEDIC, at: now, by: null }),
    )
    expect(await held(asks(west.id, [], MEDIC), asks(east.id, [], MEDIC))).toEqual([west.id])
  })
})

describe('periods', () => {
  it('begin once for an arrival and come back as the union of the rules', async () => {
    const period = await arrange(owner, db)
    const again = await run(whole, (tx) => insertPeriods(tx, [{ ...period, id: newId() }]))
    expect(again).toEqual(new Set())
    const found = await run(whole, (tx) => findPeriod(tx, period.id))
    expect(found?.period).toEqual({
      state: 'active',
      temperatureOwed: false,
      startDay: '2020-01-25',
      days: 14,
      registeredAt: t('2020-01-25 05:00'),
      owedFrom: t('2020-01-25 05:00'),
      suspensions: [],
      standDowns: [],
    })
  })

  it('follow the person to another village, with everything in them', async () => {
    const period = await arrange(owner, db)
    await run(whole, (tx) => insertReading(tx, reading(period)))
    await owner.query('update persons set area_code = $2 where id = $1', [period.person_id, AREAS[2]])
    const seen = await run(scope(EAST), (tx) => tx.sql('select area_code from readings'))
    expect(seen).toEqual([{ area_code: AREAS[2] }])
  })

  it('are neither seen nor written from another township; a medic sees the persons assigned', async () => {
    const period = await arrange(owner, db)
    await run(whole, (tx) => insertReading(tx, reading(period)))
    const look = (by: Scope) =>
      run(by, async (tx) => [
        (await tx.sql('select from isolation_periods')).length,
        (await tx.sql('select from readings')).length,
      ])
    const medic: Scope = { areas: [], accountId: MEDIC }
    expect(await look(scope(WEST))).toEqual([1, 1])
    expect(await look(scope(EAST))).toEqual([0, 0])
    expect(await look(medic)).toEqual([0, 0])
    await expect(
      run(scope(EAST), (tx) => insertReading(tx, reading(period, { completes_slot: null }))),
    ).rejects.toThrow('row-level security')
    const give = { periodIds: [period.id], ids: [newId()], role: 'medic', accountId: MEDIC, at: now, by: null } as const
    await run(whole, (tx) => assign(tx, give))
    expect(await look(medic)).toEqual([1, 1])
    expect((await row(period.id)).medic_id).toBe(MEDIC)
    await run(whole, (tx) => assign(tx, { ...give, ids: [newId()] }))
    expect(await run(whole, (tx) => listAssignments(tx, period.person_id))).toHaveLength(1)
    await run(whole, (tx) => assign(tx, { ...give, accountId: null }))
    expect(await look(medic)).toEqual([0, 0])
    expect((await row(period.id)).medic_id).toBeNull()
  })

  it('keep what was decided', async () => {
    const period = await arrange(owner, db)
    const { id: period_id, person_id, area_code } = period
    const change = { kind: 'extended', changed_at: now, changed_by: MEDIC, old_value: '14', new_value: '21' } as const
    await run(whole, (tx) =>
      insertChanges(tx, [{ ...change, id: newId(), period_id, person_id, area_code, reason: '理由' }]),
    )
    const unreasoned = { ...change, id: newId(), period_id, person_id, area_code, reason: '' }
    await expect(run(whole, (tx) => insertChanges(tx, [unreasoned]))).rejects.toThrow('check constraint')
  })
})

describe('readings', () => {
  it('sent twice are one, and only one completes a window', async () => {
    const period = await arrange(owner, db)
    const first = reading(period)
    await run(whole, (tx) => insertReading(tx, first))
    await expect(run(whole, (tx) => insertReading(tx, first))).rejects.toThrow('readings_pkey')
    await expect(run(whole, (tx) => insertReading(tx, reading(period)))).rejects.toThrow('readings_of_period')
    await run(whole, (tx) => insertReading(tx, reading(period, { completes_slot: null })))
    await run(whole, (tx) => insertReading(tx, reading(period, { completes_slot: null })))
    const [held] = await run(whole, (tx) => lockPeriods(tx, [period.id], { completedSince: '2020-01-25' }))
    expect([...held!.completions]).toEqual([['2020-01-26/morning', 'done']])
  })

  it('are held one after the other for one period', async () => {
    const period = await arrange(owner, db)
    const gate = Promise.withResolvers<void>()
    const holding = Promise.withResolvers<void>()
    const first = run(whole, async (tx) => {
      await lockPeriods(tx, [period.id])
      holding.resolve()
      await gate.promise
      await insertReading(tx, reading(period))
    })
    await holding.promise
    const second = run(whole, async (tx) => (await lockPeriods(tx, [period.id]))[0]?.completions.size)
    expect(await run(whole, (tx) => lockPeriods(tx, [period.id], { skipBusy: true }))).toEqual([])
    await untilSomebodyWaits(db)
    gate.resolve()
    await first
    // It waited, and sees what it waited for.
    expect(await second).toBe(1)
  })

  it('corrected keep the old values; the last ones are read newest first', async () => {
    const period = await arrange(owner, db)
    const taken = reading(period, { temperature: 39, fever: true })
    const later = reading(period, { temperature: 36.8, observed_at: now, completes_slot: null })
    await run(whole, (tx) => insertReading(tx, taken))
    await run(whole, (tx) => insertReading(tx, later))
    const change = {
      id: newId(),
      readingId: taken.id,
      temperature: 36.9,
      site: 'ear',
      symptoms: [],
      note: '',
      fever: false,
      reason: '笔误',
      at: now,
      by: MEDIC,
      planVersionId: period.plan_version_id,
    } as const
    expect(await run(whole, (tx) => correctReading(tx, change))).toBe(true)
    expect(await run(whole, (tx) => correctReading(tx, change))).toBe(false)
    expect(await run(whole, (tx) => listCorrections(tx, period.id))).toMatchObject([
      { old_temperature: 39, old_site: 'forehead', old_symptoms: ['cough'], corrected_by_name: '村医' },
    ])
    const last = await run(whole, (tx) => lastTemperatures(tx, [period.id], 2))
    expect(last.get(period.id)).toMatchObject([
      { temperature: 36.8, takenAt: now },
      { temperature: 36.9, takenAt: taken.observed_at },
    ])
  })
})

describe('referrals', () => {
  it('are one a person, advance in steps, and suspend the checks until closed', async () => {
    const period = await arrange(owner, db)
    const { id: period_id, person_id, area_code } = period
    const referral = {
      id: newId(),
      period_id,
      person_id,
      area_code,
      reading_id: null,
      temperature: 38.2,
      opened_at: t('2020-01-26 09:00'),
      opened_on: today,
      opened_by: MEDIC,
      next_step: 'notified',
      next_due_at: t('2020-01-26 09:10'),
    } as const
    const open = (id: string) => run(whole, (tx) => insertReferrals(tx, [{ ...referral, id }]))
    expect(await open(referral.id)).toEqual(new Set([referral.id]))
    expect(await open(newId())).toEqual(new Set())
    await run(whole, (tx) =>
      savePeriod(tx, period_id, { state: 'referred', open_referral_id: referral.id, ...nextColumns(null) }),
    )
    const record = { step: 'notified', at: t('2020-01-26 09:05'), recordedAt: now, by: MEDIC, note: '' } as const
    await run(whole, async (tx) => {
      await lockReferral(tx, referral.id)
      const next = { step: 'called', dueAt: t('2020-01-26 09:15') } as const
      await saveStep(tx, referral.id, { record, next, facility: '', outcome: null, closedAt: null })
    })
    const found = await run(whole, (tx) => openReferralOf(tx, person_id))
    expect(referralOf(found!)).toEqual({ openedAt: referral.opened_at, steps: { notified: record.at }, outcome: null })
    expect((await run(whole, (tx) => findPeriod(tx, period_id)))?.period).toMatchObject({
      state: 'referred',
      suspensions: [{ from: referral.opened_at, until: null }],
    })
    await run(whole, (tx) =>
      saveStep(tx, referral.id, { record, next: null, facility: '', outcome: 'excluded', closedAt: now }),
    )
    expect((await run(whole, (tx) => findPeriod(tx, period_id)))?.period.suspensions).toEqual([
      { from: referral.opened_at, until: now },
    ])
    expect(await run(whole, (tx) => openReferralOf(tx, person_id))).toBeUndefined()
  })
})
