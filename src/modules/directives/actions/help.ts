// Help between units (M60): a unit that is asked offers all or a part, or declines; the asker takes what it needs and says what
// came. The first offer is the answer that the clock waits for.
import { newId } from '../../../kernel/ids.ts'
import { conflict, idTaken, notFound, Problem, refused } from '../../../kernel/problem.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import type { DirectiveView, OfferHelp } from '../contract.ts'
import { isOpen } from '../rules/kinds.ts'
import type { Assignment } from '../store/assignments.ts'
import { findEvent, insertEvents } from '../store/directives.ts'
import * as store from '../store/parts.ts'
import { A_DIRECTIVE, by } from './access.ts'
import { carryOut, holdAssignment } from './course.ts'
import { about } from './fall-due.ts'
import { viewOfDirective } from './read.ts'

export const offerHelp = (ctx: Context, assignmentId: string, said: OfferHelp): Promise<DirectiveView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const row = await holdAssignment(ctx, tx, assignmentId, 'unit')
    if (row.kind !== 'help') throw refused([NOT_HELP])
    const known = await store.findOffer(tx, said.id)
    if (known) {
      if (known.assignment_id === assignmentId && known.quantity === said.quantity) {
        return viewOfDirective(ctx, tx, row.directive_id)
      }
      throw idTaken()
    }
    if (!isOpen(row.state)) throw isOver()
    // Whoever offers has signed for it and has answered; a further offer changes nothing of when.
    if (row.state === 'issued') {
      const signed = await carryOut(ctx, tx, row, { act: 'receive' }, { id: newId() })
      await carryOut(ctx, tx, signed, { act: 'submit' }, { id: newId() })
    }
    await store.insertOffer(tx, {
      id: said.id,
      directiveId: row.directive_id,
      assignmentId,
      quantity: said.quantity,
      note: said.text,
      at: ctx.now,
      by: by(ctx),
    })
    await note(ctx, tx, row, said.id, 'offered', { offerId: said.id, quantity: said.quantity }, said.text)
    await told(ctx, tx, row, 'offered', { offerId: said.id, quantity: said.quantity })
    return viewOfDirective(ctx, tx, row.directive_id)
  })

/** `quantity` 0: not needed. */
export const takeOffer = (
  ctx: Context,
  offerId: string,
  said: { id: string; quantity: number },
): Promise<DirectiveView> =>
  withOffer(ctx, offerId, said, 'issuer', async (tx, offer, row) => {
    const state = said.quantity === 0 ? 'notNeeded' : 'taken'
    if (await wasDone(tx, said.id, row)) return
    requireState(offer, 'offered')
    if (said.quantity > offer.quantity) throw refused([TOO_MUCH])
    await store.decideOffer(tx, offerId, { state, taken: said.quantity || null, at: ctx.now })
    await note(ctx, tx, row, said.id, state, { offerId, quantity: said.quantity })
    await told(ctx, tx, row, state, { offerId, quantity: said.quantity })
    await endWhenSettled(ctx, tx, row)
  })

/** What came, as the asker says: it may be less. */
export const deliverHelp = (
  ctx: Context,
  offerId: string,
  said: { id: string; quantity: number; text: string },
): Promise<DirectiveView> =>
  withOffer(ctx, offerId, said, 'issuer', async (tx, offer, row) => {
    if (await wasDone(tx, said.id, row)) return
    requireState(offer, 'taken')
    await store.deliverOffer(tx, offerId, { delivered: said.quantity, at: ctx.now })
    await note(ctx, tx, row, said.id, 'delivered', { offerId, quantity: said.quantity }, said.text)
    await told(ctx, tx, row, 'delivered', { offerId, quantity: said.quantity })
    await endWhenSettled(ctx, tx, row)
  })

/** Nothing of what the unit offered waits for an answer or is under way: its part is done. */
async function endWhenSettled(ctx: Context, tx: Tx, row: Assignment): Promise<void> {
  const pending = (await store.listOffers(tx, row.directive_id)).some(
    (one) => one.assignment_id === row.id && (one.state === 'offered' || one.state === 'taken'),
  )
  if (!pending && row.state === 'submitted') await carryOut(ctx, tx, row, { act: 'accept' }, { id: newId() })
}

export const withdrawOffer = (
  ctx: Context,
  offerId: string,
  said: { id: string; reason: string },
): Promise<DirectiveView> =>
  withOffer(ctx, offerId, said, 'unit', async (tx, offer, row) => {
    if (await wasDone(tx, said.id, row)) return
    requireState(offer, 'offered')
    await store.decideOffer(tx, offerId, { state: 'withdrawn', taken: null, at: ctx.now })
    await note(ctx, tx, row, said.id, 'offerWithdrawn', { offerId }, said.reason)
    await told(ctx, tx, row, 'offerWithdrawn', { offerId })
  })

const withOffer = (
  ctx: Context,
  offerId: string,
  said: { id: string },
  side: 'unit' | 'issuer',
  fn: (tx: Tx, offer: store.OfferRow, row: Assignment) => Promise<void>,
): Promise<DirectiveView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await store.findOffer(tx, offerId)
    if (!found) throw notFound(A_DIRECTIVE)
    const row = await holdAssignment(ctx, tx, found.assignment_id, side)
    if (!isOpen(row.state) && !(await findEvent(tx, said.id))) throw isOver()
    // Read again now that the assignment is held: every change of an offer holds it.
    await fn(tx, (await store.findOffer(tx, offerId))!, row)
    return viewOfDirective(ctx, tx, row.directive_id)
  })

async function wasDone(tx: Tx, id: string, row: Assignment): Promise<boolean> {
  const known = await findEvent(tx, id)
  if (!known) return false
  if (known.assignment_id === row.id) return true
  throw idTaken()
}

const note = (
  ctx: Context,
  tx: Tx,
  row: Assignment,
  id: string,
  kind: string,
  details: object,
  text = '',
): Promise<unknown> =>
  insertEvents(tx, [
    {
      id,
      directive_id: row.directive_id,
      assignment_id: row.id,
      kind,
      at: ctx.now,
      by_account: by(ctx),
      note: text,
      details,
    },
  ])

type Step = 'offered' | 'taken' | 'notNeeded' | 'delivered' | 'offerWithdrawn'

async function told(ctx: Context, tx: Tx, row: Assignment, what: Step, details: object): Promise<void> {
  await audit(tx, ctx, {
    action: `help.${what}`,
    subject: { kind: 'directive', id: row.directive_id },
    areaCode: row.area_code,
    details: { assignmentId: row.id, ...details },
  })
  await ctx.emit(tx, { type: `help.${what}`, ...about(row), ...details })
}

const STATES = {
  offered: ['仍待答复', 'still waits'],
  taken: ['已被接受', 'was taken'],
  notNeeded: ['对方已表示不需要', 'was not needed'],
  delivered: ['已送达', 'was delivered'],
  withdrawn: ['已被撤回', 'was withdrawn'],
} as const

function requireState(offer: store.OfferRow, state: store.OfferRow['state']): void {
  if (offer.state === state) return
  const [zh, en] = STATES[offer.state]
  throw new Problem(409, 'offer_moved', `这项支援${zh}，请刷新`, `The offer ${en}: look again`)
}

const isOver = () => conflict('assignment_moved', '这项互助请求已结束，请刷新', 'This request is over: look again')

const NOT_HELP = reason('not_help', '这不是互助请求', 'This is not a request for help')
const TOO_MUCH = reason('more_than_offered', '接受的数量超过对方提供的数量', 'More than is offered', 'quantity')
