// Use cases of the daily meeting (M53): opened with what is known, kept by the office, met by whoever comes; its decisions are
// owed, and its minutes meet what the office owes.
import { conflict, idTaken, notFound, refused } from '../../../kernel/problem.ts'
import { at, type Day, dayOf, instant } from '../../../kernel/time.ts'
import { reason } from '../../../kernel/verdict.ts'
import type { Plan } from '../../../plan/index.ts'
import type { Context } from '../../../platform/context.ts'
import { nobody, type Tx } from '../../../platform/db/database.ts'
import { Download } from '../../../platform/http/route.ts'
import { heading, officialPdf, officialWord, paragraph, WORD_TYPE } from '../../../platform/official/index.ts'
import type { Typesetter } from '../../../platform/typeset/index.ts'
import { audit } from '../../audit/index.ts'
import { type Issued, isOpenAssignment, issueDirective, issuedFrom, whoMayBeAddressed } from '../../directives/index.ts'
import { mayAct, permit } from '../../identity/index.ts'
import { planInForce, planVersion } from '../../organisation/index.ts'
import { meetOccurrence, type Owner, ownerId, ownerName, ownerOfId } from '../obligations/index.ts'
import { ownersOf } from '../obligations/rules/clocks.ts'
import { agendaOf, type StandingWarnings } from './agenda.ts'
import type {
  AddDecision,
  AddRequirement,
  Agenda,
  Attend,
  DecisionView,
  IssueMinutes,
  Meetings,
  MeetingView,
} from './contract.ts'
import { draftMinutes, titleOfDecision } from './rules.ts'
import * as store from './store.ts'

const aMeeting = { zh: '该次例会', en: 'Meeting' }
const LISTED = 60
const by = (ctx: Context) => ({ at: ctx.now, by: ctx.actor.accountId || null })
const officeOf = (plan: Plan): Owner => ({ kind: 'unit', key: plan.office.unit })

export async function listMeetings(ctx: Context): Promise<Meetings> {
  permit(ctx, 'meeting.read')
  const { plan } = await planInForce(ctx)
  const { rows, issued } = await ctx.db.transaction(nobody, async (tx) => {
    const rows = await store.listMeetings(tx, LISTED)
    return {
      rows,
      issued: await issuedFrom(
        tx,
        'meeting',
        rows.map(({ id }) => id),
      ),
    }
  })
  const expected = ownersOf(plan, plan.clocks.meeting).length
  return {
    today: dayOf(ctx.now, plan.zone),
    items: rows.map((row) => ({
      day: row.day,
      openedAt: row.opened_at,
      there: row.there,
      expected,
      decisions: issued.get(row.id)?.length ?? 0,
      open: (issued.get(row.id) ?? []).filter(({ units }) => units.some(({ state }) => isOpenAssignment(state))).length,
      minutesAt: row.minutes_at,
    })),
  }
}

interface Known {
  standingWarnings: StandingWarnings
}

/** Of a day that has no meeting yet, what its agenda would be; of a day that never had one, nothing (404). */
export const readMeeting = (ctx: Context, { standingWarnings }: Known, day: Day): Promise<MeetingView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'meeting.read')
    if (await store.meetingOf(tx, day)) return viewOf(ctx, tx, day)
    const { plan } = await planInForce(ctx)
    if (day !== dayOf(ctx.now, plan.zone)) throw notFound(aMeeting)
    return viewOf(ctx, tx, day, await agendaOf(ctx, tx, plan, day, standingWarnings))
  })

/** One a day: whoever opens it second is told; the same id again is the same meeting. */
export const openMeeting = (ctx: Context, { standingWarnings }: Known, id: string): Promise<MeetingView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'meeting.keep')
    const { plan, versionId } = await planInForce(ctx)
    const day = dayOf(ctx.now, plan.zone)
    await store.holdRequirements(tx)
    const agenda = await agendaOf(ctx, tx, plan, day, standingWarnings)
    const isNew = await store.insertMeeting(tx, { id, day, agenda, planVersionId: versionId, ...by(ctx) })
    if (!isNew) {
      if ((await store.meetingOf(tx, day))?.id === id) return viewOf(ctx, tx, day)
      throw conflict('meeting_opened', '他人已打开今天的例会，请刷新', "Somebody opened today's meeting: look again")
    }
    await store.takeUpWaiting(tx, id)
    await tell(ctx, tx, id, 'meeting.opened')
    return viewOf(ctx, tx, day)
  })

/** Whoever came, or sent somebody, has met what the clock asked. */
export const attend = (ctx: Context, id: string, input: Attend): Promise<MeetingView> =>
  keep(ctx, id, async (tx, meeting, plan) => {
    const owner = ownerOfId(input.owner)
    const clock = plan.clocks.meeting
    if (!ownersOf(plan, clock).some((one) => ownerId(one) === input.owner)) {
      throw refused([reason('owner_unknown', '该单位不在参会之列', 'Not one who attends', 'owner')])
    }
    const { state, note, report, version } = input
    if (!(await store.saveAttendance(tx, id, owner, { state, note, report, version, ...by(ctx) }))) {
      const now = (await store.attendanceOf(tx, id)).find(
        (row) => row.owner_kind === owner.kind && row.owner_key === owner.key,
      )
      if (now && now.state === state && now.note === note && now.report === report) return
      throw conflict('attendance_changed', '他人刚登记过该单位，请刷新', 'Somebody just recorded this unit: look again')
    }
    if (state !== 'absent') {
      const evidence = { kind: 'meeting', id }
      await meetOccurrence(ctx, tx, { key: 'meeting', owner, day: meeting.day, evidence, at: ctx.now })
    }
    await tell(ctx, tx, id, 'meeting.attended', { owner: input.owner, state })
  })

