// Something urgent, at any hour (M59): three fields and one button, also on a phone; below it what was reported, and the
// office's acknowledgement.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Checkbox, Form, Input, Modal, Skeleton } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { UrgentView } from '../../../modules/duties/reports/contract/urgent.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMay, useMe } from '../../shell/session.ts'
import { AreaPicker } from '../../ui/area-picker.tsx'
import type { Page } from '../../ui/list/types.ts'
import { ProblemAlert, useFieldProblems } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { Labelled } from './labelled.tsx'
import { URGENT, URGENT_TOPICS } from './paths.ts'
import { useReportWords } from './words.ts'
import './reports.css'

const STALE = [URGENT]

export function UrgentPage() {
  const say = useReportWords()
  const can = useMay()
  return (
    <div className="stack reports">
      <div className="page-head">
        <h1>{say('urgent')}</h1>
      </div>
      <div className="urgent">
        {can('urgent.report') && <UrgentForm />}
        <UrgentList />
      </div>
    </div>
  )
}

interface Fields {
  what: string
  areaCode: string
  place?: string
  who?: string
}

function UrgentForm() {
  const say = useReportWords()
  const common = useCommon()
  const me = useMe()
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const id = useRef(newId())
  const areas = me.permissions['urgent.report'] ?? []
  const filing = useSend<Fields, UrgentView>((values) => api.post(URGENT, { id: id.current, ...values }), STALE)
  const rest = useFieldProblems(form, filing.error)
  const done = () => {
    id.current = newId()
    form.resetFields()
    void message.success(say('filed'))
  }
  return (
    <section className="card">
      <div className="card-body">
        <ProblemAlert error={rest} />
        <Form<Fields>
          form={form}
          layout="vertical"
          initialValues={{ areaCode: areas[0] }}
          onFinish={(values) => filing.mutate(values, { onSuccess: done })}
        >
          <Form.Item
            name="what"
            label={say('what')}
            rules={[{ required: true, min: 2, whitespace: true, message: common('required') }]}
          >
            <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} placeholder={say('whatHint')} />
          </Form.Item>
          <Form.Item label={say('place')} required>
            <div className="pair">
              <Form.Item name="areaCode" noStyle rules={[{ required: true, message: common('required') }]}>
                <AreaPicker within={areas} style={{ width: '100%' }} />
              </Form.Item>
              <Form.Item name="place" noStyle>
                <Input aria-label={say('place')} maxLength={200} autoComplete="off" placeholder={say('placeHint')} />
              </Form.Item>
            </div>
          </Form.Item>
          <Form.Item name="who" label={say('who')}>
            <Input maxLength={200} autoComplete="off" placeholder={say('whoHint')} />
          </Form.Item>
          <Button type="primary" danger block htmlType="submit" className="big" loading={filing.isPending}>
            {say('fileUrgent')}
          </Button>
        </Form>
      </div>
    </section>
  )
}

function UrgentList() {
  const say = useReportWords()
  const navigate = useNavigate()
  const { open } = useSearch({ from: '/frame/reports/urgent' })
  const { data, error } = useApi<Page<UrgentView>>(URGENT, { open, limit: 100 })
  useLive(URGENT_TOPICS, STALE)
  const [answering, setAnswering] = useState<UrgentView | null>(null)
  return (
    <section className="card" aria-label={say('urgentList')}>
      <header>
        <h2>{say('urgentList')}</h2>
        <Checkbox
          checked={open === 'true'}
          onChange={(event) =>
            void navigate({
              to: '/reports/urgent',
              search: { open: event.target.checked ? 'true' : undefined },
              replace: true,
            })
          }
        >
          {say('onlyOpen')}
        </Checkbox>
      </header>
      <ProblemAlert error={error} />
      {!data && !error && <Skeleton active />}
      {data?.items.length === 0 && (
        <div className="list-empty">
          <strong>{say('emptyUrgent')}</strong>
          <div>{say('emptyUrgentHint')}</div>
        </div>
      )}
      <ul className="plain-list urgent-list">
        {data?.items.map((one) => (
          <li key={one.id} className={one.acknowledgedAt ? '' : 'is-open'}>
            <div className="prose">{one.what}</div>
            <div className="quiet">
              {[one.areaName, one.place, one.who].filter(Boolean).join(' · ')}
              {' · '}
              <WhenText at={one.reportedAt} /> {say('reportedBy', { who: one.reportedBy })}
            </div>
            <div className="row">
              {one.acknowledgedAt ? (
                <>
                  <Tag tone={one.isOverdue ? 'warn' : 'good'}>
                    {say('acknowledged', { who: one.acknowledgedBy ?? '' })}
                  </Tag>
                  <WhenText at={one.acknowledgedAt} />
                  {one.response && <span>{one.response}</span>}
                </>
              ) : (
                <>
                  <Tag tone={one.isOverdue ? 'bad' : 'warn'}>{say(one.isOverdue ? 'waitingOver' : 'waiting')}</Tag>
                  <WhenText at={one.dueAt} as="due" />
                  {one.mayAcknowledge && (
                    <Button type="primary" onClick={() => setAnswering(one)}>
                      {say('acknowledge')}
                    </Button>
                  )}
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      {answering && <AcknowledgeDialog urgent={answering} onClose={() => setAnswering(null)} />}
    </section>
  )
}

function AcknowledgeDialog({ urgent, onClose }: { urgent: UrgentView; onClose: () => void }) {
  const say = useReportWords()
  const common = useCommon()
  const [response, setResponse] = useState('')
  const sending = useSend(() => api.post(`${URGENT}/${urgent.id}/acknowledgement`, { response }), STALE)
  return (
    <Modal
      open
      title={say('acknowledge')}
      okText={say('acknowledge')}
      cancelText={common('cancel')}
      okButtonProps={{ loading: sending.isPending }}
      onOk={() => sending.mutate(undefined, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <div className="stack">
        <div className="prose">{urgent.what}</div>
        <ProblemAlert error={sending.error} />
        <Labelled label={say('response')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={1000}
              value={response}
              onChange={(event) => setResponse(event.target.value)}
            />
          )}
        </Labelled>
      </div>
    </Modal>
  )
}
