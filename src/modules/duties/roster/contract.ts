// Wire shapes of the roster (M51, M58): who can serve, shifts and their gaps, swaps, the log of a shift, calls at random. A
// telephone is masked unless the account may see it; a name on duty is nobody's secret.
import * as z from 'zod'
import { SHIFT_KINDS } from './rules/owed.ts'
import { ABSENCE_KINDS, ROLES } from './rules/shifts.ts'

const Id = z.uuid()
const line = (most: number) => z.string().trim().max(most)
const needed = (most: number, zh: string, en: string) => line(most).min(1, `${zh}|${en}`)
const Telephone = z
  .string()
  .trim()
  .regex(/^[0-9+\- ]{3,20}$/, '电话号码有误|Not a telephone number')
const Unit = z.string().min(1).max(60)
const At = z.iso.datetime()
const Days = z.coerce.number().int().min(1).max(45)

export const IdParams = z.object({ id: Id })
export const UnitParams = z.object({ unit: Unit })
export const Reasoned = z.object({ reason: line(300).min(2, '请写明理由|Give a reason') })

export const AddMember = z.object({
  id: Id,
  unitId: Unit,
  /** Null: somebody without an account, by name and telephone. */
  accountId: Id.nullable().default(null),
  name: needed(40, '请填写姓名', 'Give the name'),
  telephone: Telephone.nullable().default(null),
  roles: z.array(z.enum(ROLES)).min(1, '请选择可承担的值班|Choose what for'),
})
export type AddMember = z.output<typeof AddMember>
export const EditMember = z.object({
  telephone: Telephone.nullable(),
  roles: z.array(z.enum(ROLES)).min(1, '请选择可承担的值班|Choose what for'),
})
export type EditMember = z.output<typeof EditMember>

export const RecordAbsence = z.object({
  id: Id,
  memberId: Id,
  from: z.iso.date(),
  until: z.iso.date(),
  kind: z.enum(ABSENCE_KINDS),
})
export type RecordAbsence = z.output<typeof RecordAbsence>

const seats = {
  leaderId: Id.nullable(),
  staffIds: z.array(Id).max(20).default([]),
  telephone: Telephone.nullable().default(null),
}
export const MakeShift = z.object({
  id: Id,
  unitId: Unit,
  kind: z.enum(SHIFT_KINDS).default('duty'),
  from: At,
  until: At,
  ...seats,
  publish: z.boolean().default(false),
})
export type MakeShift = z.output<typeof MakeShift>
/** `version` as it was read: two who change at once do not overwrite each other. */
export const EditShift = z.object({ version: z.int(), ...seats })
export type EditShift = z.output<typeof EditShift>

export const DraftRoster = z.object({
  id: Id,
  unitId: Unit,
  kind: z.enum(SHIFT_KINDS).default('duty'),
  from: z.iso.date(),
  days: z.int().min(1).max(31),
  /** Beside whoever leads; of medical cover, all of them. */
  staff: z.int().min(0).max(5),
})
export type DraftRoster = z.output<typeof DraftRoster>
export const Drafted = z.object({
  made: z.int(),
  /** Shifts for which nobody, or too few, could be found. */
  short: z.array(z.object({ from: z.string(), until: z.string() })),
})
export type Drafted = z.infer<typeof Drafted>
export const Publish = z.object({ unitId: Unit, shiftIds: z.array(Id).min(1).max(200) })
export type Publish = z.output<typeof Publish>
export const Published = z.object({ published: z.int() })

export const AskSwap = z.object({
  id: Id,
  shiftId: Id,
  fromMemberId: Id,
  toMemberId: Id,
  reason: line(300).min(2, '请写明理由|Give a reason'),
})
export type AskSwap = z.output<typeof AskSwap>
export const SWAP_ACTS = ['agree', 'decline', 'withdraw', 'approve', 'reject'] as const
export const SwapParams = z.object({ id: Id, act: z.enum(SWAP_ACTS) })

