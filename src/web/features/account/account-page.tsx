// “My account”: everything that opens it, in one place.
import { useNavigate } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { SecurityView } from '../../../modules/identity/security/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useApi } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { KeysCard } from './keys-card.tsx'
import { PasskeysCard } from './passkeys-card.tsx'
import { SECURITY, SESSIONS } from './paths.ts'
import { SecondFactorCard } from './second-factor-card.tsx'
import { SessionsTable } from './sessions-table.tsx'
import { SignInsCard } from './sign-ins-card.tsx'
import { useAccountWords } from './words.ts'
import './account.css'

export function AccountPage() {
  const say = useAccountWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const me = useMe()
  const { data: security, error } = useApi<SecurityView>(SECURITY)
  const posts = me.posts.map((post) => inLanguage({ zh: post.titleZh, en: post.titleEn })).join(' · ')
  return (
    <div className="stack account-page">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <span className="quiet">
          {[me.account.displayName, me.account.userName, posts].filter(Boolean).join(' · ')}
        </span>
      </div>
      <div className="account-locks">
        <section className="card" aria-label={say('password')}>
          <header>
            <h2>{say('password')}</h2>
          </header>
          <div className="card-body stack">
            <span className="quiet">{say('passwordHint')}</span>
            <div className="row">
              <Button onClick={() => void navigate({ to: '/password' })}>{say('changePassword')}</Button>
            </div>
          </div>
        </section>
        <ProblemAlert error={error} />
        {security ? <SecondFactorCard security={security} /> : !error && <Skeleton active />}
      </div>
      {security && <PasskeysCard passkeys={security.passkeys} />}
      <section className="card" aria-label={say('sessions')}>
        <header>
          <h2>{say('sessions')}</h2>
        </header>
        <div className="card-body stack">
          <span className="quiet">{say('sessionsHint')}</span>
          <SessionsTable path={SESSIONS} />
        </div>
      </section>
      <SignInsCard />
      <KeysCard />
    </div>
  )
}
