// The store on a real PostgreSQL: queues say what the rules say, a window is completed once, what lapsed is recorded once,
// and nobody sees or writes a period outside their scope (M06, M21).
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { addMinutes } from '../../../kernel/time.ts'
import { openDatabase, type Scope } from '../../../platform/db/database.ts'
import { createTestDatabase, TEST_DISTRICT } from '../../../platform/testing/postgres.ts'
import { PLAN, t } from '../rules/example-plan.ts'
import { isInQueue, QUEUES } from '../rules/queues.ts'
import { missedWindows, nextCheck, presentWindow, windowAt } from '../rules/windows.ts'
import { assign, listAssignments } from './assignments.ts'
import { boardFigures } from './board.ts'
import { explainChecks, lapsedPeriods, listChecks, moveOn, recordLate } from './next-checks.ts'
import {
  findPeriod,
  insertChanges,
  insertPeriods,
  lockPeriods,
  nextColumns,
  type PeriodPatch,
  type PeriodWrite,
  savePeriod,
} from './periods.ts'
import { countQueue, countQueues, listQueue, positionOf } from './queues.ts'
import { correctReading, insertReading, lastTemperatures, listCorrections, type ReadingWrite } from './readings.ts'
import { insertReferrals, lockReferral, openReferralOf, referralOf, saveStep } from './referrals.ts'

const database = await createTestDatabase()
const db = openDatabase(database.app, { district: TEST_DISTRICT, poolSize: 4 })
const owner = new pg.Client(database.owner)
await owner.connect()
await owner.query(`set search_path = d${TEST_DISTRICT}`)
afterAll(async () => {
  await owner.end()
  await db.close()
  await database.drop()
})

const WEST = '230406100'
const EAST = '230406200'
const AREAS = [`${WEST}201`, `${WEST}202`, `${EAST}201`]
const PLAN_ID = newId()
const MEDIC = newId()
await owner.query(`insert into areas values ('${TEST_DISTRICT}', '东山区', 'district', null),
  ('${WEST}', '西乡', 'township', '${TEST_DISTRICT}'), ('${EAST}', '东乡', 'township', '${TEST_DISTRICT}'),
  ('${AREAS[0]}', '一村', 'village', '${WEST}'), ('${AREAS[1]}', '二村', 'village', '${WEST}'),
  ('${AREAS[2]}', '三村', 'village', '${EAST}')`)
await owner.query(`insert into plan_versions values ('${PLAN_ID}', 'p', 1, '2020-01-25Z', '{}', '', '2020-01-25Z')`)
await owner.query(`insert into accounts (id, user_name, display_name, must_change_password, created_at)
  values ('${MEDIC}', 'medic', '村医', false, '2020-01-25Z')`)

beforeEach(async () => {
  await owner.query('truncate persons, arrivals, assignments, isolation_periods cascade')
})

const scope = (area: string): Scope => ({ areas: [area], accountId: null })
const whole = scope(TEST_DISTRICT)
const now = t('2020-01-26 12:00')
const today = '2020-01-26'

/** A person with an arrival and a period, registered before the first window. */
async function arrange(areaCode = AREAS[0]!, change: Partial<PeriodWrite> = {}): Promise<PeriodWrite> {
  const [person, arrival] = [newId(), newId()]
  await owner.query(
    `insert into persons (id, area_code, name, document_type, document_sealed, document_hash, document_masked, registered_at)
     values ($1, $2, '王小明', 'passport', '', $3, '***', $4)`,
    [person, areaCode, Buffer.from(person), now],
  )
  await owner.query(
    `insert into arrivals (id, person_id, area_code, is_current, status, category, category_by, origin_text, arrival_day,
       source, registered_at, plan_version_id)
     values ($1, $2, $3, true, 'arrived', 'keyArea', 'plan', '武汉', '2020-01-25', 'list', $4, $5)`,
    [arrival, person, areaCode, now, PLAN_ID],
  )
  const row: PeriodWrite = {
    id: newId(),
    person_id: person,
    area_code: areaCode,
    arrival_id: arrival,
    place: 'home',
    place_text: '',
    place_rule: 'home',
    start_day: '2020-01-25',
    days: 14,
    ends_on: '2020-02-08',
    ends_at: t('2020-02-08 24:00'),
    registered_at: t('2020-01-25 05:00'),
    registered_by: null,
    owed_from: t('2020-01-25 05:00'),
    plan_version_id: PLAN_ID,
    state: 'active',
    temperature_owed: false,
    open_referral_id: null,
    next_day: '2020-01-25',
    next_slot: 'morning',
    next_opens_at: t('2020-01-25 06:00'),
    next_check_due_at: t('2020-01-25 11:00'),
    last_temperature: null,
    last_reading_at: null,
    ...change,
  }
  const inserted = await db.transaction(whole, (tx) => insertPeriods(tx, [row]))
  expect(inserted).toEqual(new Set([row.id]))
  return row
}

