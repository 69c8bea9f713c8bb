// Where a person goes (M05): who answers and who did before, what waits for whom, and the ways to move the person on.
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { dayOf } from '../../../kernel/time.ts'
import type { MovementRow, PersonMovements } from '../../../modules/movements/contract.ts'
import type { PersonView } from '../../../modules/people/contract.ts'
import { planZone } from '../../shell/clock.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { useAreas } from '../../ui/areas.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DayText, WhenText } from '../../ui/when.tsx'
import { DepartureDialog } from './departure-dialogs.tsx'
import { HandOverDialog, TakeOverDialog } from './letter-dialogs.tsx'
import { MOVEMENT_TOPICS, movementsOf } from './paths.ts'
import { RowActions } from './row-actions.tsx'
import { MovementState } from './state-tag.tsx'
import { TransferDialog } from './transfer-dialogs.tsx'
import { useMovementWords } from './words.ts'
import './movements.css'

type Asking = 'transfer' | 'direct' | 'handOver' | 'takeOver' | 'depart'
const WORDS = {
  transfer: 'doTransfer',
  direct: 'doDirect',
  handOver: 'doHandOver',
  takeOver: 'doTakeOver',
  depart: 'doDepart',
} as const

export function MovementCard({ person, inIsolation }: { person: PersonView; inIsolation: boolean }) {
  const say = useMovementWords()
  const can = useMay()
  const [asking, setAsking] = useState<Asking | null>(null)
  const path = movementsOf(person.id)
  const { data, error } = useApi<PersonMovements>(can('movement.read', person.areaCode) ? path : null)
  useLive(MOVEMENT_TOPICS, ['/api/v1/persons'])
  if (!can('movement.read', person.areaCode)) return null
  const close = () => setAsking(null)
  const ways = data ? (Object.keys(WORDS) as Asking[]).filter((way) => data.may[way]) : []
  return (
    <section className="card">
      <header>
        <h2>{say('card')}</h2>
        {data?.leftOn && <Tag tone="plain">{say('leftOn', { day: data.leftOn })}</Tag>}
        {ways.length > 0 && (
          <div className="row card-acts">
            <Dropdown
              trigger={['click']}
              menu={{
                items: ways.map((key) => ({ key, label: say(WORDS[key]) })),
                onClick: ({ key }) => setAsking(key as Asking),
              }}
            >
              <Button>{say('title')} ▾</Button>
            </Dropdown>
          </div>
        )}
      </header>
      <div className="card-body stack">
        <ProblemAlert error={error} />
        {data && data.spans.length > 1 && <Spans spans={data.spans} />}
        {data?.items.map((row) => (
          <Move key={row.id} row={row} />
        ))}
        {data?.items.length === 0 && <div className="quiet">{say('none')}</div>}
      </div>
      {(asking === 'transfer' || asking === 'direct') && (
        <TransferDialog person={person} direct={asking === 'direct'} onClose={close} />
      )}
      {asking === 'handOver' && <HandOverDialog person={person} onClose={close} />}
      {asking === 'takeOver' && <TakeOverDialog person={person} onClose={close} />}
      {asking === 'depart' && <DepartureDialog person={person} inIsolation={inIsolation} onClose={close} />}
    </section>
  )
}

function Spans({ spans }: { spans: PersonMovements['spans'] }) {
  const say = useMovementWords()
  const { pathOf } = useAreas()
  return (
    <ol className="spans" aria-label={say('answers')}>
      {spans.map(({ from, until, area, elsewhere }) => (
        <li key={from} className={until === null ? 'is-here' : ''}>
          <span>{area ? pathOf(area) : say('elsewhere', { place: elsewhere || say('elsewhereUnknown') })}</span>
          <span className="quiet num">
            {until === null
              ? say('sinceDay', { from: dayOf(from, planZone()) })
              : say('fromTo', { from: dayOf(from, planZone()), to: dayOf(until, planZone()) })}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Move({ row }: { row: MovementRow }) {
  const say = useMovementWords()
  const { pathOf } = useAreas()
  const details = [
    row.kind === 'transfer' && row.toArea ? `${pathOf(row.fromArea ?? '')} → ${pathOf(row.toArea)}` : row.place,
    row.address,
    row.letterNo && row.letterDay ? say('letterOf', { no: row.letterNo, day: row.letterDay }) : '',
    row.authority,
    row.contact,
    row.permittedBy && row.kind === 'departure' ? say('permittedByLine', { who: row.permittedBy }) : '',
    row.reason,
  ].filter(Boolean)
  return (
    <div
      className={`move${row.state === 'offered' || row.state === 'open' || row.state === 'staying' || row.state === 'gone' ? ' is-open' : ''}`}
    >
      <div className="row">
        <strong>{say(row.kind)}</strong>
        <MovementState row={row} />
        {row.isDirect && <span className="quiet">{say('direct')}</span>}
        {row.dueAt && row.decidedAt === null && (
          <span className="quiet">
            {say('due')} <WhenText at={row.dueAt} as="due" />
          </span>
        )}
      </div>
      <div>
        {details.join(' · ')}{' '}
        <span className="quiet">
          {say(
            row.kind === 'transfer' ? 'movesOn' : row.kind === 'handIn' || row.kind === 'stay' ? 'cameOn' : 'leavesOn',
          )}{' '}
          <DayText day={row.movesOn} />
        </span>
      </div>
      {row.state === 'offered' && row.toArea && (
        <div className="quiet">{say('waitingFor', { area: pathOf(row.toArea.slice(0, 9)) })}</div>
      )}
      {(row.daysElsewhere ?? 0) > 0 && (
        <div className="quiet">
          {say('credited', {
            n: row.daysElsewhere ?? 0,
            papers: row.documents ?? 0,
            credited: row.daysCredited ?? 0,
          })}
        </div>
      )}
      <div className="quiet small">
        <WhenText at={row.at} /> {row.by}
        {row.decidedAt && (
          <>
            {' · '}
            <WhenText at={row.decidedAt} />{' '}
            {[row.decidedBy, row.receiptNo, row.decisionReason].filter(Boolean).join(' · ')}
          </>
        )}
      </div>
      <RowActions row={row} />
    </div>
  )
}
