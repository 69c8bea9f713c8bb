// The calendar of obligations by month or week (M53, M59): what was owed and how much of it was done, what is to come by the
// plan. Each entry opens the list that it counts; days beyond tomorrow are only foreseen.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Segmented, Select, Skeleton } from 'antd'
import { addDays, type Day, daysBetween, localTimeOf } from '../../../kernel/time.ts'
import type { Calendar, CalendarEntry } from '../../../modules/duties/obligations/contract.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { planZone, serverToday } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { CALENDAR, OBLIGATION_TOPICS } from './paths.ts'
import { ObligationNav } from './section-nav.tsx'
import { useObligationWords } from './words.ts'
import './obligations.css'

const STALE = [CALENDAR]
/** A Monday. */
const MONDAY = '2020-01-06'
const weekdayOf = (day: Day) => ((daysBetween(MONDAY, day) % 7) + 7) % 7
const mondayOf = (day: Day) => addDays(day, -weekdayOf(day))
const firstOf = (day: Day) => `${day.slice(0, 7)}-01`
const nextMonth = (day: Day) => firstOf(addDays(firstOf(day), 31))
const WEEKDAYS = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}

export function CalendarPage() {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/obligations/calendar' })
  const isWeek = search.view === 'week'
  const at = search.day ?? serverToday()
  const from = mondayOf(isWeek ? at : firstOf(at))
  const until = isWeek ? addDays(from, 6) : addDays(mondayOf(addDays(nextMonth(at), -1)), 6)
  const { data, error, refetch } = useApi<Calendar>(
    CALENDAR,
    { from, until, owner: search.owner },
    { placeholderData: (previous) => previous },
  )
  useLive(OBLIGATION_TOPICS, STALE)
  const set = (change: Record<string, string | undefined>) =>
    void navigate({ to: '/obligations/calendar', search: { ...search, ...change }, replace: true })
  const earlier = isWeek ? addDays(at, -7) : firstOf(addDays(firstOf(at), -1))
  const later = isWeek ? addDays(at, 7) : nextMonth(at)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  return (
    <div className="stack">
      <div className="page-head">
        <h1>
          {say('calendar')} · <span className="num">{isWeek ? `${from} — ${until}` : at.slice(0, 7)}</span>
        </h1>
        <div className="row">
          <Button onClick={() => set({ day: earlier })} aria-label={say('earlier')} title={say('earlier')}>
            ‹
          </Button>
          <Button onClick={() => set({ day: undefined })}>{say('toToday')}</Button>
          <Button onClick={() => set({ day: later })} aria-label={say('later')} title={say('later')}>
            ›
          </Button>
          <Segmented
            value={isWeek ? 'week' : 'month'}
            onChange={(view) => set({ view: view === 'week' ? 'week' : undefined })}
            options={[
              { value: 'month', label: say('month') },
              { value: 'week', label: say('week') },
            ]}
          />
          {data && data.owners.length > 1 && (
            <Select
              aria-label={say('owner')}
              value={search.owner ?? ''}
              onChange={(owner) => set({ owner: owner || undefined })}
              style={{ width: 208 }}
              showSearch={{ optionFilterProp: 'label' }}
              options={[
                { value: '', label: say('everybody') },
                ...data.owners.map((owner) => ({ value: `${owner.kind}:${owner.key}`, label: inLanguage(owner.name) })),
              ]}
            />
          )}
        </div>
      </div>
      <ObligationNav here="calendar" />
      {data ? (
        <Days calendar={data} month={isWeek ? null : at.slice(0, 7)} owner={search.owner} />
      ) : (
        <Skeleton active />
      )}
    </div>
  )
}

function Days({ calendar, month, owner }: { calendar: Calendar; month: string | null; owner: string | undefined }) {
  const say = useObligationWords()
  const language = useLanguage() === 'en' ? 'en' : 'zh'
  return (
    <section className="card calendar" aria-label={say('calendar')}>
      {WEEKDAYS[language].map((name) => (
        <div key={name} className="calendar-weekday" aria-hidden>
          {name}
        </div>
      ))}
      {calendar.days.map(({ day, entries }) => {
        const looks = [
          'calendar-day',
          day === calendar.today && 'is-today',
          month !== null && !day.startsWith(month) && 'is-beside',
          entries.length === 0 && 'is-empty',
        ]
        return (
          <div key={day} className={looks.filter(Boolean).join(' ')}>
            <div className="calendar-date num">
              <time dateTime={day}>{Number(day.slice(8))}</time>
              <span className="calendar-weekday-small">{WEEKDAYS[language][weekdayOf(day)]}</span>
            </div>
            <ul>
              {entries.map((entry) => (
                <Entry key={`${entry.key}${entry.dueAt}${entry.title.zh}`} day={day} entry={entry} owner={owner} />
              ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}

function Entry({ day, entry, owner }: { day: Day; entry: CalendarEntry; owner: string | undefined }) {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  const said = [
    entry.late > 0 && say('lateN', { n: entry.late }),
    entry.missing > 0 && say('missingN', { n: entry.missing }),
    entry.excused > 0 && say('excusedN', { n: entry.excused }),
    entry.closed > 0 && say('closedN', { n: entry.closed }),
  ].filter(Boolean)
  const text = (
    <>
      <span className="num">{localTimeOf(entry.dueAt, planZone())}</span> {inLanguage(entry.title)}
      <div className="calendar-counts num">
        {entry.isForeseen
          ? say('foreseenN', { n: entry.count })
          : say('doneOf', { done: entry.done, count: entry.count - entry.excused })}
        {said.length > 0 && ` · ${said.join(' · ')}`}
      </div>
    </>
  )
  const looks = entry.missing > 0 ? 'is-missing' : entry.isForeseen ? 'is-foreseen' : ''
  return (
    <li className={`calendar-entry ${looks}`}>
      {entry.isForeseen ? (
        text
      ) : (
        <Link to="/obligations/all" search={{ from: day, until: day, key: entry.key, owner }}>
          {text}
        </Link>
      )}
    </li>
  )
}
