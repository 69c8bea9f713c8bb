// How far a drill or training has come.
import type { ExerciseView } from '../../../modules/duties/training/contract.ts'
import { serverNow } from '../../shell/clock.ts'
import { Tag } from '../../ui/tag.tsx'
import { useTrainingWords } from './words.ts'

export function ExerciseState({ row }: { row: ExerciseView }) {
  const say = useTrainingWords()
  if (row.state === 'held') return <Tag tone="good">{say('held')}</Tag>
  if (row.state === 'cancelled') return <Tag>{say('cancelled')}</Tag>
  if (row.resultDueAt <= serverNow()) return <Tag tone="bad">{say('overdue')}</Tag>
  return <Tag tone="warn">{say('planned')}</Tag>
}
