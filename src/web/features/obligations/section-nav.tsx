// The pages of the obligations beside each other: those that the account may open.
import { Link } from '@tanstack/react-router'
import { serverToday } from '../../shell/clock.ts'
import { useMay } from '../../shell/session.ts'
import { useObligationWords } from './words.ts'
import '../queues/queues.css'

const PAGES = [
  { key: 'mine', to: '/obligations', permission: 'obligation.read' },
  { key: 'all', to: '/obligations/all', permission: 'obligation.read' },
  { key: 'calendar', to: '/obligations/calendar', permission: 'obligation.read' },
  { key: 'rates', to: '/obligations/rates', permission: 'obligation.read' },
] as const

export function ObligationNav({ here }: { here: (typeof PAGES)[number]['key'] }) {
  const say = useObligationWords()
  const may = useMay()
  // Of every unit, today's first; the filters are taken away where more is wanted.
  const today = serverToday()
  return (
    <nav className="tabs" aria-label={say('mine')}>
      {PAGES.filter(({ permission }) => may(permission)).map(({ key, to }) => (
        <Link
          key={key}
          to={to}
          search={key === 'all' ? { from: today, until: today } : {}}
          className={key === here ? 'tab is-here' : 'tab'}
          {...(key === here ? { 'aria-current': 'page' as const } : {})}
        >
          {say(key)}
        </Link>
      ))}
    </nav>
  )
}
