// One warning: what it rests on, the fevers of its area day by day, who saw it, what was done, how it was judged and ended.
import { Link, useParams } from '@tanstack/react-router'
import { Button, Form, Input, Radio, Skeleton } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { JudgeWarning, WarningView } from '../../../modules/insight/warning/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useAreas } from '../../ui/areas.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { WhenText } from '../../ui/when.tsx'
import { FeverBars } from './fever-bars.tsx'
import { WARNING_TOPICS, WARNINGS } from './paths.ts'
import { SignText, WarningState } from './sign.tsx'
import { useWarningWords } from './words.ts'
import './warnings.css'

const STALE = [WARNINGS]

export function WarningPage() {
  const { id } = useParams({ from: '/frame/warnings/$id' })
  const say = useWarningWords()
  const inLanguage = useBilingual()
  const { pathOf } = useAreas()
  const { data, error, refetch } = useApi<WarningView>(`${WARNINGS}/${id}`)
  useLive(WARNING_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{inLanguage({ zh: data.ruleZh, en: data.ruleEn })}</h1>
        <WarningState row={data} />
        <Actions warning={data} />
      </div>
      <section className="card">
        <header>
          <h2>{pathOf(data.areaCode)}</h2>
          <Behind warning={data} />
        </header>
        <div className="card-body">
          <Facts warning={data} />
        </div>
      </section>
      {data.ruleKind !== 'reportsMissing' && data.ruleKind !== 'overdueRate' && (
        <section className="card">
          <header>
            <h2>{say('fevers')}</h2>
            <span className="quiet">{say('feversHint')}</span>
          </header>
          <div className="card-body">
            <FeverBars days={data.fevers} />
          </div>
        </section>
      )}
      <section className="card">
        <header>
          <h2>{say('steps')}</h2>
        </header>
        <div className="card-body">
          {data.steps.length === 0 ? (
            <p className="quiet">{say('noSteps')}</p>
          ) : (
            <ol className="warning-steps">
              {data.steps.map((step) => (
                <li key={step.id}>
                  <WhenText at={step.at} /> <span className="quiet">{step.by ?? say('system')}</span>
                  <div>{step.text}</div>
                </li>
              ))}
            </ol>
          )}
        </div>
      </section>
      <div>
        <Link to="/warnings">← {say('back')}</Link>
      </div>
    </div>
  )
}

/** The list that the numbers are of. */
function Behind({ warning: { ruleKind, areaCode } }: { warning: WarningView }) {
  const say = useWarningWords()
  if (ruleKind === 'reportsMissing') return null
  const isOverdue = ruleKind === 'overdueRate'
  return (
    <Link to="/queues/$queue" params={{ queue: isOverdue ? 'overdue' : 'feversToday' }} search={{ area: areaCode }}>
      {say(isOverdue ? 'overdue_list' : 'fevers_list')}
    </Link>
  )
}

function Facts({ warning }: { warning: WarningView }) {
  const say = useWarningWords()
  const who = (name: string | null, at: string) => (
    <>
      {name ?? say('system')} · <WhenText at={at} />
    </>
  )
  const { acknowledged, judged, ended } = warning
  const hasChanged = JSON.stringify(warning.facts) !== JSON.stringify(warning.lastFacts)
  return (
    <dl className="facts">
      <dt>{say('first')}</dt>
      <dd>
        <SignText kind={warning.ruleKind} facts={warning.facts} /> · <WhenText at={warning.raisedAt} />
      </dd>
      {hasChanged && (
        <>
          <dt>{say('latest')}</dt>
          <dd>
            <SignText kind={warning.ruleKind} facts={warning.lastFacts} />
          </dd>
        </>
      )}
      <dt>{say('due')}</dt>
      <dd>
        <WhenText at={warning.dueAt} {...(judged ? {} : { as: 'due' as const })} />
      </dd>
      {acknowledged && (
        <>
          <dt>{say('acknowledgedBy')}</dt>
          <dd>{who(acknowledged.by, acknowledged.at)}</dd>
        </>
      )}
      {judged && (
        <>
          <dt>{say('judgedBy')}</dt>
          <dd>
            {say(judged.verdict)} · {who(judged.by, judged.at)}
            <div>{judged.text}</div>
          </dd>
        </>
      )}
      {ended && (
        <>
          <dt>{say('endedBy')}</dt>
          <dd>
            {who(ended.by, ended.at)}
            <div>{ended.reason}</div>
          </dd>
        </>
      )}
    </dl>
  )
}

type Asking = 'note' | 'judge' | 'end'

function Actions({ warning: { id, may } }: { warning: WarningView }) {
  const say = useWarningWords()
  const path = `${WARNINGS}/${id}`
  const [asking, setAsking] = useState<Asking | null>(null)
  const acknowledge = useSend<void, unknown>(() => api.post(`${path}/acknowledgement`), STALE)
  const close = () => setAsking(null)
  return (
    <div className="row">
      {may.acknowledge && (
        <Button type="primary" loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>
          {say('acknowledge')}
        </Button>
      )}
      {may.note && <Button onClick={() => setAsking('note')}>{say('note')}</Button>}
      {may.judge && (
        <Button type={may.acknowledge ? 'default' : 'primary'} onClick={() => setAsking('judge')}>
          {say('judge')}
        </Button>
      )}
      {may.end && (
        <Button type="primary" onClick={() => setAsking('end')}>
          {say('end')}
        </Button>
      )}
      <ProblemAlert error={acknowledge.error} />
      {asking === 'note' && <NoteDialog path={path} onClose={close} />}
      {asking === 'judge' && <JudgeDialog path={path} onClose={close} />}
      {asking === 'end' && (
        <ReasonDialog
          title={say('end')}
          hint={say('endHint')}
          act={({ reason }) => api.post(`${path}/end`, { reason })}
          stale={STALE}
          onClose={close}
        />
      )}
    </div>
  )
}

function NoteDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const say = useWarningWords()
  // Made once: a second press is the same note.
  const [id] = useState(newId)
  return (
    <FormDialog<{ text: string }>
      title={say('note')}
      act={({ text }) => api.post(`${path}/steps`, { id, text })}
      stale={STALE}
      onClose={onClose}
    >
      <TextItem name="text" label={say('what')} placeholder={say('whatHint')} />
    </FormDialog>
  )
}

function JudgeDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const say = useWarningWords()
  const options = (['real', 'explained'] as const).map((value) => ({ value, label: say(value) }))
  return (
    <FormDialog<JudgeWarning>
      title={say('judge')}
      act={(values) => api.post(`${path}/judgement`, values)}
      stale={STALE}
      onClose={onClose}
    >
      <Form.Item name="verdict" label={say('verdict')} rules={[{ required: true, message: say('verdict') }]}>
        <Radio.Group options={options} />
      </Form.Item>
      <TextItem name="text" label={say('basis')} placeholder={say('basisHint')} />
    </FormDialog>
  )
}

function TextItem({ name, label, placeholder }: { name: string; label: string; placeholder: string }) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, min: 2, whitespace: true, message: label }]}>
      <Input.TextArea rows={3} maxLength={500} placeholder={placeholder} />
    </Form.Item>
  )
}
