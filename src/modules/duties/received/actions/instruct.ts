// Use cases of written instructions: by the leader himself, or entered by the office for a leader and marked so. None is
// changed; one that was wrong is voided with a reason.
import { conflict, forbidden, idTaken, notFound, refused } from '../../../../kernel/problem.ts'
import { instant } from '../../../../kernel/time.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import type { DocumentView, Instruct } from '../contract.ts'
import * as store from '../store.ts'
import { by, change, isLeader, mayVoidInstruction, reading, requireStanding } from './load.ts'

/** The same id again is the same instruction. */
export const instructOn = (ctx: Context, id: string, input: Instruct): Promise<DocumentView> =>
  change(ctx, id, 'received.instruct', async (tx, row) => {
    requireStanding(row)
    const isOnBehalf = input.leader !== undefined
    if (!isOnBehalf && !isLeader(ctx)) {
      throw refused([reason('leader_needed', '请写明是哪位领导的批示', 'Say whose instruction it is', 'leader')])
    }
    const givenAt = isOnBehalf && input.givenAt !== undefined ? instant(input.givenAt) : ctx.now
    if (givenAt > ctx.now) {
      throw refused([
        reason('given_later', '批示时间不能晚于现在', 'It cannot have been given later than now', 'givenAt'),
      ])
    }
    const said = {
      id: input.id,
      documentId: id,
      areaCode: ctx.db.district,
      leader: input.leader ?? ctx.actor.displayName,
      words: input.words,
      givenAt,
      isOnBehalf,
      ...by(ctx),
    }
    if (!(await store.insertInstruction(tx, said))) {
      const known = await store.findInstruction(tx, input.id)
      if (known?.document_id === id && known.words === said.words && known.leader === said.leader) return null
      throw idTaken()
    }
    return {
      action: 'received.instructed',
      details: { instructionId: input.id, isOnBehalf },
      event: { type: 'received.instructed', isOnBehalf },
    }
  })

export async function voidInstruction(ctx: Context, instructionId: string, why: string): Promise<DocumentView> {
  const known = await reading(ctx, (tx) => store.findInstruction(tx, instructionId))
  const anInstruction = { zh: '该批示', en: 'Instruction' }
  if (!known) throw notFound(anInstruction)
  return change(ctx, known.document_id, 'received.instruct', async (tx, row) => {
    requireStanding(row)
    const instruction = (await store.findInstruction(tx, instructionId))!
    if (!mayVoidInstruction(ctx, instruction)) throw forbidden('received.instruct')
    if (instruction.voided_at) {
      if (instruction.void_reason === why) return null
      throw conflict('instruction_voided', '该批示已作废', 'This instruction was voided')
    }
    await store.voidInstruction(tx, instructionId, { reason: why, ...by(ctx) })
    return { action: 'received.instructionVoided', details: { instructionId, reason: why } }
  })
}
