// One meeting on one screen: agenda, who came and what they reported, what the city asks, what is decided, the minutes.
import { Link, useParams } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import { localTimeOf } from '../../../kernel/time.ts'
import { STATE_WORDS } from '../../../modules/directives/rules/words.ts'
import type { DecisionView, MeetingView } from '../../../modules/duties/meetings/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { planZone } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { AreaName } from '../../ui/areas.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useDayText, WhenText } from '../../ui/when.tsx'
import { AttendDialog, DecisionDialog, MinutesDialog, RequirementDialog } from './dialogs.tsx'
import { MEETING_DAYS, MEETING_STALE, MEETING_TOPICS, MEETINGS } from './paths.ts'
import { useMeetingWords } from './words.ts'
import './meetings.css'

type Asking =
  | { what: 'attend'; owner: MeetingView['attendance'][number] }
  | { what: 'requirement' | 'decision' | 'minutes' }

export function MeetingPage() {
  const { day } = useParams({ from: '/frame/meetings/$day' })
  const say = useMeetingWords()
  const dayText = useDayText()
  const [asking, setAsking] = useState<Asking | null>(null)
  const { data, error, refetch } = useApi<MeetingView>(`${MEETING_DAYS}/${day}`)
  useLive(MEETING_TOPICS, MEETING_STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />
  const close = () => setAsking(null)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('of', { day: dayText(day) })}</h1>
        <span className="quiet">{say('starts', { time: localTimeOf(data.startsAt, planZone()) })}</span>
        {data.may.open && <OpenButton />}
      </div>
      {data.may.open && <p className="quiet">{say('openHint')}</p>}
      <div className="meeting-grid">
        <AgendaCard meeting={data} />
        <AttendanceCard meeting={data} onAttend={setAsking} />
        <RequirementsCard meeting={data} onAdd={setAsking} />
        <DecisionsCard meeting={data} onAsk={setAsking} />
      </div>
      <MinutesCard meeting={data} onWrite={setAsking} />
      <div>
        <Link to="/meetings">← {say('all')}</Link>
      </div>
      {asking && <Dialog meeting={data} asking={asking} onClose={close} />}
    </div>
  )
}

function OpenButton() {
  const say = useMeetingWords()
  const [id] = useState(newId)
  const opening = useSend<void, unknown>(() => api.post(MEETINGS, { id }), MEETING_STALE)
  return (
    <>
      <Button type="primary" loading={opening.isPending} onClick={() => opening.mutate()}>
        {say('open')}
      </Button>
      <ProblemAlert error={opening.error} />
    </>
  )
}

function Dialog({ meeting, asking, onClose }: { meeting: MeetingView; asking: Asking; onClose: () => void }) {
  if (asking.what === 'attend') return <AttendDialog meetingId={meeting.id!} owner={asking.owner} onClose={onClose} />
  if (asking.what === 'requirement') return <RequirementDialog meetingId={meeting.id!} onClose={onClose} />
  if (asking.what === 'decision') return <DecisionDialog meeting={meeting} onClose={onClose} />
  return <MinutesDialog meeting={meeting} onClose={onClose} />
}

type Ask = (asking: Asking) => void

function AgendaCard({ meeting: { agenda, before } }: { meeting: MeetingView }) {
  const say = useMeetingWords()
  const inLanguage = useBilingual()
  const dayText = useDayText()
  const list = (items: readonly { zh: string; en: string }[]) =>
    items.length === 0 ? say('none') : items.map(inLanguage).join('、')
  return (
    <section className="card">
      <header>
        <h2>{say('agenda')}</h2>
      </header>
      <div className="card-body stack">
        {before && (
          <div>
            <h3>{say('before', { day: dayText(before.day) })}</h3>
            {before.decisions.length === 0 ? (
              <p className="quiet">{say('noBefore')}</p>
            ) : (
              <DecisionList decisions={before.decisions} />
            )}
          </div>
        )}
        <Situation situation={agenda.situation ?? null} />
        <dl className="facts agenda-facts">
          <Warnings warnings={agenda.warnings ?? []} />
          <dt>{say('newRequirements')}</dt>
          <dd>
            {(agenda.requirements ?? []).length === 0
              ? say('none')
              : agenda.requirements!.map(({ source, text }) => (
                  <div key={`${source}${text}`}>
                    <span className="quiet">{source}</span> {text}
                  </div>
                ))}
          </dd>
          <dt>{say('unreported')}</dt>
          <dd>{list(agenda.unreported)}</dd>
          <dt>{say('overdue')}</dt>
          <dd>
            {agenda.overdue.length === 0
              ? say('none')
              : agenda.overdue.map(({ owner, title, dueAt }) => (
                  <div key={`${owner.zh}${title.zh}${dueAt}`}>
                    {inLanguage(owner)} · {inLanguage(title)} · <WhenText at={dueAt} as="due" />
                  </div>
                ))}
          </dd>
          <dt>{say('directives')}</dt>
          <dd>
            {agenda.directives.length === 0
              ? say('none')
              : agenda.directives.map(({ id, number, title, unit, dueAt }) => (
                  <div key={`${id}${unit.zh}`}>
                    {inLanguage(unit)} ·{' '}
                    <Link to="/directives/$id" params={{ id }}>
                      {inLanguage(number)} {title}
                    </Link>{' '}
                    · <WhenText at={dueAt} as="due" />
                  </div>
                ))}
          </dd>
          <dt>{say('fevers')}</dt>
          <dd>{say('persons', { n: agenda.fevers })}</dd>
          <dt>{say('checks')}</dt>
          <dd>
            <Link to="/queues/$queue" params={{ queue: 'overdue' }}>
              {say('persons', { n: agenda.overdueChecks })}
            </Link>
          </dd>
        </dl>
      </div>
    </section>
  )
}

