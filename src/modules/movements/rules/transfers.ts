// An offer from one township to another (M05, M06): made by the side that has the person, accepted or returned by the other.
// Until it is accepted nothing changes for anybody; the clock runs from the offer, or from the day of the move if that is later.

import { isWithin, townshipOf } from '../../../kernel/area.ts'
import { addMinutes, at, type Day, dayOf, daysBetween, type Instant, type Zone } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'

/** A move is told at most so many days ahead, or afterwards. */
const DAYS_APART = 14

export interface Moving {
  areaCode: string
  status: 'expected' | 'arrived' | 'cancelled'
  leftOn: Day | null
}

export interface OpenMatters {
  hasOffer: boolean
  hasHandover: boolean
}

/** Somebody can move who is here or expected, and about whom no other move is open. */
export function movable(person: Moving, open: OpenMatters): Reason[] {
  const reasons: Reason[] = []
  if (person.leftOn !== null) reasons.push(reason('move.left', '此人已离开本区', 'The person has left already'))
  else if (person.status === 'cancelled') {
    reasons.push(reason('move.cancelled', '拟返已取消，不能办理', 'The expected arrival was cancelled'))
  }
  if (open.hasOffer) {
    reasons.push(reason('move.offered', '已有一笔移交待对方接收，请先撤回', 'An offer is waiting: withdraw it first'))
  }
  if (open.hasHandover) {
    reasons.push(reason('move.handover', '已有移交外区的函待回执', 'A handover to another district is open'))
  }
  return reasons
}

export function decideOffer(
  person: Moving,
  open: OpenMatters,
  said: { toArea: string; movesOn: Day },
  today: Day,
): Verdict<null> {
  const reasons = movable(person, open)
  if (townshipOf(said.toArea) === townshipOf(person.areaCode)) {
    reasons.push(
      reason(
        'transfer.sameTownship',
        '同一乡镇（街道）内变动，请直接更正住址',
        'Inside one township correct the area instead',
        'toArea',
      ),
    )
  }
  if (Math.abs(daysBetween(today, said.movesOn)) > DAYS_APART) {
    reasons.push(
      reason(
        'transfer.badDay',
        `迁移日期应在前后 ${DAYS_APART} 天之内`,
        `The move is within ${DAYS_APART} days of today`,
        'movesOn',
      ),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}

/** At this instant the offer is overdue. */
export function acceptBy(
  offer: { offeredAt: Instant; movesOn: Day },
  { acceptWithinHours }: { acceptWithinHours: number },
  zone: Zone,
): Instant {
  const dayBegins = at(offer.movesOn, '00:00', zone)
  return addMinutes(dayBegins > offer.offeredAt ? dayBegins : offer.offeredAt, acceptWithinHours * 60)
}

export const isOverdue = (dueAt: Instant, now: Instant): boolean => now >= dueAt

/** Into the township it was offered to, not before the day of the move. */
export function decideAcceptance(
  offer: { toArea: string; movesOn: Day },
  said: { areaCode: string },
  now: Instant,
  zone: Zone,
): Verdict<null> {
  const reasons: Reason[] = []
  const township = townshipOf(offer.toArea) ?? offer.toArea
  if (!isWithin(said.areaCode, township)) {
    reasons.push(
      reason('transfer.otherTownship', '接收地应在本乡镇（街道）', 'Accepted into this township only', 'areaCode'),
    )
  }
  if (dayOf(now, zone) < offer.movesOn) {
    reasons.push(
      reason(
        'transfer.notYet',
        `此人 ${offer.movesOn} 才迁来，当天起可接收`,
        `The person moves on ${offer.movesOn}: accepted from then on`,
      ),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}
