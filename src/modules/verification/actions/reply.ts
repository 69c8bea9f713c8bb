// The answer to the authority (M45): as a letter in the official layout, as a workbook, and the record that it was sent. Every
// export is in the audit; numbers are masked, the authority knows its own list by number and name.

import { idTaken, refused } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { Download } from '../../../platform/http/route.ts'
import { officialWord, paragraph, table, WORD_TYPE } from '../../../platform/official/index.ts'
import { writeXlsx } from '../../../platform/spreadsheet/index.ts'
import { audit } from '../../audit/index.ts'
import { officeName } from '../../duties/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce, readAreas } from '../../organisation/index.ts'
import { by } from '../../people/index.ts'
import type { ListDetail, RecordReply } from '../contract.ts'
import { countReply, explain, FINDING_WORDS, type ReplyEntry, summaryOf } from '../rules/reply.ts'
import { listForReply } from '../store/entries.ts'
import * as store from '../store/lists.ts'
import { detailOf, tell } from './lists.ts'
import { holdList, loadList } from './load.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Everybody of the list, wherever the person was sent: the reply is the district's. */
async function entriesOf(ctx: Context, tx: Tx, listId: string): Promise<ReplyEntry[]> {
  const names = new Map((await readAreas(tx)).map(({ code, name }) => [code, name]))
  const placeOf = (code: string | null) =>
    code === null ? '' : `${names.get(code.slice(0, 9)) ?? ''}${code.length > 9 ? (names.get(code) ?? '') : ''}`
  const rows = await tx.withScope(ctx.db.whole, () => listForReply(tx, listId))
  return rows.map((row) => ({ ...row, place: placeOf(row.person_area) }))
}

export async function exportReply(ctx: Context, id: string, format: 'docx' | 'xlsx'): Promise<Download> {
  const { plan } = await planInForce(ctx)
  const { list, entries, number } = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    permit(ctx, 'verification.receive')
    const list = await loadList(ctx, tx, id)
    permit(ctx, 'verification.receive', { area: list.area_code })
    const entries = await entriesOf(ctx, tx, id)
    await audit(tx, ctx, {
      action: 'verification.exported',
      subject: { kind: 'verificationList', id },
      areaCode: list.area_code,
      details: { format, rows: entries.length },
    })
    // The number that was given to the last reply.
    const number = (await store.repliesOf(tx, id))[0]?.number ?? ''
    return { list, entries, number }
  })
  const name = `协查复函-${list.authority}`
  if (format === 'xlsx') {
    const body = writeXlsx({
      sheet: '核查结果',
      columns: [
        { header: '序号', kind: 'number' },
        { header: '姓名' },
        { header: '证件号码', width: 22 },
        { header: '核查结果', width: 20 },
        { header: '情况说明', width: 60 },
      ],
      rows: entries.map((one) => [
        one.no,
        one.name,
        one.document_masked,
        FINDING_WORDS[one.finding ?? 'open'],
        explain(one, plan.zone),
      ]),
    })
    return new Download(body, XLSX, `${name}.xlsx`)
  }
  const counts = countReply(entries)
  const letter = list.letter_no === '' ? '来函' : `来函（${list.letter_no}）`
  const office = officeName(plan)
  const document = await officialWord({
    issuer: office,
    ...(number === '' ? {} : { number }),
    title: '关于协查名单核查情况的复函',
    addressee: list.authority,
    body: [
      paragraph(
        `贵单位${chineseDay(list.letter_day)}${letter}收悉。所涉事项：${list.why.replace(/[。.]$/, '')}。现将核查情况函复如下。`,
      ),
      paragraph(summaryOf(counts)),
      table(
        ['序号', '姓名', '证件号码', '核查结果', '情况说明'],
        entries.map((one) => [
          String(one.no),
          one.name === '' ? '（名单未列）' : one.name,
          one.document_masked,
          FINDING_WORDS[one.finding ?? 'open'],
          explain(one, plan.zone),
        ]),
        { shares: [3, 5, 11, 8, 13], left: [1, 2, 3, 4] },
      ),
      paragraph('专此函复。'),
    ],
    signature: office,
    day: dayOf(ctx.now, plan.zone),
  })
  return new Download(document, WORD_TYPE, `${name}.docx`)
}

const chineseDay = (day: string): string => {
  const [year, month, date] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日`
}

/** The reply went out; what is found later goes out with the next one. */
export const recordReply = (ctx: Context, id: string, input: RecordReply): Promise<ListDetail> =>
  ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const list = await holdList(ctx, tx, id)
    const before = (await store.repliesOf(tx, id)).find((one) => one.id === input.id)
    if (before) return detailOf(ctx, tx, list)
    const counts = countReply(await entriesOf(ctx, tx, id))
    if (counts.all === 0) throw refused([reason('no_entries', '名单上还没有人', 'Nobody is on the list yet')])
    const row = { ...input, list_id: id, counts, sent_at: ctx.now, sent_by: by(ctx) }
    if (!(await store.insertReply(tx, row))) throw idTaken()
    await tell(ctx, tx, id, list.area_code, 'replied', { open: counts.open, all: counts.all })
    return detailOf(ctx, tx, await loadList(ctx, tx, id))
  })
