// The bell in the head of the desk: how much of what concerns this account was not read yet.
import { Link } from '@tanstack/react-router'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useNotificationWords } from './words.ts'

export const NOTIFICATIONS = '/api/v1/notifications'
export const NOTIFICATION_TOPICS = ['notifications', 'clock'] as const
const STALE = [NOTIFICATIONS]
const UNREAD = { unread: 'true' }

export function Bell() {
  const say = useNotificationWords()
  useLive(NOTIFICATION_TOPICS, STALE)
  const count = useApi<{ count: number }>(`${NOTIFICATIONS}/count`, UNREAD).data?.count ?? 0
  return (
    <Link to="/notifications" search={UNREAD} className="bell" aria-label={say('bell', { n: count })}>
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path
          d="M12 3a6 6 0 0 0-6 6v4l-2 3v1h16v-1l-2-3V9a6 6 0 0 0-6-6Zm-2.5 16a2.5 2.5 0 0 0 5 0"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinejoin="round"
        />
      </svg>
      {count > 0 && <span className="bell-count num">{count > 99 ? '99+' : count}</span>}
    </Link>
  )
}
