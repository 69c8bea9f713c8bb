// Registering somebody of a list who was found (M45): the form of every registration, filled in from the list, and the answer
// with it in one step. The number of the list is used without being shown whole.
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Button, Form, Skeleton } from 'antd'
import { useRef } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { EntryDetail } from '../../../modules/verification/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { JourneyFields, WhoFields } from '../persons/register-fields.tsx'
import { EMPTY, formFieldOf, householdOf, newIds, registrationOf, type Values } from '../persons/registration.ts'
import { FirstFields, ResidenceFields } from '../persons/residence-fields.tsx'
import { ENTRIES, STALE } from './paths.ts'
import { useVerificationWords } from './words.ts'

const ALL_STALE = [...STALE, '/api/v1/persons', '/api/v1/board', '/api/v1/queues']
const fieldOf = (field: string) => formFieldOf(field.replace(/^person\./, ''))

export function RegisterFoundPage() {
  const { id } = useParams({ from: '/frame/verification/persons/$id/register' })
  const { data, error, refetch } = useApi<EntryDetail>(`${ENTRIES}/${id}`)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return <RegisterFound entry={data} />
}

/** What the list says, as the form has it. */
const filledIn = (entry: EntryDetail): Partial<Values> => ({
  ...EMPTY,
  name: entry.name,
  fromList: entry.hasDocument,
  telephones: entry.telephones.join(' '),
  originText: entry.letter.originText,
  serviceNo: entry.letter.serviceNo,
  ...(entry.letter.serviceNo && entry.list.kind !== 'telecom' ? { means: 'train' as const } : {}),
  address: entry.address,
  ...(entry.areaCode.length >= 9 ? { areaCode: entry.areaCode } : {}),
  source: 'list',
  remark: entry.note,
})

function RegisterFound({ entry }: { entry: EntryDetail }) {
  const say = useVerificationWords()
  const common = useCommon()
  const me = useMe()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const ids = useRef({ ...newIds(), finding: newId() })
  const registering = useSend(async (values: Values) => {
    const person = registrationOf(ids.current, values, await householdOf(values.householdWith))
    return api.post(`${ENTRIES}/${entry.id}/registrations`, {
      id: ids.current.finding,
      person: values.fromList ? { ...person, document: null } : person,
    })
  }, ALL_STALE)
  const left = useFieldProblems(form, registering.error, fieldOf)
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={filledIn(entry)}
      onFinish={(values) =>
        registering.mutate(values, {
          onSuccess: () => {
            void message.success(say('doneRegister'))
            void navigate({ to: '/verification/persons/$id', params: { id: entry.id } })
          },
        })
      }
      scrollToFirstError={{ block: 'center' }}
      className="stack long-form"
    >
      <div className="page-head">
        <h1>{say('registerTitle')}</h1>
        <span className="quiet">
          {entry.list.authority} {entry.list.letterNo} · {say('no')} {entry.no}
        </span>
      </div>
      <ProblemAlert error={left} />
      <div className="form-grid">
        <div>
          <section className="card">
            <div className="card-body">
              <WhoFields
                {...(entry.hasDocument
                  ? { listed: { label: say('fromList', { masked: entry.documentMasked }), hint: say('fromListHint') } }
                  : {})}
              />
            </div>
          </section>
          <section className="card">
            <div className="card-body">
              <ResidenceFields within={me.permissions['person.register']} />
            </div>
          </section>
        </div>
        <div>
          <section className="card">
            <div className="card-body">
              <JourneyFields />
            </div>
          </section>
          <section className="card">
            <div className="card-body">
              <FirstFields />
            </div>
          </section>
        </div>
      </div>
      <div className="form-acts">
        <Button type="primary" onClick={form.submit} loading={registering.isPending}>
          {say('saveRegister')}
        </Button>
        <Link to="/verification/persons/$id" params={{ id: entry.id }}>
          {common('back')}
        </Link>
      </div>
    </Form>
  )
}
