// How a person of a list is said: the match, where it stands, what was found.
import type { EntryRow, ListView } from '../../../modules/verification/contract.ts'
import { Tag } from '../../ui/tag.tsx'
import { useVerificationWords } from './words.ts'

const BY = { document: 'byDocument', telephone: 'byTelephone', name: 'byName' } as const

export const useMatchWay = () => {
  const say = useVerificationWords()
  return (by: keyof typeof BY): string => say(BY[by])
}

export function MatchTag({ row }: { row: Pick<EntryRow, 'match' | 'isCertain' | 'finding'> }) {
  const say = useVerificationWords()
  if (row.match === null) return null
  if (row.match !== 'unknown' && !row.isCertain && row.finding === null) {
    return <Tag tone="warn">{say('uncertain')}</Tag>
  }
  return <Tag tone={row.match === 'hit' ? 'good' : row.match === 'elsewhere' ? 'act' : 'plain'}>{say(row.match)}</Tag>
}

export function StateTag({ row }: { row: Pick<EntryRow, 'state' | 'finding' | 'isOverdue'> }) {
  const say = useVerificationWords()
  if (row.finding !== null) return <Tag tone={row.finding === 'notFound' ? 'warn' : 'good'}>{say(row.finding)}</Tag>
  if (row.isOverdue) {
    return (
      <Tag tone="bad">
        {say(row.state)} · {say('overdue')}
      </Tag>
    )
  }
  return <Tag tone={row.state === 'unassigned' ? 'warn' : 'act'}>{say(row.state)}</Tag>
}

/** `已核查 3/40`, with what somebody has to look at. */
export function ProgressText({ counts }: Pick<ListView, 'counts'>) {
  const say = useVerificationWords()
  return (
    <span className="row">
      <span className="num">
        {counts.answered} / {counts.all}
      </span>
      {counts.overdue > 0 && (
        <Tag tone="bad">
          {say('overdue')} {counts.overdue}
        </Tag>
      )}
      {counts.uncertain > 0 && (
        <Tag tone="warn">
          {say('uncertain')} {counts.uncertain}
        </Tag>
      )}
      {counts.unassigned > 0 && (
        <Tag tone="warn">
          {say('unassigned')} {counts.unassigned}
        </Tag>
      )}
    </span>
  )
}
