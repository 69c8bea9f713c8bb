// What may be done with a shift and with a swap (M51, M58): who may sit in it, until when it can be changed, and that a shift
// changes hands only when both sides (and, where the plan asks for it, whoever answers for the roster) agree. Pure.
import { type Day, type Instant, minutesBetween, type Zone } from '../../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../../kernel/verdict.ts'
import { isAbsent } from './draft.ts'
import type { ShiftKind } from './owed.ts'
import { overlaps, type Span } from './spans.ts'

export const ROLES = ['leader', 'staff', 'medical'] as const
export type Role = (typeof ROLES)[number]
export const ABSENCE_KINDS = ['leave', 'illness', 'isolation', 'mission', 'other'] as const
export type AbsenceKind = (typeof ABSENCE_KINDS)[number]

export interface Member {
  id: string
  name: string
  roles: readonly Role[]
  hasLeft: boolean
  absences: readonly { from: Day; until: Day }[]
  /** Other shifts of the member, drafts too. */
  shifts: readonly Span[]
}

const MOST_HOURS = 36

/** May these sit in a shift of that kind and time? */
export function decideSeats(
  said: Span & { kind: ShiftKind; leaderId: string | null; staffIds: readonly string[] },
  members: readonly Member[],
  { zone, now }: { zone: Zone; now: Instant },
): Verdict<null> {
  const reasons: Reason[] = []
  const ids = [...(said.leaderId === null ? [] : [said.leaderId]), ...said.staffIds]
  if (said.until <= said.from) {
    reasons.push(reason('shift.times', '结束时间应晚于开始时间', 'It ends after it begins', 'until'))
  } else if (minutesBetween(said.from, said.until) > MOST_HOURS * 60) {
    reasons.push(
      reason('shift.tooLong', `一班不超过 ${MOST_HOURS} 小时`, `A shift has at most ${MOST_HOURS} hours`, 'until'),
    )
  } else if (said.until <= now) {
    reasons.push(
      reason('shift.past', '已经过去的时间不能补排班', 'Times that have passed cannot be filled any more', 'until'),
    )
  }
  if (said.kind === 'duty' && said.leaderId === null) {
    reasons.push(reason('shift.noLeader', '请选带班领导', 'Choose who leads', 'leaderId'))
  }
  if (said.kind === 'medical' && said.staffIds.length === 0) {
    reasons.push(reason('shift.nobody', '请选值班医务人员', 'Choose somebody', 'staffIds'))
  }
  if (new Set(ids).size !== ids.length) {
    reasons.push(reason('shift.twice', '同一人不能在一班里出现两次', 'Nobody is in a shift twice', 'staffIds'))
  }
  for (const id of new Set(ids)) {
    const asked: Role = said.kind === 'medical' ? 'medical' : id === said.leaderId ? 'leader' : 'staff'
    reasons.push(
      ...whyNot(
        members.find((member) => member.id === id),
        asked,
        said,
        zone,
      ),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}

function whyNot(member: Member | undefined, role: Role, span: Span, zone: Zone): Reason[] {
  const field = role === 'leader' ? 'leaderId' : 'staffIds'
  if (!member || member.hasLeft) {
    return [reason('shift.stranger', '所选人员不在本单位值班名单', 'Not on the list of this unit', field)]
  }
  const { name } = member
  const reasons: Reason[] = []
  if (!member.roles.includes(role)) {
    reasons.push(reason('shift.role', `${name}未列入此类值班`, `${name} is not listed for this`, field))
  }
  if (span.until > span.from && isAbsent({ id: member.id, absences: member.absences }, span, zone)) {
    reasons.push(reason('shift.absent', `${name}当天不在岗`, `${name} is away then`, field))
  }
  if (member.shifts.some((other) => overlaps(other, span))) {
    reasons.push(reason('shift.overlap', `${name}同一时间已有一班`, `${name} has another shift then`, field))
  }
  return reasons
}

export interface ShiftNow extends Span {
  state: 'draft' | 'published' | 'voided'
  isSignedOn: boolean
  isHandedOver: boolean
}

/** Whoever sits in it can be changed until it is over. */
export function decideChange(shift: ShiftNow, now: Instant): Verdict<null> {
  if (shift.state === 'voided') return no(reason('shift.voided', '此班已撤销', 'It was called off'))
  if (shift.until <= now) return no(reason('shift.over', '此班已结束，不能再改', 'It is over and stays as it was'))
  return yes(null)
}

/** What somebody has signed on to has happened. */
export function decideVoid(shift: ShiftNow, now: Instant): Verdict<null> {
  const change = decideChange(shift, now)
  if (!change.ok) return change
  if (!shift.isSignedOn) return yes(null)
  return no(
    reason('shift.begun', '此班已签到，不能撤销；可更换人员', 'Somebody signed on: change who sits in it instead'),
  )
}

/** How early somebody signs on. */
const MINUTES_BEFORE = 60

export function decideSignOn(shift: ShiftNow, now: Instant): Verdict<null> {
  const reasons: Reason[] = []
  if (shift.state !== 'published') {
    reasons.push(reason('shift.notPublished', '此班尚未公布或已撤销', 'It is not published'))
  } else if (shift.isSignedOn) {
    reasons.push(reason('shift.signedOn', '此班已有人签到', 'Somebody signed on already'))
  } else if (minutesBetween(now, shift.from) > MINUTES_BEFORE) {
    reasons.push(reason('shift.early', '离上班还早，到班前一小时内再签到', 'Sign on within the hour before it begins'))
  } else if (shift.until <= now) {
    reasons.push(reason('shift.over', '此班已结束', 'It is over'))
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}

/** The log of a shift is open from the sign-on until the next shift has taken over. */
export function decideLog(shift: ShiftNow): Verdict<null> {
  if (!shift.isSignedOn) return no(reason('log.notOn', '请先签到再记', 'Sign on first'))
  if (shift.isHandedOver)
    return no(reason('log.over', '此班已交班，请记在下一班', 'It was handed over: write in the next'))
  return yes(null)
}

/** Not before the last hour: a shift is served to its end. */
export function decideHandOver(shift: ShiftNow, now: Instant): Verdict<null> {
  const verdict = decideLog(shift)
  if (!verdict.ok) return verdict
  if (minutesBetween(now, shift.until) <= MINUTES_BEFORE) return yes(null)
  return no(reason('shift.notOver', '离下班还早，最后一小时内再交班', 'Hand over within its last hour'))
}

export type SwapState = 'asked' | 'agreed' | 'done' | 'declined' | 'withdrawn' | 'rejected'
export type SwapAct = 'agree' | 'decline' | 'withdraw' | 'approve' | 'reject'

/** What becomes of a swap; nothing of one that has been decided. */
export function decideSwap(state: SwapState, act: SwapAct, needsApproval: boolean): Verdict<SwapState> {
  const next: Partial<Record<SwapAct, SwapState>> =
    state === 'asked'
      ? { agree: needsApproval ? 'agreed' : 'done', decline: 'declined', withdraw: 'withdrawn' }
      : state === 'agreed'
        ? { approve: 'done', reject: 'rejected', withdraw: 'withdrawn' }
        : {}
  const after = next[act]
  return after ? yes(after) : no(reason('swap.decided', '这次换班已有结果，请刷新', 'It has been decided, look again'))
}
