// Use cases of fillings (M49): begun with figures from the records, units asked with a deadline, corrected only with a note,
// closed or withdrawn. What nobody answered by the deadline is judged as any obligation is.
import { conflict, idTaken, notFound, refused } from '../../../../kernel/problem.ts'
import { addDays, at, type Day, dayOf, type Instant, instant } from '../../../../kernel/time.ts'
import { reason } from '../../../../kernel/verdict.ts'
import { type Plan, resolveUnits } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { permit } from '../../../identity/index.ts'
import { planInForce } from '../../../organisation/index.ts'
import { callOff, owe, ownerOfId } from '../../obligations/index.ts'
import { periodOf, reportClock } from '../../reports/rules/period.ts'
import type { AskUnits, BeginFilling, CorrectCell, FillingView } from '../contract.ts'
import { checkMapping } from '../rules/check.ts'
import { sheetOf } from '../rules/grid.ts'
import { asksUnits, ownersAsked, targetsOf } from '../rules/values.ts'
import * as answersStore from '../store/answers.ts'
import * as fillingsStore from '../store/fillings.ts'
import * as formsStore from '../store/forms.ts'
import {
  aForm,
  by,
  gridsOf,
  idOf,
  type Loaded,
  loadFilling,
  lockedFilling,
  openWorkbook,
  type Tools,
  told,
} from './load.ts'
import { viewOf } from './read.ts'
import { takeFigures } from './taking.ts'

/** What a table of a day covers: as daily reports are counted, or midnight to midnight. */
function spanOf(plan: Plan, day: Day, span: fillingsStore.Span): { from: Instant; until: Instant } {
  const clock = span === 'report' ? (reportClock(plan, 'unit') ?? reportClock(plan, 'group')) : undefined
  if (clock) {
    const { from, until } = periodOf(clock, day, plan.zone)
    return { from, until }
  }
  return { from: at(day, '00:00', plan.zone), until: at(addDays(day, 1), '00:00', plan.zone) }
}

/** The same id again is the same filling. */
export const beginFilling = (ctx: Context, tools: Tools, input: BeginFilling): Promise<FillingView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'table.keep')
    const before = await fillingsStore.findFilling(tx, input.id)
    if (before) {
      if (before.form_id !== input.formId || before.day !== input.day || before.span !== input.span) throw idTaken()
      return viewOf(ctx, await loadFilling(ctx, tools, tx, before))
    }
    const form = await formsStore.lockForm(tx, input.formId)
    const [version] = form ? await formsStore.versionsOf(tx, input.formId) : []
    if (!version) throw notFound(aForm)
    const { plan, versionId } = await planInForce(ctx)
    const grids = await gridsOf(await openWorkbook(tx, tools, version.id))
    const reasons = checkMapping(version.mapping, grids, plan)
    const { table, cells, list } = version.mapping
    if (!list && cells.length === 0 && (table?.columns ?? []).length === 0)
      reasons.push(reason('nothing_mapped', '请先对应至少一列或一格', 'Say first what a column or a cell stands for'))
    if (input.day > dayOf(ctx.now, plan.zone))
      reasons.push(reason('day_ahead', '不能填报以后的日期', 'That day is yet to come', 'day'))
    if (reasons.length > 0) throw refused(reasons)
    const { from, until } = spanOf(plan, input.day, input.span)
    const sheet = sheetOf(grids.find(({ name }) => name === version.mapping.sheet)!)
    const isNew = await fillingsStore.insertFilling(tx, {
      id: input.id,
      version_id: version.id,
      day: input.day,
      span: input.span,
      period_from: from,
      period_until: until,
      mapping: version.mapping,
      begun_at: ctx.now,
      begun_by: ctx.actor.accountId || null,
      plan_version_id: versionId,
    })
    if (!isNew) throw idTaken()
    const figures = await takeFigures(ctx, tx, plan, { from, until }, targetsOf(version.mapping, sheet))
    await fillingsStore.insertSnapshot(tx, input.id, figures, by(ctx))
    const row = (await fillingsStore.findFilling(tx, input.id))!
    await told(ctx, tx, row, 'begun', { formId: input.formId, day: input.day })
    return viewOf(ctx, await loadFilling(ctx, tools, tx, row))
  })

/** Held while it changes; `apply` throws for a state in which it may not. */
const change = (
  ctx: Context,
  tools: Tools,
  id: string,
  apply: (tx: Tx, loaded: Loaded) => Promise<void>,
): Promise<FillingView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'table.keep')
    const row = await lockedFilling(tx, id)
    await apply(tx, await loadFilling(ctx, tools, tx, row))
    return viewOf(ctx, await loadFilling(ctx, tools, tx, (await fillingsStore.findFilling(tx, id))!))
  })

function requireOpen({ state }: fillingsStore.FillingRow): void {
  if (state === 'closed') throw conflict('table_closed', '本次填报已结束，请刷新', 'It is closed already: look again')
  if (state === 'withdrawn') throw conflict('table_withdrawn', '本次填报已撤回，请刷新', 'It was withdrawn: look again')
}

