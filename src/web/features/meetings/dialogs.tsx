// The dialogs of a meeting. Ids are made as a dialog opens, so that pressing twice records once.
import { Form, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { Attend, MeetingView } from '../../../modules/duties/meetings/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantField } from '../../ui/instant-field.tsx'
import { MEETING_STALE, MEETINGS } from './paths.ts'
import { useMeetingWords } from './words.ts'

const useRequired = () => [{ required: true, whitespace: true, message: useCommon()('required') }]

export function AttendDialog({
  meetingId,
  owner,
  onClose,
}: {
  meetingId: string
  owner: MeetingView['attendance'][number]
  onClose: () => void
}) {
  const say = useMeetingWords()
  const inLanguage = useBilingual()
  const required = useRequired()
  const [form] = Form.useForm<Pick<Attend, 'state' | 'note' | 'report'>>()
  const state = Form.useWatch('state', form) ?? owner.state ?? 'present'
  return (
    <FormDialog<Pick<Attend, 'state' | 'note' | 'report'>>
      form={form}
      title={inLanguage(owner.name)}
      initial={{ state: owner.state ?? 'present', note: owner.note, report: owner.report }}
      act={({ note = '', report = '', ...values }) =>
        api.put(`${MEETINGS}/${meetingId}/attendance`, {
          owner: owner.owner,
          version: owner.version,
          note: values.state === 'present' ? '' : note,
          report,
          ...values,
        })
      }
      stale={MEETING_STALE}
      onClose={onClose}
    >
      <Form.Item name="state" label={say('attendance')}>
        <Radio.Group
          options={(['present', 'deputy', 'absent'] as const).map((value) => ({ value, label: say(value) }))}
        />
      </Form.Item>
      {state !== 'present' && (
        <Form.Item name="note" label={say(state === 'deputy' ? 'who' : 'why')} rules={required}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
      )}
      {state !== 'absent' && (
        <Form.Item name="report" label={say('report')}>
          <Input.TextArea rows={4} maxLength={5000} />
        </Form.Item>
      )}
    </FormDialog>
  )
}

export function RequirementDialog({ meetingId, onClose }: { meetingId: string; onClose: () => void }) {
  const say = useMeetingWords()
  const required = useRequired()
  const [id] = useState(newId)
  return (
    <FormDialog<{ source: string; text: string }>
      title={say('addRequirement')}
      act={(values) => api.post(`${MEETINGS}/${meetingId}/requirements`, { id, ...values })}
      stale={MEETING_STALE}
      onClose={onClose}
    >
      <Form.Item name="source" label={say('source')} rules={required}>
        <Input maxLength={200} autoComplete="off" placeholder={say('sourceHint')} />
      </Form.Item>
      <Form.Item name="text" label={say('requirement')} rules={required}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  )
}

export function DecisionDialog({ meeting, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const say = useMeetingWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const required = useRequired()
  const [id] = useState(newId)
  return (
    <FormDialog<{ text: string; owners: string[]; dueAt: string }>
      title={say('addDecision')}
      hint={say('decisionHint')}
      act={(values) => api.post(`${MEETINGS}/${meeting.id}/decisions`, { id, ...values })}
      stale={MEETING_STALE}
      onClose={onClose}
    >
      <Form.Item name="text" label={say('decision')} rules={required}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item name="owners" label={say('owners')} rules={[{ required: true, message: common('required') }]}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={meeting.owners.map((owner) => ({ value: owner.id, label: inLanguage(owner.name) }))}
        />
      </Form.Item>
      <Form.Item name="dueAt" label={say('due')} rules={[{ required: true, message: common('required') }]}>
        <InstantField earliest={serverNow()} />
      </Form.Item>
    </FormDialog>
  )
}

export function MinutesDialog({ meeting, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const say = useMeetingWords()
  const required = useRequired()
  const [id] = useState(newId)
  const [latest] = meeting.minutes
  return (
    <FormDialog<{ text: string; reason?: string }>
      title={say(latest ? 'correct' : 'write')}
      hint={say('textHint')}
      width={760}
      initial={{ text: latest?.text ?? meeting.draft }}
      act={({ text, reason = '' }) =>
        api.post(`${MEETINGS}/${meeting.id}/minutes`, { id, text, reason, version: latest?.version ?? 0 })
      }
      stale={MEETING_STALE}
      onClose={onClose}
    >
      <Form.Item name="text" label={say('text')} rules={required}>
        <Input.TextArea rows={16} maxLength={50_000} />
      </Form.Item>
      {latest && (
        <Form.Item name="reason" label={say('reason')} rules={required}>
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
      )}
    </FormDialog>
  )
}
