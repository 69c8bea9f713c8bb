// The audit: who saw and changed what of a person, what an account did. Filters are in the address; the look is itself kept.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import {
  AUDIT_KINDS,
  type AuditAccounts,
  type AuditEventView,
  type AuditKind,
  sayDetails,
  wordsOf,
} from '../../../modules/audit/contract.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { useApi } from '../../shell/queries.ts'
import { AreaName } from '../../ui/areas.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { SealsCard } from './seals-card.tsx'
import { useAuditWords } from './words.ts'

const TONES: Record<AuditKind, Tone> = {
  look: 'plain',
  change: 'act',
  export: 'warn',
  access: 'plain',
  refused: 'bad',
  system: 'plain',
}

export function AuditPage() {
  const say = useAuditWords()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/audit' })
  const columns = useAuditColumns()
  const accounts = useApi<AuditAccounts>('/api/v1/audit-accounts')
  const set = (next: Record<string, string | undefined>) => void navigate({ to: '/audit', search: next, replace: true })
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        {search.person && <About person={search.person} onClear={() => set({ ...search, person: undefined })} />}
        <span className="quiet">{say('keptHint')}</span>
      </div>
      <ResourceList<AuditEventView>
        name="audit"
        label={say('title')}
        path="/api/v1/audit-events"
        counted={false}
        columns={columns}
        filters={[
          { kind: 'hidden', key: 'person' },
          {
            kind: 'select',
            key: 'account',
            label: say('account'),
            options: (accounts.data?.items ?? []).map(({ id, name, userName }) => ({
              value: id,
              label: `${name} (${userName})`,
            })),
          },
          {
            kind: 'select',
            key: 'kind',
            label: say('kind'),
            options: AUDIT_KINDS.map((kind) => ({ value: kind, label: say(kind) })),
          },
          { kind: 'day', key: 'from', label: say('from') },
          { kind: 'day', key: 'to', label: say('to') },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={set}
        exportable
        empty={{ title: say('empty'), hint: say('emptyHint') }}
      />
      <SealsCard />
    </div>
  )
}

/** The audit of one person; the rows say the name. */
function About({ person, onClear }: { person: string; onClear: () => void }) {
  const say = useAuditWords()
  return (
    <span className="row">
      <Link to="/persons/$id" params={{ id: person }}>
        {say('ofPerson')}
      </Link>
      <Button size="small" onClick={onClear}>
        {say('everybody')}
      </Button>
    </span>
  )
}

function useAuditColumns(): Column<AuditEventView>[] {
  const say = useAuditWords()
  const inLanguage = useBilingual()
  const language = useLanguage() === 'en' ? 'en' : 'zh'
  return [
    { key: 'at', title: say('at'), width: 128, cell: (row) => <WhenText at={row.at} /> },
    {
      key: 'action',
      title: say('action'),
      lead: true,
      cell: (row) => <Tag tone={TONES[row.kind]}>{inLanguage(wordsOf(row.action))}</Tag>,
    },
    {
      key: 'account',
      title: say('account'),
      cell: ({ account }) =>
        account ? (
          <>
            <Link to="/audit" search={{ account: account.id }}>
              {account.name}
            </Link>{' '}
            <span className="quiet">{account.userName}</span>
            <div className="quiet small">{account.posts.map(inLanguage).join(' · ')}</div>
          </>
        ) : (
          <span className="quiet">{say('system')}</span>
        ),
    },
    {
      key: 'subject',
      title: say('subject'),
      cell: ({ person, subject }) =>
        person?.name ? (
          <>
            <Link to="/audit" search={{ person: person.id }}>
              {person.name}
            </Link>
            <div className="quiet small num">{person.documentMasked}</div>
          </>
        ) : person ? (
          <span className="quiet">{say('outside')}</span>
        ) : (
          (subject.name ?? '')
        ),
    },
    { key: 'area', title: say('area'), cell: (row) => <AreaName code={row.areaCode} /> },
    { key: 'details', title: say('details'), cell: (row) => sayDetails(row.details, language) },
  ]
}
