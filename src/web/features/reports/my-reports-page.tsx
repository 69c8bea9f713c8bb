// The daily reports that this account owes (M57, M59): one for most, four on one screen for the officer who answers for four
// groups. A form stands until its report is there, and what was typed stays whatever happens meanwhile.
import { Navigate, useSearch } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useRef, useState } from 'react'
import type { FormView, MyReports } from '../../../modules/duties/reports/contract/daily.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { Tag } from '../../ui/tag.tsx'
import { DayText, useMomentText, WhenText } from '../../ui/when.tsx'
import { DAILY, RECORD_TOPICS } from './paths.ts'
import { ReportBody, ReportTags } from './report-body.tsx'
import { ReportForm } from './report-form.tsx'
import { ReportTabs } from './report-tabs.tsx'
import { useReportWords } from './words.ts'
import '../queues/queues.css'
import './reports.css'

const MINE = `${DAILY}/mine`
const STALE = [MINE]

/** Whoever writes none begins at the page that is theirs. */
export function ReportsPage() {
  const can = useMay()
  if (can('report.write')) return <MyReportsPage />
  return <Navigate to={can('report.close') ? '/reports/closing' : '/reports/history'} replace />
}

function MyReportsPage() {
  const say = useReportWords()
  const { day } = useSearch({ from: '/frame/reports' })
  const { data, error, refetch } = useApi<MyReports>(MINE, { day })
  useLive(RECORD_TOPICS, STALE)
  const senders = useRef(new Map<string, () => Promise<boolean>>())
  const [isSending, setSending] = useState(false)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 10 }} />
  const open = data.forms.filter(({ report }) => report === null).length
  const sendAll = async () => {
    setSending(true)
    for (const send of [...senders.current.values()]) await send()
    setSending(false)
  }
  return (
    <div className="stack reports">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <DayText day={data.day} />
        {open > 1 && (
          <div className="row">
            <Button type="primary" loading={isSending} onClick={() => void sendAll()}>
              {say('submitAll', { n: open })}
            </Button>
          </div>
        )}
      </div>
      <ReportTabs />
      {data.forms.length === 0 && (
        <section className="card list-empty">
          <strong>{say('noneOwed')}</strong>
          <div>{say('noneOwedHint')}</div>
        </section>
      )}
      {data.forms.map((form) => (
        <ReportCard
          key={`${form.kind}/${form.key}/${data.day}`}
          form={form}
          register={(key, send) => {
            if (send) senders.current.set(key, send)
            else senders.current.delete(key)
          }}
        />
      ))}
    </div>
  )
}

function ReportCard({
  form,
  register,
}: {
  form: FormView
  register: (key: string, send: (() => Promise<boolean>) | null) => void
}) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  const momentText = useMomentText()
  // Once something is typed the form stays, also when somebody else's report arrives.
  const [isEditing, setEditing] = useState(false)
  const { report } = form
  return (
    <section className="card" aria-label={say('report', { name: inLanguage(form) })}>
      <header>
        <h2>{inLanguage(form)}</h2>
        <span className="quiet num">
          {say('duration', { from: momentText(form.from), until: momentText(form.until) })}
        </span>
        <span className="row card-acts">
          {report ? (
            <ReportTags report={report} />
          ) : (
            <>
              <Tag tone="warn">{say('missing')}</Tag>
              <span>
                {say('due')} <WhenText at={form.dueAt} as="due" />
              </span>
            </>
          )}
        </span>
      </header>
      {report && !isEditing ? (
        <ReportBody report={report} {...(report.mayCorrect ? { onCorrect: () => setEditing(true) } : {})} />
      ) : (
        <ReportForm
          form={form}
          register={register}
          onDirty={setEditing}
          onSent={() => setEditing(false)}
          onLeave={() => setEditing(false)}
        />
      )}
    </section>
  )
}
