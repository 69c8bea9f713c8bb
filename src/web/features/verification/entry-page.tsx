// One person to be found (M45): what the list says, who of the register it may be, what was found, and the way to answer.
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { EntryDetail } from '../../../modules/verification/contract.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { AreaName, useAreas } from '../../ui/areas.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Telephone } from '../../ui/telephone.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { ANSWERS, type Answer, AnswerDialog } from './answer-dialog.tsx'
import { ListedDocument } from './listed-document.tsx'
import { MatchTag, StateTag, useMatchWay } from './marks.tsx'
import { ENTRIES, STALE, VERIFICATION_TOPICS } from './paths.ts'
import { useVerificationWords } from './words.ts'
import './verification.css'

export function VerificationEntryPage() {
  const { id } = useParams({ from: '/frame/verification/persons/$id' })
  const say = useVerificationWords()
  const [isVoiding, setVoiding] = useState(false)
  const { data, error, refetch } = useApi<EntryDetail>(`${ENTRIES}/${id}`)
  useLive(VERIFICATION_TOPICS, [`${ENTRIES}/${id}`])
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{data.name || say('noName')}</h1>
        <StateTag row={data} />
        {data.finding === null && <MatchTag row={data} />}
        {data.voided && <Tag tone="warn">{say('voidedEntry')}</Tag>}
        {data.may.receive && (
          <Button type="text" onClick={() => setVoiding(true)}>
            {say('voidEntry')}
          </Button>
        )}
      </div>
      {data.isUnregistered && <Alert type="warning" showIcon title={say('unregisteredHint')} />}
      <Listed entry={data} />
      {data.may.answer && data.finding === null && <Answering entry={data} />}
      <Register entry={data} />
      {data.findings.length > 0 && <History entry={data} />}
      {data.may.answer && data.finding !== null && <Answering entry={data} />}
      <div>
        <Link to="/verification/lists/$id" params={{ id: data.listId }}>
          ← {say('backToList')}
        </Link>
      </div>
      {isVoiding && (
        <ReasonDialog
          title={say('voidEntry')}
          danger
          act={({ reason }) => api.post(`${ENTRIES}/${id}/voidings`, { reason })}
          stale={STALE}
          onClose={() => setVoiding(false)}
        />
      )}
    </div>
  )
}

function Listed({ entry }: { entry: EntryDetail }) {
  const say = useVerificationWords()
  const { letter } = entry
  return (
    <section className="card">
      <div className="card-body">
        <dl className="facts">
          <dt>{say('document')}</dt>
          <dd>
            <ListedDocument entry={entry} />
          </dd>
          <dt>{say('telephone')}</dt>
          <dd className="row">
            {entry.telephones.length === 0 ? (
              <Telephone number={null} />
            ) : (
              entry.telephones.map((number) => <Telephone key={number} number={number} />)
            )}
          </dd>
          {entry.birthDate && (
            <>
              <dt>{say('born')}</dt>
              <dd className="num">{entry.birthDate}</dd>
            </>
          )}
          {entry.address && (
            <>
              <dt>{say('address')}</dt>
              <dd>{entry.address}</dd>
            </>
          )}
          {entry.note && (
            <>
              <dt>{say('note')}</dt>
              <dd>{entry.note}</dd>
            </>
          )}
          <dt>{say('why')}</dt>
          <dd>{letter.why}</dd>
          <dt>{say('letter')}</dt>
          <dd>
            {entry.list.authority} {entry.list.letterNo} · {say('no')} {entry.no}
          </dd>
          <dt>{say('area')}</dt>
          <dd>
            {entry.sent ? (
              <AreaName code={entry.areaCode} />
            ) : (
              <>
                {entry.proposedArea ? <AreaName code={entry.proposedArea} /> : say('noArea')}{' '}
                {entry.finding === null && <span className="quiet">{say(entry.state)}</span>}
              </>
            )}
          </dd>
          {entry.finding === null && (
            <>
              <dt>{say('due')}</dt>
              <dd>
                <WhenText at={entry.dueAt} as="due" />
              </dd>
            </>
          )}
        </dl>
      </div>
    </section>
  )
}

