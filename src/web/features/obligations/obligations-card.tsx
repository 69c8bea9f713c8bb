// My obligations on the landing page: how many are overdue and open, and the next ones with the time that is left. Absent for
// accounts that owe nothing.
import { Link } from '@tanstack/react-router'
import { useBilingual } from '../../i18n/index.ts'
import { useNow } from '../../shell/clock.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { DoIt } from './occurrence-rows.tsx'
import { isOverdue } from './state-tag.tsx'
import { useMine } from './use-mine.ts'
import { useObligationWords } from './words.ts'
import './obligations.css'

const MOST = 4

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
        <Link to="/obligations" search={{}}>
          {say('allMine')}
        </Link>
      </header>
      {open.length === 0 ? (
        <p className="quiet">{say('nothingOpen')}</p>
      ) : (
        <ul>
          {open.slice(0, MOST).map((row) => (
            <li key={row.id} className={isOverdue(row, now) ? 'is-overdue' : ''}>
              <Link to="/obligations/$id" params={{ id: row.id }}>
                {inLanguage(row.title)}
              </Link>
              <span className="quiet">{inLanguage(row.owner.name)}</span>
              <WhenText at={row.dueAt} as="due" />
              <DoIt row={row} />
            </li>
          ))}
          {open.length > MOST && (
            <li>
              <Link to="/obligations" search={{}}>
                … {open.length - MOST}
              </Link>
            </li>
          )}
        </ul>
      )}
    </section>
  )
}
