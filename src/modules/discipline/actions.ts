// Use cases of discipline (M18, M55): the office asks whom it is about, who answers in his own screen; then it is decided, by
// the posts that the plan names. Others than these see nothing of it.
import { conflict, forbidden, notFound, refused } from '../../kernel/problem.ts'
import { addMinutes } from '../../kernel/time.ts'
import type { Plan, Text } from '../../plan/index.ts'
import type { Context } from '../../platform/context.ts'
import { nobody, type Tx } from '../../platform/db/database.ts'
import { momentAfter, pageByMoment } from '../../platform/http/cursor.ts'
import { audit } from '../audit/index.ts'
import { ownerId, ownerName, ownersOfPosts } from '../duties/index.ts'
import { mayAct, permit } from '../identity/index.ts'
import { planInForce } from '../organisation/index.ts'
import type { Decide, MatterFigures, MatterFilters, MatterQuery, MatterView } from './contract.ts'
import { ACQUITTALS, decideAnswer, decideHearing, decideOutcome, isRule, RULES } from './rules.ts'
import * as store from './store.ts'

const aMatter = { zh: '该事项', en: 'Matter' }
const by = (ctx: Context) => ({ at: ctx.now, by: ctx.actor.accountId || null })
const OUTCOME_WORDS: Record<string, Text> = {
  dismissed: { zh: '不成立', en: 'dismissed' },
  explained: { zh: '说明成立', en: 'explained' },
}

const holds = (ctx: Context, kinds: readonly string[]) => ctx.actor.posts.some(({ kind }) => kinds.includes(kind))
const seesAll = (ctx: Context, plan: Plan) => mayAct(ctx.actor, 'discipline.read') && holds(ctx, plan.discipline.seenBy)
const mayDecide = (ctx: Context, plan: Plan) =>
  mayAct(ctx.actor, 'discipline.decide') && holds(ctx, plan.discipline.decidedBy)
/** What the account answers for, and itself. */
const ownSubjects = (ctx: Context, plan: Plan): string[] => [
  ...ownersOfPosts(ctx.actor.posts, plan).map(ownerId),
  `account:${ctx.actor.accountId}`,
]
const subjectId = (row: { subject_kind: string; subject_key: string }) => `${row.subject_kind}:${row.subject_key}`

async function asked(ctx: Context, { mine, ...filters }: MatterFilters): Promise<store.Asked> {
  const { plan } = await planInForce(ctx)
  if (mine) permit(ctx, 'discipline.answer')
  else if (!seesAll(ctx, plan)) throw forbidden('discipline.read')
  const { state, rule, subject, outcome } = filters
  return { state, rule, subject, outcome, subjects: mine ? ownSubjects(ctx, plan) : null }
}

export async function listMatters(
  ctx: Context,
  { cursor, limit, ...filters }: MatterQuery,
): Promise<{ items: MatterView[]; next: string | null }> {
  const wanted = await asked(ctx, filters)
  const after = momentAfter(cursor)
  const { plan } = await planInForce(ctx)
  const rows = await ctx.db.transaction(nobody, (tx) => store.listMatters(tx, wanted, { limit: limit + 1, after }))
  const { page, next } = pageByMoment(rows, limit, (row) => row.raised_at)
  return { items: page.map((row) => viewOf(ctx, plan, row)), next }
}

export async function countMatters(ctx: Context, filters: MatterFilters): Promise<number> {
  const wanted = await asked(ctx, filters)
  return ctx.db.transaction(nobody, (tx) => store.countMatters(tx, wanted))
}

/** The look at a matter is in the audit. */
export const readMatter = (ctx: Context, id: string): Promise<MatterView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const { plan } = await planInForce(ctx)
    const row = visible(ctx, plan, await store.findMatter(tx, id))
    await audit(tx, ctx, {
      action: 'discipline.viewed',
      subject: { kind: 'disciplineMatter', id },
      areaCode: row.area_code,
    })
    return viewOf(ctx, plan, row)
  })

export async function figuresOfMatters(ctx: Context): Promise<MatterFigures> {
  const { plan } = await planInForce(ctx)
  if (!seesAll(ctx, plan)) throw forbidden('discipline.read')
  const rows = await ctx.db.transaction(nobody, (tx) => store.figuresBySubject(tx, ctx.now, ACQUITTALS))
  return {
    items: rows.map(({ subject_kind, subject_key, subject_name, ...figures }) => ({
      subject: {
        id: subjectId({ subject_kind, subject_key }),
        name: nameOf(plan, { subject_kind, subject_key, subject_name }),
      },
      ...figures,
    })),
  }
}

export const askHearing = (ctx: Context, id: string, question: string): Promise<MatterView> =>
  change(ctx, id, async (tx, row, plan) => {
    permit(ctx, 'discipline.review')
    if (!seesAll(ctx, plan)) throw notFound(aMatter)
    if (row.state === 'hearing' && row.question === question) return null
    const decision = decideHearing(matterOf(row))
    if (!decision.ok) throw told(decision.reasons)
    const answerDueAt = addMinutes(ctx.now, plan.discipline.answerWithin)
    await store.ask(tx, id, { question, answerDueAt, ...by(ctx) })
    return 'heard'
  })

export const answerMatter = (ctx: Context, id: string, answer: string): Promise<MatterView> =>
  change(ctx, id, async (tx, row, plan) => {
    permit(ctx, 'discipline.answer')
    if (!ownSubjects(ctx, plan).includes(subjectId(row))) throw notFound(aMatter)
    if (row.answer === answer) return null
    const decision = decideAnswer(matterOf(row))
    if (!decision.ok) throw told(decision.reasons)
    await store.answer(tx, id, { answer, ...by(ctx) })
    return 'answered'
  })

