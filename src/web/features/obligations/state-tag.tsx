// How an obligation stands, by word and sign; the colour only repeats it. Overdue is said as soon as the time has come.
import type { OccurrenceView } from '../../../modules/duties/obligations/contract.ts'
import { useNow } from '../../shell/clock.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useObligationWords } from './words.ts'

const TONES: Record<OccurrenceView['state'] | 'overdue', Tone> = {
  open: 'act',
  overdue: 'bad',
  inTime: 'good',
  late: 'warn',
  missed: 'bad',
  excused: 'plain',
  closed: 'plain',
}

export const isOverdue = ({ state, dueAt }: Pick<OccurrenceView, 'state' | 'dueAt'>, now: string): boolean =>
  state === 'open' && dueAt <= now

export function OccurrenceState({ row }: { row: Pick<OccurrenceView, 'state' | 'dueAt'> }) {
  const say = useObligationWords()
  const state = isOverdue(row, useNow(15)) ? 'overdue' : row.state
  return <Tag tone={TONES[state]}>{say(state)}</Tag>
}
