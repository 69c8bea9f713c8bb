// The queue of pairs that may be one person (M07): compared one by one, merged, or said not to be the same for good.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { Pair } from '../../../modules/people/duplicates/contract.ts'
import { api } from '../../shell/api.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column, Filter } from '../../ui/list/types.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { Side } from './side.tsx'
import { useDuplicateWords } from './words.ts'
import './duplicates.css'

const LIVE = ['people'] as const
const PATH = '/api/v1/possible-duplicates'

export function PairsPage() {
  const say = useDuplicateWords()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const search = useSearch({ from: '/frame/duplicates' })
  const [settling, setSettling] = useState<Pair | null>(null)
  const columns: Column<Pair>[] = [
    { key: 'one', title: say('one'), lead: true, cell: (pair) => <Side side={pair.person} /> },
    { key: 'two', title: say('two'), cell: (pair) => <Side side={pair.other} /> },
    {
      key: 'alike',
      title: say('alike'),
      cell: (pair) => (
        <span className="alike">
          <Tag tone={pair.strength === 'strong' ? 'warn' : 'plain'}>{say(pair.strength)}</Tag>
          {pair.reasons.map((reason) => (
            <span key={reason}>{say(reason)}</span>
          ))}
        </span>
      ),
    },
    { key: 'foundAt', title: say('foundAt'), cell: (pair) => <WhenText at={pair.foundAt} /> },
    {
      key: 'acts',
      title: '',
      screenOnly: true,
      cell: (pair) =>
        pair.may.settle && pair.person.personId && pair.other.personId ? (
          <span className="row">
            <Link
              to="/duplicates/compare"
              search={{ left: pair.person.personId, right: pair.other.personId }}
              className="button-link"
            >
              {say('compare')}
            </Link>
            <Button onClick={() => setSettling(pair)}>{say('notSame')}</Button>
          </span>
        ) : (
          <span className="quiet">{say('askOffice')}</span>
        ),
    },
  ]
  const filters: Filter[] = [
    { kind: 'area', key: 'area', label: say('area') },
    {
      kind: 'select',
      key: 'strength',
      label: say('strength'),
      options: [
        { value: 'strong', label: say('strong') },
        { value: 'likely', label: say('likely') },
      ],
    },
    { kind: 'hidden', key: 'person' },
    { kind: 'hidden', key: 'importId' },
  ]
  return (
    <>
      <div className="page-head">
        <h1>{say('title')}</h1>
        <Link to="/voided">{say('voidedTitle')}</Link>
      </div>
      <p className="quiet">{say('intro')}</p>
      <ResourceList<Pair>
        name="duplicates"
        label={say('title')}
        path={PATH}
        columns={columns}
        filters={filters}
        rowKey={(pair) => pair.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/duplicates', search: next, replace: true })}
        live={LIVE}
        empty={{ title: say('empty'), hint: say('emptyHint') }}
      />
      {settling && (
        <ReasonDialog<{ reason: string }>
          title={say('notSameTitle')}
          hint={say('notSameHint')}
          okText={say('notSame')}
          act={async ({ reason }) => {
            const { person, other } = settling
            await api.post(`${PATH}/not-same`, { personId: person.personId, otherId: other.personId, reason })
            void message.success(say('notSameDone'))
          }}
          stale={[PATH]}
          onClose={() => setSettling(null)}
        />
      )}
    </>
  )
}
