// Printing (M07, M21): records for many persons at once, each judged by itself, and their pages as one PDF. The same batch
// id again is the same batch.
import { conflict, notFound } from '../../../kernel/problem.ts'
import { dayOf } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Context } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/db/database.ts'
import { audit } from '../../audit/index.ts'
import { mayAct, type Permission, permit } from '../../identity/index.ts'
import { noteNotices, type PeriodWithPerson, periodsWithPersons, planOfPeriod } from '../../isolation/index.ts'
import { planInForce, readSetting } from '../../organisation/index.ts'
import { keepPersons } from '../../people/index.ts'
import type { PrintedBatch, PrintPapers } from '../contract.ts'
import { maskName } from '../rules/certificate.ts'
import { headOf, periodOnPaper, personOnPaper } from '../rules/facts.ts'
import { type PaperKind, TITLES, whyNot } from '../rules/kinds.ts'
import * as store from '../store.ts'
import { type NewPaper, recordPapers } from './record.ts'
import { by, PAPER, setPapers, type Tools, whereOf } from './tools.ts'

/** Whoever may release may certify it. */
const permissionFor = (kind: PaperKind): Permission =>
  kind === 'releaseCertificate' ? 'isolation.release' : 'paper.print'

const BATCH = { zh: '这批文书', en: 'Batch' }

export async function printPapers(ctx: Context, tools: Tools, input: PrintPapers): Promise<PrintedBatch> {
  permit(ctx, permissionFor(input.kind))
  const batch = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const known = await store.findBatch(tx, input.id)
    if (known) return sameBatch(ctx, tx, known, input)
    const { papers, refused } = await judge(ctx, tx, input)
    if (papers.length === 0) return { papers, done: [], refused }
    const recorded = await recordPapers(ctx, tx, tools, input.kind, papers)
    await store.insertBatch(tx, {
      id: input.id,
      kind: input.kind,
      paper_ids: recorded.map(({ id }) => id),
      printed_at: ctx.now,
      printed_by: by(ctx),
    })
    if (input.kind === 'isolationNotice') {
      await noteNotices(
        tx,
        recorded.map(({ id, periodId }) => ({ periodId: periodId!, noticeId: id })),
      )
    }
    await ctx.emit(tx, {
      type: 'papers.printed',
      areaCode: null,
      batchId: input.id,
      kind: input.kind,
      personIds: recorded.map(({ personId }) => personId),
    })
    return { papers, done: recorded, refused }
  })
  return {
    id: input.id,
    kind: input.kind,
    done: batch.done.map(({ id, periodId, number, again }) => ({ id, periodId: periodId ?? '', number, again })),
    refused: batch.refused,
    missing: await missingOf(tools, batch.papers),
  }
}

/** Of the periods asked for, those that have such a paper, with what it says. */
async function judge(ctx: Context, tx: Tx, { kind, periodIds }: PrintPapers) {
  const papers: NewPaper[] = []
  const refused: PrintedBatch['refused'] = []
  const hotline = (await readSetting<string>(tx, 'hotline')) ?? null
  const asked = await periodsWithPersons(tx, periodIds)
  // Read again once they are held: a merge that was under way gives the period to another registration.
  await keepPersons(
    tx,
    asked.map(({ person_id }) => person_id),
  )
  const known = new Map((await periodsWithPersons(tx, periodIds)).map((period) => [period.id, period]))
  for (const id of new Set(periodIds)) {
    const period = known.get(id)
    if (!period) {
      refused.push({
        id,
        reasons: [reason('not_found', '没有找到，或不在您的管辖范围', 'Not found, or outside your area')],
      })
      continue
    }
    const where = { area: period.area_code, assignedTo: [period.medic_id, period.guarantor_id] }
    const why = mayAct(ctx.actor, permissionFor(kind), where)
      ? whyNot(kind, period.state)
      : reason('forbidden', '您的岗位无此权限', 'Your post does not allow this')
    if (why) refused.push({ id, reasons: [why] })
    else papers.push(await paperOf(ctx, kind, period, hotline))
  }
  return { papers, refused }
}

