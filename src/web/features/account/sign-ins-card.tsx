// How the own account was signed in to, refused attempts included: whoever sees one that was not theirs acts.
import type { SignInView } from '../../../modules/identity/security/contract.ts'
import { useApi } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { useAccountWords } from './words.ts'

const HOW = { password: 'byPassword', totp: 'byTotp', recoveryCode: 'byRecoveryCode', passkey: 'byPasskey' } as const

export function SignInsCard() {
  const say = useAccountWords()
  const { data, error } = useApi<{ items: SignInView[] }>('/api/v1/me/sign-ins')
  const how = ({ outcome, by }: SignInView) => {
    if (by === null) return ''
    if (outcome === 'opened' || by === 'passkey') return by === 'code' ? '' : say(HOW[by])
    return say(by === 'password' ? 'wrongPassword' : 'wrongCode')
  }
  return (
    <section className="card" aria-label={say('history')}>
      <header>
        <h2>{say('history')}</h2>
      </header>
      <div className="card-body stack">
        <ProblemAlert error={error} />
        {data?.items.length === 0 && <span className="quiet">{say('historyNone')}</span>}
        {data && data.items.length > 0 && (
          <table className="list-table" aria-label={say('history')}>
            <thead>
              <tr>
                <th>{say('at')}</th>
                <th>{say('outcome')}</th>
                <th>{say('by')}</th>
                <th>{say('device')}</th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: events of one instant have no other name
                <tr key={`${row.at}-${index}`}>
                  <td className="lead">
                    <WhenText at={row.at} />
                  </td>
                  <td data-label={say('outcome')}>
                    <Tag tone={row.outcome === 'opened' ? 'good' : 'bad'}>{say(row.outcome)}</Tag>
                  </td>
                  <td data-label={say('by')}>{how(row)}</td>
                  <td data-label={say('device')}>{row.device ?? say('deviceUnknown')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  )
}
