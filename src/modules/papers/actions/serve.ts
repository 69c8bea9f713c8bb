// Serving and voiding of papers (M21, M48): when, how, by whom, with the signature or the photo that proves it. A notice that
// is served leaves the queue of its period; one that is voided puts it back.
import { conflict, notFound } from '../../../kernel/problem.ts'
import { instant } from '../../../kernel/time.ts'
import { type Reason, reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit, auditMany } from '../../audit/index.ts'
import { filesKept } from '../../files/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { noteNotices } from '../../isolation/index.ts'
import { placeOfPerson } from '../../people/index.ts'
import type { PapersOfPerson, PaperView, ServedPapers, ServePapers } from '../contract.ts'
import { decideService, type Service } from '../rules/serving.ts'
import * as store from '../store.ts'
import { by, PAPER, viewOf, whereOf } from './tools.ts'

export const papersOf = (ctx: Context, personId: string): Promise<PapersOfPerson> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const where = await placeOfPerson(ctx, tx, personId)
    permit(ctx, 'paper.read', where)
    return {
      items: (await store.papersOfPerson(tx, personId)).map(viewOf),
      may: { serve: mayAct(ctx.actor, 'paper.serve', where), void: mayAct(ctx.actor, 'paper.void', where) },
    }
  })

/** Each is judged by itself: one that is refused keeps none of the others back. */
export function servePapers(ctx: Context, input: ServePapers): Promise<ServedPapers> {
  permit(ctx, 'paper.serve')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const result: ServedPapers = { done: [], refused: [] }
    const rows = new Map(
      (
        await store.lockPapers(
          tx,
          input.papers.map(({ id }) => id),
        )
      ).map((row) => [row.id, row]),
    )
    const served: { row: store.PaperRow; service: Service }[] = []
    for (const { id, fileId } of input.papers) {
      const row = rows.get(id)
      const service = { how: input.how, at: instant(input.at), note: input.note, fileId }
      const verdict = row ? await judge(ctx, tx, row, service) : [NOT_FOUND]
      if (Array.isArray(verdict)) result.refused.push({ id, reasons: verdict })
      else {
        result.done.push(id)
        if (row && verdict === 'new') served.push({ row, service })
      }
    }
    await keep(ctx, tx, served)
    return result
  })
}

const NOT_FOUND = reason('not_found', '没有找到，或不在您的管辖范围', 'Not found, or outside your area')

async function judge(ctx: Context, tx: Tx, row: store.PaperRow, service: Service): Promise<'new' | 'again' | Reason[]> {
  if (!mayAct(ctx.actor, 'paper.serve', whereOf(ctx, row))) {
    return [reason('forbidden', '您的岗位无此权限', 'Your post does not allow this')]
  }
  const before =
    row.served_at === null || row.served_how === null
      ? null
      : { how: row.served_how, at: row.served_at, note: row.served_note, fileId: row.served_file_id }
  const verdict = decideService(
    { printedAt: row.printed_at, voided: row.voided_at !== null, served: before },
    service,
    ctx.now,
  )
  if (!verdict.ok) return verdict.reasons
  if (service.fileId !== null && (await filesKept(tx, row.person_id, [service.fileId])).length === 0) {
    return [reason('paper.noFile', '没有找到此人的这个附件', 'This person has no such file', 'fileId')]
  }
  return verdict.value
}

async function keep(ctx: Context, tx: Tx, served: readonly { row: store.PaperRow; service: Service }[]): Promise<void> {
  if (served.length === 0) return
  await store.saveServices(
    tx,
    served.map(({ row, service }) => ({ id: row.id, ...service })),
    { now: ctx.now, by: by(ctx) },
  )
  await noteNotices(
    tx,
    served.flatMap(({ row, service }) =>
      row.kind === 'isolationNotice' && row.period_id ? [{ periodId: row.period_id, servedAt: service.at }] : [],
    ),
  )
  await auditMany(
    tx,
    ctx,
    served.map(({ row, service }) => ({
      action: 'paper.served',
      subject: { kind: 'person', id: row.person_id },
      areaCode: row.area_code,
      details: { paperId: row.id, kind: row.kind, number: row.number, how: service.how, fileId: service.fileId },
    })),
  )
  await ctx.emit(tx, {
    type: 'papers.served',
    areaCode: null,
    paperIds: served.map(({ row }) => row.id),
    personIds: served.map(({ row }) => row.person_id),
  })
}

/** A certificate that is voided is revoked: whoever scans it is told so. */
export const voidPaper = (ctx: Context, id: string, why: string): Promise<PaperView> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const [row] = await store.lockPapers(tx, [id])
    if (!row) throw notFound(PAPER)
    permit(ctx, 'paper.void', whereOf(ctx, row))
    if (row.voided_at) throw conflict('paper_voided', '该文书已作废', 'This paper was voided already')
    await store.voidPaper(tx, id, { at: ctx.now, by: by(ctx), reason: why })
    if (row.kind === 'isolationNotice' && row.period_id) {
      const left = await store.currentPapers(tx, row.kind, [row.period_id])
      const servedAt = left.find(({ served_at }) => served_at !== null)?.served_at ?? null
      await noteNotices(tx, [{ periodId: row.period_id, noticeId: left[0]?.id ?? null, servedAt }])
    }
    await audit(tx, ctx, {
      action: 'paper.voided',
      subject: { kind: 'person', id: row.person_id },
      areaCode: row.area_code,
      details: { paperId: id, kind: row.kind, number: row.number, reason: why },
    })
    await ctx.emit(tx, {
      type: 'paper.voided',
      areaCode: row.area_code,
      personId: row.person_id,
      paperId: id,
      kind: row.kind,
    })
    return viewOf((await store.findPapers(tx, [id]))[0]!)
  })
