// Where a document stands, as a tag; overdue goes before its state.
import type { DocumentRow } from '../../../modules/duties/received/contract.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useReceivedWords } from './words.ts'

const TONES: Record<DocumentRow['state'], Tone> = {
  registered: 'plain',
  instructed: 'act',
  circulated: 'act',
  done: 'good',
  voided: 'plain',
}

export function DocumentState({ row }: { row: Pick<DocumentRow, 'state' | 'isOverdue'> }) {
  const say = useReceivedWords()
  return row.isOverdue ? <Tag tone="bad">{say('overdue')}</Tag> : <Tag tone={TONES[row.state]}>{say(row.state)}</Tag>
}

export function Urgency({ urgency }: { urgency: DocumentRow['urgency'] }) {
  const say = useReceivedWords()
  if (urgency === 'normal') return <>{say('normal')}</>
  return <Tag tone={urgency === 'mostUrgent' ? 'bad' : 'warn'}>{say(urgency)}</Tag>
}
