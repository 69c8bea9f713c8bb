// The dialogs of a document. Ids are made as a dialog opens, so that pressing twice records once.
import { AutoComplete, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { DocumentChoices, DocumentView } from '../../../modules/duties/received/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { useApi } from '../../shell/queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantField } from '../../ui/instant-field.tsx'
import { RECEIVED, RECEIVED_CHOICES, RECEIVED_STALE } from './paths.ts'
import { thisMinute } from './this-minute.ts'
import { useReceivedWords } from './words.ts'

interface Props {
  document: DocumentView
  onClose: () => void
}

const useRequired = () => [{ required: true, whitespace: true, message: useCommon()('required') }]

/** In the own name. */
export function InstructDialog({ document, onClose }: Props) {
  const say = useReceivedWords()
  const required = useRequired()
  const [id] = useState(newId)
  return (
    <FormDialog<{ words: string }>
      title={say('instruct')}
      hint={say('instructHint')}
      act={(values) => api.post(`${RECEIVED}/${document.id}/instructions`, { id, ...values })}
      stale={RECEIVED_STALE}
      onClose={onClose}
    >
      <Form.Item name="words" label={say('words')} rules={required}>
        <Input.TextArea rows={4} maxLength={2000} autoFocus />
      </Form.Item>
    </FormDialog>
  )
}

/** By the office, for a leader. */
export function EnterInstructionDialog({ document, onClose }: Props) {
  const say = useReceivedWords()
  const common = useCommon()
  const required = useRequired()
  const [id] = useState(newId)
  const { data } = useApi<DocumentChoices>(RECEIVED_CHOICES)
  return (
    <FormDialog<{ leader: string; givenAt: string; words: string }>
      title={say('enterInstruction')}
      hint={say('enterHint')}
      initial={{ givenAt: thisMinute() }}
      act={(values) => api.post(`${RECEIVED}/${document.id}/instructions`, { id, ...values })}
      stale={RECEIVED_STALE}
      onClose={onClose}
    >
      <div className="form-pair">
        <Form.Item name="leader" label={say('leader')} rules={required}>
          <AutoComplete
            options={(data?.leaders ?? []).map((value) => ({ value }))}
            showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
            maxLength={60}
          />
        </Form.Item>
        <Form.Item name="givenAt" label={say('givenAt')} rules={[{ required: true, message: common('required') }]}>
          <InstantField />
        </Form.Item>
      </div>
      <Form.Item name="words" label={say('words')} rules={required}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  )
}

const KINDS = [
  ['post', 'posts'],
  ['unit', 'units'],
  ['group', 'groups'],
] as const

export function CirculateDialog({ document, onClose }: Props) {
  const say = useReceivedWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const { data } = useApi<DocumentChoices>(RECEIVED_CHOICES)
  const has = new Set(document.recipientList.filter(({ withdrawn }) => !withdrawn).map(({ id }) => id))
  return (
    <FormDialog<{ recipients: string[] }>
      title={say('circulate')}
      hint={say('circulateHint')}
      act={(values) => api.post(`${RECEIVED}/${document.id}/recipients`, values)}
      stale={RECEIVED_STALE}
      onClose={onClose}
    >
      <Form.Item name="recipients" label={say('circulateTo')} rules={[{ required: true, message: common('required') }]}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={KINDS.map(([kind, label]) => ({
            label: say(label),
            options: (data?.recipients ?? [])
              .filter((one) => one.kind === kind && !has.has(one.id))
              .map((one) => ({ value: one.id, label: inLanguage(one.name) })),
          }))}
        />
      </Form.Item>
    </FormDialog>
  )
}

export function RequireDialog({ document, onClose }: Props) {
  const say = useReceivedWords()
  const required = useRequired()
  const [id] = useState(newId)
  return (
    <FormDialog<{ text: string }>
      title={say('require')}
      hint={say('requireHint')}
      initial={{ text: document.asks || document.title }}
      act={(values) => api.post(`${RECEIVED}/${document.id}/requirement`, { id, ...values })}
      stale={RECEIVED_STALE}
      onClose={onClose}
    >
      <Form.Item name="text" label={say('requirement')} rules={required}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  )
}

export function CompleteDialog({ document, onClose }: Props) {
  const say = useReceivedWords()
  const required = useRequired()
  return (
    <FormDialog<{ note: string }>
      title={say('complete')}
      hint={say('completeHint')}
      act={(values) => api.post(`${RECEIVED}/${document.id}/completion`, values)}
      stale={RECEIVED_STALE}
      onClose={onClose}
    >
      <Form.Item name="note" label={say('result')} rules={required}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  )
}
