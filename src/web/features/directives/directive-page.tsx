// One directive: what is asked and where it comes from, how far each unit is and what may be done now, steps, offers, files, and
// everything that happened, in order.
import { Link, useParams } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import type { AssignmentView, DirectiveView } from '../../../modules/directives/contract.ts'
import { EVENT_WORDS } from '../../../modules/directives/rules/words.ts'
import { POST_KIND_WORDS } from '../../../plan/diff-words.ts'
import type { PostKind } from '../../../plan/schema/basics.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { Tag } from '../../ui/tag.tsx'
import { useMomentText, WhenText } from '../../ui/when.tsx'
import { ActDialog, type Asking } from './dialogs.tsx'
import { FilesSection } from './files.tsx'
import { AssignmentState, Light } from './marks.tsx'
import { DIRECTIVE_STALE, DIRECTIVE_TOPICS, DIRECTIVES } from './paths.ts'
import { SignButton } from './sign-button.tsx'
import { useDirectiveWords } from './words.ts'
import './directives.css'

export function DirectivePage() {
  const { id } = useParams({ from: '/frame/directives/$id' })
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  const [asking, setAsking] = useState<Asking | null>(null)
  const { data, error, refetch } = useApi<DirectiveView>(`${DIRECTIVES}/${id}`)
  useLive(DIRECTIVE_TOPICS, DIRECTIVE_STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{data.title}</h1>
        <Tag>{say(data.kind)}</Tag>
        {data.priority === 'urgent' && <Tag tone="bad">{say('urgent')}</Tag>}
        <Light light={data.light} />
        <div className="row no-print">
          {data.may.addOwners && (
            <Button
              type={data.assignments.length === 0 ? 'primary' : 'default'}
              onClick={() => setAsking({ what: 'owners' })}
            >
              {say(data.kind === 'requirement' ? 'passOn' : 'addOwners')}
            </Button>
          )}
          {data.may.supervise && data.kind !== 'supervision' && (
            <Link
              to="/directives/new"
              search={{ kind: 'supervision', source: 'directive', sourceId: data.id, text: inLanguage(data.number) }}
            >
              {say('supervise')}
            </Link>
          )}
          <a href={`${DIRECTIVES}/${id}/record.docx`}>{say('print')} Word</a>
          <a href={`${DIRECTIVES}/${id}/record.pdf`}>PDF</a>
        </div>
      </div>
      <Facts view={data} />
      <Assignments view={data} onAsk={setAsking} />
      {data.steps.length > 0 && <Steps view={data} onAsk={setAsking} />}
      {data.offers.length > 0 && <Offers view={data} onAsk={setAsking} />}
      <FilesSection view={data} />
      <Course view={data} />
      <div>
        <Link to="/directives">← {say('back')}</Link>
      </div>
      {asking && <ActDialog view={data} asking={asking} onClose={() => setAsking(null)} />}
    </div>
  )
}

function Facts({ view }: { view: DirectiveView }) {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  const { help, source } = view
  return (
    <section className="card">
      <div className="card-body stack">
        {view.text && view.text !== view.title && <div className="prose">{view.text}</div>}
        <dl className="facts">
          <dt>{inLanguage(view.number)}</dt>
          <dd>
            {inLanguage(view.issuer)} · {view.issuedBy} · <WhenText at={view.issuedAt} />
          </dd>
          <dt>{say('due')}</dt>
          <dd>
            <WhenText at={view.dueAt} {...(view.light === 'done' ? {} : { as: 'due' as const })} />
          </dd>
          <dt>{say('source')}</dt>
          <dd>
            <SourceText source={source} />
          </dd>
          {view.authority && (
            <>
              <dt>{say('from')}</dt>
              <dd>
                {view.authority} {view.letterNo} <WhenText at={view.receivedAt} />
              </dd>
            </>
          )}
          {view.passOnDueAt && (
            <>
              <dt>{say('passOnDue')}</dt>
              <dd>
                {view.passedOnAt ? (
                  <>
                    {say('passedOn')} <WhenText at={view.passedOnAt} />
                  </>
                ) : (
                  <WhenText at={view.passOnDueAt} as="due" />
                )}
              </dd>
            </>
          )}
          {help && (
            <>
              <dt>{say('needed')}</dt>
              <dd>
                {say(help.what)} · {help.item} · <strong className="num">{help.quantity}</strong> {help.unitText}
                <div className="quiet">{say('answered', { taken: help.taken, delivered: help.delivered })}</div>
              </dd>
              <dt>{say('when')}</dt>
              <dd>
                <WhenText at={help.when} /> · {help.where}
              </dd>
            </>
          )}
        </dl>
      </div>
    </section>
  )
}

