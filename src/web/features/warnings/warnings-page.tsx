// The early warnings that stand and those that ended (M04).
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { WarningRow } from '../../../modules/insight/warning/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useAreas } from '../../ui/areas.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { WhenText } from '../../ui/when.tsx'
import { WARNING_TOPICS, WARNINGS } from './paths.ts'
import { SignText, WarningState } from './sign.tsx'
import { useWarningWords } from './words.ts'

export function WarningsPage() {
  const say = useWarningWords()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/warnings' })
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
      </div>
      <ResourceList<WarningRow>
        name="warnings"
        label={say('title')}
        path={WARNINGS}
        columns={useColumns()}
        filters={[
          {
            kind: 'select',
            key: 'state',
            label: say('state'),
            options: [
              { value: 'open', label: say('open') },
              { value: 'ended', label: say('ended') },
            ],
          },
          { kind: 'area', key: 'area', label: say('area') },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/warnings', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/warnings/$id', params: { id: row.id } })}
        live={WARNING_TOPICS}
        empty={{ title: say('empty'), hint: say('emptyHint') }}
      />
    </div>
  )
}

function useColumns(): Column<WarningRow>[] {
  const say = useWarningWords()
  const inLanguage = useBilingual()
  const { pathOf } = useAreas()
  return [
    {
      key: 'rule',
      title: say('rule'),
      lead: true,
      cell: (row) => (
        <Link to="/warnings/$id" params={{ id: row.id }}>
          {inLanguage({ zh: row.ruleZh, en: row.ruleEn })}
        </Link>
      ),
    },
    { key: 'area', title: say('area'), cell: (row) => pathOf(row.areaCode) },
    { key: 'sign', title: say('sign'), cell: (row) => <SignText kind={row.ruleKind} facts={row.lastFacts} /> },
    { key: 'state', title: say('state'), cell: (row) => <WarningState row={row} /> },
    {
      key: 'due',
      title: say('due'),
      cell: (row) => <WhenText at={row.dueAt} {...(row.judged ? {} : { as: 'due' as const })} />,
    },
    { key: 'raised', title: say('raised'), cell: (row) => <WhenText at={row.raisedAt} as="ago" /> },
  ]
}
