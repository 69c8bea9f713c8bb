// SQL of calls at random, and of the gaps that were found (M58).
import type { Day, Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { ShiftKind } from '../rules/owed.ts'
import type { Span } from '../rules/spans.ts'

export interface CallRow {
  id: string
  unit_id: string
  area_code: string
  shift_id: string | null
  drawn_from: number
  drawn_at: Instant
  drawn_by: string | null
  drawn_by_name: string | null
  answered: boolean | null
  answered_by: string
  seconds: number | null
  note: string
  result_at: Instant | null
}

const CALLS = 'select c.*, a.display_name as drawn_by_name from duty_calls c left join accounts a on a.id = c.drawn_by'

export const findCall = async (tx: Tx, id: string): Promise<CallRow | undefined> =>
  (await tx.sql<CallRow>(`${CALLS} where c.id = $1`, [id]))[0]

export const insertCall = (
  tx: Tx,
  row: Pick<CallRow, 'id' | 'unit_id' | 'area_code' | 'shift_id' | 'drawn_from' | 'drawn_at' | 'drawn_by'>,
): Promise<unknown> =>
  tx.sql(
    `insert into duty_calls (id, unit_id, area_code, shift_id, drawn_from, drawn_at, drawn_by)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [row.id, row.unit_id, row.area_code, row.shift_id, row.drawn_from, row.drawn_at, row.drawn_by],
  )

/** False when the result is recorded already. */
export const setResult = async (
  tx: Tx,
  id: string,
  said: { answered: boolean; answeredBy: string; seconds: number; note: string; at: Instant },
): Promise<boolean> =>
  (
    await tx.sql(
      `update duty_calls set answered = $2, answered_by = $3, seconds = $4, note = $5, result_at = $6
       where id = $1 and answered is null returning id`,
      [id, said.answered, said.answeredBy, said.seconds, said.note, said.at],
    )
  ).length > 0

export const listCalls = (
  tx: Tx,
  { limit, after }: { limit: number; after: { at: Instant; id: string } | null },
): Promise<CallRow[]> =>
  tx.sql<CallRow>(
    `${CALLS} where $2::timestamptz is null or (c.drawn_at, c.id) < ($2, $3::uuid) order by c.drawn_at desc, c.id desc limit $1`,
    [limit, after?.at ?? null, after?.id ?? null],
  )

/** With a result by `until`, in the areas. */
export const callsBetween = (tx: Tx, { from, until }: Span): Promise<CallRow[]> =>
  tx.sql<CallRow>(`${CALLS} where c.drawn_at >= $1 and c.result_at <= $2`, [from, until])

export interface GapRow {
  id: string
  unit_id: string
  kind: ShiftKind
  from_at: Instant
  until_at: Instant | null
}

/** The open ones, and those that began since. */
export const gapsSince = (tx: Tx, since: Instant): Promise<GapRow[]> =>
  tx.sql<GapRow>(
    'select id, unit_id, kind, from_at, until_at from roster_gaps where until_at is null or from_at >= $1',
    [since],
  )

export interface NewGap {
  id: string
  unitId: string
  areaCode: string
  kind: ShiftKind
  day: Day
  from: Instant
  until: Instant | null
}

export const insertGaps = (tx: Tx, rows: readonly NewGap[], now: Instant): Promise<unknown> =>
  tx.sql(
    `insert into roster_gaps (id, unit_id, area_code, kind, day, from_at, until_at, found_at)
     select id, "unitId", "areaCode", kind, day, "from", until, $2
     from json_to_recordset($1) as r (id uuid, "unitId" text, "areaCode" text, kind text, day date, "from" timestamptz,
       until timestamptz)`,
    [JSON.stringify(rows), now],
  )

export const endGaps = (tx: Tx, rows: readonly { id: string; until: Instant }[]): Promise<unknown> =>
  tx.sql(
    `update roster_gaps g set until_at = r.until from json_to_recordset($1) as r (id uuid, until timestamptz) where g.id = r.id`,
    [JSON.stringify(rows)],
  )

/** One process at a time looks for gaps. */
export const lockGaps = (tx: Tx): Promise<unknown> =>
  tx.sql(`select pg_advisory_xact_lock(hashtextextended(current_schema() || '.roster_gaps', 0))`)
