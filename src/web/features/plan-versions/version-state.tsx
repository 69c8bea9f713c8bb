// Where a version or an amendment stands, in a word with its sign.
import type { PlanVersionView } from '../../../modules/organisation/amendments/contract.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useVersionWords } from './words.ts'

const TONES: Record<PlanVersionView['state'], Tone> = {
  inForce: 'act',
  toCome: 'good',
  earlier: 'plain',
  proposed: 'warn',
  returned: 'bad',
  withdrawn: 'plain',
}

export function VersionState({ state }: { state: PlanVersionView['state'] }) {
  const say = useVersionWords()
  return <Tag tone={TONES[state]}>{say(state)}</Tag>
}
