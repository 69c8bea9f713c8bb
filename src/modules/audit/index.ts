// What other slices call: append an event to the audit, in the transaction of the write it tells of.
import { isWithin } from '../../kernel/area.ts'
import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { AuditAction } from './contract.ts'

export interface AuditEntry {
  /** Past tense or the look itself: `person.registered`, `document.viewed`. A new one gets its words in `contract/actions.ts`. */
  action: AuditAction
  subject: { kind: string; id: string }
  areaCode?: string | null
  /** Pseudonymous ids, counts and reasons only: never a name, a number or a reading of a person. */
  details?: Record<string, unknown>
}

type Acting = Pick<Context, 'actor' | 'now' | 'requestId' | 'under'>

/** Appends one event; it is kept exactly when the transaction commits. */
export const audit = (tx: Tx, ctx: Acting, entry: AuditEntry): Promise<void> => auditMany(tx, ctx, [entry])

/** Appends the events of one use case in one statement. */
export const auditMany = async (tx: Tx, ctx: Acting, entries: readonly AuditEntry[]): Promise<void> =>
  auditEach(
    tx,
    entries.map((entry) => [ctx, entry] as const),
  )

/** Appends events of several actors who are answered by one transaction. */
export function auditEach(tx: Tx, events: readonly (readonly [Acting, AuditEntry])[]): void {
  if (events.length === 0) return
  tx.send(
    `insert into audit_events (at, account_id, action, subject_kind, subject_id, area_code, request_id, details)
     select at, account, action, kind, id, area, request, details
     from unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
       as event (at, account, action, kind, id, area, request, details)`,
    [
      events.map(([ctx]) => ctx.now),
      events.map(([ctx]) => ctx.actor.accountId || null),
      events.map(([, entry]) => entry.action),
      events.map(([, entry]) => entry.subject.kind),
      events.map(([, entry]) => entry.subject.id),
      events.map(([, entry]) => entry.areaCode ?? null),
      events.map(([ctx]) => ctx.requestId),
      events.map(([ctx, entry]) => JSON.stringify({ ...entry.details, ...postOf(ctx, entry) })),
    ],
    'audit.append',
  )
}

/**
 * Under which of several posts somebody acted, or that it was for somebody else: those that allow what was asked, and of
 * them those whose area it is about.
 */
function postOf({ actor, under = [] }: Acting, { areaCode }: AuditEntry): { post?: string[] } {
  if (under.length === 0 || (actor.posts.length === 1 && under[0]?.acting === null)) return {}
  const here = areaCode ? under.filter((post) => isWithin(areaCode, post.areaCode)) : []
  return { post: (here.length > 0 ? here : under).map(({ id }) => id) }
}

export type { AuditAction } from './contract.ts'
export { keepVerification, sayVerification, sealAudit, verifySeals } from './seals.ts'