const reading = (period: PeriodWrite, change: Partial<ReadingWrite> = {}): ReadingWrite => ({
  id: newId(),
  period_id: period.id,
  person_id: period.person_id,
  area_code: period.area_code,
  at_home: true,
  temperature: 36.5,
  site: 'forehead',
  symptoms: ['cough'],
  taken_by: 'medic',
  observed_at: t('2020-01-26 09:00'),
  received_at: t('2020-01-26 09:00'),
  recorded_by: MEDIC,
  note: '',
  fever: false,
  day: '2020-01-26',
  completes_slot: 'morning',
  late: false,
  ...change,
})
const run = db.transaction.bind(db)
const row = async (id: string) => (await run(whole, (tx) => findPeriod(tx, id)))!.row

describe('periods', () => {
  it('begin once for an arrival and come back as the union of the rules', async () => {
    const period = await arrange()
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
    })
  })

  it('follow the person to another village, with everything in them', async () => {
    const period = await arrange()
    await run(whole, (tx) => insertReading(tx, reading(period)))
    await owner.query('update persons set area_code = $2 where id = $1', [period.person_id, AREAS[2]])
    const seen = await run(scope(EAST), (tx) => tx.sql('select area_code from readings'))
    expect(seen).toEqual([{ area_code: AREAS[2] }])
  })

  it('are neither seen nor written from another township; a medic sees the persons assigned', async () => {
    const period = await arrange()
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
    const period = await arrange()
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
    const period = await arrange()
    const first = reading(period)
    expect(await run(whole, (tx) => insertReading(tx, first))).toBe(true)
    expect(await run(whole, (tx) => insertReading(tx, first))).toBe(false)
    await expect(run(whole, (tx) => insertReading(tx, reading(period)))).rejects.toThrow('readings_of_period')
    expect(await run(whole, (tx) => insertReading(tx, reading(period, { completes_slot: null })))).toBe(true)
    expect(await run(whole, (tx) => insertReading(tx, reading(period, { completes_slot: null })))).toBe(true)
    const [held] = await run(whole, (tx) => lockPeriods(tx, [period.id], { completedSince: '2020-01-25' }))
    expect([...held!.completions]).toEqual([['2020-01-26/morning', 'done']])
  })

  it('are held one after the other for one period', async () => {
    const period = await arrange()
    const order: string[] = []
    const take = (name: string) =>
      run(whole, async (tx) => {
        const [held] = await lockPeriods(tx, [period.id])
        order.push(`${name} ${held!.completions.size}`)
        const completes_slot = held!.completions.size === 0 ? 'morning' : null
        await insertReading(tx, reading(period, { completes_slot }))
      })
    await Promise.all([take('a'), take('b'), take('c')])
    expect(order.map((text) => text.slice(-1))).toEqual(['0', '1', '1'])
  })

  it('corrected keep the old values; the last ones are read newest first', async () => {
    const period = await arrange()
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
    } as const
    expect(await run(whole, (tx) => correctReading(tx, change))).toBe(true)
    expect(await run(whole, (tx) => correctReading(tx, change))).toBe(false)
    expect(await run(whole, (tx) => listCorrections(tx, period.id))).toMatchObject([
      { old_temperature: 39, old_site: 'forehead', old_symptoms: ['cough'], corrected_by_name: '村医' },
    ])
    expect(await run(whole, (tx) => lastTemperatures(tx, [period.id], 2))).toEqual(new Map([[period.id, [36.8, 36.9]]]))
  })
})

