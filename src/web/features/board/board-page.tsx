// The board (M21): how isolation stands now, live, for the own area and level by level below it. Nothing is worked out
// here; every figure is the server's and opens the list that it counts.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { areaLevel } from '../../../kernel/area.ts'
import type { BoardFigures } from '../../../modules/insight/contract.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMe } from '../../shell/session.ts'
import { AreaPicker } from '../../ui/area-picker.tsx'
import { useAreas } from '../../ui/areas.ts'
import { WhenText } from '../../ui/when.tsx'
import { BOARD, ISOLATION_TOPICS, untilCounted } from '../isolation/paths.ts'
import { ObligationsCard } from '../obligations/obligations-card.tsx'
import { AreaTable, HeatGrid } from './areas.tsx'
import { BoardFigureGrid } from './figures.tsx'
import { useBoardWords } from './words.ts'
import './board.css'

const STALE = [BOARD]
const TOWNSHIP_DIGITS = 9

export function BoardPage() {
  const say = useBoardWords()
  const navigate = useNavigate()
  const { area } = useSearch({ from: '/frame/' })
  const { pathOf } = useAreas()
  const me = useMe()
  const { data, error, refetch } = useApi<BoardFigures>(
    BOARD,
    { area },
    {
      placeholderData: (previous) => previous,
      // The window opens and closes by itself: no write tells of it.
      refetchInterval: untilCounted(60_000),
    },
  )
  useLive(ISOLATION_TOPICS, STALE)
  // A township's clerk sees the figures of the township alone, and is told so.
  const own = (me.permissions['board.read'] ?? []).filter((code) => areaLevel(code) !== 'district')
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  const parent = area && area.length > TOWNSHIP_DIGITS ? area.slice(0, TOWNSHIP_DIGITS) : undefined
  return (
    <div className="stack">
      <div className="page-head">
        <h1>
          {say('title')} · {area ? pathOf(area) : own.length > 0 ? own.map(pathOf).join(' · ') : say('district')}
        </h1>
        {area && (
          <Link to="/" search={{ area: parent }}>
            {say('up')}
          </Link>
        )}
        <div className="row">
          {data && (
            <span className="quiet">
              {say('asOf')} <WhenText at={data.at} />
            </span>
          )}
          <AreaPicker
            value={area}
            onChange={(code) => void navigate({ to: '/', search: { area: code } })}
            style={{ width: 184 }}
          />
        </div>
      </div>
      <ObligationsCard />
      {!data ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <>
          <BoardFigureGrid board={data} area={area} />
          {data.areas.length === 0 ? (
            <section className="card card-body quiet">{say('empty')}</section>
          ) : (
            <>
              <AreaTable board={data} area={area} />
              <HeatGrid board={data} />
            </>
          )}
        </>
      )}
    </div>
  )
}
