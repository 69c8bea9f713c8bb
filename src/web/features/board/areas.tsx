// The areas one level below: a table of all figures and a heat grid by one of them. Names open the level below, numbers
// open their lists.
import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useState } from 'react'
import type { BoardFigures } from '../../../modules/insight/contract.ts'
import { type FigureKey, FigureLink } from './figures.tsx'
import { useBoardWords } from './words.ts'

const COLUMNS = [
  'inIsolation',
  'due',
  'done',
  'overdue',
  'temperatureOwed',
  'feversToday',
  'feversOpen',
  'arrivalsToday',
  'expected',
  'releasesToday',
  'endingToday',
  'noMedic',
  'noGuarantor',
  'assigneeGone',
] as const satisfies readonly FigureKey[]
const URGENT: readonly FigureKey[] = ['overdue', 'feversToday', 'feversOpen']

const VILLAGE_DIGITS = 12
const isDeepest = (code: string) => code.length >= VILLAGE_DIGITS

export function AreaTable({ board, area }: { board: BoardFigures; area: string | undefined }) {
  const say = useBoardWords()
  return (
    <section className="card">
      <header>
        <h2>{say('byArea')}</h2>
      </header>
      <div className="list-scroll board-table">
        <table className="figures">
          <thead>
            <tr>
              <th>{say('area')}</th>
              {COLUMNS.map((key) => (
                <th key={key} className="right">
                  {say(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.areas.map((row) => (
              <tr key={row.areaCode}>
                <th scope="row">
                  {isDeepest(row.areaCode) ? (
                    row.name
                  ) : (
                    <Link to="/" search={{ area: row.areaCode }}>
                      {row.name}
                    </Link>
                  )}
                </th>
                {COLUMNS.map((key) => (
                  <td
                    key={key}
                    className={`right${row[key] === 0 ? ' is-zero' : URGENT.includes(key) ? ' is-urgent' : ''}`}
                  >
                    <FigureLink of={key} value={row[key]} area={row.areaCode} today={board.today} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say('total')}</th>
              {COLUMNS.map((key) => (
                <td key={key} className="right">
                  <FigureLink of={key} value={board.total[key]} area={area} today={board.today} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  )
}

const HEATS = [
  'overdue',
  'inIsolation',
  'feversOpen',
  'temperatureOwed',
  'noMedic',
  'expected',
] as const satisfies readonly FigureKey[]
type Heat = (typeof HEATS)[number]

/** Five shades; nobody at all has none. */
const shadeOf = (value: number, most: number): number => (value === 0 ? 0 : Math.max(1, Math.ceil((value / most) * 5)))

export function HeatGrid({ board }: { board: BoardFigures }) {
  const say = useBoardWords()
  const [heat, setHeat] = useState<Heat>('overdue')
  const most = Math.max(1, ...board.areas.map((row) => row[heat]))
  return (
    <section className="card">
      <header>
        <h2>{say('heat')}</h2>
        <Select<Heat>
          aria-label={say('heatBy')}
          value={heat}
          onChange={setHeat}
          options={HEATS.map((value) => ({ value, label: say(value) }))}
          style={{ width: 168 }}
        />
        <span className="quiet heat-hint">{say('heatHint')}</span>
      </header>
      <div className="heat">
        {board.areas.map((row) => (
          <div key={row.areaCode} className={`heat-tile is-${shadeOf(row[heat], most)}`}>
            {isDeepest(row.areaCode) ? (
              <span>{row.name}</span>
            ) : (
              <Link to="/" search={{ area: row.areaCode }}>
                {row.name}
              </Link>
            )}
            <strong>
              <FigureLink of={heat} value={row[heat]} area={row.areaCode} today={board.today} />
            </strong>
            <small>
              {say('inIsolation')}{' '}
              <FigureLink of="inIsolation" value={row.inIsolation} area={row.areaCode} today={board.today} />
            </small>
          </div>
        ))}
      </div>
    </section>
  )
}
