// One list (M45): the letter, where its persons stand, what each township was sent, and the reply.
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, App, Button, Form, Input, Popconfirm, Skeleton } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { EntryRow, ListDetail, Sent } from '../../../modules/verification/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { AreaPicker } from '../../ui/area-picker.tsx'
import { AreaName } from '../../ui/areas.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { AddPersons } from './add-persons.tsx'
import { useEntryColumns, useEntryFilters } from './entry-columns.tsx'
import { ENTRIES, LISTS, STALE, VERIFICATION_TOPICS } from './paths.ts'
import { useVerificationWords } from './words.ts'
import './verification.css'

export function VerificationListPage() {
  const { id } = useParams({ from: '/frame/verification/lists/$id' })
  const say = useVerificationWords()
  const { data, error, refetch } = useApi<ListDetail>(`${LISTS}/${id}`)
  useLive(VERIFICATION_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>
          {data.authority} {data.letterNo}
        </h1>
        {data.voided && <Tag tone="warn">{say('voided')}</Tag>}
      </div>
      <Letter list={data} />
      {data.may.receive && <Acts list={data} />}
      {data.counts.all > 0 && <Figures list={data} />}
      {data.batches.length > 0 && <Batches list={data} />}
      {data.may.receive && data.counts.all > 0 && <Replies list={data} />}
      {(data.counts.all > 0 || !data.may.receive) && <Entries list={data} />}
      <div>
        <Link to="/verification">← {say('back')}</Link>
      </div>
    </div>
  )
}

