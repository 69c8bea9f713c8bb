// Work queues (M21): a page, its count, and the counts of all queues for the tabs. The list, the count and the export of a
// screen are the same filters, so that the three agree; row security decides what of it the account sees.
import type { Readable } from 'node:stream'
import { dayOf } from '../../../kernel/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { ID, readCursor, writeCursor } from '../../../platform/http/cursor.ts'
import { writeXlsx } from '../../../platform/spreadsheet/index.ts'
import { audit } from '../../audit/index.ts'
import { permit } from '../../identity/index.ts'
import { planInForce, planVersion } from '../../organisation/index.ts'
import { ownArea } from '../../people/index.ts'
import type { ExportQueue, PeriodRow, QueueCounts, QueueFilters, QueueQuery } from '../contract.ts'
import { isolationPlan } from '../rules/plan.ts'
import { WORK_QUEUES, type WorkQueue } from '../rules/queues.ts'
import type { AreaFigures } from '../store/board.ts'
import * as store from '../store/queues.ts'
import { goneAssignees } from './assignees.ts'
import { describeColumns } from './columns.ts'
import { type IsolationTally, keptIsolation } from './figures.ts'
import { planOfPeriod, presentOpenings } from './plans.ts'
import { periodRowView } from './views.ts'

const KEY = /^(|\d{4}-\d\d-\d\d([ T][\d:.+Z]+)?)$/
const AREA = /^\d{6,12}(-[0-9A-Z]{1,4})?$/
const EXPORT_PAGE = 1000
const NOBODY_GONE: store.Moment['gone'] = { medic: [], guarantor: [] }

/** The filters, the moment by the plan's windows, and the account's own area where it sees only that: a range, which indexes know. */
async function asked(ctx: Context, tx: Tx, { queue, area, medic, guarantor }: QueueFilters, { ofAll = false } = {}) {
  const { plan } = await planInForce(ctx)
  return {
    filters: { queue, medic, guarantor, area: area ?? (await ownArea(ctx, tx)) },
    moment: {
      now: ctx.now,
      today: dayOf(ctx.now, plan.zone),
      openings: await presentOpenings(ctx.db, ctx.now),
      // Two further look-ups, which only one of the lists asks for.
      gone: ofAll || queue === 'assigneeGone' ? await goneAssignees(tx, ctx.now) : NOBODY_GONE,
    },
    zone: plan.zone,
  }
}

/** Each row is judged by the plan of its period, and its referral by the one that it was opened under. */
const viewsOf = (ctx: Context, rows: readonly store.QueueRow[]): Promise<PeriodRow[]> =>
  Promise.all(
    rows.map(async (row) => {
      const { plan } = await planOfPeriod(ctx.db, row)
      const referral = row.referral_plan_version_id
      const ofReferral = referral === null ? plan : isolationPlan((await planVersion(ctx.db, referral)).plan)
      return periodRowView(row, ctx.now, plan, ofReferral)
    }),
  )

export function listQueue(
  ctx: Context,
  { cursor, limit, ...query }: QueueQuery,
): Promise<{ items: PeriodRow[]; next: string | null }> {
  permit(ctx, 'isolation.read')
  const after = cursor === undefined ? null : positionAt(cursor)
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { filters, moment } = await asked(ctx, tx, query)
    const rows = await store.listQueue(tx, filters, { ...moment, limit: limit + 1, after })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { items: await viewsOf(ctx, page), next: rows.length > limit && last ? cursorOf(last) : null }
  })
}

const cursorOf = (row: store.QueueRow): string => {
  const { key, areaCode, id } = store.positionOf(row)
  return writeCursor([key, areaCode, id])
}

function positionAt(cursor: string): store.Position {
  const [key, areaCode, id] = readCursor(cursor, [KEY, AREA, ID])
  return { key, areaCode, id }
}

export function countQueue(ctx: Context, query: QueueFilters): Promise<number> {
  permit(ctx, 'isolation.read')
  return ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const { filters, moment } = await asked(ctx, tx, query)
    return store.countQueue(tx, filters, moment)
  })
}

/** For the tabs: of everybody in an area from the figures that are kept, of whom somebody looks after from the database. */
export async function countQueues(ctx: Context, tally: IsolationTally, query: QueueFilters): Promise<QueueCounts> {
  permit(ctx, 'isolation.read')
  if (query.medic || query.guarantor) {
    return ctx.db.transaction(ctx.actor.scope, async (tx) => {
      const { filters, moment } = await asked(ctx, tx, query, { ofAll: true })
      return { counts: await store.countQueues(tx, filters, moment), counting: false }
    })
  }
  const { rows, isOld } = await keptIsolation(ctx, tally, query.area ?? ctx.db.district)
  const sum = (figure: keyof typeof FIGURE_OF) => rows.reduce((all, row) => all + row[FIGURE_OF[figure]], 0)
  const counts = Object.fromEntries(WORK_QUEUES.map((queue) => [queue, sum(queue)])) as QueueCounts['counts']
  return { counts, counting: isOld }
}

const FIGURE_OF = {
  temperatureOwed: 'temperatureOwed',
  dueNow: 'due',
  overdue: 'overdue',
  fever: 'feversOpen',
  notAtHome: 'notAtHome',
  endingToday: 'endingToday',
  noMedic: 'noMedic',
  noGuarantor: 'noGuarantor',
  assigneeGone: 'assigneeGone',
  noNotice: 'noNotice',
  all: 'inIsolation',
} as const satisfies Record<WorkQueue, keyof AreaFigures>

/** The queue as a workbook: the same filters, order and columns. Pages are read one after the other. */
export async function exportQueue(
  ctx: Context,
  { columns, lang, ...query }: ExportQueue,
): Promise<{ file: Readable; fileName: string }> {
  permit(ctx, 'person.export')
  permit(ctx, 'isolation.read')
  const { filters, moment, zone } = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const found = await asked(ctx, tx, query)
    await audit(tx, ctx, {
      action: 'queue.exported',
      subject: { kind: 'list', id: query.queue },
      areaCode: query.area ?? ctx.db.district,
      details: { columns, rows: await store.countQueue(tx, found.filters, found.moment) },
    })
    return found
  })
  const described = describeColumns(columns, lang, zone)
  async function* rows() {
    for (let after: store.Position | null = null; ; ) {
      const page: store.QueueRow[] = await ctx.db.transaction(ctx.actor.scope, (tx) =>
        store.listQueue(tx, filters, { ...moment, limit: EXPORT_PAGE, after }),
      )
      for (const row of await viewsOf(ctx, page)) yield described.map(({ value }) => value(row))
      const last = page.at(-1)
      if (page.length < EXPORT_PAGE || !last) return
      after = store.positionOf(last)
    }
  }
  const sheet = lang === 'zh' ? '隔离人员' : 'Isolation'
  return {
    file: writeXlsx({ sheet, columns: described, rows: rows() }),
    fileName: `${sheet}-${moment.today}.xlsx`,
  }
}
