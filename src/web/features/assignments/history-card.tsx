// Who looked after a person, since when and until when, and why it changed: a card of the person's page.
import type { AssignmentHistory } from '../../../modules/isolation/contract/assignments.ts'
import { useApi } from '../../shell/queries.ts'
import { Tag } from '../../ui/tag.tsx'
import { WhenText } from '../../ui/when.tsx'
import { useTerms } from '../isolation/words.ts'
import { historyOf } from './paths.ts'
import { useAssignmentWords } from './words.ts'
import './assignments.css'

export function AssignmentHistoryCard({ personId }: { personId: string }) {
  const say = useAssignmentWords()
  const term = useTerms()
  const { data } = useApi<AssignmentHistory>(historyOf(personId))
  if (!data || data.items.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{say('history')}</h2>
      </header>
      <ul className="assign-history card-body">
        {data.items.map((item) => (
          <li key={`${item.role}-${item.from}-${item.account.id}`} className={item.until ? 'quiet' : ''}>
            <span className="row">
              <Tag tone={item.until ? 'plain' : 'act'}>{term(item.role)}</Tag>
              <strong>{item.account.name}</strong>
            </span>
            <span>
              <WhenText at={item.from} /> – {item.until ? <WhenText at={item.until} /> : say('until')}
            </span>
            <span className="quiet">
              {item.by ? say('by', { name: item.by }) : say('byDefault')}
              {item.reason && ` · ${item.reason}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