/** The register: who it is, or who it may be. */
function Register({ entry }: { entry: EntryDetail }) {
  const say = useVerificationWords()
  const way = useMatchWay()
  const { nameOf } = useAreas()
  const confirming = useSend((personId: string | null) => api.post(`${ENTRIES}/${entry.id}/match`, { personId }), STALE)
  const isOpen = entry.finding === null
  const maySay = entry.may.receive && isOpen && !entry.isCertain
  const known = entry.person
  const candidates = entry.candidates.filter(({ id }) => id !== known?.id)
  if (!known && candidates.length === 0 && !isOpen && !entry.registeredIn) return null
  return (
    <section className="card">
      <header>
        <h2>{say('inRegister')}</h2>
      </header>
      <div className="card-body stack">
        <ProblemAlert error={confirming.error} />
        {known && <PersonLine person={known} />}
        {!known && entry.registeredIn && <div>{say('registeredIn', { area: nameOf(entry.registeredIn) })}</div>}
        {isOpen && candidates.length > 0 && (
          <div>
            <strong>{say('candidates')}</strong>
            {maySay && <div className="quiet">{say('candidatesHint')}</div>}
            <ul className="verification-candidates">
              {candidates.map((one) => (
                <li key={one.id}>
                  <span>
                    <PersonLine person={one} /> <span className="quiet">{way(one.by)}</span>
                  </span>
                  {maySay && (
                    <Button loading={confirming.isPending} onClick={() => confirming.mutate(one.id)}>
                      {say('isThis')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            {maySay && (
              <Button type="text" loading={confirming.isPending} onClick={() => confirming.mutate(null)}>
                {say('isNone')}
              </Button>
            )}
          </div>
        )}
        {isOpen && !known && !entry.registeredIn && candidates.length === 0 && (
          <span className="quiet">{say('notRegistered')}</span>
        )}
      </div>
    </section>
  )
}

function PersonLine({ person }: { person: NonNullable<EntryDetail['person']> }) {
  return (
    <span>
      <Link to="/persons/$id" params={{ id: person.id }}>
        {person.name}
      </Link>{' '}
      <span className="num">{person.documentMasked}</span> <AreaName code={person.areaCode} /> {person.address}{' '}
      <DayText day={person.arrivalDay} />
    </span>
  )
}

function Answering({ entry }: { entry: EntryDetail }) {
  const say = useVerificationWords()
  const navigate = useNavigate()
  const [asking, setAsking] = useState<Answer | null>(null)
  const isCorrection = entry.finding !== null
  const answers = ANSWERS.filter((kind) => kind !== 'movedOn' || entry.sent !== null)
  // Whoever is in the register is not registered again.
  const mayRegister = entry.may.register && !isCorrection && !entry.person && !entry.registeredIn
  return (
    <section className="card">
      <header>
        <h2>{say(isCorrection ? 'correct' : 'answer')}</h2>
      </header>
      <div className="card-body verification-answers">
        {mayRegister && (
          <Button
            type="primary"
            onClick={() => void navigate({ to: '/verification/persons/$id/register', params: { id: entry.id } })}
          >
            {say('register')}
          </Button>
        )}
        {answers.map((kind) => (
          <Button key={kind} onClick={() => setAsking(kind)}>
            {say(kind)}
          </Button>
        ))}
      </div>
      {asking && <AnswerDialog entry={entry} kind={asking} onClose={() => setAsking(null)} />}
    </section>
  )
}

function History({ entry }: { entry: EntryDetail }) {
  const say = useVerificationWords()
  return (
    <section className="card">
      <header>
        <h2>{say('history')}</h2>
      </header>
      <div className="card-body">
        <ol className="verification-history">
          {entry.findings.map((one) => (
            <li key={one.id}>
              <WhenText at={one.foundAt} /> <strong>{say(one.kind)}</strong>
              {one.toArea && (
                <>
                  {' '}
                  <AreaName code={one.toArea} />
                </>
              )}
              {one.placeText && ` ${one.placeText}`}
              {one.reason && ` ${one.reason}`}
              {one.arrivedOn && (
                <span>
                  {' '}
                  {say('arrivedOn')} <DayText day={one.arrivedOn} />
                </span>
              )}
              {one.tries.map((tried) => (
                <div key={`${tried.at}${tried.how}`}>
                  <WhenText at={tried.at} /> {say(`way.${tried.how}`)} · {tried.who}
                </div>
              ))}
              {one.note && <div className="prose">{one.note}</div>}
              {one.correction && <div>{say('corrected', { reason: one.correction })}</div>}
              {one.foundBy && <div className="quiet">{say('by', { name: one.foundBy })}</div>}
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}
