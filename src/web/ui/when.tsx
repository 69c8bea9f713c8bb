// Times as people say them: "今天 14:20 (还剩 40 分钟)". Ticks against the server's clock, in the plan's zone.
import { type Day, dayOf, daysBetween, type Instant, localTimeOf, minutesBetween } from '../../kernel/time.ts'
import { useCommon } from '../i18n/common.ts'
import { useLanguage } from '../i18n/index.ts'
import { planZone, useNow } from '../shell/clock.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "今天", "昨天", "1月25日", with the year only when it is another one. */
export function useDayText(): (day: Day) => string {
  const common = useCommon()
  const language = useLanguage()
  const today = dayOf(useNow(60), planZone())
  return (day) => {
    const away = daysBetween(today, day)
    if (away === 0) return common('today')
    if (away === -1) return common('yesterday')
    if (away === 1) return common('tomorrow')
    const [year = '', month = '', date = ''] = day.split('-')
    const isOtherYear = year !== today.slice(0, 4)
    if (language === 'en') return `${Number(date)} ${MONTHS[Number(month) - 1]}${isOtherYear ? ` ${year}` : ''}`
    return `${isOtherYear ? `${year}年` : ''}${Number(month)}月${Number(date)}日`
  }
}

/** Minutes as "40 分钟", "2 小时 5 分", "3 天". */
export function useDurationText(): (minutes: number) => string {
  const common = useCommon()
  return (minutes) => {
    const whole = Math.floor(Math.abs(minutes))
    if (whole < 1) return common('lessThanMinute')
    if (whole < 60) return common('minutes', { n: whole })
    if (whole >= 48 * 60) return common('days', { n: Math.floor(whole / 1440) })
    const [h, m] = [Math.floor(whole / 60), whole % 60]
    return m === 0 ? common('hours', { n: h }) : common('hoursMinutes', { h, m })
  }
}

/** An instant as "今天 14:20", "1月25日 09:00". */
export function useMomentText(): (at: Instant) => string {
  const dayText = useDayText()
  return (at) => `${dayText(dayOf(at, planZone()))} ${localTimeOf(at, planZone())}`
}

interface Props {
  at: Instant | null | undefined
  /** `due`: how much is left or over. `ago`: how long since. Absent: the time alone. */
  as?: 'due' | 'ago'
}

export function WhenText({ at, as }: Props) {
  const common = useCommon()
  const momentText = useMomentText()
  const durationText = useDurationText()
  const now = useNow(15)
  if (!at) return null
  const time = momentText(at)
  const minutes = minutesBetween(now, at)
  const duration = durationText(minutes)
  const isOver = as === 'due' && minutes < 0
  const beside =
    as === 'due' ? common(isOver ? 'over' : 'left', { duration }) : as === 'ago' ? common('ago', { duration }) : null
  return (
    <time dateTime={at} className={`num${isOver ? ' is-over' : ''}`}>
      {time}
      {beside && <span className="beside"> ({beside})</span>}
    </time>
  )
}

export function DayText({ day }: { day: Day | null | undefined }) {
  const dayText = useDayText()
  if (!day) return null
  return (
    <time dateTime={day} className="num" title={day}>
      {dayText(day)}
    </time>
  )
}
