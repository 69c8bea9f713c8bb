// A shift as it is served (M58): sign on, write it down, hand over, accept; big buttons, since it is done on a phone. The log is
// printed as it stands: nothing in it is ever changed.
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Skeleton } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '../../../kernel/ids.ts'
import type { LogEntry, ShiftDetail } from '../../../modules/duties/roster/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { useFail } from '../../shell/use-fail.ts'
import { useMomentText } from '../../ui/when.tsx'
import { DutyNumber } from './duty-number.tsx'
import { DirectiveDialog, HandOverDialog, LogDialog, SignOnDialog, UrgentDialog } from './log-dialogs.tsx'
import { ROSTER, ROSTER_TOPICS, STALE } from './paths.ts'
import { RosterNav } from './roster-nav.tsx'
import { ServingTag } from './shift-tags.tsx'
import { namesIn, useSpanText } from './texts.ts'
import { useRosterWords } from './words.ts'
import './roster.css'

type Opened =
  | { signOn: true }
  | { write: true }
  | { handOver: true }
  | { correct: LogEntry }
  | { urgent: LogEntry }
  | { directive: LogEntry }
  | null

export function ShiftPage() {
  const { id } = useParams({ from: '/frame/roster/shifts/$id' })
  const { data, error, refetch } = useApi<ShiftDetail>(`${ROSTER}/shifts/${id}`, undefined, { refetchInterval: 60_000 })
  useLive(ROSTER_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 10 }} />
  return <Shift detail={data} />
}

function Shift({ detail: { shift, log, waiting, may } }: { detail: ShiftDetail }) {
  const say = useRosterWords()
  const inLanguage = useBilingual()
  const spanText = useSpanText()
  const fail = useFail()
  const { message } = App.useApp()
  const [opened, setOpened] = useState<Opened>(null)
  const acceptId = useRef(newId())
  const path = `${ROSTER}/shifts/${shift.id}`
  const accepting = useSend((from: string) => api.post(`${path}/acceptance`, { id: acceptId.current, from }), STALE)
  const signing = useSend((memberId: string) => api.post(`${path}/sign-on`, { memberId }), STALE)
  const me = shift.seats.find(({ isMe }) => isMe)
  const signOn = () => (me ? signing.mutate(me.memberId, { onError: fail }) : setOpened({ signOn: true }))
  const close = () => setOpened(null)
  return (
    <div className="stack shift-page">
      <div className="page-head">
        <h1>
          {inLanguage(shift.unit)} {shift.kind === 'medical' && say('medical')}
        </h1>
        <span className="num">{spanText(shift)}</span>
        <div className="row no-print">
          <Button onClick={() => window.print()}>{say('print')}</Button>
        </div>
      </div>
      <RosterNav here="mine" />
      <section className="card card-body shift-head">
        <div>
          {shift.seats.map((seat) => (
            <div key={seat.memberId} className="row">
              <strong>{seat.name}</strong>
              <span className="quiet small">{say(seat.role)}</span>
              {seat.telephone && <DutyNumber number={seat.telephone} />}
            </div>
          ))}
        </div>
        <ServingTag shift={shift} />
        {!shift.signedOnAt && !may.signOn && <span className="quiet">{say('signOnSoon')}</span>}
      </section>
      {waiting && (
        <section className="card card-body roster-waiting">
          <strong>{say('waitingTitle', { span: spanText(waiting) })}</strong>
          <p>{waiting.openMatters}</p>
          {may.accept && (
            <Button
              type="primary"
              size="large"
              className="no-print"
              loading={accepting.isPending}
              onClick={() => accepting.mutate(waiting.shiftId, { onError: fail })}
            >
              {say('accept')}
            </Button>
          )}
        </section>
      )}
      {(may.signOn || may.write || may.handOver) && (
        <div className="shift-acts no-print">
          {may.signOn && (
            <Button type="primary" size="large" loading={signing.isPending} onClick={signOn}>
              {say('signOn')}
            </Button>
          )}
          {may.write && (
            <Button type="primary" size="large" onClick={() => setOpened({ write: true })}>
              {say('writeLog')}
            </Button>
          )}
          {may.handOver && (
            <Button size="large" onClick={() => setOpened({ handOver: true })}>
              {say('handOver')}
            </Button>
          )}
        </div>
      )}
      <section className="card">
        <header>
          <h2>{say('log')}</h2>
        </header>
        {log.length === 0 ? (
          <div className="list-empty">{say('noLog')}</div>
        ) : (
          <ol className="duty-log">
            {log.map((entry) => (
              <Entry key={entry.id} entry={entry} log={log} onOpen={setOpened} />
            ))}
          </ol>
        )}
      </section>
      {opened && 'signOn' in opened && <SignOnDialog shift={shift} onClose={close} />}
      {opened && 'write' in opened && <LogDialog path={path} corrects={null} onClose={close} />}
      {opened && 'correct' in opened && <LogDialog path={path} corrects={opened.correct} onClose={close} />}
      {opened && 'handOver' in opened && (
        <HandOverDialog path={path} onClose={close} onDone={() => void message.success(say('handOverDone'))} />
      )}
      {opened && 'directive' in opened && <DirectiveDialog path={path} entry={opened.directive} onClose={close} />}
      {opened && 'urgent' in opened && <UrgentDialog path={path} entry={opened.urgent} onClose={close} />}
      <p className="quiet print-only">{namesIn(shift)}</p>
    </div>
  )
}

function Entry({ entry, log, onOpen }: { entry: LogEntry; log: readonly LogEntry[]; onOpen: (next: Opened) => void }) {
  const say = useRosterWords()
  const momentText = useMomentText()
  const may = useMay()
  const wrong = entry.corrects === null ? undefined : log.find(({ id }) => id === entry.corrects)
  const isMatter = entry.kind === 'event' || entry.kind === 'correction'
  const text = {
    signedOn: say('signedOnEntry'),
    handedOver: say('handedOverEntry', { text: entry.event }),
    accepted: say('acceptedEntry', { text: entry.event }),
    event: entry.event,
    correction: entry.event,
  }[entry.kind]
  return (
    <li>
      <time className="num" dateTime={entry.at}>
        {momentText(entry.at)}
      </time>
      <div>
        {entry.kind === 'correction' && (
          <span className="quiet small">
            {say('correction')}（{say('corrects', { at: wrong ? momentText(wrong.at) : '' })}）：
          </span>
        )}
        {text}
        {entry.action && (
          <div>
            <span className="quiet small">{say('action')}：</span>
            {entry.action}
          </div>
        )}
        <div className="quiet small">
          {say('recordedBy', { who: entry.by ?? '', at: momentText(entry.recordedAt) })}
          {entry.becomes?.kind === 'urgentReport' && <> · {say('becameUrgent')}</>}
          {entry.becomes?.kind === 'directive' && (
            <>
              {' '}
              ·{' '}
              <Link to="/directives/$id" params={{ id: entry.becomes.id }}>
                {say('becameDirective')}
              </Link>
            </>
          )}
        </div>
        {isMatter && (
          <div className="row no-print">
            <button type="button" className="link" onClick={() => onOpen({ correct: entry })}>
              {say('correct')}
            </button>
            {entry.becomes === null && (
              <button type="button" className="link" onClick={() => onOpen({ urgent: entry })}>
                {say('makeUrgent')}
              </button>
            )}
            {entry.becomes === null && may('directive.issue') && (
              <button type="button" className="link" onClick={() => onOpen({ directive: entry })}>
                {say('makeDirective')}
              </button>
            )}
          </div>
        )}
      </div>
    </li>
  )
}
