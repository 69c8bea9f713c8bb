// Issuing: a directive, a supervised matter, a request for help or a requirement of the city. Where it comes from may be said by
// the address (a broken clause, a document, an entry of the duty log).
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { Addressees, DirectiveView } from '../../../modules/directives/contract.ts'
import {
  DIRECTIVE_KINDS,
  type DirectiveKind,
  HELP_WHAT,
  SOURCE_KINDS,
} from '../../../modules/directives/rules/kinds.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { InstantField } from '../../ui/instant-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { UnitSelect } from './dialogs.tsx'
import { DIRECTIVE_STALE, DIRECTIVES, ISSUE_PATHS } from './paths.ts'
import { useDirectiveWords } from './words.ts'
import './directives.css'

interface Written {
  kind: DirectiveKind
  title: string
  text?: string
  owners?: string[]
  dueAt?: string
  priority: 'normal' | 'urgent'
  issuer?: string
  authority?: string
  letterNo?: string
  receivedAt?: string
  help?: { what: string; item: string; quantity: number; unitText?: string; when: string; where: string }
  steps?: { title: string; dueAt: string }[]
}

export function NewDirectivePage() {
  const say = useDirectiveWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/directives/new' })
  const [id] = useState(newId)
  const [form] = Form.useForm<Written>()
  const { data: addressees } = useApi<Addressees>(`${DIRECTIVES}/addressees`)
  const kinds = DIRECTIVE_KINDS.filter((one) => addressees?.may[one])
  const asked = kinds.find((one) => one === search.kind) ?? kinds[0]
  const kind = Form.useWatch('kind', form) ?? asked
  const sourceKind = SOURCE_KINDS.find((one) => one === search.source) ?? 'none'
  const source = { kind: sourceKind, id: search.sourceId ?? null, text: search.text ?? '' }
  const sending = useSend(({ kind: to, ...said }: Written) => {
    const body = { id, ...said, owners: said.owners ?? [], ...(sourceKind === 'none' ? {} : { source }) }
    return api.post<DirectiveView>(ISSUE_PATHS[to], body)
  }, DIRECTIVE_STALE)
  const left = useFieldProblems(form, sending.error)
  if (addressees && kinds.length === 0) return <p className="quiet">{say('noRight')}</p>
  if (!addressees || !asked || !kind) return null
  const required = [{ required: true, whitespace: true, message: common('required') }]
  const chosen = [{ required: true, message: common('required') }]
  const isHelp = kind === 'help'
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('new')}</h1>
      </div>
      <section className="card">
        <div className="card-body stack">
          {sourceKind !== 'none' && (
            <p>
              <span className="quiet">{say('source')}</span>{' '}
              {say(sourceKind === 'directive' ? 'ofDirective' : sourceKind)} {source.text && `· ${source.text}`}
            </p>
          )}
          <ProblemAlert error={left} />
          <Form<Written>
            form={form}
            layout="vertical"
            initialValues={{
              kind: asked,
              title: search.title ?? '',
              text: search.body ?? '',
              priority: 'normal',
              ...(search.unit ? { owners: search.unit.split(',') } : {}),
              ...(search.dueAt ? { dueAt: search.dueAt } : {}),
              authority: search.authority ?? '',
              letterNo: search.letterNo ?? '',
              ...(addressees.issuers[0] ? { issuer: addressees.issuers[0].id } : {}),
              receivedAt: serverNow(),
              help: { what: 'people' } as never,
            }}
            onFinish={(values) =>
              sending.mutate(values, {
                onSuccess: () => void navigate({ to: '/directives/$id', params: { id } }),
              })
            }
          >
            <Form.Item name="kind" label={say('kind')}>
              <Radio.Group className="kind-choice">
                {kinds.map((one) => (
                  <Radio key={one} value={one}>
                    {say(one)} <span className="quiet small">{say(`${one}Hint`)}</span>
                  </Radio>
                ))}
              </Radio.Group>
            </Form.Item>
            <Form.Item name="title" label={say('headline')} rules={required}>
              <Input maxLength={120} autoComplete="off" />
            </Form.Item>
            <Form.Item name="text" label={say('text')}>
              <Input.TextArea rows={4} maxLength={4000} />
            </Form.Item>
            <Form.Item name="owners" label={say('owners')} rules={kind === 'requirement' ? [] : chosen}>
              <UnitSelect />
            </Form.Item>
            {isHelp ? (
              <HelpFields />
            ) : (
              <Form.Item name="dueAt" label={say('due')} rules={chosen}>
                <InstantField earliest={serverNow()} />
              </Form.Item>
            )}
            {kind === 'requirement' && (
              <>
                <Form.Item name="authority" label={say('from')} rules={required}>
                  <Input maxLength={100} autoComplete="off" />
                </Form.Item>
                <Form.Item name="letterNo" label={say('letterNo')}>
                  <Input maxLength={60} autoComplete="off" />
                </Form.Item>
                <Form.Item name="receivedAt" label={say('receivedAt')} rules={chosen}>
                  <InstantField />
                </Form.Item>
              </>
            )}
            {kind === 'supervision' && <StepFields />}
            <Form.Item name="priority" label={say('priority')}>
              <Radio.Group options={(['normal', 'urgent'] as const).map((value) => ({ value, label: say(value) }))} />
            </Form.Item>
            {addressees.issuers.length > 1 && (
              <Form.Item name="issuer" label={say('issueAs')}>
                <Select options={addressees.issuers.map((one) => ({ value: one.id, label: inLanguage(one) }))} />
              </Form.Item>
            )}
            {/* Enter in a line does not issue anything. */}
            <Button type="primary" onClick={() => form.submit()} loading={sending.isPending}>
              {say('issue')}
            </Button>
          </Form>
        </div>
      </section>
    </div>
  )
}

