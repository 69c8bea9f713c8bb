// Planning a drill or training: for which duty of the plan, by whom, when, with which units.
import { Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { ExerciseChoices } from '../../../modules/duties/training/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useApi } from '../../shell/queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InstantField } from '../../ui/instant-field.tsx'
import { EXERCISES } from './paths.ts'
import { useTrainingWords } from './words.ts'
import './training.css'

interface Values {
  dutyKey: string
  title: string
  startsAt: string
  endsAt: string
  place?: string
  owner: string
  units: string[]
  expected: number
  material?: string
  versionId?: string
}

export function PlanDialog({ onClose }: { onClose: () => void }) {
  const say = useTrainingWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [id] = useState(newId)
  const [form] = Form.useForm<Values>()
  const { data } = useApi<ExerciseChoices>('/api/v1/exercise-choices')
  const required = [{ required: true, message: common('required') }]
  const duty = Form.useWatch('dutyKey', form)
  const isDrill = data?.duties.find(({ key }) => key === duty)?.kind === 'drill'
  const onlyOwner = data?.owners.length === 1 ? data.owners[0]?.id : undefined
  return (
    <FormDialog<Values>
      key={onlyOwner ?? ''}
      form={form}
      title={say('plan')}
      width={640}
      initial={{ expected: 10, ...(onlyOwner ? { owner: onlyOwner } : {}) }}
      act={({ units, expected, material = '', place = '', versionId, ...values }) =>
        api.post(EXERCISES, {
          id,
          ...values,
          material,
          place,
          versionId: isDrill ? (versionId ?? null) : null,
          units: units.map((unit) => ({ unit, expected })),
        })
      }
      stale={[EXERCISES]}
      onClose={onClose}
    >
      <Form.Item name="dutyKey" label={say('duty')} rules={required}>
        <Select
          options={data?.duties.map(({ key, kind, name }) => ({
            value: key,
            label: `${say(kind)}：${inLanguage(name)}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="title" label={say('name')} rules={required}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="startsAt" label={say('starts')} rules={required}>
          <InstantField earliest={serverNow()} />
        </Form.Item>
        <Form.Item name="endsAt" label={say('ends')} rules={required}>
          <InstantField earliest={serverNow()} />
        </Form.Item>
      </div>
      <Form.Item name="owner" label={say('owner')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={data?.owners.map((owner) => ({ value: owner.id, label: inLanguage(owner.name) }))}
        />
      </Form.Item>
      <Form.Item name="units" label={say('units')} rules={required}>
        <Select
          mode="multiple"
          maxTagCount="responsive"
          showSearch={{ optionFilterProp: 'label' }}
          options={data?.units.map(({ unit, name }) => ({ value: unit, label: inLanguage(name) }))}
        />
      </Form.Item>
      <Form.Item name="expected" label={say('expectedEach')} rules={required}>
        <InputNumber min={1} max={100_000} precision={0} />
      </Form.Item>
      {isDrill && (
        <Form.Item name="versionId" label={say('drilled')}>
          <Select
            allowClear
            placeholder={say('noneDrilled')}
            options={data?.versions.map((version) => ({
              value: version.id,
              label: `${version.title} · ${say('version', { n: version.number })}`,
            }))}
          />
        </Form.Item>
      )}
      <Form.Item name="place" label={say('place')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="material" label={say('material')}>
        <Input.TextArea rows={3} maxLength={5000} placeholder={say('materialHint')} />
      </Form.Item>
    </FormDialog>
  )
}
