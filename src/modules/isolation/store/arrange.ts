// People with a period each, for the tests of this slice's store: two townships, three villages, one medic.
import type pg from 'pg'
import { newId } from '../../../kernel/ids.ts'
import type { Database, Scope } from '../../../platform/db/database.ts'
import { t } from '../rules/example-plan.ts'
import { insertPeriods, type PeriodWrite } from './periods.ts'
import type { ReadingWrite } from './readings.ts'

export const WEST = '230406100'
export const EAST = '230406200'
export const AREAS = [`${WEST}201`, `${WEST}202`, `${EAST}201`] as const
export const MEDIC = newId()
export const now = t('2020-01-26 12:00')
export const today = '2020-01-26'
export const PLAN_ID = newId()
/** The present window of the one plan that there is. */
export const openingsAt = (opensAt: string) => [{ beganUnder: PLAN_ID, planVersionId: PLAN_ID, opensAt }]

export const scope = (area: string): Scope => ({ areas: [area], accountId: null })

export async function arrangeDistrict(owner: pg.Client, district: string): Promise<void> {
  await owner.query(`set search_path = d${district}`)
  await owner.query(`insert into areas values ('${district}', '东山区', 'district', null),
    ('${WEST}', '西乡', 'township', '${district}'), ('${EAST}', '东乡', 'township', '${district}'),
    ('${AREAS[0]}', '一村', 'village', '${WEST}'), ('${AREAS[1]}', '二村', 'village', '${WEST}'),
    ('${AREAS[2]}', '三村', 'village', '${EAST}')`)
  await owner.query(`insert into plan_versions values ('${PLAN_ID}', 'p', 1, '2020-01-25Z', '{}', '', '2020-01-25Z')`)
  await owner.query(`insert into accounts (id, user_name, display_name, must_change_password, created_at)
    values ('${MEDIC}', 'medic', '村医', false, '2020-01-25Z')`)
}

export const forgetEverybody = (owner: pg.Client) =>
  owner.query('truncate persons, arrivals, assignments, isolation_periods, next_checks cascade')

/** A person with an arrival and a period, registered before the first window. */
export async function arrange(
  owner: pg.Client,
  db: Database,
  areaCode: string = AREAS[0],
  change: Partial<PeriodWrite> = {},
): Promise<PeriodWrite> {
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
    key_person: true,
    ...change,
  }
  await db.transaction(db.whole, (tx) => insertPeriods(tx, [row]))
  return row
}

export const reading = (period: PeriodWrite, change: Partial<ReadingWrite> = {}): ReadingWrite => ({
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
  plan_version_id: PLAN_ID,
  ...change,
})
