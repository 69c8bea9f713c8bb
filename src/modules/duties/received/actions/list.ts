// The register as a list, a count, a page and a workbook (收文登记簿): the same filters for each.
import type { Readable } from 'node:stream'
import { addDays, at, dayOf, localTimeOf } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import { readCursor, writeCursor } from '../../../../platform/http/cursor.ts'
import { type WriteColumn, writeXlsx } from '../../../../platform/spreadsheet/index.ts'
import { audit } from '../../../audit/index.ts'
import type {
  DocumentColumn,
  DocumentFilters,
  DocumentQuery,
  DocumentRow,
  DocumentView,
  ExportDocuments,
} from '../contract.ts'
import { type DocumentState, numberText, type Urgency } from '../rules.ts'
import * as store from '../store.ts'
import { reading, rowOf, viewOf } from './load.ts'

const NUMBER = /^\d{1,9}$/
const PAGE = 500

const asked = (ctx: Context, { zone }: Plan, { q, state, unread, from, until }: DocumentFilters): store.Asked => ({
  q,
  state,
  unread: unread !== undefined,
  from: from === undefined ? null : at(from, '00:00', zone),
  until: until === undefined ? null : at(addDays(until, 1), '00:00', zone),
  now: ctx.now,
})

export const listDocuments = (
  ctx: Context,
  { limit, cursor, ...filters }: DocumentQuery,
): Promise<{ items: DocumentRow[]; next: string | null }> =>
  reading(ctx, async (tx, who, plan) => {
    const [year, number] = cursor === undefined ? [] : readCursor(cursor, [NUMBER, NUMBER])
    const after = year === undefined ? null : { year: Number(year), number: Number(number) }
    const rows = await store.listDocuments(tx, who, asked(ctx, plan, filters), { limit: limit + 1, after })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      items: page.map((row) => rowOf(ctx, row)),
      next: rows.length > limit && last ? writeCursor([String(last.year), String(last.number)]) : null,
    }
  })

export const countDocuments = (ctx: Context, filters: DocumentFilters): Promise<number> =>
  reading(ctx, (tx, who, plan) => store.countDocuments(tx, who, asked(ctx, plan, filters)))

export const readDocument = (ctx: Context, id: string): Promise<DocumentView> =>
  reading(ctx, (tx, who, plan) => viewOf(ctx, tx, who, plan, id))

const COLUMNS: Record<DocumentColumn, [zh: string, en: string, width: number]> = {
  number: ['收文号', 'Receiving number', 16],
  receivedAt: ['收文时间', 'Received', 18],
  authority: ['来文单位', 'Issued by', 24],
  documentNumber: ['文号', 'Document number', 22],
  title: ['标题', 'Title', 48],
  urgency: ['紧急程度', 'Urgency', 10],
  asks: ['要求', 'What it asks', 36],
  dueAt: ['办理时限', 'Deadline', 18],
  state: ['状态', 'State', 12],
  instructions: ['领导批示', 'Written instructions', 48],
  read: ['传阅', 'Read by', 10],
  done: ['办理结果', 'What was done', 36],
}
const STATES: Record<DocumentState, [zh: string, en: string]> = {
  registered: ['已登记', 'registered'],
  instructed: ['已批示', 'instructed'],
  circulated: ['传阅中', 'circulated'],
  done: ['已办结', 'done'],
  voided: ['已作废', 'voided'],
}
const URGENCY: Record<Urgency, [zh: string, en: string]> = {
  normal: ['平件', 'normal'],
  urgent: ['加急', 'urgent'],
  mostUrgent: ['特急', 'most urgent'],
}
const OVERDUE = ['逾期未办结', 'overdue'] as const

export async function exportDocuments(
  ctx: Context,
  { lang, columns, ...filters }: ExportDocuments,
): Promise<{ file: Readable; fileName: string }> {
  const of = lang === 'zh' ? 0 : 1
  const plan = await reading(ctx, async (tx, who, plan) => {
    await audit(tx, ctx, {
      action: 'received.exported',
      subject: { kind: 'list', id: 'received' },
      areaCode: ctx.db.district,
      details: { rows: await store.countDocuments(tx, who, asked(ctx, plan, filters)) },
    })
    return plan
  })
  const when = (instant: string | null) =>
    instant === null ? '' : `${dayOf(instant, plan.zone)} ${localTimeOf(instant, plan.zone)}`
  const pageAfter = (after: { year: number; number: number } | null) =>
    reading(ctx, async (tx, who) => {
      const page = await store.listDocuments(tx, who, asked(ctx, plan, filters), { limit: PAGE, after })
      const ids = page.map(({ id }) => id)
      return { page, said: Map.groupBy(await store.instructionsOf(tx, ids), ({ document_id }) => document_id) }
    })
  async function* rows() {
    for (let after: { year: number; number: number } | null = null; ; ) {
      const { page, said } = await pageAfter(after)
      for (const record of page) {
        const row = rowOf(ctx, record)
        const instructions = (said.get(row.id) ?? []).filter(({ voided_at }) => voided_at === null)
        const values: Record<DocumentColumn, string> = {
          number: numberText(row),
          receivedAt: when(row.receivedAt),
          authority: row.authority,
          documentNumber: row.documentNumber,
          title: row.title,
          urgency: URGENCY[row.urgency][of],
          asks: row.asks,
          dueAt: when(row.dueAt),
          state: row.isOverdue ? OVERDUE[of] : STATES[row.state][of],
          instructions: instructions.map((one) => `${one.leader}（${when(one.given_at)}）：${one.words}`).join('\n'),
          read: row.recipients === 0 ? '' : `${row.read}/${row.recipients}`,
          done: row.doneAt === null ? '' : `${row.doneNote}（${when(row.doneAt)}）`,
        }
        yield columns.map((column) => values[column])
      }
      const last = page.at(-1)
      if (page.length < PAGE || !last) return
      after = { year: last.year, number: last.number }
    }
  }
  const sheet = lang === 'zh' ? '收文登记簿' : 'Received documents'
  const written: WriteColumn[] = columns.map((column) => ({ header: COLUMNS[column][of], width: COLUMNS[column][2] }))
  return {
    file: writeXlsx({ sheet, columns: written, rows: rows() }),
    fileName: `${sheet}-${dayOf(ctx.now, plan.zone)}.xlsx`,
  }
}
