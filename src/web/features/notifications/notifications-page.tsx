// What concerns this account and its posts: opened, it is read, and leads to where something can be done.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import type { NotificationView } from '../../../modules/notifications/contract.ts'
import { api } from '../../shell/api.ts'
import { serverNow } from '../../shell/clock.ts'
import { useSend } from '../../shell/queries.ts'
import { parseSearch } from '../../shell/search.ts'
import { useFail } from '../../shell/use-fail.ts'
import { useAreas } from '../../ui/areas.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { NOTIFICATION_TOPICS, NOTIFICATIONS } from './bell.tsx'
import { useNotificationText, useNotificationWords } from './words.ts'

export function NotificationsPage() {
  const say = useNotificationWords()
  const text = useNotificationText()
  const { pathOf } = useAreas()
  const navigate = useNavigate()
  const fail = useFail()
  const search = useSearch({ from: '/frame/notifications' })
  const marking = useSend(
    (which: { ids: string[] } | { until: string }) => api.post(`${NOTIFICATIONS}/reads`, which),
    [NOTIFICATIONS],
  )
  const mark = (rows: NotificationView[]) => {
    const ids = rows.filter(({ readAt }) => readAt === null).map(({ id }) => id)
    if (ids.length > 0) marking.mutate({ ids }, { onError: fail })
  }
  const open = (row: NotificationView) => {
    mark([row])
    const [to = '/', query = ''] = row.path.split('?')
    // Addresses of the desk are typed; this one was written by the server.
    void navigate({ to, search: parseSearch(query) } as never)
  }
  const columns: Column<NotificationView>[] = [
    {
      key: 'what',
      title: say('what'),
      lead: true,
      cell: (row) => (
        <button type="button" className={row.readAt ? 'link' : 'link is-unread'} onClick={() => open(row)}>
          {text(row.kind, { n: row.count, area: row.areaCode ? pathOf(row.areaCode) : '' })}
        </button>
      ),
    },
    { key: 'when', title: say('when'), width: 180, cell: (row) => <WhenText at={row.at} /> },
    {
      key: 'read',
      title: say('unread'),
      width: 110,
      cell: (row) =>
        row.readAt ? <span className="quiet">{say('read')}</span> : <Tag tone="warn">{say('unread')}</Tag>,
    },
  ]
  return (
    <>
      <div className="page-head">
        <h1>{say('title')}</h1>
        <Button loading={marking.isPending} onClick={() => marking.mutate({ until: serverNow() }, { onError: fail })}>
          {say('markAll')}
        </Button>
      </div>
      <ResourceList<NotificationView>
        name="notifications"
        label={say('title')}
        path={NOTIFICATIONS}
        columns={columns}
        filters={[{ kind: 'flag', key: 'unread', label: say('onlyUnread') }]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/notifications', search: next, replace: true })}
        onOpen={open}
        bulk={[{ key: 'read', label: say('markRead'), run: mark }]}
        live={NOTIFICATION_TOPICS}
        empty={{ title: say('empty'), hint: say('emptyHint') }}
      />
    </>
  )
}
