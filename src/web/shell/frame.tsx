// The frame of the desk: the response, the clock when it was moved, who is signed in, and the navigation that the
// posts open. Below it the page; a failing page leaves the frame standing.
import { Link, Navigate, Outlet, useLocation, useMatches } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { Bell } from '../features/notifications/bell.tsx'
import { OnDuty } from '../features/roster/on-duty.tsx'
import { useCommon } from '../i18n/common.ts'
import { setLanguage, useLanguage } from '../i18n/index.ts'
import { AbsenceNotice } from './absence.tsx'
import { AccountMenu } from './account-menu.tsx'
import { ForbiddenPage } from './errors.tsx'
import { useLive, useLiveConnected } from './live.ts'
import { MovedClock } from './moved-clock.tsx'
import { ResponseBanner } from './response-banner.tsx'
import { SecondFactorNotice } from './second-factor-notice.tsx'
import { ME, may, type Permission, useMe, useMeQuery } from './session.ts'
import { useShellWords } from './words.ts'

export interface NavigationItem {
  to: string
  label: string
  permission: Permission
  /** The item is "here" on exactly its own address, not below it. */
  exact?: boolean
  /** The item is "here" below this address, when it differs from `to`. */
  under?: string
  /** Where somebody begins whose posts do not open the board. */
  isStart?: boolean
}
export interface NavigationGroup {
  label: string
  items: NavigationItem[]
}

/** The item whose address is the longest beginning of the present one. */
function itemHere(items: readonly NavigationItem[], pathname: string): NavigationItem | undefined {
  const beginning = ({ to, under }: NavigationItem) => under ?? to
  return items
    .filter((item) => (item.exact ? pathname === item.to : pathname.startsWith(beginning(item))))
    .toSorted((a, b) => beginning(b).length - beginning(a).length)[0]
}

export function Frame({ groups }: { groups: NavigationGroup[] }) {
  const say = useShellWords()
  const common = useCommon()
  const language = useLanguage()
  const me = useMe()
  useMeQuery()
  useLive(['accounts', 'organisation'], [ME])
  // An amendment may bring and end areas; they are read once otherwise.
  useLive(['plan'], ['/api/v1/areas'])
  // Somebody moved the clock: what is due, late or over has changed everywhere.
  useLive(['clock'], ['/api/'])
  const connected = useLiveConnected()
  const { pathname } = useLocation()
  const needed = useMatches({ select: (matches) => matches.map((match) => match.staticData.permission) })
  const isAllowed = needed.every((permission) => !permission || may(me, permission))
  const open = groups
    .map((group) => ({ ...group, items: group.items.filter((item) => may(me, item.permission)) }))
    .filter((group) => group.items.length > 0)
  // Whoever has no board begins at the page of their work, or at the first that is theirs.
  const items = open.flatMap((group) => group.items)
  const here = itemHere(items, pathname)
  const first = items.find((item) => item.isStart) ?? items[0]
  const side = useRef<HTMLElement>(null)
  // On a narrow screen the navigation is a strip; the present page is kept in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address decides which item is here
  useEffect(() => {
    side.current?.querySelector('.is-here')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [pathname])
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {say('skip')}
      </a>
      <header className="head">
        <Link to="/" className="brand" aria-label={common('productLong')}>
          <img src="/icon.svg" alt="" width="24" height="24" />
          <span>{common('product')}</span>
        </Link>
        <ResponseBanner />
        {me.clockMoves && <MovedClock />}
        <OnDuty />
        <span className="head-space" />
        {!connected && (
          <span className="offline" role="status">
            {common('offline')}
          </span>
        )}
        <button type="button" className="language" onClick={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}>
          {say('language')}
        </button>
        <Bell />
        <AccountMenu />
      </header>
      <nav className="side" ref={side} aria-label={say('navigation')}>
        {open.map((group) => (
          <div key={group.label} className="side-group">
            <div className="side-label">{group.label}</div>
            {group.items.map((item) => (
              <Link
                key={item.to}
                to={item.to}
                {...(item === here
                  ? { className: 'side-link is-here', 'aria-current': 'page' as const }
                  : { className: 'side-link' })}
                activeProps={{}}
              >
                {item.label}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <main className="content" id="content" tabIndex={-1}>
        <SecondFactorNotice />
        <AbsenceNotice />
        {isAllowed ? <Outlet /> : first && pathname === '/' ? <Navigate to={first.to} replace /> : <ForbiddenPage />}
      </main>
    </div>
  )
}
