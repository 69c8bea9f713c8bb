// Release at the end of day 14 (M21, M52): refused with every reason at once, so that whoever stands before the list knows
// all there is to do. The conditions are the plan's; what somebody owes or waits for is never waived by it.
import type { Instant } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import { endsAt, isOpen, lastDay, type Period } from './period.ts'
import { type IsolationPlan, isFever } from './plan.ts'

export interface ReleaseFacts {
  period: Period
  hasOpenReferral: boolean
  /** The latest temperatures, newest first, corrections applied; the first temperature at registration is one. */
  lastTemperatures: readonly number[]
  /** Missed windows, and how many of them nobody has explained. */
  missed: { all: number; unexplained: number }
}

export function decideRelease(facts: ReleaseFacts, now: Instant, plan: IsolationPlan): Verdict<{ closedAt: Instant }> {
  const { period, missed } = facts
  const rule = plan.release
  if (!isOpen(period)) return no(reason('period.closed', '隔离已经结束', 'The isolation is over already'))
  const reasons: Reason[] = []
  if (rule.fullPeriod && now < endsAt(period, plan.zone)) {
    const day = lastDay(period)
    reasons.push(
      reason(
        'release.notFull',
        `未满期：${day} 24:00 满 ${period.days} 天`,
        `Full at the end of ${day} (day ${period.days})`,
      ),
    )
  }
  if (rule.noOpenReferral && (facts.hasOpenReferral || period.state === 'referred')) {
    reasons.push(reason('release.referralOpen', '发热转诊尚未结束', 'A fever referral is still open'))
  }
  if (period.state === 'active' && period.temperatureOwed) {
    reasons.push(reason('release.temperatureOwed', '登记以来尚未测过体温', 'No temperature since registration'))
  }
  const needed = rule.lastReadingsNormal
  const last = facts.lastTemperatures.slice(0, needed)
  if (last.length < needed) {
    reasons.push(
      reason(
        'release.fewReadings',
        `最近 ${needed} 次体温只有 ${last.length} 次`,
        `${last.length} of the last ${needed} readings are there`,
      ),
    )
  }
  if (last.some((temperature) => isFever(temperature, plan))) {
    reasons.push(reason('release.fever', `最近 ${needed} 次体温有发热`, `A fever among the last ${needed} readings`))
  }
  if (rule.gapsExplained && missed.unexplained > 0) {
    reasons.push(
      reason(
        'release.gaps',
        `漏测 ${missed.all} 次，其中 ${missed.unexplained} 次未说明原因`,
        `${missed.all} missed, ${missed.unexplained} of them unexplained`,
      ),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes({ closedAt: now })
}

/** The explanation of a missed check: by whoever answers for it, once it is missed for good. */
export function decideExplanation(
  check: { outcome: 'missed' | 'late' | 'settled'; explanation: string | null },
  text: string,
): Verdict<string> {
  const reasons: Reason[] = []
  if (check.outcome !== 'missed') reasons.push(reason('gap.notMissed', '这次监测没有漏测', 'This check was not missed'))
  if (check.explanation !== null) reasons.push(reason('gap.explained', '已经说明过原因', 'Explained already'))
  if (text.trim().length < 2) reasons.push(reason('gap.noText', '请写明原因', 'Give the reason', 'explanation'))
  return reasons.length > 0 ? no(...reasons) : yes(text.trim())
}
