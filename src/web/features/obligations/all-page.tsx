// Everybody's obligations (M59): live, who has today and who has not, with the minutes left; below it every one of them, as a
// list with filters and export. Whoever sees only the own units sees those.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { OccurrenceView } from '../../../modules/duties/obligations/contract.ts'
import { STATES } from '../../../modules/duties/obligations/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { serverToday } from '../../shell/clock.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column, Page } from '../../ui/list/types.ts'
import { DayText, WhenText } from '../../ui/when.tsx'
import { Empty } from './empty.tsx'
import { OBLIGATION_TOPICS, OCCURRENCES } from './paths.ts'
import { ObligationNav } from './section-nav.tsx'
import { OccurrenceState } from './state-tag.tsx'
import { useObligationWords } from './words.ts'
import './obligations.css'

const STALE = [OCCURRENCES]

export function AllObligationsPage() {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/obligations/all' })
  const columns: Column<OccurrenceView>[] = [
    {
      key: 'title',
      title: say('what'),
      lead: true,
      cell: (row) => (
        <Link to="/obligations/$id" params={{ id: row.id }}>
          {inLanguage(row.title)}
        </Link>
      ),
    },
    { key: 'owner', title: say('owner'), cell: (row) => inLanguage(row.owner.name) },
    { key: 'day', title: say('day'), cell: (row) => <DayText day={row.day} /> },
    {
      key: 'dueAt',
      title: say('due'),
      cell: (row) => <WhenText at={row.dueAt} {...(row.state === 'open' ? { as: 'due' as const } : {})} />,
    },
    { key: 'state', title: say('state'), cell: (row) => <OccurrenceState row={row} /> },
    { key: 'done', title: say('done'), cell: (row) => <WhenText at={row.evidence?.at} /> },
    { key: 'zero', title: say('zero'), extra: true, cell: (row) => (row.evidence?.isZero ? '✓' : '') },
    { key: 'reason', title: say('why'), cell: (row) => row.reason },
  ]
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('all')}</h1>
      </div>
      <ObligationNav here="all" />
      <TodayLive />
      <ResourceList<OccurrenceView>
        name="occurrences"
        label={say('all')}
        path={OCCURRENCES}
        columns={columns}
        filters={[
          { kind: 'hidden', key: 'owner' },
          { kind: 'hidden', key: 'key' },
          { kind: 'hidden', key: 'counted' },
          { kind: 'day', key: 'from', label: say('from') },
          { kind: 'day', key: 'until', label: say('until') },
          {
            kind: 'select',
            key: 'state',
            label: say('state'),
            options: STATES.map((state) => ({ value: state, label: say(state) })),
          },
          { kind: 'flag', key: 'overdue', label: say('onlyOverdue') },
          { kind: 'flag', key: 'mine', label: say('onlyMine') },
        ]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/obligations/all', search: next, replace: true })}
        onOpen={(row) => void navigate({ to: '/obligations/$id', params: { id: row.id } })}
        exportable
        live={OBLIGATION_TOPICS}
        empty={{ title: say('none'), hint: say('noneHint') }}
      />
    </div>
  )
}

/** One line an obligation; units keep their places in it, so that nothing moves under the hand that points at it. */
function TodayLive() {
  const say = useObligationWords()
  const today = serverToday()
  const { data } = useApi<Page<OccurrenceView>>(
    OCCURRENCES,
    { from: today, until: today, limit: '200' },
    { refetchInterval: 60_000, placeholderData: (previous) => previous },
  )
  useLive(OBLIGATION_TOPICS, STALE)
  if (!data) return null
  const rows = data.items.filter(({ state }) => state !== 'closed')
  if (rows.length === 0) return <Empty title={say('liveNone')} hint={say('liveNoneHint')} />
  const kinds = new Map<string, OccurrenceView[]>()
  for (const row of [...rows].reverse()) {
    const id = `${row.dueAt} ${row.key} ${row.title.zh}`
    kinds.set(id, [...(kinds.get(id) ?? []), row])
  }
  return (
    <section className="card">
      <header className="obligation-head">
        <h2>{say('live')}</h2>
      </header>
      <ul className="live-kinds">
        {[...kinds].map(([id, some]) => (
          <LiveKind key={id} rows={some} />
        ))}
      </ul>
    </section>
  )
}

function LiveKind({ rows }: { rows: readonly OccurrenceView[] }) {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  const [first] = rows
  const waiting = rows.filter(({ state }) => state === 'open')
  const done = rows.filter(({ state }) => state === 'inTime' || state === 'late')
  const counted = rows.filter(({ state }) => state !== 'excused').length
  return (
    <li>
      <div className="live-head">
        <strong>{inLanguage(first!.title)}</strong>
        <WhenText at={first!.dueAt} {...(waiting.length > 0 ? { as: 'due' as const } : {})} />
        <span className="num">{say('doneOf', { done: done.length, count: counted })}</span>
      </div>
      <div className="live-owners">
        {rows.map((row) => (
          <Link key={row.id} to="/obligations/$id" params={{ id: row.id }} className="live-owner">
            {inLanguage(row.owner.name)} <OccurrenceState row={row} />
          </Link>
        ))}
      </div>
    </li>
  )
}
