// A day as text (`YYYY-MM-DD`) in and out; only this file knows that the picker speaks dayjs.
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { Day } from '../../kernel/time.ts'

interface Props {
  value?: Day | undefined
  onChange?: (day: Day | undefined) => void
  placeholder?: string
  /** Days after this one cannot be chosen. */
  latest?: Day
  id?: string
}

export function DayField({ value, onChange, placeholder, latest, id }: Props) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      {...(placeholder ? { placeholder, 'aria-label': placeholder } : {})}
      value={value ? dayjs(value) : null}
      onChange={(picked) => onChange?.(picked ? picked.format('YYYY-MM-DD') : undefined)}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY/M/D', 'YYYY.M.D']}
      {...(latest ? { maxDate: dayjs(latest) } : {})}
      style={{ minWidth: 136 }}
    />
  )
}
