// The figures of the board: the checks of the window, what must be acted on, who came and went. Each opens the list that
// it counts, with the same filter.
import { Link } from '@tanstack/react-router'
import { dayOf, localTimeOf } from '../../../kernel/time.ts'
import type { BoardFigures, Figures as Numbers } from '../../../modules/insight/contract.ts'
import { planZone } from '../../shell/clock.ts'
import { useDayText, WhenText } from '../../ui/when.tsx'
import { useBoardWords } from './words.ts'

export type FigureKey = keyof Numbers
type Search = Record<string, string | undefined>
export interface Target {
  to: string
  search: Search
}

/** The list behind a figure. */
export function targetOf(key: FigureKey, area: string | undefined, today: string): Target {
  const queue = (name: string): Target => ({ to: `/queues/${name}`, search: { area } })
  switch (key) {
    case 'inIsolation':
      return queue('all')
    case 'due':
      return queue('dueNow')
    case 'overdue':
    case 'temperatureOwed':
    case 'feversToday':
    case 'endingToday':
    case 'noMedic':
    case 'noGuarantor':
    case 'assigneeGone':
      return queue(key)
    case 'feversOpen':
      return queue('fever')
    case 'arrivalsToday':
      return { to: '/persons', search: { area, status: 'arrived', arrivedFrom: today, arrivedTo: today } }
    case 'expected':
      return { to: '/persons', search: { area, status: 'expected' } }
    case 'present':
      return { to: '/persons', search: { area, presence: 'here' } }
    case 'done':
      return queue('doneNow')
    case 'releasesToday':
      return queue('releasedToday')
  }
}

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((part / whole) * 100))

interface Props {
  board: BoardFigures
  area: string | undefined
}

export function FigureLink({
  of,
  value,
  area,
  today,
}: {
  of: FigureKey
  value: number
  area: string | undefined
  today: string
}) {
  const target = targetOf(of, area, today)
  return (
    <Link to={target.to} search={target.search} className="num">
      {value.toLocaleString('en-US')}
    </Link>
  )
}

function Figure({ of, board, area, tone }: Props & { of: FigureKey; tone?: 'bad' | 'warn' }) {
  const say = useBoardWords()
  const value = board.total[of]
  const target = targetOf(of, area, board.today)
  const className = `figure${value > 0 && tone ? ` is-${tone}` : ''}`
  return (
    <Link to={target.to} search={target.search} className={`${className} opens`}>
      <span className="figure-label">{say(of)}</span>
      <strong className="num">{value.toLocaleString('en-US')}</strong>
    </Link>
  )
}

export function BoardFigureGrid({ board, area }: Props) {
  const say = useBoardWords()
  return (
    <>
      <WindowFigure board={board} area={area} />
      <section className="card" aria-label={say('urgent')}>
        <div className="figure-grid">
          <Figure of="overdue" tone="bad" board={board} area={area} />
          <Figure of="feversOpen" tone="bad" board={board} area={area} />
          <Figure of="feversToday" tone="bad" board={board} area={area} />
          <Figure of="temperatureOwed" tone="warn" board={board} area={area} />
          <Figure of="endingToday" tone="warn" board={board} area={area} />
          <Figure of="noMedic" tone="warn" board={board} area={area} />
          <Figure of="noGuarantor" tone="warn" board={board} area={area} />
          <Figure of="assigneeGone" tone="bad" board={board} area={area} />
        </div>
      </section>
      <section className="card" aria-label={say('people')}>
        <div className="figure-grid">
          <Figure of="inIsolation" board={board} area={area} />
          <Figure of="present" board={board} area={area} />
          <Figure of="arrivalsToday" board={board} area={area} />
          <Figure of="expected" board={board} area={area} />
          <Figure of="releasesToday" board={board} area={area} />
        </div>
      </section>
    </>
  )
}

function WindowFigure({ board, area }: Props) {
  const say = useBoardWords()
  const dayText = useDayText()
  const { window, total } = board
  if (!window) return <section className="card card-body quiet">{say('noWindow')}</section>
  const { due, done, overdue } = total
  // For the bar alone: a share of what this window owes.
  const owed = due + done + overdue
  const zone = planZone()
  return (
    <section className="card window-figure">
      <header>
        <h2>{say('window')}</h2>
        <span className="num">
          {dayText(dayOf(window.opensAt, zone))} {localTimeOf(window.opensAt, zone)}–
          {localTimeOf(window.closesAt, zone)}
        </span>
        <span className="quiet">
          {window.isOpen ? <WhenText at={window.closesAt} as="due" /> : say('windowClosed')}
        </span>
      </header>
      <div className="card-body">
        <div
          className="progress"
          role="progressbar"
          aria-valuenow={shareOf(done, owed)}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-label={say('window')}
        >
          <div className="progress-done" style={{ width: `${shareOf(done, owed)}%` }} />
          <div className="progress-overdue" style={{ width: `${shareOf(overdue, owed)}%` }} />
        </div>
        <div className="row window-legend">
          <strong>{say('progress', { share: shareOf(done, owed) })}</strong>
          <span className="legend is-done">
            {say('done')} <FigureLink of="done" value={done} area={area} today={board.today} />
          </span>
          <span className="legend is-left">
            {say('due')} <FigureLink of="due" value={due} area={area} today={board.today} />
          </span>
          <span className="legend is-overdue">
            {say('overdue')} <FigureLink of="overdue" value={overdue} area={area} today={board.today} />
          </span>
        </div>
      </div>
    </section>
  )
}
