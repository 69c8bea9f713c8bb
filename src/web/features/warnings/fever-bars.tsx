// Fevers by day as bars, each with the bound that was usual for its day; the same numbers as a table beneath.
import type { WarningView } from '../../../modules/insight/warning/contract.ts'
import { DayText, useDayText } from '../../ui/when.tsx'
import { useWarningWords } from './words.ts'

const HEIGHT = 120
const STEP = 30

export function FeverBars({ days }: { days: WarningView['fevers'] }) {
  const say = useWarningWords()
  const dayText = useDayText()
  const most = Math.max(3, ...days.map(({ count, bound }) => Math.max(count, bound ?? 0)))
  const y = (value: number) => HEIGHT - (value / most) * HEIGHT
  const text = (bound: number | null) => bound?.toFixed(1) ?? say('noBound')
  return (
    <div className="stack">
      <div className="fever-scroll">
        <svg
          className="fever-bars"
          viewBox={`0 -16 ${days.length * STEP} ${HEIGHT + 36}`}
          style={{ minWidth: days.length * STEP }}
          role="img"
          aria-label={say('fevers')}
        >
          {days.map(({ day, count, bound }, at) => (
            <g key={day} transform={`translate(${at * STEP} 0)`}>
              <title>{say('feverOf', { day: dayText(day), count, bound: text(bound) })}</title>
              <rect
                className={bound !== null && count > bound ? 'is-above' : ''}
                x={5}
                width={STEP - 10}
                y={y(count)}
                height={HEIGHT - y(count)}
              />
              {count > 0 && (
                <text x={STEP / 2} y={y(count) - 4}>
                  {count}
                </text>
              )}
              {bound !== null && <line x1={1} x2={STEP - 1} y1={y(bound)} y2={y(bound)} />}
              {at % 3 === days.length % 3 && (
                <text x={STEP / 2} y={HEIGHT + 15} className="is-day">
                  {day.slice(5)}
                </text>
              )}
            </g>
          ))}
          <path d={`M0 ${HEIGHT} H${days.length * STEP}`} />
        </svg>
      </div>
      <details>
        <summary>{say('showTable')}</summary>
        <table className="plain-table num">
          <thead>
            <tr>
              <th>{say('day')}</th>
              <th>{say('count')}</th>
              <th>{say('bound')}</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map(({ day, count, bound }) => (
              <tr key={day}>
                <td>
                  <DayText day={day} />
                </td>
                <td>{count}</td>
                <td>{text(bound)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  )
}
