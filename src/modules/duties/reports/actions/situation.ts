// Use cases of the situation report (M49): edited by the unit whose step it is, passed on, returned, approved and sent. The
// figures come from the reports and the records alone; nobody types them.
import { conflict, forbidden, idTaken, notFound, refused } from '../../../../kernel/problem.ts'
import { type Day, dayOf, type Instant } from '../../../../kernel/time.ts'
import type { Plan } from '../../../../plan/index.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { readCursor, writeCursor } from '../../../../platform/http/cursor.ts'
import { audit } from '../../../audit/index.ts'
import { accountNames, mayAct, permit } from '../../../identity/index.ts'
import { planVersion } from '../../../organisation/index.ts'
import type { EditSituation, SituationActBody, SituationSummary, SituationView } from '../contract/situation.ts'
import { draftSections } from '../rules/draft.ts'
import { decideAct, type SituationAct, type SituationData, unitsOfStep } from '../rules/situation.ts'
import * as store from '../store/situation.ts'
import { total } from './total.ts'

const aSituation = { zh: '该情况报告', en: 'Situation report' }

export const numberText = (plan: Plan, { year, number }: Pick<store.SituationRow, 'year' | 'number'>): string | null =>
  number === null ? null : `${plan.situationReport.numbering}〔${year}〕${number}号`

/** Does a post of the account stand in a unit that works on this step? */
const isAtStep = ({ actor }: Context, plan: Plan, step: number): boolean => {
  const units = unitsOfStep(plan, step)
  return actor.posts.some(({ unitId }) => units.includes(unitId))
}

function mayDo(ctx: Context, plan: Plan, { step }: store.SituationRow, act: SituationAct): boolean {
  const area = ctx.db.district
  if (act === 'approve') return mayAct(ctx.actor, 'situation.approve', { area })
  if (act === 'send') return mayAct(ctx.actor, 'situation.send', { area })
  return mayAct(ctx.actor, 'situation.edit', { area }) && isAtStep(ctx, plan, step)
}

function requireAct(ctx: Context, plan: Plan, row: store.SituationRow, act: SituationAct) {
  const decision = decideAct(row, plan.situationReport.steps.length, act)
  if (!decision.ok) throw refused(decision.reasons, 409)
  if (!mayDo(ctx, plan, row, act))
    throw forbidden(act === 'approve' ? 'situation.approve' : act === 'send' ? 'situation.send' : 'situation.edit')
  return decision.value
}

const summaryOf = (plan: Plan, row: store.SituationRow, now: Instant): SituationSummary => ({
  id: row.id,
  day: row.day,
  from: row.period_from,
  until: row.period_until,
  closedAt: row.closed_at,
  dueAt: row.due_at,
  state: row.state,
  step: row.step,
  number: numberText(plan, row),
  sentAt: row.sent_at,
  isLate: (row.sent_at ?? now) >= row.due_at,
})

/** Whom it goes to: those the plan names, else the superior command. */
export function addressees({ situationReport, response, units }: Plan): { key: string; zh: string; en: string }[] {
  const keys = situationReport.to.length > 0 ? situationReport.to : [response.superior]
  return keys.map((key) => {
    const { zh, en } = units.find((unit) => unit.key === key) ?? { zh: key, en: key }
    return { key, zh, en }
  })
}

export const listSituations = (
  ctx: Context,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: SituationSummary[]; next: string | null }> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'situation.read')
    const [before = null] = cursor === undefined ? [] : readCursor(cursor, [/^\d{4}-\d\d-\d\d$/])
    const rows = await store.listSituations(tx, before, limit + 1)
    const page = rows.slice(0, limit)
    const items = await Promise.all(
      page.map(async (row) => summaryOf((await planVersion(ctx.db, row.plan_version_id)).plan, row, ctx.now)),
    )
    return { items, next: rows.length > limit ? writeCursor([page.at(-1)!.day]) : null }
  })

async function viewOf(ctx: Context, tx: Tx, plan: Plan, row: store.SituationRow): Promise<SituationView> {
  const steps = plan.situationReport.steps
  const names = new Map(plan.units.map((unit) => [unit.key, unit]))
  const who = await accountNames(
    tx,
    [row.approved_by, row.sent_by].filter((id) => id !== null),
  )
  const may = (act: SituationAct) => decideAct(row, steps.length, act).ok && mayDo(ctx, plan, row, act)
  return {
    ...summaryOf(plan, row, ctx.now),
    data: row.data,
    totalledAt: row.totalled_at,
    sections: row.sections,
    version: row.version,
    steps: steps.map(({ key, name, unit }) => ({
      key,
      ...name,
      unitZh: names.get(unit)?.zh ?? unit,
      unitEn: names.get(unit)?.en ?? unit,
    })),
    to: addressees(plan).map(({ zh, en }) => ({ zh, en })),
    history: (await store.listSteps(tx, row.id)).map(({ act, step, at, by_name, note }) => ({
      act,
      step,
      at,
      by: by_name,
      note,
    })),
    versions: (await store.listTexts(tx, row.id)).map(({ version, saved_at, saved_by_name, step }) => ({
      version,
      savedAt: saved_at,
      savedBy: saved_by_name,
      step,
    })),
    approvedBy: row.approved_by === null ? null : (who.get(row.approved_by) ?? null),
    sentBy: row.sent_by === null ? null : (who.get(row.sent_by) ?? null),
    sentNote: row.sent_note,
    may: {
      edit: may('edit'),
      finish: may('finish'),
      return: may('return'),
      approve: may('approve'),
      send: may('send'),
    },
  }
}

