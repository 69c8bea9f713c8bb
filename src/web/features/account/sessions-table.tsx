// Sessions of an account, the own one or one that is managed: where, since when, last used; each can be ended.
import { App, Button } from 'antd'
import type { SessionView } from '../../../modules/identity/security/contract.ts'
import { useCommon } from '../../i18n/common.ts'
import { api } from '../../shell/api.ts'
import { useApi, useSend } from '../../shell/queries.ts'
import { useFail } from '../../shell/use-fail.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { realTimeText } from './times.ts'
import { useAccountWords } from './words.ts'

/** `path` lists them, ends all (others) with DELETE, and one below it. */
export function SessionsTable({ path }: { path: string }) {
  const say = useAccountWords()
  const common = useCommon()
  const { modal, message } = App.useApp()
  const fail = useFail()
  const { data, error } = useApi<{ items: SessionView[] }>(path)
  const ending = useSend((id: string | null) => api.delete(id === null ? path : `${path}/${id}`), [path])
  const end = (id: string | null) =>
    ending.mutate(id, { onSuccess: () => void message.success(say('ended')), onError: fail })
  const hasThis = data?.items.some(({ isThis }) => isThis) ?? false
  const endAll = () =>
    modal.confirm({
      title: say(hasThis ? 'endOthers' : 'endAll'),
      content: say(hasThis ? 'endOthersAsk' : 'endAllAsk'),
      okText: say(hasThis ? 'endOthers' : 'endAll'),
      okButtonProps: { danger: true },
      cancelText: common('cancel'),
      onOk: () => end(null),
    })
  if (error) return <ProblemAlert error={error} />
  if (!data) return null
  if (data.items.length === 0) return <span className="quiet">{say('noSessions')}</span>
  return (
    <>
      <table className="list-table" aria-label={say('sessions')}>
        <thead>
          <tr>
            <th>{say('device')}</th>
            <th>{say('address')}</th>
            <th>{say('since')}</th>
            <th>{say('lastSeen')}</th>
            <th className="acts" />
          </tr>
        </thead>
        <tbody>
          {data.items.map((session) => (
            <tr key={session.id}>
              <td className="lead">{session.device ?? say('deviceUnknown')}</td>
              <td data-label={say('address')} className="num">
                {session.address ?? common('unknown')}
              </td>
              <td data-label={say('since')} className="num">
                {realTimeText(session.createdAt)}
              </td>
              <td data-label={say('lastSeen')} className="num">
                {realTimeText(session.lastSeenAt)}
              </td>
              <td className="acts">
                {session.isThis ? (
                  <Tag tone="good">{say('thisOne')}</Tag>
                ) : (
                  <Button onClick={() => end(session.id)}>{say('end')}</Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.items.length > (hasThis ? 1 : 0) && (
        <div className="row">
          <Button danger onClick={endAll}>
            {say(hasThis ? 'endOthers' : 'endAll')}
          </Button>
        </div>
      )}
    </>
  )
}