export const SignOn = z.object({ memberId: Id })
export type SignOn = z.output<typeof SignOn>
export const WriteLog = z.object({
  id: Id,
  at: At,
  event: needed(1000, '请写明事项', 'Say what happened'),
  action: line(1000).default(''),
  /** The entry that this corrects; both stay. */
  corrects: Id.nullable().default(null),
})
export type WriteLog = z.output<typeof WriteLog>
/** Where and who stand in the report; the area is the unit's. */
export const MakeUrgent = z.object({
  id: Id,
  what: line(2000).min(2, '请写明发生了什么|Say what happened'),
  place: line(200).default(''),
  who: line(200).default(''),
})
export type MakeUrgent = z.output<typeof MakeUrgent>
/** Issued in the name of the command's office by whoever serves there. */
export const MakeDirective = z.object({
  id: Id,
  title: line(120).min(2, '请填写标题|Give a title'),
  owners: z.array(line(60)).min(1, '请选择承办单位|Choose who carries it out').max(60),
  dueAt: At,
})
export type MakeDirective = z.output<typeof MakeDirective>
export const EntryParams = z.object({ id: Id, entryId: Id })
export const HandOver = z.object({
  id: Id,
  openMatters: needed(2000, '请写明未了事项，没有请写“无”', 'Name what is open'),
})
export type HandOver = z.output<typeof HandOver>
export const AcceptHandOver = z.object({ id: Id, from: Id })
export type AcceptHandOver = z.output<typeof AcceptHandOver>

export const DrawCall = z.object({ id: Id })
export const CallResult = z.object({
  answered: z.boolean(),
  answeredBy: line(40).default(''),
  seconds: z.int().min(0).max(3600),
  note: line(300).default(''),
})
export type CallResult = z.output<typeof CallResult>
export const CallQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})
export type CallQuery = z.output<typeof CallQuery>

export const RosterQuery = z.object({ from: z.iso.date().optional(), days: Days.default(14) })
export type RosterQuery = z.output<typeof RosterQuery>
export const ExportQuery = z.object({
  from: z.iso.date().optional(),
  days: Days.default(14),
  unit: Unit.optional(),
  lang: z.enum(['zh', 'en']).default('zh'),
})
export type ExportQuery = z.output<typeof ExportQuery>

const Name = z.object({ zh: z.string(), en: z.string() })
const Span = z.object({ from: z.string(), until: z.string() })

export const SeatView = z.object({
  memberId: z.string(),
  role: z.enum(['leader', 'staff']),
  name: z.string(),
  telephone: z.string().nullable(),
  isMe: z.boolean(),
})
export const ShiftView = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: Name,
  kind: z.enum(SHIFT_KINDS),
  from: z.string(),
  until: z.string(),
  state: z.enum(['draft', 'published', 'voided']),
  version: z.int(),
  /** Where to call: of the place on duty, else of whoever leads, else of the unit. */
  telephone: z.string().nullable(),
  ownTelephone: z.string().nullable(),
  isNight: z.boolean(),
  seats: z.array(SeatView),
  signedOnAt: z.string().nullable(),
  signedOnBy: z.string().nullable(),
  handedOverAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
})
export type ShiftView = z.infer<typeof ShiftView>

export const ReachableUnit = z.object({
  unitId: z.string(),
  name: Name,
  areaCode: z.string(),
  kind: z.enum(SHIFT_KINDS),
  sort: z.string(),
  /** Somebody is owed at this moment. */
  isOwed: z.boolean(),
  shift: ShiftView.nullable(),
  next: ShiftView.nullable(),
  /** Gaps from now on, as far as the plan looks ahead. */
  gaps: z.array(Span),
  mayKeep: z.boolean(),
})
export type ReachableUnit = z.infer<typeof ReachableUnit>
export const Reachable = z.object({ items: z.array(ReachableUnit), aheadUntil: z.string().nullable() })
export type Reachable = z.infer<typeof Reachable>

