// A transient's temperature of today, and the leaving.
import { Form, Input, InputNumber } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { MovementRow } from '../../../modules/movements/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { DayField } from '../../ui/day-field.tsx'
import { FormDialog } from './letter-dialogs.tsx'
import { useMovementWords } from './words.ts'

interface Props {
  row: MovementRow
  onClose: () => void
}

export function StayCheckDialog({ row, onClose }: Props) {
  const say = useMovementWords()
  const common = useCommon()
  const id = useRef(newId())
  return (
    <FormDialog<{ temperature: number }>
      title={say('titleOf', { what: say('check'), who: row.person.name })}
      hint={say('checkHint')}
      okText={common('save')}
      initial={{}}
      act={(values) => api.post(`/api/v1/stays/${row.id}/checks`, { id: id.current, ...values })}
      onClose={onClose}
    >
      <Form.Item
        name="temperature"
        label={say('temperature')}
        rules={[{ required: true, message: common('required') }]}
      >
        <InputNumber autoFocus step={0.1} precision={1} inputMode="decimal" style={{ width: 136 }} />
      </Form.Item>
    </FormDialog>
  )
}

export function LeaveDialog({ row, onClose }: Props) {
  const say = useMovementWords()
  const common = useCommon()
  return (
    <FormDialog<{ leftOn: string; destination?: string }>
      title={say('titleOf', { what: say('leave'), who: row.person.name })}
      okText={say('leave')}
      initial={{ leftOn: serverToday() }}
      act={(values) => api.post(`/api/v1/stays/${row.id}/end`, values)}
      onClose={onClose}
    >
      <Form.Item name="leftOn" label={say('leavesOn')} rules={[{ required: true, message: common('required') }]}>
        <DayField latest={serverToday()} />
      </Form.Item>
      <Form.Item name="destination" label={say('destination')}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  )
}
