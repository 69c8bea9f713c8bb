// Corrects a person's particulars. When somebody else corrected them meanwhile the dialog says so and offers the newest
// ones; nothing is overwritten unseen.
import { Alert, Button, Form, Input, Modal, Radio, Select } from 'antd'
import { useRef } from 'react'
import type { PersonView } from '../../../modules/people/contract.ts'
import { DOCUMENT_TYPES, readDocument } from '../../../modules/people/rules/documents.ts'
import { readTelephones } from '../../../modules/people/rules/telephones.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api, problemOf } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { queryClient, refresh, useSend } from '../../shell/queries.ts'
import { AreaPicker } from '../../ui/area-picker.tsx'
import { DayField } from '../../ui/day-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { PersonPicker } from '../persons/residence-fields.tsx'
import { usePersonsWords } from '../persons/words.ts'
import { type EditValues, editFieldOf, editOf, valuesOf } from './edit-person.ts'
import { usePersonWords } from './words.ts'

const STALE = ['/api/v1/persons', '/api/v1/isolation', '/api/v1/board']

export function EditDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const say = usePersonWords()
  const persons = usePersonsWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const [form] = Form.useForm<EditValues>()
  // What the form began with: the page behind it may be asked again while somebody types.
  const base = useRef(person)
  const saving = useSend(async (values: EditValues) => {
    const edit = editOf(base.current, values)
    if (edit) await api.patch(`/api/v1/persons/${person.id}`, edit)
    const withId = values.householdWith ?? null
    if (withId !== (valuesOf(base.current).householdWith ?? null)) {
      await api.put(`/api/v1/persons/${person.id}/household`, { with: withId })
    }
  }, STALE)
  const isChanged = saving.error !== null && problemOf(saving.error).details.code === 'person_changed'
  const rest = useFieldProblems(form, isChanged ? null : saving.error, editFieldOf)
  const type = Form.useWatch('documentType', form) ?? person.documentType
  const number = Form.useWatch('documentNumber', form) ?? ''
  const required = [{ required: true, whitespace: true, message: common('required') }]
  const takeNewest = async () => {
    const newest = await api.get<PersonView>(`/api/v1/persons/${person.id}`)
    queryClient.setQueryData([`/api/v1/persons/${person.id}`], newest)
    base.current = newest
    form.setFieldsValue(valuesOf(newest))
    saving.reset()
  }
  const close = () => {
    if (isChanged) void refresh(`/api/v1/persons/${person.id}`)
    onClose()
  }
  const checkNumber = (_rule: unknown, text = '') => {
    const kept = type === base.current.documentType
    if (!text.trim()) return kept ? Promise.resolve() : Promise.reject(new Error(say('numberNeeded')))
    const checked = readDocument(type, text)
    return checked.ok ? Promise.resolve() : Promise.reject(new Error(checked.reasons.map(inLanguage).join(' ')))
  }
  const checkTelephones = (_rule: unknown, text = '') => {
    const { rest: bad } = readTelephones(text)
    return bad === '' ? Promise.resolve() : Promise.reject(new Error(persons('badTelephone', { text: bad })))
  }
  return (
    <Modal
      open
      title={say('editTitle', { name: person.name })}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: saving.isPending, disabled: isChanged }}
      onOk={form.submit}
      onCancel={close}
      mask={{ closable: false }}
      width={640}
    >
      <div className="stack">
        {isChanged && (
          <Alert
            type="warning"
            showIcon
            role="alert"
            title={say('changedMeanwhile')}
            description={say('changedMeanwhileHint')}
            action={<Button onClick={() => void takeNewest()}>{say('takeNewest')}</Button>}
          />
        )}
        <ProblemAlert error={rest} />
        <Form<EditValues>
          form={form}
          layout="vertical"
          initialValues={valuesOf(person)}
          onFinish={(values) => saving.mutate(values, { onSuccess: onClose })}
        >
          <Form.Item name="name" label={persons('name')} rules={required}>
            <Input autoFocus maxLength={60} autoComplete="off" />
          </Form.Item>
          <div className="pair">
            <Form.Item name="documentType" label={persons('documentType')}>
              <Select
                options={DOCUMENT_TYPES.map((value) => ({ value, label: persons(value) }))}
                onChange={() => void form.validateFields(['documentNumber'])}
              />
            </Form.Item>
            <Form.Item
              name="documentNumber"
              label={persons('number')}
              extra={say('numberStays')}
              dependencies={['documentType']}
              validateTrigger="onBlur"
              rules={[{ validator: checkNumber }]}
            >
              <Input maxLength={40} autoComplete="off" className="num" placeholder={person.documentMasked} />
            </Form.Item>
          </div>
          {!number.trim() && (
            <div className="pair">
              <Form.Item name="sex" label={persons('sex')}>
                <Radio.Group
                  options={[
                    { value: 'male', label: common('male') },
                    { value: 'female', label: common('female') },
                  ]}
                />
              </Form.Item>
              <Form.Item name="birthDate" label={persons('birthDate')}>
                <DayField latest={serverToday()} />
              </Form.Item>
            </div>
          )}
          <Form.Item
            name="telephones"
            label={persons('telephones')}
            extra={persons('telephonesHint')}
            validateTrigger="onBlur"
            rules={[{ validator: checkTelephones }]}
          >
            <Input inputMode="tel" maxLength={80} autoComplete="off" />
          </Form.Item>
          <Form.Item name="areaCode" label={persons('areaVillage')} rules={required} extra={say('areaHint')}>
            <AreaPicker within={[person.areaCode.slice(0, 9)]} only="township" />
          </Form.Item>
          <Form.Item name="address" label={persons('address')}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="householdWith" label={persons('householdWith')}>
            <PersonPicker known={person.household} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}