/** Each owes its row until the deadline. The same again is the same. */
export const askUnits = (ctx: Context, tools: Tools, id: string, { dueAt, owners }: AskUnits): Promise<FillingView> =>
  change(ctx, tools, id, async (tx, { row, plan, targets, owners: asked }) => {
    const due = instant(dueAt)
    if (row.state === 'asked') {
      const isSame =
        row.due_at === due && asked.length === owners.length && asked.every((one) => owners.includes(idOf(one)))
      if (isSame) return
      throw conflict('asked_already', '已下发各单位填报，请刷新', 'The units were asked already: look again')
    }
    requireOpen(row)
    const { own, shared } = ownersAsked(targets)
    const known = new Set([
      ...resolveUnits(
        plan,
        owners.flatMap((one) => (one.startsWith('unit:') ? [ownerOfId(one).key] : [])),
      ).map(({ key }) => `unit:${key}`),
      ...plan.groups.map(({ key }) => `group:${key}`),
    ])
    const reasons = [
      ...(asksUnits(targets)
        ? []
        : [reason('nothing_asked', '表中没有需各单位填的列', 'No column of it is asked of units', 'owners')]),
      ...(due > ctx.now ? [] : [reason('due_past', '截止时间已过', 'The deadline is past', 'dueAt')]),
      ...owners.flatMap((one, index) =>
        known.has(one) && owners.indexOf(one) === index && (shared || own.includes(one))
          ? []
          : [
              reason(
                'not_in_table',
                '表中没有该单位要填的内容，或重复',
                'Nothing of it is asked of this unit, or it is twice',
                `owners[${index}]`,
              ),
            ],
      ),
    ]
    if (reasons.length > 0) throw refused(reasons)
    await answersStore.askUnits(tx, id, owners.map(ownerOfId), due, by(ctx))
    for (const owner of owners) {
      await owe(ctx, tx, {
        key: 'table',
        subject: id,
        owner: ownerOfId(owner),
        due: { at: due },
        title: { zh: `报表：${row.form_name}`, en: `Table: ${row.form_name}` },
        source: { kind: 'table', id },
      })
    }
    await told(ctx, tx, row, 'asked', { dueAt: due, owners: [...owners] })
  })

/** The figures as the records stand now; those of before stay as a snapshot. */
export const takeAgain = (ctx: Context, tools: Tools, id: string): Promise<FillingView> =>
  change(ctx, tools, id, async (tx, { row, plan, targets, snapshot }) => {
    requireOpen(row)
    const period = { from: row.period_from, until: row.period_until }
    await fillingsStore.insertSnapshot(tx, id, await takeFigures(ctx, tx, plan, period, targets), by(ctx))
    await told(ctx, tx, row, 'taken', { number: snapshot.number + 1 })
  })

export const correctCell = (ctx: Context, tools: Tools, id: string, input: CorrectCell): Promise<FillingView> =>
  change(ctx, tools, id, async (tx, { row, cells, corrections }) => {
    const known = await answersStore.findCorrection(tx, input.id)
    if (known) {
      if (known.filling_id === id && known.ref === input.ref && known.value === input.value) return
      throw idTaken()
    }
    requireOpen(row)
    if (corrections.length !== input.seen)
      throw conflict('corrected_meanwhile', '他人刚更正过，请刷新', 'Somebody else just corrected it: look again')
    const cell = cells.find(({ ref }) => ref === input.ref)
    if (!cell)
      throw refused([reason('not_filled', '该单元格不由系统填写', 'The system does not fill this cell', 'ref')])
    if (cell.kind === 'total')
      throw refused([
        reason('total', '合计由各行相加，请更正各行', 'A total follows from its rows: correct those', 'ref'),
      ])
    if (cell.kind === 'figure' && typeof input.value !== 'number')
      throw refused([reason('not_number', '应填数字', 'Give a number', 'value')])
    const { note, ref, value } = input
    await answersStore.insertCorrection(tx, {
      id: input.id,
      fillingId: id,
      number: corrections.length + 1,
      ref,
      value,
      note,
      ...by(ctx),
    })
    await told(ctx, tx, row, 'corrected', { ref })
  })

/** No more answers. What is not yet due is owed no more; what is late stays so. */
export const closeFilling = (ctx: Context, tools: Tools, id: string): Promise<FillingView> =>
  change(ctx, tools, id, async (tx, { row, answers, owners }) => {
    if (row.state === 'closed') return
    requireOpen(row)
    await fillingsStore.settleFilling(tx, id, 'closed', { ...by(ctx), reason: '' })
    if (row.due_at !== null && ctx.now < row.due_at)
      await callOff(ctx, tx, { key: 'table', subject: id, reason: '报表已提前汇总' })
    await told(ctx, tx, row, 'closed', { answered: answers.length, asked: owners.length })
  })

export const withdrawFilling = (ctx: Context, tools: Tools, id: string, why: string): Promise<FillingView> =>
  change(ctx, tools, id, async (tx, { row }) => {
    if (row.state === 'withdrawn' && row.reason === why) return
    requireOpen(row)
    await fillingsStore.settleFilling(tx, id, 'withdrawn', { ...by(ctx), reason: why })
    await callOff(ctx, tx, { key: 'table', subject: id, reason: why })
    await told(ctx, tx, row, 'withdrawn', { reason: why })
  })
