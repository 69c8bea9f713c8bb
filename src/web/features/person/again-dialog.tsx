// A registered person comes again after having been released (M07): a new arrival, a new isolation; what was before stays.
import { App, Button, Form, Modal } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { PersonView } from '../../../modules/people/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { JourneyFields } from '../persons/register-fields.tsx'
import { arrivalOf, EMPTY, formFieldOf, type Values } from '../persons/registration.ts'
import { FirstFields } from '../persons/residence-fields.tsx'
import { usePersonWords } from './words.ts'

const STALE = ['/api/v1/persons', '/api/v1/isolation', '/api/v1/board']

export function AgainButton({ person, inIsolation }: { person: PersonView; inIsolation: boolean }) {
  const say = usePersonWords()
  const can = useMay()
  const [isAsking, setAsking] = useState(false)
  if (inIsolation || person.arrival?.status === 'expected' || !can('person.register', person.areaCode)) return null
  return (
    <>
      <Button onClick={() => setAsking(true)}>{say('again')}</Button>
      {isAsking && <AgainDialog person={person} onClose={() => setAsking(false)} />}
    </>
  )
}

function AgainDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const say = usePersonWords()
  const common = useCommon()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const id = useRef(newId())
  const sending = useSend(
    (values: Values) => api.post<PersonView>(`/api/v1/persons/${person.id}/arrivals`, arrivalOf(id.current, values)),
    STALE,
  )
  const rest = useFieldProblems(form, sending.error, formFieldOf)
  const done = () => {
    void message.success(say('againDone'))
    onClose()
  }
  return (
    <Modal
      open
      title={say('againTitle', { name: person.name })}
      okText={common('save')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending }}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
      width={640}
    >
      <div className="stack">
        <div className="quiet">{say('againHint')}</div>
        <ProblemAlert error={rest} />
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={EMPTY}
          onFinish={(values) => sending.mutate(values, { onSuccess: done })}
        >
          <JourneyFields />
          <FirstFields />
        </Form>
      </div>
    </Modal>
  )
}
