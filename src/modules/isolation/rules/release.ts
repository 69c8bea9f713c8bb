// Release at the end of day 14 (M21, M52): refused with every reason at once, so that whoever stands before the list knows
// all there is to do. The conditions are the plan's; what somebody owes or waits for is never waived by it. The last temperatures
// are those of the last day: gaps that were explained, or a door nobody was behind, are no health; who missed them is measured again.
import { type Day, dayOf, type Instant } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'
import { endsAt, isOpen, lastDay, type Period } from './period.ts'
import { type IsolationPlan, isFever } from './plan.ts'
import { allWindows, owing } from './windows.ts'

export interface LastTemperature {
  temperature: number
  takenAt: Instant
}

export interface ReleaseFacts {
  period: Period
  hasOpenReferral: boolean
  /** The latest temperatures, newest first, corrections applied; the first temperature at registration is one. */
  lastTemperatures: readonly LastTemperature[]
  /** Missed windows, and how many of them nobody has explained. */
  missed: { all: number; unexplained: number }
}

export function decideRelease(facts: ReleaseFacts, now: Instant, plan: IsolationPlan): Verdict<{ closedAt: Instant }> {
  const { period, missed } = facts
  const rule = plan.release
  if (!isOpen(period)) return no(reason('period.closed', '隔离已经结束', 'The isolation is over already'))
  const reasons: Reason[] = []
  const isFull = now >= endsAt(period, plan.zone)
  if (rule.fullPeriod && !isFull) {
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
  const since = isFull ? lastMeasuredSince(period, plan, needed) : null
  const old = since === null ? [] : last.filter(({ takenAt }) => dayOf(takenAt, plan.zone) < since)
  if (old.length > 0) {
    reasons.push(
      reason(
        'release.oldReadings',
        `最近 ${needed} 次体温须为 ${since} 及以后所测，其中 ${old.length} 次更早，请补测`,
        `The last ${needed} readings must be of ${since} or later; ${old.length} of them older: take the temperature again`,
      ),
    )
  }
  if (last.some(({ temperature }) => isFever(temperature, plan))) {
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

/**
 * The day since which the last `needed` temperatures must have been taken: that of the window so many before the end. At the
 * clinic or at a door nobody is behind counts; before registration and while no response was active there was nothing to
 * measure. Null when there were not so many windows.
 */
function lastMeasuredSince(period: Period, plan: IsolationPlan, needed: number): Day | null {
  const windows = allWindows(period, plan).filter((window) =>
    ['owed', 'suspended'].includes(owing(window, period, plan.zone)),
  )
  return windows.at(-needed)?.day ?? null
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
