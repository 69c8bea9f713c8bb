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
}

export function MovementState({ row }: { row: MovementRow }) {
  const say = useMovementWords()
  return <Tag tone={TONES[row.state]}>{say(row.state === 'handedOver' ? 'handedOverState' : row.state)}</Tag>
}
