// Proposing an amendment (M04): the file is checked as it is chosen, what is wrong is shown with its lines, and when
// nothing is, the difference with what it means; then when it takes effect and what becomes of who is in isolation.
import { Link, useNavigate } from '@tanstack/react-router'
import { App, Button, Form, Input, Radio } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import { addDays, at } from '../../../kernel/time.ts'
import type {
  AmendmentPreview,
  NewAmendment,
  PlanVersionView,
} from '../../../modules/organisation/amendments/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { planZone, serverNow, serverToday } from '../../shell/clock.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { InstantField } from '../../ui/instant-field.tsx'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { Difference, EffectsCard, Meaning } from './difference.tsx'
import { AMENDMENTS, VERSIONS } from './paths.ts'
import { type TextFile, TextFileField } from './text-file.tsx'
import { useVersionWords } from './words.ts'
import './plan-versions.css'

type Values = Pick<NewAmendment, 'effectiveFrom' | 'runningPeriods' | 'reason'>

export function ProposePage() {
  const say = useVersionWords()
  const [plan, setPlan] = useState<TextFile | null>(null)
  const [areas, setAreas] = useState<TextFile | null>(null)
  const [running, setRunning] = useState<Values['runningPeriods']>('keep')
  const files = (planFile: TextFile, areasFile: TextFile | null) => ({
    planText: planFile.text,
    ...(areasFile ? { areasText: areasFile.text } : {}),
  })
  const inForce = useApi<{ items: PlanVersionView[] }>(VERSIONS).data?.items.find(({ state }) => state === 'inForce')
  const checking = useSend((body: object) => api.post<AmendmentPreview>(`${AMENDMENTS}/preview`, body))
  const choose = (planFile: TextFile | null, areasFile: TextFile | null) => {
    setPlan(planFile)
    setAreas(areasFile)
    if (planFile) checking.mutate(files(planFile, areasFile))
  }
  const preview = checking.data
  const isRight = preview !== undefined && preview.findings.length === 0 && !checking.isPending
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('newTitle')}</h1>
        <Link to="/plan/versions">{say('back')}</Link>
      </div>
      <p className="quiet">
        {say('steps')} {inForce && <a href={`${VERSIONS}/${inForce.id}/file`}>{say('planFile')}</a>}
      </p>
      <TextFileField
        label={say('choosePlan')}
        hint={say('choosePlanHint')}
        accept=".yaml,.yml"
        file={plan}
        onFile={(file) => choose(file, areas)}
      />
      {plan && (
        <TextFileField label={say('chooseAreas')} accept=".csv" file={areas} onFile={(file) => choose(plan, file)} />
      )}
      {checking.isPending && <p role="status">{say('checking')}</p>}
      <ProblemAlert error={checking.error} />
      {preview && !checking.isPending && preview.findings.length > 0 && <Findings findings={preview.findings} />}
      {isRight && plan && (
        <>
          <ProposalForm body={files(plan, areas)} running={running} onRunning={setRunning} />
          <Meaning lines={preview.meaning[running]} />
          <Difference changes={preview.changes} />
          {preview.effects && <EffectsCard effects={preview.effects} />}
        </>
      )}
    </div>
  )
}

function Findings({ findings }: { findings: AmendmentPreview['findings'] }) {
  const say = useVersionWords()
  const inLanguage = useBilingual()
  return (
    <section className="card findings" role="alert">
      <header>
        <h2>{say('findings', { n: findings.length })}</h2>
      </header>
      <table className="list-table">
        <thead>
          <tr>
            <th>{say('line')}</th>
            <th>{say('finding')}</th>
            <th>{say('where')}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={`${finding.line}${finding.column}${finding.path}${finding.code}`}>
              <td data-label={say('line')} className="num">
                {finding.line}
              </td>
              <td className="lead">{inLanguage(finding)}</td>
              <td data-label={say('where')} className="quiet">
                {finding.path}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface FormProps {
  body: { planText: string; areasText?: string }
  running: Values['runningPeriods']
  onRunning: (running: Values['runningPeriods']) => void
}

function ProposalForm({ body, running, onRunning }: FormProps) {
  const say = useVersionWords()
  const common = useCommon()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const id = useRef(newId())
  const sending = useSend((values: Values) => api.post(AMENDMENTS, { id: id.current, ...body, ...values }), [VERSIONS])
  const problem = useFieldProblems(form, sending.error)
  const done = () => {
    void message.success(say('sent'))
    void navigate({ to: '/plan/versions/$id', params: { id: id.current } })
  }
  const required = [{ required: true, message: common('required') }]
  return (
    <section className="card card-body">
      <ProblemAlert error={problem} />
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{
          effectiveFrom: at(addDays(serverToday(), 1), '00:00', planZone()),
          runningPeriods: running,
        }}
        onValuesChange={({ runningPeriods }: Partial<Values>) => runningPeriods && onRunning(runningPeriods)}
        onFinish={(values) => sending.mutate(values, { onSuccess: done })}
      >
        <Form.Item name="effectiveFrom" label={say('when')} extra={say('whenHint')} rules={required}>
          <InstantField earliest={serverNow()} />
        </Form.Item>
        <Form.Item name="runningPeriods" label={say('whom')} rules={required}>
          <Radio.Group
            className="running-choice"
            options={(['keep', 'change'] as const).map((value) => ({
              value,
              label: (
                <>
                  {say(value)}
                  <span className="quiet"> · {say(value === 'keep' ? 'keepHint' : 'changeHint')}</span>
                </>
              ),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, min: 2, whitespace: true, message: common('reasonNeeded') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={sending.isPending}>
          {say('send')}
        </Button>
      </Form>
    </section>
  )
}
