// Rates of reports and other obligations (M55, M59): in time, complete, nothing to report; by unit, by day, over a time. Every
// figure opens its list.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Select, Skeleton } from 'antd'
import { addDays } from '../../../kernel/time.ts'
import type { RateCounts, Rates } from '../../../modules/duties/obligations/contract.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { withQuery } from '../../shell/api.ts'
import { serverToday } from '../../shell/clock.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import type { Search } from '../../shell/search.ts'
import { DayField } from '../../ui/day-field.tsx'
import { DayText } from '../../ui/when.tsx'
import { Empty } from './empty.tsx'
import { OBLIGATION_TOPICS, RATES } from './paths.ts'
import { ObligationNav } from './section-nav.tsx'
import { useObligationWords } from './words.ts'
import './obligations.css'

const STALE = [RATES]

export function RatesPage() {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  const language = useLanguage()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/obligations/rates' })
  const until = search.until ?? serverToday()
  const from = search.from ?? addDays(until, -6)
  const query = { from, until, key: search.key }
  const { data, error, refetch } = useApi<Rates>(RATES, query, { placeholderData: (previous) => previous })
  useLive(OBLIGATION_TOPICS, STALE)
  const set = (change: Search) =>
    void navigate({ to: '/obligations/rates', search: { ...search, ...change }, replace: true })
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('rates')}</h1>
        <div className="row">
          <DayField value={from} onChange={(day) => set({ from: day })} placeholder={say('from')} latest={until} />
          <DayField
            value={until}
            onChange={(day) => set({ until: day })}
            placeholder={say('until')}
            latest={serverToday()}
          />
          {data && (
            <Select
              aria-label={say('key')}
              value={search.key ?? ''}
              onChange={(key) => set({ key: key || undefined })}
              style={{ width: 168 }}
              options={[
                { value: '', label: say('everyKey') },
                ...data.keys.map(({ key, title }) => ({ value: key, label: inLanguage(title) })),
              ]}
            />
          )}
          <Button href={withQuery(`${RATES}/export`, { ...query, lang: language === 'en' ? 'en' : 'zh' })} download>
            {say('export')}
          </Button>
        </div>
      </div>
      <ObligationNav here="rates" />
      {error && !data ? (
        <ProblemPage error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Skeleton active />
      ) : data.owners.length === 0 ? (
        <Empty title={say('ratesEmpty')} hint={say('ratesEmptyHint')} />
      ) : (
        <>
          <RateTable
            label={say('byUnit')}
            rows={[
              { id: 'all', name: <strong>{say('total')}</strong>, counts: data.total, search: query },
              ...data.owners.map((one) => ({
                id: `${one.owner.kind}:${one.owner.key}`,
                name: inLanguage(one.owner.name),
                counts: one,
                search: { ...query, owner: `${one.owner.kind}:${one.owner.key}` },
              })),
            ]}
          />
          <RateTable
            label={say('byDay')}
            rows={data.days.map((one) => ({
              id: one.day,
              name: <DayText day={one.day} />,
              counts: one,
              search: { ...query, from: one.day, until: one.day },
            }))}
          />
        </>
      )}
    </div>
  )
}

interface Row {
  id: string
  name: React.ReactNode
  counts: RateCounts
  search: Search
}

function RateTable({ label, rows }: { label: string; rows: Row[] }) {
  const say = useObligationWords()
  const figures = [
    ['dueCount', 'due', { counted: 'due' }],
    ['inTime', 'inTime', { state: 'inTime' }],
    ['late', 'late', { state: 'late' }],
    ['excused', 'excused', { state: 'excused' }],
  ] as const
  const percent = (value: number | null) => (value === null ? say('noRate') : `${value}%`)
  return (
    <section className="card">
      <header className="obligation-head">
        <h2>{label}</h2>
      </header>
      <table className="list-table figures" aria-label={label}>
        <thead>
          <tr>
            <th>{label}</th>
            <th className="right">{say('onTimeRate')}</th>
            <th className="right">{say('completeRate')}</th>
            <th className="right" title={say('zeroHint')}>
              {say('zeroRate')}
            </th>
            {figures.map(([word]) => (
              <th key={word} className="right">
                {say(word)}
              </th>
            ))}
            <th className="right">{say('missing')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, counts, search }) => (
            <tr key={id}>
              <td className="lead">{name}</td>
              <td className="right num" data-label={say('onTimeRate')}>
                {percent(counts.onTime)}
              </td>
              <td className="right num" data-label={say('completeRate')}>
                {percent(counts.complete)}
              </td>
              <td className="right num" data-label={say('zeroRate')}>
                {percent(counts.zeroReports)}
              </td>
              {figures.map(([word, key, state]) => (
                <td key={word} className="right num" data-label={say(word)}>
                  <Figure n={counts[key]} search={{ ...search, ...state }} />
                </td>
              ))}
              <td className="right num" data-label={say('missing')}>
                <Figure n={counts.missing} search={{ ...search, counted: 'missing' }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Figure = ({ n, search }: { n: number; search: Search }) =>
  n === 0 ? (
    <span className="quiet">0</span>
  ) : (
    <Link to="/obligations/all" search={search}>
      {n}
    </Link>
  )
