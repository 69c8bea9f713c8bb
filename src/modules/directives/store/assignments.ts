// SQL of assignments: what a unit was given, where it stands, and the next instant at which something falls due of it.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { AssignmentState, DirectiveKind, Priority } from '../rules/kinds.ts'

export interface AssignmentWrite {
  id: string
  directive_id: string
  unit_id: string
  area_code: string
  state: AssignmentState
  assigned_at: Instant
  receipt_due_at: Instant
  received_at: Instant | null
  handler_id: string | null
  due_at: Instant
  submitted_at: Instant | null
  ended_at: Instant | null
  unsigned_at: Instant | null
  overdue_at: Instant | null
  reminded: number
  climbed: number
  next_at: Instant | null
}

/** With what the rules need to know of its directive. */
export interface Assignment extends AssignmentWrite {
  kind: DirectiveKind
  priority: Priority
  issuer_unit: string
  issuer_area: string
  plan_version_id: string
}

const COLUMNS = `id uuid, directive_id uuid, unit_id text, area_code text, state text, assigned_at timestamptz,
  receipt_due_at timestamptz, received_at timestamptz, handler_id uuid, due_at timestamptz, submitted_at timestamptz,
  ended_at timestamptz, unsigned_at timestamptz, overdue_at timestamptz, reminded int, climbed int, next_at timestamptz`
const NAMES = COLUMNS.replaceAll(/ (uuid|text|timestamptz|int)\b/g, '')

export const insertAssignments = (tx: Tx, rows: readonly AssignmentWrite[]): Promise<unknown> =>
  tx.sql(`insert into directive_assignments (${NAMES}) select ${NAMES} from json_to_recordset($1) as a (${COLUMNS})`, [
    JSON.stringify(rows),
  ])

const READ = `select a.*, d.kind, d.priority, d.issuer_unit, d.area_code as issuer_area, d.plan_version_id
  from directive_assignments a join directives d on d.id = a.directive_id`

/** Held until the transaction ends: of two acts at once one comes first and the other sees what it did. */
export const lockAssignment = async (tx: Tx, id: string): Promise<Assignment | undefined> =>
  (await tx.sql<Assignment>(`${READ} where a.id = $1 for no key update of a`, [id]))[0]

export const assignmentsOf = (tx: Tx, directiveId: string): Promise<Assignment[]> =>
  tx.sql<Assignment>(`${READ} where a.directive_id = $1 order by a.area_code, a.unit_id`, [directiveId])

/** Of what has fallen due by now, the earliest; whoever else does the same takes others. */
export const lockFallen = (tx: Tx, now: Instant, limit: number): Promise<Assignment[]> =>
  tx.sql<Assignment>(
    `${READ} where a.next_at <= $1 order by a.next_at, a.id limit $2 for no key update of a skip locked`,
    [now, limit],
  )

export const lockOpen = (tx: Tx, limit: number): Promise<Assignment[]> =>
  tx.sql<Assignment>(`${READ} where a.ended_at is null order by a.id limit $1 for no key update of a`, [limit])

/** Writes where they stand; what they are does not change. */
export const saveAssignments = (tx: Tx, rows: readonly AssignmentWrite[]): Promise<unknown> =>
  tx.sql(
    `update directive_assignments a set state = r.state, received_at = r.received_at, handler_id = r.handler_id,
       due_at = r.due_at, submitted_at = r.submitted_at, ended_at = r.ended_at, unsigned_at = r.unsigned_at,
       overdue_at = r.overdue_at, reminded = r.reminded, climbed = r.climbed, next_at = r.next_at
     from json_to_recordset($1) as r (${COLUMNS}) where a.id = r.id`,
    [JSON.stringify(rows)],
  )

/** What lies in an account's hands, and is not ended. */
export const openOfHandler = (tx: Tx, accountId: string): Promise<Assignment[]> =>
  tx.sql<Assignment>(`${READ} where a.handler_id = $1 and a.ended_at is null order by a.due_at, a.id`, [accountId])

export const lockOfHandler = (tx: Tx, accountId: string, ids: readonly string[]): Promise<Assignment[]> =>
  tx.sql<Assignment>(
    `${READ} where a.handler_id = $1 and a.id = any($2) and a.ended_at is null order by a.id for no key update of a`,
    [accountId, ids],
  )
