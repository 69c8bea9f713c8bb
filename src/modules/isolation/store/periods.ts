// SQL of periods: registered in bulk, held for a change, saved. A period is two rows: its course in isolation_periods, and
// what a visit changes in next_checks (decision 0019), which is the one that is held. What a rule has to know of a period
// comes with it in one statement. Row security of the transaction decides who is seen.
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Period, PeriodState, Place, StandDown, Suspension } from '../rules/period.ts'
import { type CheckWindow, type Completions, windowKey } from '../rules/windows.ts'

/** What is written when a period begins. */
export interface PeriodWrite {
  id: string
  person_id: string
  area_code: string
  arrival_id: string
  place: Place
  place_text: string
  place_rule: string
  start_day: Day
  days: number
  ends_on: Day
  ends_at: Instant
  registered_at: Instant
  registered_by: string | null
  owed_from: Instant | null
  plan_version_id: string
  state: 'active' | 'referred' | 'endedBeforeRegistration'
  temperature_owed: boolean
  open_referral_id: string | null
  next_day: Day | null
  next_slot: string | null
  next_opens_at: Instant | null
  next_check_due_at: Instant | null
  last_temperature: number | null
  last_reading_at: Instant | null
  /** By the plan's rule: needs a guarantor. */
  key_person: boolean
}

export interface PeriodRow extends Omit<PeriodWrite, 'state'> {
  /** The plan version it began under; `plan_version_id` is the one that it is judged by now. */
  began_under: string
  state: PeriodState['state']
  closed_at: Instant | null
  closed_on: Day | null
  closed_by: string | null
  close_reason: string | null
  last_done_opens_at: Instant | null
  not_home_at: Instant | null
  missed: number
  missed_unexplained: number
  missed_in_row: number
  medic_id: string | null
  guarantor_id: string | null
  /** The notice printed last, and when one was served (papers). */
  notice_id: string | null
  notice_served_at: Instant | null
  /** Since the response was stood down; until the next activation owes again. */
  owing_paused: boolean
  /** The period that goes on with everything of this one, after a merge of two registrations. */
  merged_into: string | null
  /** Nothing was owed: while a merge that was taken back was in force, between the end and an extension, while it was closed by mistake. */
  pauses: Suspension[]
}

/** A period with what its rules have to know. */
export interface KnownPeriod {
  row: PeriodRow
  period: Period
  completions: Completions
  /** The person has an open referral, of whatever period. */
  hasOpenReferral: boolean
}

/** A period `p` with what a visit changes of it, `c`. */
export const PERIODS = 'isolation_periods p join next_checks c on c.period_id = p.id and c.area_code = p.area_code'

const IN_NEXT_CHECKS = [
  'next_day',
  'next_slot',
  'next_opens_at',
  'next_check_due_at',
  'last_temperature',
  'last_reading_at',
  'last_done_opens_at',
  'not_home_at',
  'missed',
  'missed_unexplained',
  'missed_in_row',
] as const satisfies readonly (keyof PeriodRow)[]
/** All columns of a period, in the shape of a row of it. */
export const COLUMNS = `p.*, ${IN_NEXT_CHECKS.map((column) => `c.${column}`).join(', ')}`

/** The stored form of the next check, or of none. */
export const nextColumns = (
  next: CheckWindow | null,
): Pick<PeriodRow, 'next_day' | 'next_slot' | 'next_opens_at' | 'next_check_due_at'> => ({
  next_day: next?.day ?? null,
  next_slot: next?.slot ?? null,
  next_opens_at: next?.opensAt ?? null,
  next_check_due_at: next?.closesAt ?? null,
})

/**
 * Begins the periods of arrivals that have none yet, and of persons without an open one; answers their ids. The medic and guarantor whom a person has
 * already are the period's.
 */
