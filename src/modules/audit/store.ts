// SQL of reading the audit. Newest first by time and id, each filter along its own index. Whom an event is about is looked
// up under the reader's own row security, so a person outside the area stays without a name.
import { areaRange } from '../../kernel/area.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { AuditAction } from './contract.ts'

export interface LogFilters {
  person?: string
  account?: string
  actions?: readonly AuditAction[]
  /** From the first instant on, and before the second. */
  from?: Instant
  to?: Instant
  /** Events of these areas alone; absent: all, also those of no area. */
  areas?: readonly string[]
}

export interface Position {
  at: Instant
  id: string
}

export interface LogRow {
  id: number
  at: Instant
  account_id: string | null
  user_name: string | null
  display_name: string | null
  /** Held at that moment. */
  posts: { zh: string; en: string }[]
  action: string
  subject_kind: string
  subject_id: string
  area_code: string | null
  details: Record<string, unknown>
}

/** The records of a person, by the kind that the audit names them by: how to find them, and whose they are. */
const OF_PERSON: Record<string, { ids: string; persons: string }> = {
  arrival: {
    ids: 'select id from arrivals where person_id = $1',
    persons: 'select id, person_id from arrivals where id = any($1::uuid[])',
  },
  period: {
    ids: 'select id from isolation_periods where person_id = $1',
    persons: 'select id, person_id from isolation_periods where id = any($1::uuid[])',
  },
  reading: {
    ids: 'select id from readings where period_id in (select id from isolation_periods where person_id = $1)',
    persons: 'select id, person_id from readings where id = any($1::uuid[])',
  },
  referral: {
    ids: 'select id from referrals where period_id in (select id from isolation_periods where person_id = $1)',
    persons: 'select id, person_id from referrals where id = any($1::uuid[])',
  },
}

/** The person, other registrations that were merged into this one, and what hangs on it. */
const SUBJECTS = `select 'person' as kind, $1::text as id
  union all select 'person', id::text from persons where merged_into = $1::uuid
  ${Object.entries(OF_PERSON)
    .map(([kind, { ids }]) => `union all select '${kind}', id::text from (${ids.replace('$1', '$1::uuid')}) ${kind}s`)
    .join(' ')}`

/** The events beyond `after`, newest first. */
export function listEvents(
  tx: Tx,
  filters: LogFilters,
  { limit, after }: { limit: number; after: Position | null },
): Promise<LogRow[]> {
  const values: unknown[] = []
  const p = (value: unknown) => `$${values.push(value)}`
  // A person's subjects come first: their parameter is the first one.
  const subjects = filters.person === undefined ? null : SUBJECTS
  if (subjects) p(filters.person)
  const where = ['true']
  if (filters.account) where.push(`e.account_id = ${p(filters.account)}`)
  if (filters.from) where.push(`e.at >= ${p(filters.from)}`)
  if (filters.to) where.push(`e.at < ${p(filters.to)}`)
  if (after) where.push(`(e.at, e.id) < (${p(after.at)}::timestamptz, ${p(after.id)}::bigint)`)
  if (filters.areas) {
    const inside = filters.areas.map((area) => {
      const { from, to } = areaRange(area)
      return `(e.area_code >= ${p(from)} and e.area_code < ${p(to)})`
    })
    where.push(`(${inside.join(' or ') || 'false'})`)
  }
  const cut = `order by e.at desc, e.id desc limit ${p(limit)}`
  // Each subject or action is one walk down its index, so that a rare one is not searched for among all.
  const walk = (source: string, matches: string) =>
    `select e.* from ${source} cross join lateral (
       select e.* from audit_events e where ${matches} and ${where.join(' and ')} ${cut}) e`
  if (filters.actions && (subjects || filters.account)) where.push(`e.action = any(${p(filters.actions)})`)
  const found = subjects
    ? walk(`(${subjects}) s`, 'e.subject_kind = s.kind and e.subject_id = s.id')
    : filters.actions && !filters.account
      ? walk(`unnest(${p(filters.actions)}::text[]) as asked (action)`, 'e.action = asked.action')
      : `select e.* from audit_events e where ${where.join(' and ')}`
  return tx.sql<LogRow>(
    `select e.id, e.at, e.account_id, a.user_name, a.display_name, e.action, e.subject_kind, e.subject_id, e.area_code,
       e.details, coalesce((
         select json_agg(distinct jsonb_build_object('zh', o.title_zh, 'en', o.title_en))
         from post_holders h join posts o on o.id = h.post_id
         where h.account_id = e.account_id and h.from_at <= e.at and (h.until_at is null or h.until_at > e.at)
           -- Of several posts, the one it was done under, where the event says so.
           and (not e.details ? 'post' or e.details -> 'post' ? o.id)
       ), '[]') as posts
     from (select * from (${found}) e ${cut}) e left join accounts a on a.id = e.account_id
     order by e.at desc, e.id desc`,
    values,
  )
}

export interface SeenPerson {
  id: string
  name: string
  document_masked: string
  area_code: string
}

/** Those of these persons whom the reader sees. */
export const seenPersons = async (tx: Tx, ids: readonly string[]): Promise<Map<string, SeenPerson>> =>
  new Map(
    (
      await tx.sql<SeenPerson>('select id, name, document_masked, area_code from persons where id = any($1::uuid[])', [
        ids,
      ])
    ).map((row) => [row.id, row]),
  )

/** Whom these events are about, by event id: only where the reader sees the record. */
export async function personsOf(tx: Tx, rows: readonly LogRow[]): Promise<Map<number, string>> {
  const result = new Map<number, string>()
  for (const row of rows) if (row.subject_kind === 'person') result.set(row.id, row.subject_id)
  for (const [kind, { persons }] of Object.entries(OF_PERSON)) {
    const events = rows.filter((row) => row.subject_kind === kind)
    if (events.length === 0) continue
    const found = await tx.sql<{ id: string; person_id: string }>(persons, [events.map(({ subject_id }) => subject_id)])
    const owners = new Map(found.map(({ id, person_id }) => [id, person_id]))
    for (const event of events) {
      const owner = owners.get(event.subject_id)
      if (owner) result.set(event.id, owner)
    }
  }
  return result
}

export const listAuditAccounts = (tx: Tx): Promise<{ id: string; name: string; userName: string }[]> =>
  tx.sql('select id, display_name as name, user_name as "userName" from accounts order by user_name limit 5000')
