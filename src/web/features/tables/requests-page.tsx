// What the own units and groups are asked for (M49, M57): a small form each, made for a telephone. What was typed stays when
// somebody else of the unit answers first.
import type { UseMutationResult } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Skeleton } from 'antd'
import { Fragment, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { TableRequest, TableRequests, Value } from '../../../modules/duties/tables/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useDayText, WhenText } from '../../ui/when.tsx'
import { FILLINGS, REQUESTS, TABLE_TOPICS } from './paths.ts'
import { useTableWords } from './words.ts'
import './tables.css'

const STALE = [REQUESTS]

export function TableRequestsPage() {
  const say = useTableWords()
  const { data, error, refetch } = useApi<TableRequests>(REQUESTS)
  useLive(TABLE_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 6 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('requests')}</h1>
      </div>
      {data.items.length === 0 && (
        <section className="card list-empty">
          <strong>{say('noRequests')}</strong>
          <div>{say('noRequestsHint')}</div>
        </section>
      )}
      {data.items.map((request) => (
        <RequestCard key={`${request.fillingId}/${request.owner.id}`} request={request} />
      ))}
    </div>
  )
}

function RequestCard({ request }: { request: TableRequest }) {
  const say = useTableWords()
  const inLanguage = useBilingual()
  const dayText = useDayText()
  const [isEditing, setEditing] = useState(false)
  const isOpen = request.state === 'asked'
  const isDone = request.version > 0
  const owner = inLanguage(request.owner.name)
  return (
    <section className="card" aria-label={`${request.formName} · ${owner}`}>
      <header>
        <h2>{request.formName}</h2>
        <span>{owner}</span>
        <span className="quiet">{say('of', { day: dayText(request.day) })}</span>
        <span className="row card-acts">
          {isDone ? <Tag tone="good">{say('submitted')}</Tag> : isOpen && <Tag tone="warn">{say('missing')}</Tag>}
          {isOpen ? (
            <span>
              {say('due')} <WhenText at={request.dueAt} {...(isDone ? {} : { as: 'due' as const })} />
            </span>
          ) : (
            <span className="quiet">{say('ended')}</span>
          )}
        </span>
      </header>
      <div className="card-body stack">
        {isOpen && (!isDone || isEditing) ? (
          <AnswerForm request={request} onDirty={() => setEditing(true)} onSent={() => setEditing(false)} />
        ) : (
          <>
            <dl className="facts">
              {request.items.map((item) => (
                <Fragment key={item.ref}>
                  <dt>{titleOf(item)}</dt>
                  <dd className="num">{item.value ?? say('none')}</dd>
                </Fragment>
              ))}
            </dl>
            {isDone && (
              <div className="row">
                <span className="quiet">
                  {say('answeredBy', { who: request.answeredBy ?? '' })} · <WhenText at={request.answeredAt} />
                </span>
                {isOpen && <Button onClick={() => setEditing(true)}>{say('correctAnswer')}</Button>}
              </div>
            )}
          </>
        )}
      </div>
    </section>
  )
}

const titleOf = ({ row, title }: TableRequest['items'][number]) => (row ? `${row} · ${title}` : title)

function AnswerForm({ request, onDirty, onSent }: { request: TableRequest; onDirty: () => void; onSent: () => void }) {
  const say = useTableWords()
  const common = useCommon()
  const { message } = App.useApp()
  const [id] = useState(newId)
  // Of when the form was opened: an answer in between is told once, and nothing typed is lost.
  const [seen] = useState(request.version)
  const sending: UseMutationResult<TableRequest, Error, Record<string, Value>> = useSend(
    (values) =>
      api.post(`${FILLINGS}/${request.fillingId}/answers`, {
        id,
        owner: request.owner.id,
        version: sending.isError ? request.version : seen,
        cells: request.items.map(({ ref }) => ({ ref, value: values[ref] ?? null })),
      }),
    STALE,
  )
  const send = (values: Record<string, Value>) =>
    sending.mutate(values, {
      onSuccess: () => {
        void message.success(say('submitted'))
        onSent()
      },
    })
  return (
    <Form<Record<string, Value>>
      layout="vertical"
      initialValues={Object.fromEntries(request.items.map(({ ref, value }) => [ref, value]))}
      onValuesChange={onDirty}
      onFinish={send}
    >
      <div className="request-items">
        {request.items.map((item) => (
          <Form.Item
            key={item.ref}
            name={item.ref}
            label={item.required ? titleOf(item) : `${titleOf(item)}（${say('optional')}）`}
            rules={item.required ? [{ required: true, message: common('required') }] : []}
          >
            {item.type === 'number' ? (
              <InputNumber min={0} max={1_000_000_000} inputMode="decimal" size="large" />
            ) : (
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
            )}
          </Form.Item>
        ))}
        <ProblemAlert error={sending.error} />
        <div>
          <Button type="primary" size="large" htmlType="submit" loading={sending.isPending}>
            {say('submit')}
          </Button>
        </div>
      </div>
    </Form>
  )
}
