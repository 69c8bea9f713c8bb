// My obligations today (M57, M59): what the own posts answer for, the overdue first, with the minutes that are left.
import { Link } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useBilingual } from '../../i18n/index.ts'
import { useNow } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { Empty } from './empty.tsx'
import { OccurrenceRows } from './occurrence-rows.tsx'
import { ObligationNav } from './section-nav.tsx'
import { isOverdue } from './state-tag.tsx'
import { useMine } from './use-mine.ts'
import { useObligationWords } from './words.ts'
import './obligations.css'

export function MyObligationsPage() {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  const { data, error, refetch } = useMine()
  const now = useNow(15)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  const open = data?.items.filter(({ state }) => state === 'open') ?? []
  const overdue = open.filter((row) => isOverdue(row, now))
  const ahead = open.filter((row) => !isOverdue(row, now))
  const judged = data?.items.filter(({ state }) => state !== 'open') ?? []
  const part = (label: string, rows: typeof open, className = '') =>
    rows.length > 0 && (
      <section className={`card ${className}`}>
        <header className="obligation-head">
          <h2>{label}</h2>
          <span className="quiet num">{rows.length}</span>
        </header>
        <OccurrenceRows rows={rows} label={label} />
      </section>
    )
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('mine')}</h1>
        {data && data.owners.length > 0 && (
          <span className="quiet">
            {say('answersFor')}{' '}
            {data.owners
              .map((owner) => `${inLanguage(owner.name)}${owner.isHead ? ` (${say('inPerson')})` : ''}`)
              .join(' · ')}
          </span>
        )}
      </div>
      <ObligationNav here="mine" />
      {!data ? (
        <Skeleton active paragraph={{ rows: 6 }} />
      ) : data.owners.length === 0 ? (
        <Empty title={say('noOwner')} hint={say('noOwnerHint')} />
      ) : (
        <>
          {!data.isActive && <Empty title={say('inactive')} hint={say('inactiveHint')} />}
          {data.isActive && open.length === 0 && (
            <Empty
              title={say('nothingOpen')}
              hint={
                <>
                  {say('nothingOpenHint')} <Link to="/obligations/calendar">{say('calendar')}</Link>
                </>
              }
            />
          )}
          {part(say('overdueNow'), overdue, 'is-urgent-card')}
          {part(say('openNow'), ahead)}
          {part(say('doneToday'), judged)}
        </>
      )}
    </div>
  )
}
