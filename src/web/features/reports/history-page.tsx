// Every daily report of the own area, latest versions, newest first.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReportView } from '../../../modules/duties/reports/contract/daily.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { DAILY, REPORT_TOPICS } from './paths.ts'
import { ReportTabs } from './report-tabs.tsx'
import { AgreementTag, OwnerStateTag } from './state-tag.tsx'
import { useReportWords } from './words.ts'
import '../queues/queues.css'
import './reports.css'

export function HistoryPage() {
  const say = useReportWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/reports/history' })
  const columns: Column<ReportView>[] = [
    {
      key: 'owner',
      title: say('owner'),
      lead: true,
      cell: (row) => (
        <Link to="/reports/$id" params={{ id: row.id }}>
          {inLanguage(row)}
        </Link>
      ),
    },
    { key: 'day', title: say('day'), width: 110, cell: (row) => <span className="num">{row.day}</span> },
    {
      key: 'state',
      title: say('state'),
      width: 150,
      cell: (row) => (
        <span className="row">
          <OwnerStateTag state={row.isInTime ? 'inTime' : 'late'} />
          {row.isZero && <Tag>{say('zeroTag')}</Tag>}
        </span>
      ),
    },
    {
      key: 'compared',
      title: say('compared'),
      width: 150,
      cell: (row) => <AgreementTag agrees={row.agrees} isBelow={row.isBelow} />,
    },
    {
      key: 'submittedAt',
      title: say('submittedAt'),
      cell: (row) => (
        <>
          <WhenText at={row.submittedAt} /> <span className="quiet">{row.submittedBy}</span>
        </>
      ),
    },
    { key: 'signature', title: say('signature'), cell: (row) => row.signedBy ?? <span className="quiet">—</span> },
    {
      key: 'version',
      title: say('versions'),
      width: 90,
      cell: (row) => <span className="num">{say('version', { n: row.version })}</span>,
    },
  ]
  return (
    <div className="stack reports">
      <div className="page-head">
        <h1>{say('history')}</h1>
      </div>
      <ReportTabs />
      <ResourceList<ReportView>
        name="dailyReports"
        label={say('history')}
        path={DAILY}
        counted={false}
        columns={columns}
        filters={[
          {
            kind: 'select',
            key: 'kind',
            label: say('kind'),
            options: (['group', 'unit'] as const).map((value) => ({ value, label: say(value) })),
          },
          { kind: 'hidden', key: 'key' },
          { kind: 'day', key: 'from', label: say('from') },
          { kind: 'day', key: 'to', label: say('to') },
          { kind: 'flag', key: 'differs', label: say('onlyDiffering') },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/reports/history', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/reports/$id', params: { id: row.id } })}
        live={REPORT_TOPICS}
        empty={{ title: say('emptyHistory'), hint: say('emptyHistoryHint') }}
      />
    </div>
  )
}
