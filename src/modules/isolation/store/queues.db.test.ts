// The work queues and the board on a real PostgreSQL say what the rules say, page after page and in every area (M21).
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { addMinutes } from '../../../kernel/time.ts'
import { openDatabase } from '../../../platform/db/database.ts'
import { createTestDatabase, TEST_DISTRICT } from '../../../platform/testing/postgres.ts'
import { PLAN, t } from '../rules/example-plan.ts'
import { DONE_LISTS, isInQueue, QUEUES, type Queue, WORK_QUEUES } from '../rules/queues.ts'
import {
  AREAS,
  arrange,
  arrangeDistrict,
  forgetEverybody,
  MEDIC,
  now,
  openingsAt,
  PLAN_ID,
  scope,
  today,
  WEST,
} from './arrange.ts'
import { boardFigures } from './board.ts'
import { COLUMNS, PERIODS, type PeriodPatch, savePeriod } from './periods.ts'
import { countQueue, countQueues, listQueue, positionOf } from './queues.ts'
import { insertReferrals } from './referrals.ts'

const GONE = newId()
const database = await createTestDatabase()
const db = openDatabase(database.app, { district: TEST_DISTRICT, poolSize: 4 })
const owner = new pg.Client(database.owner)
await owner.connect()
await arrangeDistrict(owner, TEST_DISTRICT)
await owner.query(`insert into accounts (id, user_name, display_name, must_change_password, created_at)
  values ('${GONE}', 'gone', '前村医', false, '2020-01-25Z')`)
beforeEach(() => forgetEverybody(owner))
afterAll(async () => {
  await owner.end()
  await db.close()
  await database.drop()
})

const run = db.transaction.bind(db)
const { whole } = db
const opening = t('2020-01-26 06:00')
const gone = { medic: [GONE], guarantor: [GONE] }
const openings = openingsAt(opening)
const moment = { now, today, openings, gone }

describe('the queues', () => {
  const facts = fc.record({
    area: fc.constantFrom(...AREAS),
    state: fc.constantFrom('active', 'referred', 'released', 'endedBeforeRegistration'),
    temperatureOwed: fc.boolean(),
    // Minutes until due; a window is open for 300.
    due: fc.constantFrom(null, -600, -1, 0, 1, 299, 300, 301),
    notHome: fc.option(fc.integer({ min: 1, max: 600 })),
    lastDay: fc.constantFrom('2020-01-25', '2020-01-26', '2020-01-27', '2020-02-08'),
    medic: fc.constantFrom(null, MEDIC, GONE),
    guarantor: fc.constantFrom(null, MEDIC, GONE),
    isKeyPerson: fc.boolean(),
    hasNotice: fc.boolean(),
    fever: fc.boolean(),
    // Minutes before the present window opened in which the last one completed did.
    doneBefore: fc.constantFrom(null, 0, 960),
    pastFever: fc.constantFrom(
      null,
      ['2020-01-26', 'excluded'],
      ['2020-01-26', 'withdrawn'],
      ['2020-01-25', 'excluded'],
    ),
    closedOn: fc.constantFrom('2020-01-25', '2020-01-26'),
  })

  it('hold exactly whom the rules put in them, page after page, and the board counts the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(facts, { minLength: 1, maxLength: 12 }), async (all) => {
        await forgetEverybody(owner)
        for (const each of all) {
          const period = await arrange(owner, db, each.area)
          const isActive = each.state === 'active'
          const isOpen = isActive || each.state === 'referred'
          const referralId = each.state === 'referred' || (!isOpen && each.fever) ? newId() : null
          if (referralId) {
            const { id: period_id, person_id, area_code } = period
            const opened = { opened_at: now, opened_on: today, opened_by: null, next_due_at: now }
            const referral = { id: referralId, period_id, person_id, area_code, reading_id: null, temperature: 38 }
            await run(whole, (tx) => insertReferrals(tx, [{ ...referral, ...opened, next_step: 'notified' }]))
          }
          if (each.pastFever) {
            const [day, outcome] = each.pastFever
            await owner.query(
              `insert into referrals (id, period_id, person_id, area_code, temperature, opened_at, opened_on, outcome, closed_at,
                 plan_version_id)
               values ($1, $2, $3, $4, 38, $5, $6, $7, $5, $8)`,
              [newId(), period.id, period.person_id, period.area_code, t(`${day} 01:00`), day, outcome, PLAN_ID],
            )
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
            medic_id: each.medic,
            guarantor_id: each.guarantor,
            key_person: each.isKeyPerson,
            notice_served_at: each.hasNotice ? now : null,
            open_referral_id: referralId,
            closed_at: closed ? now : null,
            closed_on: closed ? each.closedOn : null,
            last_done_opens_at: each.doneBefore === null ? null : addMinutes(opening, -each.doneBefore),
          }
          await run(whole, (tx) => savePeriod(tx, period.id, patch))
        }
        for (const area of [TEST_DISTRICT, WEST]) {
          await run(scope(area), async (tx) => {
            const rows = await tx.sql<Record<string, never>>(
              `select ${COLUMNS}, array(select opened_on::text from referrals r where r.period_id = p.id
                 and outcome is distinct from 'withdrawn') as fever_days from ${PERIODS}`,
            )
            const counts: Partial<Record<Queue, number>> = await countQueues(tx, { area }, moment)
            expect(Object.keys(counts)).toEqual(WORK_QUEUES)
            for (const list of DONE_LISTS) counts[list] = await countQueue(tx, { queue: list, area }, moment)
            for (const queue of QUEUES) {
              const expected = rows.filter((row) => isInQueue(queue, queueFacts(row), now, PLAN)).map(({ id }) => id)
              const seen: string[] = []
              let after = null
              do {
                const page = await listQueue(tx, { queue, area }, { ...moment, limit: 2, after })
                seen.push(...page.map(({ id }) => id))
                after = page.length === 2 ? positionOf(page[1]!) : null
              } while (after)
              expect(seen.toSorted(), queue).toEqual(expected.toSorted())
              expect(counts[queue], queue).toBe(expected.length)
              expect(await countQueue(tx, { queue, area }, moment)).toBe(expected.length)
            }
            const at = { now, today, openings, gone }
            const board = await boardFigures(tx, { in: area }, at)
            // Village by village, and person by person, they are the same.
            const own = AREAS.filter((code) => code.startsWith(area))
            expect(await boardFigures(tx, { of: own }, at)).toEqual(board)
            const persons = [...new Set(rows.map((row) => row.person_id as unknown as string))]
            expect(await boardFigures(tx, { persons }, at)).toEqual(board)
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
              noGuarantor: sum('noGuarantor'),
              assigneeGone: sum('assigneeGone'),
              doneNow: sum('done'),
              feversToday: sum('feversToday'),
              releasedToday: sum('releasesToday'),
              notAtHome: sum('notAtHome'),
              noNotice: sum('noNotice'),
            }).toEqual(counts)
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
    lastDoneOpensAt: row.last_done_opens_at,
    feverDays: row.fever_days,
    closedOn: row.closed_on,
    medicId: row.medic_id,
    guarantorId: row.guarantor_id,
    isKeyPerson: row.key_person,
    isAssigneeGone: row.medic_id === GONE || row.guarantor_id === GONE,
    noticeServedAt: row.notice_served_at,
  })
})
