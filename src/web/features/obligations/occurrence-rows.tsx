// Obligations as rows: what, of whom, until when with the time that is left, how it stands, and the way to do it.
import { Link } from '@tanstack/react-router'
import type { OccurrenceView } from '../../../modules/duties/obligations/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { serverToday } from '../../shell/clock.ts'
import { DayText, WhenText } from '../../ui/when.tsx'
import { DONE_AT, ON_ITS_DAY } from './paths.ts'
import { OccurrenceState } from './state-tag.tsx'
import { useObligationWords } from './words.ts'

export function OccurrenceRows({ rows, label }: { rows: readonly OccurrenceView[]; label: string }) {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  return (
    <table className="list-table" aria-label={label}>
      <thead>
        <tr>
          <th>{say('what')}</th>
          <th>{say('owner')}</th>
          <th>{say('due')}</th>
          <th>{say('state')}</th>
          <th>{say('done')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.state === 'missed' ? 'is-bad' : ''}>
            <td className="lead">
              <Link to="/obligations/$id" params={{ id: row.id }}>
                {inLanguage(row.title)}
              </Link>{' '}
              <span className="quiet small">
                <DayText day={row.day} />
              </span>
            </td>
            <td data-label={say('owner')}>{inLanguage(row.owner.name)}</td>
            <td data-label={say('due')}>
              <WhenText at={row.dueAt} {...(row.state === 'open' ? { as: 'due' as const } : {})} />
            </td>
            <td data-label={say('state')}>
              <OccurrenceState row={row} />
            </td>
            <td data-label={say('done')}>{row.evidence ? <WhenText at={row.evidence.at} /> : '—'}</td>
            <td>{row.state === 'open' && <DoIt row={row} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The way to where it is done, where the desk has such a page; a daily report not before its day. */
export function DoIt({ row }: { row: Pick<OccurrenceView, 'key' | 'day'> }) {
  const say = useObligationWords()
  const to = DONE_AT[row.key]
  return to === undefined || (ON_ITS_DAY.has(row.key) && row.day > serverToday()) ? null : (
    <Link to={to as '/'} search={{}}>
      {say('goTo')}
    </Link>
  )
}
