// Beginning to fill a form for a day: the figures come at once.
import { useNavigate } from '@tanstack/react-router'
import { Form, Radio } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import { dayOf } from '../../../kernel/time.ts'
import type { FillingView, FormView } from '../../../modules/duties/tables/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { planZone, serverNow } from '../../shell/clock.ts'
import { DayField } from '../../ui/day-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { FILLINGS, FORMS } from './paths.ts'
import { useTableWords } from './words.ts'

interface Values {
  day: string
  span: FillingView['span']
}

export function BeginDialog({ form, onClose }: { form: Pick<FormView, 'id' | 'name'>; onClose: () => void }) {
  const say = useTableWords()
  const common = useCommon()
  const navigate = useNavigate()
  const [id] = useState(newId)
  const today = dayOf(serverNow(), planZone())
  return (
    <FormDialog<Values>
      title={say('beginTitle', { name: form.name })}
      hint={say('beginHint')}
      okText={say('begin')}
      initial={{ day: today, span: 'report' }}
      act={async (values) => {
        await api.post(FILLINGS, { id, formId: form.id, ...values })
        void navigate({ to: '/tables/$id', params: { id } })
      }}
      stale={[FILLINGS, FORMS]}
      onClose={onClose}
    >
      <Form.Item name="day" label={say('day')} rules={[{ required: true, message: common('required') }]}>
        <DayField latest={today} />
      </Form.Item>
      <Form.Item name="span" label={say('span')}>
        <Radio.Group
          vertical
          options={(['report', 'calendar'] as const).map((value) => ({ value, label: say(value) }))}
        />
      </Form.Item>
    </FormDialog>
  )
}
