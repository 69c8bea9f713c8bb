// One matter: the record it rests on, what led to it, what was asked and answered, what was decided. Whom it is about sees the
// same page without who asked and who decided.
import { Link, useParams } from '@tanstack/react-router'
import { Button, Form, Input, Radio, Skeleton } from 'antd'
import { useState } from 'react'
import type { Decide, MatterView } from '../../../modules/discipline/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { EvidenceLink, FactsText, MatterState } from './matter-words.tsx'
import { DISCIPLINE_TOPICS, MATTERS } from './paths.ts'
import { useDisciplineWords } from './words.ts'
import './discipline.css'

const STALE = [MATTERS]
type Asking = 'hearing' | 'answer' | 'decision'

export function MatterPage() {
  const { id } = useParams({ from: '/frame/discipline/$id' })
  const say = useDisciplineWords()
  const inLanguage = useBilingual()
  const [asking, setAsking] = useState<Asking | null>(null)
  const { data, error, refetch } = useApi<MatterView>(`${MATTERS}/${id}`)
  useLive(DISCIPLINE_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  const { may } = data
  const close = () => setAsking(null)
  const reviews = may.hear || may.decide || data.heardBy !== null || data.decidedBy !== null
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{inLanguage(data.ruleName)}</h1>
        <MatterState matter={data} />
        <div className="row">
          {may.answer && (
            <Button type="primary" onClick={() => setAsking('answer')}>
              {say('answerNow')}
            </Button>
          )}
          {may.hear && (
            <Button type="primary" onClick={() => setAsking('hearing')}>
              {say('ask')}
            </Button>
          )}
          {may.decide && <Button onClick={() => setAsking('decision')}>{say('decide')}</Button>}
        </div>
      </div>
      <Record matter={data} />
      {data.chain.length > 0 && <Chain matter={data} />}
      {data.heardAt && <Hearing matter={data} />}
      {data.decidedAt && (
        <section className="card">
          <header>
            <h2>{say('decided')}</h2>
            <MatterState matter={data} />
          </header>
          <div className="card-body">
            <p className="prose hearing-said">{data.decision}</p>
            <div className="quiet">
              {data.decidedBy} <WhenText at={data.decidedAt} />
            </div>
          </div>
        </section>
      )}
      <div>
        {reviews ? <Link to="/discipline">← {say('back')}</Link> : <Link to="/hearings">← {say('hearings')}</Link>}
      </div>
      {asking && <Dialog matter={data} asking={asking} onClose={close} />}
    </div>
  )
}

function Record({ matter }: { matter: MatterView }) {
  const say = useDisciplineWords()
  const inLanguage = useBilingual()
  const hasFacts = Object.keys(matter.facts).length > 0
  return (
    <section className="card">
      <div className="card-body">
        <dl className="facts">
          <dt>{say('subject')}</dt>
          <dd>
            {inLanguage(matter.subject.name)}
            {matter.sameBefore > 1 && <div className="quiet">{say('same', { n: matter.sameBefore })}</div>}
          </dd>
          <dt>{say('day')}</dt>
          <dd>
            <DayText day={matter.day} />
          </dd>
          <dt>{say('trigger')}</dt>
          <dd>{inLanguage(matter.trigger)}</dd>
          <dt>{say('evidence')}</dt>
          <dd>
            <EvidenceLink matter={matter} />
          </dd>
          {hasFacts && (
            <>
              <dt>{say('facts')}</dt>
              <dd>
                <FactsText matter={matter} />
              </dd>
            </>
          )}
          <dt>{say('raised')}</dt>
          <dd>
            <WhenText at={matter.raisedAt} />
          </dd>
          <dt>{say('due')}</dt>
          <dd>
            <WhenText at={matter.dueAt} {...(matter.outcome ? {} : { as: 'due' as const })} />
          </dd>
        </dl>
      </div>
    </section>
  )
}

const LINKS = ['arrived', 'registered', 'missed', 'fever', 'suspected', 'listed', 'sent', 'foundUnregistered'] as const

function Chain({ matter: { chain } }: { matter: MatterView }) {
  const say = useDisciplineWords()
  return (
    <section className="card">
      <header>
        <h2>{say('chain')}</h2>
      </header>
      <div className="card-body">
        <ol className="matter-chain">
          {chain.map(({ at, kind, count = 0 }) => {
            const word = LINKS.find((one) => one === kind)
            return (
              <li key={`${at}${kind}`}>
                <WhenText at={at} /> <strong>{word ? say(word, { count }) : kind}</strong>
              </li>
            )
          })}
        </ol>
      </div>
    </section>
  )
}

function Hearing({ matter }: { matter: MatterView }) {
  const say = useDisciplineWords()
  return (
    <section className="card">
      <header>
        <h2>{say('answer')}</h2>
      </header>
      <div className="card-body stack">
        <div>
          <div className="quiet">
            {say('asked')} {matter.heardBy} <WhenText at={matter.heardAt} />
          </div>
          <p className="prose hearing-said">{matter.question}</p>
        </div>
        {matter.answeredAt ? (
          <div>
            <div className="quiet">
              {say('answer')} {matter.answeredBy} <WhenText at={matter.answeredAt} />
            </div>
            <p className="prose hearing-said">{matter.answer}</p>
          </div>
        ) : (
          <div>
            {say('noAnswer')} · {say('answerDue')} <WhenText at={matter.answerDueAt} as="due" />
          </div>
        )}
      </div>
    </section>
  )
}

function Dialog({ matter, asking, onClose }: { matter: MatterView; asking: Asking; onClose: () => void }) {
  const say = useDisciplineWords()
  const path = `${MATTERS}/${matter.id}`
  if (asking === 'hearing') {
    return (
      <FormDialog<{ question: string }>
        title={say('ask')}
        hint={say('questionHint')}
        act={(values) => api.post(`${path}/hearing`, values)}
        stale={STALE}
        onClose={onClose}
      >
        <Long name="question" label={say('question')} />
      </FormDialog>
    )
  }
  if (asking === 'answer') {
    return (
      <FormDialog<{ answer: string }>
        title={say('answerNow')}
        hint={say('answerHint')}
        act={(values) => api.post(`${path}/answer`, values)}
        stale={STALE}
        onClose={onClose}
      >
        <Long name="answer" label={say('answer')} />
      </FormDialog>
    )
  }
  return <DecisionDialog matter={matter} onClose={onClose} />
}

function DecisionDialog({ matter, onClose }: { matter: MatterView; onClose: () => void }) {
  const say = useDisciplineWords()
  const inLanguage = useBilingual()
  return (
    <FormDialog<Decide>
      title={say('decide')}
      hint={say('decideHint')}
      act={(values) => api.post(`${MATTERS}/${matter.id}/decision`, values)}
      stale={STALE}
      onClose={onClose}
    >
      <Form.Item name="outcome" label={say('outcome')} rules={[{ required: true, message: say('outcome') }]}>
        <Radio.Group className="outcomes">
          {matter.outcomes.map(({ key, name, refused }) => (
            <Radio key={key} value={key} disabled={refused !== null}>
              {inLanguage(name)} {refused && <span className="quiet small">{inLanguage(refused)}</span>}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Long name="decision" label={say('reason')} />
    </FormDialog>
  )
}

function Long({ name, label }: { name: string; label: string }) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, min: 2, whitespace: true, message: label }]}>
      <Input.TextArea rows={4} maxLength={2000} />
    </Form.Item>
  )
}
