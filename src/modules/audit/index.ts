// What other slices call: append an event to the audit, in the transaction of the write it tells of.
import type { Context } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'

export interface AuditEntry {
  /** Past tense or the look itself: `person.registered`, `document.viewed`. */
  action: string
  subject: { kind: string; id: string }
  areaCode?: string | null
  /** Pseudonymous ids, counts and reasons only: never a name, a number or a reading of a person. */
  details?: Record<string, unknown>
}

type Acting = Pick<Context, 'actor' | 'now' | 'requestId'>

/** Appends one event; it is kept exactly when the transaction commits. */
export const audit = (tx: Tx, ctx: Acting, entry: AuditEntry): Promise<void> => auditMany(tx, ctx, [entry])

/** Appends the events of one use case in one statement. */
export async function auditMany(tx: Tx, ctx: Acting, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.sql(
    `insert into audit_events (at, account_id, action, subject_kind, subject_id, area_code, request_id, details)
     select $1, $2, action, kind, id, area, $3, details
     from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[]) as entry(action, kind, id, area, details)`,
    [
      ctx.now,
      ctx.actor.accountId || null,
      ctx.requestId,
      entries.map((entry) => entry.action),
      entries.map((entry) => entry.subject.kind),
      entries.map((entry) => entry.subject.id),
      entries.map((entry) => entry.areaCode ?? null),
      entries.map((entry) => JSON.stringify(entry.details ?? {})),
    ],
  )
}

export { sealAudit, verifySeals } from './seals.ts'
