// Transients (M08): one check for every day of the stay, overdue at the plan's time; owed on while the person stays on, however
// long the stay was to be. A fever ends the stay: isolation goes on from there.
import { addDays, at, type Day, type Instant, type LocalTime, type Zone } from '../../../kernel/time.ts'
import { no, type Reason, reason, type Verdict, yes } from '../../../kernel/verdict.ts'

export interface Check {
  day: Day
  dueAt: Instant
}

/** The check of `day`; of the day a person came, a temperature at registration is it. */
export const checkOf = (day: Day, checkedBy: LocalTime, zone: Zone): Check => ({ day, dueAt: at(day, checkedBy, zone) })

/** The first check that is owed of somebody who came on `fromDay`. */
export const firstCheck = (
  { fromDay, today, measured }: { fromDay: Day; today: Day; measured: boolean },
  checkedBy: LocalTime,
  zone: Zone,
): Check => checkOf(measured ? addDays(today, 1) : fromDay < today ? today : fromDay, checkedBy, zone)

export interface Stay {
  isOver: boolean
  /** Under another registration that turned out to be of the same person. */
  inIsolation: boolean
  fromDay: Day
  nextCheckDay: Day | null
}

/** A check made today is today's, whatever was missed before. Measured again the same day, what is owed next stays. */
export function decideCheck(
  stay: Stay,
  { temperature }: { temperature: number },
  today: Day,
  range: { lowest: number; highest: number },
): Verdict<{ nextDay: Day }> {
  const reasons: Reason[] = []
  if (stay.isOver) reasons.push(reason('stay.over', '住宿已经结束', 'The stay is over'))
  else if (stay.inIsolation) {
    // A fever recorded here would be referred by nobody.
    reasons.push(
      reason(
        'stay.inIsolation',
        '此人正在隔离，请在隔离测温中登记体温',
        'In isolation: record the temperature among those of the isolation',
      ),
    )
  }
  if (
    temperature < range.lowest ||
    temperature > range.highest ||
    Math.abs(temperature * 10 - Math.round(temperature * 10)) > 1e-6
  ) {
    reasons.push(
      reason(
        'bad_temperature',
        `体温应在 ${range.lowest.toFixed(1)} 至 ${range.highest.toFixed(1)} ℃ 之间，一位小数`,
        `Between ${range.lowest.toFixed(1)} and ${range.highest.toFixed(1)} °C, one decimal`,
        'temperature',
      ),
    )
  }
  if (reasons.length > 0) return no(...reasons)
  const tomorrow = addDays(today, 1)
  return yes({ nextDay: stay.nextCheckDay !== null && stay.nextCheckDay > tomorrow ? stay.nextCheckDay : tomorrow })
}

/** Whoever isolates meanwhile is let go by a release, or leaves with leave: never by the end of a stay. */
export function decideLeaving(stay: Stay, leftOn: Day, today: Day): Verdict<null> {
  const reasons: Reason[] = []
  if (stay.isOver) reasons.push(reason('stay.over', '住宿已经结束', 'The stay is over'))
  else if (stay.inIsolation) {
    reasons.push(
      reason(
        'departure.inIsolation',
        '正在隔离：请先解除，或在人员页登记为经批准离开、失联',
        'In isolation: release first, or record leave given or gone on the person’s page',
      ),
    )
  }
  if (leftOn > today || leftOn < stay.fromDay) {
    reasons.push(
      reason(
        'departure.badDay',
        `离开日期应在 ${stay.fromDay} 至今天之间`,
        `Between ${stay.fromDay} and today`,
        'leftOn',
      ),
    )
  }
  return reasons.length > 0 ? no(...reasons) : yes(null)
}