export const addRequirement = (ctx: Context, id: string, input: AddRequirement): Promise<MeetingView> =>
  keep(ctx, id, async (tx) => {
    const isNew = await store.insertRequirement(tx, { ...input, meetingId: id, documentId: null, ...by(ctx) })
    if (isNew) return tell(ctx, tx, id, 'meeting.requirementEntered')
    const known = (await store.requirementsOf(tx, id)).find((row) => row.id === input.id)
    if (known?.text !== input.text || known.source !== input.source) throw idTaken()
  })

/** A directive of the command to each owner, in the same step: signed for, carried out and accepted like any other. */
export const addDecision = (ctx: Context, id: string, input: AddDecision): Promise<MeetingView> =>
  keep(ctx, id, async (tx, meeting, plan) => {
    const answering = await whoMayBeAddressed(tx)
    const { isNew } = await issueDirective(ctx, tx, {
      id: input.id,
      kind: 'directive',
      title: titleOfDecision(input.text),
      text: input.text,
      source: { kind: 'meeting', id, text: `${meeting.day} 例会` },
      owners: input.owners.map((owner) => unitOf(plan, ownerOfId(owner), answering)),
      dueAt: instant(input.dueAt),
      issuer: 'command',
    })
    if (isNew) await tell(ctx, tx, id, 'meeting.decided', { decisionId: input.id, owners: input.owners })
  })

/** The unit of the organisation that a group or unit is addressed by; what nobody of the office's unit answers, the office does. */
const unitOf = (plan: Plan, { kind, key }: Owner, answering: ReadonlySet<string>): string => {
  if (kind === 'group') return `group.${key}`
  return key === plan.office.unit && !answering.has(key) ? 'office' : key
}

/** The first version meets what the office owes; a later one says why. */
export const issueMinutes = (ctx: Context, id: string, input: IssueMinutes): Promise<MeetingView> =>
  keep(ctx, id, async (tx, meeting, plan) => {
    const before = await store.minutesOf(tx, id)
    const { text, reason: why } = input
    if (before.some((one) => one.id === input.id && one.text === text && one.reason === why)) return
    const taken = () =>
      conflict('minutes_issued', '他人刚印发了纪要，请刷新', 'Somebody just issued the minutes: look again')
    if ((before[0]?.version ?? 0) !== input.version) throw taken()
    const version = input.version + 1
    if (version > 1 && why === '') {
      throw refused([reason('reason_needed', '更正纪要须写明理由', 'A correction says why', 'reason')])
    }
    if (!(await store.insertMinutes(tx, { id: input.id, meetingId: id, version, text, reason: why, ...by(ctx) })))
      throw taken()
    const evidence = { kind: 'meeting', id }
    await meetOccurrence(ctx, tx, { key: 'minutes', owner: officeOf(plan), day: meeting.day, evidence, at: ctx.now })
    await tell(ctx, tx, id, 'meeting.minutesIssued', { version })
  })

/** The latest minutes, in the official layout. */
export async function exportMinutes(
  ctx: Context,
  { typesetter }: { typesetter: Typesetter },
  id: string,
  format: 'docx' | 'pdf',
): Promise<Download> {
  permit(ctx, 'meeting.read')
  const { meeting, minutes } = await ctx.db.transaction(nobody, async (tx) => {
    const meeting = await store.findMeeting(tx, id)
    const [minutes] = meeting ? await store.minutesOf(tx, id) : []
    if (!meeting || !minutes) throw notFound({ zh: '该份纪要', en: 'Minutes' })
    await audit(tx, ctx, {
      action: 'meeting.minutesExported',
      subject: { kind: 'meeting', id },
      areaCode: ctx.db.district,
      details: { format, version: minutes.version },
    })
    return { meeting, minutes }
  })
  const { plan } = await planVersion(ctx.db, meeting.plan_version_id)
  const [, month = '', date = ''] = meeting.day.split('-')
  const title = `${Number(month)}月${Number(date)}日例会纪要`
  const document = {
    title,
    ...(minutes.version > 1 ? { subtitle: `（第${minutes.version}版，更正：${minutes.reason}）` } : {}),
    body: minutes.text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => (/^[一二三四五六七八九十]+、/.test(line) ? heading(1, line) : paragraph(line))),
    signature: `${plan.command.name.zh}办公室`,
    day: meeting.day,
  }
  return format === 'docx'
    ? new Download(await officialWord(document), WORD_TYPE, `${title}.docx`)
    : new Download(await officialPdf(typesetter, document), 'application/pdf', `${title}.pdf`)
}

