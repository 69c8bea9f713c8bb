// The state of a move as a word with a sign.
import type { MovementRow } from '../../../modules/movements/contract.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useMovementWords } from './words.ts'

const TONES: Record<MovementRow['state'], Tone> = {
  offered: 'warn',
  accepted: 'good',
  returned: 'bad',
  withdrawn: 'plain',
  open: 'warn',
  closed: 'good',
  cancelled: 'plain',
  completed: 'plain',
  permitted: 'plain',
  handedOver: 'plain',
  gone: 'bad',
  resolved: 'good',
  voided: 'plain',
  staying: 'act',
  left: 'plain',
  isolated: 'bad',
}

export function MovementState({ row }: { row: MovementRow }) {
  const say = useMovementWords()
  // Of somebody taken over the receipt is ours to send.
  const isOurs = row.kind === 'handIn' && row.state === 'open'
  const word = isOurs ? 'receiptOwed' : row.state === 'handedOver' ? 'handedOverState' : row.state
  return <Tag tone={TONES[row.state]}>{say(word)}</Tag>
}
