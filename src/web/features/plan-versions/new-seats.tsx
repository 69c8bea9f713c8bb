// Posts that an amendment brought and nobody holds (M02, M03): the administrator gives them accounts, here where they are
// seen; the passwords are shown once.
import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { FilledSeats, NewSeat } from '../../../modules/organisation/amendments/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { api } from '../../shell/api.ts'
import { useLive } from '../../shell/live.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { saveText } from '../../ui/save-text.ts'
import { NEW_SEATS } from './paths.ts'
import { useVersionWords } from './words.ts'

const STALE = [NEW_SEATS, '/api/v1/accounts', '/api/v1/organisation']

export function NewSeats() {
  const say = useVersionWords()
  const inLanguage = useBilingual()
  const { data } = useApi<{ items: NewSeat[] }>(NEW_SEATS)
  useLive(['plan', 'accounts'], [NEW_SEATS])
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [made, setMade] = useState<FilledSeats['items'] | null>(null)
  const filling = useSend((userNames: string[]) => api.post<FilledSeats>(NEW_SEATS, { userNames }), STALE)
  const seats = data?.items ?? []
  const chosen = seats.map(({ userName }) => userName).filter((name) => !left.has(name))
  const toggle = (name: string) => {
    const next = new Set(left)
    if (!next.delete(name)) next.add(name)
    setLeft(next)
  }
  const posts = seats.reduce((sum, seat) => sum + seat.posts.length, 0)
  return (
    <>
      {seats.length > 0 && (
        <section className="card">
          <header>
            <h2>{say('seats')}</h2>
            <span className="quiet">{say('seatsHint', { n: posts })}</span>
          </header>
          <ProblemAlert error={filling.error} />
          <table className="list-table">
            <thead>
              <tr>
                <th className="pick">
                  <input
                    type="checkbox"
                    aria-label={say('chooseAll')}
                    checked={chosen.length === seats.length}
                    onChange={() =>
                      setLeft(
                        chosen.length === seats.length ? new Set(seats.map(({ userName }) => userName)) : new Set(),
                      )
                    }
                  />
                </th>
                <th>{say('seat')}</th>
                <th>{say('posts')}</th>
                <th>{say('userName')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {seats.map((seat) => (
                <tr key={seat.userName}>
                  <td className="pick">
                    <input
                      type="checkbox"
                      aria-label={say('choose', { name: seat.displayName })}
                      checked={!left.has(seat.userName)}
                      onChange={() => toggle(seat.userName)}
                    />
                  </td>
                  <td className="lead">{seat.displayName}</td>
                  <td data-label={say('posts')}>{seat.posts.map((post) => inLanguage(post)).join('、')}</td>
                  <td data-label={say('userName')} className="num">
                    {seat.userName}
                  </td>
                  <td className="quiet">{say(seat.hasAccount ? 'hasAccount' : 'newAccount')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <div className="card-body">
            <Button
              type="primary"
              disabled={chosen.length === 0}
              loading={filling.isPending}
              onClick={() => filling.mutate(chosen, { onSuccess: ({ items }) => setMade(items) })}
            >
              {say('fill', { n: chosen.length })}
            </Button>
          </div>
        </section>
      )}
      {made && <Passwords made={made.filter(({ oneTimePassword }) => oneTimePassword)} onClose={() => setMade(null)} />}
    </>
  )
}

function Passwords({ made, onClose }: { made: FilledSeats['items']; onClose: () => void }) {
  const say = useVersionWords()
  const common = useCommon()
  if (made.length === 0) return null
  const text = made.map((one) => [one.userName, one.displayName, one.oneTimePassword].join('\t')).join('\n')
  return (
    <Modal
      open
      title={say('passwords')}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <>
          <Button onClick={() => saveText(say('seatsFile'), `${text}\n`)}>{say('save')}</Button>
          <Button type="primary" onClick={onClose}>
            {common('close')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div>{say('passwordsHint')}</div>
        <div className="list-scroll passwords">
          <table className="list-table">
            <thead>
              <tr>
                <th>{say('userName')}</th>
                <th>{say('seat')}</th>
                <th>{say('password')}</th>
              </tr>
            </thead>
            <tbody>
              {made.map((one) => (
                <tr key={one.userName}>
                  <td className="lead num">{one.userName}</td>
                  <td data-label={say('seat')}>{one.displayName}</td>
                  <td data-label={say('password')}>
                    <code>{one.oneTimePassword}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Modal>
  )
}