function HelpFields() {
  const say = useDirectiveWords()
  const common = useCommon()
  const required = [{ required: true, message: common('required') }]
  return (
    <>
      <Form.Item name={['help', 'what']} label={say('helpWhat')} rules={required}>
        <Radio.Group options={HELP_WHAT.map((value) => ({ value, label: say(value) }))} />
      </Form.Item>
      <Form.Item name={['help', 'item']} label={say('item')} rules={required}>
        <Input maxLength={100} placeholder={say('itemHint')} autoComplete="off" />
      </Form.Item>
      <div className="row">
        <Form.Item name={['help', 'quantity']} label={say('quantity')} rules={required}>
          <InputNumber min={1} max={1_000_000} />
        </Form.Item>
        <Form.Item name={['help', 'unitText']} label={say('unitText')}>
          <Input maxLength={20} placeholder={say('unitTextHint')} autoComplete="off" style={{ width: 120 }} />
        </Form.Item>
      </div>
      <Form.Item name={['help', 'when']} label={say('when')} rules={required}>
        <InstantField earliest={serverNow()} />
      </Form.Item>
      <Form.Item name={['help', 'where']} label={say('where')} rules={required}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </>
  )
}

function StepFields() {
  const say = useDirectiveWords()
  const common = useCommon()
  const required = [{ required: true, message: common('required') }]
  return (
    <Form.Item label={say('steps')}>
      <Form.List name="steps">
        {(fields, { add, remove }) => (
          <div className="stack">
            {fields.map(({ key, name }) => (
              <div key={key} className="step-fields">
                <Form.Item name={[name, 'title']} rules={required} noStyle>
                  <Input maxLength={120} placeholder={say('step')} aria-label={say('step')} autoComplete="off" />
                </Form.Item>
                <Form.Item name={[name, 'dueAt']} rules={required} noStyle>
                  <InstantField earliest={serverNow()} placeholder={say('due')} />
                </Form.Item>
                <Button onClick={() => remove(name)} aria-label={say('removeStep')}>
                  ×
                </Button>
              </div>
            ))}
            <div>
              <Button onClick={() => add({})}>{say('addStep')}</Button>
            </div>
          </div>
        )}
      </Form.List>
    </Form.Item>
  )
}
