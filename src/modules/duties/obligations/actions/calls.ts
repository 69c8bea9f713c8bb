// The call log (M57, M58): who called the holder of which post, when, whether somebody answered. The random calls that check
// a roster are the roster's own.
import type { Readable } from 'node:stream'
import { conflict, notFound, refused } from '../../../../kernel/problem.ts'
import { addMinutes, dayOf, instant, localTimeOf } from '../../../../kernel/time.ts'
import { reason } from '../../../../kernel/verdict.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody } from '../../../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../../../platform/http/cursor.ts'
import { type WriteColumn, writeXlsx } from '../../../../platform/spreadsheet/index.ts'
import { audit } from '../../../audit/index.ts'
import { mayAct, permit } from '../../../identity/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import type { CallColumn, CallQuery, CallView, ExportCalls, NewCall } from '../contract.ts'
import * as store from '../store/calls.ts'

const DAY = 24 * 60

export async function logCall(ctx: Context, { id, postId, calledAt, answered, note }: NewCall): Promise<CallView> {
  permit(ctx, 'call.log')
  const said = instant(calledAt)
  // A computer's clock may be a little ahead.
  const at = said > ctx.now && said <= addMinutes(ctx.now, 2) ? ctx.now : said
  if (at > ctx.now || at < addMinutes(ctx.now, -7 * DAY)) {
    throw refused([reason('call.time', '通话时间应在过去 7 天之内', 'A call is of the last seven days', 'calledAt')])
  }
  return ctx.db.transaction(nobody, async (tx) => {
    const post = await store.findCalledPost(tx, postId)
    if (!post) throw notFound({ zh: '岗位', en: 'The post' })
    const isNew = await store.insertCall(tx, {
      id,
      called_at: at,
      recorded_at: ctx.now,
      caller_id: ctx.actor.accountId,
      post_id: post.id,
      area_code: post.area_code,
      unit_id: post.unit_id,
      answered,
      note,
    })
    const [row] = await store.listCalls(tx, { own: null, answered: null }, { limit: 1, after: null, id })
    if (!isNew) {
      if (row?.caller_id === ctx.actor.accountId && row.post_id === post.id) return viewOf(row)
      throw conflict('call.taken', '此编号已用于另一次通话', 'This id belongs to another call')
    }
    await audit(tx, ctx, {
      action: 'call.logged',
      subject: { kind: 'call', id },
      areaCode: post.area_code,
      details: { post: post.id, answered },
    })
    await ctx.emit(tx, { type: 'call.logged', areaCode: post.area_code })
    return viewOf(row!)
  })
}

export async function listCalls(
  ctx: Context,
  { answered, limit, cursor }: CallQuery,
): Promise<{ items: CallView[]; next: string | null }> {
  permit(ctx, 'call.log')
  const after = momentAfter(cursor)
  const rows = await ctx.db.transaction(nobody, (tx) =>
    store.listCalls(tx, filterFor(ctx, answered), { limit: limit + 1, after }),
  )
  const { page, next } = pageByMoment(rows, limit, (row) => row.called_at)
  return { items: page.map(viewOf), next }
}

function filterFor(ctx: Context, answered: 'true' | 'false' | undefined): store.CallFilter {
  const own = mayAct(ctx.actor, 'obligation.readAll', { area: ctx.db.district })
    ? null
    : { accountId: ctx.actor.accountId, units: ctx.actor.posts.map(({ unitId }) => unitId) }
  return { own, answered: answered === undefined ? null : answered === 'true' }
}

const COLUMNS: Record<CallColumn, [zh: string, en: string, width: number]> = {
  to: ['打给谁', 'Who was called', 40],
  callee: ['当时任职', 'Held by then', 16],
  at: ['时间', 'When', 18],
  answered: ['接听', 'Answered', 10],
  caller: ['谁打的', 'Called by', 24],
  note: ['备注', 'Note', 40],
}
const PAGE = 1000

/** The log as it is seen, as a workbook. */
export async function exportCalls(
  ctx: Context,
  { answered, lang, columns }: ExportCalls,
): Promise<{ file: Readable; fileName: string }> {
  permit(ctx, 'call.log')
  const { zone } = (await planInForce(ctx)).plan
  await ctx.db.transaction(nobody, (tx) =>
    audit(tx, ctx, {
      action: 'calls.exported',
      subject: { kind: 'list', id: 'calls' },
      areaCode: ctx.db.district,
      details: { columns },
    }),
  )
  async function* rows() {
    for (let after: { at: string; id: string } | null = null; ; ) {
      const page = await ctx.db.transaction(nobody, (tx) =>
        store.listCalls(tx, filterFor(ctx, answered), { limit: PAGE, after }),
      )
      for (const row of page) {
        const one = viewOf(row)
        const yes = lang === 'zh' ? '是' : 'yes'
        const no = lang === 'zh' ? '否' : 'no'
        const values: Record<CallColumn, string> = {
          to: `${one.unit[lang]} ${one.title[lang]}`,
          callee: one.callee ?? '',
          at: `${dayOf(one.calledAt, zone)} ${localTimeOf(one.calledAt, zone)}`,
          answered: one.answered ? yes : no,
          caller: one.caller,
          note: one.note,
        }
        yield columns.map((column) => values[column])
      }
      const last = page.at(-1)
      if (page.length < PAGE || !last) return
      after = { at: last.called_at, id: last.id }
    }
  }
  const sheet = lang === 'zh' ? '通话记录' : 'Calls'
  const described = columns.map((column): WriteColumn => {
    const [zh, en, width] = COLUMNS[column]
    return { header: lang === 'zh' ? zh : en, width }
  })
  return {
    file: writeXlsx({ sheet, columns: described, rows: rows() }),
    fileName: `${sheet}-${dayOf(ctx.now, zone)}.xlsx`,
  }
}

const viewOf = (row: store.CallRow): CallView => ({
  id: row.id,
  calledAt: row.called_at,
  caller: row.caller,
  postId: row.post_id,
  title: { zh: row.title_zh, en: row.title_en },
  unit: { zh: row.unit_zh, en: row.unit_en },
  callee: row.callee,
  answered: row.answered,
  note: row.note,
})
