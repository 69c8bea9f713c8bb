// SQL of directives themselves: their numbers, units that may be addressed, who answers for them, and the course.
import type { Instant } from '../../../kernel/time.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { WHO_MAY } from '../../identity/index.ts'
import type { HelpTerms } from '../contract.ts'
import type { Addressee } from '../rules/issue.ts'
import type { DirectiveKind, Priority, SourceKind } from '../rules/kinds.ts'

export interface DirectiveRow {
  id: string
  kind: DirectiveKind
  year: number
  number: number
  title: string
  body: string
  priority: Priority
  source_kind: SourceKind
  source_id: string | null
  source_text: string
  issuer_unit: string
  area_code: string
  issued_at: Instant
  issued_by: string | null
  due_at: Instant
  authority: string
  letter_no: string
  received_at: Instant | null
  pass_on_due_at: Instant | null
  passed_on_at: Instant | null
  /** Ended with the response before any unit was given it. */
  closed_at: Instant | null
  help: HelpTerms | null
  plan_version_id: string
}

/** The next number of a kind in a year; two at once get two. */
export const nextNumber = async (tx: Tx, kind: DirectiveKind, year: number): Promise<number> =>
  (
    await tx.sql<{ last: number }>(
      `insert into directive_numbers (kind, year, last) values ($1, $2, 1)
       on conflict (kind, year) do update set last = directive_numbers.last + 1 returning last`,
      [kind, year],
    )
  )[0]!.last

/** Of whoever took it last and still holds the row: the numbers have no gap. */
export const giveNumberBack = (tx: Tx, kind: DirectiveKind, year: number): Promise<unknown> =>
  tx.sql('update directive_numbers set last = last - 1 where kind = $1 and year = $2 and last > 1', [kind, year])

/** Answers whether it was written: not when the id is in use. */
export const insertDirective = async (tx: Tx, row: DirectiveRow): Promise<boolean> =>
  (
    await tx.sql(
      `insert into directives select * from json_populate_record(null::directives, $1) on conflict (id) do nothing returning id`,
      [JSON.stringify(row)],
    )
  ).length > 0

export interface DirectiveRead extends DirectiveRow {
  issuer_zh: string
  issuer_en: string
  issued_by_name: string | null
}

export const findDirective = async (tx: Tx, id: string): Promise<DirectiveRead | undefined> =>
  (
    await tx.sql<DirectiveRead>(
      `select d.*, u.name_zh as issuer_zh, u.name_en as issuer_en, b.display_name as issued_by_name
       from directives d join units u on u.id = d.issuer_unit left join accounts b on b.id = d.issued_by where d.id = $1`,
      [id],
    )
  )[0]

/** Held until the transaction ends: owners are added and steps done one after the other. */
export const lockDirective = async (tx: Tx, id: string): Promise<DirectiveRow | undefined> =>
  (await tx.sql<DirectiveRow>('select * from directives where id = $1 for no key update', [id]))[0]

export const markPassedOn = (tx: Tx, id: string, at: Instant): Promise<unknown> =>
  tx.sql('update directives set passed_on_at = $2 where id = $1 and passed_on_at is null', [id, at])

/** Requirements that no unit was given yet end with the response. */
export const closeWaiting = (tx: Tx, at: Instant): Promise<unknown> =>
  tx.sql(
    `update directives set closed_at = $1
     where pass_on_due_at is not null and passed_on_at is null and closed_at is null`,
    [at],
  )

/** Every unit with whether a post of it answers for it. */
export async function readAddressees(tx: Tx): Promise<(Addressee & { kind: string })[]> {
  return tx.sql<Addressee & { kind: string }>(
    `select u.id, u.kind, u.name_zh as zh, u.name_en as en, u.area_code as "areaCode",
       exists (select from posts p where p.unit_id = u.id and p.kind = any($1) and p.ended_at is null) as answers
     from units u where u.ended_at is null order by u.area_code, u.id`,
    [WHO_MAY['directive.answer']],
  )
}

/** The posts that answer for these units, once a kind and area: whom to tell. */
export const postsAnswering = (
  tx: Tx,
  unitIds: readonly string[],
): Promise<{ unitId: string; kind: string; areaCode: string }[]> =>
  tx.sql<{ unitId: string; kind: string; areaCode: string }>(
    `select distinct unit_id as "unitId", kind, area_code as "areaCode" from posts
     where unit_id = any($1) and kind = any($2) and ended_at is null order by 1, 2, 3`,
    [unitIds, WHO_MAY['directive.answer']],
  )

export interface EventWrite {
  id: string
  directive_id: string
  assignment_id: string | null
  kind: string
  at: Instant
  by_account: string | null
  note?: string
  due_at?: Instant | null
  details?: object
}

export const insertEvents = (tx: Tx, rows: readonly EventWrite[]): Promise<unknown> =>
  tx.sql(
    `insert into directive_events (id, directive_id, assignment_id, kind, at, by_account, note, due_at, details)
     select id, directive_id, assignment_id, kind, at, by_account, coalesce(note, ''), due_at, coalesce(details, '{}')
     from json_to_recordset($1) as e (id uuid, directive_id uuid, assignment_id uuid, kind text, at timestamptz,
       by_account uuid, note text, due_at timestamptz, details jsonb)`,
    [JSON.stringify(rows)],
  )

export interface EventRead {
  id: string
  directive_id: string
  assignment_id: string | null
  kind: string
  at: Instant
  by_account: string | null
  by_name: string | null
  note: string
  due_at: Instant | null
  details: Record<string, unknown>
}

const EVENTS = `select e.id, e.directive_id, e.assignment_id, e.kind, e.at, e.by_account, b.display_name as by_name, e.note,
    e.due_at, e.details
  from directive_events e left join accounts b on b.id = e.by_account`

export const findEvent = async (tx: Tx, id: string): Promise<EventRead | undefined> =>
  (await tx.sql<EventRead>(`${EVENTS} where e.id = $1`, [id]))[0]

/** In the order of what happened; what a job noted later stands at its own time. */
export const listEvents = (tx: Tx, directiveId: string): Promise<EventRead[]> =>
  tx.sql<EventRead>(`${EVENTS} where e.directive_id = $1 order by e.at, e.sequence`, [directiveId])