export async function insertPeriods(tx: Tx, rows: readonly PeriodWrite[]): Promise<Set<string>> {
  const inserted = await tx.sql<{ id: string }>(
    `with rows as (
       select * from json_to_recordset($1) as r (id uuid, person_id uuid, area_code text, arrival_id uuid, place text,
         place_text text, place_rule text, start_day date, days integer, ends_on date, ends_at timestamptz,
         registered_at timestamptz, registered_by uuid, owed_from timestamptz, plan_version_id uuid, state text,
         temperature_owed boolean, open_referral_id uuid, next_day date, next_slot text, next_opens_at timestamptz,
         next_check_due_at timestamptz, last_temperature numeric, last_reading_at timestamptz, key_person boolean)
     ), inserted as (
     insert into isolation_periods (id, person_id, area_code, arrival_id, place, place_text, place_rule, start_day, days,
       ends_on, ends_at, registered_at, registered_by, owed_from, began_under, plan_version_id, state, temperature_owed,
       open_referral_id, key_person, medic_id, guarantor_id)
     select r.id, r.person_id, r.area_code, r.arrival_id, r.place, r.place_text, r.place_rule, r.start_day, r.days,
       r.ends_on, r.ends_at, r.registered_at, r.registered_by, r.owed_from, r.plan_version_id, r.plan_version_id, r.state,
       r.temperature_owed, r.open_referral_id, r.key_person, m.account_id, g.account_id
     from rows r
     left join assignments m on m.person_id = r.person_id and m.role = 'medic' and m.until_at is null
     left join assignments g on g.person_id = r.person_id and g.role = 'guarantor' and g.until_at is null
     on conflict do nothing
     returning id
     )
     insert into next_checks (period_id, person_id, area_code, next_day, next_slot, next_opens_at, next_check_due_at,
       last_temperature, last_reading_at)
     select r.id, r.person_id, r.area_code, r.next_day, r.next_slot, r.next_opens_at, r.next_check_due_at,
       r.last_temperature, r.last_reading_at
     from rows r where r.id in (select id from inserted)
     returning period_id as id`,
    [JSON.stringify(rows)],
  )
  return new Set(inserted.map(({ id }) => id))
}

const ISO = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** Read once a statement, whatever the number of periods: it is of the response and the same for everybody. */
export const STAND_DOWNS = `select json_agg(json_build_object('from', ${ISO('c.recorded_at')}, 'until',
    (select ${ISO('a.recorded_at')} from response_changes a
      where a.kind = 'activated' and a.sequence > c.sequence order by a.sequence limit 1)) order by c.sequence)
  from response_changes c where c.kind = 'stoodDown'`

const KNOWN = `select ${COLUMNS}, coalesce((${STAND_DOWNS}), '[]') as stand_downs,
    coalesce((select json_agg(json_build_object('from', ${ISO('r.opened_at')}, 'until', ${ISO('r.closed_at')})
      order by r.opened_at) from referrals r where r.period_id = p.id), '[]') as suspensions,
    coalesce((select json_agg(json_build_array(d.day, d.completes_slot, d.late)) from readings d
      where d.period_id = p.id and d.completes_slot is not null and d.day >= $2), '[]') as completed,
    exists (select from referrals o where o.person_id = p.person_id and o.closed_at is null) as has_open_referral
  from ${PERIODS}`

type KnownRow = PeriodRow & {
  has_open_referral: boolean
  suspensions: Suspension[]
  stand_downs: StandDown[]
  completed: [Day, string, boolean][]
}

function known({ suspensions, stand_downs, completed, has_open_referral, ...row }: KnownRow): KnownPeriod {
  return {
    row,
    hasOpenReferral: has_open_referral,
    period: periodOf(row, [...suspensions, ...row.pauses], stand_downs),
    completions: new Map(completed.map(([day, slot, late]) => [windowKey({ day, slot }), late ? 'late' : 'done'])),
  }
}

