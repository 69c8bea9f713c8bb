// Registering the letter: who asks, why, and until when.
import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import { KINDS, type ListDetail, type ListKind } from '../../../modules/verification/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { serverNow, serverToday } from '../../shell/clock.ts'
import { DayField } from '../../ui/day-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantField } from '../../ui/instant-field.tsx'
import { LISTS, STALE } from './paths.ts'
import { useVerificationWords } from './words.ts'
import './verification.css'

interface Values {
  kind: ListKind
  authority: string
  letterNo?: string
  letterDay: string
  contact?: string
  why: string
  originText?: string
  serviceNo?: string
  travelledOn?: string
  dueAt?: string
}

export function ReceiveDialog({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const say = useVerificationWords()
  const common = useCommon()
  const [id] = useState(newId)
  const required = [{ required: true, message: common('required') }]
  return (
    <FormDialog<Values>
      title={say('receive')}
      width={680}
      initial={{ letterDay: serverToday() }}
      act={async ({ travelledOn, dueAt, ...said }) => {
        const list = await api.post<ListDetail>(LISTS, {
          id,
          ...said,
          travelledOn: travelledOn ?? null,
          dueAt: dueAt ?? null,
        })
        onDone(list.id)
      }}
      stale={STALE}
      onClose={onClose}
    >
      <div className="verification-pair">
        <Form.Item name="kind" label={say('kind')} rules={required}>
          <Select options={KINDS.map((value) => ({ value, label: say(value) }))} />
        </Form.Item>
        <Form.Item name="authority" label={say('authority')} rules={required}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="letterNo" label={say('letterNo')}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="letterDay" label={say('letterDay')} rules={required}>
          <DayField latest={serverToday()} />
        </Form.Item>
      </div>
      <Form.Item name="why" label={say('why')} rules={required}>
        <Input.TextArea rows={2} maxLength={500} placeholder={say('whyHint')} />
      </Form.Item>
      <div className="verification-pair">
        <Form.Item name="originText" label={say('originText')} extra={say('originHint')}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="serviceNo" label={say('serviceNo')}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item name="travelledOn" label={say('travelledOn')}>
          <DayField latest={serverToday()} />
        </Form.Item>
        <Form.Item name="dueAt" label={say('due')} extra={say('dueHint')}>
          <InstantField earliest={serverNow()} />
        </Form.Item>
      </div>
      <Form.Item name="contact" label={say('contact')}>
        <Input maxLength={100} autoComplete="off" placeholder={say('contactHint')} />
      </Form.Item>
    </FormDialog>
  )
}
