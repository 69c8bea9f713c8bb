// Wire shapes of the daily meeting (M53).
import * as z from 'zod'

const Text = z.object({ zh: z.string(), en: z.string() })
const OwnerId = z.string().regex(/^(group|unit):[a-z][A-Za-z0-9]*$/, '不是单位或工作组|Not a unit or group')
const line = (most: number) => z.string().trim().max(most)
const needed = (most: number, zh: string, en: string) => line(most).min(2, `${zh}|${en}`)

export const IdParams = z.object({ id: z.uuid() })
export const DayParams = z.object({ day: z.iso.date() })

export const ATTENDANCE = ['present', 'deputy', 'absent'] as const
export const OpenMeeting = z.object({ id: z.uuid() })
export const Attend = z
  .object({
    owner: OwnerId,
    state: z.enum(ATTENDANCE),
    note: line(200).default(''),
    report: line(5000).default(''),
    /** The version that was seen; 0 while nothing was recorded. */
    version: z.int().min(0),
  })
  .refine(({ state, note }) => state === 'present' || note !== '', {
    path: ['note'],
    error: '请写明由谁代会，或缺席理由|Say who came instead, or why nobody did',
  })
export type Attend = z.output<typeof Attend>
export const AddRequirement = z.object({
  id: z.uuid(),
  source: needed(200, '请写明来源', 'Say where it comes from'),
  text: needed(2000, '请写明要求', 'Say what is required'),
})
export type AddRequirement = z.output<typeof AddRequirement>
export const AddDecision = z.object({
  id: z.uuid(),
  text: needed(2000, '请写明决定', 'Say what was decided'),
  owners: z.array(OwnerId).min(1, '请选择由谁办理|Choose who carries it out').max(100),
  dueAt: z.iso.datetime(),
})
export type AddDecision = z.output<typeof AddDecision>
export const IssueMinutes = z.object({
  id: z.uuid(),
  text: needed(50_000, '请填写纪要', 'Write the minutes'),
  reason: line(500).default(''),
  /** The version that it was written from; 0 while none is issued. */
  version: z.int().min(0),
})
export type IssueMinutes = z.output<typeof IssueMinutes>

/** A directive that was issued from a meeting. */
const DecisionView = z.object({
  id: z.uuid(),
  number: Text,
  text: z.string(),
  dueAt: z.string(),
  units: z.array(z.object({ id: z.string(), name: Text, state: z.string(), overdue: z.boolean() })),
})
export type DecisionView = z.output<typeof DecisionView>

export const Agenda = z.object({
  /** Daily reports of the day before that are not there. */
  unreported: z.array(Text),
  /** Whatever else is overdue now. */
  overdue: z.array(z.object({ owner: Text, title: Text, dueAt: z.string() })),
  /** Directives that are overdue. */
  directives: z
    .array(z.object({ id: z.string(), number: Text, title: z.string(), unit: Text, dueAt: z.string() }))
    .default([]),
  fevers: z.int(),
  overdueChecks: z.int(),
  // Absent from agendas that were kept before there were any.
  /** The district situation report of the day before. */
  situation: z
    .object({
      id: z.uuid(),
      day: z.string(),
      figures: z.array(
        z.object({ key: z.string(), zh: z.string(), en: z.string(), value: z.int(), yesterday: z.int().nullable() }),
      ),
    })
    .nullable()
    .optional(),
  /** Those that stand, the latest first. */
  warnings: z
    .array(z.object({ id: z.uuid(), rule: Text, areaCode: z.string(), raisedAt: z.string(), isJudged: z.boolean() }))
    .optional(),
  /** New of the city, from received documents. */
  requirements: z.array(z.object({ source: z.string(), text: z.string() })).optional(),
})
export type Agenda = z.output<typeof Agenda>

export const MeetingView = z.object({
  id: z.uuid().nullable(),
  day: z.string(),
  startsAt: z.string(),
  openedAt: z.string().nullable(),
  agenda: Agenda,
  /** Of the meeting before. */
  before: z.object({ day: z.string(), decisions: z.array(DecisionView) }).nullable(),
  attendance: z.array(
    z.object({
      owner: OwnerId,
      name: Text,
      state: z.enum(ATTENDANCE).nullable(),
      note: z.string(),
      report: z.string(),
      version: z.int(),
    }),
  ),
  requirements: z.array(
    z.object({
      id: z.uuid(),
      source: z.string(),
      text: z.string(),
      enteredAt: z.string(),
      /** The received document it came from, for whoever sees all of them. */
      documentId: z.uuid().nullable(),
    }),
  ),
  decisions: z.array(DecisionView),
  minutes: z.array(
    z.object({
      version: z.int(),
      text: z.string(),
      reason: z.string(),
      issuedAt: z.string(),
      issuedBy: z.string().nullable(),
    }),
  ),
  /** What the minutes would say by the records. */
  draft: z.string(),
  minutesDueAt: z.string().nullable(),
  owners: z.array(z.object({ id: OwnerId, name: Text })),
  may: z.object({ open: z.boolean(), keep: z.boolean() }),
})
export type MeetingView = z.output<typeof MeetingView>

export const Meetings = z.object({
  today: z.string(),
  items: z.array(
    z.object({
      day: z.string(),
      openedAt: z.string(),
      there: z.int(),
      expected: z.int(),
      decisions: z.int(),
      open: z.int(),
      minutesAt: z.string().nullable(),
    }),
  ),
})
export type Meetings = z.output<typeof Meetings>
