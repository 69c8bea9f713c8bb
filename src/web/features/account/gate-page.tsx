// Where whoever must have a second factor is led at sign-in: set it up here, or sign out; nothing else is open.
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { refresh } from '../../shell/queries.ts'
import { ME, signOut, useMeQuery } from '../../shell/session.ts'
import { Sheet } from '../../shell/sheet.tsx'
import { useFail } from '../../shell/use-fail.ts'
import { Enrol } from './enrol.tsx'
import { PasskeyDialog } from './passkey-dialog.tsx'
import { realTimeText } from './times.ts'
import { canUsePasskeys } from './webauthn.ts'
import { useAccountWords } from './words.ts'

export function GatePage() {
  const say = useAccountWords()
  const navigate = useNavigate()
  const fail = useFail()
  const { data: me } = useMeQuery()
  const [isAdding, setAdding] = useState(false)
  const [hasBegun, setBegun] = useState(false)
  const enter = () => void refresh(ME).then(() => navigate({ to: '/', replace: true }))
  const resetAt = me?.secondFactor.resetAt
  return (
    <Sheet title={say('gateTitle')}>
      {resetAt && <Alert type="warning" showIcon title={say('gateReset', { at: realTimeText(resetAt) })} />}
      {!hasBegun && <p>{say('gateHint')}</p>}
      {!hasBegun && <h2>{say('gateWithPhone')}</h2>}
      <Enrol onBegun={() => setBegun(true)} onDone={enter} />
      {!hasBegun && canUsePasskeys() && (
        <>
          <h2>{say('gateWithPasskey')}</h2>
          <div>
            <Button onClick={() => setAdding(true)}>{say('addPasskey')}</Button>
          </div>
        </>
      )}
      {!hasBegun && <p className="quiet">{say('gateNoPhone')}</p>}
      <div>
        <Button type="text" onClick={() => void signOut(false).catch(fail)}>
          {say('signOut')}
        </Button>
      </div>
      {isAdding && <PasskeyDialog onDone={enter} onClose={() => setAdding(false)} />}
    </Sheet>
  )
}
