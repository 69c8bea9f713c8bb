// Use cases of daily reports (M57, M59): the form comes filled from the records, is kept as a draft, submitted once and locked;
// a correction is a version of its own. Of two who submit the same report one is first, and the other loses nothing.
import { conflict, forbidden, idTaken, notFound, Problem, refused } from '../../../../kernel/problem.ts'
import type { Context } from '../../../../platform/context.ts'
import { nobody, type Tx } from '../../../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../../../platform/http/cursor.ts'
import { audit } from '../../../audit/index.ts'
import { mayAct, permit } from '../../../identity/index.ts'
import { meetOccurrence } from '../../obligations/index.ts'
import type {
  CorrectReport,
  HistoryQuery,
  MyReports,
  ReportView,
  ReportWithVersions,
  SaveDraft,
  SubmitReport,
} from '../contract/daily.ts'
import { recordsOf, recordsWithin } from '../records.ts'
import { type Judged, judgeFigures } from '../rules/figures.ts'
import { formOf } from '../rules/form.ts'
import { clockKeyOf, type Owner } from '../rules/period.ts'
import * as store from '../store/daily.ts'
import { actsFor, aReport, type NamedOwner, ownerToWrite, type Present, periodOfOwner, present } from './load.ts'
import { formView, viewOf } from './views.ts'

export const myReports = (ctx: Context, day: string | undefined): Promise<MyReports> =>
  ctx.db.transaction(nobody, async (tx) => {
    const here = await present(ctx)
    const asked = day ?? here.today
    const mine = here.owners.filter((owner) => actsFor(ctx, here.plan, 'report.write', owner))
    const drafts = await store.listDrafts(tx, ctx.actor.accountId, asked)
    const reports = await store.listOfDay(tx, asked)
    const records = new Map<Owner['kind'], Awaited<ReturnType<typeof recordsOf>>>()
    const forms = []
    for (const owner of mine) {
      const is = (row: { owner_kind: string; owner_key: string }) =>
        row.owner_kind === owner.kind && row.owner_key === owner.key
      const period = periodOfOwner(here, owner.kind, asked)
      const all = records.get(owner.kind) ?? (await recordsOf(ctx, tx, period, here.plan.zone))
      records.set(owner.kind, all)
      const row = reports.find(is)
      forms.push(
        formView(
          here.plan,
          owner,
          { day: asked, period, records: recordsWithin(all, owner.areaCode) },
          {
            draft: drafts.find(is)?.content ?? null,
            report: row ? viewOf(ctx, here.plan, here.owners, row) : null,
          },
        ),
      )
    }
    return { at: ctx.now, day: asked, forms }
  })

export const saveDraft = (ctx: Context, { owner, day, content }: SaveDraft): Promise<void> =>
  ctx.db.transaction(nobody, async (tx) => {
    ownerToWrite(ctx, await present(ctx), owner)
    await store.saveDraft(tx, owner, day, { account: ctx.actor.accountId, content, at: ctx.now })
  })

type Content = Pick<SubmitReport, 'isZero' | 'figures' | 'today' | 'difficulties' | 'tomorrow'>

/** What a version says, judged against the records as they stand. */
async function judged(ctx: Context, tx: Tx, here: Present, owner: NamedOwner, day: string, content: Content) {
  const period = periodOfOwner(here, owner.kind, day)
  const records = recordsWithin(await recordsOf(ctx, tx, period, here.plan.zone), owner.areaCode)
  const verdict = judgeFigures(formOf(here.plan, owner), records, content.figures, content.isZero)
  if (!verdict.ok) throw refused(verdict.reasons)
  return { period, judged: verdict.value }
}

const taken = () => idTaken()

/** The same id again is the same report; another id for the same day is a conflict that names who was first. */
export const submitReport = (ctx: Context, input: SubmitReport): Promise<ReportView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const here = await present(ctx)
    const owner = ownerToWrite(ctx, here, input.owner)
    const before = await store.findReport(tx, input.id)
    if (before) return again(ctx, here, owner, input.day, before)
    if (input.day > here.today)
      throw refused([
        { code: 'not_yet', zh: '这一天的日报还没到时候', en: 'It is too early for that day', field: 'day' },
      ])
    const { period, judged: said } = await judged(ctx, tx, here, owner, input.day, input)
    await write(ctx, tx, here, owner, { ...input, version: 1, reason: '' }, period, said)
    return readBack(ctx, tx, here, input.id)
  })

function again(ctx: Context, here: Present, owner: NamedOwner, day: string, row: store.ReportRow): ReportView {
  if (row.owner_kind !== owner.kind || row.owner_key !== owner.key || row.day !== day) throw taken()
  return viewOf(ctx, here.plan, here.owners, row)
}

async function write(
  ctx: Context,
  tx: Tx,
  { versionId }: Present,
  owner: NamedOwner,
  said: Content & { id: string; day: string; version: number; reason: string },
  period: ReturnType<typeof periodOfOwner>,
  { figures, agrees, isBelow }: Judged,
): Promise<void> {
  const { id, day, version, reason, isZero, today, difficulties, tomorrow } = said
  const isWritten = await store.insertReport(tx, {
    id,
    owner_kind: owner.kind,
    owner_key: owner.key,
    area_code: owner.areaCode,
    day,
    version,
    period_from: period.from,
    period_until: period.until,
    due_at: period.dueAt,
    is_zero: isZero,
    figures,
    agrees,
    is_below: isBelow,
    today,
    difficulties,
    tomorrow,
    reason,
    submitted_at: ctx.now,
    submitted_by: ctx.actor.accountId,
    plan_version_id: versionId,
  })
  if (!isWritten) throw await whoWasFirst(tx, owner, day)
  await store.dropDraft(tx, owner, day, ctx.actor.accountId)
  if (version === 1) await meet(ctx, tx, owner, day, { id, isZero })
  const what = version === 1 ? ('report.submitted' as const) : ('report.corrected' as const)
  const about = { reportId: id, ownerKind: owner.kind, ownerKey: owner.key, day, version }
  await audit(tx, ctx, {
    action: what,
    subject: { kind: 'dailyReport', id },
    areaCode: owner.areaCode,
    details: { ...about, agrees, ...(reason ? { reason } : {}) },
  })
  await ctx.emit(tx, { type: what, areaCode: owner.areaCode, ...about })
  if (isBelow) await ctx.emit(tx, { type: 'report.belowRecords', areaCode: owner.areaCode, ...about })
}