/** The union that the rules know, from the columns that the table's checks hold together. */
function periodOf(row: PeriodRow, suspensions: readonly Suspension[], standDowns: readonly StandDown[]): Period {
  const course = {
    startDay: row.start_day,
    days: row.days,
    registeredAt: row.registered_at,
    owedFrom: row.owed_from,
    suspensions,
    standDowns,
  }
  const { state } = row
  switch (state) {
    case 'active':
      return { ...course, state, temperatureOwed: row.temperature_owed }
    case 'referred':
      return { ...course, state, referralId: row.open_referral_id! }
    case 'released':
      return { ...course, state, closedAt: row.closed_at! }
    case 'endedEarly':
      return { ...course, state, closedAt: row.closed_at!, reason: row.close_reason! }
    case 'suspected':
      return { ...course, state, closedAt: row.closed_at!, referralId: row.open_referral_id! }
    case 'handedOver':
      return { ...course, state, closedAt: row.closed_at! }
    case 'endedBeforeRegistration':
      return { ...course, state }
    case 'voided':
      return { ...course, state }
    case 'merged':
      return { ...course, state, into: row.merged_into! }
  }
}

const FIRST_DAY: Day = '0001-01-01'

/** With all its completions, or those from `completedSince` on. */
export async function findPeriod(tx: Tx, id: string, completedSince = FIRST_DAY): Promise<KnownPeriod | undefined> {
  const [row] = await tx.sql<KnownRow>(`${KNOWN} where p.id = $1`, [id, completedSince], 'periods.find')
  return row && known(row)
}

/**
 * Held until the transaction ends, in the order of their ids: two readings of one window come one after the other.
 * `skipBusy` leaves out those that somebody holds.
 */
export async function lockPeriods(
  tx: Tx,
  ids: readonly string[],
  { completedSince = FIRST_DAY, skipBusy = false } = {},
): Promise<KnownPeriod[]> {
  const held = await tx.sql<{ id: string }>(
    `select period_id as id from next_checks where period_id = any($1::uuid[])
     order by period_id for no key update${skipBusy ? ' skip locked' : ''}`,
    [ids],
    skipBusy ? 'periods.lockFree' : 'periods.lock',
  )
  return readHeld(tx, held, completedSince)
}

/** Who asks for a period, with what row security would let that account see. */
export interface PeriodAsked {
  periodId: string
  accountId: string | null
  areas: readonly string[]
}

/**
 * The same for many accounts at once, under a scope that sees them all: each row is checked here against the scope of its
 * own account, by the arms that the policies have. The one exception to one transaction, one actor.
 */
export async function lockPeriodsAsked(
  tx: Tx,
  asked: readonly PeriodAsked[],
  { completedSince = FIRST_DAY } = {},
): Promise<KnownPeriod[]> {
  const held = tx.sql<{ id: string }>(
    `select c.period_id as id from json_to_recordset($1) as r ("periodId" uuid, "accountId" uuid, areas text[])
     join next_checks c on c.period_id = r."periodId"
     where c.period_id = any($2::uuid[]) and (exists (select from unnest(r.areas) as seen (code)
         where seen.code <> '' and c.area_code >= seen.code and c.area_code < seen.code || '~')
       or exists (select from assignments a where a.account_id = r."accountId" and a.person_id = c.person_id and a.until_at is null))
     order by c.period_id for no key update of c`,
    // The ids stand beside the rows so that the index is used: of a list of rows the planner expects a hundred.
    [JSON.stringify(asked), asked.map(({ periodId }) => periodId)],
    'periods.lockAsked',
  )
  // Read on the same journey, so also of those that this statement does not hold.
  const [ids, read] = await Promise.all([
    held,
    readHeld(
      tx,
      asked.map(({ periodId }) => ({ id: periodId })),
      completedSince,
    ),
  ])
  const isHeld = new Set(ids.map(({ id }) => id))
  return read.filter(({ row }) => isHeld.has(row.id))
}

