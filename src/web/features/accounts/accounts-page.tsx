// The accounts (of the administrator): found, created with their posts, opened to be managed. The account that is open
// is in the address.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { AccountView, OneTimePassword } from '../../../modules/identity/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { AccountDrawer } from './account-drawer.tsx'
import { AccountState } from './account-state.tsx'
import { CreateDialog } from './create-dialog.tsx'
import { useAccountsWords } from './words.ts'
import './accounts.css'

const ACCOUNTS = '/api/v1/accounts'
const LIVE = ['accounts']

export function AccountsPage() {
  const say = useAccountsWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/accounts' })
  const [isCreating, setCreating] = useState(false)
  const [secret, setSecret] = useState<OneTimePassword | null>(null)
  const show = (next: Record<string, string | undefined>) =>
    void navigate({ to: '/accounts', search: { ...search, ...next }, replace: true })
  const columns: Column<AccountView>[] = [
    { key: 'userName', title: say('userName'), lead: true, cell: (row) => row.userName },
    { key: 'displayName', title: say('displayName'), cell: (row) => row.displayName },
    {
      key: 'posts',
      title: say('posts'),
      cell: (row) =>
        row.posts.length === 0 ? (
          <span className="quiet">{say('noPosts')}</span>
        ) : (
          row.posts.map((post) => inLanguage({ zh: post.titleZh, en: post.titleEn })).join(' · ')
        ),
    },
    { key: 'state', title: say('state'), cell: (row) => <AccountState account={row} /> },
  ]
  return (
    <>
      <div className="page-head">
        <h1>{say('title')}</h1>
        <div className="row">
          <Button onClick={() => void navigate({ to: '/accounts/import' })}>{say('import')}</Button>
          <Button type="primary" onClick={() => setCreating(true)}>
            {say('create')}
          </Button>
        </div>
      </div>
      <ResourceList<AccountView>
        name="accounts"
        label={say('title')}
        path={ACCOUNTS}
        columns={columns}
        filters={[{ kind: 'search', key: 'q', label: say('search') }]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={show}
        onOpen={(row) => show({ account: row.id })}
        rowActions={(row) => <Button onClick={() => show({ account: row.id })}>{say('manage')}</Button>}
        rowClass={(row) => (row.disabledAt ? 'is-faded' : '')}
        live={LIVE}
        empty={{ title: say('empty') }}
      />
      {search.account && (
        <AccountDrawer
          key={search.account}
          id={search.account}
          onSecret={setSecret}
          onClose={() => show({ account: undefined })}
        />
      )}
      {isCreating && (
        <CreateDialog
          onClose={() => setCreating(false)}
          onCreated={(made) => {
            setCreating(false)
            setSecret(made)
          }}
        />
      )}
      {secret && (
        <ShownOnce
          title={say('onceTitle', { name: secret.userName })}
          hint={say('onceHint', { user: secret.userName })}
          label={say('oneTimePassword')}
          secret={secret.oneTimePassword}
          onClose={() => setSecret(null)}
        />
      )}
    </>
  )
}
