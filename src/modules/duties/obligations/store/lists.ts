// SQL of the lists of occurrences, page by page, the latest deadline first.
import type { Day, Instant } from '../../../../kernel/time.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import type { OccurrenceState } from '../rules/settling.ts'
import type { OccurrenceRow } from './occurrences.ts'

export interface ListFilter {
  /** By `ownerId`; null: everybody. */
  owners: readonly string[] | null
  from: Day | null
  until: Day | null
  key: string | null
  state: OccurrenceState | null
  overdueAt: Instant | null
  counted: 'due' | 'missing' | 'notInTime' | null
  now: Instant
}

const WHERE = `($1::text[] is null or owner_kind || ':' || owner_key = any($1)) and ($2::date is null or day >= $2)
  and ($3::date is null or day <= $3) and ($4::text is null or key = $4) and ($5::text is null or state = $5)
  and ($6::timestamptz is null or state = 'open' and due_at <= $6)
  and ($7::text is null or state = 'missed' or state = 'open' and due_at <= $8::timestamptz
    or $7 = 'due' and state in ('inTime', 'late') or $7 = 'notInTime' and state = 'late')`

const params = ({ owners, from, until, key, state, overdueAt, counted, now }: ListFilter) => [
  owners,
  from,
  until,
  key,
  state,
  overdueAt,
  counted,
  now,
]

export const listOccurrences = (
  tx: Tx,
  filter: ListFilter,
  { limit, after }: { limit: number; after: { at: Instant; id: string } | null },
): Promise<OccurrenceRow[]> =>
  tx.sql<OccurrenceRow>(
    `select * from occurrences where ${WHERE} and ($10::timestamptz is null or (due_at, id) < ($10, $11::uuid))
     order by due_at desc, id desc limit $9`,
    [...params(filter), limit, after?.at ?? null, after?.id ?? null],
  )

export const countOccurrences = async (tx: Tx, filter: ListFilter): Promise<number> =>
  (await tx.sql<{ count: number }>(`select count(*) from occurrences where ${WHERE}`, params(filter)))[0]!.count

export const findOccurrence = async (tx: Tx, id: string): Promise<OccurrenceRow | undefined> =>
  (await tx.sql<OccurrenceRow>('select * from occurrences where id = $1', [id]))[0]

/** Of a calendar or of rates: bounded by its days. */
export const occurrencesBetween = (
  tx: Tx,
  { from, until, owners }: { from: Day; until: Day; owners: readonly string[] | null },
): Promise<OccurrenceRow[]> =>
  tx.sql<OccurrenceRow>(
    `select * from occurrences
     where day >= $1 and day <= $2 and ($3::text[] is null or owner_kind || ':' || owner_key = any($3))
     order by due_at, key, owner_kind, owner_key, begun_at`,
    [from, until, owners],
  )
