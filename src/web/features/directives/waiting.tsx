// What of directives waits for the account's units, each count a link to its list; on the list's own page and the landing page.
import { Link } from '@tanstack/react-router'
import type { DirectiveCounts } from '../../../modules/directives/contract.ts'
import { useLive } from '../../shell/live.ts'
import { useApi } from '../../shell/queries.ts'
import { useMay } from '../../shell/session.ts'
import { Tag } from '../../ui/tag.tsx'
import { DIRECTIVE_STALE, DIRECTIVE_TOPICS, DIRECTIVES } from './paths.ts'
import { useDirectiveWords } from './words.ts'

export function Waiting() {
  const say = useDirectiveWords()
  const may = useMay()
  const { data } = useApi<DirectiveCounts>(may('directive.read') ? `${DIRECTIVES}/waiting` : null)
  useLive(DIRECTIVE_TOPICS, DIRECTIVE_STALE)
  if (!data) return null
  const { unsigned, running, overdue, toDecide, refused, toPassOn } = data.counts
  const links = [
    { n: unsigned, word: 'toSign', list: 'inbox', state: 'unsigned', urgent: true },
    { n: overdue, word: 'late', list: 'inbox', state: 'overdue', urgent: true },
    { n: running, word: 'toDo', list: 'inbox', state: 'running', urgent: false },
    { n: toDecide, word: 'toDecide', list: 'issued', state: 'submitted', urgent: true },
    { n: refused, word: 'toSettle', list: 'issued', state: 'refused', urgent: true },
    { n: toPassOn, word: 'toPassOn', list: 'issued', state: 'waiting', urgent: true },
  ] as const
  const shown = links.filter(({ n }) => n > 0)
  if (shown.length === 0) return null
  return (
    <div className="row">
      {shown.map(({ n, word, list, state, urgent }) => (
        <Link key={word} to="/directives" search={{ list, state }}>
          <Tag tone={urgent ? 'act' : 'plain'}>{say(word, { n })}</Tag>
        </Link>
      ))}
    </div>
  )
}
