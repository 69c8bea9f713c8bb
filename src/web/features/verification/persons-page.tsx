// The persons of all lists that the account sees: what a township has to find (M45).
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { EntryRow } from '../../../modules/verification/contract.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import { useEntryColumns, useEntryFilters } from './entry-columns.tsx'
import { ENTRIES, VERIFICATION_TOPICS } from './paths.ts'
import { useVerificationWords } from './words.ts'

export function VerificationPersonsPage() {
  const say = useVerificationWords()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/verification/persons' })
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('persons')}</h1>
        <Link to="/verification">{say('toLists')} →</Link>
      </div>
      <ResourceList<EntryRow>
        name="verificationPersons"
        label={say('persons')}
        path={ENTRIES}
        columns={useEntryColumns({ withList: true })}
        filters={[...useEntryFilters(), { kind: 'hidden', key: 'list' }]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/verification/persons', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/verification/persons/$id', params: { id: row.id } })}
        live={VERIFICATION_TOPICS}
        empty={{ title: say('noPersons'), hint: say('noPersonsHint') }}
      />
    </div>
  )
}
