// Spot-checks at random (M58): draw, ring with the seconds running, record; and what was found before.
import { Button, Form, Input, InputNumber, Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { CallView } from '../../../modules/duties/roster/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { DutyNumber } from './duty-number.tsx'
import { ROSTER, ROSTER_TOPICS, STALE } from './paths.ts'
import { RosterNav } from './roster-nav.tsx'
import { namesIn } from './texts.ts'
import { useRosterWords } from './words.ts'
import './roster.css'

const PAGE = 30
const MOST = 200

export function SpotChecksPage() {
  const say = useRosterWords()
  const fail = useFail()
  const [limit, setLimit] = useState(PAGE)
  const { data, error, refetch } = useApi<{ items: CallView[]; next: string | null }>(
    `${ROSTER}/calls`,
    { limit },
    { placeholderData: (previous) => previous },
  )
  useLive(ROSTER_TOPICS, STALE)
  const id = useRef(newId())
  const drawing = useSend(() => api.post<CallView>(`${ROSTER}/calls`, { id: id.current }), STALE)
  const draw = () =>
    drawing.mutate(undefined, {
      onSuccess: () => {
        id.current = newId()
      },
      onError: fail,
    })
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 10 }} />
  const open = data.items.filter(({ answered }) => answered === null)
  const done = data.items.filter(({ answered }) => answered !== null)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('callsTitle')}</h1>
        <Button type="primary" loading={drawing.isPending} onClick={draw}>
          {say('drawCall')}
        </Button>
      </div>
      <RosterNav here="calls" />
      <p className="quiet">{say('callsHint')}</p>
      {open.map((call) => (
        <OpenCall key={call.id} call={call} />
      ))}
      {data.items.length === 0 ? (
        <div className="card list-empty">{say('noCalls')}</div>
      ) : (
        done.length > 0 && (
          <section className="card">
            <ul className="roster-calls">
              {done.map((call) => (
                <DoneCall key={call.id} call={call} />
              ))}
            </ul>
            {data.next && limit < MOST && (
              <div className="list-foot">
                <Button onClick={() => setLimit(Math.min(limit + PAGE, MOST))}>{say('more')}</Button>
              </div>
            )}
          </section>
        )
      )}
    </div>
  )
}

interface Result {
  answeredBy?: string
  seconds: number
  note?: string
}

function OpenCall({ call }: { call: CallView }) {
  const say = useRosterWords()
  const inLanguage = useBilingual()
  const [form] = Form.useForm<Result>()
  const [since, setSince] = useState<number | null>(null)
  const [elapsed, setElapsed] = useState(0)
  useEffect(() => {
    if (since === null) return
    const timer = setInterval(() => setElapsed(Math.round((performance.now() - since) / 1000)), 250)
    return () => clearInterval(timer)
  }, [since])
  const sending = useSend(
    (result: Result & { answered: boolean }) => api.post(`${ROSTER}/calls/${call.id}/result`, result),
    STALE,
  )
  const rest = useFieldProblems(form, sending.error)
  const record = (answered: boolean) => {
    const { answeredBy = '', seconds, note = '' } = form.getFieldsValue()
    sending.mutate({ answered, answeredBy: answered ? answeredBy : '', seconds: seconds ?? elapsed, note })
  }
  const stop = () => {
    form.setFieldValue('seconds', elapsed)
    setSince(null)
  }
  return (
    <section className="card card-body stack roster-call">
      <div className="row">
        <h2>{inLanguage(call.unit)}</h2>
        <span className="quiet small">{say('drawnFrom', { n: call.drawnFrom })}</span>
        <WhenText at={call.drawnAt} />
      </div>
      {call.shift ? (
        <div className="row roster-call-who">
          <strong>{namesIn(call.shift)}</strong>
          <DutyNumber number={call.shift.telephone} />
        </div>
      ) : (
        <div>
          <Tag tone="bad">{say('calledNobody')}</Tag>
        </div>
      )}
      <ProblemAlert error={rest} />
      <Form<Result> form={form} layout="inline" className="roster-result" initialValues={{ seconds: 0 }}>
        {since === null ? (
          <Button onClick={() => setSince(performance.now())}>{say('dial')}</Button>
        ) : (
          <Button onClick={stop} className="num">
            {say('ringing', { n: elapsed })}
          </Button>
        )}
        <Form.Item name="seconds" label={say('seconds')}>
          <InputNumber min={0} max={3600} precision={0} />
        </Form.Item>
        <Form.Item name="answeredBy" label={say('answeredBy')}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="note" label={say('note')}>
          <Input maxLength={300} autoComplete="off" />
        </Form.Item>
        <Button type="primary" loading={sending.isPending} onClick={() => record(true)}>
          {say('answered')}
        </Button>
        <Button danger loading={sending.isPending} onClick={() => record(false)}>
          {say('unanswered')}
        </Button>
      </Form>
    </section>
  )
}

function DoneCall({ call }: { call: CallView }) {
  const say = useRosterWords()
  const inLanguage = useBilingual()
  return (
    <li>
      <strong>{inLanguage(call.unit)}</strong>
      <Tag tone={call.answered ? 'good' : 'bad'}>{say(call.answered ? 'answered' : 'unanswered')}</Tag>
      <span className="num">
        {call.answeredBy} {call.seconds !== null && say('secondsText', { n: call.seconds })}
      </span>
      <span className="quiet small">{call.note || (call.shift ? namesIn(call.shift) : say('calledNobody'))}</span>
      <span className="quiet small">
        <WhenText at={call.drawnAt} /> {call.drawnBy}
      </span>
    </li>
  )
}
