// Matters arise from records (M18, M55): from what happens, by the one table below, and from readings that look invented, once
// a day. Raised once a record, whoever was late or offended; nothing is decided by it.
import { newId } from '../../kernel/ids.ts'
import { addDays, addMinutes, at, type Day, dayOf, type Instant, minutesBetween } from '../../kernel/time.ts'
import type { Context, DomainEvent } from '../../platform/context.ts'
import type { Tx } from '../../platform/db/database.ts'
import { audit } from '../audit/index.ts'
import { areaOf, isDailyReport, type Owner } from '../duties/index.ts'
import { holdersOf } from '../identity/index.ts'
import { courseBehind, equalReaders, rapidReaders } from '../isolation/index.ts'
import { activeSpans, planInForce, readSetting, wasActive, writeSetting } from '../organisation/index.ts'
import { chainOf, type Link, type Offence, RULES, type Subject } from './rules.ts'
import * as store from './store.ts'

const SEEN_UNTIL = 'discipline.patternsUntil'

type FromEvent = (ctx: Context, tx: Tx, event: DomainEvent) => Promise<Offence | null> | Offence | null

const text = (event: DomainEvent, field: string): string => event[field] as string
const ownerOf = (event: DomainEvent): Subject => ({
  kind: event.ownerKind as Owner['kind'],
  key: text(event, 'ownerKey'),
})

const ofJudged: FromEvent = (_ctx, _tx, event) => {
  const state = text(event, 'state')
  if (!isDailyReport(text(event, 'key')) || (state !== 'late' && state !== 'missed')) return null
  return {
    rule: state === 'late' ? 'lateReport' : 'missedReport',
    subject: ownerOf(event),
    areaCode: event.areaCode!,
    evidence: { kind: 'occurrence', id: text(event, 'occurrenceId') },
    day: text(event, 'day'),
  }
}

const ofReport: FromEvent = (_ctx, _tx, event) => ({
  rule: 'belowRecords',
  subject: ownerOf(event),
  areaCode: event.areaCode!,
  evidence: { kind: 'dailyReport', id: text(event, 'reportId') },
  day: text(event, 'day'),
  facts: { version: event.version as number },
})

/** What a unit of the organisation stands for: the office is its unit's, a work group's posts the group. */
async function unitSubject(ctx: Context, unitId: string): Promise<Subject> {
  if (unitId.startsWith('group.')) return { kind: 'group', key: unitId.slice('group.'.length) }
  const { plan } = await planInForce(ctx)
  return { kind: 'unit', key: unitId === 'office' ? plan.office.unit : unitId }
}

const ofGap: FromEvent = async (ctx, _tx, event) => ({
  rule: 'rosterGap',
  subject: await unitSubject(ctx, text(event, 'unitId')),
  areaCode: event.areaCode!,
  evidence: { kind: 'rosterGap', id: text(event, 'gapId') },
  day: text(event, 'day'),
  facts: { from: text(event, 'from'), until: text(event, 'until') },
})

const ofCall: FromEvent = async (ctx, _tx, event) => ({
  rule: 'unansweredCall',
  subject: await unitSubject(ctx, text(event, 'unitId')),
  areaCode: event.areaCode!,
  evidence: { kind: 'call', id: text(event, 'callId') },
  day: dayOf(ctx.now, (await planInForce(ctx)).plan.zone),
})

/** Help is asked for, not ordered: it is given or declined. */
const ofDirective =
  (rule: 'unsignedDirective' | 'overdueDirective' | 'refusedDirective'): FromEvent =>
  async (ctx, _tx, event) => ({
    rule,
    subject: await unitSubject(ctx, text(event, 'unitId')),
    areaCode: event.areaCode!,
    evidence: { kind: 'directiveAssignment', id: text(event, 'assignmentId') },
    day: dayOf((event.at as Instant | undefined) ?? ctx.now, (await planInForce(ctx)).plan.zone),
    facts: { directiveId: text(event, 'directiveId') },
  })

/** The township answers for a case that grew from a gap of its own. */
const ofCase: FromEvent = async (ctx, tx, event) => {
  const course = await courseBehind(tx, text(event, 'referralId'))
  if (!course) return null
  const { plan } = await planInForce(ctx)
  const limits = new Map<string, number>(plan.referral.steps.map(({ key, within }) => [key, within]))
  const late = course.steps.filter(
    ({ step, at: taken }, index) =>
      minutesBetween(index === 0 ? course.openedAt : course.steps[index - 1]!.at, taken) > (limits.get(step) ?? 0),
  )
  const arrivedOn = at(course.startDay, '24:00', plan.zone)
  const chain = chainOf({
    arrivedOn,
    registeredAt: course.registeredAt,
    hoursToRegister: minutesBetween(arrivedOn, course.registeredAt) / 60,
    missed: course.missed,
    feverAt: course.openedAt,
    suspectedAt: course.closedAt,
    lateSteps: late.length,
  })
  const unit = plan.units.find(({ areaCode }) => areaCode !== undefined && course.areaCode.startsWith(areaCode))
  if (chain.length === 0 || !unit) return null
  return {
    rule: 'caseFromGap',
    subject: { kind: 'unit', key: unit.key },
    areaCode: course.areaCode,
    evidence: { kind: 'referral', id: text(event, 'referralId') },
    day: dayOf(course.closedAt, plan.zone),
    chain,
  }
}

