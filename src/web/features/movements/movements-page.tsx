// The queues of people that move (M05): what waits for this side, what waits for another, what was done; each row is settled
// in place.
import { Link, Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { MovementCounts, MovementRow } from '../../../modules/movements/contract.ts'
import { MOVEMENT_QUEUES, type MovementQueue, OPEN_QUEUES } from '../../../modules/movements/rules/queues.ts'
import { useCommon } from '../../i18n/common.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useAreas } from '../../ui/areas.ts'
import { ResourceList } from '../../ui/list/resource-list.tsx'
import type { Column } from '../../ui/list/types.ts'
import { QueueTabs } from '../../ui/queue-tabs.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Telephone } from '../../ui/telephone.tsx'
import { Temperature } from '../../ui/temperature.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { MOVEMENT_COUNTS, MOVEMENT_TOPICS, MOVEMENTS } from './paths.ts'
import { RowActions } from './row-actions.tsx'
import { MovementState } from './state-tag.tsx'
import { useMovementWords } from './words.ts'
import '../queues/queues.css'
import './movements.css'

const COUNTS = [MOVEMENT_COUNTS]
const URGENT: readonly MovementQueue[] = ['incoming', 'overdue', 'gone']
const isQueue = (text: string): text is MovementQueue => (MOVEMENT_QUEUES as readonly string[]).includes(text)

export function MovementsPage() {
  const { queue } = useParams({ from: '/frame/movements/$queue' })
  return isQueue(queue) ? (
    <MovementList queue={queue} />
  ) : (
    <Navigate to="/movements/$queue" params={{ queue: 'incoming' }} />
  )
}

function MovementList({ queue }: { queue: MovementQueue }) {
  const say = useMovementWords()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/movements/$queue' })
  const columns = useColumns(queue)
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
      </div>
      <Tabs queue={queue} search={search} />
      <ResourceList<MovementRow>
        key={queue}
        name={`movements.${queue}`}
        label={say(queue)}
        path={MOVEMENTS}
        fixed={{ queue }}
        columns={columns}
        filters={[{ kind: 'area', key: 'area', label: say('area') }]}
        rowKey={(row) => row.id}
        search={search}
        onSearch={(next) => void navigate({ to: '/movements/$queue', params: { queue }, search: next, replace: true })}
        onOpen={(row) => {
          if (row.person.id) void navigate({ to: '/persons/$id', params: { id: row.person.id } })
        }}
        live={MOVEMENT_TOPICS}
        {...((OPEN_QUEUES as readonly MovementQueue[]).includes(queue)
          ? { rowActions: (row: MovementRow) => <RowActions row={row} /> }
          : {})}
        empty={{ title: say(`empty.${queue}`), hint: say(`hint.${queue}`) }}
      />
    </div>
  )
}

function Tabs({ queue, search }: { queue: MovementQueue; search: Record<string, string | undefined> }) {
  const say = useMovementWords()
  const { data } = useApi<MovementCounts>(
    MOVEMENT_COUNTS,
    { area: search.area },
    { placeholderData: (previous) => previous },
  )
  useLive(MOVEMENT_TOPICS, COUNTS)
  return (
    <QueueTabs
      label={say('title')}
      queues={MOVEMENT_QUEUES}
      present={queue}
      counts={data?.counts}
      urgent={URGENT}
      wordOf={say}
      link={(one, looks, text) => (
        <Link key={one} to="/movements/$queue" params={{ queue: one }} search={search} {...looks}>
          {text}
        </Link>
      )}
    />
  )
}