/** Nothing is taken that nobody owed: before the response, after its end, or where the plan wants no report. */
async function meet(
  ctx: Context,
  tx: Tx,
  { kind, key }: Owner,
  day: string,
  { id, isZero }: { id: string; isZero: boolean },
): Promise<void> {
  const evidence = { kind: 'dailyReport', id }
  const owner: Owner = { kind, key }
  const met = await meetOccurrence(ctx, tx, { key: clockKeyOf(kind), owner, day, evidence, isZero, at: ctx.now })
  if (!met)
    throw conflict(
      'nothing_owed',
      '这一天不用报：响应未启动，或方案没有要求',
      'Nothing is owed on that day: the response was not active, or the plan wants no report',
    )
}

async function whoWasFirst(tx: Tx, owner: Owner, day: string): Promise<Problem> {
  const [last] = await store.listVersions(tx, owner, day)
  const name = last?.submitted_by_name ?? ''
  return new Problem(
    409,
    'already_submitted',
    `${name}刚刚已上报，您填写的内容还在；如有不同，请另作更正`,
    `${name} has just submitted it. What you wrote is kept: correct the report if it differs`,
  )
}

/** A new version in the place of the one that was read. */
export const correctReport = (ctx: Context, id: string, input: CorrectReport): Promise<ReportView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const here = await present(ctx)
    const row = await store.findReport(tx, id)
    if (!row) throw notFound(aReport)
    const owner = ownerToWrite(ctx, here, { kind: row.owner_kind, key: row.owner_key })
    const before = await store.findReport(tx, input.id)
    if (before) return again(ctx, here, owner, row.day, before)
    const [latest] = await store.listVersions(tx, owner, row.day)
    if (latest!.version !== input.version) throw await whoWasFirst(tx, owner, row.day)
    const { period, judged: said } = await judged(ctx, tx, here, owner, row.day, input)
    await write(ctx, tx, here, owner, { ...input, day: row.day, version: input.version + 1 }, period, said)
    return readBack(ctx, tx, here, input.id)
  })

/** The head answers in person for what the unit reports (M57). */
export const signReport = (ctx: Context, id: string): Promise<ReportView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const here = await present(ctx)
    const row = await store.findReport(tx, id)
    if (!row) throw notFound(aReport)
    const owner = { kind: row.owner_kind, key: row.owner_key }
    if (!actsFor(ctx, here.plan, 'report.sign', owner)) throw forbidden('report.sign')
    if (row.signed_by === ctx.actor.accountId) return viewOf(ctx, here.plan, here.owners, row)
    if (!(await store.signReport(tx, id, ctx.now, ctx.actor.accountId)))
      throw conflict(
        'not_to_sign',
        '这一版已经签过，或已有更正的新版，请刷新',
        'It is signed already, or corrected: look again',
      )
    const about = { reportId: id, ownerKind: owner.kind, ownerKey: owner.key, day: row.day, version: row.version }
    await audit(tx, ctx, {
      action: 'report.signed',
      subject: { kind: 'dailyReport', id },
      areaCode: row.area_code,
      details: about,
    })
    await ctx.emit(tx, { type: 'report.signed', areaCode: row.area_code, ...about })
    return readBack(ctx, tx, here, id)
  })

async function readBack(ctx: Context, tx: Tx, here: Present, id: string): Promise<ReportView> {
  return viewOf(ctx, here.plan, here.owners, (await store.findReport(tx, id))!)
}

export const readReport = (ctx: Context, id: string): Promise<ReportWithVersions> =>
  ctx.db.transaction(nobody, async (tx) => {
    const here = await present(ctx)
    const row = await store.findReport(tx, id)
    if (!row || !mayAct(ctx.actor, 'report.read', { area: row.area_code })) throw notFound(aReport)
    const versions = await store.listVersions(tx, { kind: row.owner_kind, key: row.owner_key }, row.day)
    return {
      report: viewOf(ctx, here.plan, here.owners, row),
      versions: versions.map((one) => ({
        id: one.id,
        version: one.version,
        submittedAt: one.submitted_at,
        submittedBy: one.submitted_by_name,
        reason: one.reason,
      })),
    }
  })

export const listReports = (ctx: Context, query: HistoryQuery): Promise<{ items: ReportView[]; next: string | null }> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'report.read')
    const here = await present(ctx)
    const rows = await store.listReports(tx, {
      areas: ctx.actor.permissions.get('report.read') ?? [],
      kind: query.kind ?? null,
      key: query.key ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      differs: query.differs !== undefined,
      after: momentAfter(query.cursor),
      limit: query.limit + 1,
    })
    const { page, next } = pageByMoment(rows, query.limit, (row) => row.submitted_at)
    return { items: page.map((row) => viewOf(ctx, here.plan, here.owners, row)), next }
  })