function SourceText({ source: { kind, id, text } }: { source: DirectiveView['source'] }) {
  const say = useDirectiveWords()
  const may = useMay()
  const word = say(kind === 'directive' ? 'ofDirective' : kind)
  const shown = text ? `${word} · ${text}` : word
  if (kind === 'directive' && id) {
    return (
      <Link to="/directives/$id" params={{ id }}>
        {shown}
      </Link>
    )
  }
  if (kind === 'meeting' && /^\d{4}-\d\d-\d\d/.test(text)) {
    return (
      <Link to="/meetings/$day" params={{ day: text.slice(0, 10) }}>
        {shown}
      </Link>
    )
  }
  if (kind === 'document' && id && may('received.readAll')) {
    return (
      <Link to="/received/$id" params={{ id }}>
        {shown}
      </Link>
    )
  }
  if (kind === 'clause' && id) {
    return (
      <Link to="/plan/duties/$key" params={{ key: id }}>
        {shown}
      </Link>
    )
  }
  return <>{shown}</>
}

type Ask = (asking: Asking) => void

function Assignments({ view, onAsk }: { view: DirectiveView; onAsk: Ask }) {
  const say = useDirectiveWords()
  return (
    <section className="card">
      <header>
        <h2>{say('units')}</h2>
      </header>
      <div className="card-body">
        {view.assignments.length === 0 && <p className="quiet">{say('waitingForUnits')}</p>}
        <ul className="assignment-list">
          {view.assignments.map((one) => (
            <AssignmentItem key={one.assignmentId} assignment={one} isHelp={view.kind === 'help'} onAsk={onAsk} />
          ))}
        </ul>
      </div>
    </section>
  )
}

function AssignmentItem({ assignment, isHelp, onAsk }: { assignment: AssignmentView; isHelp: boolean; onAsk: Ask }) {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  const { may } = assignment
  const button = (
    what: Exclude<Asking['what'], 'owners' | 'step' | 'take' | 'deliver' | 'takeBack'>,
    text: ReactNode,
  ) => (
    <Button
      type={what === 'submit' || what === 'accept' || what === 'offer' ? 'primary' : 'default'}
      danger={what === 'refuse' && !isHelp}
      onClick={() => onAsk({ what, assignment })}
    >
      {text}
    </Button>
  )
  return (
    <li>
      <div className="row">
        <strong>{inLanguage(assignment.unit)}</strong>
        <AssignmentState row={assignment} />
        {assignment.handler && (
          <span className="quiet">
            {say('handler')} {assignment.handler}
          </span>
        )}
      </div>
      <div className="quiet">
        {say('due')}{' '}
        <WhenText
          at={assignment.dueAt}
          {...(assignment.endedAt || assignment.submittedAt ? {} : { as: 'due' as const })}
        />
        {assignment.state === 'issued' && !isHelp && (
          <>
            {' '}
            · {say('receiptDue')} <WhenText at={assignment.receiptDueAt} as="due" />
          </>
        )}
        {assignment.receivedAt && (
          <>
            {' '}
            · {say('signed')} <WhenText at={assignment.receivedAt} />
          </>
        )}
      </div>
      <div className="row no-print">
        {may.receive && <SignButton assignmentId={assignment.assignmentId} />}
        {may.offer && button('offer', say('offer'))}
        {may.submit && button('submit', say('submit'))}
        {may.progress && button('progress', say('progress'))}
        {may.accept && button('accept', say('accept'))}
        {may.return && button('return', say('return'))}
        {may.postpone && button('postpone', say('postpone'))}
        {may.withdraw && button('withdraw', say('withdraw'))}
        {may.refuse && button('refuse', say(isHelp ? 'decline' : 'refuse'))}
      </div>
    </li>
  )
}

