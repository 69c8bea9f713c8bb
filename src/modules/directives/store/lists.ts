// SQL of the lists: one row an assignment, or a directive that no unit was given yet. A list and its count are one filter.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { DirectiveFilters } from '../contract.ts'
import type { AssignmentState, DirectiveKind, Priority, SourceKind } from '../rules/kinds.ts'

export interface ListedRow {
  id: string
  directive_id: string
  assignment_id: string | null
  kind: DirectiveKind
  year: number
  number: number
  title: string
  priority: Priority
  issuer_unit: string
  issuer_zh: string
  issuer_en: string
  unit_id: string | null
  unit_zh: string | null
  unit_en: string | null
  state: AssignmentState | 'waiting'
  issued_at: Instant
  receipt_due_at: Instant | null
  received_at: Instant | null
  handler: string | null
  due_at: Instant
  submitted_at: Instant | null
  ended_at: Instant | null
  unsigned_at: Instant | null
  overdue_at: Instant | null
  plan_version_id: string
}

/** Who looks: the units it answers for, those it issues for, and the areas it oversees. */
export interface Looking {
  units: readonly string[]
  issuers: readonly string[]
  oversees: readonly string[]
}

export interface Position {
  at: Instant
  id: string
}

const FROM = `from directives d left join directive_assignments a on a.directive_id = d.id
  join units i on i.id = d.issuer_unit left join units u on u.id = a.unit_id left join accounts h on h.id = a.handler_id`
const ROWS = `select coalesce(a.id, d.id) as id, d.id as directive_id, a.id as assignment_id, d.kind, d.year, d.number, d.title,
    d.priority, d.issuer_unit, i.name_zh as issuer_zh, i.name_en as issuer_en, a.unit_id, u.name_zh as unit_zh,
    u.name_en as unit_en, coalesce(a.state, case when d.closed_at is null then 'waiting' else 'closed' end) as state, coalesce(a.assigned_at, d.issued_at) as issued_at,
    a.receipt_due_at, a.received_at, h.display_name as handler, coalesce(a.due_at, d.due_at) as due_at, a.submitted_at,
    coalesce(a.ended_at, d.closed_at) as ended_at, a.unsigned_at, a.overdue_at, d.plan_version_id ${FROM}`
const DUE = 'coalesce(a.due_at, d.due_at)'
const ID = 'coalesce(a.id, d.id)'

const covers = (column: string, areas: string) =>
  `exists (select from unnest(${areas}::text[]) as o (code) where ${column} >= o.code and ${column} < o.code || '~')`

const STATES: Record<NonNullable<DirectiveFilters['state']>, (now: string) => string> = {
  open: () => '(a.ended_at is null and d.closed_at is null)',
  waiting: () => 'a.id is null and d.closed_at is null',
  unsigned: () => `a.state = 'issued' and d.kind <> 'help'`,
  running: () => `a.state in ('issued', 'received')`,
  overdue: (now) => `a.state in ('issued', 'received') and a.due_at <= ${now}`,
  submitted: () => `a.state = 'submitted'`,
  refused: () => `a.state = 'refused'`,
  ended: () => '(a.ended_at is not null or d.closed_at is not null)',
}