/** Locked first, then read: what another transaction committed while this one waited is seen. */
async function readHeld(tx: Tx, held: readonly { id: string }[], completedSince: Day): Promise<KnownPeriod[]> {
  const rows = await tx.sql<KnownRow>(
    `${KNOWN} where p.id = any($1::uuid[]) order by p.id`,
    [held.map(({ id }) => id), completedSince],
    'periods.held',
  )
  return rows.map(known)
}

export async function lockPeriod(tx: Tx, id: string, completedSince = FIRST_DAY): Promise<KnownPeriod | undefined> {
  return (await lockPeriods(tx, [id], { completedSince }))[0]
}

/** Newest first; those that became part of another, last. */
export const periodsOfPerson = (tx: Tx, personId: string): Promise<{ id: string; state: PeriodState['state'] }[]> =>
  tx.sql(
    `select id, state from isolation_periods where person_id = $1 order by state = 'merged', start_day desc, id desc`,
    [personId],
  )

/** What says how the open isolation of each of these persons stands. */
export const openPeriodsOf = (
  tx: Tx,
  personIds: readonly string[],
): Promise<
  (Pick<PeriodRow, 'person_id' | 'place' | 'start_day' | 'days' | 'ends_on' | 'plan_version_id'> & {
    state: 'active' | 'referred'
  })[]
> =>
  tx.sql(
    `select person_id, state, place, start_day, days, ends_on, plan_version_id from isolation_periods
     where person_id = any($1::uuid[]) and state in ('active', 'referred')`,
    [personIds],
  )

export type PeriodPatch = Partial<Omit<PeriodRow, 'id' | 'person_id' | 'area_code' | 'arrival_id'>>

/** Saves the named columns of a period that this transaction holds. */
export async function savePeriod(tx: Tx, id: string, patch: PeriodPatch): Promise<void> {
  const isInNextChecks = (column: string) => (IN_NEXT_CHECKS as readonly string[]).includes(column)
  const columns = Object.keys(patch) as (keyof PeriodPatch)[]
  const save = async (table: string, key: string, columns: (keyof PeriodPatch)[]) => {
    if (columns.length === 0) return
    await tx.sql(
      `update ${table} set ${columns.map((column, index) => `${column} = $${index + 2}`).join(', ')} where ${key} = $1`,
      [id, ...columns.map((column) => patch[column])],
    )
  }
  await save(
    'isolation_periods',
    'id',
    columns.filter((column) => !isInNextChecks(column)),
  )
  await save('next_checks', 'period_id', columns.filter(isInNextChecks))
}

/** What a period has when nothing is owed of it for these times too. */
export const pausing = ({ row }: Pick<KnownPeriod, 'row'>, more: readonly Suspension[]): PeriodPatch =>
  more.length === 0 ? {} : { pauses: JSON.stringify([...row.pauses, ...more]) as never }

/** The columns that a visit changes, as they stand afterwards. */
export type VisitedPeriod = Pick<
  PeriodRow,
  | 'id'
  | 'state'
  | 'temperature_owed'
  | 'open_referral_id'
  | 'next_day'
  | 'next_slot'
  | 'next_opens_at'
  | 'next_check_due_at'
  | 'last_temperature'
  | 'last_reading_at'
  | 'last_done_opens_at'
  | 'not_home_at'
  | 'missed_in_row'
>

