// The fields of a registration: where the person will be, the first temperature, how the person was found.
import { Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import type { PersonPage } from '../../../modules/people/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useApi } from '../../shell/queries.ts'
import { AreaPicker } from '../../ui/area-picker.tsx'
import { useAreas } from '../../ui/areas.ts'
import { DoorHint } from '../households/door-hint.tsx'
import type { Values } from './registration.ts'
import { usePersonsWords } from './words.ts'

const SITES = [
  'forehead',
  'ear',
  'armpit',
  'mouth',
  'wrist',
  'other',
] as const satisfies readonly Values['temperatureSite'][]
const SOURCES = [
  'selfReport',
  'sweep',
  'checkpoint',
  'police',
  'superior',
  'tip',
  'list',
  'other',
] as const satisfies readonly Values['source'][]

/** Chooses a registered person by name, pinyin or telephone. */
export function PersonPicker({
  value,
  onChange,
  id,
  known = [],
}: {
  value?: string | undefined
  onChange?: (id: string | undefined) => void
  id?: string
  /** Shown by name before anything is typed. */
  known?: readonly { id: string; name: string }[]
}) {
  const say = usePersonsWords()
  const { pathOf } = useAreas()
  const [typed, setTyped] = useState('')
  const { data, isFetching } = useApi<z.infer<typeof PersonPage>>(
    typed.trim() ? '/api/v1/persons' : null,
    { q: typed.trim(), limit: 10 },
    { placeholderData: (previous) => previous },
  )
  return (
    <Select
      {...(id ? { id } : {})}
      value={value}
      onChange={onChange}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={isFetching}
      placeholder={say('householdSearch')}
      notFoundContent={null}
      options={
        typed.trim()
          ? (data?.items ?? []).map((person) => ({
              value: person.id,
              label: `${person.name}  ${pathOf(person.areaCode)} ${person.address}`,
            }))
          : known.map((person) => ({ value: person.id, label: person.name }))
      }
    />
  )
}

export function ResidenceFields({ within }: { within: readonly string[] | undefined }) {
  const say = usePersonsWords()
  const common = useCommon()
  const form = Form.useFormInstance<Values>()
  const [known, setKnown] = useState<{ id: string; name: string }[]>([])
  const choose = ({ id, name }: { id: string; name: string }) => {
    setKnown([{ id, name }])
    form.setFieldValue('householdWith', id)
  }
  const yesNo = [
    { value: 'yes', label: common('yes') },
    { value: 'no', label: common('no') },
    { value: 'unsaid', label: say('notSaid') },
  ]
  return (
    <>
      <Form.Item name="areaCode" label={say('areaVillage')} rules={[{ required: true, message: common('required') }]}>
        <AreaPicker within={within} only="township" />
      </Form.Item>
      <Form.Item name="address" label={say('address')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="householdWith" label={say('householdWith')}>
        <PersonPicker known={known} />
      </Form.Item>
      <DoorHint onChoose={choose} />
      <div className="pair">
        <Form.Item name="hasHome" label={say('hasHome')}>
          <Radio.Group options={yesNo} />
        </Form.Item>
        <Form.Item name="homeSuitable" label={say('homeSuitable')}>
          <Radio.Group options={yesNo} />
        </Form.Item>
      </div>
    </>
  )
}

export function FirstFields() {
  const say = usePersonsWords()
  const common = useCommon()
  const temperature = Form.useWatch('firstTemperature')
  return (
    <>
      <div className="pair">
        <Form.Item
          name="firstTemperature"
          label={say('firstTemperature')}
          extra={say('firstTemperatureHint')}
          rules={[{ type: 'number', min: 34, max: 43, message: say('temperatureRange') }]}
        >
          <InputNumber step={0.1} precision={1} style={{ width: 136 }} inputMode="decimal" />
        </Form.Item>
        {typeof temperature === 'number' && (
          <Form.Item name="temperatureSite" label={say('temperatureSite')}>
            <Select allowClear options={SITES.map((value) => ({ value, label: say(`site.${value}`) }))} />
          </Form.Item>
        )}
      </div>
      <Form.Item name="source" label={say('source')} rules={[{ required: true, message: common('required') }]}>
        <Select options={SOURCES.map((value) => ({ value, label: say(`source.${value}`) }))} />
      </Form.Item>
      <Form.Item name="remark" label={say('remark')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </>
  )
}
