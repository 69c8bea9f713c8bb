// The situation reports of the district, newest first: where each stands and whether it was sent in time.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { SituationSummary } from '../../../modules/duties/reports/contract/situation.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { DayText, WhenText } from '../../ui/when.tsx'
import { REPORT_TOPICS, SITUATION } from './paths.ts'
import { SituationTag } from './situation-tag.tsx'
import { useReportWords } from './words.ts'
import './reports.css'

export function SituationListPage() {
  const say = useReportWords()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/reports/situation' })
  const columns: Column<SituationSummary>[] = [
    {
      key: 'day',
      title: say('day'),
      lead: true,
      cell: (row) => (
        <Link to="/reports/situation/$id" params={{ id: row.id }}>
          {row.day} (<DayText day={row.day} />)
        </Link>
      ),
    },
    { key: 'state', title: say('state'), cell: (row) => <SituationTag report={row} /> },
    {
      key: 'number',
      title: say('number'),
      cell: (row) => row.number ?? <span className="quiet">{say('noNumber')}</span>,
    },
    {
      key: 'due',
      title: say('sendBy'),
      cell: (row) => <WhenText at={row.dueAt} {...(row.sentAt ? {} : { as: 'due' as const })} />,
    },
    {
      key: 'sentAt',
      title: say('sentAt'),
      cell: (row) => (row.sentAt ? <WhenText at={row.sentAt} /> : <span className="quiet">—</span>),
    },
  ]
  return (
    <div className="stack reports">
      <div className="page-head">
        <h1>{say('situation')}</h1>
      </div>
      <ResourceList<SituationSummary>
        name="situationReports"
        label={say('situation')}
        path={SITUATION}
        counted={false}
        columns={columns}
        filters={[]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/reports/situation', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/reports/situation/$id', params: { id: row.id } })}
        live={REPORT_TOPICS}
        empty={{ title: say('emptySituation'), hint: say('emptySituationHint') }}
      />
    </div>
  )
}
