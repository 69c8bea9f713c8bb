// Registrations that were voided, with their reason and the way back.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { VoidingView } from '../../../modules/people/voiding/contract.ts'
import { api } from '../../shell/api.ts'
import { useAreas } from '../../ui/areas.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { WhenText } from '../../ui/when.tsx'
import { useDuplicateWords } from './words.ts'

const LIVE = ['people'] as const
const PATH = '/api/v1/person-voidings'

export function VoidedPage() {
  const say = useDuplicateWords()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { pathOf } = useAreas()
  const search = useSearch({ from: '/frame/voided' })
  const [restoring, setRestoring] = useState<VoidingView | null>(null)
  const columns: Column<VoidingView>[] = [
    { key: 'name', title: say('name'), lead: true, cell: (row) => row.name },
    { key: 'document', title: say('document'), cell: (row) => <span className="num">{row.documentMasked}</span> },
    { key: 'area', title: say('area'), cell: (row) => pathOf(row.areaCode) },
    { key: 'reason', title: say('voidReason'), cell: (row) => row.reason },
    { key: 'voidedAt', title: say('voidedAt'), cell: (row) => <WhenText at={row.voidedAt} /> },
    { key: 'voidedBy', title: say('voidedBy'), cell: (row) => row.voidedBy },
    {
      key: 'acts',
      title: '',
      screenOnly: true,
      cell: (row) => <Button onClick={() => setRestoring(row)}>{say('restore')}</Button>,
    },
  ]
  return (
    <>
      <div className="page-head">
        <h1>{say('voidedTitle')}</h1>
      </div>
      <ResourceList<VoidingView>
        name="voided"
        label={say('voidedTitle')}
        path={PATH}
        columns={columns}
        filters={[]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/voided', search: next, replace: true })}
        live={LIVE}
        empty={{ title: say('voidedEmpty'), hint: say('voidedEmptyHint') }}
      />
      {restoring && (
        <ReasonDialog<{ reason: string }>
          title={say('restoreTitle', { name: restoring.name })}
          hint={say('restoreHint')}
          okText={say('restore')}
          stale={[PATH, '/api/v1/persons', '/api/v1/isolation', '/api/v1/board']}
          act={async ({ reason }) => {
            await api.post(`${PATH}/${restoring.id}/restore`, { reason })
            void message.success(say('restored'))
            void navigate({ to: '/persons/$id', params: { id: restoring.personId } })
          }}
          onClose={() => setRestoring(null)}
        />
      )}
    </>
  )
}
