// The register of received documents: for the office and the command all of them, for others what is circulated to them.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { DocumentRow } from '../../../modules/duties/received/contract.ts'
import { useMay } from '../../shell/session.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { DocumentState, Urgency } from './document-state.tsx'
import { RECEIVED, RECEIVED_TOPICS } from './paths.ts'
import { RegisterDialog } from './register-dialog.tsx'
import { useReceivedWords } from './words.ts'

export function ReceivedPage() {
  const say = useReceivedWords()
  const navigate = useNavigate()
  const may = useMay()
  const search = useSearch({ from: '/frame/received' })
  const [registering, setRegistering] = useState(false)
  const seesAll = may('received.readAll')
  const open = (id: string) => void navigate({ to: '/received/$id', params: { id } })
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        {may('received.keep') && (
          <Button type="primary" onClick={() => setRegistering(true)}>
            {say('register')}
          </Button>
        )}
      </div>
      <ResourceList<DocumentRow>
        name="received"
        label={say('title')}
        path={RECEIVED}
        columns={useColumns()}
        filters={[
          { kind: 'search', key: 'q', label: say('search') },
          {
            kind: 'select',
            key: 'state',
            label: say('state'),
            options: (['open', 'overdue', 'done', 'voided'] as const).map((value) => ({ value, label: say(value) })),
          },
          { kind: 'day', key: 'from', label: say('from') },
          { kind: 'day', key: 'until', label: say('until') },
          { kind: 'flag', key: 'unread', label: say('unread') },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/received', search: next, replace: true })}
        onOpen={(row) => open(row.id)}
        exportable
        live={RECEIVED_TOPICS}
        empty={
          seesAll
            ? { title: say('empty'), hint: may('received.keep') ? say('emptyHint') : undefined }
            : { title: say('emptyReader'), hint: say('emptyReaderHint') }
        }
      />
      {registering && <RegisterDialog onClose={() => setRegistering(false)} onDone={open} />}
    </div>
  )
}

/** Each is a column of the register's workbook too. */
function useColumns(): Column<DocumentRow>[] {
  const say = useReceivedWords()
  return [
    {
      key: 'title',
      title: say('name'),
      lead: true,
      cell: (row) => (
        <>
          <Link to="/received/$id" params={{ id: row.id }}>
            {row.title}
          </Link>{' '}
          {row.urgency !== 'normal' && <Urgency urgency={row.urgency} />}{' '}
          {row.isUnread && <Tag tone="act">{say('unread')}</Tag>}
        </>
      ),
    },
    {
      key: 'number',
      title: say('number'),
      cell: (row) => <span className="num">{say('numberOf', { year: row.year, number: row.number })}</span>,
    },
    { key: 'authority', title: say('authority'), cell: (row) => row.authority },
    {
      key: 'documentNumber',
      title: say('documentNumber'),
      extra: true,
      cell: (row) => <span className="num">{row.documentNumber}</span>,
    },
    { key: 'receivedAt', title: say('receivedAt'), cell: (row) => <WhenText at={row.receivedAt} /> },
    { key: 'urgency', title: say('urgency'), extra: true, cell: (row) => <Urgency urgency={row.urgency} /> },
    { key: 'asks', title: say('asks'), extra: true, cell: (row) => row.asks },
    {
      key: 'dueAt',
      title: say('due'),
      cell: (row) =>
        row.state === 'done' || row.state === 'voided' ? (
          <WhenText at={row.dueAt} />
        ) : (
          <WhenText at={row.dueAt} as="due" />
        ),
    },
    { key: 'state', title: say('state'), cell: (row) => <DocumentState row={row} /> },
    { key: 'instructions', title: say('instructions'), extra: true, cell: (row) => row.instructions || '' },
    {
      key: 'read',
      title: say('read'),
      cell: (row) =>
        row.recipients > 0 && <span className="num">{say('readOf', { read: row.read, all: row.recipients })}</span>,
    },
    { key: 'done', title: say('result'), extra: true, cell: (row) => row.doneNote },
  ]
}