/** Kept by the office, of the day of the meeting and after. */
const keep = (
  ctx: Context,
  id: string,
  apply: (tx: Tx, meeting: store.MeetingRow, plan: Plan) => Promise<void>,
): Promise<MeetingView> =>
  ctx.db.transaction(nobody, async (tx) => {
    permit(ctx, 'meeting.keep')
    const meeting = await store.findMeeting(tx, id)
    if (!meeting) throw notFound(aMeeting)
    const { plan } = await planVersion(ctx.db, meeting.plan_version_id)
    await apply(tx, meeting, plan)
    return viewOf(ctx, tx, meeting.day)
  })

type Action =
  | 'meeting.opened'
  | 'meeting.attended'
  | 'meeting.requirementEntered'
  | 'meeting.decided'
  | 'meeting.minutesIssued'

async function tell(ctx: Context, tx: Tx, id: string, action: Action, details: object = {}): Promise<void> {
  await audit(tx, ctx, { action, subject: { kind: 'meeting', id }, areaCode: ctx.db.district, details: { ...details } })
  await ctx.emit(tx, { type: 'meeting.changed', areaCode: ctx.db.district, meetingId: id })
}

/** `agenda`: as it stands, of a meeting that is not opened yet. */
async function viewOf(ctx: Context, tx: Tx, day: Day, agenda?: Agenda): Promise<MeetingView> {
  const row = await store.meetingOf(tx, day)
  const { plan } = row ? await planVersion(ctx.db, row.plan_version_id) : await planInForce(ctx)
  const before = await store.meetingBefore(tx, day)
  const meetings = [...(before ? [before.id] : []), ...(row ? [row.id] : [])]
  const issued = await issuedFrom(tx, 'meeting', meetings)
  const decisionsBefore = before ? (issued.get(before.id) ?? []) : []
  const recorded = row ? await store.attendanceOf(tx, row.id) : []
  const attendance = ownersOf(plan, plan.clocks.meeting).map((owner) => {
    const known = recorded.find((one) => one.owner_kind === owner.kind && one.owner_key === owner.key)
    return {
      owner: ownerId(owner),
      name: ownerName(plan, owner),
      state: known?.state ?? null,
      note: known?.note ?? '',
      report: known?.report ?? '',
      version: known?.version ?? 0,
    }
  })
  const requirements = row ? await store.requirementsOf(tx, row.id) : []
  const decisions = row ? (issued.get(row.id) ?? []) : []
  const answering = await whoMayBeAddressed(tx)
  const minutes = row ? await store.minutesOf(tx, row.id) : []
  const decisionView = (one: Issued): DecisionView => ({
    id: one.id,
    number: one.number,
    text: one.text,
    dueAt: one.dueAt,
    units: one.units.map(({ unitId, zh, en, state, overdueAt }) => ({
      id: unitId,
      name: { zh, en },
      state,
      overdue: overdueAt !== null,
    })),
  })
  const { meeting, minutes: clock } = plan.clocks
  return {
    id: row?.id ?? null,
    day,
    startsAt: meeting.kind === 'daily' ? at(day, meeting.at, plan.zone) : ctx.now,
    openedAt: row?.opened_at ?? null,
    agenda: row?.agenda ?? agenda!,
    before: before ? { day: before.day, decisions: decisionsBefore.map(decisionView) } : null,
    attendance,
    requirements: requirements.map(({ id, source, text, entered_at, document_id }) => ({
      id,
      source,
      text,
      enteredAt: entered_at,
      documentId: mayAct(ctx.actor, 'received.readAll') ? document_id : null,
    })),
    decisions: decisions.map(decisionView),
    minutes: minutes.map((one) => ({
      version: one.version,
      text: one.text,
      reason: one.reason,
      issuedAt: one.issued_at,
      issuedBy: one.issued_by_name,
    })),
    draft: draftMinutes({
      zone: plan.zone,
      attendance: attendance.map(({ name, state, note, report }) => ({ name: name.zh, state, note, report })),
      requirements,
      decisions: decisions.map((one) => ({
        text: one.text,
        owners: one.units.map(({ zh }) => zh),
        dueAt: one.dueAt,
      })),
      before: decisionsBefore.map((one) => ({
        text: one.text,
        open: one.units.filter(({ state }) => isOpenAssignment(state)).map(({ zh }) => zh),
      })),
    }),
    minutesDueAt: clock.kind === 'daily' ? at(day, clock.at, plan.zone) : null,
    owners: [
      ...plan.groups.map(({ key }): Owner => ({ kind: 'group', key })),
      ...plan.units.filter(({ standing }) => standing !== 'outside').map(({ key }): Owner => ({ kind: 'unit', key })),
    ]
      .filter((owner) => answering.has(unitOf(plan, owner, answering)))
      .map((owner) => ({ id: ownerId(owner), name: ownerName(plan, owner) })),
    may: {
      open: !row && mayAct(ctx.actor, 'meeting.keep'),
      keep: row !== undefined && mayAct(ctx.actor, 'meeting.keep'),
    },
  }
}