async function paperOf(
  ctx: Context,
  kind: PaperKind,
  period: PeriodWithPerson,
  hotline: string | null,
): Promise<NewPaper> {
  const { wholePlan: plan } = await planOfPeriod(ctx.db, period)
  return {
    personId: period.person_id,
    areaCode: period.area_code,
    periodId: period.id,
    planVersionId: period.plan_version_id,
    plan,
    facts: { head: headOf(plan, hotline), person: personOnPaper(period), period: periodOnPaper(period, plan) },
    ...(kind === 'releaseCertificate'
      ? {
          certificate: {
            name: maskName(period.name),
            from: period.start_day,
            until: period.ends_on,
            district: plan.district.code,
          },
        }
      : {}),
  }
}

/** Sent again: what it answered then, but the refusals, which left nothing. */
async function sameBatch(ctx: Context, tx: Tx, known: store.BatchRow, input: PrintPapers) {
  if (known.kind !== input.kind || known.printed_by !== by(ctx)) {
    throw conflict('id_taken', '此编号已用于另一批文书', 'This id is in use for another batch')
  }
  const rows = await store.findPapers(tx, known.paper_ids)
  const done = rows.map(({ id, person_id, period_id, number }) => ({
    id,
    personId: person_id,
    periodId: period_id,
    number,
    again: true,
  }))
  return { papers: [], done, refused: [] }
}

async function missingOf({ typesetter }: Tools, papers: readonly NewPaper[]): Promise<PrintedBatch['missing']> {
  if (papers.length === 0) return []
  const texts = papers.map(({ facts }) => JSON.stringify(facts.person))
  const missing = new Set(await typesetter.missing(texts.join('')))
  return papers.flatMap(({ periodId, facts }, index) => {
    const characters = [...missing].filter((character) => texts[index]!.includes(character))
    return characters.length > 0 ? [{ periodId: periodId ?? '', name: facts.person.name, characters }] : []
  })
}

export interface Pdf {
  pdf: Buffer
  fileName: string
}

/** The pages of a batch that the account sees. The look is in the audit. */
export async function readBatch(ctx: Context, tools: Tools, id: string): Promise<Pdf> {
  const { batch, rows } = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const batch = await store.findBatch(tx, id)
    const seen = batch ? await store.findPapers(tx, batch.paper_ids) : []
    const rows = seen.filter((row) => mayAct(ctx.actor, 'paper.read', whereOf(ctx, row)))
    if (!batch || rows.length === 0) throw notFound(BATCH)
    await audit(tx, ctx, {
      action: 'papers.opened',
      subject: { kind: 'paperBatch', id },
      details: { kind: batch.kind, papers: rows.length },
    })
    return { batch, rows }
  })
  const { plan } = await planInForce(ctx)
  const name = `${TITLES[batch.kind].zh}-${dayOf(batch.printed_at, plan.zone)}-${rows.length}份.pdf`
  return { pdf: await setPapers(ctx, tools, rows), fileName: name }
}

export async function readPaper(ctx: Context, tools: Tools, id: string): Promise<Pdf> {
  const row = await ctx.db.transaction(ctx.actor.scope, async (tx) => {
    const [row] = await store.findPapers(tx, [id])
    if (!row) throw notFound(PAPER)
    permit(ctx, 'paper.read', whereOf(ctx, row))
    await audit(tx, ctx, {
      action: 'paper.opened',
      subject: { kind: 'person', id: row.person_id },
      areaCode: row.area_code,
      details: { paperId: id, kind: row.kind, number: row.number },
    })
    return row
  })
  return { pdf: await setPapers(ctx, tools, [row]), fileName: `${TITLES[row.kind].zh}-${row.number}.pdf` }
}
