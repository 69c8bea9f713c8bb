// How a duty stands, by word and sign; the colour only repeats it. What is not measured has no colour at all.
import type { State } from '../../../modules/insight/plan/rules.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { usePlanWords } from './words.ts'

const TONES: Record<State, Tone> = { kept: 'good', atRisk: 'warn', broken: 'bad', notYetMeasured: 'plain' }

export function StateTag({ state }: { state: State }) {
  const say = usePlanWords()
  return (
    <Tag tone={TONES[state]}>
      {state === 'notYetMeasured' && <span aria-hidden>○</span>}
      {say(state)}
    </Tag>
  )
}