class Parameters {
  readonly values: unknown[] = []
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

/** The escapes that keep a search text a text. */
const like = (text: string) => `%${text.replaceAll(/[%_\\]/g, '\\$&')}%`

function conditions(
  { list, kind, state, unit, q }: DirectiveFilters,
  looking: Looking,
  now: Instant,
  params: Parameters,
): string {
  const units = params.add(looking.units)
  const issuers = params.add(looking.issuers)
  const oversees = params.add(looking.oversees)
  const inbox = `a.unit_id = any(${units}::text[])`
  const issued = `d.issuer_unit = any(${issuers}::text[])`
  const where = [
    {
      inbox,
      issued,
      all: `(${inbox} or ${issued} or ${covers('d.area_code', oversees)} or ${covers('a.area_code', oversees)})`,
    }[list],
    // Every parameter has its type said, used or not.
    `(${units}::text[] is not null and ${issuers}::text[] is not null and ${oversees}::text[] is not null)`,
  ]
  if (kind) where.push(`d.kind = ${params.add(kind)}`)
  if (state) where.push(STATES[state](state === 'overdue' ? `${params.add(now)}::timestamptz` : ''))
  if (unit) where.push(`a.unit_id = ${params.add(unit)}`)
  if (q) where.push(`(d.title like ${params.add(like(q))} or d.number::text = ${params.add(q)})`)
  return where.join(' and ')
}

/** What is over is read from the latest, everything else from the most pressing. */
const orderOf = ({ state }: DirectiveFilters) => (state === 'ended' || state === undefined ? 'desc' : 'asc')

export function listRows(
  tx: Tx,
  filters: DirectiveFilters,
  looking: Looking,
  now: Instant,
  { limit, after }: { limit: number; after: Position | null },
): Promise<ListedRow[]> {
  const params = new Parameters()
  const where = [conditions(filters, looking, now, params)]
  const order = orderOf(filters)
  if (after) {
    where.push(
      `(${DUE}, ${ID}) ${order === 'asc' ? '>' : '<'} (${params.add(after.at)}::timestamptz, ${params.add(after.id)}::uuid)`,
    )
  }
  return tx.sql<ListedRow>(
    `${ROWS} where ${where.join(' and ')} order by ${DUE} ${order}, ${ID} ${order} limit ${params.add(limit)}`,
    params.values,
  )
}

export async function countRows(tx: Tx, filters: DirectiveFilters, looking: Looking, now: Instant): Promise<number> {
  const params = new Parameters()
  const where = conditions(filters, looking, now, params)
  const [row] = await tx.sql<{ count: number }>(`select count(*) as count ${FROM} where ${where}`, params.values)
  return row!.count
}

export interface Counts {
  unsigned: number
  running: number
  overdue: number
  toDecide: number
  refused: number
  toPassOn: number
}

/** What waits for these units, in one statement over what is open. */
export async function countWaiting(tx: Tx, { units, issuers }: Looking, now: Instant): Promise<Counts> {
  const [row] = await tx.sql<Counts>(
    `select count(*) filter (where a.unit_id = any($1) and a.state = 'issued' and d.kind <> 'help') as unsigned,
       count(*) filter (where a.unit_id = any($1) and a.state in ('issued', 'received')) as running,
       count(*) filter (where a.unit_id = any($1) and a.state in ('issued', 'received') and a.due_at <= $3) as overdue,
       count(*) filter (where d.issuer_unit = any($2) and a.state = 'submitted') as "toDecide",
       count(*) filter (where d.issuer_unit = any($2) and a.state = 'refused') as refused,
       (select count(*) from directives w where w.issuer_unit = any($2) and w.pass_on_due_at is not null
          and w.passed_on_at is null and w.closed_at is null) as "toPassOn"
     from directive_assignments a join directives d on d.id = a.directive_id
     where a.ended_at is null and (a.unit_id = any($1) or d.issuer_unit = any($2))`,
    [units, issuers, now],
  )
  return row!
}

export const rowsOfDirective = (tx: Tx, directiveId: string): Promise<ListedRow[]> =>
  tx.sql<ListedRow>(`${ROWS} where d.id = $1 order by a.area_code, a.unit_id`, [directiveId])

interface SourcedRow extends ListedRow {
  source_id: string
  body: string
  directive_due_at: Instant
}

/** In the order of issue; a directive that no unit was given has one row. */
export const rowsOfSource = (tx: Tx, kind: SourceKind, ids: readonly string[]): Promise<SourcedRow[]> =>
  tx.sql<SourcedRow>(
    `select d.source_id, d.body, d.due_at as directive_due_at, rows.* from (${ROWS}) as rows join directives d on d.id = rows.directive_id
     where d.source_kind = $1 and d.source_id = any($2) order by d.issued_at, d.id, rows.unit_id`,
    [kind, ids],
  )

const OVERDUE = `a.state in ('issued', 'received') and a.ended_at is null and a.due_at <= $1 and d.kind <> 'help'`

/** Of every unit that was asked; help is asked for and not ordered. */
export const countOverdueDirectives = async (tx: Tx, now: Instant): Promise<number> =>
  (await tx.sql<{ count: number }>(`select count(*) as count ${FROM} where ${OVERDUE}`, [now]))[0]!.count

export const overdueRows = (tx: Tx, now: Instant, limit: number): Promise<ListedRow[]> =>
  tx.sql<ListedRow>(
    `${ROWS} where ${OVERDUE}
     order by a.due_at, a.id limit $2`,
    [now, limit],
  )
