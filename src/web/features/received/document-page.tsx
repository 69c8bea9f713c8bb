// One received document: what it is, what leaders wrote on it, who has read it, and what follows from it.
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { DocumentView } from '../../../modules/duties/received/contract.ts'
import { sourceText } from '../../../modules/duties/received/rules.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { refresh, useApi } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useDayText, WhenText } from '../../ui/when.tsx'
import { CirculateDialog, CompleteDialog, EnterInstructionDialog, InstructDialog, RequireDialog } from './dialogs.tsx'
import { DocumentState, Urgency } from './document-state.tsx'
import { FileList } from './files.tsx'
import { INSTRUCTIONS, RECEIVED, RECEIVED_STALE, RECEIVED_TOPICS } from './paths.ts'
import { CorrectDialog } from './register-dialog.tsx'
import { useReceivedWords } from './words.ts'
import './received.css'

type Reasoned =
  | { what: 'void' }
  | { what: 'voidInstruction'; id: string }
  | { what: 'takeBack'; id: string; name: string }
type Asking =
  | { what: 'correct' }
  | { what: 'instruct' }
  | { what: 'enter' }
  | { what: 'circulate' }
  | { what: 'require' }
  | { what: 'complete' }
  | Reasoned
type Ask = (asking: Asking) => void

export function DocumentPage() {
  const { id } = useParams({ from: '/frame/received/$id' })
  const say = useReceivedWords()
  const [asking, setAsking] = useState<Asking | null>(null)
  const { data, error, refetch } = useApi<DocumentView>(`${RECEIVED}/${id}`)
  useLive(RECEIVED_TOPICS, RECEIVED_STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{data.title}</h1>
        <DocumentState row={data} />
        {data.may.read && <ReadButton id={id} />}
      </div>
      {data.voided && (
        <p className="quiet">
          {say('voidedBy', { who: data.voided.by ?? '', reason: data.voided.reason })} ·{' '}
          <WhenText at={data.voided.at} />
        </p>
      )}
      <div className="document-grid">
        <FactsCard document={data} onAsk={setAsking} />
        <InstructionsCard document={data} onAsk={setAsking} />
        <CirculationCard document={data} onAsk={setAsking} />
        <FollowsCard document={data} onAsk={setAsking} />
      </div>
      <div>
        <Link to="/received">← {say('all')}</Link>
      </div>
      {asking && <Dialog document={data} asking={asking} onClose={() => setAsking(null)} />}
    </div>
  )
}

function Dialog({ document, asking, onClose }: { document: DocumentView; asking: Asking; onClose: () => void }) {
  const say = useReceivedWords()
  const acted = (reasoned: Reasoned): [title: string, path: string] => {
    if (reasoned.what === 'void') return [say('void'), `${RECEIVED}/${document.id}/void`]
    if (reasoned.what === 'voidInstruction') return [say('voidInstruction'), `${INSTRUCTIONS}/${reasoned.id}/void`]
    const recipient = encodeURIComponent(reasoned.id)
    return [
      say('takeBackFrom', { name: reasoned.name }),
      `${RECEIVED}/${document.id}/recipients/${recipient}/withdrawal`,
    ]
  }
  const props = { document, onClose }
  if (asking.what === 'correct') return <CorrectDialog {...props} />
  if (asking.what === 'instruct') return <InstructDialog {...props} />
  if (asking.what === 'enter') return <EnterInstructionDialog {...props} />
  if (asking.what === 'circulate') return <CirculateDialog {...props} />
  if (asking.what === 'require') return <RequireDialog {...props} />
  if (asking.what === 'complete') return <CompleteDialog {...props} />
  const [title, path] = acted(asking)
  return (
    <ReasonDialog
      title={title}
      {...(asking.what === 'void' ? { hint: say('voidHint') } : {})}
      danger
      act={({ reason }) => api.post(path, { reason })}
      stale={RECEIVED_STALE}
      onClose={onClose}
    />
  )
}