function useColumns(queue: MovementQueue): Column<MovementRow>[] {
  const say = useMovementWords()
  const common = useCommon()
  const inLanguage = useBilingual()
  const { pathOf } = useAreas()
  const isOffer = queue === 'incoming' || queue === 'outgoing' || queue === 'overdue'
  const isLetter = queue === 'noReceipt' || queue === 'receiptOwed'
  const who: Column<MovementRow> = {
    key: 'person',
    title: say('person'),
    lead: true,
    cell: (row) => (
      <>
        {row.person.id ? (
          <Link to="/persons/$id" params={{ id: row.person.id }}>
            {row.person.name}
          </Link>
        ) : (
          row.person.name
        )}{' '}
        <span className="quiet small who-facts">
          {[
            row.person.sex && common(row.person.sex),
            row.person.birthYear && say('born', { year: row.person.birthYear }),
          ]
            .filter(Boolean)
            .join(' ')}
        </span>
      </>
    ),
  }
  const from: Column<MovementRow> = {
    key: 'from',
    title: say('from'),
    cell: (row) => (row.fromArea ? pathOf(row.fromArea) : row.place),
  }
  const to: Column<MovementRow> = {
    key: 'to',
    title: say('to'),
    cell: (row) => (
      <>
        {row.toArea ? pathOf(row.toArea) : row.place || '—'} {row.address}
      </>
    ),
  }
  const state: Column<MovementRow> = {
    key: 'state',
    title: say('what'),
    cell: (row) => (
      <>
        <MovementState row={row} /> {row.isDirect && <span className="quiet small">{say('direct')}</span>}
      </>
    ),
  }
  const day: Column<MovementRow> = {
    key: 'day',
    title: say(
      isOffer || queue === 'takenOver' || queue === 'handedOver'
        ? 'movesOn'
        : queue === 'receiptOwed'
          ? 'cameOn'
          : 'leavesOn',
    ),
    cell: (row) => <DayText day={row.movesOn} />,
  }
  const due: Column<MovementRow> = {
    key: 'due',
    title: say('due'),
    cell: (row) => <WhenText at={row.dueAt} as="due" />,
  }
  const at: Column<MovementRow> = {
    key: 'at',
    title: say('moment'),
    cell: (row) => (
      <>
        <WhenText at={row.decidedAt ?? row.at} {...(isLetter || queue === 'gone' ? { as: 'ago' as const } : {})} />{' '}
        <div className="quiet small">{row.decidedBy ?? row.by}</div>
      </>
    ),
  }
  const reason: Column<MovementRow> = { key: 'reason', title: say('reason'), cell: (row) => row.reason }
  const isolation: Column<MovementRow> = {
    key: 'isolation',
    title: say('isolation'),
    cell: ({ isolation: course }) =>
      course && (
        <>
          <span className="num">{say('dayOf', { n: course.dayNumber, days: course.days })}</span>{' '}
          <span className="quiet">
            {say('until', { day: course.lastDay })} {say(course.place)}
          </span>{' '}
          {course.state === 'referred' && <Tag tone="bad">{say('referred')}</Tag>}
        </>
      ),
  }
  const giver: Column<MovementRow> = {
    key: 'giver',
    title: say('giver'),
    cell: ({ giver: one }) =>
      one && (
        <>
          {one.name || inLanguage(one)} <Telephone number={one.telephone} />
        </>
      ),
  }
  const letter: Column<MovementRow> = {
    key: 'letter',
    title: say('letter'),
    cell: (row) => row.letterDay && say('letterOf', { no: row.letterNo, day: row.letterDay }),
  }
  const authority: Column<MovementRow> = {
    key: 'authority',
    title: say('authority'),
    cell: (row) => [row.authority, row.contact].filter(Boolean).join(' · '),
  }
  if (isOffer) return [who, due, from, to, day, isolation, reason, giver]
  if (queue === 'noReceipt') return [who, at, to, day, letter, due, authority, reason]
  if (queue === 'receiptOwed') return [who, at, from, day, letter, due, authority]
  if (queue === 'transients') {
    return [
      who,
      { ...due, title: say('checkDue') },
      { key: 'place', title: say('stayPlace'), cell: (row) => row.place },
      {
        key: 'days',
        title: say('fromUntil'),
        cell: (row) => (
          <>
            <DayText day={row.movesOn} /> — <DayText day={row.untilDay} />
          </>
        ),
      },
      { key: 'last', title: say('lastTemperature'), cell: (row) => <Temperature celsius={row.lastTemperature} /> },
      { ...from, title: say('area') },
    ]
  }
  if (queue === 'gone') return [who, at, from, day, { ...to, title: say('destination') }, reason]
  if (queue === 'departed') return [who, state, from, { ...to, title: say('destination') }, day, at, reason]
  return [who, state, from, to, day, at, reason]
}
