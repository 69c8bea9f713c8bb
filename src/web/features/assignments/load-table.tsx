// How many each looks after, against what the plan allows; each number opens its list. Whoever is gone or has too many
// stands first.
import { Link } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { Loads, LoadView } from '../../../modules/isolation/contract/assignments.ts'
import { useBilingual } from '../../i18n/index.ts'
import { Tag } from '../../ui/tag.tsx'
import type { Role } from './paths.ts'
import { useAssignmentWords } from './words.ts'

interface Props {
  loads: Loads | undefined
  role: Role
  area: string | undefined
  onHandOver?: (from: LoadView) => void
}

export function LoadTable({ loads, role, area, onHandOver }: Props) {
  const say = useAssignmentWords()
  return (
    <section className="card list">
      <header>
        <h2>{say('loads')}</h2>
        {loads && <span className="quiet">{say('capacityHint', { n: loads.capacity })}</span>}
      </header>
      {!loads ? (
        <div className="card-body">
          <Skeleton active />
        </div>
      ) : loads.items.length === 0 ? (
        <div className="list-empty">
          <strong>{say('nobody')}</strong>
          <div>{say('nobodyHint')}</div>
        </div>
      ) : (
        <div className="list-scroll">
          <table className="list-table" aria-label={say('loads')}>
            <thead>
              <tr>
                <th>{say('who')}</th>
                <th>{say('persons')}</th>
                <th className="right">{say('households')}</th>
                <th className="right">{say('due')}</th>
                <th className="right">{say('overdue')}</th>
                <th className="right">{say('fevers')}</th>
                {role === 'guarantor' && (
                  <th className="right" title={say('assuredHint')}>
                    {say('assured')}
                  </th>
                )}
                <th>{say('state')}</th>
                {onHandOver && <th className="acts" />}
              </tr>
            </thead>
            <tbody>
              {loads.items.map((load) => (
                <LoadRow
                  key={load.account.id}
                  load={load}
                  capacity={loads.capacity}
                  role={role}
                  area={area}
                  {...(onHandOver ? { onHandOver } : {})}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function LoadRow({
  load,
  capacity,
  role,
  area,
  onHandOver,
}: {
  load: LoadView
  capacity: number
  role: Role
  area: string | undefined
  onHandOver?: (from: LoadView) => void
}) {
  const say = useAssignmentWords()
  const inLanguage = useBilingual()
  const list = (queue: string, count: number, isBad = false) =>
    count === 0 ? (
      <span className="is-zero num">0</span>
    ) : (
      <Link
        to="/queues/$queue"
        params={{ queue }}
        search={{ area, [role]: load.account.id }}
        className={`num${isBad ? ' is-over' : ''}`}
      >
        {count.toLocaleString('en-US')}
      </Link>
    )
  const share = Math.min(100, Math.round((load.persons / capacity) * 100))
  return (
    <tr className={load.gone && load.persons > 0 ? 'is-gone' : ''}>
      <td className="lead" data-label={say('who')}>
        <strong>{load.account.name}</strong>
        <div className="quiet small">{load.posts.map(inLanguage).join(' · ')}</div>
      </td>
      <td data-label={say('persons')}>
        <div className="load">
          {list('all', load.persons)}
          <span
            className={`load-bar${load.isOver ? ' is-over' : ''}`}
            role="progressbar"
            aria-label={say('persons')}
            aria-valuenow={load.persons}
            aria-valuemin={0}
            aria-valuemax={capacity}
          >
            <span style={{ width: `${share}%` }} />
          </span>
          {load.isOver && <Tag tone="warn">{say('over', { n: load.persons - capacity })}</Tag>}
        </div>
      </td>
      <td className="right num" data-label={say('households')}>
        {load.households}
      </td>
      <td className="right" data-label={say('due')}>
        {list('dueNow', load.due)}
      </td>
      <td className="right" data-label={say('overdue')}>
        {list('overdue', load.overdue, true)}
      </td>
      <td className="right" data-label={say('fevers')}>
        {list('fever', load.fevers, true)}
      </td>
      {role === 'guarantor' && (
        <td className="right num" data-label={say('assured')}>
          {load.endedFull} / {load.ended}
        </td>
      )}
      <td data-label={say('state')}>
        {load.gone ? <Tag tone="bad">{say(load.gone)}</Tag> : <Tag tone="good">{say('inPost')}</Tag>}
      </td>
      {onHandOver && (
        <td className="acts">
          {load.persons > 0 && (
            <Button aria-label={`${say('handOver')}: ${load.account.name}`} onClick={() => onHandOver(load)}>
              {say('handOver')}
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}
