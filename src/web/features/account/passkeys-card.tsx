// The own passkeys: which devices open the account, added and removed.
import { App, Button } from 'antd'
import { useState } from 'react'
import type { PasskeyView } from '../../../modules/identity/security/contract.ts'
import { api } from '../../shell/api.ts'
import { PasskeyDialog } from './passkey-dialog.tsx'
import { PasswordDialog } from './password-dialog.tsx'
import { realTimeText } from './times.ts'
import { canUsePasskeys } from './webauthn.ts'
import { useAccountWords } from './words.ts'

export function PasskeysCard({ passkeys }: { passkeys: readonly PasskeyView[] }) {
  const say = useAccountWords()
  const { message } = App.useApp()
  const [isAdding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<PasskeyView | null>(null)
  return (
    <section className="card" aria-label={say('passkeys')}>
      <header>
        <h2>{say('passkeys')}</h2>
        {canUsePasskeys() && <Button onClick={() => setAdding(true)}>{say('addPasskey')}</Button>}
      </header>
      <div className="card-body stack">
        <span className="quiet">{say(canUsePasskeys() ? 'passkeysHint' : 'passkeysUnable')}</span>
        {passkeys.length === 0 ? (
          <span>{say('passkeysNone')}</span>
        ) : (
          <table className="list-table" aria-label={say('passkeys')}>
            <thead>
              <tr>
                <th>{say('passkeyName')}</th>
                <th>{say('added')}</th>
                <th className="acts" />
              </tr>
            </thead>
            <tbody>
              {passkeys.map((key) => (
                <tr key={key.id}>
                  <td className="lead">{key.name}</td>
                  <td data-label={say('added')} className="num">
                    {key.createdAt && realTimeText(key.createdAt)}
                  </td>
                  <td className="acts">
                    <Button danger aria-label={`${say('removePasskey')}: ${key.name}`} onClick={() => setRemoving(key)}>
                      {say('removePasskey')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {isAdding && (
        <PasskeyDialog
          onDone={() => {
            setAdding(false)
            void message.success(say('passkeyAdded'))
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {removing && (
        <PasswordDialog<{ password: string }, void>
          title={say('removePasskeyTitle', { name: removing.name })}
          okText={say('removePasskey')}
          danger
          act={(values) => api.post(`/api/v1/me/passkeys/${removing.id}/removal`, values)}
          onDone={() => setRemoving(null)}
          onClose={() => setRemoving(null)}
        />
      )}
    </section>
  )
}