function Letter({ list }: { list: ListDetail }) {
  const say = useVerificationWords()
  const rows: [label: string, value: React.ReactNode][] = [
    [say('why'), list.why],
    [say('kind'), say(list.kind)],
    [say('letterDay'), <DayText key="day" day={list.letterDay} />],
    ...(list.originText ? [[say('originText'), list.originText] as [string, string]] : []),
    ...(list.serviceNo || list.travelledOn
      ? [
          [
            say('serviceNo'),
            <span key="service">
              {list.serviceNo} <DayText day={list.travelledOn} />
            </span>,
          ] as [string, React.ReactNode],
        ]
      : []),
    ...(list.contact ? [[say('contact'), list.contact] as [string, string]] : []),
    [
      say('due'),
      <WhenText key="due" at={list.dueAt} {...(list.counts.answered < list.counts.all ? { as: 'due' } : {})} />,
    ],
    [
      say('received'),
      <span key="received">
        <WhenText at={list.receivedAt} /> {list.receivedBy}
      </span>,
    ],
    ...(list.voided ? [[say('voided'), list.voided.reason] as [string, string]] : []),
  ]
  return (
    <section className="card">
      <div className="card-body">
        <dl className="facts">
          {rows.map(([label, value]) => (
            <div key={label} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  )
}

/** What whoever received the list does with it, in the order in which it is done. */
function Acts({ list }: { list: ListDetail }) {
  const say = useVerificationWords()
  const common = useCommon()
  const { message } = App.useApp()
  const [isAdding, setAdding] = useState(list.counts.all === 0)
  const [isVoiding, setVoiding] = useState(false)
  const { counts } = list
  const acting = useSend((what: 'matches' | 'answered-hits') => api.post(`${LISTS}/${list.id}/${what}`), STALE)
  const sending = useSend(() => api.post<Sent>(`${LISTS}/${list.id}/sendings`, {}), STALE)
  const send = () =>
    sending.mutate(undefined, {
      onSuccess: ({ sent, areas, unassigned }) =>
        void message.success(
          [say('sentDone', { n: sent, areas }), ...(unassigned > 0 ? [say('sentLeft', { n: unassigned })] : [])].join(
            '；',
          ),
        ),
    })
  const waiting = counts.unassigned + counts.assigned
  return (
    <>
      <div className="row">
        <Button onClick={() => setAdding(!isAdding)}>{say('add')}</Button>
        {waiting > 0 && (
          <Button loading={acting.isPending} onClick={() => acting.mutate('matches')}>
            {say('matchAgain')}
          </Button>
        )}
        {counts.ready > 0 && (
          <Popconfirm
            title={say('answerHitsHint')}
            okText={common('confirm')}
            cancelText={common('cancel')}
            onConfirm={() => acting.mutate('answered-hits')}
          >
            <Button>{say('answerHits', { n: counts.ready })}</Button>
          </Popconfirm>
        )}
        {counts.assigned > 0 && (
          <Button type="primary" loading={sending.isPending} onClick={send}>
            {say('send', { n: counts.assigned })}
          </Button>
        )}
        <Button type="text" onClick={() => setVoiding(true)}>
          {say('voidList')}
        </Button>
      </div>
      <ProblemAlert error={acting.error ?? sending.error} />
      {isAdding && <AddPersons listId={list.id} onClose={() => setAdding(false)} />}
      {isVoiding && (
        <ReasonDialog
          title={say('voidList')}
          danger
          act={({ reason }) => api.post(`${LISTS}/${list.id}/voidings`, { reason })}
          stale={STALE}
          onClose={() => setVoiding(false)}
        />
      )}
    </>
  )
}

/** Every figure opens its list below. */
function Figures({ list: { id, counts, findings } }: { list: ListDetail }) {
  const say = useVerificationWords()
  const figures: [label: string, value: number, search: Record<string, string>, tone?: 'bad' | 'warn'][] = [
    [say('persons'), counts.all, {}],
    [say('hit'), counts.hit, { match: 'hit' }],
    [say('elsewhere'), counts.elsewhere, { match: 'elsewhere' }],
    [say('unknown'), counts.unknown, { match: 'unknown' }],
    [say('uncertain'), counts.uncertain, { match: 'uncertain' }, 'warn'],
    [say('unassigned'), counts.unassigned, { state: 'unassigned' }, 'warn'],
    [say('assigned'), counts.assigned, { state: 'assigned' }],
    [say('sent'), counts.sent, { state: 'sent' }],
    [say('overdue'), counts.overdue, { state: 'overdue' }, 'bad'],
    [say('answered'), counts.answered, { state: 'answered' }],
    ...findings.map(({ finding, count }): [string, number, Record<string, string>] => [
      say(finding),
      count,
      { finding },
    ]),
    ...(counts.unregistered > 0
      ? [
          [say('unregistered'), counts.unregistered, { finding: 'unregistered' }, 'bad'] as [
            string,
            number,
            Record<string, string>,
            'bad',
          ],
        ]
      : []),
  ]
  return (
    <section className="card">
      <div className="verification-figures">
        {figures
          .filter(([, value], index) => index === 0 || value > 0)
          .map(([label, value, search, tone]) => (
            <Link
              key={label}
              to="/verification/lists/$id"
              params={{ id }}
              search={search}
              resetScroll={false}
              className={value > 0 && tone ? `is-${tone}` : ''}
            >
              <strong className="num">{value}</strong>
              <span>{label}</span>
            </Link>
          ))}
      </div>
    </section>
  )
}

function Batches({ list }: { list: ListDetail }) {
  const say = useVerificationWords()
  const signing = useSend((batchId: string) => api.post(`/api/v1/verification-batches/${batchId}/receipt`), STALE)
  return (
    <section className="card">
      <header>
        <h2>{say('batches')}</h2>
      </header>
      <div className="card-body verification-table">
        <ProblemAlert error={signing.error} />
        <table>
          <thead>
            <tr>
              <th scope="col">{say('area')}</th>
              <th scope="col">{say('progress')}</th>
              <th scope="col">{say('batchReceipt')}</th>
              <th scope="col">{say('due')}</th>
              <th scope="col">{say('batchSent')}</th>
            </tr>
          </thead>
          <tbody>
            {list.batches.map((batch) => (
              <tr key={batch.id}>
                <th scope="row">
                  <AreaName code={batch.areaCode} />
                </th>
                <td className="num">
                  {batch.answered} / {batch.all}
                </td>
                <td>
                  {batch.receivedAt ? (
                    <WhenText at={batch.receivedAt} />
                  ) : batch.mayReceipt && !list.may.receive ? (
                    <Button size="small" loading={signing.isPending} onClick={() => signing.mutate(batch.id)}>
                      {say('sign')}
                    </Button>
                  ) : (
                    <span className="quiet">{say('noReceipt')}</span>
                  )}
                </td>
                <td>
                  <WhenText at={batch.dueAt} {...(batch.answered < batch.all ? { as: 'due' } : {})} />
                </td>
                <td>
                  <WhenText at={batch.sentAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Replies({ list }: { list: ListDetail }) {
  const say = useVerificationWords()
  const [isRecording, setRecording] = useState(false)
  const [id, setId] = useState(newId)
  const count = (counts: Record<string, number>, key: string) => counts[key] ?? 0
  return (
    <section className="card">
      <header>
        <h2>{say('reply')}</h2>
        <span className="row">
          <Button href={`${LISTS}/${list.id}/reply.docx`} download>
            {say('replyWord')}
          </Button>
          <Button href={`${LISTS}/${list.id}/reply.xlsx`} download>
            {say('replySheet')}
          </Button>
          <Button onClick={() => setRecording(true)}>{say('recordReply')}</Button>
        </span>
      </header>
      <div className="card-body stack">
        {list.changedSinceReply && <Alert type="warning" showIcon title={say('changed')} />}
        {list.replies.length === 0 && <span className="quiet">{say('replyNone')}</span>}
        {list.replies.map((reply) => (
          <div key={reply.id}>
            <WhenText at={reply.sentAt} /> {reply.number} {reply.how}{' '}
            <span className="quiet">
              {say('replyCounts', {
                all: count(reply.counts, 'all'),
                open: count(reply.counts, 'open') + count(reply.counts, 'movedOn'),
              })}{' '}
              {reply.sentBy}
            </span>
          </div>
        ))}
      </div>
      {isRecording && (
        <FormDialog<{ number?: string; how?: string }>
          title={say('recordReply')}
          act={async ({ number = '', how = '' }) => {
            await api.post(`${LISTS}/${list.id}/replies`, { id, number, how })
            setId(newId())
          }}
          stale={STALE}
          onClose={() => setRecording(false)}
        >
          <Form.Item name="number" label={say('number')}>
            <Input maxLength={60} autoComplete="off" />
          </Form.Item>
          <Form.Item name="how" label={say('how')}>
            <Input maxLength={200} autoComplete="off" placeholder={say('howHint')} />
          </Form.Item>
        </FormDialog>
      )}
    </section>
  )
}

function Entries({ list }: { list: ListDetail }) {
  const say = useVerificationWords()
  const common = useCommon()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/verification/lists/$id' })
  const [assigning, setAssigning] = useState<EntryRow[] | null>(null)
  return (
    <>
      <ResourceList<EntryRow>
        name="verificationEntries"
        label={say('persons')}
        path={ENTRIES}
        fixed={{ list: list.id }}
        columns={useEntryColumns({ withList: false })}
        filters={useEntryFilters()}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) =>
          void navigate({
            to: '/verification/lists/$id',
            params: { id: list.id },
            search: next,
            replace: true,
            resetScroll: false,
          })
        }
        onOpen={(row) => void navigate({ to: '/verification/persons/$id', params: { id: row.id } })}
        {...(list.may.receive ? { bulk: [{ key: 'assign', label: say('assign'), run: setAssigning }] } : {})}
        empty={{ title: say('emptyList'), hint: say('emptyListHint') }}
      />
      {assigning && (
        <FormDialog<{ areaCode: string }>
          title={say('assignTitle', { n: assigning.length })}
          act={({ areaCode }) =>
            api.post(`${LISTS}/${list.id}/assignments`, { ids: assigning.map(({ id }) => id), areaCode })
          }
          stale={STALE}
          onClose={() => setAssigning(null)}
        >
          <Form.Item name="areaCode" label={say('area')} rules={[{ required: true, message: common('required') }]}>
            <AreaPicker only="township" />
          </Form.Item>
        </FormDialog>
      )}
    </>
  )
}
