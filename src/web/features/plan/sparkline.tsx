// The last fourteen days of a duty as a small curve with its target. Every day that was not kept has a sign of its own beside
// its colour, and the whole is told in words to whoever does not see it.
import { useMemo } from 'react'
import type { DayFigure, DutyView } from '../../../modules/insight/plan/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useDayText } from '../../ui/when.tsx'
import { HEIGHT, shapeOf, WIDTH } from './curve.ts'
import { useFigureText } from './value.tsx'
import { usePlanWords } from './words.ts'

export function Sparkline({ duty }: { duty: Pick<DutyView, 'curve' | 'measure'> }) {
  const say = usePlanWords()
  const inLanguage = useBilingual()
  const dayText = useDayText()
  const figureText = useFigureText()
  const { curve, measure } = duty
  const shape = useMemo(() => shapeOf(curve, measure.bound, measure.unit === 'percent'), [curve, measure])
  if (!shape) return <span className="quiet">{curve.length > 0 ? say('noDays') : '—'}</span>
  const target = inLanguage({ zh: measure.targetZh, en: measure.targetEn })
  const told = (figure: DayFigure) => `${dayText(figure.day)} ${figureText(figure, measure.unit)} ${say(figure.state)}`
  const label = say('curve', { target, days: shape.points.map(({ figure }) => told(figure)).join(say('and')) })
  const last = shape.points.at(-1)
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      <line className="spark-target" x1="0" x2={WIDTH} y1={shape.target} y2={shape.target} />
      {shape.lines.map((line) => (
        <polyline key={line} className="spark-line" points={line} />
      ))}
      {shape.points.map(({ x, y, figure }) => (
        <g key={figure.day}>
          <Sign x={x} y={y} state={figure.state} isLast={figure === last?.figure} />
          <rect className="spark-day" x={x - 4.5} y="0" width="9" height={HEIGHT}>
            <title>{told(figure)}</title>
          </rect>
        </g>
      ))}
    </svg>
  )
}

/** Broken: a cross. At risk: a ring. Kept: only today's point is marked. */
function Sign({ x, y, state, isLast }: { x: number; y: number; state: DayFigure['state']; isLast: boolean }) {
  if (state === 'broken') {
    return <path className="spark-broken" d={`M${x - 2.6} ${y - 2.6}l5.2 5.2m0 -5.2l-5.2 5.2`} />
  }
  if (state === 'atRisk') return <circle className="spark-risk" cx={x} cy={y} r="2.6" />
  return <circle className="spark-kept" cx={x} cy={y} r={isLast ? 3 : 1.4} />
}
