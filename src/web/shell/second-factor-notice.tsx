// What whoever is signed in must hear of the second factor: that the administrator took it away, and until when one is
// to be set up.
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { WhenText } from '../ui/when.tsx'
import { api } from './api.ts'
import { useSend } from './queries.ts'
import { ME, useMe } from './session.ts'
import { useShellWords } from './words.ts'

export function SecondFactorNotice() {
  const say = useShellWords()
  const navigate = useNavigate()
  const { secondFactor } = useMe()
  const reading = useSend(() => api.post('/api/v1/me/second-factor/reset-seen'), [ME])
  const toAccount = () => void navigate({ to: '/account' })
  return (
    <>
      {secondFactor.resetAt && (
        <Alert
          className="frame-notice"
          type="warning"
          showIcon
          title={
            <>
              {say('factorReset')} <WhenText at={secondFactor.resetAt} />
            </>
          }
          description={say('factorResetHint')}
          action={
            <Button loading={reading.isPending} onClick={() => reading.mutate(undefined)}>
              {say('factorResetSeen')}
            </Button>
          }
        />
      )}
      {secondFactor.obligedFrom && !secondFactor.has && (
        <Alert
          className="frame-notice"
          type="info"
          showIcon
          title={
            <>
              {say('factorDue')} <WhenText at={secondFactor.obligedFrom} as="due" />
            </>
          }
          action={<Button onClick={toAccount}>{say('factorSetUp')}</Button>}
        />
      )}
    </>
  )
}
