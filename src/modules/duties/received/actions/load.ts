// What every use case of received documents begins and ends with: who reads, the document held, the act told, the view.
import { conflict, notFound } from '../../../../kernel/problem.ts'
import type { Plan, Text } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import type { Tx } from '../../../../platform/db/database.ts'
import { type AuditAction, audit } from '../../../audit/index.ts'
import { issuedFrom } from '../../../directives/index.ts'
import { mayAct, permit } from '../../../identity/index.ts'
import { holdersIn, planInForce } from '../../../organisation/index.ts'
import { requirementOfDocument } from '../../meetings/index.ts'
import { ownerName, ownerOfId, ownersOfPosts } from '../../obligations/index.ts'
import type { DocumentRow, DocumentView } from '../contract.ts'
import { isLeadersPost, isOverdue, readerIds, recipientOrder, stateOf } from '../rules.ts'
import * as store from '../store.ts'

const aDocument = { zh: '该文件', en: 'Document' }

export const by = (ctx: Context) => ({ at: ctx.now, by: ctx.actor.accountId || null })

export const readerOf = (ctx: Context, plan: Plan): store.Reader => ({
  seesAll: mayAct(ctx.actor, 'received.readAll'),
  ids: readerIds(ownersOfPosts(ctx.actor.posts, plan), ctx.actor.posts),
})

/** Under the whole district: who may see which document is asked in every statement, not by its area. */
export const reading = <T>(ctx: Context, apply: (tx: Tx, who: store.Reader, plan: Plan) => Promise<T>): Promise<T> =>
  ctx.db.transaction(ctx.db.whole, async (tx) => {
    permit(ctx, 'received.read')
    const { plan } = await planInForce(ctx)
    return apply(tx, readerOf(ctx, plan), plan)
  })

interface Done {
  action: AuditAction
  details?: object
  /** What it is called beside a change of the document. */
  event?: { type: string; [key: string]: unknown }
}

/** Held while it changes; null: it was so already. */
export const change = (
  ctx: Context,
  id: string,
  permission: 'received.read' | 'received.keep' | 'received.instruct',
  apply: (tx: Tx, row: store.DocumentRecord, who: store.Reader, plan: Plan) => Promise<Done | null>,
): Promise<DocumentView> =>
  reading(ctx, async (tx, who, plan) => {
    const row = await store.lockDocument(tx, who, id)
    if (!row) throw notFound(aDocument)
    permit(ctx, permission)
    const done = await apply(tx, row, who, plan)
    if (done) await told(ctx, tx, id, done)
    return viewOf(ctx, tx, who, plan, id)
  })

export async function told(ctx: Context, tx: Tx, id: string, { action, details = {}, event }: Done): Promise<void> {
  const areaCode = ctx.db.district
  await audit(tx, ctx, { action, subject: { kind: 'receivedDocument', id }, areaCode, details: { ...details } })
  await ctx.emit(tx, { type: 'received.changed', ...event, areaCode, documentId: id })
}

export function requireStanding(row: store.DocumentRecord): void {
  if (row.voided_at) throw conflict('document_voided', '该收文已作废', 'This document was voided')
}

export const rowOf = (ctx: Context, row: store.DocumentRecord): DocumentRow => {
  const standing = {
    doneAt: row.done_at,
    voidedAt: row.voided_at,
    dueAt: row.due_at,
    instructions: row.instructions,
    recipients: row.recipients,
  }
  return {
    id: row.id,
    year: row.year,
    number: row.number,
    documentNumber: row.document_number,
    authority: row.authority,
    title: row.title,
    receivedAt: row.received_at,
    urgency: row.urgency,
    asks: row.asks,
    dueAt: row.due_at,
    state: stateOf(standing),
    isOverdue: isOverdue(standing, ctx.now),
    doneAt: row.done_at,
    doneNote: row.done_note,
    instructions: row.instructions,
    recipients: row.recipients,
    read: row.read,
    isUnread: row.is_unread && row.voided_at === null,
  }
}

const voidedOf = (row: { voided_at: string | null; voided_by_name: string | null; void_reason: string | null }) =>
  row.voided_at ? { at: row.voided_at, by: row.voided_by_name, reason: row.void_reason ?? '' } : null