export const MemberView = z.object({
  id: z.string(),
  name: z.string(),
  hasAccount: z.boolean(),
  isMe: z.boolean(),
  telephone: z.string().nullable(),
  roles: z.array(z.enum(ROLES)),
  absences: z.array(
    z.object({ id: z.string(), from: z.string(), until: z.string(), kind: z.enum(ABSENCE_KINDS).nullable() }),
  ),
  /** Of the days shown: shifts, nights, and days of rest. */
  shifts: z.int(),
  nights: z.int(),
  restDays: z.int(),
})
export type MemberView = z.infer<typeof MemberView>
export const SwapView = z.object({
  id: z.string(),
  unit: Name,
  shift: z.object({ id: z.string(), from: z.string(), until: z.string(), kind: z.enum(SHIFT_KINDS) }),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  state: z.enum(['asked', 'agreed', 'done', 'declined', 'withdrawn', 'rejected']),
  askedAt: z.string(),
  may: z.object({ answer: z.boolean(), withdraw: z.boolean(), approve: z.boolean() }),
})
export type SwapView = z.infer<typeof SwapView>

export const UnitRoster = z.object({
  unitId: z.string(),
  name: Name,
  areaCode: z.string(),
  kinds: z.array(z.enum(SHIFT_KINDS)),
  from: z.string(),
  days: z.int(),
  shiftHours: z.int(),
  begins: z.string(),
  /** The shifts that the plan makes of these days. */
  slots: z.array(z.object({ day: z.string(), from: z.string(), until: z.string() })),
  shifts: z.array(ShiftView),
  gaps: z.array(z.object({ from: z.string(), until: z.string(), day: z.string(), kind: z.enum(SHIFT_KINDS) })),
  members: z.array(MemberView),
  swaps: z.array(SwapView),
  mayKeep: z.boolean(),
  mayServe: z.boolean(),
})
export type UnitRoster = z.infer<typeof UnitRoster>
export const CandidateView = z.object({
  accountId: z.string(),
  name: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
})
export const Candidates = z.object({ items: z.array(CandidateView) })
export type Candidates = z.infer<typeof Candidates>

export const MyShifts = z.object({ shifts: z.array(ShiftView), swaps: z.array(SwapView) })
export type MyShifts = z.infer<typeof MyShifts>

export const LogEntry = z.object({
  id: z.string(),
  kind: z.enum(['signedOn', 'event', 'correction', 'handedOver', 'accepted']),
  at: z.string(),
  recordedAt: z.string(),
  by: z.string().nullable(),
  event: z.string(),
  action: z.string(),
  corrects: z.string().nullable(),
  becomes: z.object({ kind: z.enum(['directive', 'urgentReport']), id: z.string() }).nullable(),
})
export type LogEntry = z.infer<typeof LogEntry>
export const ShiftDetail = z.object({
  shift: ShiftView,
  log: z.array(LogEntry),
  /** Handed over by an earlier shift of the unit and accepted by nobody yet. */
  waiting: z
    .object({ shiftId: z.string(), from: z.string(), until: z.string(), openMatters: z.string(), at: z.string() })
    .nullable(),
  may: z.object({ signOn: z.boolean(), write: z.boolean(), handOver: z.boolean(), accept: z.boolean() }),
})
export type ShiftDetail = z.infer<typeof ShiftDetail>

export const CallView = z.object({
  id: z.string(),
  unitId: z.string(),
  unit: Name,
  drawnFrom: z.int(),
  drawnAt: z.string(),
  drawnBy: z.string().nullable(),
  /** Null where nobody was on shift. */
  shift: ShiftView.nullable(),
  answered: z.boolean().nullable(),
  answeredBy: z.string(),
  seconds: z.int().nullable(),
  note: z.string(),
})
export type CallView = z.infer<typeof CallView>
export const CallPage = z.object({ items: z.array(CallView), next: z.string().nullable() })
