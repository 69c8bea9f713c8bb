// SQL of the figures: what had fallen due by `now`, and whether it was done before. As it stood then: what came later does not count.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { DirectiveKind } from '../rules/kinds.ts'

export interface DueRow {
  id: string
  kind: DirectiveKind
  year: number
  number: number
  title: string
  unit_zh: string
  unit_en: string
  area_code: string
  at: Instant
  kept: boolean
  done: boolean
}

export interface Range {
  /** Null: since there are any. */
  from: Instant | null
  now: Instant
  area: string
}

const params = ({ from, now, area }: Range) => [from, now, area]
const IN_AREA = (column: string) => `${column} >= $3 and ${column} < $3 || '~'`

/** One that was overdue once is not kept, whatever its deadline became. */
export const assignmentsDue = (tx: Tx, kinds: readonly DirectiveKind[], range: Range): Promise<DueRow[]> =>
  tx.sql<DueRow>(
    `select a.id::text as id, d.kind, d.year, d.number, d.title, u.name_zh as unit_zh, u.name_en as unit_en, a.area_code,
       a.due_at as at, coalesce(a.submitted_at < a.due_at, false) and (a.overdue_at is null or a.overdue_at > $2) as kept,
       coalesce(a.submitted_at <= $2, false) as done
     from directive_assignments a join directives d on d.id = a.directive_id join units u on u.id = a.unit_id
     where d.kind = any($4) and ${IN_AREA('a.area_code')} and a.due_at <= $2 and ($1::timestamptz is null or a.due_at >= $1)
       and (a.state not in ('withdrawn', 'closed') or a.overdue_at is not null)`,
    [...params(range), kinds],
  )

export const stepsDue = (tx: Tx, range: Range): Promise<DueRow[]> =>
  tx.sql<DueRow>(
    `select s.id::text as id, d.kind, d.year, d.number, d.title || ' · ' || s.title as title, u.name_zh as unit_zh,
       u.name_en as unit_en, d.area_code, s.due_at as at, coalesce(s.done_at < s.due_at, false) as kept,
       coalesce(s.done_at <= $2, false) as done
     from supervision_steps s join directives d on d.id = s.directive_id join units u on u.id = d.issuer_unit
     where ${IN_AREA('d.area_code')} and s.due_at <= $2 and ($1::timestamptz is null or s.due_at >= $1)
       and exists (select from directive_assignments a where a.directive_id = d.id
         and (a.state not in ('withdrawn', 'closed') or a.ended_at >= s.due_at))`,
    params(range),
  )

export const requirementsDue = (tx: Tx, range: Range): Promise<DueRow[]> =>
  tx.sql<DueRow>(
    `select d.id::text as id, d.kind, d.year, d.number, d.title, u.name_zh as unit_zh, u.name_en as unit_en, d.area_code,
       d.pass_on_due_at as at, coalesce(d.passed_on_at < d.pass_on_due_at, false) as kept,
       coalesce(d.passed_on_at <= $2, false) as done
     from directives d join units u on u.id = d.issuer_unit
     where d.pass_on_due_at <= $2 and (d.closed_at is null or d.closed_at > d.pass_on_due_at) and ($1::timestamptz is null or d.pass_on_due_at >= $1) and ${IN_AREA('d.area_code')}`,
    params(range),
  )