describe('what lapsed', () => {
  const moveAll = (at: string) =>
    run(whole, async (tx) => {
      const instant = t(at)
      const ids = await lapsedPeriods(tx, presentWindow(instant, PLAN)!.opensAt, instant, 100)
      const held = await lockPeriods(tx, ids)
      await moveOn(
        tx,
        held.map((known) => {
          const missed = missedWindows(known, known.row.next_day!, instant, PLAN)
          const next = nextCheck(known, instant, PLAN)
          return { id: known.row.id, owedFrom: known.row.owed_from, next, missed, missedInRow: missed.length }
        }),
        instant,
      )
      return ids.length
    })

  it('is recorded once, and the next deadline stored', async () => {
    const period = await arrange()
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
    const period = await arrange()
    await moveAll('2020-02-08 23:59')
    expect(await row(period.id)).toMatchObject({ missed: 29, next_check_due_at: t('2020-02-08 20:00') })
    await moveAll('2020-02-09 00:00')
    expect(await row(period.id)).toMatchObject({ missed: 30, next_check_due_at: null, next_slot: null })
  })

  it('is explained once, and a reading of its time makes it late', async () => {
    const period = await arrange()
    await moveAll('2020-01-26 06:00')
    const said = { checks: [{ day: '2020-01-25', slot: 'morning' }], explanation: '道路封闭', at: now, by: MEDIC }
    expect(await run(whole, (tx) => explainChecks(tx, period.id, said))).toBe(1)
    expect(await run(whole, (tx) => explainChecks(tx, period.id, said))).toBe(0)
    expect(await row(period.id)).toMatchObject({ missed: 2, missed_unexplained: 1 })
    const known = (await run(whole, (tx) => findPeriod(tx, period.id)))!
    const late = (at: string) =>
      run(whole, (tx) => recordLate(tx, { periodId: period.id, window: windowAt(t(at), known.period, PLAN)!, now }))
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

describe('referrals', () => {
  it('are one a person, advance in steps, and suspend the checks until closed', async () => {
    const period = await arrange()
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

describe('the queues', () => {
  const facts = fc.record({
    area: fc.constantFrom(...AREAS),
    state: fc.constantFrom('active', 'referred', 'released', 'endedBeforeRegistration'),
    temperatureOwed: fc.boolean(),
    due: fc.option(fc.integer({ min: -600, max: 600 })),
    notHome: fc.option(fc.integer({ min: 1, max: 600 })),
    lastDay: fc.constantFrom('2020-01-25', '2020-01-26', '2020-01-27', '2020-02-08'),
    hasMedic: fc.boolean(),
    fever: fc.boolean(),
  })

  it('hold exactly whom the rules put in them, page after page, and the board counts the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(facts, { minLength: 1, maxLength: 12 }), async (all) => {
        await owner.query('truncate persons, arrivals, assignments, isolation_periods cascade')
        for (const each of all) {
          const period = await arrange(each.area)
          const isActive = each.state === 'active'
          const isOpen = isActive || each.state === 'referred'
          const referralId = each.state === 'referred' || (!isOpen && each.fever) ? newId() : null
          if (referralId) {
            const { id: period_id, person_id, area_code } = period
            const opened = { opened_at: now, opened_on: today, opened_by: null, next_due_at: now }
            const referral = { id: referralId, period_id, person_id, area_code, reading_id: null, temperature: 38 }
            await run(whole, (tx) => insertReferrals(tx, [{ ...referral, ...opened, next_step: 'notified' }]))
          }
          const closed = each.state === 'released'
          const due = isActive && each.due !== null ? addMinutes(now, each.due) : null
          const patch: PeriodPatch = {
            state: each.state as 'active',
            temperature_owed: isActive && each.temperatureOwed,
            next_day: due && today,
            next_slot: due && 'morning',
            next_opens_at: due && addMinutes(due, -300),
            next_check_due_at: due,
            not_home_at: isOpen && each.notHome !== null ? addMinutes(now, -each.notHome) : null,
            ends_on: each.lastDay,
            start_day: each.lastDay === '2020-02-08' ? '2020-01-25' : `2020-01-${Number(each.lastDay.slice(-2)) - 14}`,
            medic_id: each.hasMedic ? MEDIC : null,
            open_referral_id: referralId,
            closed_at: closed ? now : null,
            closed_on: closed ? today : null,
          }
          await run(whole, (tx) => savePeriod(tx, period.id, patch))
        }
        for (const area of [TEST_DISTRICT, WEST]) {
          await run(scope(area), async (tx) => {
            const rows = await tx.sql<Record<string, never>>('select * from isolation_periods')
            const counts = await countQueues(tx, { area }, now, today)
            for (const queue of QUEUES) {
              const expected = rows.filter((row) => isInQueue(queue, queueFacts(row), now, PLAN)).map(({ id }) => id)
              const seen: string[] = []
              let after = null
              do {
                const page = await listQueue(tx, { queue, area }, { now, today, limit: 2, after })
                seen.push(...page.map(({ id }) => id))
                after = page.length === 2 ? positionOf(page[1]!) : null
              } while (after)
              expect(seen.toSorted(), queue).toEqual(expected.toSorted())
              expect(counts[queue], queue).toBe(expected.length)
              expect(await countQueue(tx, { queue, area }, now, today)).toBe(expected.length)
            }
            const board = await boardFigures(tx, { area, digits: 9, now, today, opening: t('2020-01-26 06:00') })
            const sum = (figure: Exclude<keyof (typeof board)[0], 'area'>) =>
              board.reduce((total, area) => total + area[figure], 0)
            expect({
              all: sum('inIsolation'),
              dueNow: sum('due'),
              overdue: sum('overdue'),
              temperatureOwed: sum('temperatureOwed'),
              fever: sum('feversOpen'),
              endingToday: sum('endingToday'),
              noMedic: sum('noMedic'),
            }).toEqual({ ...counts, notAtHome: undefined })
          })
        }
      }),
      { numRuns: 12 },
    )
  })

  // biome-ignore lint/suspicious/noExplicitAny: a row as the driver gives it.
  const queueFacts = (row: any) => ({
    state: row.state,
    temperatureOwed: row.temperature_owed,
    nextOpensAt: row.next_opens_at,
    nextCheckDueAt: row.next_check_due_at,
    openReferralId: row.open_referral_id,
    notHomeAt: row.not_home_at,
    lastDay: row.ends_on,
    medicId: row.medic_id,
  })
})
