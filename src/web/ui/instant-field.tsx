// A moment in the plan's zone, in and out as an Instant; the picker's own zone (the computer's) never counts.
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { at, dayOf, type Instant, localTimeOf } from '../../kernel/time.ts'
import { planZone } from '../shell/clock.ts'

interface Props {
  value?: Instant | undefined
  onChange?: (instant: Instant | undefined) => void
  placeholder?: string
  /** Days before this moment's cannot be chosen. */
  earliest?: Instant
  id?: string
}

const shown = (instant: Instant) => dayjs(`${dayOf(instant, planZone())}T${localTimeOf(instant, planZone())}`)

export function InstantField({ value, onChange, placeholder, earliest, id }: Props) {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      {...(placeholder ? { placeholder, 'aria-label': placeholder } : {})}
      value={value ? shown(value) : null}
      onChange={(picked) =>
        onChange?.(picked ? at(picked.format('YYYY-MM-DD'), picked.format('HH:mm'), planZone()) : undefined)
      }
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      showNow={false}
      format="YYYY-MM-DD HH:mm"
      {...(earliest ? { minDate: shown(earliest), defaultPickerValue: shown(earliest) } : {})}
    />
  )
}
