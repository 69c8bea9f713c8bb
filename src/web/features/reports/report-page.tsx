// One submitted report with its versions, as the office and the own unit read it.
import { Link, useParams } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type { ReportWithVersions } from '../../../modules/duties/reports/contract/daily.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { DayText, useMomentText, WhenText } from '../../ui/when.tsx'
import { DAILY, REPORT_TOPICS } from './paths.ts'
import { ReportBody, ReportTags } from './report-body.tsx'
import { ReportTabs } from './report-tabs.tsx'
import { useReportWords } from './words.ts'
import '../queues/queues.css'
import './reports.css'

const STALE = [DAILY]

export function ReportPage() {
  const say = useReportWords()
  const inLanguage = useBilingual()
  const momentText = useMomentText()
  const { id } = useParams({ from: '/frame/reports/$id' })
  const { data, error, refetch } = useApi<ReportWithVersions>(`${DAILY}/${id}`)
  useLive(REPORT_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 10 }} />
  const { report, versions } = data
  return (
    <div className="stack reports">
      <div className="page-head">
        <h1>{say('report', { name: inLanguage(report) })}</h1>
        <DayText day={report.day} />
      </div>
      <ReportTabs />
      <section className="card">
        <header>
          <span className="quiet num">
            {say('duration', { from: momentText(report.from), until: momentText(report.until) })}
          </span>
          <span className="row card-acts">
            <ReportTags report={report} />
          </span>
        </header>
        <ReportBody report={report} />
      </section>
      {versions.length > 1 && (
        <section className="card">
          <header>
            <h2>{say('versions')}</h2>
          </header>
          <ul className="card-body plain-list">
            {versions.map((version) => (
              <li key={version.id} className="row">
                {version.id === id ? (
                  <strong>{say('version', { n: version.version })}</strong>
                ) : (
                  <Link to="/reports/$id" params={{ id: version.id }}>
                    {say('version', { n: version.version })}
                  </Link>
                )}
                <WhenText at={version.submittedAt} />
                <span>{say('submittedBy', { who: version.submittedBy })}</span>
                <span className="quiet">{version.reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
