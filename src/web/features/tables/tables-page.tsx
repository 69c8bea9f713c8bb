// Tables from above (M49): the forms that the office keeps, and what was filled of them.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { FillingSummary, FormList } from '../../../modules/duties/tables/contract.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { DayText, WhenText } from '../../ui/when.tsx'
import { BeginDialog } from './begin-dialog.tsx'
import { FILLINGS, FORMS, TABLE_TOPICS } from './paths.ts'
import { StateTag } from './state-tag.tsx'
import { UploadDialog } from './upload-dialog.tsx'
import { useTableWords } from './words.ts'
import './tables.css'

export function TablesPage() {
  const say = useTableWords()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/tables' })
  const columns = useColumns()
  const [isUploading, setUploading] = useState(false)
  const [beginning, setBeginning] = useState<FormList['items'][number] | null>(null)
  const { data, error, refetch } = useApi<FormList>(FORMS)
  useLive(TABLE_TOPICS, [FORMS])
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <div className="row">
          <Button type="primary" onClick={() => setUploading(true)}>
            {say('newForm')}
          </Button>
        </div>
      </div>
      {!data && <Skeleton active paragraph={{ rows: 3 }} />}
      {data?.items.length === 0 && (
        <section className="card list-empty">
          <strong>{say('noForms')}</strong>
          <div>{say('noFormsHint')}</div>
        </section>
      )}
      <ul className="form-list" aria-label={say('forms')}>
        {data?.items.map((form) => (
          <li key={form.id}>
            <Link to="/tables/forms/$id" params={{ id: form.id }}>
              <strong>{form.name}</strong>
            </Link>
            <span className="quiet num">
              {say('versions', { n: form.versions })} · {say('filledTimes', { n: form.fillings })}
              {form.lastFilled && (
                <>
                  {' '}
                  · <WhenText at={form.lastFilled} as="ago" />
                </>
              )}
            </span>
            <span className="row">
              <Button type="primary" size="small" onClick={() => setBeginning(form)}>
                {say('begin')}
              </Button>
              <Link to="/tables/forms/$id" params={{ id: form.id }}>
                {say('edit')}
              </Link>
            </span>
          </li>
        ))}
      </ul>
      {(data?.items.length ?? 0) > 0 && (
        <>
          <h2>{say('fillings')}</h2>
          <ResourceList<FillingSummary>
            name="tables"
            label={say('fillings')}
            path={FILLINGS}
            columns={columns}
            filters={[
              {
                kind: 'select',
                key: 'state',
                label: say('state'),
                options: (['draft', 'asked', 'closed', 'withdrawn'] as const).map((value) => ({
                  value,
                  label: say(value),
                })),
              },
              { kind: 'hidden', key: 'form' },
            ]}
            rowKey={(row) => row.id}
            search={search}
            onSearch={(next) => void navigate({ to: '/tables', search: next, replace: true })}
            onOpen={(row) => void navigate({ to: '/tables/$id', params: { id: row.id } })}
            live={TABLE_TOPICS}
            empty={{ title: say('noFillings'), hint: say('noFillingsHint') }}
          />
        </>
      )}
      {isUploading && <UploadDialog onClose={() => setUploading(false)} />}
      {beginning && <BeginDialog form={beginning} onClose={() => setBeginning(null)} />}
    </div>
  )
}

function useColumns(): Column<FillingSummary>[] {
  const say = useTableWords()
  return [
    {
      key: 'form',
      title: say('form'),
      lead: true,
      cell: (row) => (
        <Link to="/tables/$id" params={{ id: row.id }}>
          {row.formName}
        </Link>
      ),
    },
    { key: 'day', title: say('day'), cell: (row) => <DayText day={row.day} /> },
    { key: 'state', title: say('state'), cell: (row) => <StateTag state={row.state} /> },
    {
      key: 'answered',
      title: say('answered'),
      cell: (row) => (row.asked > 0 ? say('answeredOf', { n: row.answered, all: row.asked }) : '—'),
    },
    {
      key: 'due',
      title: say('due'),
      cell: (row) =>
        row.dueAt ? <WhenText at={row.dueAt} {...(row.state === 'asked' ? { as: 'due' as const } : {})} /> : '—',
    },
    { key: 'begun', title: say('begun'), cell: (row) => <WhenText at={row.begunAt} /> },
  ]
}