/** Somebody whom another authority had to name: the township where the person lived unregistered answers for it. */
const ofUnregistered: FromEvent = async (ctx, _tx, event) => {
  const { plan } = await planInForce(ctx)
  const unit = plan.units.find(({ areaCode }) => areaCode !== undefined && event.areaCode!.startsWith(areaCode))
  if (!unit) return null
  return {
    rule: 'unregisteredReturnee',
    subject: { kind: 'unit', key: unit.key },
    areaCode: event.areaCode!,
    evidence: { kind: 'verificationEntry', id: text(event, 'entryId') },
    day: text(event, 'day'),
    facts: { arrivedOn: text(event, 'arrivedOn') },
    chain: event.chain as Link[],
  }
}

/** What happened, and the matter that it gives rise to. */
const FROM: Record<string, FromEvent> = {
  'occurrence.judged': ofJudged,
  'report.belowRecords': ofReport,
  'roster.gapFound': ofGap,
  'call.unanswered': ofCall,
  'referral.closed': ofCase,
  'directive.unsigned': ofDirective('unsignedDirective'),
  'directive.overdue': ofDirective('overdueDirective'),
  'directive.refused': ofDirective('refusedDirective'),
  'verification.unregisteredFound': ofUnregistered,
}

/** The reaction to each of these events, in its transaction. */
export async function raiseMatter(ctx: Context, tx: Tx, event: DomainEvent): Promise<void> {
  const offence = await FROM[event.type]?.(ctx, tx, event)
  if (offence) await raise(ctx, tx, [offence])
}

async function raise(ctx: Context, tx: Tx, offences: readonly Offence[]): Promise<void> {
  if (offences.length === 0) return
  const { plan, versionId } = await planInForce(ctx)
  const raised = await store.insertMatters(
    tx,
    offences.map(({ rule, subject, areaCode, evidence, day, facts = {}, chain = [] }) => ({
      id: newId(),
      rule,
      trigger_key: RULES[rule].trigger,
      subject_kind: subject.kind,
      subject_key: subject.key,
      area_code: subject.kind === 'account' ? areaCode : areaOf(plan, { kind: subject.kind, key: subject.key }),
      evidence_kind: evidence.kind,
      evidence_id: evidence.id,
      day,
      facts,
      chain,
      raised_at: ctx.now,
      due_at: addMinutes(ctx.now, plan.discipline.judgeWithin),
      plan_version_id: versionId,
    })),
  )
  for (const { id, area_code: areaCode, rule } of raised) {
    await audit(tx, ctx, {
      action: 'discipline.raised',
      subject: { kind: 'disciplineMatter', id },
      areaCode,
      details: { rule },
    })
    await ctx.emit(tx, { type: 'discipline.raised', areaCode, matterId: id, day: dayOf(ctx.now, plan.zone) })
  }
}

/** Each day that is over is looked through once, as long as the response was active at its end. */
export async function lookThroughReadings(ctx: Context): Promise<void> {
  const { plan } = await planInForce(ctx)
  const today = dayOf(ctx.now, plan.zone)
  await ctx.db.transaction(ctx.db.whole, async (tx) => {
    const spans = await activeSpans(tx)
    const first = spans[0]
    if (!first) return
    const until = await readSetting<Day>(tx, SEEN_UNTIL)
    let day = until === undefined ? dayOf(first.from, plan.zone) : addDays(until, 1)
    if (day >= today) return
    for (; day < today; day = addDays(day, 1)) {
      if (wasActive(spans, at(day, '24:00', plan.zone))) await lookThroughDay(ctx, tx, day)
    }
    await writeSetting(tx, SEEN_UNTIL, addDays(today, -1))
  })
}

/** Only whoever goes from door to door: a clerk copies many homes from one sheet of paper. */
async function lookThroughDay(ctx: Context, tx: Tx, day: Day): Promise<void> {
  const { homes, seconds, equal } = (await planInForce(ctx)).plan.discipline.patterns
  const medics = new Map((await holdersOf(tx, ['villageMedic'], ctx.now)).map((one) => [one.accountId, one.areaCode]))
  const rapid = await rapidReaders(tx, { day, homes, seconds })
  const same = await equalReaders(tx, { day, equal })
  const of = (rule: 'rapidReadings' | 'equalReadings', account: string, facts: Record<string, number>): Offence[] => {
    const areaCode = medics.get(account)
    if (areaCode === undefined) return []
    const evidence = { kind: 'readings', id: `${account}/${day}` }
    return [{ rule, subject: { kind: 'account', key: account }, areaCode, evidence, day, facts }]
  }
  await raise(ctx, tx, [
    ...rapid.flatMap((one) => of('rapidReadings', one.account, { homes: one.homes, seconds })),
    ...same.flatMap((one) => of('equalReadings', one.account, { persons: one.persons, equal })),
  ])
}
