// What the city requires, from the paper it came on to the meeting that passes it on: today's while it is open and its minutes
// are not out, else the next one, until which it waits.
import { conflict, idTaken } from '../../../kernel/problem.ts'
import { type Day, dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce } from '../../organisation/index.ts'
import * as store from './store.ts'

/** One of a document; the same id again is the same requirement. */
export async function requireOfMeeting(
  ctx: Context,
  tx: Tx,
  input: { id: string; source: string; text: string; documentId: string },
): Promise<void> {
  permit(ctx, 'meeting.keep')
  await store.holdRequirements(tx)
  const { id, source, text, documentId } = input
  const known = (await store.findRequirement(tx, { id })) ?? (await store.findRequirement(tx, { documentId }))
  if (known) {
    if (known.id === id && known.document_id === documentId && known.text === text) return
    if (known.id === id) throw idTaken()
    throw conflict('required_already', '他人已将该文转为例会要求，请刷新', 'It is a requirement already: look again')
  }
  const { plan } = await planInForce(ctx)
  const meeting = await store.meetingOf(tx, dayOf(ctx.now, plan.zone))
  const meetingId = meeting && (await store.minutesOf(tx, meeting.id)).length === 0 ? meeting.id : null
  await store.insertRequirement(tx, {
    id,
    meetingId,
    source,
    text,
    documentId,
    at: ctx.now,
    by: ctx.actor.accountId || null,
  })
  await audit(tx, ctx, {
    action: 'meeting.requirementEntered',
    subject: meetingId ? { kind: 'meeting', id: meetingId } : { kind: 'requirement', id },
    areaCode: ctx.db.district,
    details: { documentId },
  })
  await ctx.emit(tx, { type: 'meeting.changed', areaCode: ctx.db.district, meetingId })
}

/** `meetingDay` null: it waits. */
export async function requirementOfDocument(
  tx: Tx,
  documentId: string,
): Promise<{ id: string; text: string; meetingDay: Day | null } | null> {
  const row = await store.findRequirement(tx, { documentId })
  return row ? { id: row.id, text: row.text, meetingDay: row.day } : null
}
