// SQL of the figure: of the persons whose answer fell due or was given, whether it came in time.
import { areaRange } from '../../../kernel/area.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { Rows } from '../../../platform/measure.ts'

/** Answered before it was due, as of `now`; of whoever was not sent yet the list's own deadline counts, in the district. */
export function rowsAnswered({ from, now, area }: { from: Instant | null; now: Instant; area: string }): Rows {
  const range = areaRange(area)
  return {
    text: `select e.id, '' as person_id, e.area_code, coalesce(b.due_at, l.due_at) as at,
        coalesce(e.answered_at <= $2 and e.answered_at < coalesce(b.due_at, l.due_at), false) as kept,
        case when e.answered_at <= $2 then e.answered_at end as answered_at, l.authority, l.letter_no, e.no
      from verification_entries e join verification_lists l on l.id = e.list_id left join verification_batches b on b.id = e.batch_id
      where e.voided_at is null and l.voided_at is null and e.added_at <= $2
        and (coalesce(b.due_at, l.due_at) <= $2 or e.answered_at <= $2)
        and ($1::timestamptz is null or coalesce(b.due_at, l.due_at) >= $1)
        and e.area_code >= $3 and e.area_code < $4`,
    params: [from, now, range.from, range.to],
  }
}
