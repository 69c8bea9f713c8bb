// How a shift's time and people are said.
import { dayOf, localTimeOf, minutesBetween } from '../../../kernel/time.ts'
import type { ShiftView } from '../../../modules/duties/roster/contract.ts'
import { planZone } from '../../shell/clock.ts'
import { useDayText } from '../../ui/when.tsx'
import { useRosterWords } from './words.ts'

export const hours = ({ from, until }: { from: string; until: string }): string =>
  `${localTimeOf(from, planZone())}–${localTimeOf(until, planZone())}`

/** "1月26日 08:00–20:00", "1月26日 08:00 起全天". */
export function useSpanText(): (span: { from: string; until: string }) => string {
  const say = useRosterWords()
  const dayText = useDayText()
  return (span) => {
    const from = localTimeOf(span.from, planZone())
    const [day, lastDay] = [dayOf(span.from, planZone()), dayOf(span.until, planZone())]
    if (from === localTimeOf(span.until, planZone())) return `${dayText(day)} ${say('wholeDay', { from })}`
    // A night says itself; what is longer names the day on which it ends.
    const isLong = lastDay !== day && minutesBetween(span.from, span.until) > 12 * 60
    if (isLong) return `${dayText(day)} ${from}–${dayText(lastDay)} ${localTimeOf(span.until, planZone())}`
    return `${dayText(day)} ${hours(span)}`
  }
}

export const namesIn = (shift: ShiftView, role?: 'leader' | 'staff'): string =>
  shift.seats
    .filter((seat) => role === undefined || seat.role === role)
    .map(({ name }) => name)
    .join('、')
