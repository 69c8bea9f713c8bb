// The audit against what was sent: each request that wrote left as many events as things it wrote, and no write is there that
// nobody sent.
import type { Look } from './own-server.ts'
import type { World } from './world.ts'

/** A look at a person, or the beginning of a session: in the audit, though nothing was written. */
const NOT_WRITING = new Set([
  'session.opened',
  'person.viewed',
  'document.viewed',
  'persons.exported',
  'queue.exported',
  'audit.viewed',
  'document.refused',
])

export function checkAudit({ findings, written }: World, look: Look): void {
  const events = new Map(look.events)
  for (const [requestId, { events: expected, what }] of written) {
    const found = events.get(requestId) ?? 0
    findings.check('audit', found === expected, () => `${what}: ${found} events, not ${expected} (${requestId})`)
  }
  for (const [requestId, action] of look.actions) {
    findings.check(
      'audit',
      written.has(requestId) || NOT_WRITING.has(action),
      () => `${action}: an event of a request that nobody sent (${requestId})`,
    )
  }
  findings.check('audit', look.brokenSeal === null, () => `seal ${look.brokenSeal} does not hold`)
}
