// Activation, change of level and standing down (M01): date, authority and reason, in one dialog.
import { Form, Input, Select } from 'antd'
import { newId } from '../../../kernel/ids.ts'
import type { NewResponseChange, ResponseView } from '../../../modules/organisation/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { DayField } from '../../ui/day-field.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useResponseWords } from './words.ts'

export type ChangeKind = NewResponseChange['kind']

interface Values {
  level: string
  effectiveDay: string
  authority: string
  reason: string
}

export function ChangeDialog({
  kind,
  response,
  onClose,
}: {
  kind: ChangeKind
  response: ResponseView
  onClose: () => void
}) {
  const say = useResponseWords()
  const common = useCommon()
  const title = { activated: say('activate'), levelChanged: say('changeLevel'), stoodDown: say('standDown') }[kind]
  const hint = kind === 'stoodDown' ? say('standDownHint') : kind === 'activated' ? say('activateHint') : undefined
  const record = ({ level, ...values }: Values) =>
    api.post('/api/v1/response-changes', { id: newId(), kind, level: level ?? response.level ?? '1', ...values })
  const required = [{ required: true, message: common('required') }]
  return (
    <ReasonDialog<Values>
      title={title}
      {...(hint ? { hint } : {})}
      okText={title}
      danger={kind === 'stoodDown'}
      initial={{ level: response.level ?? '1', effectiveDay: serverToday() }}
      act={record}
      stale={['/api/v1/']}
      onClose={onClose}
    >
      {kind !== 'stoodDown' && (
        <Form.Item name="level" label={say('level')} rules={required}>
          <Select
            options={[
              { value: '1', label: say('levelI') },
              { value: '2', label: say('levelII') },
              { value: '3', label: say('levelIII') },
              { value: '4', label: say('levelIV') },
            ]}
          />
        </Form.Item>
      )}
      <Form.Item name="effectiveDay" label={say('effectiveDay')} rules={required}>
        <DayField />
      </Form.Item>
      <Form.Item name="authority" label={say('authority')} rules={required}>
        <Input placeholder={say('authorityExample')} maxLength={200} />
      </Form.Item>
    </ReasonDialog>
  )
}
