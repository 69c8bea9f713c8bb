// The fields of a registration: the person and the return. The number says sex and birth date while it is typed, and
// is checked against GB 11643 before anything is sent; the server checks it again.
import { Checkbox, Form, Input, Radio, Select } from 'antd'
import { DOCUMENT_TYPES, readDocument } from '../../../modules/people/rules/documents.ts'
import { readTelephones } from '../../../modules/people/rules/telephones.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { serverToday } from '../../shell/clock.ts'
import { DayField } from '../../ui/day-field.tsx'
import type { Values } from './registration.ts'
import { usePersonsWords } from './words.ts'

const MEANS = ['train', 'plane', 'coach', 'car', 'ship', 'other'] as const satisfies readonly Values['means'][]

/** `listed`: a list has the person's number, which may be used as it stands there. */
export function WhoFields({ listed }: { listed?: { label: string; hint: string } }) {
  const say = usePersonsWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const form = Form.useFormInstance<Values>()
  const type = Form.useWatch('documentType', form) ?? 'resident-id'
  const number = Form.useWatch('documentNumber', form) ?? ''
  const isListed = Form.useWatch('fromList', form) === true && listed !== undefined
  const read = readDocument(type, number)
  const known = read.ok && read.value.birthDate !== null ? read.value : null
  const checkNumber = (_rule: unknown, text = '') => {
    const checked = readDocument(form.getFieldValue('documentType'), text)
    return checked.ok ? Promise.resolve() : Promise.reject(new Error(checked.reasons.map(inLanguage).join(' ')))
  }
  const checkTelephones = (_rule: unknown, text = '') => {
    const { rest } = readTelephones(text)
    return rest === '' ? Promise.resolve() : Promise.reject(new Error(say('badTelephone', { text: rest })))
  }
  return (
    <>
      <Form.Item
        name="name"
        label={say('name')}
        rules={[{ required: true, whitespace: true, message: common('required') }]}
      >
        <Input autoFocus maxLength={60} autoComplete="off" />
      </Form.Item>
      {listed && (
        <Form.Item name="fromList" valuePropName="checked" extra={listed.hint}>
          <Checkbox>{listed.label}</Checkbox>
        </Form.Item>
      )}
      {!isListed && (
        <>
          <Form.Item name="documentType" label={say('documentType')}>
            <Select
              options={DOCUMENT_TYPES.map((value) => ({ value, label: say(value) }))}
              onChange={() => number && void form.validateFields(['documentNumber'])}
            />
          </Form.Item>
          <Form.Item
            name="documentNumber"
            label={say('number')}
            required
            validateTrigger="onBlur"
            extra={known && say('readFromNumber', { sex: common(known.sex ?? 'unknown'), day: known.birthDate ?? '' })}
            rules={[{ validator: checkNumber }]}
          >
            <Input maxLength={40} autoComplete="off" className="num" />
          </Form.Item>
        </>
      )}
      {!known && !isListed && (
        <div className="pair">
          <Form.Item name="sex" label={say('sex')}>
            <Radio.Group
              options={[
                { value: 'male', label: common('male') },
                { value: 'female', label: common('female') },
              ]}
            />
          </Form.Item>
          <Form.Item name="birthDate" label={say('birthDate')}>
            <DayField latest={serverToday()} />
          </Form.Item>
        </div>
      )}
      <Form.Item
        name="telephones"
        label={say('telephones')}
        extra={say('telephonesHint')}
        validateTrigger="onBlur"
        rules={[{ validator: checkTelephones }]}
      >
        <Input inputMode="tel" maxLength={80} autoComplete="off" />
      </Form.Item>
    </>
  )
}

export function JourneyFields() {
  const say = usePersonsWords()
  const common = useCommon()
  const isExpected = Form.useWatch('status') === 'expected'
  return (
    <>
      <Form.Item name="status" label={say('arrivalStatus')}>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'arrived', label: say('arrived') },
            { value: 'expected', label: say('expected') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="originText"
        label={say('origin')}
        extra={say('originHint')}
        rules={[{ required: true, whitespace: true, message: common('required') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <div className="pair">
        <Form.Item
          name="arrivalDay"
          label={isExpected ? say('expectedDay') : say('arrivalDay')}
          rules={[{ required: true, message: common('required') }]}
        >
          <DayField {...(isExpected ? {} : { latest: serverToday() })} />
        </Form.Item>
        <Form.Item name="category" label={say('category')}>
          <Select
            allowClear
            placeholder={say('categoryByPlan')}
            options={[
              { value: 'keyArea', label: say('keyArea') },
              { value: 'elsewhere', label: say('elsewhere') },
            ]}
          />
        </Form.Item>
      </div>
      <div className="pair">
        <Form.Item name="means" label={say('means')}>
          <Select allowClear options={MEANS.map((value) => ({ value, label: say(`means.${value}`) }))} />
        </Form.Item>
        <Form.Item name="serviceNo" label={say('serviceNo')}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <Form.Item name="companions" label={say('companions')}>
        <Input maxLength={300} />
      </Form.Item>
      {!isExpected && <StayFields />}
    </>
  )
}

/** Somebody who only stays for some days (M08): checked daily at the inn, no isolation unless the plan or a fever says so. */
function StayFields() {
  const say = usePersonsWords()
  const common = useCommon()
  const isTransient = Form.useWatch('isTransient') === true
  const required = [{ required: true, whitespace: true, message: common('required') }]
  return (
    <>
      <Form.Item name="isTransient" valuePropName="checked" extra={say('transientHint')}>
        <Checkbox>{say('transient')}</Checkbox>
      </Form.Item>
      {isTransient && (
        <>
          <div className="pair">
            <Form.Item name="stayPlace" label={say('stayPlace')} rules={required}>
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
            <Form.Item name="stayRoom" label={say('stayRoom')}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
          </div>
          <Form.Item
            name="stayUntil"
            label={say('stayUntil')}
            rules={[{ required: true, message: common('required') }]}
          >
            <DayField />
          </Form.Item>
        </>
      )}
    </>
  )
}
