// My obligations on the landing page: how many are overdue and open, and the next ones with the time that is left. Absent for
// accounts that owe nothing.
import { Link } from '@tanstack/react-router'
import type { OccurrenceView } from '../../../modules/duties/obligations/contract.ts'
import { useBilingual } from '../../i18n/index.ts'
import { useNow } from '../../shell/clock.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { Waiting } from '../directives/waiting.tsx'
import { DoIt } from './occurrence-rows.tsx'
import { isOverdue } from './state-tag.tsx'
import { useMine } from './use-mine.ts'
import { useObligationWords } from './words.ts'
import './obligations.css'

/** One line for everything of one kind at one time: an officer may owe the report of four groups. */
function lines(rows: readonly OccurrenceView[]): OccurrenceView[][] {
  const found = new Map<string, OccurrenceView[]>()
  for (const row of rows) {
    const id = `${row.dueAt} ${row.title.zh}`
    found.set(id, [...(found.get(id) ?? []), row])
  }
  return [...found.values()]
}

export function ObligationsCard() {
  const say = useObligationWords()
  const inLanguage = useBilingual()
  const { data } = useMine()
  const now = useNow(15)
  if (!data?.isActive || data.owners.length === 0) return null
  // What is due tomorrow is of tomorrow.
  const open = data.items.filter(({ state, day }) => state === 'open' && day <= data.today)
  const overdue = open.filter((row) => isOverdue(row, now)).length
  return (
    <section className="card obligations-card" aria-label={say('today')}>
      <header className="obligation-head">
        <h2>{say('today')}</h2>
        {overdue > 0 && (
          <Tag tone="bad">
            {say('overdueNow')} <span className="num">{overdue}</span>
          </Tag>
        )}
        <Waiting />
        <Link to="/obligations" search={{}}>
          {say('allMine')}
        </Link>
      </header>
      {open.length === 0 ? (
        <p className="quiet">{say('nothingOpen')}</p>
      ) : (
        <ul>
          {lines(open).map((rows) => (
            <li key={rows[0]!.id} className={isOverdue(rows[0]!, now) ? 'is-overdue' : ''}>
              <Link to="/obligations" search={{}}>
                {inLanguage(rows[0]!.title)}
              </Link>
              <WhenText at={rows[0]!.dueAt} as="due" />
              <span className="quiet">{rows.map((row) => inLanguage(row.owner.name)).join(' · ')}</span>
              <DoIt row={rows[0]!} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