export async function viewOf(ctx: Context, tx: Tx, who: store.Reader, plan: Plan, id: string): Promise<DocumentView> {
  const row = await store.findDocument(tx, who, id)
  if (!row) throw notFound(aDocument)
  const names = await namesOf(ctx, tx, plan)
  const mayKeep = mayAct(ctx.actor, 'received.keep')
  const stands = row.voided_at === null
  const requirement = await requirementOfDocument(tx, id)
  const files = await store.filesOf(tx, id)
  const issued = who.seesAll ? ((await issuedFrom(tx, 'document', [id])).get(id) ?? []) : []
  const recipients = await store.recipientsOf(tx, id)
  return {
    ...rowOf(ctx, row),
    version: row.version,
    registeredAt: row.registered_at,
    registeredBy: row.registered_by_name,
    doneBy: row.done_by_name,
    voided: voidedOf(row),
    files: files
      .filter(({ voided_at }) => voided_at === null || mayKeep)
      .map((file) => ({
        id: file.id,
        name: file.name,
        mediaType: file.media_type,
        size: file.size,
        addedAt: file.added_at,
        addedBy: file.added_by_name,
        voided: voidedOf(file),
      })),
    instructionList: (await store.instructionsOf(tx, [id])).map((one) => ({
      id: one.id,
      leader: one.leader,
      words: one.words,
      givenAt: one.given_at,
      isOnBehalf: one.is_on_behalf,
      enteredAt: one.entered_at,
      enteredBy: one.entered_by_name,
      voided: voidedOf(one),
      may: { void: stands && one.voided_at === null && mayVoidInstruction(ctx, one) },
    })),
    recipientList: inOrder(recipients, ({ recipient }) => recipient, plan)
      .filter(({ withdrawn_at }) => withdrawn_at === null || who.seesAll)
      .map((one) => ({
        id: one.recipient,
        name: names(one.recipient),
        addedAt: one.added_at,
        readAt: one.read_at,
        readBy: one.read_by_name,
        isMine: who.ids.includes(one.recipient),
        withdrawn: one.withdrawn_at
          ? { at: one.withdrawn_at, by: one.withdrawn_by_name, reason: one.withdraw_reason ?? '' }
          : null,
      })),
    requirement,
    directives: issued.map(({ id: directive, number, title, dueAt }) => ({ id: directive, number, title, dueAt })),
    may: {
      issue: who.seesAll && stands && mayAct(ctx.actor, 'directive.issue'),
      keep: mayKeep && stands,
      instruct: stands && mayAct(ctx.actor, 'received.instruct') && isLeader(ctx),
      read: row.is_unread && stands,
      require: mayKeep && stands && requirement === null,
      complete: mayKeep && stands && row.done_at === null,
    },
  }
}

/** In the order of the plan; what it no longer names comes last. */
export function inOrder<T>(items: readonly T[], idOf: (item: T) => string, plan: Plan): T[] {
  const place = new Map(recipientOrder(plan).map((id, index) => [id, index]))
  const of = (item: T) => place.get(idOf(item)) ?? place.size
  return items.toSorted((a, b) => of(a) - of(b))
}

/** Whoever wrote it takes it back; the office what it entered for a leader. */
export const mayVoidInstruction = (ctx: Context, row: store.InstructionRow): boolean =>
  row.is_on_behalf ? mayAct(ctx.actor, 'received.keep') : row.entered_by === ctx.actor.accountId

/** Holds a post in the command, or directs the office: writes instructions in the own name. */
export const isLeader = (ctx: Context): boolean => ctx.actor.posts.some(isLeadersPost)

/** Of recipients; a post with whoever holds it now. */
export async function namesOf(ctx: Context, tx: Tx, plan: Plan): Promise<(recipient: string) => Text> {
  const posts = new Map<string, Text>()
  for (const row of await holdersIn(tx, ['command', 'office'], ctx.now)) {
    const name = { zh: `${row.title_zh} ${row.holder_name}`, en: `${row.title_en} ${row.holder_name}` }
    posts.set(`post:${row.post_id}`, name)
  }
  return (recipient) => {
    if (!recipient.startsWith('post:')) return ownerName(plan, ownerOfId(recipient))
    const vacant = plan.command.posts.find(({ key }) => recipient === `post:command.${key}`)?.title
    return posts.get(recipient) ?? vacant ?? plan.office.name
  }
}
