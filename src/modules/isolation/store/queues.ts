// SQL of the work queues and the board (M21), answered from open periods and open referrals alone. The conditions say
// what `isInQueue` of the rules says; a test holds the two against each other. A page is cut before anything is joined.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { type Queue, WORK_QUEUES, type WorkQueue } from '../rules/queues.ts'
import type { AssignmentRole, Gone } from './assignments.ts'
import { IS_DONE_NOW, type OpeningOf } from './next-checks.ts'
import { PERIODS, type PeriodRow } from './periods.ts'
import type { StepRecord } from './referrals.ts'

export interface QueueFilters {
  queue: Queue
  area?: string
  medic?: string
  guarantor?: string
}

/** Where a page ended: the order's own value (empty where there is none), area and id. */
export interface Position {
  key: string
  areaCode: string
  id: string
}

class Parameters {
  readonly values: unknown[] = []
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

/**
 * The instant a queue is asked for, its day, when the present window of each plan opened, and the accounts that are medics
 * or guarantors no more.
 */
export interface Moment {
  now: Instant
  today: Day
  openings: readonly OpeningOf[]
  gone: Gone
}

const OPEN = `p.state in ('active', 'referred')`

/** What is in the queue. What it asks of the moment becomes a parameter of the statement. */
type At = Record<'now' | 'today' | 'openings', () => string> & { gone: Record<AssignmentRole, () => string> }
const IN: Record<Queue, (at: At) => string> = {
  temperatureOwed: () => 'p.temperature_owed',
  dueNow({ now }) {
    const instant = now()
    return `c.next_check_due_at > ${instant} and c.next_opens_at <= ${instant}`
  },
  overdue: ({ now }) => `c.next_check_due_at <= ${now()}`,
  fever: () => 'r.closed_at is null',
  notAtHome: () => `c.not_home_at is not null and p.state = 'active'`,
  endingToday: ({ today }) => `${OPEN} and p.ends_on <= ${today()}`,
  noMedic: () => `${OPEN} and p.medic_id is null`,
  noGuarantor: () => `${OPEN} and p.key_person and p.guarantor_id is null`,
  assigneeGone: ({ gone }) => `${OPEN} and ${isGone(gone)}`,
  noNotice: () => `${OPEN} and p.notice_served_at is null`,
  all: () => OPEN,
  doneNow: ({ openings }) => `${OPEN} and ${IS_DONE_NOW(openings())}`,
  // A period is in it once, however many fevers it had today.
  feversToday: ({ today }) => `p.id in (select f.period_id from referrals f where f.opened_on = ${today()}
    and f.outcome is distinct from 'withdrawn')`,
  releasedToday: ({ today }) => `p.state = 'released' and p.closed_on = ${today()}`,
}

const isGone = (gone: At['gone']) => `(p.medic_id = any(${gone.medic()}) or p.guarantor_id = any(${gone.guarantor()}))`

/** The order of each queue, after which areas and ids break ties; each has its index. */
const KEY: Partial<Record<Queue, { column: string; type: string }>> = {
  dueNow: { column: 'c.next_check_due_at', type: 'timestamptz' },
  overdue: { column: 'c.next_check_due_at', type: 'timestamptz' },
  fever: { column: 'r.next_due_at', type: 'timestamptz' },
  notAtHome: { column: 'c.not_home_at', type: 'timestamptz' },
  endingToday: { column: 'p.ends_on', type: 'date' },
}

/** Those that ask for what a visit changes. */
const OF_CHECKS: ReadonlySet<Queue> = new Set(['dueNow', 'overdue', 'notAtHome', 'doneNow'])
/** Those that ask for nothing of the period's own row: deadlines and referrals alone answer them. */
const NOT_OF_PERIODS: ReadonlySet<Queue> = new Set(['dueNow', 'overdue', 'fever'])

/** What a queue is read from; area and id are named in the table by whose index it is. */
function source({ queue, medic, guarantor }: QueueFilters): { from: string; area: string; id: string } {
  const alone = NOT_OF_PERIODS.has(queue) && !medic && !guarantor
  if (queue === 'fever') {
    const from = alone ? 'referrals r' : 'referrals r join isolation_periods p on p.id = r.period_id'
    return { from, area: 'r.area_code', id: 'r.period_id' }
  }
  if (!OF_CHECKS.has(queue)) return { from: 'isolation_periods p', area: 'p.area_code', id: 'p.id' }
  return { from: alone ? 'next_checks c' : PERIODS, area: 'c.area_code', id: 'c.period_id' }
}

function conditions(filters: QueueFilters, moment: Moment, parameters: Parameters): string[] {
  const p = (value: unknown, type = '') => `${parameters.add(value)}${type}`
  const where = [
    IN[filters.queue]({
      now: () => p(moment.now, '::timestamptz'),
      today: () => p(moment.today, '::date'),
      openings: () => p(JSON.stringify(moment.openings), '::json'),
      gone: {
        medic: () => p(moment.gone.medic, '::uuid[]'),
        guarantor: () => p(moment.gone.guarantor, '::uuid[]'),
      },
    }),
  ]
  if (filters.area !== undefined) {
    const range = areaRange(filters.area)
    const { area: code } = source(filters)
    where.push(`${code} >= ${p(range.from)} and ${code} < ${p(range.to)}`)
  }
  if (filters.medic) where.push(`p.medic_id = ${p(filters.medic)}`)
  if (filters.guarantor) where.push(`p.guarantor_id = ${p(filters.guarantor)}`)
  return where
}

/** What a list shows of a period: the rest of its wide row is not read. */
const LISTED = [
  'id',
  'person_id',
  'area_code',
  'place',
  'place_text',
  'start_day',
  'days',
  'ends_on',
  'began_under',
  'plan_version_id',
  'state',
  'temperature_owed',
  'open_referral_id',
  'medic_id',
  'guarantor_id',
  'notice_id',
  'notice_served_at',
] as const satisfies (keyof PeriodRow)[]
const LISTED_OF_VISITS = [
  'next_slot',
  'next_opens_at',
  'next_check_due_at',
  'last_temperature',
  'last_reading_at',
  'not_home_at',
  'missed_in_row',
] as const satisfies (keyof PeriodRow)[]

type Listed = Pick<PeriodRow, (typeof LISTED)[number] | (typeof LISTED_OF_VISITS)[number]>

export interface QueueRow extends Listed {
  key: string
  name: string
  sex: 'male' | 'female' | null
  birth_date: Day | null
  document_masked: string
  telephones: string[]
  address: string
  township: string | null
  village: string | null
  medic_name: string | null
  guarantor_name: string | null
  /** Of the open referral. */
  referral_opened_at: Instant | null
  referral_steps: StepRecord[] | null
  referral_plan_version_id: string | null
}

export const positionOf = (row: QueueRow): Position => ({ key: row.key, areaCode: row.area_code, id: row.id })

/**
 * The rows beyond `after`, in the queue's order. The page is cut by a statement that is planned for its area and moment; what
 * is shown of it is read by one that is planned once a connection, since planning so many tables costs more than reading them.
 */
export async function listQueue(
  tx: Tx,
  filters: QueueFilters,
  { limit, after, ...moment }: Moment & { limit: number; after: Position | null },
): Promise<QueueRow[]> {
  const parameters = new Parameters()
  const where = conditions(filters, moment, parameters)
  const key = KEY[filters.queue]
  const { from, area, id } = source(filters)
  const order = [...(key ? [key.column] : []), area, id]
  if (after) {
    const values = [
      ...(key ? [`${parameters.add(after.key)}::${key.type}`] : []),
      parameters.add(after.areaCode),
      `${parameters.add(after.id)}::uuid`,
    ]
    where.push(`(${order.join(', ')}) > (${values.join(', ')})`)
  }
  const page = await tx.sql<{ id: string; key: string }>(
    `select ${id} as id, ${key ? `${key.column}::text` : `''`} as key from ${from} where ${where.join(' and ')}
     order by ${order.join(', ')} limit ${parameters.add(limit)}`,
    parameters.values,
  )
  if (page.length === 0) return []
  return tx.sql<QueueRow>(SHOWN, [page.map(({ id }) => id), page.map(({ key }) => key)], 'queues.page')
}

// The open referral is looked up row by row: whatever the planner thinks of a list of ids, it is shorter than all referrals.
const SHOWN = `select ${LISTED.map((column) => `p.${column}`).join(', ')}, ${LISTED_OF_VISITS.map((column) => `c.${column}`).join(', ')}, x.key, n.name, n.sex, n.birth_date, n.document_masked, n.telephones, n.address, t.name as township,
    v.name as village, m.display_name as medic_name, g.display_name as guarantor_name,
    o.opened_at as referral_opened_at, o.steps as referral_steps, o.plan_version_id as referral_plan_version_id
  from unnest($1::uuid[], $2::text[]) with ordinality as x (id, key, position)
  join ${PERIODS} on p.id = x.id
  join persons n on n.id = p.person_id
  left join areas t on t.code = left(p.area_code, 9)
  left join areas v on v.code = left(p.area_code, 12) and v.level = 'village'
  left join accounts m on m.id = p.medic_id
  left join accounts g on g.id = p.guarantor_id
  left join lateral (
    select opened_at, steps, plan_version_id from referrals where id = p.open_referral_id and closed_at is null limit 1
  ) o on true
  order by x.position`

/** Whom a period is about. */
export async function personOfPeriod(
  tx: Tx,
  id: string,
): Promise<(Omit<QueueRow, keyof PeriodRow | 'key'> & { person_id: string; area_code: string }) | undefined> {
  const [row] = await tx.sql<QueueRow>(
    `select p.person_id, p.area_code, n.name, n.sex, n.birth_date, n.document_masked, n.telephones, n.address,
       t.name as township, v.name as village
     from isolation_periods p join persons n on n.id = p.person_id
     left join areas t on t.code = left(p.area_code, 9)
     left join areas v on v.code = left(p.area_code, 12) and v.level = 'village'
     where p.id = $1`,
    [id],
    'queues.person',
  )
  return row
}

export async function countQueue(tx: Tx, filters: QueueFilters, moment: Moment): Promise<number> {
  const parameters = new Parameters()
  const where = conditions(filters, moment, parameters)
  const [row] = await tx.sql<{ count: number }>(
    `select count(*) as count from ${source(filters).from} where ${where.join(' and ')}`,
    parameters.values,
  )
  return row?.count ?? 0
}

/** The count of every queue of work in one statement, for the tabs; lists of what is done have none. */
export async function countQueues(
  tx: Tx,
  filters: Omit<QueueFilters, 'queue'>,
  moment: Moment,
): Promise<Record<WorkQueue, number>> {
  const parameters = new Parameters()
  const counts = WORK_QUEUES.map((queue) => {
    const of = { ...filters, queue }
    const where = conditions(of, moment, parameters)
    return `(select count(*) from ${source(of).from} where ${where.join(' and ')}) as "${queue}"`
  })
  const [row] = await tx.sql<Record<WorkQueue, number>>(`select ${counts.join(', ')}`, parameters.values)
  return row!
}
