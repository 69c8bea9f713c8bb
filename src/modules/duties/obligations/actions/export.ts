// What is owed and the rates as workbooks: the same filters as on the screen. Each export is in the audit.
import type { Readable } from 'node:stream'
import { dayOf, localTimeOf } from '../../../../kernel/time.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody } from '../../../../platform/db/database.ts'
import { type WriteColumn, writeXlsx } from '../../../../platform/spreadsheet/index.ts'
import { audit } from '../../../audit/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import type { ExportOccurrences, ExportRates, OccurrenceColumn, OccurrenceView, RateCounts } from '../contract.ts'
import * as store from '../store/lists.ts'
import { readRates } from './overviews.ts'
import { filterFor, viewOf } from './read.ts'

type Column = [zh: string, en: string, width: number]
/** By the keys of the columns on the screen. */
const COLUMNS: Record<OccurrenceColumn, Column> = {
  day: ['日期', 'Day', 12],
  title: ['任务', 'Obligation', 22],
  owner: ['单位', 'Owed by', 26],
  dueAt: ['时限', 'Due', 18],
  state: ['结论', 'Judgement', 12],
  done: ['完成时间', 'Done at', 18],
  zero: ['零报告', 'Nothing to report', 10],
  reason: ['说明', 'Reason', 40],
}

/** The words of a judgement on paper. */
const STATES: Record<OccurrenceView['state'], [zh: string, en: string]> = {
  open: ['待完成', 'open'],
  inTime: ['按时', 'in time'],
  late: ['迟报', 'late'],
  missed: ['缺报', 'missed'],
  excused: ['免除', 'excused'],
  closed: ['关闭', 'closed'],
}
const OVERDUE = ['逾期未完成', 'overdue'] as const
const PAGE = 1000

const columnsIn = (lang: 'zh' | 'en', columns: readonly Column[]): WriteColumn[] =>
  columns.map(([zh, en, width]) => ({ header: lang === 'zh' ? zh : en, width }))

export async function exportOccurrences(
  ctx: Context,
  { lang, columns, ...filters }: ExportOccurrences,
): Promise<{ file: Readable; fileName: string }> {
  const filter = await filterFor(ctx, filters)
  const { plan } = await planInForce(ctx)
  const of = lang === 'zh' ? 0 : 1
  await ctx.db.transaction(nobody, async (tx) =>
    audit(tx, ctx, {
      action: 'occurrences.exported',
      subject: { kind: 'list', id: 'occurrences' },
      areaCode: ctx.db.district,
      details: { rows: await store.countOccurrences(tx, filter) },
    }),
  )
  const when = (at: string) => `${dayOf(at, plan.zone)} ${localTimeOf(at, plan.zone)}`
  async function* rows() {
    for (let after: { at: string; id: string } | null = null; ; ) {
      const page = await ctx.db.transaction(nobody, (tx) => store.listOccurrences(tx, filter, { limit: PAGE, after }))
      for (const row of page) {
        const one = viewOf(row, plan)
        const state = one.state === 'open' && one.dueAt <= ctx.now ? OVERDUE[of] : STATES[one.state][of]
        const values: Record<OccurrenceColumn, string> = {
          day: one.day,
          title: one.title[lang],
          owner: one.owner.name[lang],
          dueAt: when(one.dueAt),
          state,
          done: one.evidence ? when(one.evidence.at) : '',
          zero: one.evidence?.isZero ? (lang === 'zh' ? '是' : 'yes') : '',
          reason: one.reason,
        }
        yield columns.map((column) => values[column])
      }
      const last = page.at(-1)
      if (page.length < PAGE || !last) return
      after = { at: last.due_at, id: last.id }
    }
  }
  const sheet = lang === 'zh' ? '任务时限' : 'Obligations'
  return {
    file: writeXlsx({
      sheet,
      columns: columnsIn(
        lang,
        columns.map((column) => COLUMNS[column]),
      ),
      rows: rows(),
    }),
    fileName: `${sheet}-${dayOf(ctx.now, plan.zone)}.xlsx`,
  }
}

const RATE_COLUMNS: Column[] = [
  ['单位', 'Owed by', 26],
  ['应完成', 'Due', 10],
  ['按时', 'In time', 10],
  ['迟报', 'Late', 10],
  ['缺报', 'Missing', 10],
  ['免除', 'Excused', 10],
  ['零报告', 'Nothing to report', 12],
  ['按时率（%）', 'In time (%)', 12],
  ['完整率（%）', 'Complete (%)', 12],
  ['零报告率（%）', 'Nothing to report (%)', 14],
]

export async function exportRates(
  ctx: Context,
  { lang, ...query }: ExportRates,
): Promise<{ file: Readable; fileName: string }> {
  const { owners, days, total } = await readRates(ctx, query)
  await ctx.db.transaction(nobody, (tx) =>
    audit(tx, ctx, {
      action: 'occurrences.exported',
      subject: { kind: 'list', id: 'rates' },
      areaCode: ctx.db.district,
      details: { rows: owners.length + days.length, from: query.from, until: query.until },
    }),
  )
  const line = (name: string, one: RateCounts) => [
    name,
    one.due,
    one.inTime,
    one.late,
    one.missing,
    one.excused,
    one.zero,
    one.onTime ?? '',
    one.complete ?? '',
    one.zeroReports ?? '',
  ]
  const rows = [
    line(lang === 'zh' ? '合计' : 'All', total),
    ...owners.map((one) => line(one.owner.name[lang], one)),
    ...days.map((one) => line(one.day, one)),
  ]
  const sheet = lang === 'zh' ? '报送情况' : 'Rates'
  return {
    file: writeXlsx({ sheet, columns: columnsIn(lang, RATE_COLUMNS), rows }),
    fileName: `${sheet}-${query.from}-${query.until}.xlsx`,
  }
}
