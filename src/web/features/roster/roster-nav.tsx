// The pages of the roster beside each other: those that the account may open. The own unit's roster comes with its name.
import { Link } from '@tanstack/react-router'
import { useMay } from '../../shell/session.ts'
import { useRosterWords } from './words.ts'
import '../queues/queues.css'

export function RosterNav({ here }: { here: 'now' | 'unit' | 'mine' | 'calls' }) {
  const say = useRosterWords()
  const may = useMay()
  const looks = (key: typeof here) => ({
    className: key === here ? 'tab is-here' : 'tab',
    ...(key === here ? { 'aria-current': 'page' as const } : {}),
  })
  return (
    <nav className="tabs no-print" aria-label={say('title')}>
      <Link to="/roster/now" {...looks('now')}>
        {say('now')}
      </Link>
      <Link to="/roster/mine" {...looks('mine')}>
        {say('mine')}
      </Link>
      <Link to="/roster/units" {...looks('unit')}>
        {say('unit')}
      </Link>
      {may('roster.call') && (
        <Link to="/roster/calls" {...looks('calls')}>
          {say('calls')}
        </Link>
      )}
    </nav>
  )
}
