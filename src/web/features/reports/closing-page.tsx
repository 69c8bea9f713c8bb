// The office's closing (M59): who has reported and who has not, live, with the minutes left; what differs from the records; and
// a nudge to whoever is missing.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button, Skeleton } from 'antd'
import type { ClosingView } from '../../../modules/duties/reports/contract/daily.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { useFail } from '../../shell/use-fail.ts'
import { DayField } from '../../ui/day-field.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { signed } from './figure-table.tsx'
import { DAILY, REPORT_TOPICS } from './paths.ts'
import { ReportTabs } from './report-tabs.tsx'
import { OwnerStateTag } from './state-tag.tsx'
import { useReportWords } from './words.ts'
import '../queues/queues.css'
import './reports.css'

const CLOSING = `${DAILY}/closing`
const STALE = [CLOSING]
type Row = ClosingView['rows'][number]
type Owner = Pick<Row, 'kind' | 'key'>

export function ClosingPage() {
  const say = useReportWords()
  const can = useMay()
  const fail = useFail()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { day } = useSearch({ from: '/frame/reports/closing' })
  const { data, error, refetch } = useApi<ClosingView>(CLOSING, { day }, { refetchInterval: 30_000 })
  useLive(REPORT_TOPICS, STALE)
  const nudging = useSend(
    (owners: Owner[]) => api.post<{ nudged: number; tooSoon: number }>(`${DAILY}/nudges`, { day: data!.day, owners }),
    STALE,
  )
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const missing = data.rows.filter(({ state }) => state === 'missing')
  const nudge = (owners: Owner[]) =>
    nudging.mutate(owners, {
      onSuccess: ({ nudged, tooSoon }) =>
        void message.info(
          [nudged > 0 && say('nudged', { n: nudged }), tooSoon > 0 && say('tooSoon', { n: tooSoon })]
            .filter(Boolean)
            .join(' · '),
        ),
      onError: fail,
    })
  return (
    <div className="stack reports">
      <div className="page-head">
        <h1>{say('closing')}</h1>
        <DayField
          value={data.day}
          latest={serverToday()}
          onChange={(next) => void navigate({ to: '/reports/closing', search: { day: next }, replace: true })}
        />
        <div className="row">
          {data.situationId && can('situation.read') && (
            <Link to="/reports/situation/$id" params={{ id: data.situationId }}>
              {say('toSituation')}
            </Link>
          )}
          {missing.length > 0 && (
            <Button type="primary" loading={nudging.isPending} onClick={() => nudge([])}>
              {say('nudgeAll')}
            </Button>
          )}
        </div>
      </div>
      <ReportTabs />
      <section className="card closing-head" role="status">
        <strong className="num">{say('reportedOf', { n: data.rows.filter(has).length, all: data.rows.length })}</strong>
        {missing.length > 0 && <Tag tone="warn">{say('missingCount', { n: missing.length })}</Tag>}
        {data.closesAt && (
          <span>
            {say('closesAt')} <WhenText at={data.closesAt} {...(data.isClosed ? {} : { as: 'due' as const })} />
          </span>
        )}
        {data.isClosed && <Tag>{say('closed')}</Tag>}
      </section>
      {(['group', 'unit'] as const).map((kind) => (
        <ClosingTable key={kind} title={say(kind)} rows={data.rows.filter((row) => row.kind === kind)} nudge={nudge} />
      ))}
    </div>
  )
}

const has = ({ state }: Row) => state === 'inTime' || state === 'late'

function ClosingTable({ title, rows, nudge }: { title: string; rows: Row[]; nudge: (owners: Owner[]) => void }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  if (rows.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
        <span className="quiet num">{say('reportedOf', { n: rows.filter(has).length, all: rows.length })}</span>
      </header>
      <div className="list-scroll">
        <table className="list-table closing-table">
          <thead>
            <tr>
              <th>{say('owner')}</th>
              <th>{say('state')}</th>
              <th>{say('submittedAt')}</th>
              <th>{say('compared')}</th>
              <th>{say('signature')}</th>
              <th aria-label={say('nudge')} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <td className="lead">
                  {row.reportId ? (
                    <Link to="/reports/$id" params={{ id: row.reportId }}>
                      {inLanguage(row)}
                    </Link>
                  ) : (
                    inLanguage(row)
                  )}
                </td>
                <td data-label={say('state')}>
                  <span className="row">
                    <OwnerStateTag state={row.state} />
                    {row.isZero && <Tag>{say('zeroTag')}</Tag>}
                    {row.version !== null && row.version > 1 && <Tag>{say('version', { n: row.version })}</Tag>}
                  </span>
                </td>
                <td data-label={say('submittedAt')}>
                  {row.submittedAt ? (
                    <>
                      <WhenText at={row.submittedAt} /> <span className="quiet">{row.submittedBy}</span>
                    </>
                  ) : (
                    <WhenText at={row.dueAt} as="due" />
                  )}
                </td>
                <td data-label={say('compared')}>
                  <Differences row={row} />
                </td>
                <td data-label={say('signature')}>
                  {row.signedAt ? <WhenText at={row.signedAt} /> : <span className="quiet">—</span>}
                </td>
                <td className="acts">
                  {row.state === 'missing' && (
                    <>
                      <Button size="small" onClick={() => nudge([{ kind: row.kind, key: row.key }])}>
                        {say('nudge')}
                      </Button>
                      {row.nudges > 0 && <div className="quiet small">{say('nudgedAt', { n: row.nudges })}</div>}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Differences({ row }: { row: Row }) {
  const say = useReportWords()
  const inLanguage = useBilingual()
  if (row.agrees === null) return <span className="quiet">—</span>
  if (row.agrees) return <Tag tone="good">{say('agrees')}</Tag>
  return (
    <ul className="plain-list">
      {row.differences.map((figure) => (
        <li key={figure.key}>
          <Tag tone={figure.reported < (figure.records ?? 0) ? 'bad' : 'warn'}>
            {inLanguage(figure)} {figure.records} → {figure.reported} ({signed(figure.reported - (figure.records ?? 0))}
            )
          </Tag>{' '}
          <span className="quiet">{figure.note}</span>
        </li>
      ))}
    </ul>
  )
}