/** Saves what visits left of periods that this transaction holds; of the few in `turned` the course changed too. */
export async function saveVisited(
  tx: Tx,
  rows: readonly VisitedPeriod[],
  turned: readonly VisitedPeriod[],
): Promise<void> {
  tx.send(
    `update next_checks c set next_day = r.next_day, next_slot = r.next_slot,
       next_opens_at = r.next_opens_at, next_check_due_at = r.next_check_due_at, last_temperature = r.last_temperature,
       last_reading_at = r.last_reading_at, last_done_opens_at = r.last_done_opens_at, not_home_at = r.not_home_at,
       missed_in_row = r.missed_in_row
     from json_to_recordset($1) as r (id uuid, next_day date,
       next_slot text, next_opens_at timestamptz, next_check_due_at timestamptz, last_temperature numeric,
       last_reading_at timestamptz, last_done_opens_at timestamptz, not_home_at timestamptz, missed_in_row integer)
     where c.period_id = r.id and c.period_id = any($2::uuid[])`,
    [JSON.stringify(rows), rows.map(({ id }) => id)],
    'nextChecks.saveVisited',
  )
  // In the order of their ids, as whoever gives them to a medic holds them.
  const inOrder = turned.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  for (const { id, state, temperature_owed, open_referral_id } of inOrder) {
    await savePeriod(tx, id, { state, temperature_owed, open_referral_id })
  }
}

export interface PeriodChange {
  id: string
  period_id: string
  person_id: string
  area_code: string
  kind:
    | 'extended'
    | 'endedEarly'
    | 'released'
    | 'moved'
    | 'suspended'
    | 'resumed'
    | 'handedOver'
    | 'replanned'
    | 'transferred'
    | 'credited'
  changed_at: Instant
  changed_by: string | null
  reason: string
  old_value: string
  new_value: string
}

/** Each names the plan version that its period is judged by then; `old_plan_version_id` where that is what changed. */
export const insertChanges = (
  tx: Tx,
  rows: readonly (PeriodChange & { old_plan_version_id?: string })[],
): Promise<unknown> =>
  tx.sql(
    `insert into period_changes (id, period_id, person_id, area_code, kind, changed_at, changed_by, reason, old_value,
       new_value, old_plan_version_id, plan_version_id)
     select r.*, p.plan_version_id
     from json_to_recordset($1) as r (id uuid, period_id uuid, person_id uuid, area_code text, kind text,
       changed_at timestamptz, changed_by uuid, reason text, old_value text, new_value text, old_plan_version_id uuid)
     join isolation_periods p on p.id = r.period_id where p.id = any($2::uuid[])`,
    [JSON.stringify(rows), rows.map(({ period_id }) => period_id)],
  )

export interface ReplannedPeriod {
  id: string
  plan_version_id: string
  days: number
  ends_on: Day
  ends_at: Instant
}

/** Saves what an amendment made of periods that this transaction holds. */
export const saveReplanned = (tx: Tx, rows: readonly ReplannedPeriod[]): Promise<unknown> =>
  tx.sql(
    `update isolation_periods p set plan_version_id = r.plan_version_id, days = r.days, ends_on = r.ends_on,
       ends_at = r.ends_at
     from json_to_recordset($1) as r (id uuid, plan_version_id uuid, days integer, ends_on date, ends_at timestamptz)
     where p.id = r.id and p.id = any($2::uuid[])`,
    [JSON.stringify(rows), rows.map(({ id }) => id)],
  )

/** Open periods under one of `versions` whose end had not come by `at`. Those that somebody holds are left for later. */
export async function periodsUnder(
  tx: Tx,
  versions: readonly string[],
  { at, limit }: { at: Instant; limit: number },
): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>(
    `select p.id from ${PERIODS}
     where p.state in ('active', 'referred') and p.plan_version_id = any($1::uuid[]) and p.ends_at > $2
     order by p.id limit $3 for no key update of c skip locked`,
    [versions, at, limit],
  )
  return rows.map(({ id }) => id)
}

export const listChanges = (
  tx: Tx,
  periodId: string,
): Promise<
  (PeriodChange & { changed_by_name: string | null; plan_version_id: string; old_plan_version_id: string | null })[]
> =>
  tx.sql(
    `select c.*, a.display_name as changed_by_name from period_changes c left join accounts a on a.id = c.changed_by
     where c.period_id = $1 order by c.changed_at, c.id`,
    [periodId],
    'periods.changes',
  )
