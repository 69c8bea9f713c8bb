// Where a filled table stands, in a word with a sign.
import type { FillingSummary } from '../../../modules/duties/tables/contract.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useTableWords } from './words.ts'

const TONES: Record<FillingSummary['state'], Tone> = {
  draft: 'plain',
  asked: 'act',
  closed: 'good',
  withdrawn: 'plain',
}

export function StateTag({ state }: Pick<FillingSummary, 'state'>) {
  const say = useTableWords()
  return <Tag tone={TONES[state]}>{say(state)}</Tag>
}