export const readSituation = (ctx: Context, id: string): Promise<SituationView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'situation.read')
    const row = await store.findSituation(tx, id)
    if (!row) throw notFound(aSituation)
    return viewOf(ctx, tx, (await planVersion(ctx.db, row.plan_version_id)).plan, row)
  })

export const readVersion = (ctx: Context, { id, version }: { id: string; version: number }) =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'situation.read')
    const sections = await store.findText(tx, id, version)
    if (!sections) throw notFound(aSituation)
    return { version, sections }
  })

async function hold(ctx: Context, tx: Tx, id: string) {
  const row = await store.lockSituation(tx, id)
  if (!row) throw notFound(aSituation)
  return { row, plan: (await planVersion(ctx.db, row.plan_version_id)).plan }
}

async function changed(ctx: Context, tx: Tx, row: store.SituationRow, details: object): Promise<void> {
  const said = { situationId: row.id, day: row.day, ...details }
  await audit(tx, ctx, {
    action: 'situation.changed',
    subject: { kind: 'situationReport', id: row.id },
    areaCode: ctx.db.district,
    details: said,
  })
  await ctx.emit(tx, { type: 'situation.changed', areaCode: ctx.db.district, ...said })
}

/** The version that was read is changed; another in between is a conflict, and nothing of it is lost. */
export const editSituation = (ctx: Context, id: string, { version, sections }: EditSituation): Promise<SituationView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const { row, plan } = await hold(ctx, tx, id)
    requireAct(ctx, plan, row, 'edit')
    if (row.version !== version)
      throw conflict(
        'changed_meanwhile',
        '他人刚刚改过这份报告，您写的还在屏幕上，请对照后再保存',
        'Somebody has just changed it. Your text is still on the screen: compare and save again',
      )
    const next = { version: version + 1, sections, at: ctx.now, by: ctx.actor.accountId, step: row.step }
    await store.saveText(tx, id, next)
    await changed(ctx, tx, row, { what: 'edited', version: next.version })
    return viewOf(ctx, tx, plan, (await store.findSituation(tx, id))!)
  })

/** Takes in what came after the closing. The text is drafted anew when nobody has written in it, or when that is asked. */
export const totalAgain = (ctx: Context, id: string, redraft: boolean): Promise<SituationView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const { row, plan } = await hold(ctx, tx, id)
    requireAct(ctx, plan, row, 'total')
    const period = { from: row.period_from, until: row.period_until }
    const data = await total(ctx, tx, plan, row.day, period)
    await store.saveTotals(tx, id, data, ctx.now)
    const isUntouched = (await store.listTexts(tx, id)).every(({ saved_by_name }) => saved_by_name === null)
    if (redraft || isUntouched) {
      const by = redraft ? ctx.actor.accountId : null
      const sections = draftSections(data, period, plan.zone)
      await store.saveText(tx, id, { version: row.version + 1, sections, at: ctx.now, by, step: row.step })
    }
    await changed(ctx, tx, row, { what: 'totalled' })
    return viewOf(ctx, tx, plan, (await store.findSituation(tx, id))!)
  })

/** The same id again is the same act. */
export const actOnSituation = (ctx: Context, id: string, said: SituationActBody): Promise<SituationView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const { row, plan } = await hold(ctx, tx, id)
    const before = await store.findStep(tx, said.id)
    if (before) {
      if (before.report_id !== id || before.act !== said.act) throw idTaken()
      return viewOf(ctx, tx, plan, row)
    }
    const standing = requireAct(ctx, plan, row, said.act)
    const by = ctx.actor.accountId
    const next = { ...row, ...standing }
    if (said.act === 'return') Object.assign(next, { year: null, number: null, approved_at: null, approved_by: null })
    if (said.act === 'approve') {
      const year = Number(dayOf(ctx.now, plan.zone).slice(0, 4))
      Object.assign(next, { year, number: await store.nextNumber(tx, year), approved_at: ctx.now, approved_by: by })
    }
    if (said.act === 'send') {
      const sent_to = addressees(plan).map(({ key }) => key)
      Object.assign(next, { sent_at: ctx.now, sent_by: by, sent_to, sent_note: said.note })
    }
    await store.saveStanding(tx, next)
    const { act, note } = said
    await store.insertStep(tx, { id: said.id, report_id: id, act, step: row.step, at: ctx.now, by, note })
    await changed(ctx, tx, row, {
      what: act,
      step: standing.step,
      state: standing.state,
      units: standing.state === 'drafting' ? unitsOfStep(plan, standing.step) : [],
      ...(act === 'return' ? { reason: note } : {}),
    })
    return viewOf(ctx, tx, plan, (await store.findSituation(tx, id))!)
  })

/** What the report of a day counts, beside the day before it; null: that day has none. */
export async function figuresOfDay(
  tx: Tx,
  day: Day,
): Promise<{ id: string; day: Day; figures: SituationData['figures'] } | null> {
  const row = await store.findOfDay(tx, day)
  return row ? { id: row.id, day, figures: row.data.figures } : null
}