function Steps({ view, onAsk }: { view: DirectiveView; onAsk: Ask }) {
  const say = useDirectiveWords()
  return (
    <section className="card">
      <header>
        <h2>{say('steps')}</h2>
      </header>
      <div className="card-body">
        <ol className="step-list">
          {view.steps.map((step) => (
            <li key={step.id}>
              <div className="row">
                <strong>{step.title}</strong>
                <Light light={step.light} />
                <span className="quiet">
                  {step.doneAt ? (
                    <>
                      {say('doneAt')} <WhenText at={step.doneAt} /> {step.doneBy}
                    </>
                  ) : (
                    <WhenText at={step.dueAt} as="due" />
                  )}
                </span>
                {view.may.completeStep && step.doneAt === null && (
                  <Button size="small" className="no-print" onClick={() => onAsk({ what: 'step', step })}>
                    {say('stepDone')}
                  </Button>
                )}
              </div>
              {step.note && <div className="prose">{step.note}</div>}
            </li>
          ))}
        </ol>
      </div>
    </section>
  )
}

function Offers({ view, onAsk }: { view: DirectiveView; onAsk: Ask }) {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  return (
    <section className="card">
      <header>
        <h2>{say('offers')}</h2>
      </header>
      <div className="card-body">
        <ul className="offer-list">
          {view.offers.map((offer) => (
            <li key={offer.id}>
              <div className="row">
                <strong>{inLanguage(offer.unit)}</strong>
                <span className="num">{say('offered', { n: offer.quantity })}</span>
                <Tag tone={offer.state === 'offered' ? 'act' : offer.state === 'delivered' ? 'good' : 'plain'}>
                  {say(offer.state === 'offered' ? 'offeredState' : offer.state)}
                </Tag>
                {offer.taken !== null && <span className="num quiet">{say('takenOf', { n: offer.taken })}</span>}
                {offer.delivered !== null && (
                  <span className="num quiet">{say('deliveredOf', { n: offer.delivered })}</span>
                )}
                <span className="quiet">
                  <WhenText at={offer.offeredAt} /> {offer.offeredBy}
                </span>
              </div>
              {offer.note && <div className="prose">{offer.note}</div>}
              <div className="row no-print">
                {offer.may.take && (
                  <Button type="primary" size="small" onClick={() => onAsk({ what: 'take', offer })}>
                    {say('take')}
                  </Button>
                )}
                {offer.may.deliver && (
                  <Button type="primary" size="small" onClick={() => onAsk({ what: 'deliver', offer })}>
                    {say('deliver')}
                  </Button>
                )}
                {offer.may.withdraw && (
                  <Button size="small" onClick={() => onAsk({ what: 'takeBack', offer })}>
                    {say('takeBack')}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function Course({ view }: { view: DirectiveView }) {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  const momentText = useMomentText()
  const unitOf = new Map(view.assignments.map((one) => [one.assignmentId, one.unit]))
  return (
    <section className="card">
      <header>
        <h2>{say('course')}</h2>
      </header>
      <div className="card-body">
        <ol className="course-list">
          {view.events.map((event) => {
            const unit = event.assignmentId === null ? undefined : unitOf.get(event.assignmentId)
            const words = EVENT_WORDS[event.kind]
            const to = event.kind === 'climbed' ? POST_KIND_WORDS[event.details.to as PostKind] : undefined
            return (
              <li key={event.id}>
                <span className="quiet num">{momentText(event.at)}</span>
                <span>
                  {unit && `${inLanguage(unit)} · `}
                  {to ? say('climbedTo', { who: inLanguage(to) }) : words ? inLanguage(words) : event.kind}
                  {event.by && <span className="quiet"> · {event.by}</span>}
                  {event.dueAt && event.kind !== 'issued' && (
                    <span className="quiet">
                      {' '}
                      · {say('due')} {momentText(event.dueAt)}
                    </span>
                  )}
                </span>
                {event.note && <div className="prose">{event.note}</div>}
              </li>
            )
          })}
        </ol>
      </div>
    </section>
  )
}
