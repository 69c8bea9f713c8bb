// The letters of other authorities with where their persons stand (M45).
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { KINDS, type ListView } from '../../../modules/verification/contract.ts'
import { useMay } from '../../shell/session.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { ProgressText } from './marks.tsx'
import { LISTS, VERIFICATION_TOPICS } from './paths.ts'
import { ReceiveDialog } from './receive-dialog.tsx'
import { useVerificationWords } from './words.ts'

export function ListsPage() {
  const say = useVerificationWords()
  const navigate = useNavigate()
  const may = useMay()
  const search = useSearch({ from: '/frame/verification' })
  const [isReceiving, setReceiving] = useState(false)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <Link to="/verification/persons" search={{ state: 'open' }}>
          {say('toPersons')} →
        </Link>
        {may('verification.receive') && (
          <Button type="primary" onClick={() => setReceiving(true)}>
            {say('receive')}
          </Button>
        )}
      </div>
      <ResourceList<ListView>
        name="verificationLists"
        label={say('title')}
        path={LISTS}
        columns={useColumns()}
        filters={[
          {
            kind: 'select',
            key: 'kind',
            label: say('kind'),
            options: KINDS.map((value) => ({ value, label: say(value) })),
          },
          {
            kind: 'select',
            key: 'open',
            label: say('state'),
            options: [
              { value: 'true', label: say('open') },
              { value: 'false', label: say('closed') },
            ],
          },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/verification', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/verification/lists/$id', params: { id: row.id } })}
        live={VERIFICATION_TOPICS}
        empty={{ title: say('empty'), hint: say('emptyHint') }}
      />
      {isReceiving && (
        <ReceiveDialog
          onClose={() => setReceiving(false)}
          onDone={(id) => void navigate({ to: '/verification/lists/$id', params: { id } })}
        />
      )}
    </div>
  )
}

function useColumns(): Column<ListView>[] {
  const say = useVerificationWords()
  return [
    {
      key: 'authority',
      title: say('authority'),
      lead: true,
      cell: (row) => (
        <Link to="/verification/lists/$id" params={{ id: row.id }}>
          {row.authority} {row.letterNo}
        </Link>
      ),
    },
    { key: 'kind', title: say('kind'), cell: (row) => say(row.kind) },
    { key: 'why', title: say('why'), cell: (row) => row.why },
    { key: 'received', title: say('received'), cell: (row) => <WhenText at={row.receivedAt} /> },
    { key: 'progress', title: say('progress'), cell: (row) => <ProgressText counts={row.counts} /> },
    {
      key: 'due',
      title: say('due'),
      cell: (row) => <WhenText at={row.dueAt} {...(row.counts.answered < row.counts.all ? { as: 'due' } : {})} />,
    },
    {
      key: 'replied',
      title: say('reply'),
      cell: (row) =>
        row.repliedAt ? (
          <WhenText at={row.repliedAt} />
        ) : (
          <Tag tone={row.counts.all > 0 && row.counts.answered === row.counts.all ? 'warn' : 'plain'}>
            {say('notReplied')}
          </Tag>
        ),
    },
  ]
}
