// What was asked of my unit, what my unit asked, and for whoever oversees everything; what waits stands above as counts that
// open their lists.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { Addressees, AssignmentRow } from '../../../modules/directives/contract.ts'
import { DIRECTIVE_KINDS } from '../../../modules/directives/rules/kinds.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import '../queues/queues.css'
import { AssignmentState } from './marks.tsx'
import { DIRECTIVE_TOPICS, DIRECTIVES } from './paths.ts'
import { SignButton } from './sign-button.tsx'
import { Waiting } from './waiting.tsx'
import { useDirectiveWords } from './words.ts'
import './directives.css'

const LISTS = ['inbox', 'issued', 'all'] as const
type List = (typeof LISTS)[number]
const STATES = ['open', 'waiting', 'unsigned', 'running', 'overdue', 'submitted', 'refused', 'ended'] as const

export function DirectivesPage() {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const may = useMay()
  const asked = useSearch({ from: '/frame/directives' })
  // Whoever comes by the menu sees what is open.
  const search = Object.keys(asked).length === 0 ? { state: 'open' } : asked
  const oversees = may('directive.oversee')
  const list = LISTS.find((one) => one === search.list) ?? (oversees ? 'all' : 'inbox')
  const { data: addressees } = useApi<Addressees>(`${DIRECTIVES}/addressees`)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <div className="row">
          {may('directive.supervise') && <Link to="/directives/supervision">{say('board')}</Link>}
          {may('directive.help') && (
            <Link to="/directives/new" className="button-link">
              {say('new')}
            </Link>
          )}
        </div>
      </div>
      <Waiting />
      <nav className="tabs" aria-label={say('title')}>
        {LISTS.filter((one) => one !== 'all' || oversees).map((one) => (
          <Link
            key={one}
            to="/directives"
            search={{ list: one, state: 'open' }}
            className={one === list ? 'tab is-here' : 'tab'}
          >
            {say(one === 'all' ? 'allOf' : one)}
          </Link>
        ))}
      </nav>
      <ResourceList<AssignmentRow>
        name="directives"
        label={say('title')}
        path={DIRECTIVES}
        fixed={{ list }}
        columns={useColumns(list)}
        filters={[
          { kind: 'search', key: 'q', label: say('search') },
          {
            kind: 'select',
            key: 'kind',
            label: say('kind'),
            options: DIRECTIVE_KINDS.map((value) => ({ value, label: say(value) })),
          },
          {
            kind: 'select',
            key: 'state',
            label: say('state'),
            options: STATES.map((value) => ({ value, label: say(value) })),
          },
          ...(list === 'inbox'
            ? []
            : [
                {
                  kind: 'select' as const,
                  key: 'unit',
                  label: say('unit'),
                  options: (addressees?.units ?? []).map((unit) => ({ value: unit.id, label: inLanguage(unit) })),
                },
              ]),
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/directives', search: { list, ...next }, replace: true })}
        onOpen={(row) => void navigate({ to: '/directives/$id', params: { id: row.directiveId } })}
        rowActions={(row) =>
          row.may.receive && row.kind !== 'help' && <SignButton assignmentId={row.assignmentId!} size="small" />
        }
        live={DIRECTIVE_TOPICS}
        empty={{ title: say('empty'), hint: say('emptyHint') }}
      />
    </div>
  )
}

function useColumns(list: List): Column<AssignmentRow>[] {
  const say = useDirectiveWords()
  const inLanguage = useBilingual()
  return [
    {
      key: 'title',
      title: say('number'),
      lead: true,
      cell: (row) => (
        <>
          <Link to="/directives/$id" params={{ id: row.directiveId }}>
            {row.title}
          </Link>{' '}
          {row.priority === 'urgent' && <Tag tone="bad">{say('urgent')}</Tag>}
          <div className="quiet small">{inLanguage(row.number)}</div>
        </>
      ),
    },
    ...(list === 'inbox'
      ? []
      : [{ key: 'unit', title: say('unit'), cell: (row: AssignmentRow) => (row.unit ? inLanguage(row.unit) : '—') }]),
    ...(list === 'issued'
      ? []
      : [{ key: 'issuer', title: say('issuer'), cell: (row: AssignmentRow) => inLanguage(row.issuer) }]),
    { key: 'state', title: say('state'), cell: (row) => <AssignmentState row={row} /> },
    {
      key: 'due',
      title: say('due'),
      cell: (row) => <WhenText at={row.dueAt} {...(row.endedAt || row.submittedAt ? {} : { as: 'due' as const })} />,
    },
    { key: 'handler', title: say('handler'), extra: true, cell: (row) => row.handler ?? '' },
  ]
}
