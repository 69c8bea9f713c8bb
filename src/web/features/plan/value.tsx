// A figure as it is read: a rate with its counts, and a way to the list that it counts. The server has cut it to one decimal,
// so that 99.96 is never shown as 100.
import { Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { DayFigure, DutyView } from '../../../modules/insight/plan/contract.ts'
import { useDayText } from '../../ui/when.tsx'
import { usePlanWords } from './words.ts'

type Unit = DutyView['measure']['unit']

export function useValueText(): (value: number, unit: Unit) => string {
  const say = usePlanWords()
  return useCallback(
    (value, unit) => {
      if (unit === 'percent') return `${value}%`
      if (unit === 'days') return say('inDays', { n: value })
      return unit === 'minutes' ? say('inMinutes', { n: value }) : String(value)
    },
    [say],
  )
}

/** The value with its counts; a dash where nothing was due. */
export function useFigureText(): (figure: Pick<DayFigure, 'value' | 'counts'>, unit: Unit) => string {
  const valueText = useValueText()
  return useCallback(
    ({ value, counts }, unit) => {
      if (value === null) return '—'
      return counts ? `${valueText(value, unit)} (${counts.numerator}/${counts.denominator})` : valueText(value, unit)
    },
    [valueText],
  )
}

export function Value({ duty, area }: { duty: DutyView; area: string | undefined }) {
  const say = usePlanWords()
  const dayText = useDayText()
  const valueText = useValueText()
  const { value, counts, measure, asOfDay } = duty
  if (value === null) return <span className="quiet">—</span>
  const isOfToday = asOfDay === duty.curve.at(-1)?.day
  const day = isOfToday ? undefined : asOfDay
  return (
    <Link
      to="/plan/duties/$key"
      params={{ key: duty.key }}
      search={{ area, day }}
      className="plan-value"
      title={say('evidence')}
    >
      <strong>{valueText(value, measure.unit)}</strong>
      {counts && (
        <span>
          {counts.numerator}/{counts.denominator}
        </span>
      )}
      {day && <span className="quiet">{dayText(day)}</span>}
    </Link>
  )
}
