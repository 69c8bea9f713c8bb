// SQL of readings and their corrections. Only the first reading of a window completes it: the period is held while one is
// judged, and a unique index holds it below.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Site, Symptom, TakenBy } from '../rules/reading.ts'
import type { LastTemperature } from '../rules/release.ts'

export interface ReadingWrite {
  id: string
  period_id: string
  person_id: string
  area_code: string
  at_home: boolean
  temperature: number | null
  site: Site | null
  symptoms: readonly Symptom[]
  taken_by: TakenBy
  observed_at: Instant
  received_at: Instant
  recorded_by: string | null
  note: string
  fever: boolean
  /** The day of the window it completes, else the day it was observed on. */
  day: Day
  completes_slot: string | null
  late: boolean
  /** Whether it is a fever and what it completes was judged under this version. */
  plan_version_id: string
}

/** Sent with what follows; of an id that is there already the transaction fails. */
export function insertReadings(tx: Tx, rows: readonly ReadingWrite[]): void {
  tx.send(
    `insert into readings (id, period_id, person_id, area_code, at_home, temperature, site, symptoms, taken_by,
       observed_at, received_at, recorded_by, note, fever, day, completes_slot, late, plan_version_id)
     select * from json_to_recordset($1) as r (id uuid, period_id uuid, person_id uuid, area_code text, at_home boolean,
       temperature numeric, site text, symptoms text[], taken_by text, observed_at timestamptz, received_at timestamptz,
       recorded_by uuid, note text, fever boolean, day date, completes_slot text, late boolean, plan_version_id uuid)`,
    [JSON.stringify(rows)],
    'readings.insert',
  )
}

export interface ReadingRow extends Omit<ReadingWrite, 'symptoms'> {
  symptoms: Symptom[]
  corrected: boolean
  recorded_by_name: string | null
}

const READING = `select r.*, a.display_name as recorded_by_name from readings r left join accounts a on a.id = r.recorded_by`

export async function findReading(tx: Tx, id: string): Promise<ReadingRow | undefined> {
  return (await tx.sql<ReadingRow>(`${READING} where r.id = $1`, [id]))[0]
}

/** Those of `ids` that are there, by id. */
export async function findReadings(tx: Tx, ids: readonly string[]): Promise<Map<string, ReadingRow>> {
  const rows = await tx.sql<ReadingRow>(`${READING} where r.id = any($1::uuid[])`, [ids], 'readings.find')
  return new Map(rows.map((row) => [row.id, row]))
}

/** In the order they were observed. */
export const listReadings = (tx: Tx, periodId: string): Promise<ReadingRow[]> =>
  tx.sql<ReadingRow>(`${READING} where r.period_id = $1 order by r.observed_at, r.id`, [periodId], 'readings.ofPeriod')

/** The latest temperatures of each period, newest first. Periods without any are absent. */
export async function lastTemperatures(
  tx: Tx,
  periodIds: readonly string[],
  limit: number,
): Promise<Map<string, LastTemperature[]>> {
  const rows = await tx.sql<LastTemperature & { periodId: string }>(
    `select p.id as "periodId", l.temperature::float8 as temperature, l.observed_at as "takenAt"
     from unnest($1::uuid[]) as p (id) cross join lateral (
       select id, temperature, observed_at from readings where period_id = p.id and temperature is not null
       order by observed_at desc, id desc limit $2
     ) l order by l.observed_at desc, l.id desc`,
    [periodIds, limit],
    'readings.last',
  )
  return Map.groupBy(rows, ({ periodId }) => periodId)
}

export interface CorrectionRow {
  id: string
  reading_id: string
  corrected_at: Instant
  corrected_by_name: string | null
  reason: string
  old_temperature: number | null
  old_site: string | null
  old_symptoms: string[]
  old_note: string
}

export const listCorrections = (tx: Tx, periodId: string): Promise<CorrectionRow[]> =>
  tx.sql<CorrectionRow>(
    `select c.id, c.reading_id, c.corrected_at, a.display_name as corrected_by_name, c.reason, c.old_temperature,
       c.old_site, c.old_symptoms, c.old_note
     from reading_corrections c left join accounts a on a.id = c.corrected_by
     where c.period_id = $1 order by c.corrected_at, c.id`,
    [periodId],
    'readings.corrections',
  )

export interface CorrectionWrite {
  id: string
  readingId: string
  temperature: number
  site: Site
  symptoms: readonly Symptom[]
  note: string
  fever: boolean
  reason: string
  at: Instant
  by: string | null
  planVersionId: string
}

/** Keeps the old values beside the new. False when this correction was made already. */
export async function correctReading(tx: Tx, change: CorrectionWrite): Promise<boolean> {
  const kept = await tx.sql(
    `insert into reading_corrections (id, reading_id, period_id, person_id, area_code, corrected_at, corrected_by, reason,
       old_temperature, old_site, old_symptoms, old_note, plan_version_id)
     select $1, id, period_id, person_id, area_code, $3, $4, $5, temperature, site, symptoms, note, $6
     from readings where id = $2 on conflict (id) do nothing returning id`,
    [change.id, change.readingId, change.at, change.by, change.reason, change.planVersionId],
  )
  if (kept.length === 0) return false
  await tx.sql(
    `update readings set temperature = $2, site = $3, symptoms = $4, note = $5, fever = $6, corrected = true,
       plan_version_id = $7 where id = $1`,
    [
      change.readingId,
      change.temperature,
      change.site,
      change.symptoms,
      change.note,
      change.fever,
      change.planVersionId,
    ],
  )
  return true
}
