// Who is on duty in every unit at this moment, and who has gaps in the days to come (M58): the own units and the office first.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Skeleton } from 'antd'
import type { Reachable, ReachableUnit } from '../../../modules/duties/roster/contract.ts'
import { useBilingual, useLanguage } from '../../i18n/index.ts'
import { withQuery } from '../../shell/api.ts'
import { ProblemPage } from '../../shell/errors.tsx'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { Tag } from '../../ui/tag.tsx'
import { useMomentText } from '../../ui/when.tsx'
import { DutyNumber } from './duty-number.tsx'
import { ROSTER, ROSTER_TOPICS, STALE } from './paths.ts'
import { RosterNav } from './roster-nav.tsx'
import { ServingTag } from './shift-tags.tsx'
import { namesIn, useSpanText } from './texts.ts'
import { useRosterWords } from './words.ts'
import './roster.css'

export function NowPage() {
  const say = useRosterWords()
  const language = useLanguage()
  const navigate = useNavigate()
  const { only } = useSearch({ from: '/frame/roster/now' })
  const { data, error, refetch } = useApi<Reachable>(`${ROSTER}/reachable`, undefined, { refetchInterval: 60_000 })
  useLive(ROSTER_TOPICS, STALE)
  if (error && !data) return <ProblemPage error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />
  const withGaps = data.items.filter(({ gaps }) => gaps.length > 0)
  const rows = only === 'gaps' ? withGaps : data.items
  const units = new Set(withGaps.map(({ unitId }) => unitId)).size
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('title')}</h1>
        <div className="row">
          <Button
            aria-pressed={only === 'gaps'}
            type={only === 'gaps' ? 'primary' : 'default'}
            onClick={() =>
              void navigate({ to: '/roster/now', search: only === 'gaps' ? {} : { only: 'gaps' }, replace: true })
            }
          >
            {say('onlyGaps')} <span className="num">{units}</span>
          </Button>
          <Button href={withQuery(`${ROSTER}/export`, { lang: language === 'en' ? 'en' : 'zh' })} download>
            {say('exportAll')}
          </Button>
        </div>
      </div>
      <RosterNav here="now" />
      {rows.length === 0 ? (
        <div className="card list-empty">{say('allFilled')}</div>
      ) : (
        <section className="card roster-now">
          <div className="roster-now-head" aria-hidden>
            <span>{say('unitColumn')}</span>
            <span>{say('who')}</span>
            <span>{say('telephone')}</span>
            <span>{say('ahead')}</span>
          </div>
          <ul>
            {rows.map((row) => (
              <Row key={`${row.unitId}/${row.kind}`} row={row} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function Row({ row }: { row: ReachableUnit }) {
  const say = useRosterWords()
  const inLanguage = useBilingual()
  const spanText = useSpanText()
  const momentText = useMomentText()
  const { shift, next } = row
  return (
    <li className={row.isOwed && !shift ? 'is-gap' : ''}>
      <div>
        <Link to="/roster/units/$unit" params={{ unit: row.unitId }} search={{}}>
          {inLanguage(row.name)}
        </Link>{' '}
        {row.kind === 'medical' && <span className="quiet small">{say('medical')}</span>}
      </div>
      <div>
        {shift ? (
          <>
            <strong>{namesIn(shift, 'leader')}</strong> {namesIn(shift, 'staff')}{' '}
            <span className="quiet small">{say('until', { at: momentText(shift.until) })}</span>{' '}
            <ServingTag shift={shift} />
          </>
        ) : row.isOwed ? (
          <Tag tone="bad">{say('nobody')}</Tag>
        ) : (
          <span className="quiet">{say('notOwed')}</span>
        )}
        {!shift && next && (
          <div className="quiet small">{say('nextFrom', { at: momentText(next.from), who: namesIn(next) })}</div>
        )}
      </div>
      <div>
        <DutyNumber number={(shift ?? next)?.telephone ?? null} />
      </div>
      <div>
        {row.gaps.length === 0 ? (
          <Tag tone="good">{say('filled')}</Tag>
        ) : (
          <>
            <Tag tone="bad">{say('gapsCount', { n: row.gaps.length })}</Tag>{' '}
            <span className="quiet small">{spanText(row.gaps[0]!)}</span>
          </>
        )}
      </div>
    </li>
  )
}