/** What the situation report of the day before counts, with the change from the day before that. */
function Situation({ situation }: { situation: NonNullable<MeetingView['agenda']['situation']> | null }) {
  const say = useMeetingWords()
  const inLanguage = useBilingual()
  const may = useMay()
  if (!situation) return <p className="quiet">{say('noSituation')}</p>
  return (
    <div>
      <div className="row">
        <h3>{say('situation')}</h3>
        {may('situation.read') && (
          <Link to="/reports/situation/$id" params={{ id: situation.id }}>
            {say('toSituation')} →
          </Link>
        )}
      </div>
      <dl className="situation-figures">
        {situation.figures.map((one) => (
          <div key={one.key}>
            <dt className="quiet">{inLanguage(one)}</dt>
            <dd className="num">
              {one.value.toLocaleString('en-US')} <Change from={one.yesterday} to={one.value} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Change({ from, to }: { from: number | null; to: number }) {
  const say = useMeetingWords()
  if (from === null) return null
  const change = to - from
  return (
    <span className="quiet">
      {change === 0 ? say('unchanged') : say('change', { n: `${change > 0 ? '+' : '−'}${Math.abs(change)}` })}
    </span>
  )
}

function Warnings({ warnings }: { warnings: NonNullable<MeetingView['agenda']['warnings']> }) {
  const say = useMeetingWords()
  const inLanguage = useBilingual()
  const may = useMay()
  return (
    <>
      <dt>{say('warnings')}</dt>
      <dd>
        {warnings.length === 0
          ? say('none')
          : warnings.map(({ id, rule, areaCode, raisedAt, isJudged }) => (
              <div key={id}>
                {may('warning.read') ? (
                  <Link to="/warnings/$id" params={{ id }}>
                    {inLanguage(rule)}
                  </Link>
                ) : (
                  inLanguage(rule)
                )}{' '}
                · <AreaName code={areaCode} /> · <WhenText at={raisedAt} />{' '}
                {!isJudged && <Tag tone="warn">{say('notJudged')}</Tag>}
              </div>
            ))}
      </dd>
    </>
  )
}

function AttendanceCard({ meeting: { attendance, may }, onAttend }: { meeting: MeetingView; onAttend: Ask }) {
  const say = useMeetingWords()
  const inLanguage = useBilingual()
  const there = attendance.filter(({ state }) => state === 'present' || state === 'deputy').length
  return (
    <section className="card">
      <header>
        <h2>{say('attendance')}</h2>
        <span className="quiet num">{say('count', { all: attendance.length, there })}</span>
      </header>
      <div className="card-body">
        <ul className="attendance-list">
          {attendance.map((one) => (
            <li key={one.owner}>
              <div className="row">
                <strong>{inLanguage(one.name)}</strong>
                {one.state === null ? (
                  <span className="quiet">{say('notRecorded')}</span>
                ) : (
                  <Tag tone={one.state === 'absent' ? 'bad' : 'good'}>{say(one.state)}</Tag>
                )}
                <span className="quiet">{one.note}</span>
                {may.keep && (
                  <Button
                    size="small"
                    aria-label={`${say('record')} ${inLanguage(one.name)}`}
                    onClick={() => onAttend({ what: 'attend', owner: one })}
                  >
                    {say('record')}
                  </Button>
                )}
              </div>
              {one.report && <div className="prose">{one.report}</div>}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function RequirementsCard({ meeting: { requirements, may }, onAdd }: { meeting: MeetingView; onAdd: Ask }) {
  const say = useMeetingWords()
  return (
    <section className="card">
      <header>
        <h2>{say('requirements')}</h2>
        {may.keep && <Button onClick={() => onAdd({ what: 'requirement' })}>{say('addRequirement')}</Button>}
      </header>
      <div className="card-body">
        {requirements.length === 0 && <p className="quiet">{say('noRequirements')}</p>}
        <ul className="attendance-list">
          {requirements.map((one) => (
            <li key={one.id}>
              {one.documentId ? (
                <Link to="/received/$id" params={{ id: one.documentId }}>
                  {one.source}
                </Link>
              ) : (
                <span className="quiet">{one.source}</span>
              )}
              <div className="prose">{one.text}</div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

function DecisionsCard({ meeting: { decisions, may }, onAsk }: { meeting: MeetingView; onAsk: Ask }) {
  const say = useMeetingWords()
  return (
    <section className="card">
      <header>
        <h2>{say('decisions')}</h2>
        {may.keep && (
          <Button type="primary" onClick={() => onAsk({ what: 'decision' })}>
            {say('addDecision')}
          </Button>
        )}
      </header>
      <div className="card-body">
        {decisions.length === 0 ? (
          <p className="quiet">{say('noDecisions')}</p>
        ) : (
          <DecisionList decisions={decisions} />
        )}
      </div>
    </section>
  )
}

/** Each decision is a directive; its units stand with how far they are. */
function DecisionList({ decisions }: { decisions: readonly DecisionView[] }) {
  const say = useMeetingWords()
  const inLanguage = useBilingual()
  return (
    <ol className="decision-list">
      {decisions.map((decision) => (
        <li key={decision.id}>
          <div className="prose">{decision.text}</div>
          <div className="quiet">
            <Link to="/directives/$id" params={{ id: decision.id }}>
              {inLanguage(decision.number)}
            </Link>{' '}
            · {say('due')}{' '}
            <WhenText
              at={decision.dueAt}
              {...(decision.units.every(({ state }) => state === 'accepted') ? {} : { as: 'due' as const })}
            />
          </div>
          <ul className="attendance-list">
            {decision.units.map((unit) => (
              <li key={unit.id} className="row">
                {inLanguage(unit.name)} <UnitState unit={unit} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

function UnitState({ unit: { state, overdue } }: { unit: DecisionView['units'][number] }) {
  const say = useMeetingWords()
  const inLanguage = useBilingual()
  const words = STATE_WORDS[state as keyof typeof STATE_WORDS]
  const tone = state === 'accepted' ? 'good' : state === 'refused' ? 'bad' : 'plain'
  return (
    <>
      {words && <Tag tone={tone}>{inLanguage(words)}</Tag>}
      {overdue && state !== 'accepted' && <Tag tone="bad">{say('late')}</Tag>}
    </>
  )
}

function MinutesCard({ meeting, onWrite }: { meeting: MeetingView; onWrite: Ask }) {
  const say = useMeetingWords()
  const [latest] = meeting.minutes
  return (
    <section className="card">
      <header>
        <h2>{say('minutes')}</h2>
        <div className="row">
          {meeting.may.keep && (
            <Button type={latest ? 'default' : 'primary'} onClick={() => onWrite({ what: 'minutes' })}>
              {say(latest ? 'correct' : 'write')}
            </Button>
          )}
          {latest && (
            <>
              <a href={`${MEETINGS}/${meeting.id}/minutes.docx`}>Word</a>
              <a href={`${MEETINGS}/${meeting.id}/minutes.pdf`}>PDF</a>
            </>
          )}
        </div>
      </header>
      <div className="card-body stack">
        {!latest && (
          <p>
            {say('noMinutes')}{' '}
            {meeting.minutesDueAt && (
              <span className="quiet">
                {say('minutesDue')} <WhenText at={meeting.minutesDueAt} as="due" />
              </span>
            )}
          </p>
        )}
        {meeting.minutes.map((one) => (
          <details key={one.version} open={one === latest}>
            <summary>
              {say('version', { n: one.version })} · {say('issued')} {one.issuedBy} · <WhenText at={one.issuedAt} />
              {one.reason && ` · ${one.reason}`}
            </summary>
            <div className="prose">{one.text}</div>
          </details>
        ))}
      </div>
    </section>
  )
}
