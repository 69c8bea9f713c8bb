// The pages of daily reports, as the posts open them.
import { Link, useLocation } from '@tanstack/react-router'
import { useMay } from '../../shell/session.ts'
import { useReportWords } from './words.ts'

const PAGES = [
  { to: '/reports', word: 'mine', permission: 'report.write' },
  { to: '/reports/closing', word: 'closing', permission: 'report.close' },
  { to: '/reports/history', word: 'history', permission: 'report.read' },
] as const

export function ReportTabs() {
  const say = useReportWords()
  const can = useMay()
  const { pathname } = useLocation()
  const open = PAGES.filter(({ permission }) => can(permission))
  if (open.length < 2) return null
  return (
    <nav className="tabs" aria-label={say('tabs')}>
      {open.map(({ to, word }) => (
        <Link
          key={to}
          to={to}
          className={pathname === to ? 'tab is-here' : 'tab'}
          activeProps={{}}
          {...(pathname === to ? { 'aria-current': 'page' as const } : {})}
        >
          {say(word)}
        </Link>
      ))}
    </nav>
  )
}
