// What the office sees of fillings (M49): the list, and one with its cells, who has answered and who has not, and the same as text.
import { notFound } from '../../../../kernel/problem.ts'
import { localTimeOf } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody } from '../../../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../../../platform/http/cursor.ts'
import { permit } from '../../../identity/index.ts'
import { ownerId } from '../../obligations/index.ts'
import { reportOwners } from '../../reports/rules/form.ts'
import type { FillingFilters, FillingQuery, FillingSummary, FillingView } from '../contract.ts'
import { chatText } from '../rules/chat.ts'
import { asksUnits, dayText, ownersAsked } from '../rules/values.ts'
import type * as answersStore from '../store/answers.ts'
import * as fillingsStore from '../store/fillings.ts'
import { aTable, idOf, type Loaded, loadFilling, nameOfWho, type Tools } from './load.ts'

export async function listFillings(
  ctx: Context,
  { cursor, limit, ...filters }: FillingQuery,
): Promise<{ items: FillingSummary[]; next: string | null }> {
  permit(ctx, 'table.keep')
  const after = momentAfter(cursor)
  const asked = { form: filters.form, state: filters.state }
  const rows = await ctx.db.transaction(nobody, (tx) =>
    fillingsStore.listFillings(tx, asked, { limit: limit + 1, after }),
  )
  const { page, next } = pageByMoment(rows, limit, (row) => row.begun_at)
  return { items: page.map(summaryOf), next }
}

export function countFillings(ctx: Context, { form, state }: FillingFilters): Promise<number> {
  permit(ctx, 'table.keep')
  return ctx.db.transaction(nobody, (tx) => fillingsStore.countFillings(tx, { form, state }))
}

export const readFilling = (ctx: Context, tools: Tools, id: string): Promise<FillingView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'table.keep')
    const row = await fillingsStore.findFilling(tx, id)
    if (!row) throw notFound(aTable)
    return viewOf(ctx, await loadFilling(ctx, tools, tx, row))
  })

const summaryOf = (row: fillingsStore.FillingRow): FillingSummary => ({
  id: row.id,
  formId: row.form_id,
  formName: row.form_name,
  versionNumber: row.version_number,
  day: row.day,
  state: row.state,
  begunAt: row.begun_at,
  dueAt: row.due_at,
  asked: row.asked,
  answered: row.answered,
})

export function viewOf(ctx: Context, loaded: Loaded): FillingView {
  const { row, plan, snapshot, targets, cells, owners, answers, corrections } = loaded
  const answerOf = (owner: answersStore.OwnerRow) => answers.find((one) => idOf(one) === idOf(owner))
  const order = [...plan.units.map(({ key }) => `unit:${key}`), ...plan.groups.map(({ key }) => `group:${key}`)]
  const inOrder = owners.toSorted((a, b) => order.indexOf(idOf(a)) - order.indexOf(idOf(b)))
  const isOpen = row.state === 'draft' || row.state === 'asked'
  const called = new Map(
    targets.filter(({ rowName }) => rowName !== '').map(({ who, rowName }) => [who as string, rowName]),
  )
  const missing = inOrder
    .filter((owner) => !answerOf(owner))
    .map((owner) => called.get(idOf(owner)) ?? nameOfWho(plan, idOf(owner)).zh)
  const asOf = snapshot.taken_at < row.period_until ? snapshot.taken_at : row.period_until
  return {
    ...summaryOf(row),
    span: row.span,
    from: row.period_from,
    until: row.period_until,
    snapshot: { number: snapshot.number, takenAt: snapshot.taken_at, takenBy: snapshot.taken_by_name },
    askedAt: row.asked_at,
    settledAt: row.settled_at,
    settledBy: row.settled_by_name,
    reason: row.reason,
    grid: loaded.sheet.grid,
    cells,
    corrections: corrections.length,
    owners: inOrder.map((owner) => {
      const answer = answerOf(owner)
      return {
        id: idOf(owner),
        name: nameOfWho(plan, idOf(owner)),
        answeredAt: answer?.answered_at ?? null,
        answeredBy: answer?.answered_by_name ?? null,
        // Whoever had until the deadline when it was closed is not late.
        isLate: row.due_at !== null && (answer?.first_at ?? row.settled_at ?? ctx.now) >= row.due_at,
      }
    }),
    mayAsk: mayAsk(plan, loaded),
    text: chatText({
      name: row.form_name,
      asOf: `${dayText(row.day)}（截至 ${localTimeOf(asOf, plan.zone)}）`,
      cells,
      missing,
    }),
    list: row.mapping.list && { name: row.mapping.list.name },
    may: {
      ask: row.state === 'draft' && asksUnits(targets),
      change: isOpen,
      close: isOpen,
      download: row.state !== 'withdrawn',
    },
  }
}

/** Those whose rows have something to be filled in; where all are asked the same, whoever reports daily comes first. */
function mayAsk(plan: Plan, { row, targets }: Loaded): FillingView['mayAsk'] {
  if (row.state !== 'draft' || !asksUnits(targets)) return []
  const { own, shared } = ownersAsked(targets)
  const daily = new Set(
    reportOwners(plan)
      .filter(({ kind }) => kind === 'unit')
      .map(ownerId),
  )
  const others = shared
    ? [
        ...plan.units.filter(({ standing }) => standing !== 'outside').map(({ key }) => `unit:${key}`),
        ...plan.groups.map(({ key }) => `group:${key}`),
      ]
    : []
  return [...new Set([...own, ...others])].map((id) => ({
    id,
    name: nameOfWho(plan, id),
    isOwn: own.includes(id) || (own.length === 0 && daily.has(id)),
  }))
}