/** A press that needs no dialog. */
function usePress(path: string, done: string): () => void {
  const fail = useFail()
  const { message } = App.useApp()
  return () =>
    void api
      .post(path)
      .then(() => message.success(done))
      .then(() => refresh(...RECEIVED_STALE))
      .catch(fail)
}

function ReadButton({ id }: { id: string }) {
  const say = useReceivedWords()
  const press = usePress(`${RECEIVED}/${id}/reading`, say('saved'))
  return (
    <Button type="primary" onClick={press}>
      {say('confirmRead')}
    </Button>
  )
}

function FactsCard({ document, onAsk }: { document: DocumentView; onAsk: Ask }) {
  const say = useReceivedWords()
  const isOpen = document.state !== 'done' && document.state !== 'voided'
  return (
    <section className="card">
      <header>
        <h2>{say('numberOf', { year: document.year, number: document.number })}</h2>
        {document.may.keep && (
          <div className="row">
            <Button onClick={() => onAsk({ what: 'correct' })}>{say('correct')}</Button>
            <Button onClick={() => onAsk({ what: 'void' })}>{say('void')}</Button>
          </div>
        )}
      </header>
      <div className="card-body stack">
        <dl className="facts">
          <dt>{say('authority')}</dt>
          <dd>{document.authority}</dd>
          {document.documentNumber && (
            <>
              <dt>{say('documentNumber')}</dt>
              <dd>{document.documentNumber}</dd>
            </>
          )}
          <dt>{say('urgency')}</dt>
          <dd>
            <Urgency urgency={document.urgency} />
          </dd>
          <dt>{say('receivedAt')}</dt>
          <dd>
            <WhenText at={document.receivedAt} />{' '}
            <span className="quiet">
              {say('registeredBy')} {document.registeredBy}
            </span>
          </dd>
          {document.asks && (
            <>
              <dt>{say('asks')}</dt>
              <dd className="prose">{document.asks}</dd>
            </>
          )}
          {document.dueAt && (
            <>
              <dt>{say('due')}</dt>
              <dd>{isOpen ? <WhenText at={document.dueAt} as="due" /> : <WhenText at={document.dueAt} />}</dd>
            </>
          )}
          <dt>{say('files')}</dt>
          <dd>
            <FileList document={document} />
          </dd>
        </dl>
      </div>
    </section>
  )
}

