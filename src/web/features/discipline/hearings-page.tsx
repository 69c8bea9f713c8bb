// What the own unit, group or person is asked to explain (M55).
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { MatterView } from '../../../modules/discipline/contract.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import { MatterState } from './matter-words.tsx'
import { DISCIPLINE_TOPICS, MATTERS } from './paths.ts'
import { useMatterColumns } from './use-columns.tsx'
import { useDisciplineWords } from './words.ts'

export function HearingsPage() {
  const say = useDisciplineWords()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/hearings' })
  const columns = useMatterColumns((row) => <MatterState matter={row} />)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('hearings')}</h1>
      </div>
      <ResourceList<MatterView>
        name="hearings"
        label={say('hearings')}
        path={MATTERS}
        fixed={{ mine: 'true' }}
        columns={columns.filter(({ key }) => key !== 'due')}
        filters={[]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/hearings', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/discipline/$id', params: { id: row.id } })}
        live={DISCIPLINE_TOPICS}
        empty={{ title: say('noHearings'), hint: say('noHearingsHint') }}
      />
    </div>
  )
}
