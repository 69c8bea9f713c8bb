// Registers one person by form (M07). The id is made here, so that pressing twice registers once. What the server
// refuses stands at its field; a person registered elsewhere is said so, with whom to speak to.
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, App, Button, Form } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import type { Registered } from '../../../modules/people/contract.ts'
import { api, problemOf } from '../../shell/api.ts'
import { useSend } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { LookalikeWarning } from '../duplicates/lookalike-warning.tsx'
import { JourneyFields, WhoFields } from './register-fields.tsx'
import { arrivalOf, EMPTY, formFieldOf, householdOf, newIds, registrationOf, type Values } from './registration.ts'
import { FirstFields, ResidenceFields } from './residence-fields.tsx'
import { usePersonsWords } from './words.ts'

const STALE = ['/api/v1/persons', '/api/v1/board', '/api/v1/queues']

export function RegisterPage() {
  const say = usePersonsWords()
  const me = useMe()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const [round, setRound] = useState(0)
  const ids = useRef(newIds())
  const isNext = useRef(false)
  const register = async (values: Values) => {
    const householdId = await householdOf(values.householdWith)
    return api.post<Registered>('/api/v1/persons', registrationOf(ids.current, values, householdId))
  }
  const registering = useSend(register, STALE)
  const knownId = knownPersonOf(registering.error)
  const rest = useFieldProblems(form, knownId ? null : registering.error, formFieldOf)
  const comingAgain = useSend(
    (values: Values) => api.post(`/api/v1/persons/${knownId}/arrivals`, arrivalOf(ids.current.arrival, values)),
    STALE,
  )
  const comeAgain = async () => {
    const values = await form.validateFields()
    comingAgain.mutate(values, {
      onSuccess: () => void navigate({ to: '/persons/$id', params: { id: knownId! } }),
    })
  }
  const submit = (values: Values) =>
    registering.mutate(values, {
      onSuccess: ({ personId }) => {
        void message.success(say('registered', { name: values.name }))
        if (!isNext.current) return void navigate({ to: '/persons/$id', params: { id: personId } })
        const { areaCode, source, originText, status, arrivalDay, means, serviceNo } = values
        ids.current = newIds()
        form.resetFields()
        // The next person of one bus or one household shares these.
        form.setFieldsValue({ areaCode, source, originText, status, arrivalDay, means, serviceNo } as Values)
        setRound(round + 1)
        window.scrollTo(0, 0)
      },
    })
  const send = (next: boolean) => () => {
    isNext.current = next
    form.submit()
  }
  return (
    <Form<Values>
      key={round}
      form={form}
      layout="vertical"
      initialValues={EMPTY}
      onFinish={submit}
      scrollToFirstError={{ block: 'center' }}
      className="stack long-form"
    >
      <div className="page-head">
        <h1>{say('registerTitle')}</h1>
      </div>
      <ProblemAlert error={rest} />
      {knownId && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={say('knownPerson')}
          description={say('knownPersonHint')}
          action={
            <span className="row">
              <Link to="/persons/$id" params={{ id: knownId }} className="button-link">
                {say('openKnown')}
              </Link>
              <Button type="primary" onClick={() => void comeAgain()} loading={comingAgain.isPending}>
                {say('comeAgain')}
              </Button>
            </span>
          }
        />
      )}
      <ProblemAlert error={comingAgain.error} />
      <LookalikeWarning />
      <div className="form-grid">
        <div>
          <Section title={say('who')}>
            <WhoFields />
          </Section>
          <Section title={say('residence')}>
            <ResidenceFields within={me.permissions['person.register']} />
          </Section>
        </div>
        <div>
          <Section title={say('journey')}>
            <JourneyFields />
          </Section>
          <Section title={say('first')}>
            <FirstFields />
          </Section>
        </div>
      </div>
      <div className="form-acts">
        <Button type="primary" onClick={send(false)} loading={registering.isPending}>
          {say('saveOpen')}
        </Button>
        <Button onClick={send(true)} disabled={registering.isPending}>
          {say('saveNext')}
        </Button>
      </div>
    </Form>
  )
}

/** The document is of a person whom this account may see. */
function knownPersonOf(error: unknown): string | null {
  if (!error) return null
  const { code, errors } = problemOf(error).details
  return code === 'already_registered' ? (errors.find((reason) => reason.code === 'person')?.en ?? null) : null
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
      </header>
      <div className="card-body">{children}</div>
    </section>
  )
}