function InstructionsCard({ document, onAsk }: { document: DocumentView; onAsk: Ask }) {
  const say = useReceivedWords()
  const { may, instructionList } = document
  return (
    <section className="card">
      <header>
        <h2>{say('instructions')}</h2>
        <div className="row">
          {may.keep && <Button onClick={() => onAsk({ what: 'enter' })}>{say('enterInstruction')}</Button>}
          {may.instruct && (
            <Button type="primary" onClick={() => onAsk({ what: 'instruct' })}>
              {say('instruct')}
            </Button>
          )}
        </div>
      </header>
      <div className="card-body">
        {instructionList.length === 0 && <p className="quiet">{say('noInstructions')}</p>}
        <ol className="instructions">
          {instructionList.map((one) => (
            <li key={one.id}>
              <div className={one.voided ? 'prose is-voided' : 'prose'}>{one.words}</div>
              <div className="row">
                <strong>{one.leader}</strong>
                <WhenText at={one.givenAt} />
                {one.isOnBehalf && <span className="quiet">{say('onBehalf', { who: one.enteredBy ?? '' })}</span>}
                {one.may.void && (
                  <button type="button" className="link" onClick={() => onAsk({ what: 'voidInstruction', id: one.id })}>
                    {say('voidInstruction')}
                  </button>
                )}
              </div>
              {one.voided && (
                <div className="quiet">
                  {say('voidedBy', { who: one.voided.by ?? '', reason: one.voided.reason })} ·{' '}
                  <WhenText at={one.voided.at} />
                </div>
              )}
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

function CirculationCard({ document, onAsk }: { document: DocumentView; onAsk: Ask }) {
  const say = useReceivedWords()
  const inLanguage = useBilingual()
  const remind = usePress(`${RECEIVED}/${document.id}/reminders`, say('reminded'))
  const { may, recipientList, recipients, read } = document
  return (
    <section className="card">
      <header>
        <h2>{say('circulation')}</h2>
        {recipients > 0 && <span className="quiet num">{say('readOf', { read, all: recipients })}</span>}
        {may.keep && (
          <div className="row">
            {read < recipients && <Button onClick={remind}>{say('remind')}</Button>}
            <Button type="primary" onClick={() => onAsk({ what: 'circulate' })}>
              {say('circulate')}
            </Button>
          </div>
        )}
      </header>
      <div className="card-body">
        {recipientList.length === 0 && <p className="quiet">{say('noRecipients')}</p>}
        <ul className="readers">
          {recipientList.map((one) => (
            <li key={one.id} className="row">
              <span className={one.withdrawn ? 'is-voided' : ''}>{inLanguage(one.name)}</span>
              {one.isMine && !one.withdrawn && <Tag>{say('mine')}</Tag>}
              {one.withdrawn ? (
                <span className="quiet">
                  {say('takenBack')}：{one.withdrawn.reason}
                </span>
              ) : one.readAt ? (
                <span className="quiet">
                  ✓ {one.readBy} · <WhenText at={one.readAt} />
                </span>
              ) : (
                <Tag tone="warn">{say('notRead')}</Tag>
              )}
              {may.keep && !one.withdrawn && (
                <button
                  type="button"
                  className="link"
                  aria-label={say('takeBackFrom', { name: inLanguage(one.name) })}
                  onClick={() => onAsk({ what: 'takeBack', id: one.id, name: inLanguage(one.name) })}
                >
                  {say('takeBack')}
                </button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function FollowsCard({ document, onAsk }: { document: DocumentView; onAsk: Ask }) {
  const say = useReceivedWords()
  const inLanguage = useBilingual()
  const dayText = useDayText()
  const navigate = useNavigate()
  const { may, requirement, directives, doneAt } = document
  const isEmpty = !requirement && directives.length === 0 && !doneAt
  if (isEmpty && !may.require && !may.issue && !may.complete) return null
  return (
    <section className="card">
      <header>
        <h2>{say('follows')}</h2>
      </header>
      <div className="card-body stack">
        <dl className="facts">
          {requirement && (
            <>
              <dt>{say('requirement')}</dt>
              <dd>
                <div className="prose">{requirement.text}</div>
                {requirement.meetingDay ? (
                  <Link to="/meetings/$day" params={{ day: requirement.meetingDay }}>
                    {say('requiredAt', { day: dayText(requirement.meetingDay) })}
                  </Link>
                ) : (
                  <Tag tone="warn">{say('requiredWaiting')}</Tag>
                )}
              </dd>
            </>
          )}
          {directives.length > 0 && (
            <>
              <dt>{say('directives')}</dt>
              <dd>
                {directives.map((one) => (
                  <div key={one.id}>
                    <Link to="/directives/$id" params={{ id: one.id }}>
                      {inLanguage(one.number)} {one.title}
                    </Link>{' '}
                    <WhenText at={one.dueAt} />
                  </div>
                ))}
              </dd>
            </>
          )}
          {doneAt && (
            <>
              <dt>{say('result')}</dt>
              <dd>
                <div className="prose">{document.doneNote}</div>
                <span className="quiet">
                  {document.doneBy} · <WhenText at={doneAt} />
                </span>
              </dd>
            </>
          )}
        </dl>
        <div className="row">
          {may.require && <Button onClick={() => onAsk({ what: 'require' })}>{say('require')}</Button>}
          {may.issue && (
            <Button
              onClick={() =>
                void navigate({
                  to: '/directives/new',
                  search: {
                    source: 'document',
                    sourceId: document.id,
                    text: sourceText(document),
                    title: document.title.slice(0, 120),
                    body: document.asks,
                  },
                })
              }
            >
              {say('issue')}
            </Button>
          )}
          {may.complete && (
            <Button type="primary" onClick={() => onAsk({ what: 'complete' })}>
              {say('complete')}
            </Button>
          )}
        </div>
      </div>
    </section>
  )
}
