// How a report stands, and whether it says what the records say: in words with a sign, colour beside them.
import type { OwnerState } from '../../../modules/duties/reports/rules/situation.ts'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useReportWords } from './words.ts'

const TONES: Record<OwnerState, Tone> = {
  inTime: 'good',
  late: 'bad',
  missing: 'warn',
  excused: 'plain',
  notAsked: 'plain',
}

export function OwnerStateTag({ state }: { state: OwnerState }) {
  const say = useReportWords()
  return <Tag tone={TONES[state]}>{say(state)}</Tag>
}

export function AgreementTag({ agrees, isBelow }: { agrees: boolean; isBelow: boolean }) {
  const say = useReportWords()
  return (
    <Tag tone={agrees ? 'good' : isBelow ? 'bad' : 'warn'}>
      {say(agrees ? 'agrees' : isBelow ? 'below' : 'differs')}
    </Tag>
  )
}
