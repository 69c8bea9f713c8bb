// SQL of the queues of movements: every queue is one condition on one table, answered as rows of one shape. The name comes
// from the person where row security shows the person, and is the masked one otherwise.
import { areaRange } from '../../../kernel/area.ts'
import type { Day, Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { MOVEMENT_QUEUES, type MovementQueue } from '../rules/queues.ts'

export interface MovementRecord {
  id: string
  kind: 'transfer' | 'handOut' | 'handIn' | 'departure' | 'stay'
  person_id: string
  area_code: string
  /** Null where row security hides the person. */
  name: string | null
  name_masked: string
  sex: 'male' | 'female' | null
  birth_year: number | null
  state: string
  is_direct: boolean
  from_area: string | null
  to_area: string | null
  place: string
  address: string
  reason: string
  moves_on: Day
  authority: string
  contact: string
  letter_no: string
  letter_day: Day | null
  receipt_no: string
  receipt_day: Day | null
  days_elsewhere: number | null
  documents: number | null
  days_credited: number | null
  permitted_by: string
  until_day: Day | null
  last_temperature: number | null
  at: Instant
  by_name: string | null
  due_at: Instant | null
  decided_at: Instant | null
  decided_by_name: string | null
  decision_reason: string
}

const person = (sex: string, year: string) =>
  `n.name, coalesce(n.sex, ${sex}) as sex, coalesce(extract(year from n.birth_date)::int, ${year}) as birth_year`
const names = (by: string, decider: string) => `left join persons n on n.id = m.person_id
    left join accounts b on b.id = ${by} left join accounts d on d.id = ${decider}`

const TRANSFERS = `select m.id, 'transfer' as kind, m.person_id, m.area_code, ${person('m.sex', 'm.birth_year')},
    m.name_masked, m.status as state, m.is_direct, m.from_area, coalesce(m.accepted_area, m.to_area) as to_area, '' as place,
    m.address, m.reason, m.moves_on, '' as authority, '' as contact, '' as letter_no, null::date as letter_day,
    '' as receipt_no, null::date as receipt_day, null::int as days_elsewhere, null::int as documents,
    null::int as days_credited, '' as permitted_by, null::date as until_day, null::numeric as last_temperature, m.offered_at as at, b.display_name as by_name, m.due_at, m.decided_at,
    d.display_name as decided_by_name, m.decision_reason
  from transfers m ${names('m.offered_by', 'm.decided_by')}`

const HANDOVERS = `select m.id, case m.direction when 'out' then 'handOut' else 'handIn' end as kind, m.person_id, m.area_code,
    ${person('null', 'null')}, '' as name_masked, m.status as state, false as is_direct,
    case m.direction when 'out' then m.area_code end as from_area, case m.direction when 'in' then m.area_code end as to_area,
    m.place_text as place, '' as address, m.reason, m.moves_on, m.authority, m.contact, m.letter_no, m.letter_day,
    m.receipt_no, m.receipt_day, m.days_elsewhere, m.documents, m.days_credited, '' as permitted_by, null::date as until_day, null::numeric as last_temperature, m.recorded_at as at,
    b.display_name as by_name, m.receipt_due_at as due_at, m.closed_at as decided_at, d.display_name as decided_by_name,
    m.cancel_reason as decision_reason
  from handovers m ${names('m.recorded_by', 'm.closed_by')}`

const DEPARTURES = `select m.id, 'departure' as kind, m.person_id, m.area_code, ${person('null', 'null')}, '' as name_masked,
    case when m.voided_at is not null then 'voided' when m.resolved_at is null then m.kind else 'resolved' end as state, false as is_direct, m.area_code as from_area,
    null as to_area, m.destination as place, '' as address, m.reason, m.departed_on as moves_on, '' as authority,
    '' as contact, '' as letter_no, null::date as letter_day, '' as receipt_no, null::date as receipt_day,
    null::int as days_elsewhere, null::int as documents, null::int as days_credited, m.permitted_by, null::date as until_day, null::numeric as last_temperature, m.recorded_at as at,
    b.display_name as by_name, null::timestamptz as due_at, coalesce(m.resolved_at, m.voided_at) as decided_at,
    d.display_name as decided_by_name, m.resolution || m.void_reason as decision_reason
  from departures m ${names('m.recorded_by', 'coalesce(m.resolved_by, m.voided_by)')}`

const STAYS = `select m.id, 'stay' as kind, m.person_id, m.area_code, ${person('null', 'null')}, '' as name_masked,
    case when m.ended_at is null then 'staying' else m.end_kind end as state, false as is_direct, m.area_code as from_area,
    null as to_area, trim(m.place || ' ' || m.room) as place, '' as address, '' as reason, m.from_day as moves_on,
    '' as authority, '' as contact, '' as letter_no, null::date as letter_day, '' as receipt_no, null::date as receipt_day,
    null::int as days_elsewhere, null::int as documents, null::int as days_credited, '' as permitted_by, m.until_day,
    m.last_temperature, m.recorded_at as at, b.display_name as by_name, m.next_due_at as due_at, m.ended_at as decided_at,
    null as decided_by_name, '' as decision_reason
  from stays m ${names('m.recorded_by', 'm.recorded_by')}`

interface Source {
  rows: string
  table: string
  where: (now: () => string) => string
  /** The side that the queue is of. */
  area: string
  key: string
  order: 'asc' | 'desc'
}

const offered = `m.status = 'offered'`
const QUEUES: Record<MovementQueue, Source> = {
  incoming: {
    rows: TRANSFERS,
    table: 'transfers',
    where: () => offered,
    area: 'm.to_area',
    key: 'm.due_at',
    order: 'asc',
  },
  outgoing: {
    rows: TRANSFERS,
    table: 'transfers',
    where: () => offered,
    area: 'm.from_area',
    key: 'm.due_at',
    order: 'asc',
  },
  overdue: {
    rows: TRANSFERS,
    table: 'transfers',
    where: (now) => `${offered} and m.due_at <= ${now()}`,
    area: 'm.to_area',
    key: 'm.due_at',
    order: 'asc',
  },
  noReceipt: {
    rows: HANDOVERS,
    table: 'handovers',
    where: () => `m.status = 'open' and m.direction = 'out'`,
    area: 'm.area_code',
    key: 'm.recorded_at',
    order: 'asc',
  },
  receiptOwed: {
    rows: HANDOVERS,
    table: 'handovers',
    where: () => `m.status = 'open' and m.direction = 'in'`,
    area: 'm.area_code',
    key: 'm.recorded_at',
    order: 'asc',
  },
  gone: {
    rows: DEPARTURES,
    table: 'departures',
    where: () => `m.kind = 'gone' and m.resolved_at is null`,
    area: 'm.area_code',
    key: 'm.recorded_at',
    order: 'asc',
  },
  transients: {
    rows: STAYS,
    table: 'stays',
    where: () => 'm.ended_at is null',
    area: 'm.area_code',
    key: 'm.next_due_at',
    order: 'asc',
  },
  takenOver: {
    rows: TRANSFERS,
    table: 'transfers',
    where: () => `m.status = 'accepted'`,
    area: 'm.accepted_area',
    key: 'm.decided_at',
    order: 'desc',
  },
  handedOver: {
    rows: TRANSFERS,
    table: 'transfers',
    where: () => `m.status = 'accepted'`,
    area: 'm.from_area',
    key: 'm.decided_at',
    order: 'desc',
  },
  departed: {
    rows: DEPARTURES,
    table: 'departures',
    where: () => `m.kind <> 'gone' and m.voided_at is null`,
    area: 'm.area_code',
    key: 'm.recorded_at',
    order: 'desc',
  },
}

export interface Asked {
  queue: MovementQueue
  /** The areas of the account: an offer is seen from both sides and belongs to a queue of one. */
  areas: readonly string[]
  area?: string | undefined
  now: Instant
}

/** What a queue is read by. */
export const positionOf = (queue: MovementQueue, row: MovementRecord): Position => {
  const { key } = QUEUES[queue]
  return {
    key: (key === 'm.due_at' || key === 'm.next_due_at'
      ? row.due_at
      : key === 'm.decided_at'
        ? row.decided_at
        : row.at)!,
    id: row.id,
  }
}

export interface Position {
  key: string
  id: string
}

/** `$n` of values that are added as they are needed. */
class Parameters {
  readonly values: unknown[] = []
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

function conditionsOf({ queue, areas, area, now }: Asked, parameters: Parameters): string[] {
  const source = QUEUES[queue]
  const where = [
    source.where(() => `${parameters.add(now)}::timestamptz`),
    `exists (select from unnest(${parameters.add(areas)}::text[]) as mine (code)
       where ${source.area} >= mine.code and ${source.area} < mine.code || '~')`,
  ]
  if (area !== undefined) {
    const { from, to } = areaRange(area)
    where.push(`${source.area} >= ${parameters.add(from)} and ${source.area} < ${parameters.add(to)}`)
  }
  return where
}

export function listQueue(
  tx: Tx,
  asked: Asked,
  { limit, after }: { limit: number; after: Position | null },
): Promise<MovementRecord[]> {
  const { rows, key, order } = QUEUES[asked.queue]
  const parameters = new Parameters()
  const where = conditionsOf(asked, parameters)
  if (after) {
    where.push(
      `(${key}, m.id) ${order === 'asc' ? '>' : '<'} (${parameters.add(after.key)}::timestamptz, ${parameters.add(after.id)}::uuid)`,
    )
  }
  return tx.sql<MovementRecord>(
    `${rows} where ${where.join(' and ')}
     order by ${key} ${order}, m.id ${order} limit ${parameters.add(limit)}`,
    parameters.values,
  )
}

export async function countQueue(tx: Tx, asked: Asked): Promise<number> {
  const parameters = new Parameters()
  const where = conditionsOf(asked, parameters)
  const [row] = await tx.sql<{ count: number }>(
    `select count(*) as count from ${QUEUES[asked.queue].table} m where ${where.join(' and ')}`,
    parameters.values,
  )
  return row?.count ?? 0
}

export async function countQueues(tx: Tx, asked: Omit<Asked, 'queue'>): Promise<Record<MovementQueue, number>> {
  const parameters = new Parameters()
  const counts = MOVEMENT_QUEUES.map((queue) => {
    const where = conditionsOf({ ...asked, queue }, parameters)
    return `(select count(*) from ${QUEUES[queue].table} m where ${where.join(' and ')}) as "${queue}"`
  })
  const [row] = await tx.sql<Record<MovementQueue, number>>(`select ${counts.join(', ')}`, parameters.values)
  return row!
}

/** Everything of one person, the latest first. */
export async function movementsOf(tx: Tx, personId: string): Promise<MovementRecord[]> {
  const all: MovementRecord[] = []
  for (const rows of [TRANSFERS, HANDOVERS, DEPARTURES, STAYS]) {
    all.push(...(await tx.sql<MovementRecord>(`${rows} where m.person_id = $1`, [personId])))
  }
  return all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
}

export async function findMovement(
  tx: Tx,
  kind: 'transfer' | 'handover' | 'departure' | 'stay',
  id: string,
): Promise<MovementRecord | undefined> {
  const rows = { transfer: TRANSFERS, handover: HANDOVERS, departure: DEPARTURES, stay: STAYS }[kind]
  return (await tx.sql<MovementRecord>(`${rows} where m.id = $1`, [id]))[0]
}