export const decideMatter = (ctx: Context, id: string, { outcome, decision: why }: Decide): Promise<MatterView> =>
  change(ctx, id, async (tx, row, plan) => {
    permit(ctx, 'discipline.decide')
    if (!mayDecide(ctx, plan)) throw forbidden('discipline.decide')
    // Nobody decides what he is asked about, himself or whom he answers for.
    if (ownSubjects(ctx, plan).includes(subjectId(row))) throw forbidden('discipline.decide')
    if (row.state === 'decided' && row.outcome === outcome && row.decision === why) return null
    const decision = decideOutcome(matterOf(row), outcome, plan, ctx.now)
    if (!decision.ok) throw told(decision.reasons)
    await store.decide(tx, id, { outcome, decision: why, ...by(ctx) })
    return 'decided'
  })

const matterOf = (row: store.MatterRow) => ({
  state: row.state,
  answerDueAt: row.answer_due_at,
  answeredAt: row.answered_at,
})

/** Somebody was first: 409; anything else is a rule: 422. */
function told(reasons: { code: string; zh: string; en: string }[]): Error {
  const [first] = reasons
  const isRace = ['matter_decided', 'hearing_asked', 'answered_already'].includes(first!.code)
  return isRace ? conflict(first!.code, first!.zh, first!.en) : refused(reasons)
}

const change = (
  ctx: Context,
  id: string,
  apply: (tx: Tx, row: store.MatterRow, plan: Plan) => Promise<'heard' | 'answered' | 'decided' | null>,
): Promise<MatterView> =>
  ctx.db.transaction(nobody, async (tx) => {
    const { plan } = await planInForce(ctx)
    const row = visible(ctx, plan, await store.lockMatter(tx, id))
    const done = await apply(tx, row, plan)
    if (done) {
      await audit(tx, ctx, {
        action: `discipline.${done}`,
        subject: { kind: 'disciplineMatter', id },
        areaCode: row.area_code,
        details: { rule: row.rule },
      })
      const subject = { subjectKind: row.subject_kind, subjectKey: row.subject_key }
      await ctx.emit(tx, { type: `discipline.${done}`, areaCode: row.area_code, matterId: id, ...subject })
    }
    return viewOf(ctx, plan, (await store.findMatter(tx, id))!)
  })

/** To those whom the plan names, and, once they are asked, to whom it is about. */
function visible(ctx: Context, plan: Plan, row: store.MatterRow | undefined): store.MatterRow {
  const isOwn = row !== undefined && row.heard_at !== null && ownSubjects(ctx, plan).includes(subjectId(row))
  if (!row || !(isOwn || seesAll(ctx, plan) || mayDecide(ctx, plan))) throw notFound(aMatter)
  return row
}

const nameOf = (plan: Plan, row: Pick<store.MatterRow, 'subject_kind' | 'subject_key' | 'subject_name'>): Text => {
  if (row.subject_kind !== 'account') return ownerName(plan, { kind: row.subject_kind, key: row.subject_key })
  const name = row.subject_name ?? row.subject_key
  return { zh: name, en: name }
}

/** Where the record is shown; each page asks for its own permission. */
const PATHS: Record<string, (id: string, facts: store.MatterRow['facts']) => string> = {
  occurrence: (id) => `/obligations/${id}`,
  dailyReport: (id) => `/reports/${id}`,
  directiveAssignment: (_id, { directiveId }) => `/directives/${directiveId}`,
  verificationEntry: (id) => `/verification/persons/${id}`,
}

function viewOf(ctx: Context, plan: Plan, row: store.MatterRow): MatterView {
  const reviews = seesAll(ctx, plan)
  const isOwn = ownSubjects(ctx, plan).includes(subjectId(row))
  const words = (key: string): Text =>
    OUTCOME_WORDS[key] ?? plan.discipline.outcomes.find((one) => one.key === key)?.name ?? { zh: key, en: key }
  const rule = isRule(row.rule) ? RULES[row.rule] : { zh: row.rule, en: row.rule }
  return {
    id: row.id,
    rule: row.rule,
    ruleName: { zh: rule.zh, en: rule.en },
    trigger: plan.discipline.triggers.find(({ key }) => key === row.trigger_key)?.name ?? { zh: rule.zh, en: rule.en },
    subject: { id: subjectId(row), name: nameOf(plan, row) },
    areaCode: row.area_code,
    evidence: {
      kind: row.evidence_kind,
      id: row.evidence_id,
      path: PATHS[row.evidence_kind]?.(row.evidence_id, row.facts) ?? null,
    },
    day: row.day,
    facts: row.facts,
    chain: row.chain,
    raisedAt: row.raised_at,
    dueAt: row.due_at,
    state: row.state,
    question: row.question,
    heardAt: row.heard_at,
    heardBy: reviews ? row.heard_by_name : null,
    answerDueAt: row.answer_due_at,
    answer: row.answer,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by_name,
    outcome: row.outcome === null ? null : { key: row.outcome, name: words(row.outcome) },
    decision: row.decision,
    decidedAt: row.decided_at,
    decidedBy: reviews ? row.decided_by_name : null,
    sameBefore: row.same_before,
    outcomes: mayDecide(ctx, plan)
      ? [...ACQUITTALS, ...plan.discipline.outcomes.map(({ key }) => key)].map((key) => {
          const decision = decideOutcome(matterOf(row), key, plan, ctx.now)
          return { key, name: words(key), refused: decision.ok ? null : decision.reasons[0]! }
        })
      : [],
    may: {
      hear: reviews && mayAct(ctx.actor, 'discipline.review') && row.state === 'open',
      answer: isOwn && row.state === 'hearing' && row.answered_at === null,
      decide: mayDecide(ctx, plan) && !isOwn && row.state !== 'decided',
    },
  }
}
