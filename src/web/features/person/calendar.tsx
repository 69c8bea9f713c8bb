// The checks of a period day by day: what became of each window, in a word and a sign; missed ones can be explained.

import { daysBetween, localTimeOf } from '../../../kernel/time.ts'
import type { PeriodView } from '../../../modules/isolation/contract/views.ts'
import { planZone } from '../../shell/clock.ts'
import { useTerms } from '../isolation/words.ts'

type Outcome = PeriodView['windows'][number]['outcome']

const SIGNS: Record<Outcome, string> = {
  done: '✓',
  late: '◔',
  missed: '✕',
  overdue: '!',
  open: '◷',
  upcoming: '·',
  suspended: '‖',
  stoodDown: '‖',
  beforeRegistration: '–',
  afterEnd: '·',
}

export function Calendar({ period }: { period: PeriodView }) {
  const term = useTerms()
  const zone = planZone()
  const days = new Map<string, PeriodView['windows']>()
  for (const window of period.windows) days.set(window.day, [...(days.get(window.day) ?? []), window])
  // An amendment may have given later days other windows: a row for each, by the clock.
  const slotOf = (window: PeriodView['windows'][number]) =>
    `${localTimeOf(window.opensAt, zone)}–${localTimeOf(window.closesAt, zone)}`
  const slots = [...new Set(period.windows.map(slotOf))].sort()
  return (
    <div className="calendar-scroll">
      <table className="calendar">
        <thead>
          <tr>
            <th />
            {[...days.keys()].map((day) => (
              <th key={day} className="num">
                <span>{daysBetween(period.startDay, day)}</span>
                <small>{day.slice(5)}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slots.map((slot) => (
            <tr key={slot}>
              <th scope="row" className="num">
                {slot}
              </th>
              {[...days.entries()].map(([day, windows]) => {
                const window = windows.find((one) => slotOf(one) === slot)
                if (!window) return <td key={day} />
                const words = [term(window.outcome), window.explanation].filter(Boolean).join('：')
                return (
                  <td key={day} className={`is-${window.outcome}`} title={`${day} ${slot} ${words}`}>
                    <span aria-hidden>{SIGNS[window.outcome]}</span>
                    <small>{window.outcome === 'upcoming' ? '' : term(window.outcome)}</small>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
